"""Steps that several actions take inside their own transaction; none of them is an action by itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import status_of_new_right
from depeche.core.relay.window import Phase
from depeche.web.common import audit
from depeche.web.common.prepared import PreparedUpdate, insert
from depeche.web.relay import mails
from depeche.web.relay.models import Hop, Participant, Question, Relay, Right
from depeche.web.relay.rules import phase_of, rules_of

if TYPE_CHECKING:
    from django.db import models

WAITING = Question.Status.WAITING
NO_RIGHT_BACK = frozenset({Question.Returned.CLOSED})
SAID_IN_THE_ROOM = frozenset({"question", "answered", "reminder_right"})


_END = PreparedUpdate(
    lambda pk, status, reason, said, at: (
        Question.objects.filter(pk=pk, status=WAITING.value),
        {"status": status, "return_reason": reason, "decline_reason": said, "ended_at": at},
    )
)
_END_HOP = PreparedUpdate(
    lambda question, at, outcome: (
        Hop.objects.filter(question=question, ended_at=None),
        {"ended_at": at, "outcome": outcome},
    )
)
_FREE = PreparedUpdate(lambda pk: (Participant.objects.filter(pk=pk), {"waiting_count": F("waiting_count") - 1}))


def end_waiting(question: Question, now: datetime, status: str, reason: str = "", said: str = "") -> None:
    """Waiting -> `status`, by condition; RuleError with the state it is in when somebody was faster."""
    if _END(question.pk, status, reason, said, now) != 1:
        question.refresh_from_db(fields=["status"])
        raise RuleError(f"{question.status}_already")
    question.status, question.return_reason, question.decline_reason, question.ended_at = status, reason, said, now
    _END_HOP(question.pk, now, reason or status)
    _FREE(question.recipient_id)
    mails.cancel(["question", "reminder_question"], question.recipient, question)


def give_right(relay: Relay, person_id: int, origin: str, source: Question, now: datetime) -> Right:
    """A new right; it lapses at once where nobody may ask any more. Unique by origin and source: see Right."""
    return insert(
        Right(
            relay=relay,
            participant_id=person_id,
            origin=origin,
            source=source,
            status=str(status_of_new_right(phase_of(relay, now))),
            created_at=now,
        )
    )


def send_back(
    relay: Relay, question: Question, reason: str, now: datetime, *, actor: models.Model | None, said: str = ""
) -> None:
    """The question returns to its asker, who is told and gets a right; a recipient who let time run out is told too.

    The relay is held and the recipient locked by the caller. RuleError when the question waits no more.
    """
    end_waiting(question, now, Question.Status.RETURNED, reason, said)
    if reason not in NO_RIGHT_BACK:
        give_right(relay, question.asker_id, Right.Origin.RETURN, question, now)
    audit.record(
        actor=actor, verb="question.returned", target=question, at=now, project_id=relay.project_id, reason=reason
    )
    if phase_of(relay, now) is Phase.CLOSED or reason == Question.Returned.WITHDRAWN:
        return
    notify("returned", question.asker, relay, now, question)
    if reason == Question.Returned.EXPIRED:
        notify("late", question.recipient, relay, now, question)


def notify(kind: str, person: Participant, relay: Relay, now: datetime, question: Question | None = None) -> bool:
    """Put a mail into the outbox, to leave when it disturbs nobody; False when it was there already or is unwanted.

    In a live relay the phone in the room says what these mails would: they are left out.
    """
    if kind in SAID_IN_THE_ROOM and rules_of(relay).live:
        return False
    person.relay = relay  # read once, not once a mail
    return mails.enqueue(kind, person, now, question, not_before=mails.quiet_until(kind, relay, now)) is not None
