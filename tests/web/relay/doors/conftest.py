from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from depeche.core.relay.rules import Rules
from depeche.web.relay.doors import rooms
from depeche.web.relay.models import Room
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World, make

Build = Callable[..., World]


@pytest.fixture
def make_world(db: None, monkeypatch: pytest.MonkeyPatch) -> Build:
    """A relay whose clock the pages follow."""

    def build(people: int = 5, rules: Rules | None = None, *, opened: bool = True) -> World:
        world = make(people, rules, opened=opened)
        monkeypatch.setattr(timezone, "now", lambda: world.now)
        return world

    return build


@pytest.fixture
def world(make_world: Build) -> World:
    return make_world()


@pytest.fixture
def desk(world: World) -> Client:
    """The organiser's browser."""
    client = Client()
    client.force_login(world.user)
    return client


def a_room(world: World, minutes: int = 30) -> Room:
    return rooms.open_room(actor=world.user, relay=world.relay, minutes=minutes, now=world.now)


def at_the_door(room: Room) -> Phone:
    """A phone that has typed the code."""
    phone = Phone().open("/d/rum/")
    return phone.fill("/d/rum/", code=room.code)


def come_in(room: Room, person_id: int) -> Phone:
    return at_the_door(room).fill("/d/rum/navn/", person=person_id)
