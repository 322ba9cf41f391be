"""Starters and people from outside: marked by hand or by a column, counted, asked for where rules need them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depeche.core.relay.rules import Rules, Start
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay.models import Phase, Relay, Right
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import World

THREADS = Rules(start=Start.STARTERS, hops_per_thread=10)


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    client = signed_in(world.project, Role.FACILITATOR)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def draft(world: World) -> Relay:
    Relay.objects.filter(pk=world.relay.pk).update(phase=Phase.DRAFT, rules=THREADS.to_dict())
    Right.objects.filter(relay=world.relay).delete()
    world.relay.refresh_from_db()
    return world.relay


def send(client: Client, relay: Relay, act: str, *people: int, **more: str) -> str:
    data = {"act": act, "people": people} | more
    return client.post(reverse("relay:groups", args=[relay.pk]), data, follow=True).content.decode()


def names(relay: Relay, mark: str) -> list[str]:
    return list(relay.participants.filter(**{mark: True}).order_by("name").values_list("name", flat=True))


def test_people_are_marked_together_counted_and_unmarked(client: Client, draft: Relay, world: World) -> None:
    keys = [person.pk for person in world.people]
    assert (
        "Nobody is named to begin a thread yet."
        in client.get(reverse("relay:groups", args=[draft.pk])).content.decode()
    )
    page = send(client, draft, "set-starter", *keys[:3])
    assert "3 begin a thread each." in page
    page = send(client, draft, "take-starter", keys[0])
    assert "2 begin a thread each." in page
    assert names(draft, "starter") == ["Person 1", "Person 2"]
    send(client, draft, "set-outsider", keys[4])
    assert names(draft, "outsider") == ["Person 4"]
    assert "Is not from outside" in client.get(reverse("relay:groups", args=[draft.pk])).content.decode()
    send(client, draft, "take-outsider", keys[4])
    assert names(draft, "outsider") == []
    assert [event.data["count"] for event in Event.objects.filter(verb="participants.starter_set")] == [3]


def test_what_is_ticked_or_written_is_kept_when_something_is_missing(
    client: Client, draft: Relay, world: World
) -> None:
    page = send(client, draft, "group", world.people[0].pk, group="")
    assert 'id="id_group-error"' in page
    assert f'value="{world.people[0].pk}" checked' in page
    page = send(client, draft, "group", group="Vest")
    assert "Tick at least one person." in page
    assert 'value="Vest"' in page


def test_people_of_another_relay_and_nonsense_are_not_marked(client: Client, draft: Relay, world: World) -> None:
    from tests.web.relay.world import make  # noqa: PLC0415 - a second world beside the fixture

    other = make(3)
    send(client, draft, "set-starter", other.people[0].pk, 10**17)
    client.post(reverse("relay:groups", args=[draft.pk]), {"act": "set-starter", "people": ["x", "1; drop", "9" * 40]})
    assert names(other.relay, "starter") == []
    assert names(draft, "starter") == []


def test_the_last_page_says_when_nobody_begins(client: Client, draft: Relay, world: World) -> None:
    start = reverse("relay:start", args=[draft.pk])
    assert "Nobody is named to begin a thread." in client.get(start).content.decode()
    send(client, draft, "set-starter", world.people[0].pk)
    assert "Nobody is named to begin a thread." not in client.get(start).content.decode()


def test_a_column_marks_starters_and_people_from_outside(client: Client, draft: Relay) -> None:
    lines = "Navn;E-mail;Gruppe;Starter;Udefra\nAnna;a@x.test;Top;ja;\nBo;b@x.test;;nej;x\nCarl;c@x.test;Drift;;"
    address = reverse("relay:add_people", args=[draft.pk])
    shown = client.post(address, {"lines": lines, "act": "check"}).content.decode()
    assert "begins a thread" in shown
    client.post(address, {"lines": lines, "act": "import"})
    assert names(draft, "starter") == ["Anna"]
    assert names(draft, "outsider") == ["Bo"]
    assert draft.participants.get(name="Bo").group is None
    people = client.get(reverse("relay:people", args=[draft.pk])).content.decode()
    assert "from outside" in people
    refused = client.post(address, {"lines": lines.replace("nej", "måske"), "act": "import"}).content.decode()
    assert "Starter and from outside are said with yes or no" in refused


def test_marks_are_fixed_once_the_relay_is_open(client: Client, world: World) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(rules=THREADS.to_dict())
    page = send(client, world.relay, "set-starter", world.people[0].pk)
    assert "is fixed when the relay opens" in page
    assert names(world.relay, "starter") == []
    assert 'value="set-starter"' not in page


def test_an_insider_of_a_scheduled_relay_keeps_a_group(client: Client, draft: Relay, world: World) -> None:
    person = world.people[0]
    draft.participants.filter(pk=person.pk).update(group=None, outsider=True)
    Relay.objects.filter(pk=draft.pk).update(phase=Phase.SCHEDULED)
    page = send(client, draft, "take-outsider", person.pk)
    assert "1 participant is not in a group yet." in page
    assert names(draft, "outsider") == [person.name]


def test_joining_an_open_relay_says_what_each_gets_and_gives_it(client: Client, world: World) -> None:
    address = reverse("relay:add_people", args=[world.relay.pk])
    assert "Each gets one question to ask." in client.get(address).content.decode()
    lines = "Ny Person;ny@x.test;;;;Top\nOgså Ny;ogsaa@x.test;;;;Drift"
    shown = client.post(address, {"lines": lines, "act": "check"}).content.decode()
    assert "Each gets one question to ask." in shown
    assert "The opening mail with the personal link is sent within a few minutes." in shown
    for _ in range(2):  # pressed twice: nobody is there twice
        client.post(address, {"lines": lines, "act": "import"})
    added = list(world.relay.participants.filter(email__endswith="@x.test"))
    assert len(added) == 2
    assert Right.objects.filter(participant__in=added, origin="start", status="open").count() == 2
    world.wait(timedelta())
    mails = OutboxMail.objects.filter(subject_type="participant", subject_id__in=[person.pk for person in added])
    assert list(mails.values_list("kind", flat=True)) == ["opening", "opening"]


def test_joining_an_open_relay_needs_a_group_and_a_new_address(client: Client, world: World) -> None:
    address = reverse("relay:add_people", args=[world.relay.pk])
    lines = f"Ny;ny@x.test\nKendt;{world.people[0].email};;;;Top"
    page = client.post(address, {"lines": lines, "act": "import"}).content.decode()
    assert "everybody needs a group" in page or "this one has none" in page
    assert "Is a participant already" in page
    assert world.relay.participants.count() == 5


def test_a_namesake_is_doubted_and_taken_in_all_the_same(client: Client, world: World) -> None:
    address = reverse("relay:add_people", args=[world.relay.pk])
    lines = "Person 0;en.anden@x.test;;;;Top"
    shown = client.post(address, {"lines": lines, "act": "check"}).content.decode()
    assert "1 row may be somebody who takes part already" in shown
    assert f"Somebody of this name takes part already, as {world.people[0].email}" in shown
    client.post(address, {"lines": lines, "act": "import"})
    assert world.relay.participants.filter(name="Person 0").count() == 2


def test_the_groups_page_asks_as_much_for_many_as_for_few(client: Client, world: World, draft: Relay) -> None:
    counts = []
    for more in (0, 20):
        for number in range(more):
            draft.participants.create(name=f"Ny {number}", email=f"n{number}@y.test", joined_at=world.now)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("relay:groups", args=[draft.pk]), {"show": ""})
        counts.append(len(caught))
    assert counts[0] == counts[1]
