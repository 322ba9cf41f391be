"""A long list of people: handed in, taken in by the worker, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act
from depeche.web.common import audit
from depeche.web.relay import mails
from depeche.web.relay.models import Participant, PeopleImport, Relay
from depeche.web.relay.rules import check_phase, hold_alone, may_run

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

State = PeopleImport.State
TAKEN_BACK_AT_ONCE = 5_000  # people in one statement


@transaction.atomic
def hand_in(*, actor: User, relay: Relay, data: bytes, name: str, now: datetime) -> PeopleImport:
    """The file waits for the worker to read it; nobody is added before a person has looked at what was read."""
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    check_phase(Act.ADD_PERSON, held, now)
    ending = name.rpartition(".")[2].lower()[:10]
    handed = PeopleImport.objects.create(relay=held, user=actor, data=data, name=f"list.{ending}", created_at=now)
    _record(actor, "people_import.handed_in", handed, now, size=len(data))
    return handed


@transaction.atomic
def take_in(*, actor: User, handed: PeopleImport, now: datetime) -> PeopleImport:
    """Let the worker take in the rows that can be used. RuleError: not_ready, closed."""
    may_run(actor, handed.relay)
    held = hold_alone(handed.relay_id)
    check_phase(Act.ADD_PERSON, held, now)
    if PeopleImport.objects.filter(pk=handed.pk, state=State.READY, total__gt=0).update(state=State.TAKING) != 1:
        raise RuleError("not_ready")
    _record(actor, "people_import.begun", handed, now, rows=handed.total)
    return PeopleImport.objects.get(pk=handed.pk)


@transaction.atomic
def take_back(*, actor: User, handed: PeopleImport, now: datetime) -> int:
    """Everybody the list brought is taken out again; how many. Before the relay opens, as removing one person is.

    A list that waits for its reader's decision is dropped. RuleError: closed.
    """
    may_run(actor, handed.relay)
    held = hold_alone(handed.relay_id)
    check_phase(Act.REMOVE_PERSON, held, now)
    count = remove_arrived(handed)
    PeopleImport.objects.filter(pk=handed.pk).update(state=State.UNDONE, data=None, done=0, faults=[])
    _record(actor, "people_import.taken_back", handed, now, count=count)
    return count


def remove_arrived(handed: PeopleImport) -> int:
    """In pieces that fit into a statement, within the caller's transaction."""
    count = 0
    arrived = Participant.objects.filter(arrived_with=handed).values_list("pk", flat=True)
    while ids := list(arrived[:TAKEN_BACK_AT_ONCE]):
        mails.forget(ids)
        count += Participant.objects.filter(pk__in=ids).delete()[1].get("relay.Participant", 0)
    handed.relay.groups.filter(participants=None).delete()
    return count


def _record(actor: User, verb: str, handed: PeopleImport, now: datetime, **counts: int) -> None:
    project_id = handed.relay.project_id
    audit.record(actor=actor, verb=verb, target=handed, at=now, project_id=project_id, **counts)
