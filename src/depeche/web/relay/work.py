"""What time does to relays. `tick` may be called as often as one likes, by several workers, and killed at any moment.

Each duty finds its own work in the tables, so nothing is remembered between two ticks and nothing is done twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from depeche.core.relay.window import reminders
from depeche.web.common.models import OutboxMail
from depeche.web.relay import actions, mails
from depeche.web.relay.actions.steps import notify
from depeche.web.relay.models import Participant, Phase, Question, Relay, Right
from depeche.web.relay.rules import hold, rules_of

log = logging.getLogger(__name__)

BATCH = 500
RIGHT_IDLE = timedelta(hours=24)  # a right unused for so long earns a reminder
CLOSING_SOON = timedelta(hours=24)  # and never more than a quarter of the time the relay is open
CLOSED_LATELY = timedelta(days=2)  # a mail about the close is news for so long


@dataclass(frozen=True)
class TickReport:
    """What one tick did: relays that changed phase, questions returned, mails put into the outbox."""

    invited: int = 0
    opened: int = 0
    stopped: int = 0  # asking closed
    closed: int = 0
    returned: int = 0
    reminded: int = 0
    mailed: int = 0
    failed: int = 0  # relays whose duties stopped at a fault; the next tick tries again

    def __add__(self, other: TickReport) -> TickReport:
        return TickReport(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def tick(now: datetime) -> TickReport:
    """Do what is due in every relay that is under way. One relay's trouble is not another's."""
    alive = Q(phase__in=[Phase.SCHEDULED, Phase.INVITED, Phase.OPEN, Phase.ANSWERING])
    lately = Q(phase=Phase.CLOSED, closed_at__gte=now - CLOSED_LATELY)
    total = TickReport()
    ours = Relay.objects.filter(alive | lately, imported_as="", anonymised_at=None)  # nobody else is there to be told
    for relay in ours.select_related("project").order_by("pk"):
        try:
            total += tick_relay(relay, now)
        except Exception:  # whatever is wrong with one relay, the others' time must not stand still
            log.exception("Relay %d: its duties stopped; the next tick goes on", relay.pk)
            total += TickReport(failed=1)
    return total


def tick_relay(relay: Relay, now: datetime) -> TickReport:
    """Duties in the order in which time would have done them."""
    total = TickReport()
    for duty in DUTIES:
        total += duty(relay, now)
        relay.refresh_from_db()
    return total


def _invite(relay: Relay, now: datetime) -> TickReport:
    return TickReport(invited=int(actions.invite(relay=relay, now=now)))


def _open(relay: Relay, now: datetime) -> TickReport:
    return TickReport(opened=int(actions.open_relay(relay=relay, now=now)))


def _return(relay: Relay, now: datetime) -> TickReport:
    """What answers close upon ends with the relay, not as late."""
    if relay.phase not in {Phase.OPEN, Phase.ANSWERING} or relay.answers_close_at is None:
        return TickReport()
    before_the_end = min(now, relay.answers_close_at - timedelta(microseconds=1))
    total = 0
    while returned := actions.return_overdue(relay=relay, now=now, until=before_the_end):
        total += returned
    return TickReport(returned=total)


def _stop(relay: Relay, now: datetime) -> TickReport:
    return TickReport(stopped=int(actions.close_to_questions(relay=relay, now=now)))


def _close(relay: Relay, now: datetime) -> TickReport:
    return TickReport(closed=int(actions.close_answers(relay=relay, now=now)))


def _remind_of_questions(relay: Relay, now: datetime) -> TickReport:
    """At half of the time to answer, and near its end; whoever was reminded late is not reminded twice at once."""
    if relay.phase not in {Phase.OPEN, Phase.ANSWERING}:
        return TickReport()
    rules, sent = rules_of(relay), 0
    waiting = Question.objects.filter(relay=relay, status=Question.Status.WAITING, due_at__gt=now)
    for question in waiting.filter(reminders_sent__lt=2).select_related("recipient").iterator(BATCH):
        if question.due_at is None:
            continue
        half, near = reminders(question.since, question.due_at, rules)
        stage = 2 if now >= near else 1 if now >= half else 0
        if stage > question.reminders_sent:
            sent += _remind_of(question, relay, stage, now)
    return TickReport(reminded=sent)


@transaction.atomic
def _remind_of(question: Question, relay: Relay, stage: int, now: datetime) -> bool:
    still = Question.objects.filter(
        pk=question.pk, status=Question.Status.WAITING, reminders_sent=question.reminders_sent
    )
    if still.update(reminders_sent=stage) != 1:
        return False
    question.reminders_sent = stage
    return notify("reminder_question", question.recipient, relay, now, question)


def _remind_of_rights(relay: Relay, now: datetime) -> TickReport:
    """Once for each right that has lain unused; one mail to a person, however many rights."""
    if relay.phase != Phase.OPEN:
        return TickReport()
    idle = Right.objects.filter(
        relay=relay, status=Right.Status.OPEN, reminded_at=None, created_at__lte=now - RIGHT_IDLE
    )
    people = Participant.objects.filter(Exists(idle.filter(participant=OuterRef("pk"))), status="active")
    sent = 0
    for person in people.order_by("pk").iterator(BATCH):
        with transaction.atomic():
            mine = Right.objects.filter(participant=person, status=Right.Status.OPEN, reminded_at=None)
            if mine.update(reminded_at=now):
                sent += notify("reminder_right", person, relay, now)
    return TickReport(reminded=sent)


def _mail_phase(relay: Relay, now: datetime) -> TickReport:
    """The mail of the phase, to everybody who has not been sent it: also to those who join later."""
    kind = {Phase.INVITED: "invitation", Phase.OPEN: "opening", Phase.CLOSED: "closed"}.get(Phase(relay.phase))
    people = _active(relay)
    if kind == "opening":  # it says that one can ask; whoever cannot yet gets a mail when somebody asks them
        people = people.filter(Exists(Right.objects.filter(participant=OuterRef("pk"), origin=Right.Origin.START)))
    return TickReport(mailed=_mail_all(kind, relay, now, people) if kind else 0)


def _mail_closing(relay: Relay, now: datetime) -> TickReport:
    """To those who can still do something: ask, or answer."""
    if relay.phase != Phase.OPEN or relay.reminded_closing_at or relay.opens_at is None or relay.closes_at is None:
        return TickReport()
    if now < relay.closes_at - min(CLOSING_SOON, (relay.closes_at - relay.opens_at) / 4):
        return TickReport()
    has_right = Exists(Right.objects.filter(participant=OuterRef("pk"), status=Right.Status.OPEN))
    sent = _mail_all("closing", relay, now, _active(relay).filter(has_right | Q(waiting_count__gt=0)))
    Relay.objects.filter(pk=relay.pk, closes_at=relay.closes_at).update(reminded_closing_at=now)
    return TickReport(mailed=sent)


def _active(relay: Relay) -> QuerySet[Participant]:
    return Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE)


def _mail_all(kind: str, relay: Relay, now: datetime, people: QuerySet[Participant]) -> int:
    """In batches, each its own transaction; a batch that was interrupted is taken up where it stopped.

    The relay is held meanwhile: no mail is written to people who are just being erased.
    """
    if kind != "closing":  # may come once more when the close is moved: its key holds the day
        had = OutboxMail.objects.filter(subject_type="participant", subject_id=OuterRef("pk"), kind=kind)
        people = people.filter(~Exists(had))
    leave_at, sent = mails.quiet_until(kind, relay, now), 0
    for person_ids in _batches(people.order_by("pk").values_list("pk", flat=True)):
        batch = Participant.objects.filter(pk__in=person_ids).select_related("relay__project", "group")
        with transaction.atomic():
            hold(relay.pk)
            sent += mails.enqueue_many(kind, batch, now, not_before=leave_at)
    return sent


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    everybody = list(ids)
    return (everybody[i : i + BATCH] for i in range(0, len(everybody), BATCH))


DUTIES: tuple[Callable[[Relay, datetime], TickReport], ...] = (
    _invite,
    _open,
    _return,
    _stop,
    _close,
    _remind_of_questions,
    _remind_of_rights,
    _mail_phase,
    _mail_closing,
)
