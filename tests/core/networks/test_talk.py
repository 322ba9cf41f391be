from __future__ import annotations

import pytest

from depeche.core.networks import Put, Talk
from tests.core.networks.talks import START, talk_of


def test_sizes_count_the_silent_too() -> None:
    assert talk_of("a1>b1", silent="b2 c1").sizes == (1, 2, 1)


@pytest.mark.parametrize(
    ("puts", "said"),
    [
        ((Put(1, 1, 9, START),), "does not take part"),
        ((Put(1, 1, 1, START),), "its own asker"),
        ((Put(1, 1, 2, START, None, 7),), "before the question that led to it"),
    ],
)
def test_a_talk_that_cannot_be_is_refused(puts: tuple[Put, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Talk(("a",), {1: 0, 2: 0}, puts)


def test_the_smallest_groups_become_one() -> None:
    talk = talk_of("a1>b1", "c1>d1", silent="b2 d2 d3 a2")
    few = talk.gathered(3, "rest")
    assert few.groups == ("a", "d", "rest")
    assert few.sizes == (2, 3, 3)  # a and b are equally large: the earlier one stays
    assert few.puts == talk.puts
    assert talk.gathered(4, "rest") is talk
