from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from django.utils import timezone

from depeche.core.relay.rules import Rules
from tests.web.relay.world import World, make


@pytest.fixture
def world(db: None, make_world: Callable[..., World]) -> World:
    return make_world()


@pytest.fixture
def make_world(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., World]:
    """A relay whose clock the pages follow."""

    def build(
        people: int = 5, rules: Rules | None = None, *, opened: bool = True, starters: Collection[int] = ()
    ) -> World:
        world = make(people, rules, opened=opened, starters=starters)
        monkeypatch.setattr(timezone, "now", lambda: world.now)
        return world

    return build
