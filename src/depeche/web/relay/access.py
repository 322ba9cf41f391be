"""The personal link: one person in one relay, no account, no password.

The secret of the link is computed, never stored: HMAC-SHA256 over the participant's random `link_key` and the link's
version, under a key derived from SECRET_KEY, cut to 192 bits. The database holds its SHA-256 alone, so neither a copy
of the database nor the outbox opens a door. Raising the version revokes the link. A new SECRET_KEY revokes them all:
send them again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import models, transaction
from django.db.models import F

from depeche.web.common import audit
from depeche.web.common.prepared import Prepared
from depeche.web.relay.models import Participant

BYTES = 24
PATH = "/d/l/"
NOBODY = "@nobody.invalid"  # ends the address of whoever has none, brought in or made anonymous so (RFC 2606)
BATCH = 1000


def token(participant: Participant) -> str:
    """The secret of the link: 32 characters, safe in an address."""
    key = hashlib.sha256(b"depeche personal link\0" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.digest(key, f"{participant.link_key}:{participant.link_version}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:BYTES]).decode()


def token_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def link(participant: Participant) -> str:
    """The whole address. It works for whoever was saved after `prepare`, or for whom `issue` has been called."""
    return f"{settings.BASE_URL}{PATH}{token(participant)}"


def participant_by_token(secret: str) -> Participant | None:
    """Whose link it is. Whatever is handed in, the same query is made."""
    return Participant.objects.select_related("relay", "group").filter(access_hash=token_hash(secret)).first()


def prepare(participant: Participant) -> Participant:
    """Make the link of a participant work who is about to be saved; the same object, for a list of them."""
    participant.access_hash = token_hash(token(participant))
    return participant


def issue(participants: Iterable[Participant]) -> int:
    """Make the links of saved participants work; how many rows changed. Those that work already are left alone."""
    rest = iter(participants)
    written = 0
    while batch := list(islice(rest, BATCH)):
        changed = []
        for participant in batch:
            digest = token_hash(token(participant))
            if participant.access_hash != digest:
                participant.access_hash = digest
                changed.append(participant)
        written += Participant.objects.bulk_update(changed, ["access_hash"])
    return written


@transaction.atomic
def revoke(*, actor: models.Model, participant: Participant, now: datetime) -> Participant:
    """The link in circulation opens nothing from now on; the next mail bears a new one."""
    Participant.objects.filter(pk=participant.pk).update(link_version=F("link_version") + 1)
    participant.refresh_from_db(fields=["link_version"])
    prepare(participant).save(update_fields=["access_hash"])
    project_id = participant.relay.project_id
    audit.record(actor=actor, verb="participant.link_revoked", target=participant, at=now, project_id=project_id)
    return participant


_READER = Prepared(lambda pk: Participant.objects.filter(pk=pk, status=Participant.Status.ACTIVE.value))


def resolve(participant_id: int) -> str | None:
    """For the outbox, as a mail leaves: the link, or None where there is nobody to let in."""
    participant = _READER.first(participant_id)
    if participant is None or participant.email.endswith(NOBODY):
        return None
    issue([participant])
    return link(participant)
