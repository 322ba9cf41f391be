"""No more reminders: from the mail program with one click (RFC 8058), or on one's own page, and back again.

The address in a mail's List-Unsubscribe is derived like the personal link, from another key, and not stored. It opens
no door: whoever has it can stop a person's reminders, and nothing else.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction

from depeche.web.common import audit
from depeche.web.common.proof import proof
from depeche.web.relay.mails.posting import cancel
from depeche.web.relay.mails.wording import REMINDERS
from depeche.web.relay.models import Participant

SIZE = 18  # bytes
PATH = "/d/afmeld/"


def address(participant_id: int) -> str:
    """For the outbox, as a mail leaves."""
    return f"{settings.BASE_URL}{PATH}{token(participant_id)}"


def token(participant_id: int) -> str:
    """123-… : whose, and the proof that it was we who wrote so."""
    return f"{participant_id}-{_proof(participant_id)}"


def participant_by_token(secret: str) -> Participant | None:
    number, _, given = secret.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    if not hmac.compare_digest(_proof(int(number)).encode(), given.encode()):
        return None
    return Participant.objects.select_related("relay").filter(pk=int(number)).first()


@transaction.atomic
def stop_reminders(*, actor: Participant, now: datetime) -> Participant:
    """What has been queued does not leave either. Doing it twice is doing it once."""
    if Participant.objects.filter(pk=actor.pk, mail_stopped_at=None).update(mail_stopped_at=now):
        actor.mail_stopped_at = now
        cancel(REMINDERS, actor)
        _record("participant.reminders_stopped", actor, now)
    return actor


@transaction.atomic
def resume_reminders(*, actor: Participant, now: datetime) -> Participant:
    if Participant.objects.filter(pk=actor.pk, mail_stopped_at__isnull=False).update(mail_stopped_at=None):
        actor.mail_stopped_at = None
        _record("participant.reminders_resumed", actor, now)
    return actor


def _record(verb: str, actor: Participant, now: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=actor, at=now, project_id=actor.relay.project_id)


def _proof(participant_id: int) -> str:
    return base64.urlsafe_b64encode(proof("unsubscribe", participant_id, SIZE)).decode()
