from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from depeche.core.networks import Put, Talk, cut_off, first_common, meetings, shown_steps, survival, threads
from tests.core.networks.talks import MINUTE, START, random_talk, talk_of

# Freireich et al. (1963), weeks in remission under 6-MP; the usual example of Kaplan & Meier's estimate
EVENTS, CENSORED = (6, 6, 6, 7, 10, 13, 16, 22, 23), (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_survival_as_published() -> None:
    steps = survival([*EVENTS, *CENSORED], [False] * len(EVENTS) + [True] * len(CENSORED))
    for week, value in PUBLISHED.items():
        assert steps[week + 1].survival == pytest.approx(value, abs=0.0005)
        assert steps[week].survival > value  # those who reached the week are counted before it takes anybody


def test_without_anything_cut_off_survival_is_the_share() -> None:
    steps = survival([0, 1, 1, 3], [False] * 4)
    assert [step.reached for step in steps] == [4, 3, 1, 1]
    assert [step.survival for step in steps] == pytest.approx([step.share for step in steps])
    assert survival([], []) == ()
    with pytest.raises(ValueError, match="equally many"):
        survival([1], [])


def test_threads_have_length_and_end() -> None:
    found = threads(talk_of("a1>b1! b1>a2! a2>b2", "b2>a1", "a2>b1!"))
    assert [(thread.id, thread.length, len(thread.pairs)) for thread in found] == [(1, 2, 2), (4, 0, 0), (5, 1, 1)]
    assert found[0].last_at == START + 2 * MINUTE  # asked last, not answered


def test_a_question_put_to_somebody_else_begins_no_second_thread() -> None:
    first = Put(1, 1, 2, START, None, None, resent=True)
    again = Put(2, 1, 3, START + MINUTE, START + 2 * MINUTE)
    found = threads(Talk(("a",), {1: 0, 2: 0, 3: 0}, (first, again)))
    assert [(thread.id, thread.length) for thread in found] == [(2, 1)]


def test_a_thread_that_forks_is_as_long_as_its_longest_line() -> None:
    at = START + MINUTE
    puts = (Put(1, 1, 2, START, at), Put(2, 2, 3, at, at, 1), Put(3, 2, 1, at, at, 1), Put(4, 1, 3, at, at, 3))
    (thread,) = threads(Talk(("a",), {1: 0, 2: 0, 3: 0}, puts))
    assert (thread.length, len(thread.pairs)) == (3, 4)


def test_who_had_no_time_to_go_on_was_cut_off() -> None:
    (thread,) = threads(talk_of("a1>b1!"))
    assert cut_off(thread, thread.last_at + timedelta(hours=23), timedelta(hours=24))
    assert not cut_off(thread, thread.last_at + timedelta(hours=24), timedelta(hours=24))


def test_hops_that_fewer_than_five_answered_at_are_not_shown() -> None:
    lines = [f"a{n}>b{n}!" + (f" b{n}>a{n}!" if n < 4 else "") for n in range(6)]
    found = threads(talk_of(*lines))
    steps = survival([thread.length for thread in found], [False] * 6)
    assert [step.hop for step in steps] == [0, 1, 2]
    assert [step.hop for step in shown_steps(steps, found)] == [0, 1]
    few = threads(talk_of("a1>b1!"))
    assert shown_steps(survival([1], [False]), few) == ()


def test_where_threads_meet_by_hand() -> None:
    # b1 answers in the first (hop 1) and second (hop 2); c1 in the second (hop 1) and the third (hop 1)
    talk = talk_of("a1>b1! b1>a2!", "a2>c1! c1>b1!", "b2>c1!", "a1>b3!", "a1>b4")
    found = meetings(talk, threads(talk))
    assert (found.threads, found.met) == (4, 3)
    assert found.hops == {1: 3}
    assert found.groups == {1: 1, 2: 2}
    assert found.people == {1: 1, 2: 1}
    assert found.alone == 1  # b3


def test_meeting_as_by_comparing_every_pair() -> None:
    talk = random_talk(Random(4), people=40, questions=60)
    found = threads(talk)
    ways = [[put.recipient for put in thread.pairs] for thread in found]
    met = sum(
        any(set(way) & set(other) for at, other in enumerate(ways) if at != here) for here, way in enumerate(ways)
    )
    assert meetings(talk, found).met == met


def test_first_common() -> None:
    assert first_common([7, 3, 5], [4, 5, 3]) == (2, 3, 3)  # 3 and 5 both by the third hop; 3 is earlier in the one
    assert first_common([1, 2], [3, 4]) is None
    assert first_common([1, 1, 2], [2, 1]) == (1, 2, 1)
