"""Themes by group, as far as it may be shown: counts through `release()`.

The margins of such a table are told elsewhere (how many cards a theme has, how much a group wrote). So themes and
groups about too few people are gathered until every margin may be shown; then only inner cells are hidden, and no other
table with the same margins helps to work them out. See docs/methods/cross-reading.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from depeche.core.stats import Cell, Figure, Grid, K, ReleasedGrid, Shown, release

UNSORTED = 0  # key of the row of cards in no theme; themes have keys above it
MOST_ROWS, MOST_COLUMNS = 20, 8  # more are gathered
Part = tuple[int, ...]  # keys that share a row
Side = tuple[str, ...]  # groups that share a column
Key = TypeVar("Key", int, str)


class CodedCard(NamedTuple):
    """A card with its themes (none: unsorted). `person` is an opaque key, "" where unknown: then somebody of their own.

    `other_group` and `other` are whoever answered, "" where nobody did.
    """

    id: int
    group: str
    person: str
    themes: tuple[int, ...]
    other_group: str = ""
    other: str = ""

    @property
    def who(self) -> str:
        return self.person or f"?{self.id}"

    @property
    def keys(self) -> tuple[int, ...]:
        return self.themes or (UNSORTED,)


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Cards by theme (rows) and group (columns); None may not be shown. Rows and columns of several keys are gathered.

    Totals count cards: one in two themes stands in two rows, and once in the total of its group.
    """

    rows: tuple[Part, ...]
    columns: tuple[Side, ...]
    counts: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int
    several: int  # cards in more than one theme

    @property
    def hidden(self) -> int:
        return sum(count is None for row in self.counts for count in row)


def group_table(cards: Sequence[CodedCard], themes: Sequence[int]) -> GroupTable | None:
    """The table of `themes`, largest first and the unsorted last; None where no two rows and columns can be shown."""
    rows, columns = _parts(cards, themes)
    while len(rows) > 1 and len(columns) > 1:
        people = _people(cards, rows, columns)
        few = _few(people.row_people), _few(people.column_people)
        if not any(few):
            released = release(people.grid())
            few = _first_hidden(released.row_totals, people.row_people), ()
            if not any(few):
                few = (), _first_hidden(released.column_totals, people.column_people)
            if not any(few):
                return _table(cards, rows, columns, people, released)
        rows = gathered(rows, few[0], people.row_sizes)
        columns = gathered(columns, few[1], people.column_sizes)
    return None


def _few(people: Sequence[int]) -> tuple[int, ...]:
    return tuple(at for at, number in enumerate(people) if number < K)


def _first_hidden(margins: Sequence[Cell], people: Sequence[int]) -> tuple[int, ...]:
    """The margin about the fewest people among those that other hidden figures made hidden too."""
    hidden = [at for at, margin in enumerate(margins) if not isinstance(margin, Shown)]
    return (min(hidden, key=lambda at: (people[at], -at)),) if hidden else ()


def gathered(
    parts: tuple[tuple[Key, ...], ...], few: Sequence[int], sizes: Sequence[int]
) -> tuple[tuple[Key, ...], ...]:
    """Those that are too `few` become one, with what is gathered already; alone, the smallest of the others joins."""
    if not few:
        return parts
    rest: set[int] = set(few) | {at for at, part in enumerate(parts) if len(part) > 1}
    if len(rest) == 1:
        rest.add(min((at for at in range(len(parts)) if at not in rest), key=lambda at: (sizes[at], -at)))
    kept: list[tuple[Key, ...]] = [part for at, part in enumerate(parts) if at not in rest]
    kept.append(tuple(key for at in sorted(rest) for key in parts[at]))
    return tuple(kept)


class _People(NamedTuple):
    """Cards and distinct people behind each cell and margin."""

    cards: list[list[set[int]]]
    who: list[list[set[str]]]

    def grid(self) -> Grid:
        everybody = {person for row in self.who for who in row for person in who}
        return Grid(
            tuple(
                tuple(Figure(len(cards), len(who)) for cards, who in zip(*row, strict=True))
                for row in zip(self.cards, self.who, strict=True)
            ),
            disjoint=sum(len(who) for row in self.who for who in row) == len(everybody),
            row_people=self.row_people,
            column_people=self.column_people,
            total_people=len(everybody),
        )

    @property
    def row_people(self) -> tuple[int, ...]:
        return tuple(len(set().union(*row)) for row in self.who)

    @property
    def column_people(self) -> tuple[int, ...]:
        return tuple(len(set().union(*column)) for column in zip(*self.who, strict=True))

    @property
    def row_sizes(self) -> list[int]:
        return [len(set().union(*row)) for row in self.cards]

    @property
    def column_sizes(self) -> list[int]:
        return [len(set().union(*column)) for column in zip(*self.cards, strict=True)]


def _parts(cards: Sequence[CodedCard], themes: Sequence[int]) -> tuple[tuple[Part, ...], tuple[Side, ...]]:
    """Every theme and every group by itself, largest first; the smallest gathered where there are too many."""
    sizes = dict.fromkeys((*themes, UNSORTED), 0)
    groups: dict[str, int] = {}
    for card in cards:
        groups[card.group] = groups.get(card.group, 0) + 1
        for key in card.keys:
            sizes[key] += 1
    order = sorted((key for key in themes if sizes[key]), key=lambda key: -sizes[key])
    rows: tuple[Part, ...] = tuple((key,) for key in order[:MOST_ROWS])
    if order[MOST_ROWS:]:
        rows = (*rows[:-1], (*rows[-1], *order[MOST_ROWS:]))
    if sizes[UNSORTED]:
        rows = (*rows, (UNSORTED,))
    named = sorted(groups, key=lambda name: (-groups[name], name))
    columns: tuple[Side, ...] = tuple((name,) for name in named[:MOST_COLUMNS])
    if named[MOST_COLUMNS:]:
        columns = (*columns[:-1], (*columns[-1], *named[MOST_COLUMNS:]))
    return rows, columns


def _people(cards: Sequence[CodedCard], rows: Sequence[Part], columns: Sequence[Side]) -> _People:
    row_of = {key: at for at, part in enumerate(rows) for key in part}
    column_of = {name: at for at, side in enumerate(columns) for name in side}
    counted: list[list[set[int]]] = [[set() for _ in columns] for _ in rows]
    who: list[list[set[str]]] = [[set() for _ in columns] for _ in rows]
    for card in cards:
        at = column_of[card.group]
        for row in {row_of[key] for key in card.keys}:
            counted[row][at].add(card.id)
            who[row][at].add(card.who)
    return _People(counted, who)


def _table(
    cards: Sequence[CodedCard],
    rows: tuple[Part, ...],
    columns: tuple[Side, ...],
    people: _People,
    released: ReleasedGrid,
) -> GroupTable:
    counts = tuple(tuple(cell.value if isinstance(cell, Shown) else None for cell in row) for row in released.cells)
    return GroupTable(
        rows=rows,
        columns=columns,
        counts=counts,
        row_totals=tuple(people.row_sizes),
        column_totals=tuple(people.column_sizes),
        total=len(cards),
        several=sum(len(card.themes) > 1 for card in cards),
    )
