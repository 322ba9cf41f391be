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
    of the thread and `hop` the place in it, from 1; passing on counts as one hop. A question asked with a right that
    was given back takes over the place of the one that returned: its parent and hop, and its thread, of which it is
    the first if that was the first.
    """

    asker: str
    recipient: str
    right: str
    parent: str
    thread: str
    hop: int
    asked_at: datetime
    since: datetime  # when it came to its recipient, who has had it in hand from then on
    due_at: datetime
    passed_by: tuple[str, ...] = ()  # who had it before the recipient, in order
    rewrite: bool = False  # held, and the asker's turn
    status: Status = Status.WAITING
    reason: Reason | None = None
    ended_at: datetime | None = None


@dataclass(slots=True)
class Person:
    group: str = ""
    sector: str = ""
    starter: bool = False
    outsider: bool = False
    active: bool = True
    waiting: int = 0  # questions waiting for the person now; what is held waits for nobody
    received: int = 0
    answered: int = 0
    rights: dict[str, None] = field(default_factory=dict)  # keys of the open rights, oldest first
    asked: set[str] = field(default_factory=set)  # to whom this person's questions have come, whatever became of them


class Balance(NamedTuple):
    """The account of rights; `used + open + lapsed == start + answers + returns`, always.

    `start` counts the people who begin with a right. `answers` counts those that earn one (not the last of a thread
    with a limit of hops). `returns` counts removed questions too, and not what ended because the relay closed.
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
