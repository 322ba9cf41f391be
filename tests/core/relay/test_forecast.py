"""The forecast: from where the relay stands, deterministic, silent when it knows nothing, right as often as it says."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from random import Random

import pytest
from benchmarks.relay_forecast import START, WINDOW, stand

from depeche.core.relay import Behaviour, Member, Rules, events, play
from depeche.core.relay.forecast import (
    LARGEST,
    STEPS,
    Firsts,
    Standing,
    answering,
    behaving,
    forecast,
    held_since,
    using,
)
from depeche.core.relay.simulate import Present, play_on

HOUR = timedelta(hours=1)


def members(count: int) -> list[Member]:
    return [Member(str(n), f"g{n % 3}", f"s{n % 3}") for n in range(count)]


def standing(
    *, people: int = 30, answered: int = 20, returned: int = 0, held: int = 0, waiting: int = 0, since: datetime = START
) -> Standing:
    firsts = Firsts(answered, returned, (since,) * waiting)
    return Standing(people, answered, returned, held, waiting, (since,) * held, (since,) * waiting, firsts)


def test_nothing_in_hand_brings_nothing_more() -> None:
    band = forecast(standing(), members(30), Rules(), WINDOW, START + HOUR, 1)
    assert len(band) == STEPS + 1
    assert {(point.low, point.high) for point in band} == {(20, 20)}
    assert (band[0].at, band[-1].at) == (START + HOUR, WINDOW.answers_close)


@pytest.mark.parametrize(
    ("answered", "now", "rules"),
    [
        (9, START + HOUR, Rules()),  # too few answers to say
        (20, START - HOUR, Rules()),  # not open yet
        (20, WINDOW.answers_close, Rules()),  # nothing is left
        (20, START + HOUR, Rules(live=True)),  # rounds are dealt, not chosen
    ],
)
def test_nothing_is_said_where_nothing_is_known(answered: int, now: datetime, rules: Rules) -> None:
    assert forecast(standing(answered=answered, held=30), members(30), rules, WINDOW, now, 1) == ()


def test_the_same_seed_gives_the_same_band_and_it_never_falls() -> None:
    now = standing(held=20, waiting=10)
    band = forecast(now, members(30), Rules(), WINDOW, START + 5 * HOUR, 1)
    assert band == forecast(now, members(30), Rules(), WINDOW, START + 5 * HOUR, 1)
    assert band != forecast(now, members(30), Rules(), WINDOW, START + 5 * HOUR, 2)
    assert [point.low for point in band] == sorted(point.low for point in band)
    assert 20 < band[-1].low <= band[-1].high


def test_of_a_large_relay_a_part_is_simulated_and_multiplied() -> None:
    """A hundred times the people, rights and questions: a hundred times the answers to come, and no more work."""
    small = standing(people=150, answered=100, held=90, waiting=60)
    large = dataclasses.replace(small, people=15_000, answered=10_000, rights=9_000, waiting=6_000)
    ends = [forecast(now, members(LARGEST), Rules(), WINDOW, START + 5 * HOUR, 1)[-1] for now in (small, large)]
    assert 0.8 < (ends[1].low + ends[1].high) / (ends[0].low + ends[0].high) / 100 < 1.25


def test_who_answers_little_is_expected_to_answer_little() -> None:
    """By hand, nothing waiting: (10 x 0.7286 + 100) / (10 + 200) = 0.5109, known from 210 cases. Half of the difference
    is for those who answer at all: 0.8571 x sqrt(0.5109 / 0.7286) = 0.7177; absent are 1 - 0.5109 / 0.7177 = 0.2882.
    """
    usual, now = Behaviour(), START + 30 * HOUR
    share = answering(usual, standing(answered=100, returned=100), now)
    assert share == pytest.approx((0.5109, 210), abs=1e-3)
    little = behaving(usual, share.mean, 0.6)
    assert little.answers[0] / sum(little.answers) == pytest.approx(0.7177, abs=1e-3)
    assert little.absent == pytest.approx(0.2882, abs=1e-3)
    assert little.uses_right == 0.6
    assert little.answer_rate == pytest.approx(share.mean)


def test_what_is_assumed_stays_as_it_is_assumed() -> None:
    usual = Behaviour()
    same = behaving(usual, usual.answer_rate, usual.uses_right)
    assert (same.absent, *same.answers) == pytest.approx((usual.absent, *usual.answers))
    assert behaving(usual, 0.98, 0.9).absent == 0


def test_what_has_waited_long_is_expected_to_be_left() -> None:
    fresh, old = (
        answering(Behaviour(), standing(waiting=200, since=since), START + 12 * HOUR)
        for since in (START + 11 * HOUR, START)
    )
    assert old.mean < fresh.mean
    assert old.cases > fresh.cases


def test_rights_left_alone_are_expected_to_be_left() -> None:
    """By hand: 20 used, 20 left for ever: (10 x 0.85 + 20) / (10 + 40) = 0.57."""
    share = using(Behaviour(), standing(held=20, since=START - timedelta(days=60)), START + 30 * HOUR)
    assert share == pytest.approx((0.57, 50), abs=1e-3)


def test_what_is_drawn_fits_what_is_known() -> None:
    share, rng = answering(Behaviour(), standing(answered=100, returned=100), START + 30 * HOUR), Random(1)
    drawn = [share.draw(rng) for _ in range(2_000)]
    assert sum(drawn) / len(drawn) == pytest.approx(share.mean, abs=0.005)
    assert all(0.02 <= one <= 0.98 for one in drawn)


def test_each_use_takes_the_newest_right() -> None:
    at = [START + n * HOUR for n in range(6)]
    assert held_since([at[0], at[2]], [at[3]]) == [at[0]]
    assert held_since([at[0], at[2], at[4]], [at[1]]) == [at[2], at[4]]
    assert held_since([at[0], at[0]], [at[0]]) == [at[0]]
    assert held_since([at[0]], []) == [at[0]]
    assert held_since([], []) == []


def test_going_on_leaves_every_thread_where_it_is() -> None:
    """One right and one question in hand: nothing is asked by anybody else until one of them is answered."""
    people, now = members(10), START + 3 * HOUR
    for seed in range(20):
        present = Present(held={"1": START + HOUR}, waiting={"2": START + 2 * HOUR})
        answered: set[str] = set()
        for event in play_on(people, Rules(), WINDOW, Random(seed), now=now, present=present):
            assert event.at >= now
            if isinstance(event, events.Answered):
                answered.add(event.person)
            elif isinstance(event, events.Asked):
                assert event.asker in {"1", "2"} | answered


def test_the_end_lies_inside_the_band_about_as_often_as_the_method_says() -> None:
    people, now, inside = members(30), START + timedelta(days=2), 0
    for seed in range(40):
        _state, coming = play(people, Rules(), WINDOW, Random(1000 + seed))
        happened = list(coming)
        end = sum(isinstance(event, events.Answered) for event in happened)
        band = forecast(stand(people, happened, now), people, Rules(), WINDOW, now, 1)
        inside += band[-1].low <= end <= band[-1].high
    assert 24 <= inside <= 40  # 32 expected
