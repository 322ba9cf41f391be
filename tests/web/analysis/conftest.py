from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from depeche.web.analysis.queries.across.page import SHELVES as ACROSS_SHELVES
from depeche.web.analysis.queries.suggestions.loaded import SHELVES
from depeche.web.analysis.queries.words import SHELVES as WORD_SHELVES
from tests.web.analysis.coders import Pair, make_pair
from tests.web.analysis.world import World, make


@pytest.fixture(autouse=True)
def _cold() -> None:
    """Nothing counted in one test is shown in another."""
    caches["rendered"].clear()
    for shelf in SHELVES:
        shelf.clear()
    for shelf in WORD_SHELVES:
        shelf.clear()
    for readings in ACROSS_SHELVES:
        readings.clear()


@pytest.fixture
def world(db: None) -> World:
    return make()


@pytest.fixture
def pair(world: World) -> Pair:
    """A double coding of its cards by two members."""
    return make_pair(world)


@pytest.fixture
def client(world: World) -> Client:
    """Signed in as the owner."""
    client = Client()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
