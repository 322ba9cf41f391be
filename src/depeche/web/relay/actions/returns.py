"""Time returns what nobody answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import Status, may_expire
from depeche.web.relay.actions.steps import send_back
from depeche.web.relay.models import Question, Relay
from depeche.web.relay.rules import hold, question_at_hand

BATCH = 500


def return_overdue(*, relay: Relay, now: datetime, until: datetime | None = None, limit: int = BATCH) -> int:
    """Return up to `limit` questions whose time ran out by `until` (default: now); how many were returned.

    Each is its own transaction, so that nobody waits long for another's question.
    """
    due = Question.objects.filter(relay=relay, status=Question.Status.WAITING, due_at__lte=until or now)
    ids = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
    return sum(return_question(question_id=pk, now=now) for pk in ids)


@transaction.atomic
def return_question(*, question_id: int, now: datetime) -> bool:
    """False when somebody was faster: answered, declined, or returned by another worker."""
    relay = hold(Question.objects.values_list("relay_id", flat=True).get(pk=question_id))
    question = question_at_hand(relay.pk, question_id)
    if question.due_at is None:
        return False
    try:
        may_expire(status=Status(question.status), due_at=question.due_at, now=now)
    except RuleError:
        return False
    send_back(relay, question, Question.Returned.EXPIRED, now, actor=None)
    return True
