"""What participants do, one act at a time. The rules themselves are tested on the engine (tests/core/relay)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Recipient, Rules
from depeche.web.common.models import Event, OutboxMail
from depeche.web.relay import actions
from depeche.web.relay.models import Answer, Draft, Hop, Participant, Question, Right
from tests.web.relay import world
from tests.web.relay.balance import check

pytestmark = pytest.mark.django_db


def code(w: world.World, asker: int, recipient: int, text: str = "Hvad nu?") -> str:
    with pytest.raises(RuleError) as refusal:
        w.ask(asker, recipient, text)
    check(w.relay)
    return refusal.value.code


def mails(kind: str) -> list[str]:
    return sorted(OutboxMail.objects.filter(kind=kind).values_list("to_email", flat=True))


def test_a_question_uses_a_right_fills_a_place_and_sends_a_mail_without_its_words() -> None:
    w = world.make()
    question = w.ask(0, 1, "  Hvad lærte I af fusionen?\n")
    assert (question.text, question.status, question.depth) == ("Hvad lærte I af fusionen?", "waiting", 0)
    assert question.due_at == world.START + world.DAY
    assert Right.objects.get(pk=question.right_id).status == "used"
    recipient = Participant.objects.get(pk=w.people[1].pk)
    assert (recipient.waiting_count, recipient.received_count) == (1, 1)
    mail = OutboxMail.objects.get(kind="question")
    assert mail.to_email == "p1@example.test"
    assert "fusionen" not in mail.subject + mail.text + mail.html
    assert "Person 0" not in mail.text  # the asker is hidden
    event = Event.objects.get(verb="question.asked")
    assert (event.actor_kind, event.actor_id, event.object_id) == ("participant", w.people[0].pk, question.pk)
    assert Hop.objects.get(question=question).ended_at is None
    check(w.relay)


def test_the_same_form_sent_again_gives_the_question_that_is_there() -> None:
    w = world.make()
    key = uuid4()
    first, second = (
        actions.ask(actor=w.people[0], recipient_id=w.people[to].pk, text=text, client_key=key, now=w.now)
        for to, text in ((1, "Hvad?"), (2, "Hvem?"))
    )
    assert first == second
    assert mails("question") == ["p1@example.test"]


def test_refusals_of_asking() -> None:
    w, stranger = world.make(6), world.make(3)
    assert code(w, 0, 0) == "self"
    assert code(w, 0, 1, " \n ") == "empty_text"
    assert code(w, 0, 1, "x" * 10_001) == "text_too_long"
    w.people.append(stranger.people[0])
    assert code(w, 0, 6) == "not_participant"
    w.people[6] = Participant(pk=10**9)
    assert code(w, 0, 6) == "not_participant"
    actions.suspend(actor=w.user, participant=w.people[5], now=w.now)
    assert code(w, 0, 5) == "recipient_suspended"
    assert code(w, 5, 0) == "suspended"
    w.ask(1, 4)
    w.ask(2, 4)
    assert code(w, 0, 4) == "recipient_full"
    w.ask(0, 3)
    assert code(w, 0, 1) == "no_right"


def test_others_remain_only_among_those_one_may_ask() -> None:
    """Somebody is left for 0 to ask, but of the same sector (0 and 3 are of one)."""
    w = world.make(4, Rules(recipient=Recipient.OTHER_SECTOR))
    assert code(w, 0, 3) == "same_sector"
    for recipient in (1, 2):
        w.answer(recipient, w.ask(0, recipient))
        w.answer(0, w.ask(recipient, 0))
    w.ask(0, 1)


def test_others_remain_only_in_other_groups() -> None:
    """0 and 2 are of one group; 1 is the only one 0 may ask."""
    w = world.make(3, Rules(recipient=Recipient.OTHER_GROUP))
    assert code(w, 0, 2) == "same_group"
    w.answer(1, w.ask(0, 1))
    w.answer(0, w.ask(1, 0))
    w.ask(0, 1)


def test_one_asks_again_only_when_nobody_else_is_left() -> None:
    w = world.make(3)
    w.answer(1, w.ask(0, 1))
    w.answer(0, w.ask(1, 0))
    assert code(w, 0, 1) == "already_asked"
    actions.suspend(actor=w.user, participant=w.people[2], now=w.now)
    w.ask(0, 1)


def test_who_has_received_enough_is_asked_again_when_nobody_below_the_cap_remains() -> None:
    w = world.make(4, Rules(received_cap=2))
    for asker in (1, 2):
        w.answer(0, w.ask(asker, 0))
    assert code(w, 3, 0) == "asked_enough"
    for person in (1, 2):
        actions.suspend(actor=w.user, participant=w.people[person], now=w.now)
    w.ask(3, 0)
    check(w.relay)


def test_an_answer_earns_a_right_ends_the_stay_and_tells_the_asker() -> None:
    w = world.make()
    question = w.ask(0, 1)
    actions.save_draft(actor=w.people[1], text="At ly", answers=question.pk, recipient_id=None, now=w.now)
    w.answer(1, question, "At lytte til de nye.")
    assert Answer.objects.get(question=question).text == "At lytte til de nye."
    assert sorted(Right.objects.filter(participant=w.people[1]).values_list("origin", "status")) == [
        ("answer", "open"),
        ("start", "open"),
    ]
    assert Hop.objects.get(question=question).outcome == "answered"
    assert not Draft.objects.exists()
    assert mails("answered") == ["p0@example.test"]
    assert OutboxMail.objects.get(kind="question").status == "cancelled"  # there is nothing left to tell
    assert "nye" not in OutboxMail.objects.get(kind="answered").text
    check(w.relay)


def test_the_same_answer_again_is_the_same_and_another_is_refused() -> None:
    w = world.make()
    question = w.ask(0, 1)
    w.answer(1, question, "Ja.")
    w.answer(1, question, " Ja. ")
    with pytest.raises(RuleError, match="answered_already"):
        w.answer(1, question, "Nej.")
    assert Answer.objects.get().text == "Ja."
    check(w.relay)


def test_nobody_answers_for_somebody_else() -> None:
    w, stranger = world.make(), world.make(3)
    question = w.ask(0, 1)
    with pytest.raises(RuleError, match="not_recipient"):
        w.answer(2, question)
    with pytest.raises(RuleError, match="no_such_question"):
        stranger.answer(0, question)
    with pytest.raises(RuleError, match="empty_text"):
        w.answer(1, question, " ")
    assert not Draft.objects.exists()


def test_words_that_come_too_late_are_kept() -> None:
    w = world.make()
    question = w.ask(0, 1)
    w.wait(24 * world.HOUR)
    with pytest.raises(RuleError, match="returned_already"):
        w.answer(1, question, "Jeg nåede det ikke.")
    assert Draft.objects.get(participant=w.people[1]).text == "Jeg nåede det ikke."


def test_a_question_that_nobody_answered_returns_and_can_be_sent_on() -> None:
    w = world.make()
    first = w.ask(0, 1)
    w.answer(1, first)
    second = w.ask(1, 2)  # what was earned by `first` goes first: its thread goes on
    third = w.ask(1, 3)  # from the start: a thread of its own
    w.wait(24 * world.HOUR)
    assert mails("returned") == ["p1@example.test", "p1@example.test"]
    assert mails("late") == ["p2@example.test", "p3@example.test"]
    again = w.ask(1, 4, second.text, resend_of=second.pk)
    assert (second.parent_id, second.root_id, third.parent_id) == (first.pk, first.pk, None)
    assert (again.resent_from, again.parent_id, again.root_id, again.depth) == (second, first.pk, first.pk, 1)
    with pytest.raises(RuleError, match="no_right"):
        w.ask(1, 0, second.text, resend_of=second.pk)
    with pytest.raises(RuleError, match="not_returned"):
        w.ask(1, 0, third.text, resend_of=again.pk)
    check(w.relay)


def test_a_returned_right_is_kept_for_its_question_while_there_is_another() -> None:
    w = world.make()
    question = w.ask(0, 1)
    actions.decline(actor=w.people[1], question_id=question.pk, reason="Det ved Anna mere om.", now=w.now)
    w.answer(0, w.ask(2, 0))
    assert w.ask(0, 3).right.origin == "answer"
    assert w.ask(0, 4, resend_of=question.pk).right.origin == "return"


def test_declining_takes_a_reason_and_gives_the_right_back() -> None:
    w = world.make()
    question = w.ask(0, 1)
    with pytest.raises(RuleError, match="empty_reason"):
        actions.decline(actor=w.people[1], question_id=question.pk, reason=" ", now=w.now)
    for _ in range(2):
        actions.decline(actor=w.people[1], question_id=question.pk, reason="Ikke mit område.", now=w.now)
    question.refresh_from_db()
    assert (question.return_reason, question.decline_reason) == ("declined", "Ikke mit område.")
    assert (mails("returned"), mails("late")) == (["p0@example.test"], [])
    assert "område" not in OutboxMail.objects.get(kind="returned").text
    assert Right.objects.filter(participant=w.people[0], status="open", origin="return").count() == 1
    check(w.relay)


def test_declining_can_be_switched_off() -> None:
    w = world.make(rules=Rules(decline=False))
    question = w.ask(0, 1)
    with pytest.raises(RuleError, match="decline_off"):
        actions.decline(actor=w.people[1], question_id=question.pk, reason="Nej.", now=w.now)


def test_the_asker_takes_a_question_back() -> None:
    w = world.make()
    question = w.ask(0, 1)
    with pytest.raises(RuleError, match="not_asker"):
        actions.withdraw(actor=w.people[1], question_id=question.pk, now=w.now)
    for _ in range(2):
        actions.withdraw(actor=w.people[0], question_id=question.pk, now=w.now)
    assert OutboxMail.objects.get(kind="question").status == "cancelled"
    assert mails("returned") == []
    check(w.relay)


def test_what_nobody_sent_is_forgotten_when_the_relay_closes() -> None:
    w = world.make()
    actions.save_draft(actor=w.people[0], text="Hvad", answers=None, recipient_id=w.people[1].pk, now=w.now)
    question = w.ask(2, 1)
    w.now = world.START + 5 * world.DAY  # by the clock; the worker has not come yet
    with pytest.raises(RuleError, match="closed"):
        w.answer(1, question, "For sent.")
    assert Draft.objects.get().text == "Hvad"
    w.wait(world.HOUR)
    assert not Draft.objects.exists()


def test_a_draft_is_kept_until_it_is_sent() -> None:
    w = world.make()
    me, other = w.people[0], w.people[1]
    for words in ("Hv", "Hvad"):
        actions.save_draft(actor=me, text=words, answers=None, recipient_id=other.pk, now=w.now)
    draft = Draft.objects.get(participant=me)
    assert (draft.text, draft.recipient_id, draft.answers_id) == ("Hvad", other.pk, None)
    w.ask(0, 1, "Hvad?")
    assert not Draft.objects.exists()


def test_refusals_of_drafts() -> None:
    w, stranger = world.make(), world.make(3)
    question = w.ask(0, 1)
    for kwargs, expected in (
        ({"answers": question.pk, "recipient_id": None, "text": "x"}, "not_recipient"),
        ({"answers": None, "recipient_id": stranger.people[0].pk, "text": "x"}, "not_participant"),
        ({"answers": None, "recipient_id": None, "text": "x" * 10_001}, "text_too_long"),
    ):
        with pytest.raises(RuleError, match=expected):
            actions.save_draft(actor=w.people[2], now=w.now, **kwargs)


def test_no_word_of_a_participant_is_in_events_or_mails() -> None:
    w = world.make()
    first = w.ask(0, 1, "hemmeligt-spørgsmål")
    actions.decline(actor=w.people[1], question_id=first.pk, reason="hemmelig-grund", now=w.now)
    w.answer(2, w.ask(0, 2, "hemmeligt-igen", resend_of=first.pk), "hemmeligt-svar")
    w.wait(25 * world.HOUR)
    said = [str(event.data) + event.verb for event in Event.objects.all()]
    said += [mail.subject + mail.text + mail.html + mail.key for mail in OutboxMail.objects.all()]
    assert said
    assert not any("hemmelig" in words for words in said)
    assert Question.objects.count() == 2
