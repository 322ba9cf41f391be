"""Two at once: real threads on real connections, on SQLite as a file and on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.web.common.models import OutboxMail
from depeche.web.relay import actions, work
from depeche.web.relay.models import Answer, Draft, ModerationAct, Participant, Question, Relay, Right
from tests.web.relay import world
from tests.web.relay.balance import check

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("racing_db")]
ROUNDS = 4
Outcome = object | str


def together(*acts: Callable[[], object]) -> list[Outcome]:
    """Start all at the same moment. What each gave, or the code of its refusal; any other fault is raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Outcome:
        try:
            start.wait(10)
            return act()
        except RuleError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(60) for future in [pool.submit(run, act) for act in acts]]


def asking(w: world.World, asker: int, recipient: int, key: UUID | None = None) -> Callable[[], object]:
    key = key or uuid4()
    person, to = w.people[asker], w.people[recipient].pk
    return lambda: actions.ask(actor=person, recipient_id=to, text="Hvorfor?", client_key=key, now=w.now).pk


def answering(w: world.World, question: Question, text: str) -> Callable[[], object]:
    person = next(p for p in w.people if p.pk == question.recipient_id)
    return lambda: actions.answer(actor=person, question_id=question.pk, text=text, now=w.now).pk


def test_a_double_click_is_one_question() -> None:
    for _ in range(ROUNDS):
        w, key = world.make(4), uuid4()
        got = together(*[asking(w, 0, 1, key) for _ in range(4)])
        assert len(set(got)) == 1
        assert Question.objects.filter(relay=w.relay).count() == 1
        check(w.relay)


def test_two_devices_with_one_right_ask_one_question() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        got = together(asking(w, 0, 1), asking(w, 0, 2))
        assert sorted(isinstance(one, int) for one in got) == [False, True]
        assert "no_right" in got
        check(w.relay)


def test_two_devices_with_two_rights_do_not_ask_the_same_person_twice() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        w.answer(0, w.ask(1, 0))
        got = together(asking(w, 0, 2), asking(w, 0, 2))
        assert "already_asked" in got
        assert Question.objects.filter(asker=w.people[0]).count() == 1
        check(w.relay)


def test_the_cap_holds_when_many_pick_the_same_person() -> None:
    for _ in range(ROUNDS):
        w = world.make(8)
        got = together(*[asking(w, asker, 0) for asker in range(1, 7)])
        assert Counter(isinstance(one, int) for one in got) == {True: 2, False: 4}
        assert set(got) > {"recipient_full"}
        check(w.relay)


def test_two_who_ask_each_other_do_not_wait_for_each_other() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        got = together(asking(w, 0, 1), asking(w, 1, 0), asking(w, 2, 3), asking(w, 3, 2))
        assert all(isinstance(one, int) for one in got), got
        check(w.relay)


def test_two_devices_give_one_answer_and_one_right() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        question = w.ask(0, 1)
        got = together(answering(w, question, "Det ene."), answering(w, question, "Det andet."))
        assert "answered_already" in got
        assert Answer.objects.filter(question=question).count() == 1
        assert Right.objects.filter(participant=w.people[1], origin="answer").count() == 1
        check(w.relay)


def test_an_answer_sent_twice_is_one_and_both_hear_yes() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        question = w.ask(0, 1)
        got = together(*[answering(w, question, "Ja.") for _ in range(3)])
        assert len(set(got)) == 1
        assert isinstance(got[0], int)
        check(w.relay)


def test_an_answer_that_meets_the_return_is_either_and_never_both() -> None:
    seen = set()
    for _ in range(ROUNDS):
        w = world.make(4)
        question = w.ask(0, 1)
        w.now += timedelta(hours=24)
        got = together(
            answering(w, question, "Næsten for sent."),
            partial(actions.return_question, question_id=question.pk, now=w.now),
        )
        seen.add(got[1])
        question.refresh_from_db()
        if got[1]:
            assert (got[0], question.status) == ("returned_already", "returned")
            assert Draft.objects.get(answers=question).text == "Næsten for sent."
        else:
            assert (isinstance(got[0], int), question.status) == (True, "answered")
        assert Right.objects.filter(source=question).count() == 1
        check(w.relay)
    assert seen <= {True, False}


def test_one_of_answering_declining_and_withdrawing_happens() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        question = w.ask(0, 1)
        pk, asker, recipient = question.pk, w.people[0], w.people[1]
        got = together(
            answering(w, question, "Ja."),
            partial(actions.decline, actor=recipient, question_id=pk, reason="Ferie.", now=w.now),
            partial(actions.withdraw, actor=asker, question_id=pk, now=w.now),
        )
        assert sum(not isinstance(one, str) for one in got) == 1, got
        assert Right.objects.filter(source=question).count() == 1
        check(w.relay)


def test_of_passing_on_answering_expiring_and_holding_one_happens() -> None:
    for number in range(2 * ROUNDS):
        w = world.make(6, Rules(answer_within=1))
        question = w.ask(0, 1)
        pk, recipient, to = question.pk, w.people[1], w.people[0 if number % 4 == 3 else 2].pk
        w.now += world.HOUR
        reason = ModerationAct.Reason.OTHER
        got = together(
            partial(actions.pass_on, actor=recipient, question_id=pk, to_id=to, now=w.now),
            answering(w, question, "Ja."),
            partial(actions.return_question, question_id=pk, now=w.now),
            partial(actions.hold, actor=w.user, question=question, reason=reason, now=w.now),
        )
        done = [not isinstance(one, str) and one is not False for one in got]
        question.refresh_from_db()
        if question.status == "held" and question.recipient_id == to:
            assert done == [True, False, False, True]  # passed on, then held
        else:
            assert sum(done) == 1, got
        check(w.relay)


def test_two_who_are_named_at_once_do_not_both_get_it() -> None:
    for _ in range(ROUNDS):
        w = world.make(6)
        question, me = w.ask(0, 1), w.people[1]
        pass_on = partial(actions.pass_on, actor=me, question_id=question.pk, now=w.now)
        got = together(*[partial(pass_on, to_id=w.people[to].pk) for to in (2, 3, 0)])
        assert sum(isinstance(one, str) for one in got) == 2, got
        check(w.relay)


def test_the_cap_holds_when_many_pass_on_to_the_same_person() -> None:
    for _ in range(ROUNDS):
        w = world.make(9)
        asked = [w.ask(asker, asker + 4) for asker in range(4)]
        to = w.people[8].pk
        got = together(
            *[partial(actions.pass_on, actor=q.recipient, question_id=q.pk, to_id=to, now=w.now) for q in asked]
        )
        assert Counter(one for one in got if isinstance(one, str)) == {"recipient_full": 2}
        check(w.relay)


def test_a_question_passed_on_and_on_is_withdrawn_from_whoever_has_it() -> None:
    for _ in range(ROUNDS):
        w = world.make(6)
        question = w.ask(0, 1)
        passing = partial(actions.pass_on, question_id=question.pk, now=w.now)
        together(
            partial(passing, actor=w.people[1], to_id=w.people[2].pk),
            partial(actions.withdraw, actor=w.people[0], question_id=question.pk, now=w.now),
            partial(actions.suspend, actor=w.user, participant=w.people[1], now=w.now),
            partial(actions.suspend, actor=w.user, participant=w.people[2], now=w.now),
        )
        question.refresh_from_db()
        assert question.status == "returned"
        check(w.relay)


def test_releasing_meets_a_suspension() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        question, reason = w.ask(0, 1), ModerationAct.Reason.OTHER
        actions.hold(actor=w.user, question=question, reason=reason, now=w.now)
        together(
            partial(actions.release, actor=w.user, question=question, reason=reason, now=w.now),
            partial(actions.suspend, actor=w.user, participant=w.people[1], now=w.now),
        )
        question.refresh_from_db()
        assert question.status in {"held", "returned"}
        check(w.relay)


def test_two_facilitators_settle_a_question_once() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        question, reason = w.ask(0, 1), ModerationAct.Reason.OTHER
        actions.hold(actor=w.user, question=question, reason=reason, now=w.now)
        common: dict[str, Any] = {"actor": w.user, "question": question, "reason": reason, "now": w.now}
        got = together(partial(actions.release, **common), partial(actions.remove, **common, note=""))
        assert Counter(one for one in got if isinstance(one, str)) == {"not_held": 1}
        assert question.moderation.count() == 2
        check(w.relay)


def test_whatever_meets_the_close_leaves_nothing_open() -> None:
    for _ in range(ROUNDS):
        w = world.make(6)
        question = w.ask(0, 1)
        w.now += world.HOUR
        together(
            answering(w, question, "I sidste øjeblik."),
            asking(w, 2, 3),
            asking(w, 3, 4),
            partial(actions.close_now, actor=w.user, relay=w.relay, now=w.now),
        )
        assert Relay.objects.get(pk=w.relay.pk).phase == "closed"
        assert not Right.objects.filter(relay=w.relay, status="open").exists()
        assert not Question.objects.filter(relay=w.relay, status="waiting").exists()
        check(w.relay)


def test_a_question_that_meets_a_suspension_does_not_strand() -> None:
    for _ in range(ROUNDS):
        w = world.make(4)
        person = w.people[1]
        together(
            asking(w, 0, 1),
            asking(w, 2, 1),
            partial(actions.suspend, actor=w.user, participant=person, now=w.now),
        )
        assert not Question.objects.filter(recipient=person, status="waiting").exists()
        check(w.relay)


def test_two_workers_do_each_duty_once() -> None:
    w = world.make(6, opened=False)
    for moment, kind in ((world.START - world.HOUR, "invitation"), (world.START, "opening")):
        w.now = moment
        for _ in range(2):
            together(*[lambda: work.tick(w.now)] * 3)
        assert OutboxMail.objects.filter(kind=kind).count() == 6
    assert Right.objects.filter(relay=w.relay).count() == 6
    for asker in range(6):
        w.ask(asker, (asker + 1) % 6)
    w.now += timedelta(hours=24)
    reports = together(*[lambda: work.tick(w.now)] * 3)
    assert sum(report.returned for report in reports if isinstance(report, work.TickReport)) == 6
    assert OutboxMail.objects.filter(kind="returned").count() == 6
    assert OutboxMail.objects.filter(kind="late").count() == 6
    check(w.relay)


def test_two_devices_keep_one_draft() -> None:
    for _ in range(ROUNDS):
        w = world.make(3)
        question, person, now = w.ask(0, 1), w.people[1], w.now
        save = partial(actions.save_draft, actor=person, answers=question.pk, recipient_id=None, now=now)
        together(*[partial(save, text=words) for words in ("a", "b", "c")])
        assert Draft.objects.filter(participant=person).count() == 1


def test_everybody_at_once() -> None:
    """A crowd asks, answers and is watched by two workers; nothing is lost and the account balances."""
    w = world.make(24, Rules(waiting_cap=None))
    got = together(*[asking(w, i, (i + 1) % 24) for i in range(12)], *[lambda: work.tick(w.now) and "tick"] * 2)
    assert sum(isinstance(one, int) for one in got) == 12
    questions = list(Question.objects.filter(relay=w.relay))
    got = together(*[answering(w, q, "Svar.") for q in questions], *[asking(w, i, (i + 5) % 24) for i in range(12, 20)])
    assert all(isinstance(one, int) for one in got), got
    assert Participant.objects.filter(relay=w.relay, waiting_count__lt=0).count() == 0
    check(w.relay)
