"""A question comes to somebody: a place among what waits for them, and the time they have."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from depeche.core.errors import RuleError
from depeche.web.common.prepared import PreparedUpdate
from depeche.web.relay.models import Participant, Question, Relay
from depeche.web.relay.rules import due_of, pickable, rules_of

_PICK = PreparedUpdate(
    lambda pk, relay, cap: (
        pickable(relay, cap).filter(pk=pk),
        {"waiting_count": F("waiting_count") + 1, "received_count": F("received_count") + 1},
    )
)


def take_place(recipient: Participant, cap: int) -> None:
    """By condition: RuleError recipient_full (waiting, cap)."""
    if _PICK(recipient.pk, recipient.relay_id, cap) != 1:
        raise RuleError("recipient_full", waiting=recipient.waiting_count, cap=cap)


def begin_stay(relay: Relay, question: Question, now: datetime) -> None:
    """Set, on the value alone, what begins anew when a question comes to its recipient."""
    question.since, question.due_at, question.reminders_sent = now, due_of(relay, rules_of(relay), now), 0


STAY = ("since", "due_at", "reminders_sent")
"""The columns of it."""
