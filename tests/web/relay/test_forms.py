"""The known forms in the database: named starters, threads with an end, people from outside, no asking back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Anonymity, Rules, Start
from depeche.web.common.models import OutboxMail
from depeche.web.relay import actions
from depeche.web.relay.actions.setup import set_rules
from depeche.web.relay.models import Group, Participant, Relay, Right
from depeche.web.relay.rules import rules_of, why_not_schedule
from tests.web.relay import world
from tests.web.relay.balance import check

pytestmark = pytest.mark.django_db
OUTSIDERS = Rules(outsiders=True)


def starters(w: world.World) -> set[int]:
    rights = Right.objects.filter(relay=w.relay, origin="start").values_list("participant", flat=True)
    return {number for number, one in enumerate(w.people) if one.pk in rights}


def stops(w: world.World, rules: Rules) -> set[str]:
    w.relay.rules = rules.to_dict()
    return {refusal.code for refusal in why_not_schedule(w.relay, w.now)}


def test_named_starters_begin_and_nobody_else() -> None:
    w = world.make(5, Rules(start=Start.STARTERS), starters=[1, 3])
    assert starters(w) == {1, 3}
    with pytest.raises(RuleError, match="no_right"):
        w.ask(0, 1)
    w.answer(0, w.ask(1, 0))
    w.ask(0, 2)
    check(w.relay)


def test_the_opening_mail_goes_to_those_who_can_ask() -> None:
    world.make(5, Rules(start=Start.STARTERS), starters=[1, 3])
    opening = OutboxMail.objects.filter(kind="opening").values_list("to_email", flat=True)
    assert sorted(opening) == ["p1@example.test", "p3@example.test"]


def test_a_relay_of_starters_needs_one() -> None:
    w = world.make(5, opened=False)
    assert stops(w, Rules(start=Start.STARTERS)) == {"no_starters"}
    Participant.objects.filter(pk=w.people[0].pk).update(starter=True)
    assert stops(w, Rules(start=Start.STARTERS)) == set()


def test_people_from_outside_are_asked_and_ask_what_they_earn() -> None:
    w = world.make(5, OUTSIDERS, outsiders=[4])
    assert starters(w) == {0, 1, 2, 3}
    w.answer(4, w.ask(0, 4))
    w.ask(4, 1)
    check(w.relay)


def test_people_from_outside_are_not_asked_where_the_rules_know_of_none() -> None:
    w = world.make(5, outsiders=[4])
    with pytest.raises(RuleError, match="outsider"):
        w.ask(0, 4)
    question = w.ask(0, 1)
    with pytest.raises(RuleError, match="outsider"):
        w.pass_on(1, question, 4)


def test_people_from_outside_do_not_count_among_those_who_remain() -> None:
    w = world.make(4, outsiders=[2, 3])
    w.answer(1, w.ask(0, 1))
    w.answer(0, w.ask(1, 0))
    w.ask(0, 1)
    check(w.relay)


def test_people_from_outside_need_the_rule_and_no_group() -> None:
    w = world.make(5, opened=False, outsiders=[4])
    Participant.objects.filter(pk=w.people[4].pk).update(group=None)
    assert stops(w, Rules()) == {"outsiders_off"}
    assert stops(w, OUTSIDERS) == set()
    Participant.objects.filter(pk=w.people[3].pk).update(group=None)
    assert stops(w, OUTSIDERS) == {"without_group"}


@pytest.mark.parametrize(
    ("rules", "outsider", "grouped", "code"),
    [
        (OUTSIDERS, True, False, ""),
        (OUTSIDERS, False, False, "no_group"),
        (Rules(), True, True, "outsiders_off"),
        (Rules(), False, True, ""),
    ],
)
def test_people_who_come_while_it_runs(rules: Rules, outsider: bool, grouped: bool, code: str) -> None:  # noqa: FBT001 - from the table
    w = world.make(4, rules)
    group = Group.objects.filter(relay=w.relay)[0]
    new = actions.NewParticipant(
        name="Ny", email="ny@example.test", group_id=group.pk if grouped else None, outsider=outsider
    )
    if code:
        with pytest.raises(RuleError, match=code):
            actions.add_participants(actor=w.user, relay=w.relay, people=[new], now=w.now)
        return
    added = actions.add_participants(actor=w.user, relay=w.relay, people=[new], now=w.now)
    assert Right.objects.filter(participant=added[0]).exists() is not outsider


def test_the_last_answer_of_a_thread_with_an_end_earns_nothing() -> None:
    w = world.make(5, Rules(hops_per_thread=2))
    w.answer(1, w.ask(0, 1))
    second = w.ask(1, 2)
    assert second.depth == 1
    w.answer(2, second)
    assert not Right.objects.filter(participant=w.people[2], origin="answer").exists()
    check(w.relay)


def test_not_back_to_whoever_has_just_asked() -> None:
    w = world.make(4, Rules(not_back=True, anonymity=Anonymity.NAMED))
    w.answer(1, w.ask(0, 1))
    with pytest.raises(RuleError, match="asked_me_just_now"):
        w.ask(1, 0)
    w.ask(1, 2)  # uses what was earned; what is left is from the start
    w.ask(1, 0)
    check(w.relay)


def test_a_dealt_question_asks_neither_for_groups_nor_for_the_cap() -> None:
    rules = Rules(live=True, waiting_cap=1)
    w = world.make(4, rules)
    with pytest.raises(RuleError, match="dealt_only"):
        w.ask(0, 1)
    for asker in (0, 2):
        w.deal(asker, 1)
    check(w.relay)
    with pytest.raises(RuleError, match="self"):
        w.deal(3, 3)
    chosen = world.make(4)
    with pytest.raises(RuleError, match="not_dealt"):
        chosen.deal(0, 1)


@pytest.mark.parametrize("phase", ["open", "answering", "closed"])
def test_rules_are_fixed_before_the_first_question(phase: str) -> None:
    """Whatever was promised about names when people wrote stays true."""
    w = world.make(4, Rules(anonymity=Anonymity.HIDDEN))
    if phase != "open":
        w.wait((4 if phase == "answering" else 5) * world.DAY)
    relay = Relay.objects.get(pk=w.relay.pk)
    assert relay.phase == phase
    with pytest.raises(RuleError, match="closed"):
        set_rules(actor=w.user, relay=relay, rules=replace(rules_of(relay), anonymity=Anonymity.NAMED), now=w.now)
    assert rules_of(Relay.objects.get(pk=w.relay.pk)).anonymity is Anonymity.HIDDEN
