"""What happens in a relay, as values. The same events replayed in the same order give the same state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from depeche.core.relay.window import Window


@dataclass(frozen=True, slots=True)
class Happened:
    """Root of all events. `at` is aware."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PersonAdded(Happened):
    person: str
    group: str = ""
    sector: str = ""
    starter: bool = False
    outsider: bool = False


@dataclass(frozen=True, slots=True)
class WindowMoved(Happened):
    """Waiting questions get the time limit that follows from the new window."""

    window: Window


@dataclass(frozen=True, slots=True)
class Asked(Happened):
    """`right` is the key of the right that was used: see `state.right_key`. `dealt`: the recipient was not chosen."""

    question: str
    asker: str
    recipient: str
    right: str
    dealt: bool = False


@dataclass(frozen=True, slots=True)
class Answered(Happened):
    question: str
    person: str


@dataclass(frozen=True, slots=True)
class Declined(Happened):
    question: str
    person: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Happened):
    """The asker took the question back."""

    question: str
    person: str


@dataclass(frozen=True, slots=True)
class Expired(Happened):
    question: str


@dataclass(frozen=True, slots=True)
class PassedOn(Happened):
    """The recipient names somebody better placed; named the asker, the question returns (`Reason.PASSED`)."""

    question: str
    person: str
    to: str


@dataclass(frozen=True, slots=True)
class Held(Happened):
    """The recipient reported the question, or ("" as `person`) the facilitator holds it."""

    question: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Released(Happened):
    """The facilitator lets a held question go on; its time to answer begins anew."""

    question: str


@dataclass(frozen=True, slots=True)
class RewriteAsked(Happened):
    """The facilitator asks the asker to put a held question in other words."""

    question: str


@dataclass(frozen=True, slots=True)
class Rewritten(Happened):
    """The asker did; the question goes on to its recipient."""

    question: str
    person: str


@dataclass(frozen=True, slots=True)
class Removed(Happened):
    """The facilitator removes a held question; its asker gets a right back."""

    question: str


@dataclass(frozen=True, slots=True)
class Suspended(Happened):
    """Everything that waits for the person returns to its askers."""

    person: str


@dataclass(frozen=True, slots=True)
class Restored(Happened):
    person: str


@dataclass(frozen=True, slots=True)
class AskingClosed(Happened):
    """The moment `close` has passed: rights not used lapse."""


@dataclass(frozen=True, slots=True)
class Closed(Happened):
    """The moment `answers_close` has passed: what still waits ends unanswered; nothing changes after this."""


Event = (
    PersonAdded
    | WindowMoved
    | Asked
    | Answered
    | Declined
    | Withdrawn
    | Expired
    | PassedOn
    | Held
    | Released
    | RewriteAsked
    | Rewritten
    | Removed
    | Suspended
    | Restored
    | AskingClosed
    | Closed
)
