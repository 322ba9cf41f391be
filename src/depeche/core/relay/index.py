"""Who stands where in the order of `suggest.standing`, kept up as a relay of RelayState goes on.

People of one sector who stand alike lie in one bag. A change moves one person from bag to bag, O(1); a pool looks at
one bag for each sector and standing until it is full, however many people there are.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from depeche.core.relay import decisions
from depeche.core.relay.decisions import AskFacts
from depeche.core.relay.records import Person
from depeche.core.relay.rules import Recipient
from depeche.core.relay.state import RelayState
from depeche.core.relay.suggest import POOL, Candidate, Standing, Suggestion, place, standing, suggest
from depeche.core.relay.window import Phase


class Level(NamedTuple):
    """What of the standing is the same for every asker."""

    received: int
    waiting: int


class Cell(NamedTuple):
    """Whom the rules tell apart: the group is "" where they look at sectors alone."""

    sector: str
    group: str


class Index:
    """Call `refresh` with everybody whose counts or status an event has changed."""

    def __init__(self, state: RelayState, seed: str) -> None:
        self.state, self.seed = state, seed
        self._by_group = state.rules.recipient is Recipient.OTHER_GROUP
        self._levels: set[Level] = set()  # all that ever held somebody
        self._order: list[tuple[Level, bool]] = []  # of these, of another sector or not, the highest standing first
        self._bags: dict[Cell, dict[Level, _Bag]] = {}
        self._where: dict[str, _Bag] = {}
        self._open_to: dict[Cell, _Cells] = {}
        for key in state.people:
            self.refresh(key)

    def refresh(self, key: str) -> None:
        """Put one person where they stand now; nowhere while nobody may pick them."""
        person = self.state.people[key]
        before = self._where.pop(key, None)
        if before is not None:
            before.discard(key)
        if self._listed(person):
            bag = self._where[key] = self._bag(self._cell(person), _level(person))
            bag.add(key)

    def suggest(self, asker: str, now: datetime) -> tuple[Suggestion, ...]:
        """Up to three people whom the rules let `asker` ask at `now`, and whom they have not asked before."""

        def may_pick(key: str) -> bool:
            return self.state.why_not_ask(asker, key, now) is None

        return suggest(self.pool(asker), may_pick, seed=self.seed, asker=asker)

    def pool(self, asker: str, size: int = POOL) -> list[Candidate]:
        """Of those who stand highest for this asker all, or `size`: from the asker's own place on among equals."""
        me, people, at = self.state.people[asker], self.state.people, place(self.seed, asker)
        found: list[Candidate] = []
        for bags in self._ranked(me):
            fresh = (key for key in _around(bags, at) if key != asker and key not in me.asked)
            found += (_seen(me, people[key], key) for key in islice(fresh, size - len(found)))
            if len(found) >= size:
                break
        return found

    def _ranked(self, me: Person) -> Iterator[list[_Bag]]:
        """Bags of equals, in the order in which `me` is to be shown them."""
        mine = self._cell(me)
        cells = self._open_to.get(mine)
        if cells is None:
            cells = self._open_to[mine] = self._cells_for(mine)
        for level, across in self._order:
            if bags := [bag for cell in cells[across] if (bag := cell.get(level))]:
                yield bags

    def _cells_for(self, mine: Cell) -> _Cells:
        """Those of the same sector and those of others, without those that the rules close to people of this cell."""
        rules = self.state.rules
        allowed = [cell for cell in self._bags if decisions.why_not_pick(rules, _facts(mine, cell)) is None]
        other = [self._bags[cell] for cell in allowed if _differ(mine.sector, cell.sector)]
        return [self._bags[cell] for cell in allowed if not _differ(mine.sector, cell.sector)], other

    def _listed(self, person: Person) -> bool:
        """Outsiders may be asked, but are for the asker to think of; whoever has received enough is asked only where
        nobody else is left.
        """
        rules = self.state.rules
        waits, has_had = rules.waiting_cap, rules.received_cap
        room = (waits is None or person.waiting < waits) and (has_had is None or person.received < has_had)
        return person.active and not person.outsider and room

    def _cell(self, person: Person) -> Cell:
        return Cell(person.sector, person.group if self._by_group else "")

    def _bag(self, cell: Cell, level: Level) -> _Bag:
        bags = self._bags.get(cell)
        if bags is None:
            bags = self._bags[cell] = {}
            self._open_to.clear()
        bag = bags.get(level)
        if bag is None:
            bag = bags[level] = _Bag()
            if level not in self._levels:
                self._levels.add(level)
                self._order = sorted(itertools.product(self._levels, (False, True)), key=_standing)
        return bag


class _Bag:
    """A list from which anybody is taken in O(1): the last takes their place."""

    __slots__ = ("keys", "places")

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, key: str) -> None:
        self.places[key] = len(self.keys)
        self.keys.append(key)

    def discard(self, key: str) -> None:
        at, last = self.places.pop(key), self.keys.pop()
        if last != key:
            self.keys[at], self.places[last] = last, at


_Cells = tuple[list[dict[Level, _Bag]], list[dict[Level, _Bag]]]


def _around(bags: Sequence[_Bag], at: int) -> Iterator[str]:
    """All keys of the bags, laid end to end, once round from the place that `at` falls on."""
    before = at % sum(map(len, bags))
    for number, bag in enumerate(bags):
        if before < len(bag):
            yield from map(bag.keys.__getitem__, range(before, len(bag)))
            for other in (*bags[number + 1 :], *bags[:number]):
                yield from other.keys
            yield from islice(bag.keys, before)
            return
        before -= len(bag)


def _level(person: Person) -> Level:
    return Level(person.received, person.waiting)


def _standing(of: tuple[Level, bool]) -> Standing:
    """Groups are left out: they only break ties within a pool."""
    (received, waiting), across = of
    return standing(Candidate("", received, waiting, across, other_group=False))


def _facts(mine: Cell, other: Cell) -> AskFacts:
    return AskFacts(
        phase=Phase.OPEN,
        rights_open=1,
        same_group=bool(mine.group) and mine.group == other.group,
        same_sector=bool(mine.sector) and mine.sector == other.sector,
    )


def _differ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _seen(me: Person, other: Person, key: str) -> Candidate:
    return Candidate(
        key, other.received, other.waiting, _differ(me.sector, other.sector), _differ(me.group, other.group)
    )
