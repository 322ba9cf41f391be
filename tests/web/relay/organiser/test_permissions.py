"""Every page of the organiser × every role: who may open it, who may send it, and that GET changes nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.relay.organiser.urls import urlpatterns
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import World

SEE = {Role.OWNER, Role.FACILITATOR, Role.ANALYST}
RUN = {Role.OWNER, Role.FACILITATOR}
PAGES = {  # name: who may open it
    "relay": SEE,
    "monitor": SEE,
    "people": SEE,
    "person": SEE,
    "preview": SEE,
    "new": RUN,
    "topic": RUN,
    "keywords": RUN,
    "groups": RUN,
    "rules": RUN,
    "mails": RUN,
    "mail_text": RUN,
    "window": RUN,
    "start": RUN,
    "add_people": RUN,
    "remove_person": RUN,
    "suspend": RUN,
    "new_link": RUN,
    "close_now": RUN,
    "remind": RUN,
}
ACTS = {"rename_group", "resend", "restore", "settle_mail"}  # POST alone, RUN


def address(world: World, name: str) -> str:
    person, group = world.people[0].pk, world.relay.groups.all()[0].pk
    numbers = {"relay_id": world.relay.pk, "person_id": person, "group_id": group, "mail_id": 1}
    known = numbers | {
        "project_id": world.project.pk,
        "kind": "reminder_question" if name == "remind" else "invitation",
    }
    wanted = next(pattern for pattern in urlpatterns if pattern.name == name).pattern.converters
    return reverse(f"relay:{name}", kwargs={argument: known[argument] for argument in wanted})


def test_every_page_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == PAGES.keys() | ACTS


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_open_what(world: World, signed_in: SignedIn, role: Role | None) -> None:
    client = signed_in(world.project, role)
    events = Event.objects.count()
    for name, allowed in PAGES.items():
        status = client.get(address(world, name)).status_code
        expected = {200, 302} if role in allowed else {404} if role is None else {403}
        assert status in expected, f"{name} as {role}: {status}"
    assert Event.objects.count() == events, "a GET has changed something"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.READER, None])
def test_who_may_not_run_the_relay_changes_nothing(world: World, signed_in: SignedIn, role: Role | None) -> None:
    client = signed_in(world.project, role)
    events = Event.objects.count()
    for name in [*PAGES, *ACTS]:
        data = {"name": "X", "email": "x@example.test", "topic": "X", "act": "start"}
        assert client.post(address(world, name), data).status_code in {403, 404, 405}, name
    assert Event.objects.count() == events


def test_acts_are_posts(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.project, Role.OWNER)
    for name in ACTS:
        assert client.get(address(world, name)).status_code == 405, name


def test_who_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    for name in PAGES:
        response = Client().get(address(world, name))
        assert response.status_code == 302, name
        assert "next=" in response["Location"]


def test_people_of_another_relay_are_not_found(world: World, signed_in: SignedIn) -> None:
    from tests.web.relay.world import make  # noqa: PLC0415 - a second world beside the fixture

    other = make(3)
    client = signed_in(world.project, Role.OWNER)
    stranger = other.people[0].pk
    for name in ("person", "suspend", "remove_person", "new_link"):
        assert client.get(reverse(f"relay:{name}", args=[world.relay.pk, stranger])).status_code == 404
