from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.window import OPEN_IN, Act, Phase, Window, closed_now, may_move, phase_at, why_not_now

T = datetime(2026, 9, 7, 7, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = Window(T - 3 * DAY, T, T + 4 * DAY, T + 5 * DAY)
TICK = timedelta(microseconds=1)


def test_a_moment_belongs_to_the_phase_it_begins() -> None:
    for name, before, after in [
        ("invite", Phase.SCHEDULED, Phase.INVITED),
        ("open", Phase.INVITED, Phase.OPEN),
        ("close", Phase.OPEN, Phase.ANSWERING),
        ("answers_close", Phase.ANSWERING, Phase.CLOSED),
    ]:
        moment = getattr(WINDOW, name)
        assert (phase_at(WINDOW, moment - TICK), phase_at(WINDOW, moment)) == (before, after)
    assert phase_at(None, T) is Phase.DRAFT


def test_phases_follow_time_also_in_the_hour_that_comes_twice() -> None:
    zone = ZoneInfo("Europe/Copenhagen")
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=zone)  # still summer time
    window = Window(T, T + DAY, twice, twice + DAY)
    assert phase_at(window, twice.replace(minute=10, fold=1)) is Phase.ANSWERING


def test_without_time_for_last_answers_a_relay_closes_at_once() -> None:
    window = replace(WINDOW, answers_close=WINDOW.close)
    assert phase_at(window, WINDOW.close) is Phase.CLOSED


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"invite": T + TICK}, "invite"),
        ({"close": T}, "close"),
        ({"answers_close": T + DAY}, "answers_close"),
        ({"open": datetime(2026, 9, 7)}, "open"),  # noqa: DTZ001 - the fault that is looked for
    ],
)
def test_moments_out_of_order_are_refused_by_name(change: dict[str, datetime], column: str) -> None:
    with pytest.raises(InputError) as refusal:
        replace(WINDOW, **change)
    assert refusal.value.column == column


B, S, I, O, A, C = Phase  # noqa: E741 - a table of six columns
TABLE = {
    Act.EDIT_SETUP: {B, S, I},
    Act.SCHEDULE: {B},
    Act.ADD_PERSON: {B, S, I, O},
    Act.EDIT_PERSON: {B, S, I, O, A},
    Act.REMOVE_PERSON: {B, S, I},
    Act.SUSPEND: {B, S, I, O, A},
    Act.RESTORE: {B, S, I, O, A},
    Act.MOVE_WINDOW: {S, I, O, A},
    Act.CLOSE_NOW: {O, A},
    Act.RESEND: {I, O, A, C},
    Act.REMIND: {O, A},
    Act.READ_LANDING: {I, O, A, C},
    Act.SAVE_DRAFT: {O, A},
    Act.ASK: {O},
    Act.WITHDRAW: {O},
    Act.ANSWER: {O, A},
    Act.DECLINE: {O, A},
    Act.PASS_ON: {O, A},
    Act.REPORT: {O, A},
    Act.MODERATE: {O, A},
    Act.REWRITE: {O, A},
    Act.ENTER_ROOM: {I, O, A},
    Act.LIVE_ROUND: {O},
    Act.END_ROUND: {O, A},
    Act.RETURN: {O, A, C},
    Act.READ_ALL: {C},
    Act.QUOTE: {C},
}


def test_every_act_is_open_in_these_phases_and_no_others() -> None:
    assert {act: set(phases) for act, phases in OPEN_IN.items()} == TABLE


def test_a_refusal_says_whether_it_is_too_early_or_too_late() -> None:
    for phase, code in [(Phase.INVITED, "not_open"), (Phase.ANSWERING, "closed"), (Phase.CLOSED, "closed")]:
        refusal = why_not_now(Act.ASK, phase)
        assert refusal is not None
        assert refusal.code == code
    assert why_not_now(Act.ASK, Phase.OPEN) is None


def test_a_relay_under_way_can_be_extended_but_not_reopened() -> None:
    later = replace(WINDOW, close=T + 6 * DAY, answers_close=T + 7 * DAY)
    may_move(WINDOW, later, T + DAY)
    with pytest.raises(RuleError) as refusal:
        may_move(WINDOW, later, T + 4 * DAY)  # asking has closed
    assert (refusal.value.code, refusal.value.figures) == ("moment_passed", {"moment": "close"})
    may_move(WINDOW, replace(WINDOW, answers_close=T + 7 * DAY), T + 4 * DAY)  # answering has not
    with pytest.raises(RuleError, match="moment_passed"):
        may_move(WINDOW, replace(WINDOW, open=T + DAY), T)


def test_no_moment_can_be_moved_into_the_past() -> None:
    with pytest.raises(RuleError, match="moment_in_past"):
        may_move(WINDOW, replace(WINDOW, close=T + DAY), T + 2 * DAY)


def test_close_now_ends_both_asking_and_answering() -> None:
    now = T + 2 * DAY
    assert closed_now(WINDOW, now) == replace(WINDOW, close=now, answers_close=now)
    may_move(WINDOW, closed_now(WINDOW, now), now)
    assert closed_now(WINDOW, T + 4.5 * DAY).close == WINDOW.close


@pytest.mark.parametrize("early", [timedelta(0), timedelta(seconds=2)])
def test_closing_as_it_opens_or_by_a_slow_clock_leaves_a_window_that_holds(early: timedelta) -> None:
    ended = closed_now(WINDOW, WINDOW.open - early)
    assert ended.open < ended.close == ended.answers_close
    assert ended.close - ended.open < timedelta(milliseconds=1)
