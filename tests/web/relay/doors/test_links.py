"""Send me my link again: one sentence for all, one mail an hour for each relay, and nobody learns who takes part."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from depeche.core.relay.window import Phase
from depeche.web.common.models import Event, OutboxMail
from depeche.web.relay import access, actions
from depeche.web.relay.doors import limits, links
from depeche.web.relay.models import DoorTry, LinkRequest, Participant, Relay
from tests.web.relay.doors.conftest import Build
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, HOUR, World, make

PAGE = "/d/mit-link/"
MINUTE = timedelta(minutes=1)


def ask_for(email: str, client: Client | None = None) -> HttpResponse:
    return cast("HttpResponse", (client or Client()).post(PAGE, {"email": email}, secure=True))


def asked(email: str, world: World) -> int:
    """The address is sent, and the worker has its round; how many mails that made."""
    ask_for(email)
    return links.send_links(world.now)


def link_mails(person: Participant) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(subject_id=person.pk, key__contains="/again-asked-").order_by("pk"))


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(world: World) -> None:
    actions.suspend(actor=world.user, participant=world.people[1], now=world.now)
    answers = [ask_for(email) for email in ("p0@example.test", "p1@example.test", "nobody@example.test")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/d/mit-link/paa-vej/")}
    page = Client().get("/d/mit-link/paa-vej/", secure=True).content.decode()
    assert "p0@example.test" not in page
    assert "Se i din indbakke" in page


@pytest.mark.parametrize("email", ["p0@example.test", "nobody@example.test"])
def test_the_same_work_is_done_for_every_address(
    world: World, email: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask_for("warm@example.test")
    with django_assert_num_queries(3):  # tries counted, one noted, the request noted
        ask_for(email)


def test_the_worker_sends_the_link_and_forgets_the_address(world: World) -> None:
    assert asked(" P0@Example.Test ", world) == 1
    (mail,) = link_mails(world.people[0])
    assert (mail.kind, mail.to_email, mail.status) == ("link", "p0@example.test", "queued")
    assert not LinkRequest.objects.exists()
    event = Event.objects.get(verb="link.asked_for")
    assert (event.actor_kind, event.object_id, event.data) == ("system", world.people[0].pk, {"kind": "link"})
    assert Phone(world.people[0]).path == "/d/"


def test_an_unknown_address_leaves_nothing(world: World) -> None:
    before = OutboxMail.objects.count()
    assert asked("nobody@example.test", world) == 0
    assert OutboxMail.objects.count() == before
    assert not LinkRequest.objects.exists()
    assert not Event.objects.filter(verb="link.asked_for").exists()


def test_a_person_gets_one_mail_an_hour_however_often_it_is_asked_for(world: World) -> None:
    assert asked("p0@example.test", world) == 1
    for _ in range(3):
        assert asked("p0@example.test", world) == 0
    world.now += HOUR - MINUTE
    assert asked("p0@example.test", world) == 0
    world.now += 2 * MINUTE
    assert asked("p0@example.test", world) == 1
    assert len(link_mails(world.people[0])) == 2


def test_each_relay_sends_its_own_mail(world: World) -> None:
    other = make(3)
    assert asked("p1@example.test", world) == 2
    assert len(link_mails(world.people[1])) == len(link_mails(other.people[1])) == 1


@pytest.mark.parametrize(
    ("phase", "kinds"),
    [
        (Phase.DRAFT, []),
        (Phase.SCHEDULED, []),
        (Phase.INVITED, ["link"]),
        (Phase.OPEN, ["link"]),
        (Phase.ANSWERING, ["link"]),
        (Phase.CLOSED, ["closed"]),
    ],
)
def test_in_which_phases_a_link_is_sent(world: World, phase: Phase, kinds: list[str]) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(phase=phase.value, closed_at=world.now)
    asked("p0@example.test", world)
    assert [mail.kind for mail in link_mails(world.people[0])] == kinds


def test_a_relay_that_closed_long_ago_sends_none(world: World) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(phase="closed", closed_at=world.now - links.READABLE - DAY)
    assert asked("p0@example.test", world) == 0


def test_the_suspended_get_none(world: World) -> None:
    actions.suspend(actor=world.user, participant=world.people[0], now=world.now)
    assert asked("p0@example.test", world) == 0


def test_a_request_that_waited_too_long_is_dropped(world: World) -> None:
    ask_for("p0@example.test")
    assert links.send_links(world.now + links.STALE + MINUTE) == 0
    assert not LinkRequest.objects.exists()


def test_an_address_that_is_none_says_so_and_is_kept(world: World) -> None:
    response = ask_for("p0 at example")
    assert response.status_code == 422
    assert "p0 at example" in response.content.decode()
    assert not LinkRequest.objects.exists()
    assert not DoorTry.objects.exists()


def test_too_many_tries_from_one_place_are_stopped_and_others_go_on(world: World) -> None:
    most = limits.LIMITS[DoorTry.Door.LINK].per_source
    flood = Client(REMOTE_ADDR="198.51.100.7")
    for number in range(most):
        assert ask_for(f"p{number}@example.test", flood).status_code == 302
    stopped = ask_for("p0@example.test", flood)
    assert stopped.status_code == 429
    assert "Vent ti minutter" in stopped.content.decode()
    assert ask_for("p0@example.test", Client(REMOTE_ADDR="198.51.100.8")).status_code == 302
    world.now += limits.WITHIN + MINUTE
    assert ask_for("p0@example.test", flood).status_code == 302


def test_neighbours_in_one_ipv6_network_are_one_source(world: World) -> None:
    for number in range(limits.LIMITS[DoorTry.Door.LINK].per_source):
        ask_for("p0@example.test", Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"))
    assert ask_for("p0@example.test", Client(REMOTE_ADDR="2001:db8:1:2:ffff::1")).status_code == 429
    assert ask_for("p0@example.test", Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 302


def test_the_network_address_is_not_kept_and_the_tries_are_forgotten(world: World) -> None:
    ask_for("p0@example.test", Client(REMOTE_ADDR="198.51.100.7"))
    assert "198.51.100.7" not in DoorTry.objects.get().source
    assert links.tick(world.now + limits.WITHIN).forgotten == 1
    assert links.tick(world.now + limits.WITHIN).forgotten == 0


def test_asking_is_a_post_with_a_token(world: World) -> None:
    assert Client(enforce_csrf_checks=True).post(PAGE, {"email": "p0@example.test"}, secure=True).status_code == 403
    Client().get(PAGE, {"email": "p0@example.test"}, secure=True)
    assert not LinkRequest.objects.exists()
    phone = Phone(enforce_csrf_checks=True).open(PAGE)
    assert phone.fill(PAGE, email="p0@example.test").path == "/d/mit-link/paa-vej/"


@pytest.mark.parametrize("page", ["/d/velkommen/", "/d/"])
def test_whoever_stands_without_a_link_is_led_there(db: None, page: str) -> None:
    assert f'href="{PAGE}"' in Phone().open(page).html
    refused = Phone().open("/d/l/ukendt").send("/d/velkommen/")
    assert f'href="{PAGE}"' in refused.html


def test_a_replaced_link_leads_there_too(world: World) -> None:
    phone = Phone(world.people[0])
    access.revoke(actor=world.user, participant=world.people[0], now=world.now)
    assert f'href="{PAGE}"' in phone.open("/d/").html


def test_phases_are_read_by_the_clock(make_world: Build) -> None:
    """A relay whose close the worker has not noticed yet sends the mail of the close."""
    world = make_world()
    world.now += 6 * DAY
    assert asked("p0@example.test", world) == 1
    assert link_mails(world.people[0])[0].kind == "closed"
