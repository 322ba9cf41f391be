"""What the recipient does with a question, and the asker who takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import Status, earns_right, may_answer, may_decline, may_withdraw
from depeche.web.common import audit
from depeche.web.common.prepared import insert
from depeche.web.relay.actions.drafts import keep_words
from depeche.web.relay.actions.steps import end_waiting, give_right, notify, send_back
from depeche.web.relay.models import Answer, Draft, Participant, Question, Relay, Right
from depeche.web.relay.rules import (
    check_text,
    find_question,
    hold,
    lock_people,
    phase_of,
    question_at_hand,
    reply_facts,
    rules_of,
)

TOO_LATE = frozenset({"returned_already", "held_already", "closed", "suspended"})


def answer(*, actor: Participant, question_id: int, text: str, now: datetime) -> Answer:
    """Answer a question put to the actor, who earns a right unless the thread ends here. The same text sent again gives
    the answer that is there.

    Codes of RuleError: those of `core.relay.decisions.why_not_answer`, no_such_question, empty_text, text_too_long.
    Whoever comes too late keeps the words: they are saved as a draft.
    """
    words = check_text(text, empty="empty_text")
    try:
        return _answer(actor, question_id, words, now)
    except RuleError as refusal:
        if refusal.code in TOO_LATE:
            keep_words(actor, words, now, answers=question_id)
        raise


@transaction.atomic
def _answer(actor: Participant, question_id: int, words: str, now: datetime) -> Answer:
    relay, me, question = _at_hand(actor, question_id)
    if question.status == Question.Status.ANSWERED:
        sent = Answer.objects.filter(question=question, author=me, text=words).first()
        if sent is not None:
            return sent
    may_answer(reply_facts(phase_of(relay, now), question, me))
    end_waiting(question, now, Question.Status.ANSWERED)
    given = insert(Answer(question=question, author=me, text=words, answered_at=now))
    if earns_right(rules_of(relay), hop=question.depth + 1):
        give_right(relay, me.pk, Right.Origin.ANSWER, question, now)
    Draft.objects.filter(participant=me, answers=question).delete()
    audit.record(actor=me, verb="question.answered", target=question, at=now, project_id=relay.project_id)
    notify("answered", question.asker, relay, now, question)
    return given


@transaction.atomic
def decline(*, actor: Participant, question_id: int, reason: str, now: datetime) -> Question:
    """Give a question back with a reason; it earns nothing. RuleError: as `answer`, and decline_off, empty_reason."""
    relay, me, question = _at_hand(actor, question_id)
    if _ended_as(question, Question.Returned.DECLINED) and question.recipient_id == me.pk:
        return question
    said = check_text(reason, empty="empty_reason")
    may_decline(rules_of(relay), reply_facts(phase_of(relay, now), question, me))
    send_back(relay, question, Question.Returned.DECLINED, now, actor=me, said=said)
    Draft.objects.filter(participant=me, answers=question).delete()
    return question


@transaction.atomic
def withdraw(*, actor: Participant, question_id: int, now: datetime) -> Question:
    """The asker takes back a question nobody has answered, and gets a right. RuleError: see `may_withdraw`."""
    relay = hold(actor.relay_id)
    question = question_at_hand(relay.pk, question_id)
    mine = question.asker_id == actor.pk
    if mine and _ended_as(question, Question.Returned.WITHDRAWN):
        return question
    may_withdraw(phase=phase_of(relay, now), is_asker=mine, status=Status(question.status))
    send_back(relay, question, Question.Returned.WITHDRAWN, now, actor=actor)
    return question


def _at_hand(actor: Participant, question_id: int) -> tuple[Relay, Participant, Question]:
    """The relay held, the actor locked, and the question as it is now."""
    relay = hold(actor.relay_id)
    me = lock_people(actor.pk)[actor.pk]
    return relay, me, find_question(relay.pk, question_id)


def _ended_as(question: Question, reason: str) -> bool:
    return question.status == Question.Status.RETURNED and question.return_reason == reason
