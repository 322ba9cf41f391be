"""The state of a relay: what its events, replayed, add up to.

`RelayState.apply` changes the state in place, so that 10,000 people over four days take seconds; two states are equal
when all they hold is equal. An event that the rules forbid raises RuleError and changes nothing. Ids are strings of the
caller's choosing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self, assert_never

from depeche.core.errors import RuleError
from depeche.core.relay import decisions, events
from depeche.core.relay.decisions import AskFacts, Origin, Reason, ReplyFacts, RightStatus, Status
from depeche.core.relay.records import Balance, Person, Question, Right, right_key
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.window import Act, Phase, Window, due_at, may_move, phase_at, why_not_now


@dataclass(slots=True)
class RelayState:
    """A relay at one moment. Change it by `apply` only."""

    rules: Rules
    window: Window
    people: dict[str, Person] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)
    asking_closed: bool = False
    closed: bool = False
    _pickable: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # people below the cap: ("", "") all, ("group", g), …

    @classmethod
    def replay(cls, rules: Rules, window: Window, happened: Iterable[events.Event]) -> Self:
        state = cls(rules, window)
        for event in happened:
            state.apply(event)
        return state

    def apply(self, event: events.Event) -> None:
        """Let `event` happen, or raise RuleError and change nothing."""
        if self.closed:
            raise RuleError("closed")
        match event:
            case events.Asked():
                self._ask(event)
            case events.Answered():
                self._answer(event)
            case events.Declined() | events.Expired() | events.Withdrawn():
                self._end_unanswered(event)
            case events.PersonAdded():
                self._add(event)
            case events.Suspended() | events.Restored():
                self._set_active(event)
            case events.WindowMoved():
                self._move_window(event)
            case events.AskingClosed() | events.Closed():
                self._close(event)
            case _:
                assert_never(event)

    # What is asked of the state

    def phase(self, now: datetime) -> Phase:
        return phase_at(self.window, now)

    def person(self, key: str) -> Person:
        try:
            return self.people[key]
        except KeyError:
            raise RuleError("not_participant") from None

    def question(self, key: str) -> Question:
        try:
            return self.questions[key]
        except KeyError:
            raise RuleError("no_such_question") from None

    def ask_facts(self, asker: str, recipient: str, now: datetime, *, right: str | None = None) -> AskFacts:
        """The facts for asking with `right`, or with the asker's oldest open right."""
        me, other = self.person(asker), self.people.get(recipient)
        held = right if right in me.rights else next(iter(me.rights), None)
        back = self._just_asked_me(held)
        already = recipient in me.asked
        return AskFacts(
            phase=self.phase(now),
            rights_open=len(me.rights) if right is None else int(right in me.rights),
            asker_active=me.active,
            recipient_is_self=asker == recipient,
            recipient_present=other is not None,
            recipient_active=other is not None and other.active,
            recipient_waiting=other.waiting if other else 0,
            already_asked=already,
            others_remaining=not already or self._others_remain(asker, me, back),
            same_group=other is not None and bool(me.group) and me.group == other.group,
            same_sector=other is not None and bool(me.sector) and me.sector == other.sector,
            asked_me_just_now=back is not None and back == recipient,
        )

    def why_not_ask(self, asker: str, recipient: str, now: datetime) -> RuleError | None:
        return decisions.why_not_ask(self.rules, self.ask_facts(asker, recipient, now))

    def waiting(self, now: datetime | None = None) -> Iterator[str]:
        """Questions that wait; with `now`, those that are due."""
        for key, question in self.questions.items():
            if question.status is Status.WAITING and (now is None or question.due_at <= now):
                yield key

    def balance(self) -> Balance:
        """Counted from the questions on one side and the rights on the other, so that it can fail."""
        rights = Counter(right.status for right in self.rights.values())
        ended = Counter(question.status for question in self.questions.values() if question.reason is not Reason.CLOSED)
        return Balance(
            used=rights[RightStatus.USED],
            open=rights[RightStatus.OPEN],
            lapsed=rights[RightStatus.LAPSED],
            start=len(self.people),
            answers=ended[Status.ANSWERED],
            returns=ended[Status.RETURNED],
        )

    # What events do

    def _ask(self, event: events.Asked) -> None:
        if event.question in self.questions:
            raise RuleError("asked_already")
        decisions.may_ask(self.rules, self.ask_facts(event.asker, event.recipient, event.at, right=event.right))
        me, other, right = self.people[event.asker], self.people[event.recipient], self.rights[event.right]
        right.status = RightStatus.USED
        del me.rights[event.right]
        me.asked.add(event.recipient)
        parent, thread, hop = self._place(right, event.question)
        self.questions[event.question] = Question(
            asker=event.asker,
            recipient=event.recipient,
            right=event.right,
            parent=parent,
            thread=thread,
            hop=hop,
            asked_at=event.at,
            due_at=due_at(event.at, self.rules, self.window.answers_close),
        )
        other.received += 1
        self._change_waiting(other, 1)

    def _place(self, right: Right, key: str) -> tuple[str, str, int]:
        """Parent, thread and hop of a question asked with `right`: see `Question`."""
        if right.origin is Origin.START:
            return "", key, 1
        before = self.questions[right.source]
        if right.origin is Origin.ANSWER:
            return right.source, before.thread, before.hop + 1
        return before.parent, before.thread if before.parent else key, before.hop

    def _answer(self, event: events.Answered) -> None:
        decisions.may_answer(self._reply_facts(event.question, event.person, event.at))
        question = self.questions[event.question]
        question.status, question.ended_at = Status.ANSWERED, event.at
        other = self.people[question.recipient]
        other.answered += 1
        self._change_waiting(other, -1)
        self._grant(question.recipient, Origin.ANSWER, event.question, event.at)

    def _end_unanswered(self, event: events.Declined | events.Expired | events.Withdrawn) -> None:
        question = self.question(event.question)
        match event:
            case events.Declined():
                reason = Reason.DECLINED
                decisions.may_decline(self.rules, self._reply_facts(event.question, event.person, event.at))
            case events.Expired():
                reason = Reason.EXPIRED
                decisions.may_expire(status=question.status, due_at=question.due_at, now=event.at)
            case events.Withdrawn():
                reason = Reason.WITHDRAWN
                is_asker = question.asker == event.person
                decisions.may_withdraw(phase=self.phase(event.at), is_asker=is_asker, status=question.status)
        self._return(event.question, reason, event.at)

    def _return(self, key: str, reason: Reason, at: datetime) -> None:
        question = self.questions[key]
        question.status, question.reason, question.ended_at = Status.RETURNED, reason, at
        self._change_waiting(self.people[question.recipient], -1)
        if reason is not Reason.CLOSED:
            self._grant(question.asker, Origin.RETURN, key, at)

    def _grant(self, holder: str, origin: Origin, source: str, at: datetime) -> None:
        key = right_key(origin, source)
        status = RightStatus.LAPSED if self.asking_closed else decisions.status_of_new_right(self.phase(at))
        self.rights[key] = Right(holder, origin, source, status)
        if status is RightStatus.OPEN:
            self.people[holder].rights[key] = None

    def _add(self, event: events.PersonAdded) -> None:
        if event.person in self.people:
            raise RuleError("participant_already")
        self._check_phase(Act.ADD_PERSON, event.at)
        person = self.people[event.person] = Person(event.group, event.sector)
        self._count(person, 1)
        self._grant(event.person, Origin.START, event.person, event.at)

    def _set_active(self, event: events.Suspended | events.Restored) -> None:
        person, active = self.person(event.person), isinstance(event, events.Restored)
        if person.active == active:
            raise RuleError("active_already" if active else "suspended_already")
        self._check_phase(Act.RESTORE if active else Act.SUSPEND, event.at)
        for key in [] if active else [k for k in self.waiting() if self.questions[k].recipient == event.person]:
            self._return(key, Reason.SUSPENDED, event.at)
        if not active:
            self._count(person, -self._can_be_picked(person))
        person.active = active
        if active:
            self._count(person, +self._can_be_picked(person))

    def _move_window(self, event: events.WindowMoved) -> None:
        self._check_phase(Act.MOVE_WINDOW, event.at)
        may_move(self.window, event.window, event.at)
        self.window = event.window
        for key in self.waiting():
            question = self.questions[key]
            question.due_at = due_at(question.asked_at, self.rules, event.window.answers_close)

    def _close(self, event: events.AskingClosed | events.Closed) -> None:
        """Rights lapse once asking is closed; at the very end what waits ends unanswered."""
        finally_closed = isinstance(event, events.Closed)
        if self.phase(event.at) not in ({Phase.CLOSED} if finally_closed else {Phase.ANSWERING, Phase.CLOSED}):
            raise RuleError("not_due")
        self.asking_closed = True
        for person in self.people.values():
            for key in person.rights:
                self.rights[key].status = RightStatus.LAPSED
            person.rights.clear()
        if finally_closed:
            for key in list(self.waiting()):
                self._return(key, Reason.CLOSED, event.at)
            self.closed = True

    # Helpers

    def _check_phase(self, act: Act, at: datetime) -> None:
        refusal = why_not_now(act, self.phase(at))
        if refusal:
            raise refusal

    def _reply_facts(self, key: str, person: str, now: datetime) -> ReplyFacts:
        question = self.question(key)
        return ReplyFacts(
            phase=self.phase(now),
            is_recipient=question.recipient == person,
            status=question.status,
            recipient_active=self.people[question.recipient].active,
        )

    def _just_asked_me(self, right: str | None) -> str | None:
        """Who asked the question whose answer earned this right."""
        held = self.rights[right] if right is not None else None
        return self.questions[held.source].asker if held and held.origin is Origin.ANSWER else None

    def _others_remain(self, asker: str, me: Person, back: str | None) -> bool:
        """Somebody can be picked whom the asker has not asked: all who can be, less those excluded for this asker."""
        kind = {Recipient.OTHER_GROUP: "group", Recipient.OTHER_SECTOR: "sector"}.get(self.rules.recipient)
        mine = getattr(me, kind) if kind else ""
        count = self._pickable["", ""] - (self._pickable[kind, mine] if kind and mine else 0)
        excluded = me.asked | {asker} | ({back} if self.rules.not_back and back else set())
        for key in excluded:
            other = self.people[key]
            in_count = not (kind and mine and getattr(other, kind) == mine)
            count -= in_count and self._can_be_picked(other)
        return count > 0

    def _can_be_picked(self, person: Person) -> bool:
        return person.active and (self.rules.waiting_cap is None or person.waiting < self.rules.waiting_cap)

    def _change_waiting(self, person: Person, by: int) -> None:
        before = self._can_be_picked(person)
        person.waiting += by
        self._count(person, self._can_be_picked(person) - before)

    def _count(self, person: Person, by: int) -> None:
        if by:
            for kind in (("", ""), ("group", person.group), ("sector", person.sector)):
                self._pickable[kind] += by
