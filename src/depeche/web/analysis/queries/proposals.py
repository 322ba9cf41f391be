"""Groups that a machine proposes for the unsorted cards: never a result, computed again from the same cards.

A proposal is made of the cards that were unsorted after some change (`Asked.since`); it stays the same while its groups
are accepted one by one, since that state can be read out of the journal. What somebody else sorts meanwhile falls out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models.functions import Substr

from depeche.core.themes import TextIndex, propose
from depeche.core.themes.proposing import proposed_number
from depeche.web.analysis.actions.undo import done
from depeche.web.analysis.models import Change, Coding, Corpus, TextUnit, Theme
from depeche.web.analysis.queries.cards import CARD_LENGTH, shortened
from depeche.web.analysis.queries.suggestions import suggester
from depeche.web.analysis.queries.suggestions.loaded import EAGER, HELD
from depeche.web.analysis.queries.suggestions.shelf import Shelf

FEWEST, MOST = 2, 20  # groups one can ask for
FEW = 100  # cards: of fewer, groups are little better than chance
LEAST = 4  # cards: fewer are read faster than grouped
SHOWN, MORE = 6, 50  # texts of a group at first, and how many come with each click
CHANGES = 400  # since a proposal: after more it is made anew rather than read out of the journal
CLOSE, SOME = 0.9, 0.7  # beyond chance; texts whose words were dealt out at random made groups of .50 to .66


class Asked(NamedTuple):
    """Which proposal, and what of it. `mark` says what it was made of; `dismissed` are numbers of groups."""

    groups: int | None = None
    since: int | None = None
    mark: str = ""
    dismissed: frozenset[int] = frozenset()
    opened: int = 0  # the group of which more texts are shown
    upto: int = 0


class Group(NamedTuple):
    """A proposed group as it was made: cards with the examples first.

    Of its `compared` cards `own` have the card most like them in the same group.
    """

    units: tuple[int, ...]
    words: tuple[str, ...]
    compared: int
    own: int
    share: float  # of all the cards that were grouped

    @property
    def cohesion(self) -> str:
        """How well it holds together, beyond what a group of its size does by chance: close, some, loose or none."""
        if not self.compared or self.share >= 1:
            return "none"
        beyond = (self.own / self.compared - self.share) / (1 - self.share)
        return "close" if beyond >= CLOSE else "some" if beyond >= SOME else "loose"


class Text(NamedTuple):
    unit: int
    key: str
    text: str
    fresh: bool  # among those that came with the last click


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group to decide on. `units` are those of its cards that are still unsorted."""

    number: int
    name: str
    made: Group
    units: tuple[int, ...]
    texts: tuple[Text, ...]
    gone: int  # sorted since the proposal was made

    @property
    def more(self) -> int:
        return len(self.units) - len(self.texts)

    @property
    def next(self) -> int:
        """How many texts are shown after the next click."""
        return len(self.texts) + MORE


@dataclass(frozen=True, slots=True)
class Proposed:
    """The page. `groups` None: they are being computed, or (`few`) there are too few cards."""

    asked: Asked
    unsorted: int
    few: bool = False
    groups: tuple[GroupRow, ...] | None = None
    made: int = 0  # groups of the proposal
    tentative: bool = False  # of so few cards that it is little better than chance
    settled: int = 0  # whose cards have all been sorted
    dismissed: int = 0
    dismissed_cards: int = 0
    anew: bool = False  # the one that was asked for could not be made again


_made: Shelf[tuple[Group, ...]] = Shelf(HELD)


def proposed(corpus: Corpus, asked: Asked) -> Proposed:
    """The groups that are still to be decided on, with their first texts."""
    loose = _unsorted(corpus)
    base, anew = _base(corpus, asked, loose)
    if anew or asked.since is None:
        since = done(corpus).values_list("pk", flat=True).first() or 0
        asked = Asked(asked.groups, since, _mark(base))
    asked = asked._replace(groups=asked.groups or proposed_number(len(base)))
    if len(base) < LEAST or not loose:
        return Proposed(asked, len(loose), few=True)
    groups = _groups(corpus, base, asked)
    if groups is None:
        return Proposed(asked, len(loose), anew=anew)
    return _page(corpus, asked, groups, set(loose), anew=anew)


def _unsorted(corpus: Corpus) -> tuple[int, ...]:
    cards = TextUnit.objects.cards().filter(corpus=corpus, codings=None)
    return tuple(cards.order_by("position", "pk").values_list("pk", flat=True))


def _base(corpus: Corpus, asked: Asked, loose: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
    """The cards a proposal is made of, and whether they are others than those of the one that was asked for."""
    if asked.since is None:
        return loose, False
    changes = Change.objects.filter(corpus=corpus, undone_at=None, pk__gt=asked.since)
    if changes.count() > CHANGES:
        return loose, True
    then = unsorted_then(corpus, changes.order_by("pk"))
    return (then, False) if _mark(then) == asked.mark else (loose, True)


def unsorted_then(corpus: Corpus, changes: Iterable[Change]) -> tuple[int, ...]:
    """The cards that were unsorted before these changes, in reading order."""
    codings = dict(Coding.objects.filter(unit__corpus=corpus).values_list("pk", "unit_id"))
    for change in reversed(list(changes)):
        for table, pk, before, after in change.data.get("rows", ()):
            if table == "coding" and before is None:
                codings.pop(pk, None)
            elif table == "coding" and after is None:
                codings[pk] = before[1]
    coded = set(codings.values())
    cards = TextUnit.objects.cards().filter(corpus=corpus).order_by("position", "pk")
    return tuple(unit for unit in cards.values_list("pk", flat=True) if unit not in coded)


def _mark(units: Sequence[int]) -> str:
    return hashlib.sha256(",".join(map(str, units)).encode()).hexdigest()[:12]


def _groups(corpus: Corpus, base: tuple[int, ...], asked: Asked) -> tuple[Group, ...] | None:
    """The proposal; None while it is being made. Small material is grouped while one waits."""
    loaded = suggester(corpus)
    if loaded is None:
        return None

    def prepare() -> Callable[[], tuple[Group, ...]]:
        rows = [loaded.places[unit] for unit in base if unit in loaded.places]
        return lambda: _make(loaded.index, loaded.rows, rows, asked.groups)

    name, key = (corpus.pk, asked.groups), (loaded.index, _mark(base))
    made = _made.get(name, key, prepare, size=len(base), patient=len(base) <= EAGER)
    return made.value if made is not None and made.key == key else None


def failed(corpus: Corpus, asked: Asked) -> bool:
    """Whether there are no groups because they could not be made."""
    return _made.failed((corpus.pk, asked.groups))


def _make(index: TextIndex, units: Sequence[int], rows: Sequence[int], groups: int | None) -> tuple[Group, ...]:
    found = propose(index, rows, groups=groups)
    return tuple(
        Group(
            tuple(units[row] for row in dict.fromkeys([*group.examples, *group.rows])),
            group.words,
            group.compared,
            group.with_own,
            len(group.rows) / len(rows),
        )
        for group in found.groups
    )


def _page(corpus: Corpus, asked: Asked, groups: Sequence[Group], loose: set[int], *, anew: bool) -> Proposed:
    left = {number: [unit for unit in group.units if unit in loose] for number, group in enumerate(groups, 1)}
    open_ones = [number for number, units in left.items() if units and number not in asked.dismissed]
    dropped = [number for number, units in left.items() if units and number in asked.dismissed]
    upto = {number: asked.upto if number == asked.opened else SHOWN for number in open_ones}
    texts = _texts([unit for number in open_ones for unit in left[number][: upto[number]]])
    themes = Theme.objects.filter(corpus=corpus, deleted_at=None)
    taken = {name.casefold() for name in themes.values_list("name", flat=True)}
    rows = []
    for number in open_ones:
        group = groups[number - 1]
        name = _name(group.words, taken)
        taken.add(name.casefold())
        shown = [
            Text(unit, *texts[unit], fresh=number == asked.opened and place >= asked.upto - MORE)
            for place, unit in enumerate(left[number][: upto[number]])
        ]
        gone = len(group.units) - len(left[number])
        rows.append(GroupRow(number, name, group, tuple(left[number]), tuple(shown), gone))
    return Proposed(
        asked=asked,
        unsorted=len(loose),
        groups=tuple(rows),
        made=len(groups),
        tentative=sum(len(group.units) for group in groups) < FEW,
        settled=sum(not units for units in left.values()),
        dismissed=len(dropped),
        dismissed_cards=sum(len(left[number]) for number in dropped),
        anew=anew,
    )


def _texts(units: Sequence[int]) -> dict[int, tuple[str, str]]:
    begins = Substr("text", 1, CARD_LENGTH + 1)
    found = TextUnit.objects.filter(pk__in=units).order_by().values_list("pk", "key", begins)
    return {unit: (key, shortened(text)) for unit, key, text in found}


def _name(words: Sequence[str], taken: set[str]) -> str:
    """A name for a group out of its words, other than those there are."""
    for count in range(min(3, len(words)), len(words) + 1):
        name = ", ".join(words[:count])
        if name and name.casefold() not in taken:
            return name[0].upper() + name[1:]
    return ""
