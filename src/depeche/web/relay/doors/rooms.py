"""A room joins by code or QR: opening and closing its door, taking a name, freeing it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act
from depeche.web.common import audit
from depeche.web.common.prepared import insert_once
from depeche.web.relay.actions.arrive import arrive
from depeche.web.relay.models import Participant, Relay, Room, RoomSeat
from depeche.web.relay.rules import check_phase, hold, hold_alone, is_active, lock_people, may_run

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

ALPHABET = "CDFGHJKMNPQRTVWXY34679"  # nothing that looks like another, and no vowels, so that it spells no word
LENGTH = 6
MINUTES = (15, 30, 60, 120, 240)  # a door may stand open so long
DEFAULT_MINUTES = 30


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """As it was meant: spaces and dashes out, capitals. It may still be no code."""
    return "".join(typed.split()).replace("-", "").upper()[:LENGTH]


@transaction.atomic
def open_room(*, actor: User, relay: Relay, minutes: int, now: datetime) -> Room:
    """Open a door to the relay. One that is open already is given back. RuleError: not_open, closed."""
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    check_phase(Act.ENTER_ROOM, relay, now)
    Room.objects.filter(closed_at=None, closes_at__lte=now).update(closed_at=F("closes_at"))  # their codes are free
    standing = Room.objects.filter(relay=relay, closed_at=None).first()
    if standing is not None:
        return standing
    room = None
    while room is None:  # another relay's room may have this code just now
        room = insert_once(
            Room(
                relay=relay,
                code=new_code(),
                opened_by=actor,
                opened_at=now,
                closes_at=now + timedelta(minutes=minutes),
            )
        )
    audit.record(actor=actor, verb="room.opened", target=room, at=now, project_id=relay.project_id, minutes=minutes)
    return room


@transaction.atomic
def close_room(*, actor: User, relay: Relay, now: datetime) -> bool:
    """Nobody more comes in; who is in stays. False when no door was open."""
    may_run(actor, relay)
    relay = hold_alone(relay.pk)
    room = Room.objects.filter(relay=relay, closed_at=None).first()
    if room is None:
        return False
    room.closed_at = min(now, room.closes_at)
    room.save(update_fields=["closed_at"])
    audit.record(actor=actor, verb="room.closed", target=room, at=now, project_id=relay.project_id)
    return True


@transaction.atomic
def take_seat(*, room: Room, participant_id: int, client_key: UUID, now: datetime) -> RoomSeat:
    """Come in as this participant. The same page (`client_key`) sent again gives the seat that is taken already.

    RuleError: room_closed, not_participant, name_taken; closed.
    """
    relay = hold(room.relay_id)
    check_phase(Act.ENTER_ROOM, relay, now)
    room.refresh_from_db()
    if not is_open(room, now):
        raise RuleError("room_closed")
    person = lock_people(participant_id).get(participant_id)
    if person is None or person.relay_id != relay.pk or not is_active(person):
        raise RuleError("not_participant")
    seat = insert_once(RoomSeat(room=room, participant=person, client_key=client_key, at=now))
    if seat is None:
        return _my_own(room, person, client_key)
    audit.record(actor=person, verb="room.entered", target=room, at=now, project_id=relay.project_id)
    arrive(actor=person, now=now)
    return seat


def _my_own(room: Room, person: Participant, client_key: UUID) -> RoomSeat:
    taken = RoomSeat.objects.select_related("participant").get(room=room, participant=person)
    if taken.client_key != client_key:
        raise RuleError("name_taken")
    return taken


def is_open(room: Room, now: datetime) -> bool:
    return room.closed_at is None and now < room.closes_at


@transaction.atomic
def free_seats(*, actor: User, participant: Participant, now: datetime) -> int:
    """Whoever came in as this participant by a room is out, and the name can be taken again; how many seats there were.
    The personal link goes on working.
    """
    relay = hold(participant.relay_id)
    may_run(actor, relay)
    lock_people(participant.pk)
    count = RoomSeat.objects.filter(participant=participant).delete()[0]
    if count:
        audit.record(
            actor=actor, verb="seat.freed", target=participant, at=now, project_id=relay.project_id, count=count
        )
    return count
