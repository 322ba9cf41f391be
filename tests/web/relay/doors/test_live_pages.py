"""A live relay on phones, at the facilitator's desk and on the wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from depeche.web.common.models import Event
from depeche.web.relay import access, actions
from depeche.web.relay.doors import rounds
from depeche.web.relay.models import Draft, LiveRound, Participant, Question
from tests.web.relay import world as worlds
from tests.web.relay.doors.conftest import Build, a_room, come_in
from tests.web.relay.doors.room import LIVE, Stage
from tests.web.relay.participant.phone import Phone

PAGE, STATE, DRAFT = "/d/live/", "/d/live/nu/", "/d/live/kladde/"


@pytest.fixture
def stage(make_world: Build) -> Stage:
    return Stage(make_world(4, LIVE))


def phones(stage: Stage) -> list[Phone]:
    return [Phone(person) for person in stage.world.people]


def state(phone: Phone) -> str:
    return phone.client.get(STATE, secure=True).content.decode()


def shown_state(phone: Phone) -> str:
    found = re.search(r'data-live="([^"]*)"', phone.html)
    assert found is not None
    return found[1]


def of(stage: Stage, phone_of: list[Phone], person_id: int) -> Phone:
    return phone_of[[person.pk for person in stage.world.people].index(person_id)]


def test_from_the_door_to_the_answer(stage: Stage) -> None:
    room = a_room(stage.world)
    everybody = [come_in(room, person.pk) for person in stage.world.people]
    for phone in everybody:
        assert phone.path == PAGE
        assert "Du er inde, Person" in phone.html
    stage.start()
    for number, phone in enumerate(everybody):
        phone.open(PAGE)
        assert 'data-seconds="120"' in phone.html
        phone.fill(PAGE, text=f"Spørgsmål {number}?")
        assert "Gemt. Du kan skrive videre, til tiden er gået." in phone.html
    stage.world.now += rounds.WRITING
    assert "Det er dit spørgsmål" in everybody[0].open(PAGE).html
    stage.world.now += rounds.GRACE
    stage.deal()
    for question in stage.dealt():
        phone = of(stage, everybody, question.recipient_id).open(PAGE)
        assert question.text in phone.html
        companion = next(
            seat
            for seat in question.live_seat.round.seats.all()
            if seat.pair == question.live_seat.pair and seat.participant_id != question.recipient_id
        )
        assert f"Find {companion.participant.name}" in phone.html
        assert companion.question is not None
        assert companion.question.text in phone.html, "the other question of the table"
        phone.fill(f"/d/live/svar/{question.pk}/", text=f"Svar på {question.pk}.")
        assert phone.path == PAGE
        assert "Tak. Dit svar er sendt." in phone.html
    for question in stage.dealt():
        assert f"Svar på {question.pk}." in of(stage, everybody, question.asker_id).open(PAGE).html
    stage.end()
    assert "Runde 1 er slut" in everybody[2].open(PAGE).html
    actions.close_now(actor=stage.world.user, relay=stage.world.relay, now=stage.world.now)
    read = everybody[1].open("/d/laes/").html
    assert all(f"Spørgsmål {number}?" in read for number in range(4))


def test_the_relay_itself_leads_into_the_room_and_choosing_is_closed(stage: Stage) -> None:
    phone = Phone(stage.world.people[0])
    for path in ("/d/", "/d/spoerg/", f"/d/spoerg/{stage.world.people[1].pk}/"):
        assert phone.open(path).path == PAGE, path


def test_a_relay_without_rounds_has_no_room(make_world: Build) -> None:
    phone = Phone(make_world().people[0])
    assert phone.open(PAGE).path == "/d/"


def test_before_it_opens_the_landing_page_is_shown(make_world: Build) -> None:
    world = make_world(4, LIVE, opened=False)
    world.now += worlds.HOUR
    world.wait(timedelta(0))
    phone = Phone(world.people[0])
    assert (phone.path, phone.status) == ("/d/", 200)
    assert shown_state(phone) == state(phone)
    world.wait(worlds.HOUR)
    assert state(phone) != shown_state(phone), "the page goes on by itself"
    assert phone.open("/d/").path == PAGE


def test_the_page_saves_by_itself_and_says_when_it_was_too_late(stage: Stage) -> None:
    stage.start()
    phone = Phone(stage.world.people[0])
    me = {"me": stage.world.people[0].pk}
    saved = phone.client.post(DRAFT, {**me, "text": "Halv"}, secure=True)
    assert (saved.status_code, saved.content.decode()) == (200, "Gemt kl. 09.00")
    assert Draft.objects.get().text == "Halv"
    too_long = phone.client.post(DRAFT, {**me, "text": "x" * 50_001}, secure=True)
    assert too_long.status_code == 422
    stage.write(1, 2)
    stage.time_up()
    stage.deal()
    late = phone.client.post(DRAFT, {**me, "text": "Halvt og for sent"}, secure=True)
    assert (late.status_code, late.content.decode()) == (409, "Tiden var gået: Dit spørgsmål er delt ud, som det stod.")


def test_nothing_or_too_much_is_said_and_kept(stage: Stage) -> None:
    stage.start()
    phone = Phone(stage.world.people[0]).open(PAGE)
    assert phone.fill(PAGE, text="  ").status == 422
    phone.open(PAGE).fill(PAGE, text="x" * 2001)
    assert phone.status == 422
    assert "x" * 2001 in phone.html


def test_who_wrote_nothing_is_told_and_invited_to_listen(stage: Stage) -> None:
    stage.start()
    stage.write(0, 1)
    stage.world.now += rounds.WRITING
    phone = Phone(stage.world.people[3])
    assert "Du nåede ikke at skrive noget" in phone.html
    stage.world.now += rounds.GRACE
    stage.deal()
    assert "Sæt dig til et par" in phone.open(PAGE).html


def test_a_question_from_before_can_be_answered_while_the_others_write(stage: Stage) -> None:
    question = stage.play(0, 1, 2, 3)[0]
    stage.start()
    phone = Phone(Participant.objects.get(pk=question.recipient_id))
    assert "Dette spørgsmål venter stadig på dig" in phone.html
    phone.fill(f"/d/live/svar/{question.pk}/", text="Nu.")
    assert 'data-seconds="120"' in phone.html, "and then there is a right to write with"


def test_who_has_no_right_and_no_question_watches(stage: Stage) -> None:
    stage.play(0, 1)
    first = stage.dealt()[0]
    actions.decline(
        actor=Participant.objects.get(pk=first.recipient_id), question_id=first.pk, reason="Nej.", now=stage.world.now
    )
    stage.start()
    html = Phone(Participant.objects.get(pk=first.recipient_id)).html
    assert "Du har ikke noget spørgsmål at stille lige nu" in html


def test_the_state_changes_with_what_is_to_be_shown_and_not_otherwise(stage: Stage) -> None:
    world, phone = stage.world, Phone(stage.world.people[0])
    seen = [shown_state(phone)]

    def more_time() -> None:
        rounds.give_more_time(actor=world.user, relay=world.relay, number=1, now=world.now)

    def write_and_deal() -> None:
        stage.write(0, 1, 2, 3)
        world.now += timedelta(minutes=4)
        stage.deal()

    steps: tuple[Callable[[], object], ...] = (stage.start, more_time, write_and_deal, stage.answer_all, stage.end)
    for step in steps:
        step()
        assert state(phone) != seen[-1]
        world.now += timedelta(seconds=1)
        assert state(phone) == shown_state(phone.open(PAGE))
        seen.append(shown_state(phone))
    answered = seen[4]
    assert answered.split("|")[0] == seen[3].split("|")[0], "an answer does not disturb somebody who writes"
    assert len(set(seen)) == len(seen)


def test_forms_of_the_room_belong_to_whom_they_were_made_for(stage: Stage) -> None:
    stage.start()
    mine, other = Phone(stage.world.people[0]), stage.world.people[1].pk
    for path in (PAGE, DRAFT, "/d/live/svar/1/"):
        mine.send(path, me=other, text="Ikke mit?")
        assert mine.status == 403
        assert "Ikke mit?" in mine.html
    assert not Draft.objects.exists()
    question = stage.play(0, 1)[0] if stage.end() else None
    assert question is not None
    third = Phone(stage.world.people[2])
    third.send(f"/d/live/svar/{question.pk}/", me=stage.world.people[2].pk, text="Ikke til mig.")
    assert third.status == 404


def test_a_partner_is_not_told_who_asked(stage: Stage) -> None:
    """With four people and more the author sits elsewhere; no page names them."""
    stage.play(0, 1, 2, 3)
    for question in stage.dealt():
        html = Phone(Participant.objects.get(pk=question.recipient_id)).html
        assert question.asker.name not in re.sub(r"Du er her som Person \d", "", html)


def test_an_empty_answer_keeps_the_page(stage: Stage) -> None:
    question = stage.play(0, 1)[0]
    phone = Phone(Participant.objects.get(pk=question.recipient_id))
    phone.fill(f"/d/live/svar/{question.pk}/", text=" ")
    assert phone.status == 422
    assert question.text in phone.html


@pytest.mark.parametrize("people", [4, 24])
def test_the_number_of_queries_does_not_depend_on_the_people(
    make_world: Build, people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stage = Stage(make_world(people, LIVE))
    stage.play(*range(people))
    phone, desk = Phone(stage.world.people[0]), Client()
    desk.force_login(stage.world.user)
    with django_assert_max_num_queries(14):
        phone.open(PAGE)
    with django_assert_max_num_queries(5):
        state(phone)
    for path in ("", "vaeg/"):
        with django_assert_max_num_queries(10):
            desk.get(f"/stafet/{stage.world.relay.pk}/live/{path}")


# The facilitator and the wall


def test_the_facilitator_drives_a_round_by_its_buttons(stage: Stage) -> None:
    desk = Client()
    desk.force_login(stage.world.user)
    page = f"/stafet/{stage.world.relay.pk}/live/"

    def press(act: str, number: int) -> str:
        return desk.post(f"{page}{act}/", {"number": number}, follow=True).content.decode()

    assert "Begynd runde 1" in desk.get(page).content.decode()
    assert "Runde 1: Der skrives" in press("begynd", 1)
    stage.write(0)
    assert "Mindst to skal der til" in desk.get(page).content.decode()
    stage.write(1, 2)
    figures = desk.get(page, headers={"hx-request": "true"}).content.decode()
    assert "har skrevet" in figures
    assert "<button" not in figures, "no button changes under a finger"
    press("mere-tid", 1)
    assert LiveRound.objects.get().writing_ends_at == stage.world.now + rounds.WRITING + rounds.MORE
    assert "De sidste ord kommer ind" in press("stop", 1)
    assert "De sidste ord er på vej" in press("del-ud", 1)
    stage.world.now += rounds.GRACE
    assert "Runde 1: Der svares" in press("del-ud", 1)
    assert Question.objects.count() == 3
    assert "Begynd runde 2" in desk.get(page).content.decode()
    assert "Runde 1 er slut" in press("slut", 1)


@pytest.mark.parametrize(("act", "number"), [("andet", "1"), ("begynd", "x"), ("begynd", ""), ("begynd", "99999")])
def test_what_no_button_sends_is_not_found(stage: Stage, act: str, number: str) -> None:
    desk = Client()
    desk.force_login(stage.world.user)
    sent = desk.post(f"/stafet/{stage.world.relay.pk}/live/{act}/", {"number": number})
    assert sent.status_code == 404
    assert not LiveRound.objects.exists()


def test_the_wall_shows_counts_and_no_name_or_word(stage: Stage) -> None:
    room = a_room(stage.world)
    desk = Client()
    desk.force_login(stage.world.user)
    page = f"/stafet/{stage.world.relay.pk}/live/vaeg/"
    events = Event.objects.count()
    walls = [desk.get(page).content.decode()]
    stage.start()
    stage.write(0, 1, 2)
    walls.append(desk.get(page).content.decode())
    stage.world.now += rounds.WRITING
    walls.append(desk.get(page).content.decode())
    stage.world.now += rounds.GRACE
    stage.deal()
    walls.append(desk.get(page).content.decode())
    question = stage.dealt()[0]
    actions.answer(actor=question.recipient, question_id=question.pk, text="Et hemmeligt svar.", now=timezone.now())
    walls.append(desk.get(page).content.decode())
    numbers = [re.findall(r'class="value">(\d+)<', wall) for wall in walls]
    assert numbers == [["4"], ["4", "3"], ["4", "3"], ["4", "3", "0"], ["4", "3", "1"]]
    assert 'data-seconds="120"' in walls[1]
    assert room.code in walls[0]
    for wall in walls:
        for secret in ("Person", "Hvad lærte", "hemmeligt", "example.test"):
            assert secret not in wall
    assert Event.objects.count() > events
    part = desk.get(page, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part


def test_the_monitor_leads_to_the_room_and_to_the_rounds_where_they_are_played(stage: Stage) -> None:
    desk = Client()
    desk.force_login(stage.world.user)
    monitor = desk.get(f"/stafet/{stage.world.relay.pk}/overblik/").content.decode()
    assert f'href="/stafet/{stage.world.relay.pk}/rum/"' in monitor
    assert f'href="/stafet/{stage.world.relay.pk}/live/"' in monitor
    actions.close_now(actor=stage.world.user, relay=stage.world.relay, now=stage.world.now)
    assert "/live/" not in desk.get(f"/stafet/{stage.world.relay.pk}/overblik/").content.decode()


def test_a_relay_without_rounds_says_where_they_are_chosen(make_world: Build) -> None:
    world = make_world()
    desk = Client()
    desk.force_login(world.user)
    assert "Denne stafet har ikke live-runder" in desk.get(f"/stafet/{world.relay.pk}/live/").content.decode()


def test_the_personal_link_leads_into_the_room_too(stage: Stage) -> None:
    phone = Phone().open(urlsplit(access.link(stage.world.people[0])).path).send("/d/velkommen/")
    assert phone.path == PAGE
