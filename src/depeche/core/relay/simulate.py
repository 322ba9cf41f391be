"""Playing a relay: the production rules, simulated people, one queue of moments.

The same seed gives the same relay. `play` yields the events one by one, so that a demo or a load test can send each
through the application's own actions; `simulate` adds them up.
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from depeche.core.relay import events
from depeche.core.relay.behaviour import TRIES, Behaviour, ByVisibility, Choose, Member
from depeche.core.relay.decisions import Origin, RightStatus, Status
from depeche.core.relay.index import Index
from depeche.core.relay.records import right_key
from depeche.core.relay.rules import Rules, Start
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window

NEARLY_ALL = 0.9
TINY = 1e-12  # nothing is divided by zero where everybody uses every right


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
    threads: int  # one for each right from the start that was used
    survival: tuple[float, ...]  # share of the threads with at least one answer, two answers in a row, …
    days: tuple[DayCount, ...]


class Moment(NamedTuple):
    """Something that comes due: kind is ask (subject: person), answer or decline or expire (subject: question)."""

    at: datetime
    order: int
    kind: str
    subject: str


class Present(NamedTuple):
    """Where a relay under way stands. Each thread is in one hand: a right not yet used, or a question that waits."""

    held: Mapping[str, datetime]  # person -> since when they have had the right they hold
    waiting: Mapping[str, datetime]  # asker -> since when their question has waited


class _Play:
    """`index` is there when people are helped by suggestions; `choose` is what they do without."""

    def __init__(self, state: RelayState, behaviour: Behaviour, rng: Random, choose: Choose) -> None:
        self.state, self.behaviour, self.rng, self.choose = state, behaviour, rng, choose
        helped = state.rules.suggestions and behaviour.adoption > 0
        self.index = Index(state, str(rng.random())) if helped else None
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
        yield from self._to_the_end()

    def go_on(self, now: datetime, present: Present) -> Iterator[events.Event]:
        """Events after `now`."""
        for key, since in sorted(present.waiting.items(), key=itemgetter(1)):
            self._wait_since(key, since, now)
        for key, since in present.held.items():
            self._hold_since(key, since, now)
        yield from self._to_the_end()

    def _wait_since(self, asker: str, since: datetime, now: datetime) -> None:
        """A question of `asker` has waited so long: the more likely at somebody who answers little."""
        waited, median = self.waking.between(since, now), self.behaviour.answer_median
        patience = self.behaviour.patience(median, waited)
        for recipient in self.rng.choices(list(self.state.people), k=TRIES):
            still = self.willing[recipient] * patience
            likely = still + 1 - self.willing[recipient]
            if self.rng.random() < likely and self.state.why_not_ask(asker, recipient, since) is None:
                break
        else:
            return
        key = f"q{next(self.number)}"
        self._apply(events.Asked(since, key, asker, recipient, right_key(Origin.START, asker)), recipient)
        due = max(self.state.questions[key].due_at, now)
        heapq.heappush(self.queue, Moment(due, next(self.order), "expire", key))
        if self.rng.random() < still / likely:
            self._plan("answer", key, now, self.behaviour.rest_of_delay(median, waited, self.rng))

    def _hold_since(self, key: str, since: datetime, now: datetime) -> None:
        """A right unused for so long: the longer, the less likely that it will be used at all."""
        waited, median = self.waking.between(since, now), self.behaviour.ask_median
        still = self.behaviour.uses_right * self.behaviour.patience(median, waited)
        if self.rng.random() < still / (still + 1 - self.behaviour.uses_right + TINY):
            self._plan("ask", key, now, self.behaviour.rest_of_delay(median, waited, self.rng))

    def _to_the_end(self) -> Iterator[events.Event]:
        window = self.state.window
        yield from self._until(window.close)
        yield self._apply(events.AskingClosed(window.close))
        yield from self._until(window.answers_close)
        yield self._apply(events.Closed(window.answers_close))

    def _until(self, end: datetime) -> Iterator[events.Event]:
        while self.queue and self.queue[0].at < end:
            event = self._happen(heapq.heappop(self.queue))
            if event is not None:
                yield event

    def _apply(self, event: events.Event, recipient: str = "") -> events.Event:
        """`recipient` is the one whose counts the event changes."""
        self.state.apply(event)
        if self.index and recipient:
            self.index.refresh(recipient)
        return event

    def _happen(self, moment: Moment) -> events.Event | None:
        at, key = moment.at, moment.subject
        if moment.kind == "ask":
            return self._ask(at, key)
        question = self.state.questions[key]
        if question.status is not Status.WAITING:
            return None
        recipient, granted = question.recipient, question.asker
        event: events.Event
        if moment.kind == "expire":
            event = events.Expired(at, key)
        elif moment.kind == "decline":
            event = events.Declined(at, key, recipient)
        else:
            event, granted = events.Answered(at, key, recipient), recipient
        self._apply(event, recipient)
        self._plan_ask(granted, at)
        return event

    def _ask(self, at: datetime, asker: str) -> events.Event | None:
        person = self.state.people[asker]
        right = self.state.next_right(person)
        if at >= self.state.window.close or right is None or not person.active:
            return None
        recipient = self._suggested(asker, at) or self.choose(self.state, asker, at, self.rng)
        if recipient is None:  # everybody is at the cap: try again later
            self._plan("ask", asker, at, self.behaviour.ask_delay(self.rng))
            return None
        key = f"q{next(self.number)}"
        event = self._apply(events.Asked(at, key, asker, recipient, right), recipient)
        due = self.state.questions[key].due_at
        heapq.heappush(self.queue, Moment(due, next(self.order), "expire", key))
        if self.rng.random() < self.willing[recipient]:
            self._plan("answer", key, at, self.behaviour.answer_delay(self.rng))
        elif self.state.rules.decline and self.rng.random() < self.behaviour.declines:
            self._plan("decline", key, at, self.behaviour.answer_delay(self.rng))
        return event

    def _suggested(self, asker: str, at: datetime) -> str | None:
        """One of those suggested, each as likely, when the asker follows a suggestion at all."""
        if self.index is None or self.rng.random() >= self.behaviour.adoption:
            return None
        found = self.index.suggest(asker, at)
        return self.rng.choice(found).key if found else None

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
        added = (member.key, member.group, member.sector, member.starter, member.outsider)
        state.apply(events.PersonAdded(window.invite, *added))
    chooser = choose or ByVisibility(members, behaviour, rng)
    return state, _Play(state, behaviour, rng, chooser).run()


def play_on(
    members: Sequence[Member],
    rules: Rules,
    window: Window,
    rng: Random,
    *,
    now: datetime,
    present: Present,
    behaviour: Behaviour | None = None,
) -> Iterator[events.Event]:
    """The events after `now` of a relay that stands as `present` says. Whom a waiting question waits for is drawn."""
    behaviour = behaviour or Behaviour()
    state = RelayState(dataclasses.replace(rules, start=Start.STARTERS), window)
    for member in members:
        begins = member.key in present.held or member.key in present.waiting
        added = (member.key, member.group, member.sector, begins, member.outsider)
        state.apply(events.PersonAdded(window.invite, *added))
    return _Play(state, behaviour, rng, ByVisibility(members, behaviour, rng)).go_on(now, present)


def simulate(
    members: Sequence[Member],
    rules: Rules,
    window: Window,
    rng: Random,
    *,
    behaviour: Behaviour | None = None,
    choose: Choose | None = None,
) -> Report:
    """Play a whole relay and say what came of it. benchmarks/relay_scale.py shows what it costs."""
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
    threads, survival = _survival(state)
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
        threads=threads,
        survival=survival,
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


def _survival(state: RelayState) -> tuple[int, tuple[float, ...]]:
    """A question that returned and is asked again keeps its place, so a thread is as long as its last answer's hop."""
    threads = sum(right.origin is Origin.START and right.status is RightStatus.USED for right in state.rights.values())
    length: Counter[str] = Counter()
    for question in state.questions.values():
        if question.status is Status.ANSWERED:
            length[question.thread] = max(length[question.thread], question.hop)
    reached = Counter(length.values())
    left = list(itertools.accumulate(reached[hop] for hop in range(max(reached, default=0), 0, -1)))
    return threads, tuple(count / threads for count in reversed(left))


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
