from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.stats.agreement import (
    Alpha,
    Caution,
    Counts,
    Weight,
    Why,
    agreement,
    alpha_interval,
    cohen_kappa,
    half_width,
    kappa_of,
    krippendorff_alpha,
    masi,
    percent_agreement,
)

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): sections A, B and C
MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def _units(*coders: Sequence[str]) -> list[tuple[str | None, ...]]:
    return [tuple(None if value == "." else value for value in unit) for unit in zip(*coders, strict=True)]


def test_krippendorffs_own_examples() -> None:
    for coders, alpha in (((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692), (FOUR, 0.743)):
        assert krippendorff_alpha(_units(*coders)) == pytest.approx(alpha, abs=5e-4)


def test_cohens_own_example() -> None:
    # Cohen (1960), table 2: 200 patients, p_o = .70, p_c = .41
    table = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
    assert kappa_of(table) == pytest.approx(0.29 / 0.59, abs=1e-12)
    cells = [(row, column) for row in range(3) for column in range(3) for _ in range(table[row][column])]
    assert cohen_kappa([row for row, _ in cells], [column for _, column in cells]) == pytest.approx(0.492, abs=5e-4)
    assert percent_agreement(cells) == pytest.approx(0.70)


def test_percent_of_pairs_with_gaps() -> None:
    # three coders a, a, b: one of three pairs; two of a third text agree; one alone is no pair
    assert percent_agreement([("a", "a", "b"), ("c", None, "c"), ("d", None, None)]) == 0.5
    assert percent_agreement([("a", None), (None, "b")]) is None


def test_masi_by_hand() -> None:
    assert masi({"a"}, {"a"}) == masi((), ()) == 0
    assert masi({"a"}, {"b"}) == masi((), {"a"}) == 1
    assert masi({"a"}, {"a", "b"}) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi({"a", "b"}, {"b", "c"}) == pytest.approx(1 - 1 / 3 * 1 / 3)
    # Passonneau (2006): {a, b} against {a, b, c} has J = 2/3 and M = 2/3
    assert masi({"a", "b"}, {"a", "b", "c"}) == pytest.approx(1 - 4 / 9)


def test_alpha_of_sets_by_hand() -> None:
    # {a}{a}, {b}{a,b}: within 0 and 2 · 2/3; answers {a}, {a}, {b}, {a,b}
    # between, each pair both ways: a-b 1 twice, a-ab 2/3 twice, b-ab 2/3 once: 2 (2 + 4/3 + 2/3) = 8
    units = [(frozenset("a"), frozenset("a")), (frozenset("b"), frozenset("ab"))]
    assert krippendorff_alpha(units, distance=masi) == pytest.approx(1 - 3 * (4 / 3) / 8)


@pytest.mark.parametrize(
    ("units", "why"),
    [([], Why.UNDEFINED), ([("a", "a"), ("a", "a")], Why.UNDEFINED), ([("a", None), (None, "b")], Why.UNDEFINED)],
)
def test_one_value_alone_is_not_agreement(units: list[tuple[str | None, ...]], why: Why) -> None:
    assert krippendorff_alpha(units) is None
    found = alpha_interval(units, rng=np.random.default_rng(1))
    assert (found.value, found.interval, found.why, found.weight) == (None, None, why, Weight.UNDEFINED)


def test_kappa_is_undefined_where_chance_explains_all() -> None:
    assert cohen_kappa([True, True], [True, True]) is None
    assert cohen_kappa([None, True], [True, None]) is None
    assert cohen_kappa([True, False], [True, True]) == 0
    assert Counts(0, 0, 0, 12).kappa is None


def test_an_interval_holds_the_value_and_names_its_samples() -> None:
    found = alpha_interval(_units(*FOUR), rng=np.random.default_rng(7))
    assert found.value == pytest.approx(0.743, abs=5e-4)
    assert found.units == 11  # the twelfth text has one answer
    assert found.samples == 1000
    assert found.interval is not None
    assert found.interval.low < 0.743 < found.interval.high <= 1
    assert found == alpha_interval(_units(*FOUR), rng=np.random.default_rng(7))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    # A population of which alpha is known: p(both) .25, p(one alone) .05 each, p(neither) .65; p(yes) = .30
    truth = 1 - 0.10 / (2 * 0.30 * 0.70)
    cells = ((True, True), (True, False), (False, True), (False, False))
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        units = [cells[at] for at in rng.choice(4, size=100, p=(0.25, 0.05, 0.05, 0.65))]
        interval = alpha_interval(units, rng=rng, samples=400).interval
        held += interval is not None and interval.low <= truth <= interval.high
    assert 0.90 <= held / 200 <= 0.99


def test_no_interval_where_all_agree_or_a_value_is_rare() -> None:
    agree = alpha_interval([("a", "a"), ("b", "b")] * 10, rng=np.random.default_rng(1))
    assert (agree.value, agree.interval, agree.why) == (1.0, None, Why.ALL_AGREE)
    rare = alpha_interval([(True, False), *[(False, False)] * 39], rng=np.random.default_rng(1))
    assert rare.interval is None
    assert rare.why is Why.RARE
    assert 500 < rare.samples < 750  # 1 - (1 - 1/40)^40 = .637 of the samples hold the only yes


@pytest.mark.parametrize(
    ("value", "weight"),
    [(0.8, Weight.RELIABLE), (0.79, Weight.TENTATIVE), (0.667, Weight.TENTATIVE), (0.66, Weight.UNRELIABLE)],
)
def test_what_an_alpha_carries(value: float, weight: Weight) -> None:
    assert Alpha(value, 10).weight is weight


@pytest.mark.parametrize(
    ("counts", "cautions"),
    [
        (Counts(20, 5, 5, 20), ()),
        (Counts(2, 1, 1, 6), (Caution.FEW,)),
        (Counts(5, 3, 2, 90), (Caution.SKEWED,)),
        (Counts(1, 1, 1, 37), (Caution.FEW, Caution.SKEWED)),
        (Counts(0, 0, 0, 40), (Caution.ONE_VALUE,)),
        (Counts(40, 0, 0, 0), (Caution.ONE_VALUE,)),
        (Counts(0, 0, 0, 0), (Caution.ONE_VALUE,)),
    ],
)
def test_what_makes_a_theme_hard_to_read(counts: Counts, cautions: tuple[Caution, ...]) -> None:
    assert counts.cautions == cautions


def test_the_paradox_of_prevalence() -> None:
    # Feinstein & Cicchetti (1990), tables 1 and 2: the same agreement of .85, kappa .70 and .32
    even, skewed = Counts(40, 9, 6, 45), Counts(80, 10, 5, 5)
    assert even.agreed == skewed.agreed == 0.85
    assert even.kappa == pytest.approx(0.70, abs=5e-3)
    assert skewed.kappa == pytest.approx(0.32, abs=5e-3)


def test_two_coders_by_theme_and_over_all() -> None:
    first = [{"a"}, {"a", "b"}, set[str](), {"b"}, None, {"a"}]
    second = [{"a"}, {"a"}, set[str](), {"a", "b"}, {"a"}, None]
    found = agreement(first, second, ("a", "b", "c"), rng=np.random.default_rng(1))
    assert (found.units, found.same) == (4, 2)
    assert [row.counts for row in found.themes] == [Counts(2, 0, 1, 1), Counts(1, 1, 0, 2), Counts(0, 0, 0, 4)]
    a, _, c = found.themes
    assert a.counts.agreed == 0.75
    assert a.counts.agreed_yes == pytest.approx(4 / 5)
    assert a.counts.kappa == pytest.approx((0.75 - 0.5) / 0.5)
    # alpha: answers 5 yes, 3 no; D_o = 2/8, D_e = 30/56
    assert a.alpha.value == pytest.approx(1 - 0.25 / (30 / 56))
    assert (c.alpha.value, c.counts.agreed_yes) == (None, None)
    sets = [(frozenset(x), frozenset(y)) for x, y in zip(first, second, strict=True) if x is not None and y is not None]
    assert found.overall.value == krippendorff_alpha(sets, distance=masi)


def test_nothing_judged_by_both() -> None:
    found = agreement([None, {"a"}], [{"a"}, None], ("a",), rng=np.random.default_rng(1))
    assert (found.units, found.same, found.overall.value) == (0, 0, None)
    assert found.themes[0].counts.agreed is None
    with pytest.raises(ValueError, match="not the same texts"):
        agreement([None], [], ("a",), rng=np.random.default_rng(1))


@pytest.mark.parametrize(("units", "share", "alpha"), [(100, 0.3, 0.8), (100, 0.3, 0.5), (300, 0.1, 0.5)])
def test_the_width_foretold_is_the_width_that_comes(units: int, share: float, alpha: float) -> None:
    apart = (1 - alpha) * share * (1 - share)
    cells = ((True, True), (True, False), (False, True), (False, False))
    counts = [round(units * part) for part in (share - apart, apart, apart, 1 - share - apart)]
    sample = [cell for cell, times in zip(cells, counts, strict=True) for _ in range(times)]
    interval = alpha_interval(sample, rng=np.random.default_rng(2), samples=2000).interval
    assert interval is not None
    assert (interval.high - interval.low) / 2 == pytest.approx(half_width(units, share, alpha), rel=0.12)


def test_no_width_without_texts() -> None:
    with pytest.raises(ValueError, match="say nothing"):
        half_width(0, 0.2)


LABEL = st.sampled_from("abc")


@given(st.lists(st.tuples(LABEL, LABEL), min_size=2, max_size=12), st.permutations("abc"))
def test_names_and_order_of_coders_and_texts_do_not_matter(units: list[tuple[str, str]], names: list[str]) -> None:
    alpha = krippendorff_alpha(units)
    renamed: list[tuple[Hashable, ...]] = [tuple(names["abc".index(v)] for v in reversed(unit)) for unit in units[::-1]]
    turned = krippendorff_alpha(renamed)
    if alpha is None:
        assert turned is None
        assert len({value for unit in units for value in unit}) == 1
    else:
        assert turned == pytest.approx(alpha)
        assert alpha <= 1
        assert (alpha == 1) == all(one == other for one, other in units)
