"""A second round: what comes along and what does not, once; and own unanswered questions, offered and never sent."""

from __future__ import annotations

from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.web.projects.models import Role
from depeche.web.relay import access, actions
from depeche.web.relay.actions import moderate, organise, rounds, setup
from depeche.web.relay.models import Draft, ModerationAct, Participant, Phase, Question, Relay, Right
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import DAY, HOUR, World, make

RULES = Rules(waiting_cap=3, answer_within=None)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, db: None) -> World:
    """Closed: 0 asked 1 and got no answer, 2 asked 1 and got one, 3 took theirs back, 4 was silent and suspended."""
    made = make(5, RULES)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    made.ask(0, 1, "Hvad blev der af planen?")
    made.answer(1, made.ask(2, 1))
    back = made.ask(3, 1, "Glem det.")
    actions.withdraw(actor=made.people[3], question_id=back.pk, now=made.now)
    actions.suspend(actor=made.user, participant=made.people[4], now=made.now)
    setup.set_mail_text(
        actor=made.user, relay=made.relay, kind="invitation", subject="Kom", body="Hej\n\n{link}", now=made.now
    )
    made.relay.keywords.create(word="tillid")
    made.wait(6 * DAY)
    made.relay.refresh_from_db()
    assert made.relay.phase == Phase.CLOSED
    return made


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    client = signed_in(world.project, Role.FACILITATOR)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def start(world: World, *, silent: bool = True) -> Relay:
    groups = list(world.relay.groups.values_list("pk", flat=True))
    return rounds.start_round(
        actor=world.user, relay=world.relay, topic="Anden gang", groups=groups, outside=True, silent=silent,
        now=world.now,
    )  # fmt: skip # one call, two lines


def opened(world: World) -> Relay:
    """The second round, open."""
    made = start(world)
    made.invites_at, made.opens_at = world.now, world.now + HOUR
    made.closes_at, made.answers_close_at = world.now + 4 * DAY, world.now + 5 * DAY
    made.save()
    actions.schedule(actor=world.user, relay=made, now=world.now)
    world.wait(HOUR)
    made.refresh_from_db()
    assert made.phase == Phase.OPEN
    return made


def at_phone(person: Participant) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.get(f"/d/l/{access.token(person)}")
    assert client.post("/d/velkommen/").status_code == 302
    return client


def test_people_groups_rules_words_and_mails_come_along_and_nothing_written(world: World) -> None:
    made = start(world)
    assert (made.phase, made.previous, made.closes_at) == (Phase.DRAFT, world.relay, None)
    assert made.rules == RULES.to_dict()
    assert (made.purpose_why, made.sender_name) == (world.relay.purpose_why, world.relay.sender_name)
    assert [each.word for each in made.keywords.all()] == ["tillid"]
    assert [each.subject for each in made.mail_texts.all()] == ["Kom"]
    people = list(made.participants.select_related("group", "previous").order_by("pk"))
    assert [person.previous for person in people] == world.people[:4], "the suspended one stays behind"
    assert [person.group and person.group.name for person in people] == ["Top", "Drift", "Top", "Drift"]
    assert all(access.participant_by_token(access.token(person)) == person for person in people)
    assert all(access.token(person) != access.token(person.previous) for person in people if person.previous)
    assert not Question.objects.filter(relay=made).exists()
    assert not Right.objects.filter(relay=made).exists()


def test_the_same_again_gives_the_round_that_is_being_set_up(world: World) -> None:
    assert start(world) == start(world)
    assert world.relay.later_rounds.count() == 1


def test_only_those_who_took_part_come_along_when_that_is_chosen(world: World) -> None:
    Participant.objects.filter(pk=world.people[4].pk).update(status=Participant.Status.ACTIVE)
    assert start(world, silent=False).participants.count() == 4


def test_a_round_starts_from_a_closed_relay_alone(world: World) -> None:
    running = make(3)
    with pytest.raises(RuleError, match="not_closed"):
        rounds.start_round(
            actor=running.user, relay=running.relay, topic="X", groups=[], outside=False, silent=True, now=running.now
        )


def test_the_page_names_what_comes_along_and_leads_to_the_wizard(client: Client, world: World) -> None:
    address = reverse("relay:new_round", args=[world.relay.pk])
    shown = client.get(address).content.decode()
    assert "Top (2)" in shown, "the third of the group is suspended"
    assert "(2. runde)" in shown
    groups = list(world.relay.groups.values_list("pk", flat=True))
    refused = client.post(address, {"topic": "Igen"}).content.decode()
    assert "Choose at least one group." in refused
    response = client.post(address, {"topic": "Igen", "groups": groups, "silent": "on"}, follow=True)
    made = world.relay.later_rounds.get()
    assert response.redirect_chain[-1][0] == reverse("relay:topic", args=[made.pk])
    assert "4 people" in response.content.decode()
    assert "is being set up already" in client.get(address).content.decode()
    monitor = client.get(reverse("relay:monitor", args=[world.relay.pk])).content.decode()
    assert "The round after" in monitor
    assert "Start a new round" in monitor


def test_an_unanswered_question_is_offered_to_the_one_who_asked_and_becomes_a_draft(world: World) -> None:
    made = opened(world)
    people = {person.previous_id: person for person in made.participants.all()}
    mine = people[world.people[0].pk]
    phone = at_phone(mine)
    page = unescape(phone.get("/d/").content.decode())
    assert "Hvad blev der af planen?" in page
    earlier = rounds.earlier(mine).get()
    assert phone.post(reverse("participant:take_up", args=[earlier.pk]), {"me": mine.pk}).status_code == 302
    assert Draft.objects.get(participant=mine).text == "Hvad blev der af planen?"
    assert not Question.objects.filter(relay=made).exists(), "nothing is sent by itself"
    assert "Hvad blev der af planen?" in unescape(
        phone.get(reverse("participant:write", args=[people[world.people[2].pk].pk])).content.decode()
    )
    for other in (1, 2, 3):
        assert not rounds.earlier(people[world.people[other].pk]).exists(), "answered, or taken back"
        person = people[world.people[other].pk]
        at_phone(person).post(reverse("participant:take_up", args=[earlier.pk]), {"me": person.pk})
        assert not Draft.objects.filter(participant=person).exists()


def test_what_has_been_asked_anew_is_not_offered_and_other_words_are_kept(world: World) -> None:
    made = opened(world)
    people = {person.previous_id: person for person in made.participants.all()}
    mine, other = people[world.people[0].pk], people[world.people[2].pk]
    earlier = rounds.earlier(mine).get()
    actions.save_draft(actor=mine, text="Noget andet", answers=None, recipient_id=None, now=world.now)
    with pytest.raises(RuleError, match="draft_there"):
        rounds.take_up(actor=mine, question_id=earlier.pk, now=world.now)
    assert Draft.objects.get(participant=mine).text == "Noget andet"
    second = World(world.user, world.project, made, [mine, other], now=world.now)
    second.ask(0, 1, earlier.text)
    assert not rounds.earlier(mine).exists()


def test_whoever_took_somebodys_place_is_not_told_what_they_asked(world: World) -> None:
    made = opened(world)
    mine = made.participants.get(previous=world.people[0])
    question = rounds.earlier(mine).get()
    data = organise.PersonData(name="Ny Leder", email="ny@example.test", title="", organisation="", sector="")
    mine = organise.edit_person(actor=world.user, participant=mine, data=data, now=world.now)
    assert not rounds.earlier(mine).exists()
    with pytest.raises(RuleError, match="no_such_question"):
        rounds.take_up(actor=mine, question_id=question.pk, now=world.now)


def test_what_was_held_when_the_relay_closed_is_not_offered(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    world = make(4, RULES)
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
    held = world.ask(0, 1, "Hvorfor er Ib altid syg?")
    moderate.hold(actor=world.user, question=held, reason=ModerationAct.Reason.PERSONAL, now=world.now)
    released = world.ask(2, 1, "Hvad lærte I?")
    moderate.hold(actor=world.user, question=released, reason=ModerationAct.Reason.OTHER, now=world.now)
    moderate.release(actor=world.user, question=released, reason=ModerationAct.Reason.UNFOUNDED, now=world.now)
    world.wait(6 * DAY)
    world.relay.refresh_from_db()
    made = opened(world)
    offered = {person.previous_id: rounds.earlier(person).count() for person in made.participants.all()}
    assert (offered[world.people[0].pk], offered[world.people[2].pk]) == (0, 1)


def test_the_rounds_are_linked_for_the_same_address_alone(world: World) -> None:
    made = opened(world)
    first = world.people[0]
    second = made.participants.get(previous=first)
    closed = at_phone(first).get("/d/").content.decode()
    assert access.link(second) in closed
    assert access.link(first) in at_phone(second).get("/d/om/").content.decode(), "to read on in the round before"
    Participant.objects.filter(pk=second.pk).update(email="anden@example.test")
    assert access.link(second) not in at_phone(first).get("/d/").content.decode()


def test_the_front_page_asks_as_much_for_three_offers_as_for_one(world: World) -> None:
    made = opened(world)
    mine = made.participants.get(previous=world.people[0])
    counts = []
    for more in (0, 2):
        for number in range(more):
            question = Question.objects.get(text="Hvad blev der af planen?")
            right = Right.objects.create(
                relay=world.relay, participant=world.people[0], origin="start", number=number + 5, status="used",
                created_at=world.now,
            )  # fmt: skip # one row
            question.pk, question.right, question.text = None, right, f"Og {number}?"
            question.client_key = uuid4()
            question.save()
        phone = at_phone(mine)
        with CaptureQueriesContext(connection) as caught:
            phone.get("/d/")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_whoever_came_by_a_room_is_shown_nothing_of_another_round(world: World) -> None:
    """In a room anybody can choose anybody's name."""
    made = opened(world)
    mine = made.participants.get(previous=world.people[0])
    seat = made.rooms.create(code="ABCDEF", opened_at=world.now, closes_at=world.now + HOUR).seats.create(
        participant=mine, client_key=uuid4(), at=world.now
    )
    client = Client(headers={"Accept-Language": "en"})
    session = client.session
    session["participant"] = {"id": mine.pk, "seat": seat.pk}
    session.save()
    page = unescape(client.get("/d/").content.decode())
    assert "Vælg, hvem du vil spørge" in page
    assert "Hvad blev der af planen?" not in page
    earlier = rounds.earlier(mine).get()
    client.post(reverse("participant:take_up", args=[earlier.pk]), {"me": mine.pk})
    assert not Draft.objects.filter(participant=mine).exists()
