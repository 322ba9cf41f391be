"""Send me my link again. Asking writes the same rows whether or not the address is known; the worker looks it up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from depeche.core.errors import RuleError
from depeche.core.relay.window import Phase
from depeche.web.common import audit
from depeche.web.common.models import OutboxMail
from depeche.web.relay import mails
from depeche.web.relay.doors import limits
from depeche.web.relay.models import DoorTry, LinkRequest, Participant
from depeche.web.relay.rules import lock_people, phase_of

ASKED = "asked-"  # marks, in the key of a mail, that a person asked for it at this door
PAUSE = timedelta(hours=1)  # between two such mails to one participant
STALE = timedelta(hours=1)  # who asked that long ago no longer waits
READABLE = timedelta(days=30)  # so long after the close a link is still sent
BATCH = 200


def request_link(*, email: str, source: str, now: datetime) -> LinkRequest:
    """Note that somebody at `source` wants the links of this address. RuleError: too_many_tries.

    Two rows for every address, known or not, so that neither the answer nor its time tells which it is.
    """
    if limits.spent(DoorTry.Door.LINK, source, now):
        raise RuleError("too_many_tries")
    limits.count(DoorTry.Door.LINK, source, now)
    return LinkRequest.objects.create(email=email.strip().lower(), at=now)


@dataclass(frozen=True)
class DoorReport:
    """What one round of the worker's duty did."""

    links: int = 0  # mails put into the outbox
    forgotten: int = 0  # tries that no longer count


def tick(now: datetime) -> DoorReport:
    """The worker's duty at the doors: send the links asked for, forget old tries."""
    return DoorReport(links=send_links(now), forgotten=limits.forget(now))


def send_links(now: datetime) -> int:
    """Answer the requests that wait, each in its own transaction; how many mails were queued."""
    return sum(_answer(request, now) for request in LinkRequest.objects.order_by("pk")[:BATCH])


@transaction.atomic
def _answer(request: LinkRequest, now: datetime) -> int:
    """The row goes first: of two workers the second finds it gone."""
    taken = LinkRequest.objects.filter(pk=request.pk).delete()[0] == 1
    if not taken or request.at < now - STALE:
        return 0
    people = list(_taking_part(request.email, now))
    if people:
        lock_people(*(person.pk for person in people))
    return sum(_send(person, now) for person in people)


def _taking_part(email: str, now: datetime) -> QuerySet[Participant]:
    """In every relay that was run here, has invited people and is open to read."""
    running = Q(relay__phase__in=[Phase.INVITED.value, Phase.OPEN.value, Phase.ANSWERING.value])
    lately = Q(relay__phase=Phase.CLOSED.value, relay__closed_at__gte=now - READABLE)
    people = Participant.objects.filter(relay__imported_as="", email=email, status=Participant.Status.ACTIVE)
    found = people.filter(running | lately)
    return found.select_related("relay__project", "group").order_by("pk")


def _send(person: Participant, now: datetime) -> bool:
    """False where they have had one lately."""
    mine = OutboxMail.objects.filter(subject_type="participant", subject_id=person.pk)
    if mine.filter(created_at__gt=now - PAUSE, key__contains=f"/again-{ASKED}").exists():
        return False
    kind = "closed" if phase_of(person.relay, now) is Phase.CLOSED else "link"
    mails.enqueue(kind, person, now, again=f"{ASKED}{secrets.token_hex(6)}")
    audit.record(
        actor=None, verb="link.asked_for", target=person, at=now, project_id=person.relay.project_id, kind=kind
    )
    return True
