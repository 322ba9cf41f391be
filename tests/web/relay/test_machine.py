"""The database does what the pure engine does: the same acts on both, and after each the same state.

Every act is tried whether or not it is allowed; both must allow it, or both refuse with the same code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from depeche.core.errors import RuleError
from depeche.core.relay import events
from depeche.core.relay.decisions import Origin
from depeche.core.relay.records import right_key
from depeche.core.relay.rules import Anonymity, Recipient, Rules, Start
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window
from depeche.web.relay import actions, work
from depeche.web.relay.models import Group, ModerationAct, Participant, Question, Right
from depeche.web.relay.rules import window_of
from tests.web.relay import world
from tests.web.relay.balance import check
from tests.web.relay.same import compare, key_of

PEOPLE = 5
person = st.integers(0, PEOPLE - 1)
pick = st.integers(0, 10**6)
mostly = st.sampled_from([True, True, True, False])
STARTERS, OUTSIDERS = (0, 2, 3), (2,)
OFTEN = ["ask"] * 5 + ["answer"] * 3 + ["pass", "pass", "hold", "settle", "settle", "rewrite", "end"]
REASON = ModerationAct.Reason.OTHER
NAMES = UUID("7f0a3c3e-9d0e-4f5c-8f5b-2d8f8a1c6f11")


def _refusal(act: Callable[[], object]) -> str:
    """The code of the refusal, "" when the act was done."""
    try:
        act()
    except RuleError as refusal:
        return refusal.code
    return ""


class Both(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.sent = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize(
        rules=st.builds(
            Rules,
            recipient=st.sampled_from(Recipient),
            new_recipient=st.booleans(),
            waiting_cap=st.none() | st.integers(1, 2),
            received_cap=st.none() | st.integers(2, 3),
            answer_within=st.none() | st.integers(1, 40),
            quiet_nights=st.booleans(),
            decline=st.booleans(),
            start=st.sampled_from(Start),
            hops_per_thread=st.none() | st.integers(2, 4),
            pass_on=mostly,
            report=mostly,
            outsiders=st.booleans(),
            not_back=st.booleans(),
            anonymity=st.just(Anonymity.NAMED),  # not_back goes with no other
        ),
        opened=st.sampled_from([True, True, True, False]),
    )
    def begin(self, rules: Rules, opened: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        self.w = world.make(PEOPLE, rules, opened=opened, starters=STARTERS, outsiders=OUTSIDERS)
        self.w.relay.refresh_from_db()
        window = window_of(self.w.relay)
        assert window is not None
        self.core = RelayState(rules, window)
        for one in self.w.people:
            mark = {"starter": one.starter, "outsider": one.outsider}
            self.core.apply(events.PersonAdded(window.invite, str(one.pk), str(one.group_id), one.sector, **mark))

    @property
    def now(self) -> datetime:
        return self.w.now

    def both(self, act: Callable[[], object], event: Callable[[], events.Event]) -> bool:
        """The act in the database, then the event in the core, which may need to know what the act made."""
        refused = _refusal(act)
        if not (refused and self.core.closed):  # then the core says "closed" to everything, the database more exactly
            assert _refusal(lambda: self.core.apply(event())) == refused
        return not refused

    def some_question(self, number: int) -> Question | None:
        questions = list(Question.objects.filter(relay=self.w.relay).order_by("pk"))
        return questions[number % len(questions)] if questions else None

    @rule(turns=st.lists(st.tuples(st.sampled_from(OFTEN), pick), min_size=6, max_size=12))
    def carry_on(self, turns: list[tuple[str, int]]) -> None:
        """A stretch of what people mostly do: ask whom they may, answer, and now and then the rest."""
        for act, number in turns:
            waiting, held = self._of("waiting", number), self._of("held", number)
            if act == "ask":
                self._ask_whom_one_may(number)
            elif act == "settle" and held is not None:
                self._settle(held, ("release", "ask_for_rewrite", "ask_for_rewrite", "remove")[number % 4])
            elif act == "rewrite" and held is not None:
                self._rewrite(held, held.asker)
            elif act == "answer" and waiting is not None:
                self._answer(waiting, None)
            elif act == "end" and waiting is not None:
                self._end(waiting, None, declines=number % 2 == 0)
            elif act == "pass" and waiting is not None:
                self._pass_on(waiting, waiting.recipient, self.w.people[number // 3 % len(self.w.people)])
            elif act == "hold" and waiting is not None:
                self._hold(waiting, waiting.recipient if number % 2 else None)

    def _ask_whom_one_may(self, number: int) -> None:
        holders = [p for p in self.w.people if self.core.people[str(p.pk)].rights]
        if holders:
            asker = holders[number % len(holders)]
            free = [p for p in self.w.people if not self.core.why_not_ask(str(asker.pk), str(p.pk), self.now)]
            back = Question.objects.filter(asker=asker, status="returned").order_by("-pk").first()
            recipient = (free or self.w.people)[number // 7 % len(free or self.w.people)]
            self.sent += 1
            self._ask(asker, recipient, back if number % 3 == 0 else None)

    def _of(self, status: str, number: int) -> Question | None:
        found = list(Question.objects.filter(relay=self.w.relay, status=status).order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(hours=st.sampled_from([0, 1, 1, 5, 13, 30]), worker=st.booleans())
    def wait(self, hours: int, worker: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        """Time passes; the worker may be late, but not with opening: before that nothing happens."""
        self.w.now += hours * world.HOUR
        if worker or self.w.relay.phase != "open":
            self.tick()

    @rule()
    def tick(self) -> None:
        work.tick(self.now)
        self.w.relay.refresh_from_db()
        if self.core.closed:
            return
        window = self.core.window
        due = [k for k in self.core.waiting(self.now) if self.core.questions[k].due_at < window.answers_close]
        for key in due if self.core.rules.limit else []:
            self.core.apply(events.Expired(self.now, key))
        if self.now >= window.close:
            self.core.apply(events.AskingClosed(self.now))
        if self.now >= window.answers_close:
            self.core.apply(events.Closed(self.now))

    @rule(asker=person, recipient=person, again=st.booleans(), resend=st.booleans(), number=pick)
    def ask(self, asker: int, recipient: int, again: bool, resend: bool, number: int) -> None:  # noqa: FBT001 - drawn
        self.sent += 0 if again else 1
        key, me, other = uuid5(NAMES, str(self.sent)), self.w.people[asker], self.w.people[recipient]
        before = Question.objects.filter(asker=me, client_key=key).first()
        back = Question.objects.filter(asker=me, status="returned").order_by("pk")
        returned = back[number % len(back)] if resend and len(back) else None
        if before is not None:
            sent = actions.ask(actor=me, recipient_id=other.pk, text="?", client_key=key, now=self.now)
            assert sent == before
            return
        self._ask(me, other, returned)

    def _ask(self, me: Participant, other: Participant, returned: Question | None) -> None:
        made: list[Question] = []

        def act() -> None:
            made.append(
                actions.ask(
                    actor=me,
                    recipient_id=other.pk,
                    text="?",
                    client_key=uuid5(NAMES, str(self.sent)),
                    now=self.now,
                    resend_of=returned.pk if returned else None,
                )
            )

        chosen = self._right_to_use(me, returned)

        def event() -> events.Event:
            right = key_of(made[0].right) if made else chosen
            return events.Asked(self.now, str(made[0].pk) if made else "new", str(me.pk), str(other.pk), right)

        if self.both(act, event) and returned is not None:
            assert made[0].resent_from == returned

    def _right_to_use(self, me: Participant, returned: Question | None) -> str:
        """The key of the right that asking uses: what was earned before what was there from the start or came back."""
        if returned is not None:
            return right_key(Origin.RETURN, str(returned.pk))
        rights = Right.objects.filter(participant=me, status="open").order_by("pk")
        turn = [Origin.ANSWER, Origin.START, Origin.RETURN]
        return min((key_of(r) for r in rights), key=lambda key: turn.index(Origin(key.split(":")[0])), default="none")

    @rule(number=pick, who=st.none() | person)
    def answer(self, number: int, who: int | None) -> None:
        question = self.some_question(number)
        if question is not None:
            self._answer(question, who)

    def _answer(self, question: Question, who: int | None) -> None:
        """By the recipient, or by person number `who`."""
        actor = question.recipient if who is None else self.w.people[who]
        text = f"Svar {question.pk}"
        if question.status == "answered" and actor.pk == question.recipient_id:
            text += " igen"  # the same words would be the same answer
        self.both(
            lambda: actions.answer(actor=actor, question_id=question.pk, text=text, now=self.now),
            lambda: events.Answered(self.now, str(question.pk), str(actor.pk)),
        )

    @rule(number=pick, who=st.none() | person, declines=st.booleans())
    def end(self, number: int, who: int | None, declines: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        question = self.some_question(number)
        if question is not None and question.return_reason != ("declined" if declines else "withdrawn"):
            self._end(question, who, declines=declines)

    def _end(self, question: Question, who: int | None, *, declines: bool) -> None:
        """Declined by the recipient or withdrawn by the asker, or either by person number `who`."""
        rightful = question.recipient if declines else question.asker
        actor = rightful if who is None else self.w.people[who]
        if declines:
            self.both(
                lambda: actions.decline(actor=actor, question_id=question.pk, reason="Ferie", now=self.now),
                lambda: events.Declined(self.now, str(question.pk), str(actor.pk)),
            )
        else:
            self.both(
                lambda: actions.withdraw(actor=actor, question_id=question.pk, now=self.now),
                lambda: events.Withdrawn(self.now, str(question.pk), str(actor.pk)),
            )

    @rule(number=pick, who=st.none() | person, to=person)
    def pass_on(self, number: int, who: int | None, to: int) -> None:
        question = self.some_question(number)
        if question is not None:
            self._pass_on(question, question.recipient if who is None else self.w.people[who], self.w.people[to])

    def _pass_on(self, question: Question, actor: Participant, to: Participant) -> None:
        if question.hops.filter(recipient=actor, outcome="passed").exists():
            return  # once more would be the same act
        self.both(
            lambda: actions.pass_on(actor=actor, question_id=question.pk, to_id=to.pk, now=self.now),
            lambda: events.PassedOn(self.now, str(question.pk), str(actor.pk), str(to.pk)),
        )

    @rule(number=pick, who=st.none() | person)
    def hold(self, number: int, who: int | None) -> None:
        """Reported by person number `who`, or held by the facilitator."""
        question = self.some_question(number)
        if question is not None:
            self._hold(question, None if who is None else self.w.people[who])

    def _hold(self, question: Question, reporter: Participant | None) -> None:
        key = str(question.pk)
        if reporter is None:
            self.both(
                lambda: actions.hold(actor=self.w.user, question=question, reason=REASON, now=self.now),
                lambda: events.Held(self.now, key),
            )
        elif question.status != "held":  # once more would be the same act
            self.both(
                lambda: actions.report(actor=reporter, question_id=question.pk, reason=REASON, note="", now=self.now),
                lambda: events.Held(self.now, key, str(reporter.pk)),
            )

    @rule(number=pick, what=st.sampled_from(["release", "ask_for_rewrite", "remove"]))
    def settle(self, number: int, what: str) -> None:
        question = self.some_question(number)
        if question is not None:
            self._settle(question, what)

    def _settle(self, question: Question, what: str) -> None:
        common: dict[str, Any] = {"actor": self.w.user, "question": question, "reason": REASON, "now": self.now}
        if what == "release":
            self.both(lambda: actions.release(**common), lambda: events.Released(self.now, str(question.pk)))
        elif what == "remove":
            self.both(lambda: actions.remove(note="", **common), lambda: events.Removed(self.now, str(question.pk)))
        else:
            asked = events.RewriteAsked(self.now, str(question.pk))
            self.both(lambda: actions.ask_for_rewrite(note="", **common), lambda: asked)

    @rule(number=pick, who=st.none() | person)
    def rewrite(self, number: int, who: int | None) -> None:
        question = self.some_question(number)
        if question is not None:
            self._rewrite(question, question.asker if who is None else self.w.people[who])

    def _rewrite(self, question: Question, actor: Participant) -> None:
        text = question.text + "!"  # the same words once more would be the same act
        self.both(
            lambda: actions.rewrite(actor=actor, question_id=question.pk, text=text, now=self.now),
            lambda: events.Rewritten(self.now, str(question.pk), str(actor.pk)),
        )

    @rule(who=person, leaves=st.sampled_from([True, False, False]))
    def suspend_or_restore(self, who: int, leaves: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        """More come back than leave, so that there are people to carry the relay on."""
        actor, one = self.w.user, self.w.people[who]
        if self.core.people[str(one.pk)].active and not leaves:
            return
        if self.core.people[str(one.pk)].active:
            self.both(
                lambda: actions.suspend(actor=actor, participant=one, now=self.now),
                lambda: events.Suspended(self.now, str(one.pk)),
            )
        else:
            self.both(
                lambda: actions.restore(actor=actor, participant=one, now=self.now),
                lambda: events.Restored(self.now, str(one.pk)),
            )

    @rule(starter=st.booleans(), outsider=st.booleans())
    def join(self, starter: bool, outsider: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        if len(self.w.people) > PEOPLE:
            return
        group = Group.objects.filter(relay=self.w.relay)[0]
        mark: dict[str, Any] = {"starter": starter, "outsider": outsider and self.core.rules.outsiders}
        new = actions.NewParticipant(name="Ny", email="ny@example.test", group_id=group.pk, sector="state", **mark)
        added: list[Participant] = []

        def act() -> None:
            added.extend(actions.add_participants(actor=self.w.user, relay=self.w.relay, people=[new], now=self.now))

        def event() -> events.Event:
            who = str(added[0].pk) if added else "new"
            return events.PersonAdded(self.now, who, str(group.pk), "state", **mark)

        if self.both(act, event):
            self.w.people += added

    @rule(hours=st.sampled_from([-20, -3, 0, 2, 10, 40]))
    def extend(self, hours: int) -> None:
        old = self.core.window
        close = max(old.close + hours * world.HOUR, old.open + world.HOUR)
        window = Window(old.invite, old.open, close, close + world.DAY)
        self.both(
            lambda: actions.move_window(actor=self.w.user, relay=self.w.relay, window=window, now=self.now),
            lambda: events.WindowMoved(self.now, window),
        )

    @invariant()
    def the_tables_hold(self) -> None:
        if hasattr(self, "core"):
            check(self.w.relay)

    @invariant()
    def the_states_are_the_same(self) -> None:
        if hasattr(self, "core"):
            compare(self.w.relay, self.core)


QUICK = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes: every step costs queries
)


@pytest.mark.django_db
def test_the_database_does_what_the_engine_does() -> None:
    run_state_machine_as_test(Both, settings=QUICK)
