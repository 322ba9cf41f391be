"""Threads while the relay runs, everything once it has closed, and that nobody is shown who asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from depeche.core.relay.rules import Rules
from depeche.web.relay.actions import withdraw
from depeche.web.relay.models import Group, Question
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, World

FAR = 6 * DAY


@pytest.fixture
def chain(make_world: Callable[..., World]) -> tuple[World, list[Question]]:
    """0 asks 1, who answers and asks 2, who answers and asks 3, who does not. Rights from the start go first."""
    world = make_world(12, Rules(answer_within=None))
    world.ask(1, 8, "Noget helt andet?")
    world.ask(2, 9, "Noget tredje?")
    first = world.ask(0, 1, "Hvad er tillid?")
    world.answer(1, first, "At slippe.")
    second = world.ask(1, 2, "Tør du slippe?")
    world.answer(2, second, "Ærligt talt sjældent.")
    third = world.ask(2, 3, "Hvem holder fast?")
    return world, [first, second, third]


def said_of(phone: Phone) -> list[str]:
    """? and ! down the page: what was asked and what was answered, in order."""
    return re.findall(r'<div class="qa-text"><p>(.*?)</p>', phone.html)


def test_while_it_runs_one_reads_ones_own_part(chain: tuple[World, list[Question]]) -> None:
    world, (first, second, _third) = chain
    phone = Phone(world.people[1]).open(f"/d/traad/{first.pk}/")
    assert said_of(phone) == ["Hvad er tillid?", "At slippe.", "Tør du slippe?", "Ærligt talt sjældent."]
    assert "Du blev spurgt" in phone.html
    assert f"Du spurgte {world.people[2].name}" in phone.html
    assert "Tråden er gået videre" in phone.html
    assert said_of(Phone(world.people[0]).open(f"/d/traad/{first.pk}/")) == ["Hvad er tillid?", "At slippe."]
    assert Phone(world.people[5]).open(f"/d/traad/{first.pk}/").status == 404
    assert Phone(world.people[0]).open(f"/d/traad/{second.pk}/").status == 404


def test_after_the_close_everybody_reads_the_whole_thread(chain: tuple[World, list[Question]]) -> None:
    world, (first, _second, _third) = chain
    world.wait(FAR)
    phone = Phone(world.people[5]).open(f"/d/traad/{first.pk}/")
    assert said_of(phone)[:5] == [
        "Hvad er tillid?",
        "At slippe.",
        "Tør du slippe?",
        "Ærligt talt sjældent.",
        "Hvem holder fast?",
    ]
    assert "Blev ikke besvaret." in phone.html


def test_after_the_close_what_was_taken_back_is_read_by_its_asker_alone(chain: tuple[World, list[Question]]) -> None:
    world, (first, _second, third) = chain
    withdraw(actor=world.people[2], question_id=third.pk, now=world.now)
    world.wait(FAR)
    for reader in (0, 3, 5):
        thread = Phone(world.people[reader]).open(f"/d/traad/{first.pk}/").html
        assert "Ærligt talt sjældent." in thread
        assert "Hvem holder fast?" not in thread
    assert "Hvem holder fast?" in Phone(world.people[2]).open(f"/d/traad/{first.pk}/").html


def test_all_pairs_are_listed_and_lead_to_their_thread(chain: tuple[World, list[Question]]) -> None:
    world, (first, _second, _third) = chain
    world.wait(FAR)
    phone = Phone(world.people[5]).open("/d/laes/")
    assert "2 spørgsmål med svar" in phone.html
    assert f'href="/d/traad/{first.pk}/#q{first.pk}"' in phone.html
    assert "Følg tråden: 2 spørgsmål" in phone.html


@pytest.mark.parametrize(
    ("query", "count"),
    [("tillid", 1), ("ÆRLIGT", 1), ("tør sjældent", 1), ("tillid sjældent", 0), ("slippe", 2), ("%", 0)],
)
def test_search_reads_questions_and_answers(chain: tuple[World, list[Question]], query: str, count: int) -> None:
    world, _asked = chain
    world.wait(FAR)
    phone = Phone(world.people[5])
    phone._keep(phone.client.get("/d/laes/", {"q": query}, secure=True))
    assert phone.html.count('<article class="qa"') == count
    if not count:
        assert "Intet passer til din søgning" in phone.html


def test_one_may_read_what_a_group_answered(chain: tuple[World, list[Question]]) -> None:
    world, _asked = chain
    world.wait(FAR)
    drift = Group.objects.get(relay=world.relay, name="Drift")
    phone = Phone(world.people[5]).open(f"/d/laes/?group={drift.pk}")
    assert said_of(phone) == ["Hvad er tillid?", "At slippe."]
    assert "Svar fra Drift" in phone.html


def test_a_group_of_fewer_than_five_is_neither_offered_nor_shown(make_world: Callable[..., World]) -> None:
    world = make_world(6, Rules(answer_within=None))
    world.answer(1, world.ask(0, 1))
    world.wait(FAR)
    phone = Phone(world.people[2]).open("/d/laes/")
    assert "At lytte." in phone.html
    assert "Svar fra" not in phone.html
    assert "Drift" not in phone.html


def test_a_small_group_is_not_given_away_by_being_the_only_one_unsaid(make_world: Callable[..., World]) -> None:
    world = make_world(14, Rules(answer_within=None))
    small = Group.objects.create(relay=world.relay, name="Bestyrelsen", position=2)
    world.relay.participants.filter(pk__in=[person.pk for person in world.people[:3]]).update(group=small)
    world.answer(1, world.ask(0, 1), "Fra bestyrelsen.")
    world.answer(4, world.ask(3, 4), "Fra top.")
    world.answer(5, world.ask(6, 5), "Fra drift.")
    world.wait(FAR)
    phone = Phone(world.people[9]).open("/d/laes/")
    assert len(said_of(phone)) == 6
    assert "Bestyrelsen" not in phone.html
    unsaid = len(said_of(phone)) / 2 - phone.html.count("Svar fra")
    assert unsaid >= 2, "the answer of the small group is one of several without a group"


def test_pairs_come_twenty_at_a_time(make_world: Callable[..., World]) -> None:
    world = make_world(24, Rules(answer_within=None))
    for index in range(23):
        world.answer(index + 1, world.ask(index, index + 1))
    world.wait(FAR)
    phone = Phone(world.people[0]).open("/d/laes/")
    assert phone.html.count('<article class="qa"') == 20
    assert phone.open("/d/laes/?page=2").html.count('<article class="qa"') == 3


def test_a_question_sent_on_stands_once(make_world: Callable[..., World]) -> None:
    world = make_world(6)
    lost = world.ask(0, 1, "Hvad har I opgivet?")
    world.wait(DAY + timedelta(minutes=1))
    again = world.ask(0, 2, "Hvad har I opgivet?", resend_of=lost.pk)
    world.answer(2, again, "At måle alt.")
    mine = Phone(world.people[0])
    assert mine.html.count("Hvad har I opgivet?") == 1
    world.wait(FAR)
    phone = Phone(world.people[4]).open("/d/")
    assert "1 spørgsmål og givet 1 svar" in phone.html
    assert phone.open("/d/laes/").html.count("Hvad har I opgivet?") == 1


def pages_of(world: World, person: int, asked: list[Question]) -> list[str]:
    """All a participant can open, but the list of people to choose from."""
    phone = Phone(world.people[person])
    paths = ["/d/", "/d/om/", "/d/laes/"]
    for question in asked:
        paths += [f"/d/{part}/{question.pk}/" for part in ("svar", "traad", "sendt")]
        if question.recipient_id == world.people[person].pk:
            paths += [f"/d/svar/{question.pk}/sig-nej/", f"/d/svar/{question.pk}/tak/"]
    return [phone.open(path).html for path in paths]


@pytest.mark.parametrize("closed", [False, True])
def test_nobody_is_shown_who_asked(make_world: Callable[..., World], *, closed: bool) -> None:
    """Names are unlike anything else on the pages; whoever was chosen by the reader may be named, nobody else."""
    world = make_world(10, Rules(answer_within=None))
    for index, person in enumerate(world.people):
        person.name, person.organisation, person.title = (
            f"Navn{index:02}ost",
            f"Hus{index:02}ost",
            f"Titel{index:02}ost",
        )
        person.save()
    asked = [world.ask(0, 1, "Et?"), world.ask(3, 4, "To?"), world.ask(5, 1, "Tre?")]
    world.answer(1, asked[0])
    asked.append(world.ask(1, 2, "Fire?"))
    world.answer(2, asked[3])
    asked.append(world.ask(2, 6, "Fem?"))
    if closed:
        world.wait(FAR)
    chosen = {index: set[int]() for index in range(10)}
    for question in asked:
        numbers = {person.pk: index for index, person in enumerate(world.people)}
        chosen[numbers[question.asker_id]].add(numbers[question.recipient_id])
    for reader in range(8):
        for html in pages_of(world, reader, asked):
            named = {int(number) for number in re.findall(r"(?:Navn|Hus|Titel)(\d\d)ost", html)}
            assert named <= chosen[reader] | {reader}
