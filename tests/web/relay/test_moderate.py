"""Between asking and answering: passed on, reported, held, rewritten, removed. The rules are tested on the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.web.accounts.models import User
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.models import Membership, Role
from depeche.web.relay import actions, work
from depeche.web.relay.models import Draft, Hop, ModerationAct, Participant, Question, Right
from tests.web.relay import world
from tests.web.relay.balance import check

pytestmark = pytest.mark.django_db
Reason = ModerationAct.Reason


def mails(kind: str) -> list[str]:
    return sorted(OutboxMail.objects.filter(kind=kind, status="queued").values_list("to_email", flat=True))


def log(question: Question) -> list[tuple[str, str]]:
    return list(question.moderation.values_list("act", "reason"))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


def settle(w: world.World, what: str, question: Question, note: str = "") -> Question:
    act = getattr(actions, what)
    extra = {} if what in {"hold", "release"} else {"note": note}
    done: Question = act(actor=w.user, question=question, reason=Reason.OTHER, now=w.now, **extra)
    check(w.relay)
    return done


# Passing on


def test_passing_on_is_one_hop_and_a_new_stay_with_its_own_time() -> None:
    w = world.make()
    question = w.ask(0, 1)
    actions.save_draft(actor=w.people[1], text="Tja", answers=question.pk, recipient_id=None, now=w.now)
    w.wait(13 * world.HOUR)  # long enough for the first reminder
    for _ in range(2):  # a double click
        w.pass_on(1, question, 2)
    question.refresh_from_db()
    assert (question.recipient, question.depth, question.status) == (w.people[2], 1, "waiting")
    assert (question.since, question.due_at, question.reminders_sent) == (w.now, w.now + world.DAY, 0)
    stays = Hop.objects.filter(question=question).order_by("number").values_list("recipient", "outcome")
    assert list(stays) == [(w.people[1].pk, "passed"), (w.people[2].pk, "")]
    assert (mails("question"), mails("passed_on")) == (["p2@example.test"], ["p0@example.test"])
    assert not Right.objects.filter(participant=w.people[1], origin="answer").exists()  # earns nothing
    assert not Draft.objects.exists()
    check(w.relay)
    w.answer(2, question)
    assert Right.objects.filter(participant=w.people[2], origin="answer").exists()
    check(w.relay)


def test_whoever_passes_it_on_has_it_no_more() -> None:
    w = world.make()
    question = w.ask(0, 1)
    w.pass_on(1, question, 2)
    assert refused(lambda: w.answer(1, question)) == "not_recipient"
    assert refused(lambda: w.pass_on(1, question, 3)) == "not_recipient"
    assert refused(lambda: w.pass_on(2, question, 1)) == "had_it_already"


def test_passed_on_to_the_asker_it_returns() -> None:
    w = world.make()
    question = w.ask(0, 1)
    for _ in range(2):
        w.pass_on(1, question, 0)
    question.refresh_from_db()
    assert (question.status, question.return_reason) == ("returned", "passed")
    assert (mails("returned"), mails("passed_on")) == (["p0@example.test"], [])
    check(w.relay)
    again = w.ask(0, 2, resend_of=question.pk)
    assert again.depth == question.depth
    check(w.relay)


def test_the_asker_has_asked_whoever_it_came_to() -> None:
    w = world.make()
    question = w.ask(0, 1)
    w.pass_on(1, question, 2)
    w.answer(0, w.ask(3, 0))
    for recipient in (1, 2):
        assert refused(partial(w.ask, 0, recipient)) == "already_asked"
    w.ask(0, 4)


@pytest.mark.parametrize(
    ("rules", "code"),
    [(Rules(pass_on=False), "pass_on_off"), (Rules(hops_per_thread=2), "last_hop"), (Rules(), "recipient_full")],
)
def test_refusals_of_passing_on(rules: Rules, code: str) -> None:
    w = world.make(6, rules)
    question = w.ask(0, 1)
    if code == "last_hop":
        w.pass_on(1, question, 2)
        assert refused(lambda: w.pass_on(2, question, 3)) == code
        return
    w.ask(2, 5)
    w.ask(3, 5)
    assert refused(lambda: w.pass_on(1, question, 5)) == code
    check(w.relay)


def test_nobody_passes_on_to_themselves_to_a_stranger_or_to_somebody_who_left() -> None:
    w, stranger = world.make(), world.make(3)
    question = w.ask(0, 1)
    assert refused(lambda: w.pass_on(1, question, 1)) == "self"
    w.people.append(stranger.people[0])
    assert refused(lambda: w.pass_on(1, question, 5)) == "not_participant"
    actions.suspend(actor=w.user, participant=w.people[2], now=w.now)
    assert refused(lambda: w.pass_on(1, question, 2)) == "recipient_suspended"
    check(w.relay)


# Reporting and holding


def test_a_reported_question_is_held_and_waits_for_nobody() -> None:
    w = world.make()
    question = w.ask(0, 1)
    for _ in range(2):  # a double click
        w.report(1, question)
    question.refresh_from_db()
    assert question.status == "held"
    assert log(question) == [("reported", "personal")]
    assert Participant.objects.get(pk=w.people[1].pk).waiting_count == 0
    assert (mails("held"), mails("question")) == (["p0@example.test"], [])
    assert refused(lambda: w.answer(1, question)) == "held_already"
    assert Draft.objects.get(participant=w.people[1]).text == "At lytte."  # the words are kept
    check(w.relay)


def test_a_held_question_does_not_run_out_of_time_and_outlives_a_suspension() -> None:
    w = world.make()
    question = settle(w, "hold", w.ask(0, 1))
    w.wait(30 * world.HOUR)
    actions.suspend(actor=w.user, participant=w.people[1], now=w.now)
    question.refresh_from_db()
    assert question.status == "held"
    assert refused(lambda: settle(w, "release", question)) == "recipient_suspended"
    check(w.relay)


def test_a_released_question_begins_anew_and_its_recipient_is_told_and_reminded_again() -> None:
    w = world.make()
    question = w.ask(0, 1)
    w.wait(13 * world.HOUR)
    assert mails("reminder_question") == ["p1@example.test"]
    w.report(1, question)
    assert mails("reminder_question") == []
    w.now += world.HOUR
    settle(w, "release", question)
    question.refresh_from_db()
    assert (question.status, question.since, question.due_at) == ("waiting", w.now, w.now + world.DAY)
    assert (mails("question"), mails("released")) == (["p1@example.test"], ["p0@example.test"])
    w.wait(13 * world.HOUR)
    assert mails("reminder_question") == ["p1@example.test"]
    assert log(question) == [("reported", "personal"), ("released", "other")]
    w.answer(1, question)
    check(w.relay)


def test_a_rewritten_question_goes_on_in_its_new_words() -> None:
    w = world.make()
    question = settle(w, "hold", w.ask(0, 1, "Hvorfor er Bo så langsom?"))
    me, pk = w.people[0], question.pk

    def rewrite(text: str, actor: Participant = me) -> Question:
        return actions.rewrite(actor=actor, question_id=pk, text=text, now=w.now)

    assert refused(lambda: rewrite("Hvad tager tid?")) == "no_rewrite_asked"
    settle(w, "ask_for_rewrite", question, "Spørg til arbejdet, ikke til personen.")
    assert mails("rewrite") == ["p0@example.test"]
    actions.save_draft(actor=me, text="Hvad tager", answers=pk, recipient_id=None, now=w.now)
    assert refused(lambda: rewrite("Hvad tager tid?", w.people[1])) == "not_asker"
    assert refused(lambda: rewrite(" ")) == "empty_text"
    w.now += world.HOUR
    for _ in range(2):
        rewrite("Hvad tager tid?")
    question.refresh_from_db()
    assert (question.text, question.status, question.since) == ("Hvad tager tid?", "waiting", w.now)
    assert question.rewrite_asked_at is None
    assert not Draft.objects.exists()
    before = ModerationAct.objects.get(act="rewritten")
    assert (before.text_before, before.participant, before.user) == ("Hvorfor er Bo så langsom?", me, None)
    assert mails("question") == ["p1@example.test"]
    check(w.relay)


def test_a_removed_question_gives_its_right_back_and_the_next_takes_its_place() -> None:
    w = world.make()
    first = w.ask(0, 1)
    w.answer(1, first)
    second = w.ask(1, 2)
    w.report(2, second)
    settle(w, "remove", second, "Det kan vi ikke have stående.")
    second.refresh_from_db()
    assert (second.status, second.ended_at, Hop.objects.get(question=second).outcome) == ("removed", w.now, "removed")
    assert mails("removed") == ["p1@example.test"]
    Right.objects.filter(participant=w.people[1], origin="start").update(status="lapsed")
    third = w.ask(1, 3)
    assert (third.right.source, third.parent, third.depth) == (second, first, second.depth)
    with pytest.raises(RuleError, match="not_returned"):
        w.ask(1, 4, resend_of=second.pk)


def test_what_is_held_ends_unanswered_with_the_relay() -> None:
    w = world.make()
    question = settle(w, "hold", w.ask(0, 1))
    settle(w, "ask_for_rewrite", question)
    w.wait(timedelta(days=6))
    question.refresh_from_db()
    assert (question.status, question.return_reason, question.rewrite_asked_at) == ("returned", "closed", None)
    for what in ("hold", "release", "ask_for_rewrite", "remove"):
        assert refused(partial(settle, w, what, question)) in {"returned_already", "not_held"}
    check(w.relay)


def test_only_what_waits_is_held_and_only_what_is_held_is_settled() -> None:
    w = world.make()
    question = w.ask(0, 1)
    for what in ("release", "ask_for_rewrite", "remove"):
        assert refused(partial(settle, w, what, question)) == "not_held"
    w.answer(1, question)
    assert refused(lambda: settle(w, "hold", question)) == "answered_already"
    assert refused(lambda: w.report(1, question)) == "answered_already"


def test_reporting_can_be_switched_off_but_the_facilitator_may_hold() -> None:
    w = world.make(rules=Rules(report=False))
    question = w.ask(0, 1)
    assert refused(lambda: w.report(1, question)) == "report_off"
    settle(w, "hold", question)


def test_a_note_has_an_end() -> None:
    w = world.make()
    question = w.ask(0, 1)
    assert refused(lambda: w.report(1, question, "x" * 2001)) == "text_too_long"
    settle(w, "hold", question)
    assert refused(lambda: settle(w, "remove", question, "x" * 2001)) == "text_too_long"
    check(w.relay)


@pytest.mark.parametrize("what", ["hold", "release", "ask_for_rewrite", "remove"])
@pytest.mark.parametrize(
    ("role", "refusal"),
    [(Role.OWNER, None), (Role.FACILITATOR, None), (Role.ANALYST, PermissionDenied), (None, Http404)],
)
def test_who_of_the_staff_may_moderate(what: str, role: str | None, refusal: type[Exception] | None) -> None:
    w = world.make()
    question = w.ask(0, 1)
    if what != "hold":
        settle(w, "hold", question)
    user = User.objects.create_user("b@organiser.test", "Bo")
    if role:
        Membership.objects.create(project=w.project, user=user, role=role, since=w.now)
    w.user = user
    if refusal is None:
        settle(w, what, question)
    else:
        with pytest.raises(refusal):
            settle(w, what, question)


def test_no_note_and_no_word_is_in_events_or_mails() -> None:
    w = world.make()
    question = w.ask(0, 1, "hemmeligt-spørgsmål")
    w.report(1, question, "hemmelig-note")
    settle(w, "ask_for_rewrite", question, "hemmelig-bøn")
    actions.rewrite(actor=w.people[0], question_id=question.pk, text="hemmeligt-igen", now=w.now)
    w.pass_on(1, question, 2)
    w.report(2, question, "hemmelig-note")
    settle(w, "remove", question, "hemmelig-grund")
    work.tick(w.now)
    said = [str(event.data) + event.verb for event in Event.objects.all()]
    said += [mail.subject + mail.text + mail.html + mail.key for mail in OutboxMail.objects.all()]
    assert not any("hemmelig" in words for words in said)
    verbs = set(Event.objects.filter(object_type="question").values_list("verb", flat=True))
    assert {f"question.{act}" for act in ("reported", "rewrite", "rewritten", "passed_on", "removed")} <= verbs
