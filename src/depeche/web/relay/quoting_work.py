"""Who has not replied to being quoted is reminded once before the time they were asked to reply by."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from depeche.web.relay import mails
from depeche.web.relay.models import Participant, QuoteConsent, Relay
from depeche.web.relay.rules import hold

log = logging.getLogger(__name__)

BEFORE = timedelta(days=3)  # the deadline; and never before half of the time has gone


def tick(now: datetime) -> int:
    """How many reminders were put into the outbox. One relay's trouble is not another's."""
    due = QuoteConsent.objects.filter(
        decision="", reminded_at=None, answer_by__gt=now, answer_by__lte=now + BEFORE
    ).order_by()
    relays = Relay.objects.filter(pk__in=due.values("question__relay"), anonymised_at=None, imported_as="")
    sent = 0
    for pk in relays.order_by("pk").values_list("pk", flat=True):
        try:
            sent += _remind(pk, now)
        except Exception:  # as in work.tick
            log.exception("Relay %d: nobody was reminded of being quoted; the next tick tries again", pk)
    return sent


@transaction.atomic
def _remind(relay_id: int, now: datetime) -> int:
    """One mail to each, whatever the number of passages. A row is marked by condition, so that two workers send one."""
    relay = hold(relay_id)
    rows = QuoteConsent.objects.filter(question__relay=relay, decision="", reminded_at=None, answer_by__gt=now)
    due: dict[int, datetime] = {}
    for row in rows.select_related("question__answer").order_by("pk"):
        by, half = row.answer_by, row.asked_at + ((row.answer_by or now) - row.asked_at) / 2
        if by is None or now < max(by - BEFORE, half):
            continue
        if QuoteConsent.objects.filter(pk=row.pk, decision="", reminded_at=None).update(reminded_at=now):
            question = row.question
            author = question.asker_id if row.side == QuoteConsent.Side.QUESTION else question.answer.author_id
            due[author] = min(by, due.get(author, by))
    sent = 0
    for by in sorted(set(due.values())):
        people = Participant.objects.filter(pk__in=[pk for pk, when in due.items() if when == by])
        reached = people.select_related("relay__project").order_by("pk")
        sent += mails.enqueue_many("reminder_quoting", reached, now, number=int(by.timestamp()), by=by)
    return sent
