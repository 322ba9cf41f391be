"""The four moments of a relay, the phases they make, and what is open in which phase: all as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import Rules

DEFAULT_LENGTH = timedelta(days=4)
SHORTEST = timedelta(microseconds=1)  # what the databases can tell apart
NEAR_END = 7 / 8  # of the counted time: three hours before the end of 24


class Phase(StrEnum):
    DRAFT = "draft"  # no window yet
    SCHEDULED = "scheduled"
    INVITED = "invited"
    OPEN = "open"
    ANSWERING = "answering"  # nobody asks any more; what waits may be answered
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """The four moments in this order, aware, kept in UTC. Asking ends at `close`, answering at `answers_close`."""

    invite: datetime
    open: datetime
    close: datetime
    answers_close: datetime

    def __post_init__(self) -> None:
        for name in MOMENTS:
            moment: datetime = getattr(self, name)
            if moment.tzinfo is None:
                raise InputError("a moment needs its time zone", column=name)
            object.__setattr__(self, name, moment.astimezone(UTC))  # local times misorder when the clock goes back
        if self.invite > self.open:
            raise InputError("people must be invited before the relay opens, or as it opens", column="invite")
        if self.close <= self.open:
            raise InputError("the relay must close later than it opens", column="close")
        if self.answers_close < self.close:
            raise InputError("answers cannot close before asking does", column="answers_close")


MOMENTS = tuple(field.name for field in fields(Window))
STARTED_BY: tuple[tuple[str, Phase], ...] = (
    ("answers_close", Phase.CLOSED),
    ("close", Phase.ANSWERING),
    ("open", Phase.OPEN),
    ("invite", Phase.INVITED),
)
"""Moment -> the phase that begins with it, latest first."""


def phase_at(window: Window | None, now: datetime) -> Phase:
    """The phase at `now`; a moment belongs to the phase it begins. Without a window the relay is a draft."""
    if window is None:
        return Phase.DRAFT
    for name, phase in STARTED_BY:
        if now >= getattr(window, name):
            return phase
    return Phase.SCHEDULED


class Act(StrEnum):
    """What people and time do to a relay."""

    EDIT_SETUP = "edit_setup"  # topic, purpose, rules, groups
    SCHEDULE = "schedule"
    ADD_PERSON = "add_person"
    EDIT_PERSON = "edit_person"
    REMOVE_PERSON = "remove_person"
    SUSPEND = "suspend"
    RESTORE = "restore"
    MOVE_WINDOW = "move_window"  # each moment by itself until it passes: see may_move
    CLOSE_NOW = "close_now"
    RESEND = "resend"
    REMIND = "remind"
    READ_LANDING = "read_landing"
    SAVE_DRAFT = "save_draft"
    ASK = "ask"
    WITHDRAW = "withdraw"
    ANSWER = "answer"
    DECLINE = "decline"
    PASS_ON = "pass_on"  # noqa: S105 - an act, not a password
    REPORT = "report"
    MODERATE = "moderate"  # hold, release, ask for a rewrite, remove
    REWRITE = "rewrite"
    ENTER_ROOM = "enter_room"  # the door of a room is opened, and people come in by it
    LIVE_ROUND = "live_round"  # a round begins, its questions are dealt
    END_ROUND = "end_round"
    RETURN = "return"
    READ_ALL = "read_all"
    QUOTE = "quote"  # ask whether words may be quoted, and say yes or no


_BEFORE = frozenset({Phase.DRAFT, Phase.SCHEDULED, Phase.INVITED})
_RUNNING = frozenset({Phase.OPEN, Phase.ANSWERING})
OPEN_IN: Mapping[Act, frozenset[Phase]] = {
    Act.EDIT_SETUP: _BEFORE,
    Act.SCHEDULE: frozenset({Phase.DRAFT}),
    Act.ADD_PERSON: _BEFORE | {Phase.OPEN},
    Act.EDIT_PERSON: _BEFORE | _RUNNING,
    Act.REMOVE_PERSON: _BEFORE,
    Act.SUSPEND: _BEFORE | _RUNNING,
    Act.RESTORE: _BEFORE | _RUNNING,
    Act.MOVE_WINDOW: frozenset({Phase.SCHEDULED, Phase.INVITED}) | _RUNNING,
    Act.CLOSE_NOW: _RUNNING,
    Act.RESEND: frozenset({Phase.INVITED, Phase.CLOSED}) | _RUNNING,
    Act.REMIND: _RUNNING,
    Act.READ_LANDING: frozenset({Phase.INVITED, Phase.CLOSED}) | _RUNNING,
    Act.SAVE_DRAFT: _RUNNING,
    Act.ASK: frozenset({Phase.OPEN}),
    Act.WITHDRAW: frozenset({Phase.OPEN}),
    Act.ANSWER: _RUNNING,
    Act.DECLINE: _RUNNING,
    Act.PASS_ON: _RUNNING,
    Act.REPORT: _RUNNING,
    Act.MODERATE: _RUNNING,
    Act.REWRITE: _RUNNING,
    Act.ENTER_ROOM: frozenset({Phase.INVITED}) | _RUNNING,
    Act.LIVE_ROUND: frozenset({Phase.OPEN}),
    Act.END_ROUND: _RUNNING,
    Act.RETURN: _RUNNING | {Phase.CLOSED},  # what still waits when answers close returns as the relay closes
    Act.READ_ALL: frozenset({Phase.CLOSED}),
    Act.QUOTE: frozenset({Phase.CLOSED}),
}
"""Act -> the phases it is open in."""


def why_not_now(act: Act, phase: Phase) -> RuleError | None:
    """None when `act` is open in `phase`; else the refusal: `not_open` before it opens, `closed` afterwards."""
    if phase in OPEN_IN[act]:
        return None
    order = list(Phase)
    later = any(order.index(opens) > order.index(phase) for opens in OPEN_IN[act])
    return RuleError("not_open" if later else "closed", act=str(act), phase=str(phase))


def may_move(old: Window | None, new: Window, now: datetime) -> None:
    """Each moment is editable until it passes; none may be moved into the past; a relay is never reopened.

    Raises RuleError `moment_passed` or `moment_in_past` with the `moment`'s name.
    """
    for name in MOMENTS:
        before, after = getattr(old, name, None), getattr(new, name)
        if before == after:
            continue
        if before is not None and before <= now:
            raise RuleError("moment_passed", moment=name)
        if after < now:
            raise RuleError("moment_in_past", moment=name)


def closed_now(window: Window, now: datetime) -> Window:
    """The window with asking and answering ended at `now`, or when they ended before. The relay must be running.

    A relay has been open for a moment at least: closed as it opens, or by a clock that is behind the one that opened
    it, it ends `SHORTEST` after it opened.
    """
    end = max(now, window.open + SHORTEST)
    return Window(window.invite, window.open, min(window.close, end), min(window.answers_close, end))


def due_at(since: datetime, rules: Rules, answers_close: datetime) -> datetime:
    """When a question returns that came to its recipient at `since`: after `answer_within` counted hours, and never
    after answers close.
    """
    limit = rules.limit
    return answers_close if limit is None else min(rules.hours.after(since, limit), answers_close)


class Reminders(NamedTuple):
    """When the recipient of a waiting question is reminded."""

    half: datetime
    near: datetime


def reminders(since: datetime, due: datetime, rules: Rules) -> Reminders:
    """At half of the counted time from coming to the recipient to `due`, and near its end (`NEAR_END`)."""
    whole = rules.hours.between(since, due)
    return Reminders(*(min(rules.hours.after(since, whole * share), due) for share in (0.5, NEAR_END)))
