"""The state of a relay: what its events, replayed, add up to.

`RelayState.apply` changes the state in place, so that 10,000 people over four days take seconds; two states are equal
when all they hold is equal. An event that the rules forbid raises RuleError and changes nothing. Ids are strings of the
caller's choosing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from depeche.core.errors import RuleError
from depeche.core.relay import decisions, events
from depeche.core.relay.decisions import TURN, AskFacts, Origin, PassFacts, Reason, ReplyFacts, RightStatus, Status
from depeche.core.relay.records import Balance, Person, Question, Right, right_key
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.window import Act, Phase, Window, due_at, may_move, phase_at, why_not_now

_Count = Counter[tuple[str, str]]
"""How many people: ("", "") all, ("group", g) those of a group, ("sector", s)."""


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
    _pickable: _Count = field(default_factory=Counter)  # people below the waiting cap
    _fewer: _Count = field(default_factory=Counter)  # of these, people below the received cap, where there is one

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
        _DOES[type(event)](self, event)

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

    def ask_facts(
        self, asker: str, recipient: str, now: datetime, *, right: str | None = None, dealt: bool = False
    ) -> AskFacts:
        """The facts for asking with `right`, or with `next_right`."""
        me, other = self.person(asker), self.people.get(recipient)
        held = right if right in me.rights else self.next_right(me)
        back = self._just_asked_me(held)
        already, received = recipient in me.asked, other.received if other else 0
        enough = self.rules.received_cap is not None and received >= self.rules.received_cap
        return AskFacts(
            phase=self.phase(now),
            rights_open=len(me.rights) if right is None else int(right in me.rights),
            asker_active=me.active,
            recipient_is_self=asker == recipient,
            recipient_present=other is not None,
            recipient_active=other is not None and other.active,
            recipient_waiting=other.waiting if other else 0,
            already_asked=already,
            others_remaining=not already or self._others_remain(asker, back),
            recipient_received=received,
            fewer_remain=not enough or self._fewer_remain(asker, back),
            same_group=other is not None and bool(me.group) and me.group == other.group,
            same_sector=other is not None and bool(me.sector) and me.sector == other.sector,
            asked_me_just_now=back is not None and back == recipient,
            recipient_outsider=other is not None and other.outsider,
            dealt=dealt,
        )

    def next_right(self, person: Person) -> str | None:
        """The one that a person who names none uses; see TURN."""
        return min(person.rights, key=lambda key: TURN[self.rights[key].origin], default=None)

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
        starts = sum(
            decisions.starts_with_right(self.rules, starter=person.starter, outsider=person.outsider)
            for person in self.people.values()
        )
        ended = Counter(
            question.status
            for question in self.questions.values()
            if question.reason is not Reason.CLOSED
            and (question.status is not Status.ANSWERED or decisions.earns_right(self.rules, question.hop))
        )
        return Balance(
            used=rights[RightStatus.USED],
            open=rights[RightStatus.OPEN],
            lapsed=rights[RightStatus.LAPSED],
            start=starts,
            answers=ended[Status.ANSWERED],
            returns=ended[Status.RETURNED] + ended[Status.REMOVED],
        )

    # What events do

    def _ask(self, event: events.Asked) -> None:
        if event.question in self.questions:
            raise RuleError("asked_already")
        facts = self.ask_facts(event.asker, event.recipient, event.at, right=event.right, dealt=event.dealt)
        decisions.may_ask(self.rules, facts)
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
            since=event.at,
            due_at=due_at(event.at, self.rules, self.window.answers_close),
        )
        self._change_waiting(other, 1, received=1)

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
        if decisions.earns_right(self.rules, question.hop):
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

    def _pass_on(self, event: events.PassedOn) -> None:
        question, to = self.question(event.question), self.people.get(event.to)
        facts = PassFacts(
            hop=question.hop,
            to_self=event.person == event.to,
            to_present=to is not None,
            to_active=to is not None and to.active,
            to_outsider=to is not None and to.outsider,
            to_waiting=to.waiting if to else 0,
            to_had_it=event.to in question.passed_by,
        )
        decisions.may_pass_on(self.rules, self._reply_facts(event.question, event.person, event.at), facts)
        if event.to == question.asker:
            self._return(event.question, Reason.PASSED, event.at)
            return
        question.passed_by += (event.person,)
        question.recipient, question.hop = event.to, question.hop + 1
        self._change_waiting(self.people[event.person], -1)
        self.people[question.asker].asked.add(event.to)
        self._come_to_recipient(question, event.at, new=True)

    def _hold(self, event: events.Held) -> None:
        question = self.question(event.question)
        if event.person:
            decisions.may_report(self.rules, self._reply_facts(event.question, event.person, event.at))
        else:
            decisions.may_hold(phase=self.phase(event.at), status=question.status)
        question.status = Status.HELD
        self._change_waiting(self.people[question.recipient], -1)

    def _let_go_on(self, event: events.Released | events.Rewritten) -> None:
        question = self.question(event.question)
        phase, active = self.phase(event.at), self.people[question.recipient].active
        if isinstance(event, events.Released):
            decisions.may_release(phase=phase, status=question.status, recipient_active=active)
        else:
            decisions.may_rewrite(
                phase=phase,
                is_asker=question.asker == event.person,
                status=question.status,
                asked_for=question.rewrite,
                recipient_active=active,
            )
        question.status, question.rewrite = Status.WAITING, False
        self._come_to_recipient(question, event.at)

    def _settle(self, event: events.RewriteAsked | events.Removed) -> None:
        question = self.question(event.question)
        decisions.may_settle(phase=self.phase(event.at), status=question.status)
        if isinstance(event, events.RewriteAsked):
            question.rewrite = True
            return
        question.status, question.rewrite, question.ended_at = Status.REMOVED, False, event.at
        self._grant(question.asker, Origin.RETURN, event.question, event.at)

    def _come_to_recipient(self, question: Question, at: datetime, *, new: bool = False) -> None:
        """The recipient's time to answer begins; `new` to them, or once more."""
        question.since, question.due_at = at, due_at(at, self.rules, self.window.answers_close)
        self._change_waiting(self.people[question.recipient], 1, received=int(new))

    def _return(self, key: str, reason: Reason, at: datetime) -> None:
        question = self.questions[key]
        if question.status is Status.WAITING:
            self._change_waiting(self.people[question.recipient], -1)
        question.status, question.reason, question.ended_at, question.rewrite = Status.RETURNED, reason, at, False
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
        person = Person(event.group, event.sector, starter=event.starter, outsider=event.outsider)
        self.people[event.person] = person
        self._count(person, +1)
        if decisions.starts_with_right(self.rules, starter=event.starter, outsider=event.outsider):
            self._grant(event.person, Origin.START, event.person, event.at)

    def _set_active(self, event: events.Suspended | events.Restored) -> None:
        person, active = self.person(event.person), isinstance(event, events.Restored)
        if person.active == active:
            raise RuleError("active_already" if active else "suspended_already")
        self._check_phase(Act.RESTORE if active else Act.SUSPEND, event.at)
        for key in [] if active else [k for k in self.waiting() if self.questions[k].recipient == event.person]:
            self._return(key, Reason.SUSPENDED, event.at)
        self._count(person, -1)
        person.active = active
        self._count(person, +1)

    def _move_window(self, event: events.WindowMoved) -> None:
        self._check_phase(Act.MOVE_WINDOW, event.at)
        may_move(self.window, event.window, event.at)
        self.window = event.window
        for key in self.waiting():
            question = self.questions[key]
            question.due_at = due_at(question.since, self.rules, event.window.answers_close)

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
            for key in [k for k, q in self.questions.items() if q.status in {Status.WAITING, Status.HELD}]:
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

    def _others_remain(self, asker: str, back: str | None) -> bool:
        """Somebody can be picked whom the asker has not asked."""
        return self._remain(self._pickable, asker, back, self.people[asker].asked)

    def _fewer_remain(self, asker: str, back: str | None) -> bool:
        """Of those who can be picked but for the received cap, somebody is below it."""
        asked = self.people[asker].asked if self.rules.new_recipient else set()
        if asked and not self._others_remain(asker, back):
            asked = set()  # all were asked, so all may be asked again
        return self._remain(self._fewer, asker, back, asked)

    def _remain(self, among: _Count, asker: str, back: str | None, but: set[str]) -> bool:
        """Some of those counted can be picked by this asker: all, less those excluded for them. O(`but`)."""
        me = self.people[asker]
        kind = {Recipient.OTHER_GROUP: "group", Recipient.OTHER_SECTOR: "sector"}.get(self.rules.recipient)
        mine = getattr(me, kind) if kind else ""
        count = among["", ""] - (among[kind, mine] if kind and mine else 0)
        for key in but | {asker} | ({back} if self.rules.not_back and back else set()):
            other = self.people[key]
            in_count = not (kind and mine and getattr(other, kind) == mine)
            count -= in_count and self._can_be_picked(other) and (among is self._pickable or self._below(other))
        return count > 0

    def _can_be_picked(self, person: Person) -> bool:
        if person.outsider and not self.rules.outsiders:
            return False
        return person.active and (self.rules.waiting_cap is None or person.waiting < self.rules.waiting_cap)

    def _below(self, person: Person) -> bool:
        return self.rules.received_cap is not None and person.received < self.rules.received_cap

    def _change_waiting(self, person: Person, by: int, *, received: int = 0) -> None:
        self._count(person, -1)
        person.waiting += by
        person.received += received
        self._count(person, +1)

    def _count(self, person: Person, by: int) -> None:
        """Take a person out of the counts (-1) before they change, and put them back (+1) afterwards."""
        if self._can_be_picked(person):
            below = self._below(person)
            for kind in (("", ""), ("group", person.group), ("sector", person.sector)):
                self._pickable[kind] += by
                if below:
                    self._fewer[kind] += by


_DOES: Mapping[type[events.Happened], Callable[[RelayState, Any], None]] = {
    events.PersonAdded: RelayState._add,
    events.WindowMoved: RelayState._move_window,
    events.Asked: RelayState._ask,
    events.Answered: RelayState._answer,
    events.Declined: RelayState._end_unanswered,
    events.Expired: RelayState._end_unanswered,
    events.Withdrawn: RelayState._end_unanswered,
    events.PassedOn: RelayState._pass_on,
    events.Held: RelayState._hold,
    events.Released: RelayState._let_go_on,
    events.Rewritten: RelayState._let_go_on,
    events.RewriteAsked: RelayState._settle,
    events.Removed: RelayState._settle,
    events.Suspended: RelayState._set_active,
    events.Restored: RelayState._set_active,
    events.AskingClosed: RelayState._close,
    events.Closed: RelayState._close,
}
"""What each kind of event does."""
