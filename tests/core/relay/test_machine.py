"""Whatever people and time do, in whatever order: the invariants of the method hold."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from depeche.core.errors import RuleError
from depeche.core.relay import events
from depeche.core.relay.decisions import Origin, RightStatus, Status
from depeche.core.relay.rules import Recipient, Rules, Start
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window

T = datetime(2026, 9, 7, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = Window(T - 24 * HOUR, T, T + 96 * HOUR, T + 120 * HOUR)
PEOPLE = tuple("abcdef")
people = st.sampled_from(PEOPLE)
pick = st.integers(0, 10**6)


class Relay(RuleBasedStateMachine):
    """Acts are tried whether or not they are allowed; a refusal must change nothing."""

    @initialize(
        rules=st.builds(
            Rules,
            recipient=st.sampled_from(Recipient),
            new_recipient=st.booleans(),
            waiting_cap=st.none() | st.integers(1, 3),
            received_cap=st.none() | st.integers(2, 3),
            answer_within=st.none() | st.integers(1, 40),
            quiet_nights=st.booleans(),
            decline=st.booleans(),
            start=st.sampled_from(Start),
            hops_per_thread=st.none() | st.integers(2, 4),
            pass_on=st.booleans(),
            report=st.booleans(),
            outsiders=st.booleans(),
        )
    )
    def begin(self, rules: Rules) -> None:
        self.state = RelayState(rules, WINDOW)
        self.happened: list[events.Event] = []
        self.now = T - HOUR
        self.final: RelayState | None = None
        for i, person in enumerate(PEOPLE[:-1]):
            self.do(
                events.PersonAdded(self.now, person, f"g{i % 2}", f"s{i % 3}", starter=i % 2 == 0, outsider=i % 3 == 2)
            )

    def do(self, event: events.Event) -> bool:
        try:
            self.state.apply(event)
        except RuleError:
            return False
        self.happened.append(event)
        return True

    def question(self, number: int) -> str:
        keys = list(self.state.questions)
        return keys[number % len(keys)] if keys else "none"

    @rule(hours=st.sampled_from([0, 1, 2, 5, 13, 30]))
    def wait(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(asker=people, recipient=people, number=pick)
    def ask(self, asker: str, recipient: str, number: int) -> None:
        rights = [key for key, right in self.state.rights.items() if right.holder == asker]
        right = rights[number % len(rights)] if rights else "start:" + asker
        allowed = None
        if asker in self.state.people and not self.state.closed:
            allowed = self.state.why_not_ask(asker, recipient, self.now) is None
        done = self.do(events.Asked(self.now, f"q{len(self.happened)}", asker, recipient, right))
        if done:
            assert allowed
            assert asker != recipient
            assert self.state.people[recipient].active
            assert self.state.rules.outsiders or not self.state.people[recipient].outsider

    @rule(number=pick, person=people, own=st.booleans())
    def answer(self, number: int, person: str, own: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        key = self.question(number)
        if own and key in self.state.questions:
            person = self.state.questions[key].recipient
        before = self.state.questions[key].status if key in self.state.questions else None
        if self.do(events.Answered(self.now, key, person)):
            assert before is Status.WAITING
            assert self.state.questions[key].recipient == person

    @rule(number=pick)
    def decline(self, number: int) -> None:
        key = self.question(number)
        if key in self.state.questions:
            done = self.do(events.Declined(self.now, key, self.state.questions[key].recipient))
            assert not done or self.state.rules.decline

    @rule(number=pick)
    def withdraw(self, number: int) -> None:
        key = self.question(number)
        if key in self.state.questions:
            self.do(events.Withdrawn(self.now, key, self.state.questions[key].asker))

    @rule(number=pick, to=people)
    def pass_on(self, number: int, to: str) -> None:
        key = self.question(number)
        if key in self.state.questions:
            question = self.state.questions[key]
            who = question.recipient
            if self.do(events.PassedOn(self.now, key, who, to)):
                assert self.state.rules.pass_on
                assert who != to
                assert (question.status is Status.RETURNED) == (to == question.asker)

    @rule(number=pick, reported=st.booleans())
    def hold(self, number: int, reported: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        key = self.question(number)
        if key in self.state.questions:
            by = self.state.questions[key].recipient if reported else ""
            done = self.do(events.Held(self.now, key, by))
            assert not (done and reported) or self.state.rules.report

    @rule(number=pick, kind=st.sampled_from((events.Released, events.RewriteAsked, events.Removed)))
    def settle(self, number: int, kind: type[events.Released | events.RewriteAsked | events.Removed]) -> None:
        key = self.question(number)
        before = self.state.questions[key].status if key in self.state.questions else None
        if self.do(kind(self.now, key)):
            assert before is Status.HELD

    @rule(number=pick)
    def rewrite(self, number: int) -> None:
        key = self.question(number)
        if key in self.state.questions:
            question = self.state.questions[key]
            asked_for = question.rewrite
            if self.do(events.Rewritten(self.now, key, question.asker)):
                assert asked_for
                assert not question.rewrite

    @rule(number=pick)
    def expire(self, number: int) -> None:
        key = self.question(number)
        if self.do(events.Expired(self.now, key)):
            assert self.state.questions[key].due_at <= self.now

    @rule(person=people)
    def suspend(self, person: str) -> None:
        if self.do(events.Suspended(self.now, person)):
            assert self.state.people[person].waiting == 0

    @rule(person=people)
    def restore(self, person: str) -> None:
        self.do(events.Restored(self.now, person))

    @rule(person=st.just(PEOPLE[-1]))
    def join(self, person: str) -> None:
        self.do(events.PersonAdded(self.now, person, "g0", "s0"))

    @rule(hours=st.integers(-20, 40))
    def extend(self, hours: int) -> None:
        old = self.state.window
        close = max(old.close + hours * HOUR, old.open + HOUR)
        self.do(events.WindowMoved(self.now, Window(old.invite, old.open, close, close + 24 * HOUR)))

    @rule()
    def close_asking(self) -> None:
        self.do(events.AskingClosed(self.now))

    @precondition(lambda self: self.now > self.state.window.close)
    @rule()
    def close(self) -> None:
        if self.do(events.Closed(self.now)):
            self.final = RelayState.replay(self.state.rules, WINDOW, self.happened)

    @invariant()
    def rights_balance(self) -> None:
        assert self.state.balance().holds, self.state.balance()

    @invariant()
    def one_right_one_question(self) -> None:
        used = Counter(question.right for question in self.state.questions.values())
        assert all(count == 1 for count in used.values())
        for key, right in self.state.rights.items():
            assert (right.status is RightStatus.USED) == (key in used)
            assert (right.status is RightStatus.OPEN) == (key in self.state.people[right.holder].rights)

    @invariant()
    def counters_are_what_they_count(self) -> None:
        waiting = Counter(q.recipient for q in self.state.questions.values() if q.status is Status.WAITING)
        received = Counter(who for q in self.state.questions.values() for who in (*q.passed_by, q.recipient))
        cap, outsiders = self.state.rules.waiting_cap, self.state.rules.outsiders
        released = any(isinstance(event, events.Released | events.Rewritten) for event in self.happened)
        for key, person in self.state.people.items():
            assert (person.waiting, person.received) == (waiting[key], received[key])
            assert cap is None or person.waiting <= cap or released  # who let it go on knows that it makes one more
            assert person.active or person.waiting == 0
        room = [
            p
            for p in self.state.people.values()
            if p.active and (cap is None or p.waiting < cap) and (outsiders or not p.outsider)
        ]
        enough = self.state.rules.received_cap or 0
        assert self.state._pickable["", ""] == len(room)
        assert self.state._fewer["", ""] == sum(p.received < enough for p in room)

    @invariant()
    def soft_rules_leave_somebody(self) -> None:
        """Whom one has asked, or who has received enough, is refused only for the sake of somebody one may ask."""
        for asker in () if self.state.closed else self.state.people:
            refusals = {to: self.state.why_not_ask(asker, to, self.now) for to in self.state.people}
            codes = {refusal.code for refusal in refusals.values() if refusal}
            free = [self.state.people[to] for to, refusal in refusals.items() if refusal is None]
            assert free or not codes & {"already_asked", "asked_enough"}
            if "asked_enough" in codes:
                assert all(person.received < (self.state.rules.received_cap or 0) for person in free)

    @invariant()
    def threads_are_chains(self) -> None:
        for key, question in self.state.questions.items():
            if question.parent:
                parent = self.state.questions[question.parent]
                assert parent.status is Status.ANSWERED
                assert (parent.recipient, parent.thread) == (question.asker, question.thread)
                assert parent.hop < question.hop
            else:
                assert question.thread == key
            longest = self.state.rules.hops_per_thread
            assert longest is None or question.hop <= longest
            assert len(set(question.passed_by)) == len(question.passed_by)
            assert question.asker not in {question.recipient, *question.passed_by}

    @invariant()
    def origins_are_earned(self) -> None:
        for right in self.state.rights.values():
            if right.origin is not Origin.START:
                source = self.state.questions[right.source]
                answered = right.origin is Origin.ANSWER
                assert source.status in ({Status.ANSWERED} if answered else {Status.RETURNED, Status.REMOVED})
                assert right.holder == (source.recipient if answered else source.asker)

    @invariant()
    def a_closed_relay_changes_no_more(self) -> None:
        if self.final is not None:
            assert self.state == self.final
            assert not any(q.status in {Status.WAITING, Status.HELD} for q in self.state.questions.values())
            assert not any(r.status is RightStatus.OPEN for r in self.state.rights.values())

    def teardown(self) -> None:
        """The same events give the same state."""
        if hasattr(self, "state"):
            assert RelayState.replay(self.state.rules, WINDOW, self.happened) == self.state


TestRelay = Relay.TestCase
TestRelay.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
