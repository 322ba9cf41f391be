"""The record (`common.Event`) is the relay's own history too: which verbs are events of the relay, and back.

The order of the record is the order in which things happened: each act writes its event while it holds what it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from depeche.core.relay.archive.form import Happening, Moments, What
from depeche.core.relay.window import MOMENTS
from depeche.web.common.models import Event
from depeche.web.relay.models import Participant, Question, Relay

VERBS: dict[str, What] = {
    "participants.added": What.ADDED,
    "participant.suspended": What.SUSPENDED,
    "participant.restored": What.RESTORED,
    "question.asked": What.ASKED,
    "question.answered": What.ANSWERED,
    "question.passed_on": What.PASSED_ON,
    "question.reported": What.HELD,
    "question.held": What.HELD,
    "question.released": What.RELEASED,
    "question.rewrite": What.REWRITE_ASKED,
    "question.rewritten": What.REWRITTEN,
    "question.removed": What.REMOVED,
    "relay.scheduled": What.SCHEDULED,
    "relay.window_moved": What.WINDOW_MOVED,
    "relay.answering": What.ASKING_CLOSED,
    "relay.closed": What.CLOSED,
}
RETURNED = "question.returned"
RETURNS: Mapping[str, What] = {  # the other reasons follow from an event of their own
    "expired": What.EXPIRED,
    "declined": What.DECLINED,
    "withdrawn": What.WITHDRAWN,
    "passed": What.PASSED_ON,
}
_VERB = {what: verb for verb, what in reversed(VERBS.items())}
_REASON = {what: reason for reason, what in RETURNS.items() if what is not What.PASSED_ON}


def of_relay(relay: Relay) -> QuerySet[Event]:
    """All events about the relay, its people and its questions."""
    people = Participant.objects.filter(relay=relay).values("pk")
    questions = Question.objects.filter(relay=relay).values("pk")
    return Event.objects.filter(
        Q(object_type="relay", object_id=relay.pk)
        | Q(object_type="participant", object_id__in=people)
        | Q(object_type="question", object_id__in=questions),
        project_id=relay.project_id,
    )


@dataclass(frozen=True)
class Names:
    """The keys of the file, by the keys of the database; people in the order of the file with when they joined."""

    people: Mapping[int, str]
    questions: Mapping[int, str]
    joined: Mapping[datetime, tuple[str, ...]]


def happenings(relay: Relay, names: Names) -> Iterator[Happening]:
    """What happened, in order. Whoever was added by no act that is in the record comes first."""
    rows = of_relay(relay).filter(verb__in=[*VERBS, RETURNED]).order_by("pk")
    added = set(rows.filter(verb="participants.added").values_list("at", flat=True))
    for at in sorted(set(names.joined) - added):
        yield from _added(at, names)
    told: set[datetime] = set()
    for row in rows.values_list("at", "verb", "object_type", "object_id", "data").iterator():
        at, verb = row[0], row[1]
        if verb != "participants.added":
            yield from _told(row, names)
        elif at not in told:
            told.add(at)
            yield from _added(at, names)


def _added(at: datetime, names: Names) -> Iterator[Happening]:
    return (Happening(at, What.ADDED, person=key) for key in names.joined.get(at, ()))


def _told(row: tuple[Any, ...], names: Names) -> Iterator[Happening]:
    at, verb, kind, pk, data = row
    what = RETURNS.get(str(data.get("reason"))) if verb == RETURNED else VERBS[verb]
    if what is None:
        return
    if kind == "relay":
        yield Happening(at, what, window=_window(data))
    elif kind == "participant" and pk in names.people:
        yield Happening(at, what, person=names.people[pk])
    elif kind == "question" and pk in names.questions:
        yield Happening(at, what, question=names.questions[pk])


def _window(data: Mapping[str, str]) -> Moments | None:
    if any(name not in data for name in MOMENTS):
        return None
    return Moments(**{name: datetime.fromisoformat(data[name]) for name in MOMENTS})


def event_of(happening: Happening, target: tuple[str, int], project_id: int) -> Event:
    """An event out of a file, marked so: nobody here did it. `target` is kind and key of the row it is about."""
    data: dict[str, Any] = {"imported": True}
    if happening.window is not None:
        data |= {name: moment.isoformat() for name in MOMENTS if (moment := getattr(happening.window, name))}
    if happening.what in _REASON:
        data["reason"] = _REASON[happening.what]
    return Event(
        at=happening.at,
        project_id=project_id,
        actor_kind=Event.ActorKind.SYSTEM,
        verb=_VERB.get(happening.what, RETURNED),
        object_type=target[0],
        object_id=target[1],
        data=data,
    )
