"""The door of a room: who may open it when, that a name is taken once, and that a freed name is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.core.errors import RuleError
from depeche.core.relay.window import Phase
from depeche.web.accounts.models import User
from depeche.web.common.models import Event
from depeche.web.projects.models import Membership, Role
from depeche.web.relay import actions
from depeche.web.relay.doors import queries, rooms
from depeche.web.relay.models import Participant, Relay, Room, RoomSeat
from tests.web.relay.doors.conftest import Build, a_room, at_the_door
from tests.web.relay.world import World, make

MINUTE = timedelta(minutes=1)
Act = Callable[[World, User], object]


def take(world: World, room: Room, number: int = 0) -> RoomSeat:
    return rooms.take_seat(room=room, participant_id=world.people[number].pk, client_key=uuid4(), now=world.now)


def test_a_code_is_easy_to_read_and_hard_to_guess() -> None:
    codes = {rooms.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert not set("".join(codes)) & set("AEIOUYÆØÅ01258BSZLIU".replace("Y", ""))
    assert len(rooms.ALPHABET) ** rooms.LENGTH > 10**8


@pytest.mark.parametrize("typed", ["cdf-gh7", " CDFGH7 ", "cdf gh7", "CDFGH7"])
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    assert rooms.read_code(typed) == "CDFGH7"


ACTS: dict[str, Act] = {
    "open": lambda world, user: rooms.open_room(actor=user, relay=world.relay, minutes=30, now=world.now),
    "close": lambda world, user: rooms.close_room(actor=user, relay=world.relay, now=world.now),
    "free": lambda world, user: rooms.free_seats(actor=user, participant=world.people[0], now=world.now),
}
REFUSED = {Role.OWNER: None, Role.FACILITATOR: None, Role.ANALYST: PermissionDenied, Role.READER: PermissionDenied}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_do_what_at_the_door(world: World, act: str, role: Role | None) -> None:
    user = User.objects.create_user("staff@example.test", "Bo Berg")
    if role is not None:
        Membership.objects.create(project=world.project, user=user, role=role, since=world.now)
    take(world, a_room(world))
    before = Event.objects.count()
    refusal = Http404 if role is None else REFUSED[role]
    if refusal is None:
        ACTS[act](world, user)
        return
    with pytest.raises(refusal):
        ACTS[act](world, user)
    assert Event.objects.count() == before
    assert queries.open_room_of(world.relay, world.now) is not None
    assert RoomSeat.objects.count() == 1


PHASES = {
    Phase.DRAFT: "not_open",
    Phase.SCHEDULED: "not_open",
    Phase.INVITED: None,
    Phase.OPEN: None,
    Phase.ANSWERING: None,
    Phase.CLOSED: "closed",
}


@pytest.mark.parametrize("phase", Phase)
def test_in_which_phases_a_door_opens_and_lets_in(world: World, phase: Phase) -> None:
    standing = a_room(world)
    Relay.objects.filter(pk=world.relay.pk).update(phase=phase.value)
    code = PHASES[phase]
    if code is None:
        assert a_room(world) == standing
        assert take(world, standing).participant == world.people[0]
        return
    for act in (lambda: a_room(world), lambda: take(world, standing)):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == code
    assert not RoomSeat.objects.exists()


def test_pressing_twice_opens_one_door(world: World) -> None:
    assert a_room(world) == a_room(world)
    assert Event.objects.filter(verb="room.opened").count() == 1


def test_a_door_closes_by_itself_and_the_next_has_another_code(world: World) -> None:
    first = a_room(world, minutes=15)
    assert queries.room_of_code(first.code, world.now) == first
    world.now += 15 * MINUTE
    assert queries.room_of_code(first.code, world.now) is None
    with pytest.raises(RuleError, match="room_closed"):
        take(world, first)
    second = a_room(world)
    assert second.code != first.code
    first.refresh_from_db()
    assert first.closed_at == first.closes_at


def test_a_door_closes_by_the_button(world: World) -> None:
    room = a_room(world)
    take(world, room)
    assert rooms.close_room(actor=world.user, relay=world.relay, now=world.now)
    assert not rooms.close_room(actor=world.user, relay=world.relay, now=world.now)
    with pytest.raises(RuleError, match="room_closed"):
        take(world, room, 1)
    assert RoomSeat.objects.count() == 1
    assert Event.objects.filter(verb="room.closed").count() == 1


def test_a_code_may_come_again_when_its_door_is_closed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter(["CCCCCC", "CCCCCC", "DDDDDD", "CCCCCC"])
    monkeypatch.setattr(rooms, "new_code", lambda: next(codes))
    other = make(3)
    assert a_room(world).code == "CCCCCC"
    assert a_room(other).code == "DDDDDD"  # the first try was taken
    rooms.close_room(actor=world.user, relay=world.relay, now=world.now)
    assert a_room(world).code == "CCCCCC"


def test_a_name_is_taken_once_and_the_same_page_takes_it_once(world: World) -> None:
    room, key, who = a_room(world), uuid4(), world.people[0].pk
    seat = rooms.take_seat(room=room, participant_id=who, client_key=key, now=world.now)
    assert rooms.take_seat(room=room, participant_id=who, client_key=key, now=world.now) == seat
    with pytest.raises(RuleError, match="name_taken"):
        take(world, room, 0)
    assert RoomSeat.objects.count() == 1
    entered = Event.objects.get(verb="room.entered")
    assert (entered.actor_kind, entered.actor_id, entered.data) == ("participant", who, {})
    world.people[0].refresh_from_db()
    assert world.people[0].first_seen_at == world.now


def test_who_is_suspended_or_of_another_relay_does_not_come_in(world: World) -> None:
    room, other = a_room(world), make(3)
    actions.suspend(actor=world.user, participant=world.people[0], now=world.now)
    for participant_id in (world.people[0].pk, other.people[0].pk, 2**40):
        with pytest.raises(RuleError, match="not_participant"):
            rooms.take_seat(room=room, participant_id=participant_id, client_key=uuid4(), now=world.now)
    assert not RoomSeat.objects.exists()


def test_a_freed_name_can_be_taken_again(world: World) -> None:
    room = a_room(world)
    take(world, room)
    assert rooms.free_seats(actor=world.user, participant=world.people[0], now=world.now) == 1
    assert rooms.free_seats(actor=world.user, participant=world.people[0], now=world.now) == 0
    assert Event.objects.filter(verb="seat.freed").count() == 1
    assert take(world, room).participant == world.people[0]
    version = world.people[0].link_version
    world.people[0].refresh_from_db()
    assert world.people[0].link_version == version, "the personal link is untouched"


# The list of names


def rename(world: World, *names: str) -> None:
    for person, name in zip(world.people, names, strict=False):
        Participant.objects.filter(pk=person.pk).update(
            name=name, search=actions.search_words(name, person.title, person.organisation)
        )


def shown(room: Room, typed: str = "") -> list[str]:
    return [each.name for each in queries.names(room, typed).found]


def test_few_people_stand_on_a_list_and_leave_it_as_they_come_in(world: World) -> None:
    room = a_room(world)
    actions.suspend(actor=world.user, participant=world.people[4], now=world.now)
    assert shown(room) == ["Person 0", "Person 1", "Person 2", "Person 3"]
    take(world, room, 1)
    assert shown(room) == ["Person 0", "Person 2", "Person 3"]


def test_many_people_are_found_by_the_first_letters_of_a_name(make_world: Build) -> None:
    world = make_world(queries.WHOLE_LIST + 5)
    rename(world, "Åse Østergård", "Bo Lerche", "Leif Aas", "Ole", "Oleander Holm")
    room = a_room(world)
    found = queries.names(room, "")
    assert (found.found, found.too_short, found.anybody) == ((), True, True)
    assert queries.names(room, "å").too_short
    assert shown(room, "ås") == shown(room, "ÅSE") == shown(room, "øst") == ["Åse Østergård"]
    assert shown(room, "le") == ["Bo Lerche", "Leif Aas"], "Leder is a title, not a name"
    assert shown(room, "ole") == ["Ole", "Oleander Holm"]
    assert shown(room, "ander") == []
    many = queries.names(room, "person")
    assert (len(many.found), many.more) == (queries.SHOWN, True)


def test_people_of_one_name_are_told_apart(world: World) -> None:
    rename(world, "Anne Holm", "Anne Holm", "Bo Berg")
    places = {each.name: each.place for each in queries.names(a_room(world), "").found}
    assert places["Bo Berg"] == ""
    rows = [each for each in queries.names(a_room(world), "").found if each.name == "Anne Holm"]
    assert [each.place for each in rows] == ["Leder, Kommune 0", "Leder, Kommune 1"]


def test_when_everybody_is_in_the_page_says_so(world: World) -> None:
    room = a_room(world)
    for number in range(5):
        take(world, room, number)
    assert not queries.names(room, "").anybody
    assert "Alle på listen er kommet ind" in at_the_door(room).html


def test_the_list_of_a_room_is_that_of_its_relay(world: World) -> None:
    make(3)
    assert len(shown(a_room(world))) == 5
