"""What the state of a relay is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from depeche.core.relay.decisions import Origin, Reason, RightStatus, Status


def right_key(origin: Origin, source: str) -> str:
    """The key of a right. `source` is the person (start) or the question answered or returned: each gives one right."""
    return f"{origin}:{source}"


@dataclass(slots=True)
class Right:
    holder: str
    origin: Origin
    source: str
    status: RightStatus


@dataclass(slots=True)
class Question:
    """One question to one person.

    `parent` is the question whose answer gave the right, "" for a right from the start. `thread` is the first question
    of the thread and `hop` the place in it, from 1. A question asked with a right that was given back takes over the
    place of the one that returned: its parent and hop, and its thread, of which it is the first if that was the first.
    """

    asker: str
    recipient: str
    right: str
    parent: str
    thread: str
    hop: int
    asked_at: datetime
    due_at: datetime
    status: Status = Status.WAITING
    reason: Reason | None = None
    ended_at: datetime | None = None


@dataclass(slots=True)
class Person:
    group: str = ""
    sector: str = ""
    active: bool = True
    waiting: int = 0  # unanswered questions put to the person
    received: int = 0
    answered: int = 0
    rights: dict[str, None] = field(default_factory=dict)  # keys of the open rights, oldest first
    asked: set[str] = field(default_factory=set)  # people this person has asked, whatever became of it


class Balance(NamedTuple):
    """The account of rights; `used + open + lapsed == start + answers + returns`, always.

    `returns` does not count what ended unanswered because the relay closed.
    """

    used: int
    open: int
    lapsed: int
    start: int
    answers: int
    returns: int

    @property
    def holds(self) -> bool:
        return self.used + self.open + self.lapsed == self.start + self.answers + self.returns
