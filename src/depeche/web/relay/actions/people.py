"""People of a relay: joining while it runs, suspended, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act, Phase
from depeche.web.common import audit
from depeche.web.common.models import InboundMail
from depeche.web.relay import access, mails
from depeche.web.relay.actions.phases import give_start_rights
from depeche.web.relay.actions.steps import send_back
from depeche.web.relay.models import Participant, PeopleImport, Question, Relay
from depeche.web.relay.rules import check_phase, hold, hold_alone, lock_people, may_run, rules_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class NewParticipant:
    name: str
    email: str
    group_id: int | None
    title: str = ""
    organisation: str = ""
    sector: str = ""
    starter: bool = False
    outsider: bool = False


def search_words(name: str, title: str, organisation: str) -> str:
    """What Participant.search holds."""
    return " ".join(part for part in (name, title, organisation) if part).casefold()[:500]


@transaction.atomic
def add_participants(
    *,
    actor: User,
    relay: Relay,
    people: Sequence[NewParticipant],
    now: datetime,
    arrived_with: PeopleImport | None = None,
) -> list[Participant]:
    """All or none. While the relay is open each gets the right the rules let them begin with, and the worker sends the
    opening mail.

    RuleError: closed; participant_already (count) when addresses are here already or come twice; no_group when the
    relay has been scheduled and somebody from inside has none; outsiders_off (people) when it has, and they may not be
    asked.
    """
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    phase = check_phase(Act.ADD_PERSON, relay, now)
    emails = [person.email.strip().lower() for person in people]
    twice = len(emails) - len(set(emails)) + Participant.objects.filter(relay=relay, email__in=emails).count()
    if twice:
        raise RuleError("participant_already", count=twice)
    if phase is not Phase.DRAFT:
        _check_complete(relay, people)
    added = Participant.objects.bulk_create(
        (
            access.prepare(
                Participant(
                    relay=relay,
                    group_id=person.group_id,
                    name=person.name,
                    search=search_words(person.name, person.title, person.organisation),
                    email=email,
                    title=person.title,
                    organisation=person.organisation,
                    sector=person.sector,
                    starter=person.starter,
                    outsider=person.outsider,
                    joined_at=now,
                    arrived_with=arrived_with,
                )
            )
            for person, email in zip(people, emails, strict=True)
        ),
        batch_size=1000,
    )
    if phase is Phase.OPEN:
        give_start_rights(relay=relay, now=now)
    audit.record(
        actor=actor, verb="participants.added", target=relay, at=now, project_id=relay.project_id, count=len(added)
    )
    return added


def _check_complete(relay: Relay, people: Sequence[NewParticipant]) -> None:
    """What `rules.why_not_schedule` asks of people, of those who come later."""
    if any(person.group_id is None and not person.outsider for person in people):
        raise RuleError("no_group")
    outside = sum(person.outsider for person in people)
    if outside and not rules_of(relay).outsiders:
        raise RuleError("outsiders_off", people=outside)


@transaction.atomic
def suspend(*, actor: User, participant: Participant, now: datetime) -> Participant:
    """Nobody asks them, they neither ask nor answer, and what waits for them returns to those who asked.

    Suspending somebody who is suspended changes nothing. RuleError: closed.
    """
    relay, person = _at_hand(actor, participant, Act.SUSPEND, now)
    if not _set_status(person, Participant.Status.ACTIVE, Participant.Status.SUSPENDED):
        return person
    waiting = Question.objects.filter(recipient=person, status=Question.Status.WAITING).order_by("pk")
    for question in waiting.select_related("asker", "recipient"):
        send_back(relay, question, Question.Returned.SUSPENDED, now, actor=actor)
    audit.record(actor=actor, verb="participant.suspended", target=person, at=now, project_id=relay.project_id)
    mails.settle_returned(actor=actor, participant=person, handled=InboundMail.Handled.SUSPENDED, now=now)
    person.refresh_from_db()
    return person


@transaction.atomic
def restore(*, actor: User, participant: Participant, now: datetime) -> Participant:
    """They take part again, with the rights they had. RuleError: closed."""
    relay, person = _at_hand(actor, participant, Act.RESTORE, now)
    if _set_status(person, Participant.Status.SUSPENDED, Participant.Status.ACTIVE):
        audit.record(actor=actor, verb="participant.restored", target=person, at=now, project_id=relay.project_id)
    return person


def _at_hand(actor: User, participant: Participant, act: Act, now: datetime) -> tuple[Relay, Participant]:
    relay = hold(participant.relay_id)
    may_run(actor, relay)
    person = lock_people(participant.pk)[participant.pk]
    check_phase(act, relay, now)
    return relay, person


def _set_status(person: Participant, old: str, new: str) -> bool:
    """By condition; False when it was not `old`."""
    changed = Participant.objects.filter(pk=person.pk, status=old).update(status=new) == 1
    person.refresh_from_db(fields=["status"])
    return changed
