"""What somebody with the published table and a linear program can find out about the figures hidden in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

_ROUNDING = 1e-6


class Line(NamedTuple):
    """Indices of entries that sum to the entry `margin`: a row, a column, or the margins themselves."""

    parts: tuple[int, ...]
    margin: int


def narrow(values: Sequence[int], lines: Sequence[Line], hidden: frozenset[int], width: int) -> int | None:
    """The first hidden entry whose range, given all shown entries and that nothing is negative, is below `width`.

    The tables are networks (each entry stands in at most two lines), so the ends of the range are whole numbers and a
    cap of `width` above each true value does not hide a range that is wide enough. Every vertex met widens the known
    range of all entries at once, so most need no program of their own.
    """
    if len(lines) == 1:
        return _narrow_line(values, lines[0], hidden, width)
    order = sorted(hidden)
    matrix, sums = _system(values, lines, order)
    truth = np.array([values[index] for index in order], dtype=float)
    low, high = truth.copy(), truth.copy()
    bounds = [(0.0, float(value) + width) for value in truth]
    for place, index in enumerate(order):
        for sign in (-1.0, 1.0):
            if high[place] - low[place] >= width - _ROUNDING:
                break
            aim = np.zeros(len(order))
            aim[place] = sign
            found = linprog(aim, A_eq=matrix, b_eq=sums, bounds=bounds)  # type: ignore[call-overload]  # sparse A_eq is documented, not typed
            if found.x is not None:
                low, high = np.minimum(low, found.x), np.maximum(high, found.x)
        if high[place] - low[place] < width - _ROUNDING:
            return index
    return None


def _narrow_line(values: Sequence[int], line: Line, hidden: frozenset[int], width: int) -> int | None:
    gone = [index for index in line.parts if index in hidden]
    if line.margin in hidden or sum(values[index] for index in gone) >= width:
        return None  # with the total hidden any part may be any size; else each part may be anything up to the sum
    return gone[0] if gone else None


def _system(values: Sequence[int], lines: Sequence[Line], order: Sequence[int]) -> tuple[csr_array, np.ndarray]:
    """Equations over the hidden entries: Σ hidden parts - hidden margin = shown margin - Σ shown parts."""
    place = {index: column for column, index in enumerate(order)}
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    sums: list[float] = []
    for number, line in enumerate(lines):
        signed = [(index, 1.0) for index in line.parts] + [(line.margin, -1.0)]
        sums.append(-sum(sign * values[index] for index, sign in signed if index not in place))
        for index, sign in signed:
            if index in place:
                rows.append(number)
                columns.append(place[index])
                weights.append(sign)
    return csr_array((weights, (rows, columns)), shape=(len(lines), len(order))), np.array(sums)
