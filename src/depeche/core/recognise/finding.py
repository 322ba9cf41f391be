"""Everything by which somebody could be recognised in a set of passages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from depeche.core.corpus import text_hash
from depeche.core.recognise.bodies import BodyFinder
from depeche.core.recognise.lexicon import build_lexicon
from depeche.core.recognise.names import NameFinder, Range
from depeche.core.recognise.numbers import numbers_in
from depeche.core.recognise.people import index_names
from depeche.core.recognise.shapes import atoms
from depeche.core.recognise.titles import TitleFinder
from depeche.core.recognise.values import Finding, Kind, Passage, Person, Why

REMEMBERED = 50_000  # texts, by their hash: a page of the report asks for the same ones again and again
LONGEST = 60  # letters of a word that is looked at; Danish has compounds of forty


class Mention(NamedTuple):
    """A place in one text, and the folded value it stands for: of an organisation, place or title."""

    start: int
    end: int
    kind: Kind
    why: tuple[Why, ...]
    key: str = ""


class Recogniser:
    """Made once for a list of people; looking through a text takes as long whatever the length of the list."""

    def __init__(self, people: Sequence[Person] = ()) -> None:
        lexicon = build_lexicon(people)
        self._names = NameFinder(index_names(people))
        self._bodies = BodyFinder(lexicon)
        self._titles = TitleFinder(lexicon)
        self._seen: dict[tuple[str, str], tuple[Mention, ...]] = {}

    def mentions(self, text: str, language: str = "da") -> tuple[Mention, ...]:
        """All mentions in one text, in order and without overlaps; the rule that is surer wins.

        >>> [mention.kind.value for mention in Recogniser().mentions("Ring på 20 31 44 57, når du er i Kolding.")]
        ['number', 'place']
        """
        key = text_hash(text), language
        if key not in self._seen:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            self._seen[key] = self._look(text, language)
        return self._seen[key]

    def _look(self, text: str, language: str) -> tuple[Mention, ...]:
        found = [atom for atom in atoms(text) if atom.end - atom.start <= LONGEST]
        bodies = list(self._bodies.find(text, found))
        starts = {range_.start for range_, _key in bodies}
        ranges: list[tuple[Range, str]] = [
            *((range_, "") for range_ in numbers_in(text, language)),
            *bodies,
            *self._titles.find(text, found, starts),
            *((range_, "") for range_ in self._names.find(text, found)),
        ]
        return _settled(text, ranges)

    def find(self, passages: Iterable[Passage], language: str = "da") -> tuple[Finding, ...]:
        """What stands in the printed words of each passage, in order."""
        return tuple(
            Finding(mention.kind, passage.unit, mention.start, mention.end, mention.why)
            for passage in passages
            for mention in self.mentions(passage.text, language)
            if passage.shows(mention.start, mention.end)
        )


@lru_cache(maxsize=8)
def recogniser(people: tuple[Person, ...]) -> Recogniser:
    """The recogniser of a list, made once: with thousands of people making it takes a moment."""
    return Recogniser(people)


def _settled(text: str, ranges: list[tuple[Range, str]]) -> tuple[Mention, ...]:
    """The surest first, then the longest; names that overlap or stand side by side become one."""
    kept: list[Mention] = []  # in order, without overlaps
    for range_, key in sorted(ranges, key=lambda one: (-one[0].weight, one[0].start - one[0].end, one[0].start)):
        first = bisect_right(kept, range_.start, key=_end)
        last = bisect_left(kept, range_.end, key=_start)
        over = kept[first:last]
        if not over:
            kept.insert(first, Mention(range_.start, range_.end, range_.kind, range_.why, key))
        elif range_.kind is Kind.NAME and all(one.kind is Kind.NAME for one in over):
            start, end = min(range_.start, over[0].start), max(range_.end, over[-1].end)
            kept[first:last] = [Mention(start, end, Kind.NAME, over[0].why)]
    return _side_by_side(text, kept)


def _start(mention: Mention) -> int:
    return mention.start


def _end(mention: Mention) -> int:
    return mention.end


def _side_by_side(text: str, kept: Sequence[Mention]) -> tuple[Mention, ...]:
    out: list[Mention] = []
    for one in kept:
        before = out[-1] if out else None
        if before and before.kind is one.kind is Kind.NAME and text[before.end : one.start] in {" ", "-", "\u00a0"}:
            out[-1] = Mention(before.start, one.end, Kind.NAME, before.why)
        else:
            out.append(one)
    return tuple(out)
