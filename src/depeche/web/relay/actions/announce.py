"""Participants are told of what came of their relay by whoever publishes it, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from depeche.web.relay import mails
from depeche.web.relay.models import Participant, Relay
from depeche.web.relay.rules import hold


def tell_first(*, relay: Relay, mark: int, until: datetime, now: datetime) -> int:
    """That they can read a report before anybody else, `until` then; how many are told.

    `mark` names what is told of: about the same thing everybody gets one mail. Nobody is there to be told of a relay
    that was brought in, or made anonymous.
    """
    held = hold(relay.pk)
    if held.anonymised_at is not None or held.imported_as:
        return 0
    people = Participant.objects.filter(relay=held, status=Participant.Status.ACTIVE).select_related("relay__project")
    leaves = mails.quiet_until("report", held, now)
    return mails.enqueue_many("report", people, now, number=mark, by=until, not_before=leaves)
