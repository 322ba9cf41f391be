"""What somebody is writing, kept on the server so that nothing is lost when a session or a battery ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act, Phase
from depeche.web.relay.models import Draft, Participant, Question, Relay
from depeche.web.relay.rules import LONGEST_TEXT, check_phase, hold, phase_of

AGAIN = (Question.Status.RETURNED, Question.Status.HELD)


def save_draft(*, actor: Participant, text: str, answers: int | None, recipient_id: int | None, now: datetime) -> Draft:
    """Keep what the actor has written so far: an answer to question `answers`, or a new question to `recipient_id`.

    Where `answers` is a question the actor asked, and that came back or is held, it is kept as its new wording.

    Codes of RuleError: not_open, closed, not_recipient, not_participant, text_too_long.
    """
    check_phase(Act.SAVE_DRAFT, Relay.objects.get(pk=actor.relay_id), now)
    if len(text) > LONGEST_TEXT:
        raise RuleError("text_too_long", longest=LONGEST_TEXT, length=len(text))
    part = Q(recipient=actor) | Q(asker=actor, status__in=AGAIN)
    if answers is not None and not Question.objects.filter(part, pk=answers).exists():
        raise RuleError("not_recipient")
    if recipient_id is not None and not Participant.objects.filter(pk=recipient_id, relay_id=actor.relay_id).exists():
        raise RuleError("not_participant")
    kept = keep_words(actor, text, now, answers=answers, recipient_id=recipient_id)
    if kept is None:
        raise RuleError("closed")
    return kept


def keep_words(
    actor: Participant, text: str, now: datetime, *, answers: int | None, recipient_id: int | None = None
) -> Draft | None:
    """One draft per question to answer, and one for the next question to ask; the last words win. None once the relay
    has closed: nobody could read them again, so they are not kept.
    """
    with transaction.atomic():
        if phase_of(hold(actor.relay_id), now) is Phase.CLOSED:
            return None
        Participant.objects.select_for_update(no_key=True).get(pk=actor.pk)  # one draft, also from two devices at once
        draft, _ = Draft.objects.update_or_create(
            participant=actor,
            answers_id=answers,
            defaults={"text": text, "recipient_id": recipient_id, "saved_at": now},
        )
    return draft
