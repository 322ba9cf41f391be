"""Beside the table of tests/web/relay: where one is sent to sign in, and whose people one reaches."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from depeche.web.projects.models import Role
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import World, make


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(world: World) -> None:
    address = reverse("relay:monitor", args=[world.relay.pk])
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={address}")


def test_people_questions_and_groups_of_another_relay_are_not_found(world: World, signed_in: SignedIn) -> None:
    other = make(3)
    question = other.ask(0, 1)
    client = signed_in(world.project, Role.OWNER)
    stranger = other.people[0].pk
    for name in ("person", "suspend", "remove_person", "new_link"):
        assert client.get(reverse(f"relay:{name}", args=[world.relay.pk, stranger])).status_code == 404
    address = reverse("relay:settle", args=[world.relay.pk, question.pk, "hold"])
    assert client.post(address, {"reason": "secret"}).status_code == 404
    group = other.relay.groups.all()[0].pk
    assert client.post(reverse("relay:rename_group", args=[world.relay.pk, group]), {"name": "X"}).status_code == 404
