from __future__ import annotations

import pytest

from depeche.core.networks import ShownFlow, shown_flow
from tests.core.networks.talks import mixed, talk_of


def flow(counts: tuple[tuple[int | None, ...], ...]) -> ShownFlow:
    """With margins that are shown where their parts are."""

    def total(values: tuple[int | None, ...]) -> int | None:
        return None if None in values else sum(value or 0 for value in values)

    rows = tuple(total(row) for row in counts)
    columns = tuple(total(column) for column in zip(*counts, strict=True))
    size = len(counts)
    return ShownFlow(
        tuple("abcdefg"[:size]), counts, rows, columns, total(rows), (10,) * size, 10 * size, ((1.0,) * size,) * size
    )


def test_everything_is_shown_of_groups_large_enough() -> None:
    found = shown_flow(mixed(((10, 20), (30, 40)), people=8))
    assert found.counts == ((10, 20), (30, 40))
    assert (found.asked, found.received, found.total, found.sizes) == ((30, 70), (40, 60), 100, (8, 8))
    assert found.free[0] == pytest.approx((30 * 7 / 15, 30 * 8 / 15))
    assert found.inward(0) == pytest.approx(1 / 3)
    assert found.inward_free(0) == pytest.approx(7 / 15)
    ei = found.ei()
    assert (ei.value, ei.questions) == (0.0, 100)
    assert ei.free == pytest.approx((100 - 100 * 7 / 15 * 2) / 100)
    # trace 0.5, chance 0.3 * 0.4 + 0.7 * 0.6 = 0.54
    assert found.assortativity().value == pytest.approx((0.5 - 0.54) / 0.46)


def test_of_a_group_of_four_nothing_is_shown_and_nothing_can_be_found_by_subtraction() -> None:
    people = [f"a{n}" for n in range(12)], [f"b{n}" for n in range(12)], [f"c{n}" for n in range(4)]
    lines = [
        f"{one[i % len(one)]}>{other[(i + 1) % len(other)]}" for one in people for other in people for i in range(24)
    ]
    found = shown_flow(talk_of(*lines))
    assert found.counts[2] == (None,) * 3
    assert [row[2] for row in found.counts] == [None] * 3
    assert found.asked[2] is found.received[2] is found.sizes[2] is None
    assert found.sizes.count(None) == 2
    for row in (*found.counts, found.asked):  # a line with its sum shown lacks none or at least two
        assert row.count(None) != 1
    for column in (*zip(*found.counts, strict=True), found.received):
        assert column.count(None) != 1


def test_measures_rest_on_shown_figures_alone() -> None:
    """Two different talks with the same released table cannot be told apart by any measure."""
    lines = [f"a{i % 9}>b{(i + 1) % 9}" for i in range(20)] + [f"b{i % 9}>a{(i + 1) % 9}" for i in range(20)]
    lines += [f"{g}{i % 9}>{g}{(i + 1) % 9}" for g in "ab" for i in range(10)]
    silent = " ".join(f"c{n}" for n in range(4))
    one = shown_flow(talk_of(*lines, "c1>c2", "c1>c3", "c2>c3", silent=silent))
    other = shown_flow(talk_of(*lines, "c1>c2", "c1>c3", "c3>c2", silent=silent))
    assert one == other
    assert one.ei() == other.ei()
    assert one.assortativity() == other.assortativity()


def test_the_index_leaves_out_groups_that_may_not_be_shown() -> None:
    found = flow(((10, 20, 5), (10, 30, 10), (None, None, None)))
    ei = found.ei()
    assert ei.groups == (0, 1)
    assert ei.questions == 35 + 50
    assert ei.value == pytest.approx((45 - 40) / 85)


def test_assortativity_of_the_groups_shown_whole() -> None:
    found = flow(((3, 1, None), (1, 3, 9), (None, 4, 6)))
    r = found.assortativity()
    assert r.groups == (0, 1)
    assert r.value == pytest.approx(0.5)
    assert r.questions == 8


def test_assortativity_needs_only_the_diagonal_and_the_margins() -> None:
    hidden = ShownFlow(
        ("a", "b", "c"),
        ((3, None, None), (None, 3, None), (None, None, 3)),
        (6, 6, 6), (6, 6, 6), 18, (9, 9, 9), 27, ((None,) * 3,) * 3,
    )  # fmt: skip  # one row a field
    r = hidden.assortativity()
    assert r.groups == (0, 1, 2)
    assert r.value == pytest.approx((0.5 - 1 / 3) / (2 / 3))


def test_nothing_shown_gives_no_measure() -> None:
    found = shown_flow(talk_of("a1>b1"))
    assert not found.anything
    assert found.ei().value is None
    assert found.assortativity().value is None
    assert found.inward(0) is None
    assert found.people is None
