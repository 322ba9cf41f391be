from __future__ import annotations

from random import Random

import networkx as nx
import pytest

from depeche.core.networks import Put, Talk, cycles, inner_circle, returns
from depeche.core.stats import Figure
from tests.core.networks.talks import MINUTE, START, random_talk, talk_of


def test_returns_by_hand() -> None:
    # a1 > b1 > a1 (ring of 2) > c1 > b1 (ring of 3: b1 a1 c1 b1) > a2 (none)
    found = returns(talk_of("a1>b1! b1>a1! a1>c1! c1>b1! b1>a2! a2>c2"))
    assert found.hops == 4  # the first cannot come back, the last was not answered
    assert found.lengths == {2: 1, 3: 1}
    assert found.returning == 2
    assert found.people == {2: 1, 3: 1}
    assert found.back_to == 2
    assert found.others == 2


def test_a_long_ring_is_counted_with_the_long_ones() -> None:
    assert returns(talk_of("a1>a2! a2>a3! a3>a4! a4>a5! a5>a6! a6>a7! a7>a1!")).lengths == {5: 1}


def test_lines_of_a_fork_are_walked_apart() -> None:
    at = START + MINUTE
    puts = (Put(1, 1, 2, START, at), Put(2, 2, 3, at, at, 1), Put(3, 2, 4, at, at, 1), Put(4, 4, 3, at, at, 3))
    assert returns(Talk(("a",), dict.fromkeys(range(1, 5), 0), puts)).lengths == {}


@pytest.mark.parametrize("seed", range(4))
def test_returns_as_by_walking_back(seed: int) -> None:
    talk = random_talk(Random(seed), people=12, questions=150)
    by_id = {put.id: put for put in talk.puts}
    returning = hops = 0
    for put in talk.puts:
        if put.answered_at is None or put.parent is None:
            continue
        hops += 1
        before, way = by_id[put.parent], []
        while True:
            way.append(before.recipient)
            if before.parent is None:
                way.append(before.asker)
                break
            before = by_id[before.parent]
        returning += put.recipient in way
    found = returns(talk)
    assert (found.hops, found.returning) == (hops, returning)
    assert hops > returning > 0


@pytest.mark.parametrize("seed", range(4))
def test_cycles_as_networkx_has_them(seed: int) -> None:
    talk = random_talk(Random(seed), people=15, questions=90)
    graph = nx.DiGraph((put.asker, put.recipient) for put in talk.puts)
    rings = list(nx.simple_cycles(graph, length_bound=3))
    found = cycles(talk)
    twos, threes = ([ring for ring in rings if len(ring) == size] for size in (2, 3))
    assert found.mutual == Figure(len(twos), len({person for ring in twos for person in ring}))
    assert found.triangles == Figure(len(threes), len({person for ring in threes for person in ring}))
    assert found.mutual.value + found.one_way.value == graph.to_undirected().number_of_edges()
    assert found.one_way.people == len({end for edge in graph.edges if edge[::-1] not in graph.edges for end in edge})


def test_the_circle_of_the_most_asked_by_hand() -> None:
    # b1 is asked 3 times, a1 and a2 twice each: the two most asked are three, for a1 and a2 tie
    talk = talk_of("a1>b1", "a2>b1", "a3>b1", "b1>a1", "b2>a1", "b1>a2", "a1>a2", "a1>b2", silent="b3 b4")
    found = inner_circle(talk, 2)
    assert found.size == 3
    assert found.inside == (5, 3)  # a1>b1 a2>b1 b1>a1 b1>a2 a1>a2
    assert found.from_others == (2, 2)
    assert found.elsewhere == (1, 1)
    assert found.by_them == (6, 3)
    assert found.inside_free == pytest.approx(6 * 2 / 6)  # they ask six; two of six others are among them


def test_a_circle_of_nobody() -> None:
    found = inner_circle(talk_of(silent="a1 a2"), 5)
    assert (found.size, found.inside, found.elsewhere, found.inside_free) == (0, (0, 0), (0, 0), 0.0)
