"""What the end of a relay would touch, counted before anybody decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Model, Q, QuerySet

from depeche.core.relay.mentions import Mention, mentions
from depeche.web.common.models import Event, InboundMail, OutboxMail
from depeche.web.relay.archive.holders import Holding, holders
from depeche.web.relay.archive.record import of_relay
from depeche.web.relay.mails.trial import SUBJECT_TYPE as TRIAL
from depeche.web.relay.models import (
    Answer,
    Draft,
    Group,
    Hop,
    Keyword,
    LinkRequest,
    LiveRound,
    LiveSeat,
    MailText,
    ModerationAct,
    Participant,
    PeopleImport,
    Question,
    QuoteConsent,
    Relay,
    Right,
    Room,
    RoomSeat,
)

MOST_SHOWN = 100  # mentions of names
MAIL = "participant"  # what relay's mails are about


def rows_of(relay: Relay) -> dict[str, QuerySet[Model]]:
    """Every table that holds something of a relay -> its rows, in an order in which they can be deleted."""
    people = Participant.objects.filter(relay=relay)
    mails = mails_of(relay)
    return {
        "came_back": InboundMail.objects.filter(mail__in=mails.values("pk")),
        "events": events_of(relay),
        "link_requests": LinkRequest.objects.filter(email__in=people.values("email")),
        "mails": mails,
        "moderation": ModerationAct.objects.filter(relay=relay),
        "live_seats": LiveSeat.objects.filter(round__relay=relay),
        "live_rounds": LiveRound.objects.filter(relay=relay),
        "room_seats": RoomSeat.objects.filter(room__relay=relay),
        "rooms": Room.objects.filter(relay=relay),
        "drafts": Draft.objects.filter(participant__relay=relay),
        "consents": QuoteConsent.objects.filter(question__relay=relay),
        "answers": Answer.objects.filter(question__relay=relay),
        "hops": Hop.objects.filter(question__relay=relay),
        "questions": Question.objects.filter(relay=relay),
        "rights": Right.objects.filter(relay=relay),
        "people": people,
        "imports": PeopleImport.objects.filter(relay=relay),
        "groups": Group.objects.filter(relay=relay),
        "keywords": Keyword.objects.filter(relay=relay),
        "mail_texts": MailText.objects.filter(relay=relay),
    }


def mails_of(relay: Relay) -> QuerySet[OutboxMail]:
    """To its people, and those the organiser tried out on themselves: they hold somebody's name too."""
    to_people = Q(subject_type=MAIL, subject_id__in=Participant.objects.filter(relay=relay).values("pk"))
    return OutboxMail.objects.filter(to_people | Q(subject_type=TRIAL, subject_id=relay.pk))


def events_of(relay: Relay) -> QuerySet[Event]:
    """Everything the record holds on the relay: about it and what belongs to it, and what its people did."""
    people = Participant.objects.filter(relay=relay).values("pk")
    return of_relay(relay) | Event.objects.filter(
        Q(object_type="outboxmail", object_id__in=mails_of(relay).values("pk"))
        | Q(object_type="inboundmail", object_id__in=InboundMail.objects.filter(mail__in=mails_of(relay)).values("pk"))
        | Q(object_type="room", object_id__in=Room.objects.filter(relay=relay).values("pk"))
        | Q(object_type="liveround", object_id__in=LiveRound.objects.filter(relay=relay).values("pk"))
        | Q(object_type="group", object_id__in=Group.objects.filter(relay=relay).values("pk"))
        | Q(object_type="peopleimport", object_id__in=PeopleImport.objects.filter(relay=relay).values("pk"))
        | Q(actor_kind=Event.ActorKind.PARTICIPANT, actor_id__in=people),
        project_id=relay.project_id,
    )


@dataclass(frozen=True)
class Plan:
    """Counts by kind, and what other areas keep."""

    counts: dict[str, int]
    holdings: tuple[Holding, ...]


def plan(relay: Relay, *, deleted: bool) -> Plan:
    return Plan(
        counts={name: found for name, rows in rows_of(relay).items() if (found := rows.count())},
        holdings=tuple(holding for holder in holders() for holding in holder.holdings(relay, deleted=deleted)),
    )


@dataclass(frozen=True)
class Named:
    """The first mentions of participants in texts, and whether there are more."""

    shown: tuple[Mention, ...]
    more: bool


def named_in_texts(relay: Relay) -> Named:
    """A person must look at them: no program can tell who is meant."""
    names = relay.participants.values_list("name", flat=True)
    found = list(islice(mentions(names.iterator(), _texts(relay)), MOST_SHOWN + 1))
    return Named(tuple(found[:MOST_SHOWN]), more=len(found) > MOST_SHOWN)


def _texts(relay: Relay) -> Iterator[tuple[str, str]]:
    """Questions and their answers, numbered as in the tables."""
    rows = Question.objects.filter(relay=relay).order_by("pk").values_list("text", "answer__text")
    for number, (question, answer) in enumerate(rows.iterator(), start=1):
        yield f"{number} ?", question
        if answer is not None:
            yield f"{number} !", answer
