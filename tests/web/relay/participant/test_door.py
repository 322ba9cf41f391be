"""The personal link: opening it does nothing, pressing Continue lets in, and the session ends with the link."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from depeche.web.common.models import Event
from depeche.web.relay import access, actions
from depeche.web.relay.models import Participant
from depeche.web.relay.participant.session import COOKIE
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World

WELCOME = "/d/velkommen/"


def address(person: Participant) -> str:
    person.refresh_from_db()
    return urlsplit(access.link(person)).path


def shape(response: HttpResponse) -> tuple[int, dict[str, str], dict[str, str | int | bool], bytes]:
    """All of a response but the token in its cookie."""
    morsel = response.cookies[COOKIE]
    attributes = {name: value for name, value in morsel.items() if name != "expires"}
    return response.status_code, dict(response.headers), attributes, response.content


MANGLED = ["/d/l/" + mangled for mangled in ("%F0%9F%98%80", "%ff%fe", "a%0d%0aSet-Cookie:b=c", "x" * 3000, "%22;%00")]


@pytest.fixture
def addresses(world: World) -> list[str]:
    """Links that work, that were revoked, and that never were."""
    good, revoked = address(world.people[0]), address(world.people[1])
    access.revoke(actor=world.user, participant=world.people[1], now=world.now)
    return [good, revoked, "/d/l/" + "x" * 32, "/d/l/ukendt", *MANGLED]


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_looks_nothing_up_and_answers_the_same_for_all(
    addresses: list[str], method: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        responses = [getattr(Client(), method)(link, secure=True) for link in addresses]
    shapes = [shape(response) for response in responses]
    assert all(found == shapes[0] for found in shapes)
    status, headers, cookie, _body = shapes[0]
    assert (status, headers["Location"]) == (303, WELCOME)
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]) == (True, True, "Lax", "/")
    assert cookie["max-age"] == 600
    assert COOKIE.startswith("__Host-")


@pytest.mark.parametrize("link", MANGLED)
def test_a_link_that_was_mangled_on_its_way_leads_to_what_to_do(link: str, db: None) -> None:
    phone = Phone().open(link)
    assert (phone.path, phone.status) == (WELCOME, 200)
    phone.send(WELCOME)
    assert "Linket virker ikke" in phone.html


def test_scanners_may_open_the_link_as_often_as_they_like(world: World) -> None:
    link = address(world.people[0])
    scanner = Client()
    pages = {scanner.get(link, secure=True, follow=True).content.count(b"Forts\xc3\xa6t") for _ in range(3)}
    assert pages == {scanner.get(WELCOME, secure=True).content.count(b"Forts\xc3\xa6t")}
    assert not scanner.session.keys()
    world.people[0].refresh_from_db()
    assert world.people[0].first_seen_at is None
    assert not Event.objects.filter(verb="participant.arrived").exists()
    assert Phone(world.people[0]).path == "/d/"


def test_nothing_personal_is_shown_before_continue(world: World) -> None:
    phone = Phone().open(address(world.people[0]))
    assert phone.path == WELCOME
    for secret in (world.people[0].name, world.people[0].email, world.relay.topic, world.project.name, "Kommune 0"):
        assert secret not in phone.html


def test_continue_needs_the_csrf_token(world: World) -> None:
    phone = Phone(enforce_csrf_checks=True).open(address(world.people[0]))
    phone.send(WELCOME)
    assert phone.status == 403
    assert world.people[0].name not in phone.html
    assert phone.open("/d/").status == 403
    phone.open(address(world.people[0])).fill(WELCOME)
    assert phone.path == "/d/"


def test_continue_notes_the_first_visit_once(world: World) -> None:
    Phone(world.people[0])
    Phone(world.people[0])
    world.people[0].refresh_from_db()
    assert world.people[0].first_seen_at == world.now
    assert Event.objects.filter(verb="participant.arrived").count() == 1


def test_a_link_that_does_not_work_says_what_to_do(world: World) -> None:
    phone = Phone().open("/d/l/ukendt").send(WELCOME)
    assert phone.status == 403
    assert "Linket virker ikke længere" in phone.html
    assert "nyeste mail" in phone.html


def test_continue_without_a_link_asks_to_open_it_again(db: None) -> None:
    phone = Phone().open(WELCOME)
    assert '<button type="submit" class="button button-primary">' not in phone.html
    phone.send(WELCOME)
    assert "Åbn linket igen" in phone.html


def test_the_link_works_on_a_second_device_and_again(world: World) -> None:
    assert Phone(world.people[0]).path == "/d/"
    assert Phone(world.people[0]).path == "/d/"


def test_the_cookie_with_the_token_is_gone_after_continue(world: World) -> None:
    phone = Phone(world.people[0])
    assert not phone.client.cookies[COOKIE].value
    assert phone.client.cookies[COOKIE]["secure"]


def test_the_newest_link_wins_and_a_form_of_the_older_one_is_handed_back(
    make_world: Callable[..., World],
) -> None:
    here, there = make_world(), make_world()
    question = here.ask(1, 0)
    phone = Phone(here.people[0])
    form = phone.form(f"/d/svar/{question.pk}/")
    assert f'name="me" value="{here.people[0].pk}"' in form
    phone.enter(there.people[0])
    phone.send(f"/d/svar/{question.pk}/", me=here.people[0].pk, text="Det her skrev jeg.")
    assert phone.status == 403
    assert "Et andet link" in phone.html
    assert "Det her skrev jeg." in phone.html
    question.refresh_from_db()
    assert question.status == "waiting"


def test_another_relays_question_is_not_found(make_world: Callable[..., World]) -> None:
    here, there = make_world(), make_world()
    question = here.ask(1, 0)
    phone = Phone(there.people[0])
    for path in (f"/d/svar/{question.pk}/", f"/d/traad/{question.pk}/", f"/d/sendt/{question.pk}/"):
        assert phone.open(path).status == 404
    assert phone.open(f"/d/spoerg/{here.people[1].pk}/").status == 404


def revoke(world: World, person: Participant) -> None:
    access.revoke(actor=world.user, participant=person, now=world.now)


def suspend(world: World, person: Participant) -> None:
    actions.suspend(actor=world.user, participant=person, now=world.now)


@pytest.mark.parametrize(("end", "said"), [(revoke, "Dit link er udskiftet"), (suspend, "ikke længere med")])
def test_the_session_ends_with_the_link_or_the_person_and_gives_the_text_back(
    world: World, end: Callable[[World, Participant], None], said: str
) -> None:
    question = world.ask(1, 0)
    phone = Phone(world.people[0])
    end(world, world.people[0])
    for path in ("/d/", "/d/om/", "/d/spoerg/", f"/d/traad/{question.pk}/"):
        assert phone.open(path).status == 403
        assert said in phone.html
        assert world.relay.topic not in phone.html
    phone.send(f"/d/svar/{question.pk}/", me=world.people[0].pk, text="Mit lange svar.")
    assert phone.status == 403
    assert "Mit lange svar." in phone.html


def test_somebody_suspended_is_told_so_at_the_door(world: World) -> None:
    suspend(world, world.people[0])
    phone = Phone(world.people[0])
    assert phone.status == 403
    assert "ikke længere med" in phone.html


def test_leaving_ends_the_session_here(world: World) -> None:
    phone = Phone(world.people[0]).send("/d/farvel/")
    assert phone.path == WELCOME
    assert phone.open("/d/").status == 403


def test_leaving_by_get_is_refused(world: World) -> None:
    phone = Phone(world.people[0])
    assert phone.open("/d/farvel/").status == 405
    assert phone.open("/d/").status == 200


def test_text_sent_without_any_session_is_given_back(db: None) -> None:
    phone = Phone().send("/d/spoerg/1/", me=1, text="Hvad nu?")
    assert phone.status == 403
    assert "Hvad nu?" in phone.html
