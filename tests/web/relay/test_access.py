from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from depeche.web.common.models import Event
from depeche.web.relay import access
from depeche.web.relay.models import Participant
from tests.web.relay.world import START, World, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make(6, opened=False)


def test_the_link_lets_its_own_participant_in_every_time(world: World) -> None:
    for person in world.people:
        assert access.link(person) == f"{settings.BASE_URL}/d/l/{access.token(person)}"
        assert re.fullmatch(r"[A-Za-z0-9_-]{32}", access.token(person)), "24 bytes, safe in an address"
        for _ in range(2):
            assert access.participant_by_token(access.token(person)) == person
    assert len({access.token(person) for person in world.people}) == 6


def test_the_database_holds_nothing_that_opens_a_door(world: World) -> None:
    person = Participant.objects.get(pk=world.people[0].pk)
    secret = access.token(person)
    assert person.access_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert access.participant_by_token(person.access_hash) is None


def test_an_unknown_secret_costs_the_same_queries_as_a_known_one(world: World) -> None:
    counts = []
    for secret in (access.token(world.people[0]), "x" * 32, "", "æ" * 5000, "\x00"):
        with CaptureQueriesContext(connection) as queries:
            access.participant_by_token(secret)
        counts.append(len(queries))
    assert set(counts) == {1}


def test_a_revoked_link_is_dead_and_the_next_one_works(world: World) -> None:
    person = world.people[0]
    old = access.token(person)
    access.revoke(actor=world.user, participant=person, now=START)
    assert access.participant_by_token(old) is None
    assert access.participant_by_token(access.token(person)) == person
    assert access.token(Participant.objects.get(pk=person.pk)) == access.token(person)
    assert Event.objects.get(verb="participant.link_revoked").object_id == person.pk


def test_a_new_secret_key_revokes_every_link_as_the_new_ones_are_sent(world: World) -> None:
    person = world.people[0]
    old = access.token(person)
    with override_settings(SECRET_KEY="n" * 60):
        address = access.resolve(person.pk)
        assert address is not None
        assert access.participant_by_token(address.rpartition("/")[2]) == person
    assert access.participant_by_token(old) is None


def test_there_is_no_link_for_somebody_suspended_or_gone(world: World) -> None:
    person = world.people[0]
    assert access.resolve(person.pk) == access.link(person)
    Participant.objects.filter(pk=person.pk).update(status=Participant.Status.SUSPENDED)
    assert access.resolve(person.pk) is None
    assert access.resolve(0) is None


def test_links_are_issued_in_batches_and_left_alone_where_they_work(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    Participant.objects.bulk_create(
        Participant(relay=world.relay, name=f"P{n}", email=f"many{n}@x.test", joined_at=START) for n in range(1500)
    )
    everybody = list(Participant.objects.filter(relay=world.relay))
    with django_assert_max_num_queries(40):
        assert access.issue(everybody) == 1500
    assert not Participant.objects.filter(relay=world.relay, access_hash=None).exists()
    assert access.issue(everybody) == 0
    assert access.participant_by_token(access.token(everybody[-1])) == everybody[-1]
