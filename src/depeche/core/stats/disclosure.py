"""Disclosure control: `release()` is the one place that decides whether a figure about people may be shown.

A figure is shown when at least `k` distinct people stand behind it. In a table further figures are hidden until no
hidden one can be computed from what is left: docs/methods/disclosure.md has the rule, its source and its limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, overload

from ._attack import Line, narrow

K = 5
FLOOR = 3


class Reason(StrEnum):
    """Why a figure is hidden. In a table it is never told which cells were too small and which protect them."""

    FEW = "few"  # fewer than k people stand behind it
    TABLE = "table"  # fewer than k people stand behind it, or it would give away one of which that is true


class Figure(NamedTuple):
    """A non-negative count and the number of distinct people it is about; without `people` it counts the people."""

    value: int
    people: int | None = None

    @property
    def about(self) -> int:
        """Distinct people behind the figure."""
        return self.value if self.people is None else self.people


class Shown(NamedTuple):
    """A figure that may be shown."""

    value: int


class Suppressed(NamedTuple):
    """A figure that may not be shown; `k` is the least number of people it would have to be about."""

    reason: Reason
    k: int


Cell = Shown | Suppressed


@dataclass(frozen=True, slots=True)
class Series:
    """Parts of a whole, shown with their total. `disjoint`: nobody is counted in two parts.

    Where people overlap the total's number of people is `total_people`, or at the least the largest part's.
    """

    cells: tuple[Figure, ...]
    disjoint: bool = False
    total_people: int | None = None

    @classmethod
    def of_people(cls, counts: Sequence[int]) -> Series:
        """Counts of people, each person in one part."""
        return cls(tuple(Figure(count) for count in counts), disjoint=True)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of rows × columns (every row of the same length) with its margins. `disjoint` as in `Series`."""

    cells: tuple[tuple[Figure, ...], ...]
    disjoint: bool = False
    row_people: tuple[int, ...] | None = None
    column_people: tuple[int, ...] | None = None
    total_people: int | None = None

    @classmethod
    def of_people(cls, counts: Sequence[Sequence[int]]) -> Grid:
        """Counts of people, each person in one cell."""
        return cls(tuple(tuple(Figure(count) for count in row) for row in counts), disjoint=True)


@dataclass(frozen=True, slots=True)
class ReleasedSeries:
    """What may be shown of a `Series`."""

    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class ReleasedGrid:
    """What may be shown of a `Grid`."""

    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell


@overload
def release(figures: Figure, *, k: int = ...) -> Cell: ...
@overload
def release(figures: Series, *, k: int = ...) -> ReleasedSeries: ...
@overload
def release(figures: Grid, *, k: int = ...) -> ReleasedGrid: ...
def release(figures: Figure | Series | Grid, *, k: int = K) -> Cell | ReleasedSeries | ReleasedGrid:
    """Decide what may be shown of a figure, of parts with their total, or of a table with its margins.

    `k` may be set higher, or lower down to `FLOOR`. Zero people are fewer than k: that nobody did a thing is a
    statement about everybody. What is hidden in a table cannot be pinned down from what is shown to a range of fewer
    than k + 1 values, and the people hidden in a row, column or table that shows its total are at least k together.

    >>> release(Figure(12, people=4))
    Suppressed(reason=<Reason.FEW: 'few'>, k=5)
    >>> [getattr(cell, "value", None) for cell in release(Series.of_people([20, 3, 9])).cells]
    [20, None, None]
    """
    if k < FLOOR:
        raise ValueError(f"k = {k} is below {FLOOR}; figures about so few people are never shown")
    if isinstance(figures, Figure):
        _check(figures)
        return Shown(figures.value) if figures.about >= k else Suppressed(Reason.FEW, k)
    if isinstance(figures, Series):
        return _release_series(figures, k)
    return _release_grid(figures, k)


def _check(figure: Figure) -> None:
    if figure.value < 0 or figure.about < 0:
        raise ValueError(f"{figure} is no count")


class _Table(NamedTuple):
    """Entries (cells, then margins) with the lines that bind them: in each line the parts sum to the margin."""

    entries: tuple[Figure, ...]
    lines: tuple[Line, ...]
    disjoint: bool


def _margin(parts: Sequence[Figure], people: int | None, *, disjoint: bool) -> Figure:
    about = [part.about for part in parts]
    least = sum(about) if disjoint else max(about, default=0)
    if people is not None and not least <= people <= sum(about):
        raise ValueError(f"{people} people cannot stand behind parts about {about}")
    return Figure(sum(part.value for part in parts), least if people is None else people)


def _release_series(series: Series, k: int) -> ReleasedSeries:
    size = len(series.cells)
    total = _margin(series.cells, series.total_people, disjoint=series.disjoint)
    table = _Table((*series.cells, total), (Line(tuple(range(size)), size),), series.disjoint)
    cells = _decide(table, k)
    return ReleasedSeries(cells[:size], cells[size])


def _release_grid(grid: Grid, k: int) -> ReleasedGrid:
    height, width = len(grid.cells), len(grid.cells[0]) if grid.cells else 0
    if any(len(row) != width for row in grid.cells):
        raise ValueError("the rows of a grid have different lengths")
    columns = tuple(zip(*grid.cells, strict=True))
    row_people = grid.row_people or (None,) * height
    column_people = grid.column_people or (None,) * width
    rows = [_margin(row, n, disjoint=grid.disjoint) for row, n in zip(grid.cells, row_people, strict=True)]
    sums = [_margin(column, n, disjoint=grid.disjoint) for column, n in zip(columns, column_people, strict=True)]
    total = _margin(rows, grid.total_people, disjoint=grid.disjoint)
    inner = height * width
    last = inner + height + width
    lines = (
        *(Line(tuple(range(r * width, (r + 1) * width)), inner + r) for r in range(height)),
        *(Line(tuple(range(c, inner, width)), inner + height + c) for c in range(width)),
        Line(tuple(range(inner, inner + height)), last),
        Line(tuple(range(inner + height, last)), last),
    )
    entries = (*(figure for row in grid.cells for figure in row), *rows, *sums, total)
    cells = _decide(_Table(entries, lines, grid.disjoint), k)
    return ReleasedGrid(
        tuple(cells[r * width : (r + 1) * width] for r in range(height)),
        cells[inner : inner + height],
        cells[inner + height : last],
        cells[last],
    )


def _decide(table: _Table, k: int) -> tuple[Cell, ...]:
    """Hide what is too small, then what gives it away, until neither arithmetic nor an exact attack finds it."""
    for figure in table.entries:
        _check(figure)
    hidden = {index for index, figure in enumerate(table.entries) if figure.about < k}
    values = tuple(figure.value for figure in table.entries)
    while 0 < len(hidden) < len(values):
        addition = _unsafe_line(table, hidden, k)
        if addition is None:
            found = narrow(values, table.lines, frozenset(hidden), k)
            addition = None if found is None else _neighbour(table, hidden, found)
        if addition is None:
            break
        hidden.add(addition)
    marker = Suppressed(Reason.TABLE, k)
    return tuple(marker if index in hidden else Shown(value) for index, value in enumerate(values))


def _unsafe_line(table: _Table, hidden: set[int], k: int) -> int | None:
    """The entry to hide next because plain subtraction in some line would give a hidden figure or too small a sum."""
    for line in table.lines:
        gone = [index for index in line.parts if index in hidden]
        left = [index for index in line.parts if index not in hidden]
        if line.margin in hidden:
            if not gone and left:
                return _least(table, left)
        elif gone:
            about = [table.entries[index].about for index in gone]
            together = sum(about) if table.disjoint else max(about)
            if len(gone) == 1 or together < k:
                return _least(table, left) if left else line.margin
    return None


def _neighbour(table: _Table, hidden: set[int], found: int) -> int:
    """The least shown entry in a line with `found`; anywhere in the table where its own lines are used up."""
    near = {
        index
        for line in table.lines
        if found in (*line.parts, line.margin)
        for index in (*line.parts, line.margin)
        if index not in hidden
    }
    return _least(table, sorted(near or set(range(len(table.entries))) - hidden))


def _least(table: _Table, indices: Sequence[int]) -> int:
    return min(indices, key=lambda index: (table.entries[index].about, table.entries[index].value, index))
