"""What stands out in a table of themes by group, computed from shown figures alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from scipy.special import chdtrc

from depeche.core.across.groups import UNSORTED, GroupTable
from depeche.core.text import holm

STANDS_OUT = 2.0  # adjusted residuals beyond this are larger than chance makes one in twenty
LEAST, MOSTLY, ENOUGH = 1.0, 5.0, 0.8  # Cochran (1954): no expected count below 1, four fifths at least 5


class Kind(StrEnum):
    """How a table was tested, or why it was not."""

    TABLE = "table"  # Pearson's chi-squared of the whole
    ROWS = "rows"  # cards are in several themes: each theme by itself, corrected by Holm
    SPARSE = "sparse"  # too small for either
    HIDDEN = "hidden"  # too little is shown


@dataclass(frozen=True, slots=True)
class Overall:
    """Whether themes and groups go together. `rows` and `columns` are the indices of what was tested."""

    kind: Kind
    p: float | None = None
    statistic: float | None = None
    degrees: int = 0
    tests: int = 1
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


class Chi2(NamedTuple):
    statistic: float
    degrees: int
    p: float


def residuals(table: GroupTable) -> tuple[tuple[float | None, ...], ...]:
    """Adjusted Pearson residuals (Haberman 1973): about standard normal where theme and group have no connexion.

    (o - e) / √(e (1 - row/n) (1 - column/n)) with e = row · column / n; that of the table "in this theme or not" by
    "this group or not", so it holds too where a card is in several themes. None where the count is hidden.
    """
    return tuple(
        tuple(
            None if count is None else _residual(count, row, column, table.total)
            for count, column in zip(counts, table.column_totals, strict=True)
        )
        for counts, row in zip(table.counts, table.row_totals, strict=True)
    )


def _residual(count: int, row: int, column: int, total: int) -> float:
    expected = row * column / total
    spread = expected * (1 - row / total) * (1 - column / total)
    return (count - expected) / math.sqrt(spread) if spread > 0 else 0.0


def overall(table: GroupTable) -> Overall:
    """Test the largest part of the table that is shown whole: themes only, rows and columns left out one by one."""
    rows, columns = _whole(table)
    if len(rows) < 1 + (not table.several) or len(columns) < 2:
        return Overall(Kind.HIDDEN)
    if table.several:
        return _by_row(table, rows, columns)
    found = chi_squared([[table.counts[row][column] or 0 for column in columns] for row in rows])
    if found is None:
        return Overall(Kind.SPARSE, rows=rows, columns=columns)
    return Overall(Kind.TABLE, found.p, found.statistic, found.degrees, 1, rows, columns)


def _by_row(table: GroupTable, rows: tuple[int, ...], columns: tuple[int, ...]) -> Overall:
    """Each theme against all other cards of the same groups: a card counts once in each of these tables."""
    of = [table.column_totals[column] for column in columns]
    tested = []
    for row in rows:
        inside = [table.counts[row][column] or 0 for column in columns]
        found = chi_squared([inside, [total - count for total, count in zip(of, inside, strict=True)]])
        if found is not None:
            tested.append((row, found.p))
    if not tested:
        return Overall(Kind.SPARSE, rows=rows, columns=columns)
    p = min(holm([p for _row, p in tested]))
    return Overall(Kind.ROWS, p, tests=len(tested), rows=tuple(row for row, _p in tested), columns=columns)


def chi_squared(counts: Sequence[Sequence[int]]) -> Chi2 | None:
    """Pearson's χ², None where the expected counts do not carry it (Cochran's rule).

    >>> chi_squared([[20, 10], [10, 20]]).p < 0.01
    True
    """
    across = [sum(row) for row in counts]
    down = [sum(column) for column in zip(*counts, strict=True)]
    total = sum(across)
    expected = [row * column / total for row in across for column in down] if total else [0.0]
    if min(expected) < LEAST or sum(e >= MOSTLY for e in expected) < ENOUGH * len(expected):
        return None
    observed = [count for row in counts for count in row]
    statistic = sum((o - e) ** 2 / e for o, e in zip(observed, expected, strict=True))
    degrees = (len(across) - 1) * (len(down) - 1)
    return Chi2(statistic, degrees, float(chdtrc(degrees, statistic)))


def _whole(table: GroupTable) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rows of themes and columns without a hidden count between them: what hides most goes first (ties: the last)."""
    rows = [at for at, part in enumerate(table.rows) if UNSORTED not in part]
    columns = list(range(len(table.columns)))
    while rows and columns:
        by_row = {r: sum(table.counts[r][c] is None for c in columns) / len(columns) for r in rows}
        by_column = {c: sum(table.counts[r][c] is None for r in rows) / len(rows) for c in columns}
        row, column = max(rows, key=lambda r: (by_row[r], r)), max(columns, key=lambda c: (by_column[c], c))
        if not by_row[row]:
            break
        if by_row[row] >= by_column[column]:
            rows.remove(row)
        else:
            columns.remove(column)
    return tuple(rows), tuple(columns)
