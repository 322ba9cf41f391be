from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from tests.web.reports.world import World, make


@pytest.fixture(autouse=True)
def _cold() -> None:
    """Nothing rendered by one test is shown in another."""
    caches["rendered"].clear()


@pytest.fixture
def world(db: None) -> World:
    return make()


@pytest.fixture
def owner(world: World) -> Client:
    """The owner's browser, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.owner)
    return client


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"accept-language": "en"})
