from __future__ import annotations

import pytest
from django.test import Client

from tests.web.analysis.world import World, make


@pytest.fixture
def world(db: None) -> World:
    return make()


@pytest.fixture
def client(world: World) -> Client:
    """Signed in as the owner."""
    client = Client()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
