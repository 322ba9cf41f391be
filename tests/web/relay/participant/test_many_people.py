from __future__ import annotations

from collections.abc import Callable

import pytest

from depeche.web.relay.participant import people
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World

pytestmark = pytest.mark.django_db


def test_people_are_counted_no_further_than_anybody_leafs(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(make_world(8).people[0])
    assert "7 personer</h2>" in phone.open("/d/spoerg/").html
    monkeypatch.setattr(people, "COUNTED", 5)
    assert "5 personer eller flere</h2>" in phone.open("/d/spoerg/").html
    found = phone.open("/d/spoerg/?q=person+7").html
    assert "1 person</h2>" in found
    assert "Person 7" in found, "whoever is further on is found by searching"
