"""The end of a relay: deleted, or made anonymous beyond return. What is left is a receipt without a word or a name."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.web.common import audit
from depeche.web.common.models import OutboxMail
from depeche.web.projects.rules import require
from depeche.web.relay.archive.actions.anonymising import anonymise
from depeche.web.relay.archive.holders import holders
from depeche.web.relay.archive.plans import rows_of
from depeche.web.relay.models import Erasure, Phase, Relay
from depeche.web.relay.rules import hold_alone, phase_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

RUNNING = frozenset({Phase.OPEN, Phase.ANSWERING})


@dataclass(frozen=True)
class Ending:
    """What the owner decided. `topic` as typed, to be sure that it is this relay; `texts`: copies of what was written
    go too, as far as nothing published rests on them.
    """

    kind: Erasure.Kind
    topic: str
    texts: bool = False


@transaction.atomic
def erase(*, actor: User, relay: Relay, ending: Ending, now: datetime) -> Erasure:
    """All in one transaction: a relay is whole, or gone. Only owners.

    RuleError: still_running; not_closed (anonymous only when it is over); anonymised_already; other_topic; mail_leaving
    while a mail is in the sender's hands.
    """
    require(actor, relay.project, "project.manage")
    held = hold_alone(relay.pk)
    _check(held, ending, now)
    deleted = ending.kind is Erasure.Kind.DELETED
    counts: Counter[str] = Counter()
    for holder in holders():
        counts.update(holder.let_go(held, deleted=deleted, texts=ending.texts))
    counts.update(_delete(held) if deleted else anonymise(held, now))
    receipt = Erasure(
        project_id=relay.project_id, relay_id=relay.pk, kind=ending.kind, user=actor, at=now,
        counts={name: count for name, count in sorted(counts.items()) if count},
    )  # fmt: skip # one receipt, two lines
    receipt.digest = digest_of(receipt)
    receipt.save()
    verb = f"relay.{ending.kind}"
    audit.record(actor=actor, verb=verb, target=receipt, at=now, project_id=relay.project_id, relay=relay.pk)
    return receipt


def digest_of(receipt: Erasure) -> str:
    """SHA-256 of what the receipt says, so that a copy of it can be checked."""
    told = {
        "project": receipt.project_id,
        "relay": receipt.relay_id,
        "kind": str(receipt.kind),
        "at": receipt.at.isoformat(),
        "counts": receipt.counts,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _check(relay: Relay, ending: Ending, now: datetime) -> None:
    phase = Phase(phase_of(relay, now))
    if phase in RUNNING:
        raise RuleError("still_running")
    if ending.kind is Erasure.Kind.ANONYMISED and phase is not Phase.CLOSED:
        raise RuleError("not_closed")
    if ending.kind is Erasure.Kind.ANONYMISED and relay.anonymised_at is not None:
        raise RuleError("anonymised_already")
    if " ".join(ending.topic.split()).casefold() != " ".join(relay.topic.split()).casefold():
        raise RuleError("other_topic")
    people = relay.participants.values("pk")
    if OutboxMail.objects.filter(subject_type="participant", subject_id__in=people, status="sending").exists():
        raise RuleError("mail_leaving")


def _delete(relay: Relay) -> Mapping[str, int]:
    """Table by table, a statement each: nothing is loaded, so a relay of 100,000 questions is gone in seconds."""
    counts = {name: rows._raw_delete(rows.db) for name, rows in rows_of(relay).items()}
    relay.delete()  # and, by cascade, what a later version keeps beside
    return counts | {"relay": 1}
