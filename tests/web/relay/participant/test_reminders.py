from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from depeche.web.common.models import Event, OutboxMail
from depeche.web.relay import mails
from depeche.web.relay.mails.stopping import address, token
from depeche.web.relay.models import Participant
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(person: Participant) -> str:
    return f"/d/afmeld/{token(person.pk)}"


def stopped(person: Participant) -> bool:
    person.refresh_from_db()
    return person.mail_stopped_at is not None


def post(path: str, body: dict[str, str], **extra: str) -> int:
    """As a mail program does: no cookie, no page of ours before."""
    return Client(enforce_csrf_checks=True).post(path, body, secure=True, **extra).status_code  # type: ignore[arg-type] # headers by name


def main_of(page: HttpResponseBase) -> str:
    assert isinstance(page, HttpResponse)
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_opening_the_address_changes_nothing_and_tells_nothing(world: World) -> None:
    person = world.people[0]
    known = Client().get(path_of(person), secure=True)
    unknown = Client().get("/d/afmeld/1-nonsense", secure=True)
    assert known.status_code == unknown.status_code == 200
    assert main_of(known) == main_of(unknown)
    assert person.name not in known.content.decode()
    assert Client().head(path_of(person), secure=True).status_code == 200
    assert not stopped(person)


@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_click_stops_the_reminders_and_says_what_still_comes(world: World, form: str) -> None:
    person = world.people[0]
    row = mails.enqueue("reminder_right", person, world.now)
    assert row is not None
    body = "List-Unsubscribe=One-Click"
    if form.startswith("multipart"):
        form += "; boundary=x"
        body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(path_of(person), body, content_type=form, secure=True)
        assert answer.status_code == 200
        assert "Du får stadig en mail, når nogen spørger dig" in answer.content.decode()
    assert stopped(person)
    row.refresh_from_db()
    assert row.status == "cancelled"
    event = Event.objects.get(verb="participant.reminders_stopped")
    assert (event.actor_id, event.data) == (person.pk, {})


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "Yes"}, {**ONE_CLICK, "x": "y"}, {"act": "stop"}])
def test_any_other_body_stops_nothing(world: World, body: dict[str, str]) -> None:
    assert post(path_of(world.people[0]), body) == 400
    assert not stopped(world.people[0])


def test_only_the_right_address_stops_anybody(world: World) -> None:
    mine, other = world.people[:2]
    proof = token(mine.pk).partition("-")[2]
    wrong = (f"{other.pk}-{proof}", f"{mine.pk}-", f"{mine.pk}", f"-{proof}", f"{'9' * 30}-{proof}", f"x-{proof}")
    for secret in wrong:
        assert post(f"/d/afmeld/{secret}", ONE_CLICK) == 404
    assert not stopped(mine)
    assert not stopped(other)
    assert proof not in address(other.pk)


def test_who_has_stopped_the_reminders_gets_the_mails_that_matter(world: World) -> None:
    post(path_of(world.people[0]), ONE_CLICK)
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    assert mails.enqueue("reminder_right", person, world.now) is None
    assert mails.enqueue_many("closing", [person], world.now) == 0
    world.ask(1, 0)
    assert OutboxMail.objects.filter(kind="question", subject_id=person.pk, status="queued").exists()


def test_on_ones_own_page_one_stops_them_and_lets_them_come_again(world: World) -> None:
    person = world.people[0]
    phone = Phone(person).open("/d/om/")
    assert "Stop påmindelserne" in phone.html
    phone.fill("/d/paamindelser/", act="stop")
    assert stopped(person)
    assert "Mind mig om det igen" in phone.html
    phone.fill("/d/paamindelser/", act="resume")
    assert not stopped(person)
    assert Event.objects.filter(verb="participant.reminders_resumed", actor_id=person.pk).count() == 1
