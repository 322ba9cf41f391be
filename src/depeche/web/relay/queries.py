"""What the organiser sees of a relay under way. The number of queries does not depend on the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Substr

from depeche.core.stats.disclosure import Series, Shown, release
from depeche.web.common.models import OutboxMail
from depeche.web.relay.models import Answer, Group, Participant, Question, Relay, Right
from depeche.web.relay.rules import rules_of

RAN_OUT = 2  # so many questions that ran out of time at one person, none answered, need the organiser
SHOWN = 50  # of each kind in "needs you"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of a relay or of a group. A question is counted as asked in the asker's group, otherwise in the recipient's."""

    people: int = 0  # taking part, suspended people included
    suspended: int = 0
    silent: int = 0  # active, and have neither asked nor answered
    asked: int = 0
    answered: int = 0
    waiting: int = 0
    overdue: int = 0  # time ran out: returned for that reason, or about to be
    rights: int = 0  # open: may still be used
    rights_given: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    id: int | None  # None: people without a group
    name: str
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class ShownGroup:
    """A group as it may be shown: without counts where it has too few people, or would give such a group away."""

    name: str
    counts: Counts | None


@dataclass(frozen=True, kw_only=True)
class HourPoint:
    """Questions and answers up to the end of the hour that begins `at`."""

    at: datetime
    asked: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class Monitor:
    counts: Counts
    groups: tuple[GroupRow, ...]
    hours: tuple[HourPoint, ...] = field(default=())


def monitor(relay: Relay, now: datetime) -> Monitor:
    """Counts of the whole and by group, and the course hour by hour; eight queries."""
    found: dict[int | None, dict[str, int]] = {}
    for group_id, name, count in _counted(relay, now):
        found.setdefault(group_id, {})[name] = count
    names: list[tuple[int | None, str]] = [(g.pk, g.name) for g in Group.objects.filter(relay=relay)]
    names += [(None, "")] if None in found else []
    groups = tuple(GroupRow(id=key, name=name, counts=Counts(**found.get(key, {}))) for key, name in names)
    return Monitor(counts=sum((row.counts for row in groups), Counts()), groups=groups, hours=_hours(relay))


def shown_groups(groups: Sequence[GroupRow]) -> tuple[ShownGroup, ...]:
    """What `release()` lets be told of the groups. A row is about its whole group, so the size of that decides."""
    cells = release(Series.of_people([row.counts.people for row in groups])).cells
    return tuple(
        ShownGroup(name=row.name, counts=row.counts if isinstance(cell, Shown) else None)
        for row, cell in zip(groups, cells, strict=True)
    )


def _counted(relay: Relay, now: datetime) -> Iterable[tuple[int | None, str, int]]:
    """(group, name of the count, count)."""
    active = Participant.Status.ACTIVE
    did = Exists(Question.objects.filter(asker=OuterRef("pk"))) | Exists(Answer.objects.filter(author=OuterRef("pk")))
    people = Participant.objects.filter(relay=relay)
    questions = Question.objects.filter(relay=relay)
    rights = Right.objects.filter(relay=relay)
    ran_out = Q(return_reason=Question.Returned.EXPIRED) | Q(status=Question.Status.WAITING, due_at__lte=now)
    status = Question.Status
    yield from _by("group", people, people=Q(), suspended=~Q(status=active))
    yield from _by("group", people.filter(~did, status=active), silent=Q())
    yield from _by(
        "recipient__group",
        questions,
        answered=Q(status=status.ANSWERED),
        waiting=Q(status=status.WAITING),
        overdue=ran_out,
    )
    used = Q(status=Right.Status.USED)  # of each used right there is one question, and of each question one right
    yield from _by("participant__group", rights, rights=Q(status=Right.Status.OPEN), rights_given=Q(), asked=used)


def _by(
    group: str, rows: QuerySet[Participant] | QuerySet[Question] | QuerySet[Right], **counted: Q
) -> list[tuple[int | None, str, int]]:
    counts = {f"n_{name}": Count("pk", filter=condition or None) for name, condition in counted.items()}
    return [
        (row[group], name, row[f"n_{name}"])
        for row in rows.order_by().values(group).annotate(**counts)
        for name in counted
    ]


def _hours(relay: Relay) -> tuple[HourPoint, ...]:
    zone = ZoneInfo(rules_of(relay).timezone)
    questions = Question.objects.filter(relay=relay)
    asked = _per_hour(questions, "asked_at", zone)
    answered = _per_hour(questions.filter(status=Question.Status.ANSWERED), "ended_at", zone)
    hours = sorted(asked.keys() | answered.keys())
    sums = zip(accumulate(asked.get(h, 0) for h in hours), accumulate(answered.get(h, 0) for h in hours), strict=True)
    return tuple(HourPoint(at=hour, asked=a, answered=b) for hour, (a, b) in zip(hours, sums, strict=True))


def _per_hour(questions: QuerySet[Question], moment: str, zone: ZoneInfo) -> dict[datetime, int]:
    """By the hour of universal time, as the databases write it: TruncHour takes ten times as long on SQLite."""
    hour = Substr(Cast(moment, CharField()), 1, len("2026-11-22 09"))
    rows = questions.order_by().annotate(hour=hour).values("hour").annotate(n=Count("pk"))
    return {datetime.strptime(f"{row['hour']}+0000", "%Y-%m-%d %H%z").astimezone(zone): row["n"] for row in rows}


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What waits for the organiser: the first SHOWN of each kind, and how many there are."""

    mails: tuple[OutboxMail, ...]  # refused, or nobody knows whether they arrived
    mails_total: int
    ran_out: tuple[Participant, ...]  # several questions ran out of time at them; annotated with `expired`
    ran_out_total: int


def needs_you(relay: Relay) -> Needs:
    people = Participant.objects.filter(relay=relay)
    status = OutboxMail.Status
    later = OutboxMail.objects.filter(
        subject_type="participant", subject_id=OuterRef("subject_id"), pk__gt=OuterRef("pk")
    )
    mails = OutboxMail.objects.filter(
        ~Exists(later.filter(status__in=[status.QUEUED, status.SENDING, status.SENT])),  # a later one heals it
        subject_type="participant",
        subject_id__in=people.values("pk"),
        status__in=[status.REFUSED, status.UNSURE],
    ).order_by("-pk")
    expired = (
        Question.objects.filter(relay=relay, status=Question.Status.RETURNED, return_reason=Question.Returned.EXPIRED)
        .order_by()
        .values("recipient")
        .annotate(n=Count("pk"))
        .filter(n__gte=RAN_OUT)
    )
    answered = Exists(Answer.objects.filter(author=OuterRef("pk")))
    ran_out = (
        people.filter(~answered, status=Participant.Status.ACTIVE, pk__in=expired.values("recipient"))
        .annotate(expired=Subquery(expired.filter(recipient=OuterRef("pk")).values("n")))
        .select_related("group")
        .order_by("-expired", "name", "pk")
    )
    return Needs(
        mails=tuple(mails[:SHOWN]),
        mails_total=mails.count(),
        ran_out=tuple(ran_out[:SHOWN]),
        ran_out_total=ran_out.count(),
    )
