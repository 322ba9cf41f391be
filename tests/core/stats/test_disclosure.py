from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from depeche.core.stats import Figure, Grid, Reason, ReleasedGrid, Series, Shown, Suppressed, release
from depeche.core.stats.disclosure import Cell

counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
rows_of_counts = st.lists(counts, min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=4))


def shown(cells: Sequence[Cell]) -> list[int | None]:
    return [cell.value if isinstance(cell, Shown) else None for cell in cells]


def equations(released: ReleasedGrid) -> tuple[np.ndarray, np.ndarray, list[list[int]]]:
    """What a reader of the table knows, as equations over its inner cells: written apart from the code tested."""
    height, width = len(released.cells), len(released.cells[0])
    left: list[np.ndarray] = []
    right: list[int] = []

    def know(cell: Cell, members: Iterator[tuple[int, int]]) -> None:
        if isinstance(cell, Shown):
            row = np.zeros((height, width))
            for place in members:
                row[place] = 1
            left.append(row.ravel())
            right.append(cell.value)

    for r, c in itertools.product(range(height), range(width)):
        know(released.cells[r][c], iter([(r, c)]))
    for r in range(height):
        know(released.row_totals[r], ((r, c) for c in range(width)))
    for c in range(width):
        know(released.column_totals[c], ((r, c) for r in range(height)))
    know(released.total, itertools.product(range(height), range(width)))
    index = np.arange(height * width).reshape(height, width).tolist()
    return np.array(left).reshape(-1, height * width), np.array(right, dtype=float), index


def extent(aim: np.ndarray, released: ReleasedGrid) -> tuple[float, float]:
    """Least and greatest value of a sum of cells that fits everything shown."""
    matrix, sums, _ = equations(released)
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(
            sign * aim, A_eq=matrix if len(sums) else None, b_eq=sums if len(sums) else None, bounds=(0, None)
        )
        assert found.status in (0, 3), found.message
        ends.append(-sign * np.inf if found.fun is None else sign * found.fun)
    return ends[0], ends[1]


def test_a_single_figure() -> None:
    assert release(Figure(5)) == Shown(5)
    assert release(Figure(4)) == Suppressed(Reason.FEW, 5)
    assert release(Figure(0)) == Suppressed(Reason.FEW, 5)
    assert release(Figure(3, people=9)) == Shown(3)
    assert release(Figure(30, people=4)) == Suppressed(Reason.FEW, 5)
    assert release(Figure(3), k=3) == Shown(3)


@pytest.mark.parametrize("k", [-1, 0, 1, 2])
def test_k_is_never_below_the_floor(k: int) -> None:
    for figures in (Figure(100), Series.of_people([100]), Grid.of_people([[100]])):
        with pytest.raises(ValueError, match="below 3"):
            release(figures, k=k)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        release(Figure(-1))
    with pytest.raises(ValueError, match="no count"):
        release(Series.of_people([7, -2]))


def test_one_small_part_takes_the_next_smallest_with_it() -> None:
    found = release(Series.of_people([20, 3, 9]))
    assert shown(found.cells) == [20, None, None]
    assert found.total == Shown(32)


def test_nothing_is_hidden_without_need() -> None:
    found = release(Grid.of_people([[5, 6], [7, 8]]))
    assert [shown(row) for row in found.cells] == [[5, 6], [7, 8]]
    assert shown(found.row_totals) == [11, 15]
    assert shown(found.column_totals) == [12, 14]
    assert found.total == Shown(26)


def test_small_parts_together_are_large_enough_or_another_goes() -> None:
    assert shown(release(Series.of_people([3, 2, 9, 10])).cells) == [None, None, 9, 10]
    assert shown(release(Series.of_people([2, 2, 9, 10])).cells) == [None, None, None, 10]


def test_a_total_of_few_is_hidden_too() -> None:
    found = release(Series.of_people([1, 2]))
    assert shown([*found.cells, found.total]) == [None, None, None]


def test_a_single_part_too_small_hides_its_total() -> None:
    found = release(Series.of_people([4]))
    assert shown([*found.cells, found.total]) == [None, None]


def test_the_marker_does_not_tell_small_from_protecting() -> None:
    found = release(Series.of_people([20, 3, 9]))
    assert len({cell for cell in found.cells if isinstance(cell, Suppressed)}) == 1


def test_a_table_of_two_by_two_worked_by_hand() -> None:
    # 2 is too small: its row and its column each need a second cell, and those two need the fourth
    found = release(Grid.of_people([[2, 8], [9, 30]]))
    assert [shown(row) for row in found.cells] == [[None, None], [None, None]]
    assert shown(found.row_totals) == [10, 39]
    assert shown(found.column_totals) == [11, 38]


def test_the_exact_attack_finds_what_subtraction_does_not() -> None:
    # Each row and column with hidden cells hides two, yet zeros pin the others: the table may not stay like that.
    grid = Grid.of_people([[0, 5, 20], [5, 0, 20], [20, 20, 20]])
    found = release(grid)
    matrix, _, index = equations(found)
    assert len(matrix)
    for r, c in itertools.product(range(3), range(3)):
        if isinstance(found.cells[r][c], Suppressed):
            aim = np.zeros(9)
            aim[index[r][c]] = 1
            low, high = extent(aim, found)
            assert high - low >= 5 - 1e-6


def test_questions_by_few_people_are_hidden_however_many() -> None:
    found = release(Series((Figure(40, 3), Figure(12, 9), Figure(30, 11)), disjoint=True))
    assert shown(found.cells) == [None, None, 30]


def test_overlapping_people_are_not_added_up() -> None:
    # the same four people may stand behind both small parts, so their sum is a figure about four
    parts = (Figure(8, 4), Figure(8, 4), Figure(20, 12))
    assert shown(release(Series(parts, disjoint=True)).cells) == [None, None, 20]
    assert shown(release(Series(parts, disjoint=False)).cells) == [None, None, None]


def test_impossible_numbers_of_people_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot stand behind"):
        release(Series((Figure(8, 4), Figure(8, 6)), total_people=30))


def test_ragged_grids_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        release(Grid.of_people([[5, 6], [7]]))


def test_empty_tables() -> None:
    assert release(Series.of_people([])).cells == ()
    assert release(Grid.of_people([])).cells == ()


@settings(deadline=None)
@given(rows_of_counts, st.integers(3, 7))
def test_no_part_of_a_series_can_be_recovered(values: list[int], k: int) -> None:
    found = release(Series.of_people(values), k=k)
    gone = [value for value, cell in zip(values, found.cells, strict=True) if isinstance(cell, Suppressed)]
    assert all(cell == Shown(value) for value, cell in zip(values, found.cells, strict=True) if isinstance(cell, Shown))
    assert all(value >= k for value, cell in zip(values, found.cells, strict=True) if isinstance(cell, Shown))
    if isinstance(found.total, Shown):
        assert found.total.value == sum(values) >= k
        assert not gone or (len(gone) >= 2 and sum(gone) >= k)
    elif values:
        assert gone


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(3, 6))
def test_no_cell_or_margin_of_a_grid_can_be_pinned_down(values: list[list[int]], k: int) -> None:
    found = release(Grid.of_people(values), k=k)
    _, _, index = equations(found)
    height, width = len(values), len(values[0])
    size = height * width
    lines: list[tuple[Cell, int, list[int]]] = [
        (found.cells[r][c], values[r][c], [index[r][c]]) for r, c in itertools.product(range(height), range(width))
    ]
    lines += [(found.row_totals[r], sum(values[r]), index[r]) for r in range(height)]
    lines += [(found.column_totals[c], sum(row[c] for row in values), [row[c] for row in index]) for c in range(width)]
    lines.append((found.total, sum(map(sum, values)), list(range(size))))
    for cell, truth, members in lines:
        if isinstance(cell, Shown):
            assert cell.value == truth >= k
            continue
        aim = np.zeros(size)
        aim[members] = 1
        low, high = extent(aim, found)
        assert low - 1e-6 <= truth <= high + 1e-6
        assert high - low >= k - 1e-6


@settings(max_examples=40, deadline=None)
@given(tables())
def test_what_is_hidden_in_a_row_or_column_with_its_total_is_at_least_k_people(values: list[list[int]]) -> None:
    found = release(Grid.of_people(values))
    lines = [(found.row_totals[r], found.cells[r], values[r]) for r in range(len(values))]
    lines += [
        (found.column_totals[c], tuple(row[c] for row in found.cells), [row[c] for row in values])
        for c in range(len(values[0]))
    ]
    for total, cells, truths in lines:
        if isinstance(total, Shown):
            gone = [truth for cell, truth in zip(cells, truths, strict=True) if isinstance(cell, Suppressed)]
            assert not gone or (len(gone) >= 2 and sum(gone) >= 5)


@settings(max_examples=20, deadline=None)
@given(tables())
def test_the_same_table_is_always_released_the_same_way(values: list[list[int]]) -> None:
    assert release(Grid.of_people(values)) == release(Grid.of_people(values))
