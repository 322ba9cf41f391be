"""Nobody can be found in the relay any more; what was written, and every figure by group, stays.

Everybody gets a new row, in random order within their group: neither the order of the rows nor a key leads back to the
list of people that somebody may still have. For a moment `previous` holds whose place the new row takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from random import SystemRandom
from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from depeche.web.common.models import Event
from depeche.web.relay.access import NOBODY
from depeche.web.relay.actions.people import search_words
from depeche.web.relay.archive.plans import events_of, rows_of
from depeche.web.relay.archive.record import of_relay
from depeche.web.relay.models import (
    Answer,
    Hop,
    LiveSeat,
    ModerationAct,
    Participant,
    Question,
    QuoteConsent,
    Relay,
    Right,
)
from depeche.web.relay.queries import never_released

BATCH = 1000
ASIDE = 10_000  # added to the number of a row that will take the place of another
GONE = ("came_back", "link_requests", "mails", "room_seats", "rooms", "drafts", "imports")
OF_PEOPLE = ("participant.suspended", "participant.restored")  # events the relay can be replayed from


def anonymise(relay: Relay, now: datetime) -> Mapping[str, int]:
    """What was touched, counted by kind. The relay is held by the caller."""
    rows = rows_of(relay)
    counts = {"events": _scrub_record(relay)}
    counts |= {name: rows[name]._raw_delete(rows[name].db) for name in GONE}
    people = Participant.objects.filter(relay=relay)
    people.update(previous=None)
    Participant.objects.filter(previous__relay=relay).update(previous=None)  # in later rounds
    counts["people"] = _take_places(relay)
    _repoint(relay)
    before = people.filter(previous=None)
    before._raw_delete(before.db)
    people.update(previous=None)
    _shuffle_rights(relay)
    _shuffle_seats(relay)
    return counts | _wipe(relay, now)


def _scrub_record(relay: Relay) -> int:
    """Who did or met what is taken out; that it happened stays, where the relay is replayed from it."""
    by_people = Q(actor_kind=Event.ActorKind.PARTICIPANT)
    stays = (Q(object_type="relay") & ~by_people) | Q(object_type="question") | Q(verb__in=OF_PEOPLE)
    goes = events_of(relay).exclude(stays)
    deleted = goes._raw_delete(goes.db)
    told = of_relay(relay).filter(object_type="question")
    scrubbed = told.filter(by_people).update(actor_id=None)
    told.filter(verb__in=["question.asked", "question.passed_on"]).update(data={})  # keys of people and rights
    return deleted + scrubbed


def _take_places(relay: Relay) -> int:
    """Make the new rows; how many."""
    fields = ("pk", "group_id", "group__position", "group__name", "sector", "status", "starter", "outsider")
    found: list[tuple[Any, ...]] = list(
        Participant.objects.filter(relay=relay).values_list(*fields, "waiting_count", "received_count")
    )
    SystemRandom().shuffle(found)
    found.sort(key=lambda row: (row[2] is None, row[2] or 0, row[1] or 0))
    rest = _new_rows(relay, found)
    while batch := list(islice(rest, BATCH)):
        Participant.objects.bulk_create(batch)
    return len(found)


def _new_rows(relay: Relay, found: list[tuple[Any, ...]]) -> Iterator[Participant]:
    joined_at = relay.participants.aggregate(first=Min("joined_at"))["first"]  # who came late would be known by it
    with translation.override(relay.language):
        nobody = _("Participant")
    numbers: Counter[str] = Counter()
    for at, row in enumerate(found, start=1):
        pk, group_id, _place, group, sector, status, starter, outsider, waiting, received = row
        label = group or nobody
        numbers[label] += 1
        name = f"{label} {numbers[label]}"
        yield Participant(
            relay=relay,
            previous_id=pk,
            group_id=group_id,
            name=name,
            search=search_words(name, "", ""),
            email=f"a{at}{NOBODY}",
            sector=sector,
            status=status,
            starter=starter,
            outsider=outsider,
            joined_at=joined_at,
            waiting_count=waiting,
            received_count=received,
        )


def _repoint(relay: Relay) -> None:
    """Everything that belonged to a row belongs to the one that took its place."""
    of_relay_rows: tuple[tuple[QuerySet[Any], str], ...] = (
        (Right.objects.filter(relay=relay), "participant_id"),
        (Question.objects.filter(relay=relay), "asker_id"),
        (Question.objects.filter(relay=relay), "recipient_id"),
        (Hop.objects.filter(question__relay=relay), "recipient_id"),
        (Answer.objects.filter(question__relay=relay), "author_id"),
        (ModerationAct.objects.filter(relay=relay, participant__isnull=False), "participant_id"),
        (LiveSeat.objects.filter(round__relay=relay), "participant_id"),
        (of_relay(relay).filter(verb__in=OF_PEOPLE), "object_id"),
    )
    for rows, column in of_relay_rows:
        place = Participant.objects.filter(previous_id=OuterRef(column)).values("pk")[:1]  # by its index: one row
        rows.update(**{column: Subquery(place)})


def _shuffle_rights(relay: Relay) -> None:
    """Rights to begin with were given in the order of the list of people; so they too get new rows in random order."""
    old = Right.objects.filter(relay=relay, origin=Right.Origin.START, number__lt=ASIDE)
    found = list(old.values_list("participant_id", "number", "status"))
    SystemRandom().shuffle(found)
    given = relay.opens_at or relay.created_at  # also to those who came late
    Right.objects.bulk_create(
        (
            Right(
                relay=relay,
                participant_id=person,
                origin=Right.Origin.START,
                number=ASIDE + number,
                status=status,
                created_at=given,
            )
            for person, number, status in found
        ),
        batch_size=BATCH,
    )
    begun = Question.objects.filter(right__in=old)
    mine = Right.objects.filter(participant_id=OuterRef("asker_id"), origin=Right.Origin.START, number__gte=ASIDE)
    begun.update(right_id=Subquery(mine.values("pk")[:1]))
    old._raw_delete(old.db)
    Right.objects.filter(relay=relay, number__gte=ASIDE).update(number=F("number") - ASIDE)


def _shuffle_seats(relay: Relay) -> None:
    """As the rights: seats were taken in the order of the list."""
    seats = LiveSeat.objects.filter(round__relay=relay)
    found = list(seats.values("round_id", "participant_id", "pair", "question_id"))
    SystemRandom().shuffle(found)
    seats._raw_delete(seats.db)
    LiveSeat.objects.bulk_create((LiveSeat(**seat) for seat in found), batch_size=BATCH)


def _wipe(relay: Relay, now: datetime) -> dict[str, int]:
    """Words that were meant for one pair of eyes, and what tells one person's course from another's."""
    questions = Question.objects.filter(relay=relay)
    unread = Q(status=Question.Status.REMOVED) | Q(return_reason=Question.Returned.WITHDRAWN) | never_released()
    acts = ModerationAct.objects.filter(relay=relay)
    counts = {
        "decline_reasons": questions.exclude(decline_reason="").update(decline_reason=""),
        "removed_texts": questions.filter(unread).exclude(text="").update(text=""),
        "moderation": acts.exclude(note="", text_before="").update(note="", text_before=""),
    }
    Right.objects.filter(relay=relay).update(reminded_at=None)
    asked = QuoteConsent.objects.filter(question__relay=relay)
    asked.filter(decision="").delete()  # nobody is left to reply
    asked.update(decided_at=F("asked_at"), answer_by=None, reminded_at=None, wish="")
    relay.sender_name = relay.reply_to = ""
    relay.anonymised_at = now
    relay.save(update_fields=["sender_name", "reply_to", "anonymised_at"])
    return counts
