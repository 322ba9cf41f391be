"""What the organiser's pages on people read. The number of queries does not depend on the number of people."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from depeche.web.common.models import OutboxMail
from depeche.web.relay.models import Answer, Participant, Question, Relay, Right

FILTERS = ("silent", "waiting", "suspended", "refused")


def people(relay: Relay, search: str = "", only: str = "") -> QuerySet[Participant]:
    """By name. Each with `asked_any`, `answered_any`, `has_right`, and `mail`: the state of the last one to them."""
    mails = OutboxMail.objects.filter(subject_type="participant", subject_id=OuterRef("pk")).order_by("-pk")
    found = (
        Participant.objects.filter(relay=relay)
        .select_related("group")
        .annotate(
            asked_any=Exists(Question.objects.filter(asker=OuterRef("pk"))),
            answered_any=Exists(Answer.objects.filter(author=OuterRef("pk"))),
            has_right=Exists(Right.objects.filter(participant=OuterRef("pk"), status=Right.Status.OPEN)),
            mail=Subquery(mails.values("status")[:1]),
        )
        .order_by("name", "pk")
    )
    for word in search.casefold().split()[:5]:
        found = found.filter(Q(search__contains=word) | Q(email__contains=word))
    narrow = {
        "silent": Q(asked_any=False, answered_any=False, status=Participant.Status.ACTIVE),
        "waiting": Q(waiting_count__gt=0),
        "suspended": Q(status=Participant.Status.SUSPENDED),
        "refused": Q(mail__in=[OutboxMail.Status.REFUSED, OutboxMail.Status.UNSURE]),
    }
    return found.filter(narrow[only]) if only in narrow else found


def mails_to(participant: Participant) -> QuerySet[OutboxMail]:
    """Newest first."""
    return OutboxMail.objects.filter(subject_type="participant", subject_id=participant.pk).order_by("-pk")
