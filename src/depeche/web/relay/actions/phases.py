"""The relay from one phase to the next. The worker and the organiser take the same steps, and each is taken once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Start
from depeche.core.relay.window import MOMENTS, Act, Window, closed_now, may_move
from depeche.web.common import audit, outbox
from depeche.web.common.models import OutboxMail
from depeche.web.relay.mails.returned import SUBJECT_TYPE
from depeche.web.relay.models import Draft, Hop, Participant, Phase, Question, Relay, Right
from depeche.web.relay.rules import check_phase, due_of, hold_alone, may_run, rules_of, why_not_schedule, window_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

BATCH = 1000
PHASES = list(Phase)


@transaction.atomic
def schedule(*, actor: User, relay: Relay, now: datetime) -> Relay:
    """From set-up to waiting for its moments. Raises the first RuleError of `rules.why_not_schedule`."""
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    check_phase(Act.SCHEDULE, relay, now)
    for refusal in why_not_schedule(relay, now):
        raise refusal
    relay.rules = rules_of(relay).to_dict()  # written out, so that a later default cannot change them
    relay.save(update_fields=["rules"])
    _step(relay, Phase.SCHEDULED, now, actor, **_moments(window_of(relay)))
    return relay


@transaction.atomic
def unschedule(*, actor: User, relay: Relay, now: datetime) -> Relay:
    """Back to set-up, as long as nobody has been invited; a relay that is there stays. RuleError: invited_already."""
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    if relay.phase == Phase.DRAFT:
        return relay
    if relay.phase != Phase.SCHEDULED:
        raise RuleError("invited_already", phase=relay.phase)
    relay.phase = Phase.DRAFT
    relay.save(update_fields=["phase"])
    audit.record(actor=actor, verb="relay.unscheduled", target=relay, at=now, project_id=relay.project_id)
    return relay


@transaction.atomic
def invite(*, relay: Relay, now: datetime) -> bool:
    """Scheduled -> invited, when its moment has come; False when there was nothing to do. So for the three below."""
    relay = hold_alone(relay.pk)
    if relay.phase != Phase.SCHEDULED or relay.invites_at is None or now < relay.invites_at:
        return False
    return _step(relay, Phase.INVITED, now, None)


def open_relay(*, relay: Relay, now: datetime) -> bool:
    """Invited -> open. The rights to begin with are given first, in batches: they can be used once it is open."""
    if relay.phase != Phase.INVITED or relay.opens_at is None or now < relay.opens_at:
        return False
    give_start_rights(relay=relay, now=now)
    with transaction.atomic():
        relay = hold_alone(relay.pk)
        if relay.phase != Phase.INVITED or relay.opens_at is None or now < relay.opens_at:
            return False
        give_start_rights(relay=relay, now=now)  # to people who came in the meantime
        return _step(relay, Phase.OPEN, now, None)


def give_start_rights(*, relay: Relay, now: datetime) -> int:
    """Give whoever begins with a right, and has none, theirs; how many were given. In batches, each for itself."""
    starters = rules_of(relay).start is Start.STARTERS
    begins = Q(starter=True) if starters else Q(outsider=False)  # as core.relay.decisions.starts_with_right
    has = Right.objects.filter(participant=OuterRef("pk"), origin=Right.Origin.START)
    people = Participant.objects.filter(~Exists(has), begins, relay=relay).order_by("pk")
    without = list(people.values_list("pk", flat=True))
    for first in range(0, len(without), BATCH):
        Right.objects.bulk_create(
            [
                Right(relay=relay, participant_id=person, origin=Right.Origin.START, created_at=now)
                for person in without[first : first + BATCH]
            ],
            ignore_conflicts=True,  # another worker may be at it too
        )
    return len(without)


@transaction.atomic
def close_to_questions(*, relay: Relay, now: datetime, actor: models.Model | None = None) -> bool:
    """Open -> answering: rights not used lapse; what waits may still be answered."""
    relay = hold_alone(relay.pk)
    if relay.phase != Phase.OPEN or relay.closes_at is None or now < relay.closes_at:
        return False
    Right.objects.filter(relay=relay, status=Right.Status.OPEN).update(status=Right.Status.LAPSED)
    return _step(relay, Phase.ANSWERING, now, actor)


@transaction.atomic
def close_answers(*, relay: Relay, now: datetime, actor: models.Model | None = None) -> bool:
    """Answering -> closed: what still waits ends unanswered, and what nobody sent is forgotten. Nothing changes after
    this.
    """
    relay = hold_alone(relay.pk)
    if relay.phase != Phase.ANSWERING or relay.answers_close_at is None or now < relay.answers_close_at:
        return False
    _end_all_waiting(relay, now)
    Draft.objects.filter(participant__relay=relay).delete()
    relay.closed_at = now
    relay.save(update_fields=["closed_at"])
    return _step(relay, Phase.CLOSED, now, actor)


@transaction.atomic
def close_now(*, actor: User, relay: Relay, now: datetime) -> Relay:
    """End asking and answering at once. RuleError: not_open, closed."""
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    check_phase(Act.CLOSE_NOW, relay, now)
    window = window_of(relay)
    moment = now
    if window is not None:
        ended = closed_now(window, now)
        _set_window(relay, ended)
        _note_window(actor, relay, ended, now)
        moment = max(now, ended.answers_close)  # later than `now` only where the relay is closed as it opens
    close_to_questions(relay=relay, now=moment, actor=actor)
    close_answers(relay=relay, now=moment, actor=actor)
    return hold_alone(relay.pk)


@transaction.atomic
def move_window(*, actor: User, relay: Relay, window: Window, now: datetime) -> Relay:
    """Move the moments that have not passed; time limits follow. RuleError: closed, moment_passed, moment_in_past."""
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    check_phase(Act.MOVE_WINDOW, relay, now)
    may_move(window_of(relay), window, now)
    _set_window(relay, window)
    rules = rules_of(relay)
    waiting = list(_waiting(relay))
    for question in waiting:
        question.due_at = due_of(relay, rules, question.since)
    Question.objects.bulk_update(waiting, ["due_at"], batch_size=BATCH)
    Relay.objects.filter(pk=relay.pk).update(reminded_closing_at=None)
    _note_window(actor, relay, window, now)
    return relay


def extend(*, actor: User, relay: Relay, closes_at: datetime, answers_close_at: datetime, now: datetime) -> Relay:
    """`move_window` for the two moments of the end."""
    window = window_of(relay)
    if window is None:
        raise RuleError("not_open")
    moved = Window(window.invite, window.open, closes_at, answers_close_at)
    return move_window(actor=actor, relay=relay, window=moved, now=now)


def _waiting(relay: Relay) -> models.QuerySet[Question]:
    return Question.objects.filter(relay=relay, status=Question.Status.WAITING)


def _end_all_waiting(relay: Relay, now: datetime) -> None:
    """As `steps.end_waiting`, for all at once and giving no right back; what is held ends too."""
    reason = Question.Returned.CLOSED
    people = Participant.objects.filter(relay=relay)
    Question.objects.filter(relay=relay, status__in=[Question.Status.WAITING, Question.Status.HELD]).update(
        status=Question.Status.RETURNED, return_reason=reason, ended_at=now, rewrite_asked_at=None
    )
    Hop.objects.filter(question__relay=relay, ended_at=None).update(ended_at=now, outcome=reason)
    people.filter(waiting_count__gt=0).update(waiting_count=0)
    stale = OutboxMail.objects.filter(subject_type=SUBJECT_TYPE, subject_id__in=people.values("pk"))
    outbox.cancel(stale.filter(kind__in=["question", "reminder_question", "reminder_right", "closing"]))


def _set_window(relay: Relay, window: Window) -> None:
    relay.invites_at, relay.opens_at = window.invite, window.open
    relay.closes_at, relay.answers_close_at = window.close, window.answers_close
    relay.save(update_fields=["invites_at", "opens_at", "closes_at", "answers_close_at"])


def _note_window(actor: models.Model, relay: Relay, window: Window, now: datetime) -> None:
    moments = _moments(window)
    audit.record(actor=actor, verb="relay.window_moved", target=relay, at=now, project_id=relay.project_id, **moments)


def _moments(window: Window | None) -> dict[str, str]:
    """For the record: what happened in a relay can be replayed only where its windows are known (archive)."""
    return {} if window is None else {name: getattr(window, name).isoformat() for name in MOMENTS}


def _step(relay: Relay, phase: Phase, now: datetime, actor: models.Model | None, **noted: str) -> bool:
    """One phase onward, by condition; `noted` goes into the record."""
    before = PHASES[PHASES.index(phase) - 1]
    if Relay.objects.filter(pk=relay.pk, phase=before).update(phase=phase) != 1:
        return False
    relay.phase = phase
    audit.record(actor=actor, verb=f"relay.{phase}", target=relay, at=now, project_id=relay.project_id, **noted)
    return True
