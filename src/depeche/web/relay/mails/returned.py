"""What came back for the mails of a relay, as far as somebody must look at it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from depeche.web.common.incoming.taking import settle
from depeche.web.common.models import InboundMail, OutboxMail
from depeche.web.relay.models import Participant, Relay

SUBJECT_TYPE = "participant"
Status = OutboxMail.Status
What = InboundMail.What


def to_look_at(relay: Relay) -> QuerySet[InboundMail]:
    """Bounces that nothing has healed, and of each person the latest automatic answer; the newest first, with `mail`.

    A bounce is healed when a later mail left to the same person, or their address was changed. Suspended people need
    nobody's care.
    """
    people = Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE)
    same = {"subject_type": SUBJECT_TYPE, "subject_id": OuterRef("mail__subject_id")}
    later = OutboxMail.objects.filter(
        **same, pk__gt=OuterRef("mail_id"), status__in=[Status.QUEUED, Status.SENDING, Status.SENT]
    )
    moved = people.filter(pk=OuterRef("mail__subject_id")).exclude(email=OuterRef("mail__to_email"))
    newer = InboundMail.objects.filter(
        mail__subject_type=SUBJECT_TYPE,
        mail__subject_id=OuterRef("mail__subject_id"),
        what=OuterRef("what"),
        pk__gt=OuterRef("pk"),
    )
    bounced = Q(what=What.BOUNCED, mail__status=Status.BOUNCED) & ~Exists(later) & ~Exists(moved)
    return (
        InboundMail.objects.filter(
            bounced | Q(what=What.AUTO_REPLY),
            ~Exists(newer),
            handled_at=None,
            mail__subject_type=SUBJECT_TYPE,
            mail__subject_id__in=people.values("pk"),
        )
        .select_related("mail")
        .order_by("-pk")
    )


def settle_returned(
    *, actor: models.Model, participant: Participant, handled: InboundMail.Handled, now: datetime, what: str = ""
) -> int:
    """Somebody has dealt with what came back from this person (of one kind, or all of it); how many."""
    rows = InboundMail.objects.filter(mail__subject_type=SUBJECT_TYPE, mail__subject_id=participant.pk)
    rows = rows.filter(what=what) if what else rows.filter(what__in=[What.BOUNCED, What.AUTO_REPLY])
    return settle(actor=actor, rows=rows, handled=handled, now=now)
