"""Playing a relay: the production rules, simulated people, one queue of moments.

The same seed gives the same relay. `play` yields the events one by one, so that a demo or a load test can send each
through the application's own actions; `simulate` adds them up.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, ByVisibility, Choose, Member
from depeche.core.relay.decisions import Status
from depeche.core.relay.rules import Rules
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window

NEARLY_ALL = 0.9


class DayCount(NamedTuple):
    day: date  # local
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a simulated relay. Shares are 0-1, and 0 where nothing was asked."""

    people: int
    asked: int  # questions
    answered: int
    returned: int
    coverage: float  # share of people who were asked
    answering: float  # share of people who answered
    gini: float  # of questions received, over all people: 0 is even, near 1 is one person gets all
    cross_sector: float  # share of questions to another sector; a person without a sector counts as another
    max_load: int  # the most questions one person received
    max_waiting: int  # the most that waited for one person at once
    hours_to_90: float | None  # waking hours from opening until 90 % of people were asked; None if never
    days: tuple[DayCount, ...]


class Moment(NamedTuple):
    """Something that comes due: kind is ask (subject: person), answer or decline or expire (subject: question)."""

    at: datetime
    order: int
    kind: str
    subject: str


class _Play:
    def __init__(self, state: RelayState, behaviour: Behaviour, rng: Random, choose: Choose) -> None:
        self.state, self.behaviour, self.rng, self.choose = state, behaviour, rng, choose
        self.waking = behaviour.waking
        self.willing = {key: behaviour.willingness(rng) for key in state.people}
        self.queue: list[Moment] = []
        self.order = itertools.count()
        self.number = itertools.count(len(state.questions) + 1)

    def run(self) -> Iterator[events.Event]:
        """Events from the opening (or from `state` as it is) until answers close, each already applied to the state."""
        window = self.state.window
        for key, person in self.state.people.items():
            for _ in person.rights:
                self._plan_ask(key, window.open)
        while self.queue and self.queue[0].at < window.close:
            yield from self._happen(heapq.heappop(self.queue))
        yield self._apply(events.AskingClosed(window.close))
        while self.queue and self.queue[0].at < window.answers_close:
            yield from self._happen(heapq.heappop(self.queue))
        yield self._apply(events.Closed(window.answers_close))

    def _apply(self, event: events.Event) -> events.Event:
        self.state.apply(event)
        return event

    def _happen(self, moment: Moment) -> Iterator[events.Event]:
        if moment.kind == "ask":
            yield from self._ask(moment.at, moment.subject)
            return
        question = self.state.questions[moment.subject]
        if question.status is not Status.WAITING:
            return
        if moment.kind == "expire":
            yield self._apply(events.Expired(moment.at, moment.subject))
            self._plan_ask(question.asker, moment.at)
        elif moment.kind == "decline":
            yield self._apply(events.Declined(moment.at, moment.subject, question.recipient))
            self._plan_ask(question.asker, moment.at)
        else:
            yield self._apply(events.Answered(moment.at, moment.subject, question.recipient))
            self._plan_ask(question.recipient, moment.at)

    def _ask(self, at: datetime, asker: str) -> Iterator[events.Event]:
        person = self.state.people[asker]
        if at >= self.state.window.close or not person.rights or not person.active:
            return
        recipient = self.choose(self.state, asker, at, self.rng)
        if recipient is None:  # everybody is at the cap: try again later
            self._plan("ask", asker, at, self.behaviour.ask_delay(self.rng))
            return
        key = f"q{next(self.number)}"
        yield self._apply(events.Asked(at, key, asker, recipient, next(iter(person.rights))))
        due = self.state.questions[key].due_at
        heapq.heappush(self.queue, Moment(due, next(self.order), "expire", key))
        if self.rng.random() < self.willing[recipient]:
            self._plan("answer", key, at, self.behaviour.answer_delay(self.rng))
        elif self.state.rules.decline and self.rng.random() < self.behaviour.declines:
            self._plan("decline", key, at, self.behaviour.answer_delay(self.rng))

    def _plan_ask(self, asker: str, at: datetime) -> None:
        """A right was given: decide whether it will be used, and when."""
        if self.rng.random() < self.behaviour.uses_right:
            self._plan("ask", asker, at, self.behaviour.ask_delay(self.rng))

    def _plan(self, kind: str, subject: str, since: datetime, delay: timedelta) -> None:
        if since < self.state.window.answers_close:
            at = self.waking.after(since, min(delay, _LONG))
            heapq.heappush(self.queue, Moment(at, next(self.order), kind, subject))


_LONG = timedelta(days=60)  # a delay longer than any relay; keeps a log-normal tail inside the calendar


def play(
    members: Sequence[Member],
    rules: Rules,
    window: Window,
    rng: Random,
    *,
    behaviour: Behaviour | None = None,
    choose: Choose | None = None,
) -> tuple[RelayState, Iterator[events.Event]]:
    """A relay of `members` and its events to come: take them one by one, and the state follows.

    The people are in the state from the start (added at `window.invite`); the last two events are AskingClosed and
    Closed. `choose` decides whom an asker picks; by default by visibility (`ByVisibility`).
    """
    behaviour = behaviour or Behaviour()
    state = RelayState(rules, window)
    for member in members:
        state.apply(events.PersonAdded(window.invite, member.key, member.group, member.sector))
    chooser = choose or ByVisibility(members, behaviour, rng)
    return state, _Play(state, behaviour, rng, chooser).run()


def simulate(
    members: Sequence[Member],
    rules: Rules,
    window: Window,
    rng: Random,
    *,
    behaviour: Behaviour | None = None,
    choose: Choose | None = None,
) -> Report:
    """Play a whole relay and say what came of it. About 2 s for 10,000 people over four days."""
    behaviour = behaviour or Behaviour()
    state, happened = play(members, rules, window, rng, behaviour=behaviour, choose=choose)
    waiting: Counter[str] = Counter()
    max_waiting = 0
    for event in happened:
        if isinstance(event, events.Asked):
            waiting[event.recipient] = state.people[event.recipient].waiting
            max_waiting = max(max_waiting, waiting[event.recipient])
    return _report(state, behaviour, max_waiting)


def _report(state: RelayState, behaviour: Behaviour, max_waiting: int) -> Report:
    questions, people = state.questions.values(), state.people
    ended = Counter(question.status for question in questions)
    received = [person.received for person in people.values()]
    crossing = sum(
        people[q.asker].sector != people[q.recipient].sector or not people[q.asker].sector for q in questions
    )
    return Report(
        people=len(people),
        asked=len(state.questions),
        answered=ended[Status.ANSWERED],
        returned=ended[Status.RETURNED],
        coverage=sum(count > 0 for count in received) / max(len(people), 1),
        answering=sum(person.answered > 0 for person in people.values()) / max(len(people), 1),
        gini=gini(received),
        cross_sector=crossing / max(len(state.questions), 1),
        max_load=max(received, default=0),
        max_waiting=max_waiting,
        hours_to_90=_hours_to_90(state, behaviour),
        days=_days(state, behaviour),
    )


def gini(counts: Iterable[int]) -> float:
    """Gini coefficient of non-negative counts: sum over pairs |x - y| / (2 n² mean); 0 when there is nothing.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 4])
    (0.0, 0.75)
    """
    ordered = sorted(counts)
    n, total = len(ordered), sum(ordered)
    if total == 0:
        return 0.0
    return sum((2 * rank - n - 1) * count for rank, count in enumerate(ordered, start=1)) / (n * total)


def _hours_to_90(state: RelayState, behaviour: Behaviour) -> float | None:
    seen: set[str] = set()
    for question in state.questions.values():  # in the order in which they were asked
        seen.add(question.recipient)
        if len(seen) >= NEARLY_ALL * len(state.people):
            return behaviour.waking.between(state.window.open, question.asked_at).total_seconds() / 3600
    return None


def _days(state: RelayState, behaviour: Behaviour) -> tuple[DayCount, ...]:
    zone = ZoneInfo(behaviour.timezone)
    asked = Counter(question.asked_at.astimezone(zone).date() for question in state.questions.values())
    answered = Counter(
        question.ended_at.astimezone(zone).date()
        for question in state.questions.values()
        if question.status is Status.ANSWERED and question.ended_at
    )
    return tuple(DayCount(day, asked[day], answered[day]) for day in sorted(asked | answered))
