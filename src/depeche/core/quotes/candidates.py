"""Whom to quote of a theme: near its middle and at its edge, from many groups, sources and people, fit to print.

The order ranks nobody: it deals turns, so that after one group, source or person the next one comes from another. Which
texts are near the middle is told by what sorted them (`Suggester.representative` and `contrasting`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

SHORTEST, LONGEST = 40, 450  # characters that print well as they are
CONTRAST_EVERY = 3  # of three candidates the third shows another side of the theme


class Why(StrEnum):
    """The reason for which a text is a candidate."""

    MIDDLE = "middle"  # like much of what the theme holds
    EDGE = "edge"  # in the theme, and unlike most of it
    BETWEEN = "between"  # in another theme as well
    REST = "rest"  # neither: what the theme holds beside


class Length(StrEnum):
    SHORT = "short"
    FITS = "fits"
    LONG = "long"  # to be trimmed


class Text(NamedTuple):
    """A text of the theme. `author` is an opaque key ("" unknown); `themes` are the others it is in."""

    row: int
    length: int
    source: str = ""
    group: str = ""
    author: str = ""
    themes: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """`like`: rows of near-duplicates that are shown through this one. `new_group`, `new_source`: none before it, nor
    any chosen quote, came from there.
    """

    row: int
    why: Why
    themes: tuple[str, ...]
    length: Length
    new_group: bool
    new_source: bool
    like: tuple[int, ...] = ()


def length_of(characters: int) -> Length:
    if characters < SHORTEST:
        return Length.SHORT
    return Length.FITS if characters <= LONGEST else Length.LONG


def candidates(
    texts: Sequence[Text],
    representative: Sequence[int],
    contrasting: Sequence[int],
    *,
    duplicates: Sequence[Sequence[int]] = (),
    chosen: Sequence[Text] = (),
    most: int = 60,
) -> tuple[Candidate, ...]:
    """At most `most` texts of a theme, in the order to look at them.

    `representative` and `contrasting` are rows, the best first; a text in neither comes last. Every third is a
    contrast. Among those next in line the one is taken whose author did not write the one before, that prints as it
    is, and whose author, group and source have had fewest turns, those in `chosen` counted. Of near-duplicates
    one stands for all, and none that is chosen is offered again.
    """
    of_row = {text.row: text for text in texts}
    like = _stand_ins(of_row, duplicates, {text.row for text in chosen}, (*representative, *contrasting))
    middle = [row for row in dict.fromkeys(representative) if row in like]
    nearer = set(middle[: (len(middle) + 1) // 2])  # what is near the middle is no contrast, whatever else it is
    edge = [row for row in dict.fromkeys(contrasting) if row in like and row not in nearer]
    far = set(edge)
    middle = [row for row in middle if row not in far]
    rest = [row for row in like if row not in {*middle, *edge}]
    others, turns = set(rest), _Turns(chosen)
    found: list[Candidate] = []
    queues = (([*middle, *rest], 2), (edge, 1))
    while len(found) < most and any(queue for queue, _share in queues):
        first, second = (queues[1], queues[0]) if len(found) % CONTRAST_EVERY == CONTRAST_EVERY - 1 else queues
        queue = first[0] or second[0]
        text = turns.next(of_row, queue)
        queue.remove(text.row)
        why = _why(text, edge=queue is edge, known=text.row not in others)
        found.append(turns.take(text, why, like[text.row]))
    return tuple(found)


def _why(text: Text, *, edge: bool, known: bool) -> Why:
    if edge:
        return Why.BETWEEN if text.themes else Why.EDGE
    return Why.MIDDLE if known else Why.REST


def _stand_ins(
    of_row: Mapping[int, Text], duplicates: Sequence[Sequence[int]], chosen: set[int], order: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Row -> those it stands for: of each group of duplicates the one that comes first in `order`."""
    place = {row: at for at, row in reversed(list(enumerate(order)))}
    gone: set[int] = set(chosen)
    like: dict[int, tuple[int, ...]] = {}
    for group in duplicates:
        here = sorted((row for row in group if row in of_row), key=lambda row: (place.get(row, len(place)), row))
        if any(row in chosen for row in group):
            gone.update(here)
        elif here:
            gone.update(here[1:])
            like[here[0]] = tuple(here[1:])
    return {row: like.get(row, ()) for row in of_row if row not in gone}


AHEAD = 12  # how far down a queue a better turn is looked for: further down it is no good candidate any more


class _Turns:
    """Who has been heard how often so far."""

    def __init__(self, chosen: Sequence[Text]) -> None:
        self.authors = Counter(text.author for text in chosen if text.author)
        self.groups = Counter(text.group for text in chosen if text.group)
        self.sources = Counter(text.source for text in chosen if text.source)
        self.last = ""

    def next(self, of_row: Mapping[int, Text], queue: Sequence[int]) -> Text:
        near = [of_row[row] for row in queue[:AHEAD]]
        if self.last and all(text.author == self.last for text in near):
            near += [of_row[row] for row in queue[AHEAD:] if of_row[row].author != self.last][:1]
        return min(near, key=self._load)  # the first of the least: in the order of the queue

    def _load(self, text: Text) -> tuple[bool, bool, int, int, int]:
        return (
            bool(text.author) and text.author == self.last,
            length_of(text.length) is not Length.FITS,
            self.authors[text.author] if text.author else 0,
            self.groups[text.group] if text.group else 0,
            self.sources[text.source] if text.source else 0,
        )

    def take(self, text: Text, why: Why, like: tuple[int, ...]) -> Candidate:
        new_group = bool(text.group) and not self.groups[text.group]
        new_source = bool(text.source) and not self.sources[text.source]
        self.last = text.author
        self.authors[text.author] += 1
        self.groups[text.group] += 1
        self.sources[text.source] += 1
        return Candidate(text.row, why, text.themes, length_of(text.length), new_group, new_source, like)
