"""The forecast: worked by hand, deterministic, silent when it knows nothing, and right as often as it says."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from depeche.core.relay import Member, Rules, Window, events, forecast, play
from depeche.core.relay.forecast import LARGEST, RUNS, STEPS

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
WINDOW = Window(START - timedelta(days=1), START, START + timedelta(days=4), START + timedelta(days=5))
HOUR = timedelta(hours=1)


def members(count: int) -> list[Member]:
    return [Member(str(n), f"g{n % 3}", f"s{n % 3}") for n in range(count)]


def test_the_band_is_what_is_there_times_the_growth_of_the_simulated() -> None:
    steady = tuple(START + n * HOUR for n in range(8))  # 4 of 8 in the first four hours: doubles
    early = tuple(START + n * HOUR for n in (0, 1, 2, 3, 6))  # 4 of 5: grows by a quarter
    band = forecast.forecast(20, START + 3 * HOUR, START + 7 * HOUR, [steady, early])
    assert len(band) == STEPS + 1
    assert (band[0].low, band[0].high) == (20, 20)
    assert (band[4].low, band[4].high) == (20, 30)  # at 5.00: 6 of the steady one, still 4 of the early one
    assert (band[-1].low, band[-1].high) == (25, 40)


@pytest.mark.parametrize(
    ("answered", "hours", "simulated"),
    [
        (9, 3, [(START,), (START,)]),  # too few answers to say
        (20, 7, [(START,), (START,)]),  # nothing is left
        (20, 3, [(), (), (START,)]),  # most runs had no answer yet
        (20, 3, []),
    ],
)
def test_nothing_is_said_where_nothing_is_known(
    answered: int, hours: int, simulated: list[tuple[datetime, ...]]
) -> None:
    assert forecast.forecast(answered, START + hours * HOUR, START + 7 * HOUR, simulated) == ()


def test_the_same_seed_gives_the_same_courses_and_large_relays_cost_no_more() -> None:
    first = forecast.courses(members(30), Rules(), WINDOW, 1, runs=2)
    assert first == forecast.courses(members(30), Rules(), WINDOW, 1, runs=2)
    assert first != forecast.courses(members(30), Rules(), WINDOW, 2, runs=2)
    many = forecast.courses(members(1000), Rules(), WINDOW, 1, runs=1)[0]
    assert len(many) < 6 * LARGEST


def test_the_end_lies_inside_the_band_about_as_often_as_the_method_says() -> None:
    people, now = members(30), START + timedelta(days=2)
    simulated = forecast.courses(people, Rules(), WINDOW, 1)
    assert len(simulated) == RUNS
    inside = 0
    for seed in range(40):
        _state, happened = play(people, Rules(), WINDOW, Random(1000 + seed))
        answers = sorted(event.at for event in happened if isinstance(event, events.Answered))
        band = forecast.forecast(bisect_right(answers, now), now, WINDOW.answers_close, simulated)
        inside += band[-1].low <= len(answers) <= band[-1].high
    assert 24 <= inside <= 40  # 32 expected
