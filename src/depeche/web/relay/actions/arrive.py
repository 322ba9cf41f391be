from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depeche.web.common import audit
from depeche.web.relay.models import Participant


@transaction.atomic
def arrive(*, actor: Participant, now: datetime) -> bool:
    """Note the first time a participant presses Continue; True when this was it."""
    first = Participant.objects.filter(pk=actor.pk, first_seen_at=None).update(first_seen_at=now) == 1
    if first:
        audit.record(actor=actor, verb="participant.arrived", target=actor, at=now, project_id=actor.relay.project_id)
    return first
