"""What the doors read. The number of queries depends neither on the people of the relay nor on those in the room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from depeche.web.relay.models import Participant, Relay, Room, RoomSeat

WHOLE_LIST = 30  # so many names at the most are shown without a letter being typed
FEWEST_LETTERS = 2
SHOWN = 12  # names for the letters that were typed
LOOKED_AT = 500  # rows that are compared by the words of the name; in a larger relay more letters are needed
SEATS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who has not come in yet. `place` tells apart people of the same name, and is empty else."""

    id: int
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Names:
    found: tuple[Name, ...]
    typed: str  # what they were looked for by
    whole: bool  # everybody who has not come in; nothing need be typed
    more: bool  # more fit than are shown
    anybody: bool  # somebody has not come in yet

    @property
    def too_short(self) -> bool:
        return not self.whole and len(self.typed) < FEWEST_LETTERS


def room_of_code(code: str, now: datetime) -> Room | None:
    """The room whose door is open under this code."""
    found = Room.objects.select_related("relay__project").filter(code=code, closed_at=None, closes_at__gt=now)
    return found.first()


def open_room_of(relay: Relay, now: datetime) -> Room | None:
    return Room.objects.filter(relay=relay, closed_at=None, closes_at__gt=now).first()


def not_in(room: Room) -> QuerySet[Participant]:
    """Those who take part and have not come in by this room."""
    seated = RoomSeat.objects.filter(room=room, participant=OuterRef("pk"))
    active = Participant.objects.filter(relay_id=room.relay_id, status=Participant.Status.ACTIVE)
    return active.filter(~Exists(seated)).order_by("name", "pk")


def names(room: Room, typed: str) -> Names:
    """Two queries. A name fits when it begins with what was typed, or one of its later words does."""
    wanted = " ".join(typed.casefold().split())
    people = not_in(room)
    missing = people.order_by()[: WHOLE_LIST + 1].count()  # enough to know; a large relay is not counted through
    whole, anybody = missing <= WHOLE_LIST, missing > 0
    if not whole and len(wanted) < FEWEST_LETTERS:
        return Names((), wanted, whole, more=False, anybody=anybody)
    if wanted:
        people = people.filter(Q(search__startswith=wanted) | Q(search__contains=f" {wanted}"))
    fitting = [person for person in people[:LOOKED_AT] if _begins(person.name, wanted)]
    shown = fitting[: WHOLE_LIST if whole else SHOWN]
    same = Counter(person.name for person in shown)
    found = tuple(Name(person.pk, person.name, _place(person) if same[person.name] > 1 else "") for person in shown)
    return Names(found, wanted, whole, more=len(fitting) > len(shown), anybody=anybody)


def _begins(name: str, wanted: str) -> bool:
    """`search` holds title and organisation too; whom one is looked for by is the name alone."""
    spoken = name.casefold()
    return spoken.startswith(wanted) or f" {wanted}" in spoken


def _place(person: Participant) -> str:
    return ", ".join(filter(None, (person.title, person.organisation)))


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody who came in by a room, and when last."""

    id: int
    name: str
    at: datetime


def seated(relay: Relay) -> tuple[Seated, ...]:
    """Who came in by a room of this relay, the newest first; one query."""
    seats = RoomSeat.objects.filter(room__relay=relay).select_related("participant").order_by("-at", "-pk")
    people: dict[int, Seated] = {}
    for seat in seats[:SEATS_SHOWN]:
        people.setdefault(seat.participant_id, Seated(seat.participant_id, seat.participant.name, seat.at))
    return tuple(people.values())


def mark_of(people: tuple[Seated, ...]) -> str:
    """Another mark, another list."""
    newest = max((each.at for each in people), default=None)
    return f"{len(people)}.{newest.timestamp() if newest else 0}.{sum(each.id for each in people)}"


def seated_count(relay: Relay) -> int:
    return RoomSeat.objects.filter(room__relay=relay).values("participant").distinct().count()
