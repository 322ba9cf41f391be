"""Time limits worked by hand. 2026 in Copenhagen: summer time is 29 March to 25 October; 7 September is a Monday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.relay.hours import Hours
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import due_at, reminders

ZONE = ZoneInfo("Europe/Copenhagen")
NEVER = datetime(2030, 1, 1, tzinfo=UTC)
NIGHTS = Rules(quiet_nights=True)
WEEKENDS = Rules(quiet_weekends=True)
BOTH = Rules(quiet_nights=True, quiet_weekends=True)


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rules", "asked", "due"),
    [
        # Every hour counts: a day later by the clock, except over a change of the clock.
        (Rules(), local(9, 7, 12), local(9, 8, 12)),
        (Rules(), local(3, 28, 12), local(3, 29, 13)),  # that day has 23 hours
        (Rules(), local(10, 24, 12), local(10, 25, 11)),  # and that one 25
        # Nights (22-7) do not count: 15 hours a day do.
        (NIGHTS, local(9, 7, 12), local(9, 8, 21)),  # 10 h on Monday, 14 h from 7.00 on Tuesday
        (NIGHTS, local(9, 7, 23), local(9, 9, 16)),  # from Tuesday 7.00: 15 h, then 9 h from Wednesday 7.00
        (NIGHTS, local(9, 7, 3), local(9, 8, 16)),  # from Monday 7.00: 15 h, then 9 h
        (NIGHTS, local(9, 7, 13), local(9, 8, 22)),  # used up exactly as the night begins: due then
        (NIGHTS, local(3, 28, 12), local(3, 29, 21)),  # the change lies in the night: nobody notices
        (NIGHTS, local(10, 24, 12), local(10, 25, 21)),
        # Saturday and Sunday do not count.
        (WEEKENDS, local(9, 11, 12), local(9, 14, 12)),  # Friday noon to Monday noon
        (WEEKENDS, local(9, 12, 10), local(9, 15, 0)),  # a Saturday: all of Monday
        (WEEKENDS, local(3, 27, 12), local(3, 30, 12)),  # the 23-hour Sunday does not count either
        (BOTH, local(9, 11, 20), local(9, 15, 14)),  # 2 h on Friday, 15 h on Monday, 7 h on Tuesday
        (Rules(answer_within=48, quiet_nights=True, night_from=0, night_to=6), local(9, 7, 6), local(9, 9, 18)),
    ],
)
def test_a_question_is_due_when_its_hours_are_used_up(rules: Rules, asked: datetime, due: datetime) -> None:
    assert due_at(asked, rules, NEVER) == due


def test_no_question_outlives_the_close_of_answers() -> None:
    assert due_at(local(9, 7, 12), Rules(), local(9, 7, 20)) == local(9, 7, 20)
    assert due_at(local(9, 11, 21), BOTH, local(9, 12, 12)) == local(9, 12, 12)
    assert due_at(local(9, 7, 12), Rules(answer_within=None), local(9, 20, 12)) == local(9, 20, 12)


def test_reminders_come_at_half_time_and_three_hours_before_the_end_of_a_day() -> None:
    asked = local(9, 7, 12)
    assert reminders(asked, due_at(asked, Rules(), NEVER), Rules()) == (local(9, 8, 0), local(9, 8, 9))
    # nights off: 10 h on Monday and 2 h on Tuesday are half; 21 h are used at 18.00
    assert reminders(asked, due_at(asked, NIGHTS, NEVER), NIGHTS) == (local(9, 8, 9), local(9, 8, 18))


def test_reminders_follow_a_limit_cut_short_by_the_close() -> None:
    asked, close = local(9, 7, 12), local(9, 7, 20)
    assert reminders(asked, due_at(asked, Rules(), close), Rules()) == (local(9, 7, 16), local(9, 7, 19))


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first, second = local(10, 25, 2, 50), local(10, 25, 2, 10).replace(fold=1)
    assert Hours().between(first, second) == timedelta(minutes=20)
    assert Hours(night=(22, 1)).between(first, second) == timedelta(minutes=20)


def test_a_reminder_never_comes_later_than_the_end() -> None:
    asked, close = local(9, 7, 23), local(9, 8, 5)  # the whole stay lies in the night
    due = due_at(asked, NIGHTS, close)
    assert due == close
    assert max(reminders(asked, due, NIGHTS)) <= due


moments = st.integers(0, 730 * 24 * 60).map(lambda m: datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=m))
hours = st.builds(
    Hours,
    night=st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda n: n[0] != n[1]),
    weekends=st.booleans(),
)


@given(hours, moments, st.integers(0, 14 * 24 * 60))
def test_counted_time_added_is_counted_time_between(kind: Hours, start: datetime, minutes: int) -> None:
    amount = timedelta(minutes=minutes)
    assert abs(kind.between(start, kind.after(start, amount)) - amount) < timedelta(milliseconds=1)


@given(hours, moments, st.integers(0, 7_000), st.integers(0, 7_000))  # one counted hour a working day is 15,600 a year
def test_more_time_is_never_due_earlier(kind: Hours, start: datetime, minutes: int, more: int) -> None:
    sooner = kind.after(start, timedelta(minutes=minutes))
    assert start <= sooner <= kind.after(start, timedelta(minutes=minutes + more))
