"""Who asks whom about what: questions from group to group, by theme, as far as they may be shown together.

All themes are released as one table (themes by pairs of groups), so that no theme can be got by subtracting the others
from the whole; and no row of it gives away, or is given away by, what `groups` tells of a theme in the asking group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from depeche.core.across.groups import CodedCard, GroupTable, Part, Side
from depeche.core.stats import Cell, Figure, Grid, K, Shown, release

MOST_GROUPS, MOST_THEMES = 4, 8
NOBODY = -1  # the column of questions without an answer


class Cross(NamedTuple):
    """Indices of the asking and the answering group; the latter may be `NOBODY`."""

    asks: int
    answers: int


@dataclass(frozen=True, slots=True)
class ThemeFlows:
    """Questions of each theme from the group in a row to that in a column; None may not be shown.

    `counts[theme]` holds a row for each asking group, with a column for each answering group and last the unanswered.
    """

    themes: tuple[Part, ...]
    groups: tuple[Side, ...]
    counts: tuple[tuple[tuple[int | None, ...], ...], ...]

    def of(self, theme: int) -> tuple[tuple[int | None, ...], ...]:
        """The flow of one theme; () where it is gathered with others, or there is none."""
        return next((counts for part, counts in zip(self.themes, self.counts, strict=True) if part == (theme,)), ())


def theme_flows(cards: Sequence[CodedCard], table: GroupTable) -> ThemeFlows | None:
    """Flows beside `table`, the themes by asking group that is shown too. None where no two groups answer or ask."""
    groups = _groups(cards, table)
    themes = _themes(table)
    if len(groups) < 2 or not any(card.other for card in cards):
        return None
    pairs = [Cross(a, b) for a in range(len(groups)) for b in (*range(len(groups)), NOBODY)]
    counted = _Counted(cards, themes, groups, pairs)
    blocks = _blocks(table, themes, groups)
    forced: set[tuple[int, int]] = set()
    while True:
        released = release(counted.grid(forced)).cells
        more = _unsafe(released, counted, blocks, len(groups))
        if not more - forced:
            break
        forced |= more
    width = len(groups) + 1
    counts = tuple(
        tuple(
            tuple(cell.value if isinstance(cell, Shown) else None for cell in row[a * width : (a + 1) * width])
            for a in range(len(groups))
        )
        for row in released
    )
    return ThemeFlows(themes, groups, counts)


def _groups(cards: Sequence[CodedCard], table: GroupTable) -> tuple[Side, ...]:
    """The largest columns of the table, the others gathered, with groups that only answer."""
    known = {name for side in table.columns for name in side}
    others = tuple(sorted({card.other_group for card in cards if card.other} - known))
    columns = table.columns if not others else (*table.columns, others)
    if len(columns) <= MOST_GROUPS:
        return columns
    rest = tuple(name for side in columns[MOST_GROUPS - 1 :] for name in side)
    return (*columns[: MOST_GROUPS - 1], rest)


def _themes(table: GroupTable) -> tuple[Part, ...]:
    if len(table.rows) <= MOST_THEMES:
        return table.rows
    rest = tuple(key for part in table.rows[MOST_THEMES - 1 :] for key in part)
    return (*table.rows[: MOST_THEMES - 1], rest)


class _Counted:
    """Cards behind each theme and pair of groups. A cell is about as many people as the smaller of its two sides."""

    def __init__(
        self, cards: Sequence[CodedCard], themes: Sequence[Part], groups: Sequence[Side], pairs: Sequence[Cross]
    ) -> None:
        theme_of = {key: at for at, part in enumerate(themes) for key in part}
        group_of = {name: at for at, side in enumerate(groups) for name in side}
        self.place = {pair: at for at, pair in enumerate(pairs)}
        self.cards: list[list[set[int]]] = [[set() for _ in pairs] for _ in themes]
        self.askers: list[list[set[str]]] = [[set() for _ in pairs] for _ in themes]
        self.others: list[list[set[str]]] = [[set() for _ in pairs] for _ in themes]
        for card in cards:
            there = group_of[card.other_group] if card.other else NOBODY
            at = self.place[Cross(group_of[card.group], there)]
            for theme in {theme_of[key] for key in card.keys}:
                self.cards[theme][at].add(card.id)
                self.askers[theme][at].add(card.who)
                self.others[theme][at].add(card.other or card.who)

    def people(self, theme: int, at: int) -> int:
        return min(len(self.askers[theme][at]), len(self.others[theme][at]))

    def grid(self, forced: set[tuple[int, int]]) -> Grid:
        """For `release()`; what is `forced` is about nobody, so that it is hidden and protected."""
        people = [
            [0 if (theme, at) in forced else self.people(theme, at) for at in range(len(row))]
            for theme, row in enumerate(self.cards)
        ]
        rows = [_within(len(set().union(*row)), about) for row, about in zip(self.askers, people, strict=True)]
        columns = [
            _within(len(set().union(*column)), about)
            for column, about in zip(zip(*self.askers, strict=True), zip(*people, strict=True), strict=True)
        ]
        cells = tuple(
            tuple(Figure(len(cards), about) for cards, about in zip(row, line, strict=True))
            for row, line in zip(self.cards, people, strict=True)
        )
        everybody = _within(len({who for row in self.askers for some in row for who in some}), rows)
        return Grid(cells, row_people=tuple(rows), column_people=tuple(columns), total_people=everybody)


def _within(people: int, parts: Sequence[int]) -> int:
    """People behind a margin, as many as its parts allow: a cell is about the smaller of two sides."""
    return min(max(people, *parts, 0), sum(parts))


def _blocks(table: GroupTable, themes: Sequence[Part], groups: Sequence[Side]) -> list[list[bool]]:
    """Whether `table` tells how many cards of the theme (row) the group (column) asked, all of it."""

    def told(part: Part, side: Side) -> bool:
        rows = [at for at, row in enumerate(table.rows) if set(row) & set(part)]
        columns = [at for at, column in enumerate(table.columns) if set(column) & set(side)]
        return all(table.counts[row][column] is not None for row in rows for column in columns)

    return [[told(part, side) for side in groups] for part in themes]


def _unsafe(
    released: Sequence[Sequence[Cell]], counted: _Counted, told: Sequence[Sequence[bool]], groups: int
) -> set[tuple[int, int]]:
    """Cells to hide too: what a group asked of a theme is told elsewhere, or hidden there; its parts have to fit."""
    width = groups + 1
    more: set[tuple[int, int]] = set()
    for theme, row in enumerate(released):
        for group in range(groups):
            block = range(group * width, (group + 1) * width)
            gone = [at for at in block if not isinstance(row[at], Shown)]
            left = [at for at in block if isinstance(row[at], Shown)]
            together = len(set().union(*(counted.askers[theme][at] for at in gone)))
            enough = not gone or (len(gone) > 1 and together >= K)
            if left and not (enough if told[theme][group] else gone):
                more.add((theme, min(left, key=lambda at: (counted.people(theme, at), at))))
    return more
