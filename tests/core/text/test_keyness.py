from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from depeche.core.text import holm, keyness, log_odds


def test_worked_by_hand() -> None:
    # E = 75 each; G2 = 2 (100 ln(100/75) + 50 ln(50/75)) = 2 (28.76821 - 20.27326) = 16.98990
    found = keyness(100, 50, 10_000, 10_000)
    assert found.g2 == pytest.approx(16.98990, abs=1e-5)
    assert found.log_ratio == pytest.approx(1.0)
    assert found.p == pytest.approx(float(chi2.sf(found.g2, 1)))


def test_a_word_absent_from_one_side() -> None:
    # E1 = E2 = 5, O = 10 and 0: G2 = 2 * 10 ln 2 = 13.862944; the zero counts as a half: log2(10 / 0.5) = 4.321928
    found = keyness(0, 10, 1_000, 1_000)
    assert found.g2 == pytest.approx(-13.862944, abs=1e-6)
    assert found.log_ratio == pytest.approx(-4.321928, abs=1e-6)


def test_critical_values_of_the_chi_squared_distribution() -> None:
    # the cut-offs everybody prints: 3.84 is p .05, 6.63 is .01, 10.83 is .001, 15.13 is .0001
    for g2, p in ((3.841459, 0.05), (6.634897, 0.01), (10.827566, 0.001), (15.136705, 0.0001)):
        assert math.erfc(math.sqrt(g2 / 2)) == pytest.approx(p, rel=1e-5)


def test_equal_shares_and_absence() -> None:
    assert keyness(4, 8, 1_000, 2_000).g2 == pytest.approx(0, abs=1e-9)
    assert keyness(0, 0, 10, 10) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize("counts", [(-1, 0, 5, 5), (6, 0, 5, 5), (0, 0, 0, 5)])
def test_impossible_counts_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="impossible"):
        keyness(*counts)


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 500), st.integers(50, 500))
def test_exchanging_the_corpora_exchanges_the_sign(a: int, b: int, size_a: int, size_b: int) -> None:
    one, other = keyness(a, b, size_a, size_b), keyness(b, a, size_b, size_a)
    assert abs(one.g2) == pytest.approx(abs(other.g2), abs=1e-9)
    assert one.log_ratio == pytest.approx(-other.log_ratio)
    if abs(one.g2) > 1e-6:
        assert one.g2 == pytest.approx(-other.g2)


def test_holm_by_hand() -> None:
    # sorted .005 .01 .03 .04 with m = 4: .02, .03, .06, max(.06, .04) = .06
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()
    assert holm([0.7, 0.9]) == (1.0, 1.0)


def test_log_odds_with_an_informative_prior_by_hand() -> None:
    # share .0075 of 500 words: alpha 3.75; odds 103.75 / 10396.25 and 53.75 / 10446.25
    found = log_odds(100, 50, 10_000, 10_000, 0.0075)
    delta = math.log(103.75 / 10_396.25) - math.log(53.75 / 10_446.25)
    assert found.delta == pytest.approx(delta)
    assert found.z == pytest.approx(delta / math.sqrt(1 / 103.75 + 1 / 53.75))
    assert found.z == pytest.approx(3.9417, abs=1e-4)


def test_the_prior_holds_rare_words_down() -> None:
    rare, common = log_odds(4, 0, 1_000, 1_000, 0.002), log_odds(40, 10, 1_000, 1_000, 0.025)
    assert keyness(4, 0, 1_000, 1_000).log_ratio > keyness(40, 10, 1_000, 1_000).log_ratio
    assert 0 < rare.z < 1.96 < common.z


def test_log_odds_exchange_their_sign_with_the_corpora_and_are_none_at_equal_shares() -> None:
    one, other = log_odds(7, 3, 500, 900, 0.01), log_odds(3, 7, 900, 500, 0.01)
    assert (one.delta, one.z) == pytest.approx((-other.delta, -other.z))
    assert log_odds(5, 5, 700, 700, 0.02) == pytest.approx((0, 0))


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="impossible"):
        log_odds(1, 1, 10, 10, share)
