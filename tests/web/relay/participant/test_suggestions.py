"""Suggestions on the page: who, why, that the choice is free; never anybody refused; the same order as the core's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depeche.core.relay.decisions import why_not_pick
from depeche.core.relay.rules import Anonymity, Recipient, Rules
from depeche.core.relay.suggest import SHOWN, Candidate, Why, reasons, standing
from depeche.web.relay import actions
from depeche.web.relay.models import Hop, Participant
from depeche.web.relay.rules import rules_of
from depeche.web.relay.suggestions import pick_facts, suggestions
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World

CHOOSE = "/d/spoerg/"
SECTORS = ("state", "region", "municipality", "")


def add_people(world: World, count: int) -> None:
    Participant.objects.bulk_create(
        Participant(
            relay=world.relay,
            group=world.people[n % 2].group,
            name=f"Flere {n:04}",
            search=f"flere {n:04}",
            email=f"flere{n}@example.test",
            sector=SECTORS[n % len(SECTORS)],
            joined_at=world.now,
        )
        for n in range(count)
    )


def section(phone: Phone) -> str:
    found = re.search(r'<section class="suggested".*?</section>', phone.html, re.DOTALL)
    return found[0] if found else ""


def test_three_people_stand_on_top_with_the_reason_and_that_one_may_choose_freely(world: World) -> None:
    page = section(Phone(world.people[0]).open(CHOOSE))
    assert page.count('<li class="suggestion') == SHOWN
    assert "Ikke spurgt endnu, fra en anden sektor" in page
    assert "du kan lige så godt finde en anden" in page
    assert world.people[0].name not in page


def test_the_organiser_may_switch_them_off(make_world: Callable[..., World]) -> None:
    world = make_world(5, Rules(suggestions=False))
    phone = Phone(world.people[0]).open(CHOOSE)
    assert section(phone) == ""
    assert world.people[1].name in phone.html


def test_they_stand_on_the_first_page_alone_and_only_while_one_may_ask(world: World) -> None:
    phone = Phone(world.people[0])
    assert section(phone.open(f"{CHOOSE}?q=e")) == ""
    assert section(phone.open(f"{CHOOSE}?page=1")) == ""
    world.ask(0, 1)
    assert section(phone.open(CHOOSE)) == ""


def test_a_suggestion_leads_to_writing_to_that_person(world: World) -> None:
    phone = Phone(world.people[0]).open(CHOOSE)
    link = re.search(r'<a href="([^"]+)">', section(phone))
    assert link
    assert "Skriv til" in phone.open(link[1]).html or phone.path == link[1]


def test_a_question_that_came_back_goes_to_a_suggested_person_by_one_press(make_world: Callable[..., World]) -> None:
    world = make_world(6)
    question = world.ask(0, 1, "Hvad savner I?")
    actions.decline(actor=world.people[1], question_id=question.pk, reason="Ikke mig.", now=world.now)
    phone = Phone(world.people[0]).open(f"{CHOOSE}?again={question.pk}")
    chosen = re.search(r'name="recipient" value="(\d+)"', section(phone))
    assert chosen
    assert chosen[1] != str(world.people[1].pk)
    phone.fill(f"/d/spoerg-igen/{question.pk}/", recipient=chosen[1])
    assert Participant.objects.get(pk=chosen[1]).received_count == 1


def test_in_order_those_not_asked_then_other_sectors_then_the_least_laden(make_world: Callable[..., World]) -> None:
    """Of five: 1 and 4 are of other sectors than 0, as 2 is; 3 is of the same."""
    world = make_world(6, Rules(waiting_cap=None))
    sectors = [person.sector for person in world.people]
    me = next(n for n, sector in enumerate(sectors) if sectors.count(sector) > 1)
    same = next(n for n, sector in enumerate(sectors) if sector == sectors[me] and n != me)
    others = [n for n in range(6) if n not in {me, same}]
    for asker, recipient in zip(others, [*others[1:], others[0]], strict=True):
        world.ask(asker, recipient)
    shown = suggestions(world.people[me], rules_of(world.relay))
    assert [(shown[0].person.pk, shown[0].reasons[0])] == [(world.people[same].pk, Why.NOT_ASKED_YET)]
    assert {one.person.pk for one in shown[1:]} <= {world.people[n].pk for n in others}
    assert all(Why.OTHER_SECTOR in one.reasons for one in shown[1:])


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(recipient=Recipient.OTHER_GROUP),
        Rules(recipient=Recipient.OTHER_SECTOR, waiting_cap=1),
        Rules(received_cap=2),
        Rules(not_back=True, anonymity=Anonymity.NAMED, outsiders=True),
    ],
)
def test_never_anybody_whom_the_rules_refuse_and_always_the_highest_standing(
    make_world: Callable[..., World], rules: Rules
) -> None:
    """Against looking at everybody, with counts at random."""
    world, rng = make_world(9, rules), Random(5)
    add_people(world, 60)
    people = list(Participant.objects.filter(relay=world.relay).order_by("pk"))
    for person in people:
        person.received_count = rng.choice((0, 1, 1, 2, 3))
        person.waiting_count = min(person.received_count, rng.choice((0, 0, 1, 2)))
        person.outsider = rng.random() < 0.1
        person.status = rng.choice(("active",) * 9 + ("suspended",))
    Participant.objects.bulk_update(people, ["received_count", "waiting_count", "outsider", "status"])
    for me in people[:20]:
        allowed = [
            row
            for row in people
            if not row.outsider
            and why_not_pick(rules, pick_facts(me, row, already=False, remain=True, back=people[1].pk)) is None
        ]
        shown = suggestions(me, rules, back=people[1].pk)
        assert {one.person.pk for one in shown} <= {row.pk for row in allowed}
        expected = sorted(standing(seen(me, row))[:4] for row in allowed if reasons(seen(me, row)))[:SHOWN]
        assert [standing(seen(me, one.person))[:4] for one in shown] == expected


def seen(me: Participant, row: Participant) -> Candidate:
    sector = bool(me.sector and row.sector) and me.sector != row.sector
    group = me.group_id is not None and row.group_id is not None and me.group_id != row.group_id
    return Candidate(str(row.pk), row.received_count, row.waiting_count, sector, group)


def test_nobody_to_whom_a_question_of_mine_has_come(make_world: Callable[..., World]) -> None:
    world = make_world(4, Rules(pass_on=True, waiting_cap=None))
    question = world.ask(0, 1)
    world.pass_on(1, question, 2)
    shown = suggestions(world.people[0], rules_of(world.relay))
    assert [one.person.pk for one in shown] == [world.people[3].pk]
    assert Hop.objects.filter(question=question).count() == 2


def test_those_who_look_at_once_see_different_people_and_each_the_same_again(make_world: Callable[..., World]) -> None:
    world = make_world(5)
    add_people(world, 300)
    rules = rules_of(world.relay)
    askers = Participant.objects.filter(relay=world.relay).order_by("pk")[5:105]
    first = {asker.pk: suggestions(asker, rules)[0].person.pk for asker in askers}
    assert max(Counter(first.values()).values()) <= 6
    assert {asker.pk: suggestions(asker, rules)[0].person.pk for asker in askers} == first


def test_ten_thousand_people_cost_no_more_queries(make_world: Callable[..., World]) -> None:
    world = make_world(5)
    counts = []
    for more in (0, 10_000):
        add_people(world, more)
        with CaptureQueriesContext(connection) as captured:
            assert len(suggestions(world.people[0], rules_of(world.relay))) == SHOWN
        counts.append(len(captured))
    assert counts == [3, 3]
