"""By code and name into the relay, on phones; and the organiser's pages at the door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from depeche.web.common.models import Event
from depeche.web.relay import access, actions
from depeche.web.relay.doors import limits, queries, rooms
from depeche.web.relay.models import DoorTry, Room, RoomSeat
from tests.web.relay.doors.conftest import Build, a_room, at_the_door, come_in
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, World

CODE, NAMES = "/d/rum/", "/d/rum/navn/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(world: World) -> Room:
    return a_room(world)


def test_from_the_code_to_the_front_page(world: World, room: Room) -> None:
    phone = at_the_door(room)
    assert phone.path == NAMES
    assert world.relay.topic in phone.html
    phone.fill(NAMES, person=world.people[2].pk)
    assert phone.path == "/d/"
    assert "Du er her som Person 2" in phone.html
    assert phone.open("/d/spoerg/").status == 200


def test_the_qr_brings_the_code_along_and_changes_nothing(world: World, room: Room) -> None:
    before = Event.objects.count()
    phone = Phone(enforce_csrf_checks=True).open(f"/d/rum/{room.code.lower()}/")
    assert f'value="{room.code}"' in phone.html
    assert world.relay.topic not in phone.html
    assert not phone.client.session.keys()
    assert Event.objects.count() == before
    assert phone.fill(CODE, code=room.code).path == NAMES
    assert Phone(enforce_csrf_checks=True).send(CODE, code=room.code).status == 403


def test_a_wrong_code_and_the_right_one_look_the_same_before_continue(world: World, room: Room) -> None:
    pages = [Phone().open(f"/d/rum/{code}/").html for code in (room.code, "CCCCCC")]
    bare = [re.sub(r'csrf[^>]*>|value="[^"]*"', "", page) for page in pages]
    assert bare[0] == bare[1]


def test_no_name_is_shown_without_the_code(world: World, room: Room) -> None:
    for path in (CODE, NAMES, f"/d/rum/{room.code}/", f"{NAMES}?q=person"):
        phone = Phone().open(path)
        assert "Person 0" not in phone.html
        assert world.relay.topic not in phone.html
        assert phone.path in {CODE, f"/d/rum/{room.code}/"}


def test_before_the_name_is_chosen_only_names_and_the_topic_are_shown(world: World, room: Room) -> None:
    world.ask(1, 0, "Hvad er hemmeligt?")
    page = at_the_door(room).html
    assert "Person 0" in page
    for secret in ("Kommune 0", "p0@example.test", "hemmeligt", "Top", "Vi kender ikke hinanden"):
        assert secret not in page


@pytest.mark.parametrize("typed", ["CCCCCC", "cdf", "", "æøå!!!"])
def test_a_code_that_fits_no_door_is_kept_and_explained(world: World, room: Room, typed: str) -> None:
    phone = Phone().open(CODE).fill(CODE, code=typed)
    assert phone.status == 422
    assert "form-error" in phone.html
    assert world.relay.topic not in phone.html


def test_wrong_codes_are_counted_and_right_ones_are_not(world: World, room: Room) -> None:
    most = limits.LIMITS[DoorTry.Door.CODE].per_source
    for _ in range(most + 5):
        assert Client().post(CODE, {"code": room.code}, secure=True).status_code == 302
    for _ in range(most):
        assert Client().post(CODE, {"code": "CCCCCC"}, secure=True).status_code == 422
    stopped = Client().post(CODE, {"code": room.code}, secure=True)
    assert stopped.status_code == 429
    assert "Vent ti minutter" in stopped.content.decode()
    data = {"code": room.code, "person": world.people[0].pk, "client_key": "0" * 32}
    assert Client().post(NAMES, data, secure=True).status_code == 429, "nor by the form with the names"
    elsewhere = Client(REMOTE_ADDR="198.51.100.9")
    assert elsewhere.post(CODE, {"code": room.code}, secure=True).status_code == 302
    world.now += limits.WITHIN + MINUTE
    assert Client().post(CODE, {"code": room.code}, secure=True).status_code == 302


def test_guesses_from_everywhere_together_are_limited(world: World, room: Room) -> None:
    overall = limits.LIMITS[DoorTry.Door.CODE].overall
    assert overall is not None
    DoorTry.objects.bulk_create(
        DoorTry(door=DoorTry.Door.CODE, source=f"s{number}", at=world.now) for number in range(overall)
    )
    assert Client().post(CODE, {"code": room.code}, secure=True).status_code == 429
    assert Client().post(NAMES, {"code": "CCCCCC"}, secure=True).status_code == 429


def test_guessing_by_the_form_with_the_names_is_counted_too(world: World, room: Room) -> None:
    phone = Phone().send(NAMES, code="CCCCCC", person=world.people[0].pk)
    assert "Person 0" not in phone.html
    assert DoorTry.objects.count() == 1


def test_a_name_that_somebody_else_has_taken_says_so_and_the_list_stays(world: World, room: Room) -> None:
    first, second = at_the_door(room), at_the_door(room)
    first.fill(NAMES, person=world.people[0].pk)
    second.fill(NAMES, person=world.people[0].pk)
    assert second.status == 409
    assert "Dette navn er allerede valgt. Var det ikke dig, så sig det til arrangøren." in second.html
    second.fill(NAMES, person=world.people[1].pk)
    assert second.path == "/d/"


def test_sending_the_same_page_twice_comes_in_once(world: World, room: Room) -> None:
    phone = at_the_door(room)
    form = phone.form(NAMES)
    values = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    for _ in range(2):
        phone.send(NAMES, **values, person=world.people[0].pk)
        assert phone.path == "/d/"
    assert RoomSeat.objects.count() == 1


def test_without_a_name_chosen_the_page_says_so(world: World, room: Room) -> None:
    phone = at_the_door(room).fill(NAMES)
    assert phone.status == 422
    assert "Vælg dit navn først." in phone.html
    assert "Person 0" in phone.html


def test_a_door_that_closed_in_the_meantime_leads_back_to_the_code(world: World, room: Room) -> None:
    phone, late = at_the_door(room), at_the_door(room)
    rooms.close_room(actor=world.user, relay=world.relay, now=world.now)
    for shown in (phone.fill(NAMES, person=world.people[0].pk), late.open(NAMES)):
        assert shown.status == 409
        assert "Døren er lukket" in shown.html
        assert "Person 0" not in shown.html


def test_names_of_many_are_found_by_letters_without_script_and_with(make_world: Build) -> None:
    world = make_world(queries.WHOLE_LIST + 2)
    phone = at_the_door(a_room(world))
    assert "Person 1" not in phone.html
    assert "Person 12" in phone.open(f"{NAMES}?q=person+1").html
    part = phone.client.get(NAMES, {"q": "person 1"}, secure=True, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "Person 12" in part


def test_scanning_again_when_one_is_in_shows_the_way_on(world: World, room: Room) -> None:
    phone = come_in(room, world.people[3].pk).open(f"/d/rum/{room.code}/")
    assert "Du er her allerede som Person 3" in phone.html


# How long the session lasts


def test_a_freed_name_is_out_at_once_and_keeps_its_words(world: World, room: Room) -> None:
    phone = come_in(room, world.people[0].pk)
    link = Phone(world.people[0])
    rooms.free_seats(actor=world.user, participant=world.people[0], now=world.now)
    phone.send("/d/spoerg/1/", me=world.people[0].pk, text="Det jeg skrev")
    assert phone.status == 403
    assert "Arrangøren har frigivet det navn, du kom ind med" in phone.html
    assert "Det jeg skrev" in phone.html
    assert link.open("/d/").status == 200, "the personal link goes on working"


def test_a_revoked_link_leaves_the_seat_and_the_other_way_round(world: World, room: Room) -> None:
    phone = come_in(room, world.people[0].pk)
    access.revoke(actor=world.user, participant=world.people[0], now=world.now)
    assert phone.open("/d/").status == 200


def test_a_session_by_a_room_outlives_the_door_and_ends_a_day_after_the_relay(world: World, room: Room) -> None:
    phone = come_in(room, world.people[0].pk)
    rooms.close_room(actor=world.user, relay=world.relay, now=world.now)
    assert phone.open("/d/").status == 200
    actions.close_now(actor=world.user, relay=world.relay, now=world.now)
    world.now += DAY
    assert phone.open("/d/laes/").status == 200
    world.now += MINUTE
    assert phone.open("/d/laes/").status == 403


def test_a_suspended_person_is_out_of_the_room(world: World, room: Room) -> None:
    phone = come_in(room, world.people[0].pk)
    actions.suspend(actor=world.user, participant=world.people[0], now=world.now)
    assert "Du er ikke længere med" in phone.open("/d/").html


# The organiser


def test_the_organiser_opens_shows_sees_frees_and_closes(world: World, desk: Client) -> None:
    page = f"/stafet/{world.relay.pk}/rum/"
    assert "Navne er persondata" in desk.get(page).content.decode()
    assert desk.post(page, {"minutes": 60}).status_code == 302
    room = Room.objects.get()
    assert room.closes_at == world.now + timedelta(minutes=60)
    shown = desk.get(page).content.decode()
    assert room.code in shown
    come_in(room, world.people[1].pk)
    part = desk.get(page, headers={"hx-request": "true"}).content.decode()
    assert "Person 1" in part
    seen = re.search(r'name="seen" value="([^"]+)"', part)
    assert seen is not None
    assert desk.get(page, {"seen": seen[1]}, headers={"hx-request": "true"}).status_code == 204
    assert "Person 0" not in part
    desk.post(f"{page}{world.people[1].pk}/fri/")
    assert not RoomSeat.objects.exists()
    desk.post(f"{page}luk/")
    assert "Åbn døren" in desk.get(page).content.decode()


@pytest.mark.parametrize("minutes", ["", "7", "-1", "x"])
def test_a_time_that_is_not_offered_opens_nothing(world: World, desk: Client, minutes: str) -> None:
    assert desk.post(f"/stafet/{world.relay.pk}/rum/", {"minutes": minutes}).status_code == 200
    assert not Room.objects.exists()


def test_a_relay_that_has_not_invited_opens_no_door(make_world: Build) -> None:
    world = make_world(opened=False)
    desk = Client()
    desk.force_login(world.user)
    page = f"/stafet/{world.relay.pk}/rum/"
    assert "Ingen dør kan åbnes" in desk.get(page).content.decode()
    said = desk.post(page, {"minutes": 30}, follow=True).content.decode()
    assert "Stafetten skal have inviteret" in said
    assert not Room.objects.exists()


def test_the_screen_shows_code_and_qr_and_no_name(world: World, desk: Client, room: Room) -> None:
    come_in(room, world.people[0].pk)
    page = desk.get(f"/stafet/{world.relay.pk}/rum/skaerm/").content.decode()
    assert room.code in page
    assert ">depeche.test/d/rum/<" in page
    assert '<svg viewBox="0 0 ' in page
    assert "style=" not in page
    assert "Person 0" not in page
    part = desk.get(f"/stafet/{world.relay.pk}/rum/skaerm/", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    rooms.close_room(actor=world.user, relay=world.relay, now=world.now)
    assert "Døren er lukket" in desk.get(f"/stafet/{world.relay.pk}/rum/skaerm/").content.decode()


@pytest.mark.parametrize("people", [4, 24])
def test_the_number_of_queries_does_not_depend_on_the_people(
    make_world: Build, people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_world(people)
    room, desk = a_room(world), Client()
    desk.force_login(world.user)
    phone = at_the_door(room)
    for person in world.people[: people // 2]:
        come_in(room, person.pk)
    with django_assert_max_num_queries(7):
        phone.open(NAMES)
    with django_assert_max_num_queries(9):
        desk.get(f"/stafet/{world.relay.pk}/rum/")
    inside = come_in(room, world.people[-1].pk)
    with django_assert_max_num_queries(9):
        inside.open("/d/")
