"""Shares of themes, and what changes from one source to the next; published and hand-worked figures."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from depeche.core.across import Standing, changes, shares
from depeche.core.across.shares import fisher
from depeche.core.stats import newcombe


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((48, 80, 56, 70), 0.0524, 0.3339),
        ((3, 10, 9, 10), 0.1705, 0.8090),
        ((2, 10, 6, 7), 0.1743, 0.8423),  # (6/7, 2/10)
        ((0, 29, 5, 56), -0.0381, 0.1926),
        ((0, 20, 0, 10), -0.1611, 0.2775),
        ((0, 20, 10, 10), 0.6791, 1.0),
        ((0, 10, 10, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_as_newcombe_published_it(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table II, method 10."""
    found = newcombe(*counts)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_share_of_nothing_may_be_anything() -> None:
    assert newcombe(0, 0, 3, 9) == (-1.0, 1.0)


@pytest.mark.parametrize("counts", [(1, 10, 11, 14), (0, 5, 5, 5), (3, 9, 3, 9), (120, 900, 40, 700), (0, 4, 0, 9)])
def test_fisher_is_fisher(counts: tuple[int, int, int, int]) -> None:
    a, m, b, n = counts
    assert fisher(*counts) == pytest.approx(fisher_exact(np.array([[a, m - a], [b, n - b]]))[1], rel=1e-9)


def test_rank_and_interval_of_a_share() -> None:
    found = shares([6, 3, 6, 0], 12)
    assert [share.rank for share in found] == [1, 3, 1, None]
    assert found[0].value == 0.5
    assert (round(found[0].interval.low, 4), round(found[0].interval.high, 4)) == (0.2538, 0.7462)
    assert shares([0], 0)[0].value is None


def test_new_persistent_vanished_absent_unseen() -> None:
    found = changes(shares([0, 4, 5, 0, 0], 10), shares([3, 4, 0, 0, 2], 10), unseen={4})
    assert [theme.standing for theme in found.themes] == [
        Standing.NEW,
        Standing.PERSISTENT,
        Standing.VANISHED,
        Standing.ABSENT,
        Standing.UNSEEN,
    ]
    assert found.tests == 3  # absent and unseen are not tested
    new, persistent, vanished, absent, unseen = found.themes
    # three tests: p = 0.2105, 1 and 0.0325 by hand from 20 cards; Holm takes the least three times
    assert [round(theme.p or 0, 4) for theme in (new, persistent, vanished)] == [0.2105, 1.0, 0.0325]
    assert round(vanished.p_holm or 0, 4) == 0.0975
    assert not vanished.beyond_chance
    assert absent.p is unseen.p is None
    assert vanished.value == -0.5
    assert new.value == pytest.approx(0.3)


def test_a_theme_made_later_that_was_found_in_the_earlier_source_all_the_same_is_tested() -> None:
    assert changes(shares([2], 10), shares([3], 10), unseen={0}).themes[0].standing is Standing.PERSISTENT


def test_a_source_in_which_nothing_is_sorted_says_nothing() -> None:
    found = changes(shares([0], 0), shares([3], 10))
    assert (found.themes[0].standing, found.themes[0].value, found.tests) == (Standing.UNSORTED, None, 0)


def test_a_large_difference_holds_after_correction() -> None:
    found = changes(shares([40, 5], 100), shares([5, 6], 100))
    assert [theme.beyond_chance for theme in found.themes] == [True, False]
