"""Two phones and one name; two presses and one door: real threads on real connections."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from depeche.web.common.models import Event, OutboxMail
from depeche.web.relay.doors import links, rooms
from depeche.web.relay.models import LinkRequest, Room, RoomSeat
from tests.web.relay import world
from tests.web.relay.test_races import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("racing_db")]
again = pytest.mark.parametrize("number", range(3))  # a race may be won by chance


def opening(w: world.World) -> Callable[[], object]:
    return lambda: rooms.open_room(actor=w.user, relay=w.relay, minutes=30, now=w.now).pk


def taking(w: world.World, room: Room, key: UUID) -> Callable[[], object]:
    """The first of the people, on a phone of its own."""

    def take() -> object:
        mine = Room.objects.get(pk=room.pk)
        return rooms.take_seat(room=mine, participant_id=w.people[0].pk, client_key=key, now=w.now).pk

    return take


@again
def test_two_phones_that_take_one_name_are_one_seat(number: int) -> None:
    w = world.make(4)
    room = rooms.open_room(actor=w.user, relay=w.relay, minutes=30, now=w.now)
    got = together(*[taking(w, room, uuid4()) for _ in range(4)])
    assert [one for one in got if isinstance(one, str)] == ["name_taken"] * 3
    assert RoomSeat.objects.filter(room=room).count() == 1
    assert Event.objects.filter(verb="room.entered", object_id=room.pk).count() == 1


@again
def test_one_page_sent_twice_at_once_is_one_seat_and_no_refusal(number: int) -> None:
    w, key = world.make(4), uuid4()
    room = rooms.open_room(actor=w.user, relay=w.relay, minutes=30, now=w.now)
    assert len(set(together(*[taking(w, room, key) for _ in range(4)]))) == 1
    assert RoomSeat.objects.filter(room=room).count() == 1


@again
def test_two_presses_open_one_door(number: int) -> None:
    w = world.make(4)
    assert len(set(together(*[opening(w) for _ in range(3)]))) == 1
    assert Room.objects.filter(relay=w.relay).count() == 1


@again
def test_two_workers_send_one_link(number: int) -> None:
    w = world.make(4)
    for _ in range(2):
        LinkRequest.objects.create(email="p0@example.test", at=w.now)
    together(*[lambda: links.send_links(w.now) for _ in range(3)])
    assert OutboxMail.objects.filter(kind="link", subject_id=w.people[0].pk).count() == 1
    assert not LinkRequest.objects.exists()
