"""The threads of a relay with named starters, as the monitor tells of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depeche.core.relay.rules import Rules, Start
from depeche.web.projects.models import Role
from depeche.web.relay import actions, work
from depeche.web.relay.actions import moderate
from depeche.web.relay.models import ModerationAct, Relay
from depeche.web.relay.organiser.threads import Thread, threads
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import DAY, HOUR, START, World, make

RULES = Rules(start=Start.STARTERS, hops_per_thread=3, answer_within=None, new_recipient=False)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, db: None) -> World:
    """Five people, of whom 0 and 1 begin a thread each; open."""
    made = make(5, opened=False)
    Relay.objects.filter(pk=made.relay.pk).update(rules=RULES.to_dict())
    made.relay.participants.filter(pk__in=[person.pk for person in made.people[:2]]).update(starter=True)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    made.now = START
    work.tick(made.now)
    made.relay.refresh_from_db()
    return made


def first(world: World) -> Thread:
    found = threads(world.relay, world.now)
    assert found is not None
    return found[0]


def told(world: World) -> tuple[str, int, str, str | None, bool]:
    thread = first(world)
    return (thread.state, thread.pairs, thread.marks, thread.holder.name if thread.holder else None, thread.stalled)


def test_a_thread_from_its_first_question_to_its_last_answer(world: World) -> None:
    assert told(world) == ("to_ask", 0, "", "Person 0", False)
    question = world.ask(0, 2)
    assert told(world) == ("waiting", 0, "?", "Person 2", False)
    world.answer(2, question)
    assert told(world) == ("to_ask", 1, "?!", "Person 2", False)
    world.answer(3, world.ask(2, 3))
    world.answer(4, world.ask(3, 4))
    assert told(world) == ("ended", 3, "?!?!?!", None, False)
    found = threads(world.relay, world.now)
    assert found is not None
    assert [thread.starter.name for thread in found] == ["Person 0", "Person 1"]
    assert found[1].state == "to_ask"


def test_a_question_that_came_back_stays_in_its_thread(world: World) -> None:
    question = world.ask(0, 2)
    actions.decline(actor=world.people[2], question_id=question.pk, reason="Nej.", now=world.now)
    assert told(world) == ("to_ask", 0, "", "Person 0", False)
    world.answer(3, world.ask(0, 3, resend_of=question.pk))
    assert told(world) == ("to_ask", 1, "?!", "Person 3", False)


def test_what_stands_still(world: World) -> None:
    world.now += DAY - HOUR
    assert not first(world).stalled
    world.now += HOUR
    assert first(world).stalled, "a question to ask lies unused for a day"
    question = world.ask(0, 2)
    assert not first(world).stalled
    moderate.hold(actor=world.user, question=question, reason=ModerationAct.Reason.SECRET, now=world.now)
    assert told(world) == ("held", 0, "?", "Person 2", True)
    moderate.release(actor=world.user, question=question, reason=ModerationAct.Reason.OTHER, now=world.now)
    world.now += DAY
    assert first(world).stalled, "no limit to answer, and a day has gone"


def test_the_monitor_shows_them_to_the_facilitator_alone(world: World, signed_in: SignedIn) -> None:
    world.answer(2, world.ask(0, 2))
    address = reverse("relay:monitor", args=[world.relay.pk])
    shown = {}
    for role in (Role.FACILITATOR, Role.ANALYST):
        client = signed_in(world.project, role)
        shown[role] = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "The threads" in shown[Role.FACILITATOR]
    assert "1 of 3" in shown[Role.FACILITATOR]
    assert 'aria-hidden="true">?!</span>' in shown[Role.FACILITATOR]
    assert "The threads" not in shown[Role.ANALYST]
    assert "Person 2" not in shown[Role.ANALYST]


def test_the_monitor_asks_as_much_for_long_threads_as_for_short(world: World, signed_in: SignedIn) -> None:
    client: Client = signed_in(world.project, Role.FACILITATOR)
    counts = []
    for steps in (((0, 2),), ((2, 3), (1, 4))):
        for asker, recipient in steps:
            world.answer(recipient, world.ask(asker, recipient))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("relay:monitor", args=[world.relay.pk]))
        counts.append(len(caught))
    assert counts[0] == counts[1]
