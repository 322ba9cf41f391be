"""Questions by the group that asked: by theme, and by the group that answered, as far as a report may tell it.

Where askers were promised that nothing tells who asked, there is neither. Both tables stand in one report, so they
count the same questions, those with an answer (all of them where the material has no answers), by the same groups:
nothing is told by subtracting one from the other. People whose key is not known count as one in their group. See
docs/methods/disclosure.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from depeche.core.across import CodedCard, GroupTable, group_table
from depeche.core.across.groups import MOST_COLUMNS, Side, gathered
from depeche.core.corpus import Pair, Source
from depeche.core.networks import external_internal
from depeche.core.stats import Cell, Figure, Grid, K, Shown, release

OTHERS: Final = "*"  # stands for what is gathered, in the arguments of a recipe
NOT_TOLD: Final = "?"  # for people whose group is not known
RESERVED: Final = frozenset({OTHERS, NOT_TOLD})

Counts = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class ByTheme:
    """`table` with the names behind its keys; "" is the unsorted, `OTHERS` the gathered."""

    table: GroupTable
    themes: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupFlow:
    """Answered questions from the group in a row to that in a column; None may not be shown.

    `groups` name the columns; the first of them, as many as there are rows, also ask. `asked` are the totals of the
    rows, which are about five people at least.
    """

    groups: tuple[str, ...]
    sides: tuple[Side, ...]
    counts: Counts
    asked: tuple[int, ...]

    @property
    def shown(self) -> int:
        """Questions in the cells that are shown."""
        return sum(count or 0 for row in self.counts for count in row)

    @property
    def told(self) -> tuple[int, ...]:
        """The rows whose own share can be told."""
        return tuple(row for row, counts in enumerate(self.counts) if counts[row] is not None)

    def own(self, rows: Sequence[int]) -> tuple[int, int]:
        """(questions to one's own group, all questions) of those rows."""
        return sum(self.counts[row][row] or 0 for row in rows), sum(self.asked[row] for row in rows)

    @property
    def ei(self) -> float | None:
        """The E-I index of the rows that can be told."""
        own, asked = self.own(self.told)
        return external_internal(asked - own, own)


def by_theme(source: Source, pairs: Sequence[Pair]) -> ByTheme | None:
    """Themes by the group that asked; None where askers stay hidden, or fewer than two of either can be shown."""
    names = list(dict.fromkeys(theme for pair in pairs for theme in pair.themes))
    cards = _cards(source, pairs, names)
    table = _kept_table(cards, len(names)) if cards else None
    if table is None:
        return None
    themes = tuple(OTHERS if len(part) > 1 else names[part[0] - 1] if part[0] else "" for part in table.rows)
    return ByTheme(table, themes, _named(table.columns))


def group_flow(source: Source, pairs: Sequence[Pair], beside: ByTheme | None) -> GroupFlow | None:
    """Who asks whom by group; `beside` is the table of the same report. None where nothing can be shown."""
    cards = _cards(source, pairs, ())
    return _kept_flow(cards, beside.table.columns if beside else None)


@lru_cache(maxsize=64)
def _kept_table(cards: tuple[CodedCard, ...], themes: int) -> GroupTable | None:
    """Kept, since a report is built again with every step of writing it, and deciding what to hide takes a second."""
    return group_table(cards, range(1, themes + 1))


@lru_cache(maxsize=64)
def _kept_flow(cards: tuple[CodedCard, ...], columns: tuple[Side, ...] | None) -> GroupFlow | None:
    """As `_kept_table`."""
    if not any(card.other for card in cards):
        return None
    asking = columns or _sides(cards)
    known = {name for side in asking for name in side}
    rest = tuple(sorted({card.other_group for card in cards if card.other} - known))
    groups = (*asking, rest) if rest else asking
    if len(groups) < 2:
        return None
    cells = _Cells(cards, asking, groups)
    asked = tuple(sum(len(cell) for cell in row) for row in cells.cards)
    if any(len(set().union(*row)) < K for row in cells.askers):
        return None
    found = GroupFlow(_named(groups), groups, _released(cells), asked)
    return found if found.shown else None


def _named(sides: Sequence[Side]) -> tuple[str, ...]:
    return tuple(OTHERS if len(side) > 1 else side[0] or NOT_TOLD for side in sides)


def _cards(source: Source, pairs: Sequence[Pair], names: Sequence[str]) -> tuple[CodedCard, ...]:
    """Nothing where askers stay hidden, or a group has a name that would be mistaken for another thing."""
    if source.askers_hidden or RESERVED & {
        group for pair in pairs for group in (pair.asker_group, pair.answerer_group)
    }:
        return ()
    keys = {name: key for key, name in enumerate(names, start=1)}
    answered = [pair for pair in pairs if pair.answer and pair.answer.strip()]
    return tuple(
        CodedCard(
            at,
            pair.asker_group,
            pair.asker or f"?{pair.asker_group}",
            tuple(keys[theme] for theme in pair.themes if theme in keys),
            pair.answerer_group if answered else "",
            (pair.answerer or f"?{pair.answerer_group}") if answered else "",
        )
        for at, pair in enumerate(answered or pairs)
    )


def may_tell(source: Source, pairs: Sequence[Pair]) -> bool:
    """Whether there may be anything to tell of who asks: at least two groups in which five known people asked."""
    people: dict[str, set[str]] = {}
    for pair in () if source.askers_hidden else pairs:
        people.setdefault(pair.asker_group, set()).add(pair.asker)
    return sum(len(known - {""}) >= K for known in people.values()) > 1


def _sides(cards: Sequence[CodedCard]) -> tuple[Side, ...]:
    """Asking groups, largest first; those in which fewer than five asked are gathered."""
    people: dict[str, set[str]] = {}
    size: dict[str, int] = {}
    for card in cards:
        people.setdefault(card.group, set()).add(card.who)
        size[card.group] = size.get(card.group, 0) + 1
    order = sorted(size, key=lambda name: (-size[name], name))
    sides: tuple[Side, ...] = tuple((name,) for name in order[:MOST_COLUMNS])
    if order[MOST_COLUMNS:]:
        sides = (*sides[:-1], (*sides[-1], *order[MOST_COLUMNS:]))
    while len(sides) > 1:
        few = [at for at, side in enumerate(sides) if len(set().union(*(people[name] for name in side))) < K]
        if not few:
            break
        sides = gathered(sides, few, [sum(size[name] for name in side) for side in sides])
    return sides


class _Cells:
    """Cards, askers and answerers behind each cell."""

    def __init__(self, cards: Sequence[CodedCard], asking: Sequence[Side], groups: Sequence[Side]) -> None:
        at = {name: place for place, side in enumerate(groups) for name in side}
        self.cards: list[list[set[int]]] = [[set() for _ in groups] for _ in asking]
        self.askers: list[list[set[str]]] = [[set() for _ in groups] for _ in asking]
        self.others: list[list[set[str]]] = [[set() for _ in groups] for _ in asking]
        for card in cards:
            row, column = at[card.group], at[card.other_group]
            self.cards[row][column].add(card.id)
            self.askers[row][column].add(card.who)
            self.others[row][column].add(card.other)

    def people(self, row: int, column: int) -> int:
        """A cell is about as many as the smaller of its two sides: those who asked, those who answered."""
        return min(len(self.askers[row][column]), len(self.others[row][column]))

    def grid(self, forced: set[tuple[int, int]]) -> Grid:
        """For `release()`; what is `forced` is about nobody, so that it is hidden and protected."""
        about = [
            [0 if (row, column) in forced else self.people(row, column) for column in range(len(cells))]
            for row, cells in enumerate(self.cards)
        ]
        rows = tuple(
            _within(len(set().union(*people)), parts) for people, parts in zip(self.askers, about, strict=True)
        )
        columns = tuple(
            _within(len(set().union(*people)), parts)
            for people, parts in zip(zip(*self.others, strict=True), zip(*about, strict=True), strict=True)
        )
        everybody = len({who for row in self.askers for people in row for who in people})
        return Grid(
            tuple(
                tuple(Figure(len(cards), people) for cards, people in zip(*line, strict=True))
                for line in zip(self.cards, about, strict=True)
            ),
            row_people=rows,
            column_people=columns,
            total_people=min(max(everybody, *rows, *columns), sum(rows), sum(columns)),
        )


def _within(people: int, parts: Sequence[int]) -> int:
    """People behind a margin, as many as its parts allow: a cell is about the smaller of two sides."""
    return min(max(people, *parts, 0), sum(parts))


def _released(cells: _Cells) -> Counts:
    """What may be shown, when what each group asked in all is told elsewhere."""
    forced: set[tuple[int, int]] = set()
    while True:
        released = release(cells.grid(forced)).cells
        more = {found for row in range(len(released)) if (found := _unsafe(cells, released[row], row)) is not None}
        if not more - forced:
            return tuple(tuple(cell.value if isinstance(cell, Shown) else None for cell in row) for row in released)
        forced |= more


def _unsafe(cells: _Cells, row: Sequence[Cell], at: int) -> tuple[int, int] | None:
    """The next cell of a row to hide: its hidden ones add up to a number that is told, so they have to be enough."""
    gone = [column for column, cell in enumerate(row) if not isinstance(cell, Shown)]
    left = [column for column, cell in enumerate(row) if isinstance(cell, Shown)]
    together = len(set().union(*(cells.askers[at][column] for column in gone)))
    if not gone or not left or (len(gone) > 1 and together >= K):
        return None
    return at, min(left, key=lambda column: (cells.people(at, column), column))
