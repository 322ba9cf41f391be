"""What the organiser does to people as the relay runs, beside suspending: mend their data, group them, remind them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.window import Act, Phase, why_not_now
from depeche.web.common import audit
from depeche.web.relay import access, mails
from depeche.web.relay.actions.people import search_words
from depeche.web.relay.models import Group, Participant, Question, Relay, Right
from depeche.web.relay.rules import check_phase, hold_alone, may_run, phase_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """What the organiser may mend about a participant."""

    name: str
    email: str
    title: str
    organisation: str
    sector: str


class Reminder(StrEnum):
    """Whom a reminder is for; the values are the kinds of mail."""

    QUESTION = "reminder_question"  # a question waits for their answer
    RIGHT = "reminder_right"  # they may ask and have not


class Mark(StrEnum):
    """What a participant can be marked as; the values are the fields that hold it."""

    STARTER = "starter"  # begins a thread, where the rules name starters
    OUTSIDER = "outsider"  # a customer, a partner


@transaction.atomic
def edit_person(*, actor: User, participant: Participant, data: PersonData, now: datetime) -> Participant:
    """RuleError: participant_already where the address is somebody else's in this relay; closed.

    Another address is another reader: the link that went to the old one opens nothing any more, and mails that have
    not left, each of which would bear the new one, go to the new address.
    """
    may_run(actor, participant.relay)
    relay = hold_alone(participant.relay_id)
    check_phase(Act.EDIT_PERSON, relay, now)
    email = data.email.strip().lower()
    if Participant.objects.filter(relay=relay, email=email).exclude(pk=participant.pk).exists():
        raise RuleError("participant_already", count=1)
    person = Participant.objects.get(pk=participant.pk)
    moved = person.email != email
    person.name, person.email = data.name, email
    person.title, person.organisation, person.sector = data.title, data.organisation, data.sector
    person.search = search_words(data.name, data.title, data.organisation)
    person.save(update_fields=["name", "email", "title", "organisation", "sector", "search"])
    audit.record(actor=actor, verb="participant.edited", target=person, at=now, project_id=relay.project_id)
    if moved:
        mails.readdress(person)
        access.revoke(actor=actor, participant=person, now=now)
    return person


@transaction.atomic
def group_people(*, actor: User, relay: Relay, people: Collection[int], name: str, now: datetime) -> int:
    """Put people into the group of that name, which is made where there is none; how many were moved."""
    name = name.strip()
    if not name:
        raise InputError(_("Give the group a name."), column="group")
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    check_phase(Act.EDIT_PERSON, held, now)
    group = Group.objects.get_or_create(relay=held, name=name, defaults={"position": held.groups.count()})[0]
    moved = held.participants.filter(pk__in=people).exclude(group=group).update(group=group)
    held.groups.filter(participants=None).delete()
    audit.record(actor=actor, verb="participants.grouped", target=held, at=now, project_id=held.project_id, count=moved)
    return moved


@transaction.atomic
def mark_people(*, actor: User, relay: Relay, people: Collection[int], mark: Mark, marked: bool, now: datetime) -> int:
    """Mark people, or take the mark from them; of how many it was changed.

    RuleError: marks_fixed once the relay is open, since its rights to begin with have been given; without_group where
    somebody of a scheduled relay would be an insider without one.
    """
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    if why_not_now(Act.EDIT_SETUP, phase_of(held, now)):
        raise RuleError("marks_fixed")
    chosen = held.participants.filter(pk__in=people)
    if mark is Mark.OUTSIDER and not marked and held.phase != Phase.DRAFT:
        without = chosen.filter(group=None).count()
        if without:
            raise RuleError("without_group", people=without)
    changed = chosen.exclude(**{mark: marked}).update(**{mark: marked})
    verb = f"participants.{mark}_set" if marked else f"participants.{mark}_unset"
    audit.record(actor=actor, verb=verb, target=held, at=now, project_id=held.project_id, count=changed)
    return changed


@transaction.atomic
def rename_group(*, actor: User, group: Group, name: str, now: datetime) -> Group:
    """Into the name of another group: the two become one."""
    may_run(actor, group.relay)
    held = hold_alone(group.relay_id)
    check_phase(Act.EDIT_PERSON, held, now)
    other = held.groups.filter(name=name).exclude(pk=group.pk).first()
    audit.record(actor=actor, verb="group.renamed", target=group, at=now, project_id=held.project_id)
    if other is not None:
        group.participants.update(group=other)
        group.delete()
        return other
    group.name = name
    group.save(update_fields=["name"])
    return group


def to_remind(relay: Relay, kind: Reminder) -> QuerySet[Participant]:
    """Active people whom this reminder is for, by name."""
    people = Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE)
    waiting = Question.objects.filter(recipient=OuterRef("pk"), status=Question.Status.WAITING)
    rights = Right.objects.filter(participant=OuterRef("pk"), status=Right.Status.OPEN)
    needed = Q(Exists(waiting)) if kind is Reminder.QUESTION else Q(Exists(rights))
    return people.filter(needed).order_by("name", "pk")


@transaction.atomic
def remind(*, actor: User, relay: Relay, kind: Reminder, now: datetime) -> int:
    """Queue the reminder to all it is for; how many. Nobody gets the same reminder from the organiser twice a day."""
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    check_phase(Act.REMIND, held, now)
    if kind is Reminder.RIGHT and phase_of(held, now) is not Phase.OPEN:
        raise RuleError("closed", act=str(Act.ASK))
    today = f"organiser-{timezone.localdate(now).isoformat()}"
    people = to_remind(held, kind).select_related("relay__project")
    if kind is Reminder.RIGHT:
        sent = mails.enqueue_many(kind, people, now, again=today)
    else:
        waiting = Question.objects.filter(relay=held, status=Question.Status.WAITING).order_by("due_at", "pk")
        first: dict[int, Question] = {}
        for question in waiting:
            first.setdefault(question.recipient_id, question)
        sent = sum(
            mails.enqueue(kind, person, now, first[person.pk], again=today) is not None
            for person in people
            if person.pk in first
        )
    audit.record(actor=actor, verb="relay.reminded", target=held, at=now, project_id=held.project_id, count=sent)
    return sent
