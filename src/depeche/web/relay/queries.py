"""What the organiser sees of a relay under way. The number of queries does not depend on the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from depeche.core.networks import Put, Talk
from depeche.core.stats.disclosure import Series, Shown, release
from depeche.web.common.models import InboundMail, OutboxMail
from depeche.web.relay.mails import to_look_at
from depeche.web.relay.models import Answer, Group, ModerationAct, Participant, Question, Relay, Right
from depeche.web.relay.rules import rules_of

MOST_GROUPS = 12  # more cannot be read in one table or drawing; the smallest are gathered
RAN_OUT = 2  # so many questions that ran out of time at one person, none answered, need the organiser
M = TypeVar("M", bound=Model)
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


HOLDS = (ModerationAct.Act.REPORTED, ModerationAct.Act.HELD, ModerationAct.Act.REWRITE)


def never_released() -> Q:
    """Questions that were held when the relay closed: nobody has decided on them, so only who asked may read them."""
    acts = ModerationAct.objects.filter(question=OuterRef("pk"))
    last = ModerationAct.objects.filter(question=OuterRef("question")).order_by("-pk").values("pk")[:1]
    return Q(return_reason=Question.Returned.CLOSED) & Q(Exists(acts.filter(act__in=HOLDS, pk=Subquery(last))))


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
    returned: tuple[InboundMail, ...]  # bounces and automatic answers, each with its `mail`
    returned_total: int
    held: tuple[Question, ...]  # for the facilitator to decide on
    held_total: int
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
    held = Question.objects.filter(relay=relay, status=Question.Status.HELD, rewrite_asked_at=None).order_by("pk")
    first_mails, mails_total = _first(mails)
    returned, returned_total = _first(to_look_at(relay))
    first_held, held_total = _first(held)
    first_ran_out, ran_out_total = _first(ran_out)
    return Needs(
        mails=first_mails,
        mails_total=mails_total,
        returned=returned,
        returned_total=returned_total,
        held=first_held,
        held_total=held_total,
        ran_out=first_ran_out,
        ran_out_total=ran_out_total,
    )


def _first(rows: QuerySet[M]) -> tuple[tuple[M, ...], int]:
    """The first SHOWN, and how many there are."""
    found = tuple(rows[:SHOWN])
    return found, len(found) if len(found) < SHOWN else rows.count()


class Grouped(NamedTuple):
    talk: Talk
    into: Mapping[int | None, int]  # group (None: people without one) -> its place in the talk, where it has people


def talk_by_group(relay: Relay, puts: Iterable[Put]) -> Grouped:
    """Who asked whom, as every page and file about flows counts it: two tables that count alike give nothing away by
    their difference. Two queries.
    """
    named = list(Group.objects.filter(relay=relay).order_by("position", "pk").values_list("pk", "name"))
    place: dict[int | None, int] = {key: at for at, (key, _name) in enumerate(named)}
    names = [name for _key, name in named]
    people = list(Participant.objects.filter(relay=relay).order_by().values_list("pk", "group_id"))
    if any(group is None for _person, group in people):
        place[None] = len(names)
        names.append(_("Without a group"))
    whole = Talk(tuple(names), {person: place[group] for person, group in people}, tuple(puts))
    talk = whole.gathered(MOST_GROUPS, _("Other groups"))
    return Grouped(talk, {group: talk.people[person] for person, group in people})
