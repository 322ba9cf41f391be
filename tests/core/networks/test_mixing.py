from __future__ import annotations

from random import Random

import networkx as nx
import pytest

from depeche.core.networks import assortativity, expected, external_internal, mixing
from tests.core.networks.talks import random_talk, talk_of

# Newman, "Mixing patterns in networks", Physical Review E 67 (2003), table I: couples by ethnicity, r = 0.621
COUPLES = (
    (0.258, 0.016, 0.035, 0.013),
    (0.012, 0.157, 0.058, 0.019),
    (0.013, 0.023, 0.306, 0.035),
    (0.005, 0.007, 0.024, 0.016),
)


def test_newmans_published_coefficient() -> None:
    own = [COUPLES[i][i] for i in range(4)]
    asked = [sum(row) for row in COUPLES]
    received = [sum(column) for column in zip(*COUPLES, strict=True)]
    assert assortativity(own, asked, received) == pytest.approx(0.621, abs=0.002)  # the table is printed to 3 decimals


def test_assortativity_by_hand() -> None:
    # [[3, 1], [1, 3]] / 8: trace 0.75, chance 0.5
    assert assortativity([3, 3], [4, 4], [4, 4]) == pytest.approx(0.5)
    assert assortativity([4, 4], [4, 4], [4, 4]) == 1
    assert assortativity([0, 0], [4, 4], [4, 4]) == -1
    assert assortativity([], [], []) is None
    assert assortativity([5, 0], [5, 0], [5, 0]) is None  # all within one group: nothing to compare with


@pytest.mark.parametrize("seed", range(5))
def test_counts_and_assortativity_as_networkx_has_them(seed: int) -> None:
    talk = random_talk(Random(seed), people=30, questions=200, groups=4)
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from((person, {"group": group}) for person, group in talk.people.items())
    graph.add_edges_from((put.asker, put.recipient) for put in talk.puts)
    counts = mixing(talk).counts
    theirs = nx.attribute_mixing_matrix(graph, "group", mapping={g: g for g in range(4)}, normalized=False)
    assert [list(row) for row in counts] == theirs.tolist()
    own = [counts[g][g] for g in range(4)]
    asked, received = [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)]
    assert assortativity(own, asked, received) == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"))


def test_people_behind_a_cell_are_those_of_its_smaller_side() -> None:
    found = mixing(talk_of("a1>b1", "a2>b1", "a2>b2", "a1>a2", "b1>a1"))
    assert found.counts == ((1, 3), (1, 0))
    assert found.people == ((1, 2), (1, 0))
    assert found.row_people == (2, 1)
    assert found.column_people == (2, 2)
    assert found.total_people == 3


def test_a_margin_is_about_no_more_people_than_its_parts() -> None:
    found = mixing(talk_of(*(f"a{n}>b1" for n in range(1, 8))))
    assert found.people == ((0, 1), (0, 0))
    assert found.row_people == (1, 0)  # seven asked one person
    assert found.grid.cells[0][1].people == 1


def test_nothing_asked() -> None:
    found = mixing(talk_of(silent="a1 b1"))
    assert found.counts == ((0, 0), (0, 0))
    assert found.total_people == 0


def test_external_internal() -> None:
    assert external_internal(30, 10) == 0.5
    assert external_internal(0, 7) == -1
    assert external_internal(7, 0) == 1
    assert external_internal(0, 0) is None


def test_free_mixing_by_hand() -> None:
    # 4 and 6 people; a asks 9 others, 3 of them its own
    table = expected([18, 9], [4, 6])
    assert table[0] == pytest.approx((6, 12))
    assert table[1] == pytest.approx((4, 5))
    assert expected([18, 9], [4, 6], own=False) == ((0, 18), (9, 0))
    assert expected([5], [1]) == ((0,),)  # nobody to ask


def test_free_mixing_is_what_random_choice_gives() -> None:
    """E-I of equal groups under free mixing: (N - n - (n - 1)) / (N - 1), Krackhardt & Stern's baseline."""
    table = expected([100, 100, 100], [5, 5, 5])
    own = sum(table[g][g] for g in range(3))
    assert external_internal(300 - own, own) == pytest.approx((15 - 5 - 4) / 14)
