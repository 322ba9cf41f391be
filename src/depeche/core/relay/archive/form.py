"""A relay as a file holds it: `depeche-relay/1`. docs/formats/relay-json.md tells what each field means.

Keys are local to the file: p1, p2 … for people, g for groups, r for rights, q for questions, numbered in the order of
their lists. No key of a database, no secret of a link, and nothing that has not been sent is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from depeche.core.relay.archive.shape import Number, Words
from depeche.core.relay.decisions import Origin, RightStatus, Status
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Phase

FORMAT = "depeche-relay/1"
MOST_SMALL, MOST = 2**15 - 1, 2**31 - 1  # what the columns hold

PersonKey = Annotated[str, Words(key="p")]
GroupKey = Annotated[str, Words(key="g")]
RightKey = Annotated[str, Words(key="r")]
QuestionKey = Annotated[str, Words(key="q")]
Small = Annotated[int, Number(MOST_SMALL)]
Count = Annotated[int, Number(MOST)]


class Form(StrEnum):
    """How much of the people is in the file."""

    FULL = "full"  # with names and addresses, notes and reasons: for the data controller
    PSEUDONYMOUS = "pseudonymous"  # people are p1, p2 …, with their group and sector


class Sector(StrEnum):
    UNSTATED = ""
    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"
    PRIVATE = "private"
    CIVIL = "civil"
    OTHER = "other"


class Returned(StrEnum):
    NOT = ""
    EXPIRED = "expired"
    DECLINED = "declined"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    CLOSED = "closed"


class Act(StrEnum):
    """A step in looking after a question."""

    REPORTED = "reported"
    HELD = "held"
    RELEASED = "released"
    REWRITE = "rewrite"
    REWRITTEN = "rewritten"
    REMOVED = "removed"


class Why(StrEnum):
    """The reason given for an act."""

    UNSTATED = ""
    PERSONAL = "personal"
    SECRET = "secret"  # noqa: S105 - a code, no password
    OFFENSIVE = "offensive"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    UNFOUNDED = "unfounded"
    OTHER = "other"


class Side(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"


class Decided(StrEnum):
    """What an author said to being quoted."""

    UNDECIDED = ""
    YES = "yes"
    BARE = "bare"  # yes, without the group
    NO = "no"


class LiveStep(StrEnum):
    WRITING = "writing"
    ANSWERING = "answering"
    DONE = "done"


class What(StrEnum):
    """What happened; each is an event of `core.relay.events`, whose other fields follow from the rest of the file."""

    ADDED = "added"
    SCHEDULED = "scheduled"  # no event of the engine: it begins with this window
    WINDOW_MOVED = "window_moved"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    PASSED_ON = "passed_on"
    HELD = "held"
    RELEASED = "released"
    REWRITE_ASKED = "rewrite_asked"
    REWRITTEN = "rewritten"
    REMOVED = "removed"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    ASKING_CLOSED = "asking_closed"
    CLOSED = "closed"


ABOUT_PEOPLE = frozenset({What.ADDED, What.SUSPENDED, What.RESTORED})
WITH_WINDOW = frozenset({What.SCHEDULED, What.WINDOW_MOVED})
ABOUT_THE_RELAY = WITH_WINDOW | {What.ASKING_CLOSED, What.CLOSED}


@dataclass(frozen=True, slots=True)
class Moments:
    """The window; a relay that was being set up may lack moments."""

    invite: datetime | None = None
    open: datetime | None = None
    close: datetime | None = None
    answers_close: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    topic: Annotated[str, Words(200)]
    language: Annotated[str, Words(5)]
    rules: Rules
    phase: Phase  # when it was put into the file
    window: Moments
    created_at: datetime
    purpose_why: str = ""
    purpose_gain: str = ""
    purpose_use: str = ""
    video_url: Annotated[str, Words(200)] = ""
    reply_to: Annotated[str, Words(254)] = ""
    sender_name: Annotated[str, Words(120)] = ""
    closed_at: datetime | None = None
    reminded_closing_at: datetime | None = None
    mail_cap: Small = 6
    mail_workdays: bool = True
    anonymised_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    id: GroupKey
    name: Annotated[str, Words(120)]


@dataclass(frozen=True, slots=True)
class MailText:
    kind: Annotated[str, Words(40)]
    subject: Annotated[str, Words(300)]
    body: str


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonKey
    joined_at: datetime
    group: GroupKey | None = None
    sector: Sector = Sector.UNSTATED
    starter: bool = False
    outsider: bool = False
    suspended: bool = False
    name: Annotated[str, Words(200)] = ""
    email: Annotated[str, Words(254)] = ""
    title: Annotated[str, Words(200)] = ""
    organisation: Annotated[str, Words(200)] = ""
    first_seen_at: datetime | None = None
    mail_stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Right:
    id: RightKey
    person: PersonKey
    origin: Origin
    status: RightStatus
    created_at: datetime
    source: QuestionKey | None = None
    number: Small = 0
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    recipient: PersonKey
    began_at: datetime
    ended_at: datetime | None = None
    outcome: Annotated[str, Words(10)] = ""


@dataclass(frozen=True, slots=True)
class Answer:
    person: PersonKey
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    id: QuestionKey
    right: RightKey
    asker: PersonKey
    recipient: PersonKey
    text: str
    status: Status
    asked_at: datetime
    since: datetime
    hops: tuple[Hop, ...]
    parent: QuestionKey | None = None
    resent_from: QuestionKey | None = None
    depth: Count = 0
    returned: Returned = Returned.NOT
    decline_reason: str = ""
    due_at: datetime | None = None
    ended_at: datetime | None = None
    reminders_sent: Small = 0
    rewrite_asked_at: datetime | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Moderation:
    question: QuestionKey
    act: Act
    at: datetime
    reason: Why = Why.UNSTATED
    person: PersonKey | None = None  # a participant; None is the facilitator
    note: str = ""
    text_before: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Code points [start, end) of the text."""

    start: Count
    end: Count


@dataclass(frozen=True, slots=True)
class Consent:
    """The author of a question or of its answer was asked whether a passage may be quoted. No `kept`: all of it."""

    question: QuestionKey
    side: Side
    sha256: Annotated[str, Words(64)]  # of the passage as it is printed
    asked_at: datetime
    kept: tuple[Kept, ...] = ()
    decision: Decided = Decided.UNDECIDED
    decided_at: datetime | None = None
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    person: PersonKey
    pair: Count | None = None
    question: QuestionKey | None = None


@dataclass(frozen=True, slots=True)
class LiveRound:
    number: Small
    step: LiveStep
    began_at: datetime
    writing_ends_at: datetime
    seats: tuple[Seat, ...]
    dealt_at: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, in the order in which things happened."""

    at: datetime
    what: What
    person: PersonKey | None = None
    question: QuestionKey | None = None
    window: Moments | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    form: Form
    relay: Relay
    groups: tuple[Group, ...]
    keywords: tuple[Annotated[str, Words(80)], ...]
    mail_texts: tuple[MailText, ...]
    people: tuple[Person, ...]
    rights: tuple[Right, ...]
    questions: tuple[Question, ...]
    moderation: tuple[Moderation, ...]
    live_rounds: tuple[LiveRound, ...]
    events: tuple[Happening, ...]
    consents: tuple[Consent, ...] = ()
