"""What the organiser's pages on people read. The number of queries does not depend on the number of people."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

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
        "refused": Q(mail__in=[OutboxMail.Status.REFUSED, OutboxMail.Status.UNSURE, OutboxMail.Status.BOUNCED]),
    }
    return found.filter(narrow[only]) if only in narrow else found


WITHOUT, STARTERS, OUTSIDERS = "without", "starters", "outsiders"


def members(relay: Relay, search: str = "", show: str = "") -> QuerySet[Participant]:
    """By name, with their group. `show`: one of the three above, or the number of a group."""
    found = Participant.objects.filter(relay=relay).select_related("group").order_by("name", "pk")
    for word in search.casefold().split()[:5]:
        found = found.filter(Q(search__contains=word) | Q(email__contains=word))
    narrow = {WITHOUT: Q(group=None, outsider=False), STARTERS: Q(starter=True), OUTSIDERS: Q(outsider=True)}
    if show.isdecimal() and len(show) < 10:
        return found.filter(group=int(show))
    return found.filter(narrow[show]) if show in narrow else found


class Marks(NamedTuple):
    """How many people of a relay are so."""

    people: int
    without: int  # a group, though they need one
    starters: int
    outsiders: int


def marks(relay: Relay) -> Marks:
    counted = relay.participants.aggregate(
        people=Count("pk"),
        without=Count("pk", filter=Q(group=None, outsider=False)),
        starters=Count("pk", filter=Q(starter=True)),
        outsiders=Count("pk", filter=Q(outsider=True)),
    )
    return Marks(**counted)


def mails_to(participant: Participant) -> QuerySet[OutboxMail]:
    """Newest first, with what came back for them."""
    mails = OutboxMail.objects.filter(subject_type="participant", subject_id=participant.pk).order_by("-pk")
    return mails.prefetch_related("came_back")
