"""Themes by group: what is shown, what is gathered, and that hidden counts cannot be worked out."""

from __future__ import annotations

from collections import Counter
from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import chi2_contingency

from depeche.core.across import UNSORTED, CodedCard, GroupTable, Kind, group_table, overall, residuals
from depeche.core.across.groups import gathered
from depeche.core.across.residuals import chi_squared

Counts = dict[tuple[str, tuple[int, ...]], int]


def cards(counts: Counts) -> list[CodedCard]:
    """So many cards by group and themes, each by a person of their own."""
    number = count(1)
    return [
        CodedCard(at, group, f"p{at}", themes)
        for (group, themes), how_many in counts.items()
        for at in [next(number) for _ in range(how_many)]
    ]


PLAIN: Counts = {("a", (1,)): 20, ("a", (2,)): 10, ("b", (1,)): 10, ("b", (2,)): 20}


def test_all_is_shown_where_all_are_many() -> None:
    found = group_table(cards(PLAIN), [1, 2])
    assert found is not None
    assert (found.rows, found.columns) == (((1,), (2,)), (("a",), ("b",)))
    assert found.counts == ((20, 10), (10, 20))
    assert (found.row_totals, found.column_totals, found.total, found.several) == ((30, 30), (30, 30), 60, 0)


def test_adjusted_residuals_by_hand() -> None:
    found = group_table(cards(PLAIN), [1, 2])
    assert found is not None
    # e = 15, (20 - 15) / √(15 · ½ · ½) = 2.582
    assert [[round(value or 0, 3) for value in row] for row in residuals(found)] == [[2.582, -2.582], [-2.582, 2.582]]
    tested = overall(found)
    assert tested.kind is Kind.TABLE
    assert tested.statistic == pytest.approx(20 / 3)
    assert tested.degrees == 1
    assert tested.p == pytest.approx(chi2_contingency([[20, 10], [10, 20]], correction=False).pvalue)


def test_a_few_people_are_few_however_much_they_wrote() -> None:
    wordy = [
        card._replace(person="one") if card.group == "b" and card.themes == (1,) else card for card in cards(PLAIN)
    ]
    found = group_table(wordy, [1, 2])
    assert found is not None
    assert found.counts == ((None, None), (None, None))
    assert found.row_totals == (30, 30)
    assert overall(found).kind is Kind.HIDDEN


def test_who_is_not_known_is_somebody_of_their_own() -> None:
    nameless = [card._replace(person="") for card in cards(PLAIN)]
    found = group_table(nameless, [1, 2])
    assert found is not None
    assert found.counts == ((20, 10), (10, 20))


def test_themes_and_groups_of_few_people_are_gathered_until_every_margin_is_shown() -> None:
    small: Counts = PLAIN | {("a", (3,)): 2, ("b", (4,)): 4, ("c", (1,)): 3, ("d", (2,)): 1}
    found = group_table(cards(small), [1, 2, 3, 4])
    assert found is not None
    assert found.rows == ((1,), (2,), (4, 3))
    assert found.columns == (("b",), ("a", "c", "d"))  # c and d are four people together, so the smallest other joins
    assert found.row_totals == (33, 31, 6)
    assert found.column_totals == (34, 36)


def test_a_card_in_two_themes_counts_in_both_and_once_in_its_group() -> None:
    found = group_table(cards(PLAIN | {("a", (1, 2)): 6, ("b", ()): 7}), [1, 2])
    assert found is not None
    assert found.rows == ((1,), (2,), (UNSORTED,))
    assert found.columns == (("b",), ("a",))  # the larger first
    assert found.column_totals == (37, 36)
    assert (found.total, found.several, found.row_totals) == (73, 6, (36, 36, 7))
    tested = overall(found)
    assert (tested.kind, tested.tests) == (Kind.ROWS, 1)  # nobody of a is unsorted, which hides one theme's row too


def test_too_few_for_any_table() -> None:
    assert group_table(cards({("a", (1,)): 4, ("b", (2,)): 4}), [1, 2]) is None
    assert group_table(cards({("a", (1,)): 40}), [1]) is None
    assert group_table([], [1]) is None


def test_gathering() -> None:
    assert gathered(((1,), (2,), (3,)), [2], [9, 5, 2]) == ((1,), (2, 3))
    assert gathered(((1,), (2,), (3, 4)), [1], [9, 2, 5]) == ((1,), (2, 3, 4))
    assert gathered((("a",), ("b",)), [], [9, 2]) == (("a",), ("b",))


def test_cochrans_rule() -> None:
    assert chi_squared([[3, 3], [3, 3]]) is None  # all expected are 3
    assert chi_squared([[0, 0], [3, 9]]) is None
    found = chi_squared([[6, 6], [6, 6]])
    assert found is not None
    assert (found.statistic, found.p) == (0.0, 1.0)


def _extent(table: GroupTable, row: int, column: int) -> tuple[float, float]:
    """The least and greatest count that fits all that is shown; written apart from the code under test."""
    height, width = len(table.rows), len(table.columns)
    fixed = [(r * width + c, n) for r, line in enumerate(table.counts) for c, n in enumerate(line) if n is not None]
    equations, sums = [], []
    for at, value in fixed:
        line = np.zeros(height * width)
        line[at] = 1
        equations.append(line)
        sums.append(value)
    for r in range(height):
        line = np.zeros(height * width)
        line[r * width : (r + 1) * width] = 1
        equations.append(line)
        sums.append(table.row_totals[r])
    for c in range(width):
        line = np.zeros(height * width)
        line[c::width] = 1
        equations.append(line)
        sums.append(table.column_totals[c])
    aim = np.zeros(height * width)
    aim[row * width + column] = 1
    ends = [float(linprog(sign * aim, A_eq=np.array(equations), b_eq=sums).fun or 0) * sign for sign in (1, -1)]
    return ends[0], ends[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=3, max_size=3))
def test_no_hidden_count_can_be_pinned_down_from_the_table_and_its_margins(values: list[list[int]]) -> None:
    made: Counts = {("abc"[c], (r + 1,)): n for r, row in enumerate(values) for c, n in enumerate(row)}
    table = group_table(cards(made), [1, 2, 3])
    if table is None:
        return
    truth: Counter[tuple[int, int]] = Counter()
    for (group, (theme,)), n in made.items():
        at = next(at for at, part in enumerate(table.rows) if theme in part) if n else 0
        beside = next(at for at, side in enumerate(table.columns) if group in side) if n else 0
        truth[at, beside] += n
    for r in range(len(table.rows)):
        for c in range(len(table.columns)):
            shown = table.counts[r][c]
            if shown is not None:
                assert shown == truth[r, c] >= 5
            else:
                low, high = _extent(table, r, c)
                assert low - 1e-6 <= truth[r, c] <= high + 1e-6
                assert high - low >= 5 - 1e-6
