"""The further forms of the relay on the pure engine: starters, hops, passing on, holding, outsiders, dealing."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from depeche.core.relay import events
from depeche.core.relay import state as engine
from depeche.core.relay.decisions import Reason, RightStatus, Status
from depeche.core.relay.rules import Recipient, Rules, Start
from tests.core.relay.test_state import DAY, HOUR, WINDOW, T, Table, refused


def test_the_engine_knows_what_each_kind_of_event_does() -> None:
    assert set(engine._DOES) == set(get_args(events.Event))


# Starters and the limit of hops: the form of 2008


def starters(hops: int | None = None) -> Table:
    table = Table(Rules(start=Start.STARTERS, hops_per_thread=hops), people="")
    for i, person in enumerate("abcde"):
        table.do(events.PersonAdded(T - DAY, person, f"g{i % 2}", f"s{i % 2}", starter=person == "a"))
    return table


def test_named_starters_alone_begin() -> None:
    table = starters()
    assert table.rights("a") == ["start:a"]
    assert refused(lambda: table.ask("b", "c")).code == "no_right"
    table.answer(table.ask("a", "b"))
    assert table.rights("b") == ["answer:q1"]
    assert table.state.balance() == (1, 1, 0, 1, 1, 0)


def test_a_thread_ends_after_its_last_hop() -> None:
    table = starters(hops=2)
    table.answer(table.ask("a", "b"))
    table.answer(table.ask("b", "c"))
    assert [question.hop for question in table.state.questions.values()] == [1, 2]
    assert table.rights("c") == []
    assert table.state.balance() == (2, 0, 0, 1, 1, 0)


# Passing on


def test_a_question_is_passed_on_to_somebody_better_placed() -> None:
    table = Table()
    question = table.ask("a", "b")
    table.do(events.PassedOn(T + 2 * HOUR, question, "b", "c"))
    passed = table.state.question(question)
    assert (passed.recipient, passed.passed_by, passed.hop) == ("c", ("b",), 2)
    assert (passed.since, passed.due_at) == (T + 2 * HOUR, T + 26 * HOUR)
    assert (table.state.person("b").waiting, table.state.person("c").waiting) == (0, 1)
    assert table.rights("b") == ["start:b"]
    assert table.state.person("a").asked == {"b", "c"}
    table.answer(question, 3)
    assert table.rights("c") == ["start:c", "answer:q1"]
    assert table.state.balance().holds


def test_passed_on_to_the_asker_it_returns_so_that_nobody_learns_who_asked() -> None:
    table = Table()
    question = table.ask("a", "b")
    table.do(events.PassedOn(T + HOUR, question, "b", "a"))
    returned = table.state.question(question)
    assert (returned.status, returned.reason, table.rights("a")) == (Status.RETURNED, Reason.PASSED, ["return:q1"])


def test_refusals_of_passing_on_do_not_depend_on_who_asked() -> None:
    table = Table(Rules(waiting_cap=1))
    question = table.ask("a", "b")

    def code(to: str, person: str = "b") -> str:
        return refused(lambda: table.do(events.PassedOn(T + HOUR, question, person, to))).code

    table.ask("c", "d")
    table.do(events.Suspended(T + HOUR, "e"))
    assert [code("b"), code("d"), code("e"), code("x")] == [
        "self", "recipient_full", "recipient_suspended", "not_participant",
    ]  # fmt: skip # one row of answers to one row of questions
    assert code("c", person="a") == "not_recipient"
    table.ask("d", "a")
    assert code("a") == "recipient_full", "the asker is refused as anybody else would be"
    table.do(events.PassedOn(T + HOUR, question, "b", "c"))
    assert code("b", person="c") == "had_it_already"


def test_passing_on_counts_as_a_hop_and_stops_at_the_last() -> None:
    table = starters(hops=2)
    question = table.ask("a", "b")
    table.do(events.PassedOn(T + HOUR, question, "b", "c"))
    assert refused(lambda: table.do(events.PassedOn(T + HOUR, question, "c", "d"))).code == "last_hop"
    table.answer(question, 2)
    assert table.rights("c") == []
    assert table.state.balance().holds


@pytest.mark.parametrize("rules", [Rules(pass_on=False)])
def test_passing_on_may_be_switched_off(rules: Rules) -> None:
    table = Table(rules)
    question = table.ask("a", "b")
    assert refused(lambda: table.do(events.PassedOn(T + HOUR, question, "b", "c"))).code == "pass_on_off"


# Holding


def held(by: str = "b") -> tuple[Table, str]:
    table = Table()
    question = table.ask("a", "b")
    table.do(events.Held(T + HOUR, question, by))
    return table, question


@pytest.mark.parametrize("by", ["b", ""])
def test_a_held_question_is_in_nobodys_hands(by: str) -> None:
    table, question = held(by)
    assert table.state.question(question).status is Status.HELD
    assert table.state.person("b").waiting == 0
    assert refused(lambda: table.answer(question)).code == "held_already"
    assert refused(lambda: table.do(events.Expired(T + 30 * HOUR, question))).code == "held_already"
    assert refused(lambda: table.do(events.Withdrawn(T + HOUR, question, "a"))).code == "held_already"
    assert refused(lambda: table.do(events.Held(T + HOUR, question))).code == "held_already"


def test_the_recipient_alone_reports_and_only_where_it_is_allowed() -> None:
    table = Table()
    question = table.ask("a", "b")
    assert refused(lambda: table.do(events.Held(T + HOUR, question, "c"))).code == "not_recipient"
    off = Table(Rules(report=False))
    other = off.ask("a", "b")
    assert refused(lambda: off.do(events.Held(T + HOUR, other, "b"))).code == "report_off"
    off.do(events.Held(T + HOUR, other))


def test_a_released_question_has_its_full_time() -> None:
    table, question = held()
    table.do(events.Released(T + 30 * HOUR, question))
    released = table.state.question(question)
    assert (released.status, released.due_at, table.state.person("b").waiting) == (
        Status.WAITING, T + 54 * HOUR, 1,
    )  # fmt: skip # one comparison
    assert refused(lambda: table.do(events.Released(T + 30 * HOUR, question))).code == "not_held"


def test_a_rewrite_is_asked_for_and_goes_on_to_the_recipient() -> None:
    table, question = held()
    assert refused(lambda: table.do(events.Rewritten(T + 2 * HOUR, question, "a"))).code == "no_rewrite_asked"
    table.do(events.RewriteAsked(T + 2 * HOUR, question))
    assert refused(lambda: table.do(events.Rewritten(T + 3 * HOUR, question, "b"))).code == "not_asker"
    table.do(events.Rewritten(T + 3 * HOUR, question, "a"))
    assert table.state.question(question).status is Status.WAITING
    table.answer(question, 4)
    assert refused(lambda: table.do(events.Rewritten(T + 5 * HOUR, question, "a"))).code == "not_held"


def test_a_removed_question_gives_its_right_back() -> None:
    table, question = held()
    table.do(events.Removed(T + 2 * HOUR, question))
    assert table.state.question(question).status is Status.REMOVED
    assert table.rights("a") == ["return:q1"]
    assert table.state.balance() == (1, 5, 0, 5, 0, 1)
    assert refused(lambda: table.do(events.Removed(T + 2 * HOUR, question))).code == "not_held"


def test_what_is_held_for_a_suspended_person_can_only_be_removed() -> None:
    table, question = held()
    table.do(events.Suspended(T + 2 * HOUR, "b"))
    assert table.state.question(question).status is Status.HELD
    assert refused(lambda: table.do(events.Released(T + 2 * HOUR, question))).code == "recipient_suspended"
    table.do(events.RewriteAsked(T + 2 * HOUR, question))
    assert refused(lambda: table.do(events.Rewritten(T + 2 * HOUR, question, "a"))).code == "recipient_suspended"
    table.do(events.Removed(T + 2 * HOUR, question))


def test_what_is_held_at_the_close_ends_unanswered() -> None:
    table, question = held()
    table.do(events.AskingClosed(WINDOW.close))
    table.do(events.Closed(WINDOW.answers_close))
    assert (table.state.question(question).status, table.state.question(question).reason) == (
        Status.RETURNED, Reason.CLOSED,
    )  # fmt: skip # one comparison
    assert table.state.balance().holds


def test_a_moved_close_counts_from_when_the_recipient_got_it() -> None:
    table, question = held()
    table.do(events.Released(T + 90 * HOUR, question))
    assert table.state.question(question).due_at == T + 114 * HOUR
    moved = replace(WINDOW, answers_close=T + 100 * HOUR)
    table.do(events.WindowMoved(T + 90 * HOUR, moved))
    assert table.state.question(question).due_at == T + 100 * HOUR


# Outsiders


def with_outsider(rules: Rules) -> Table:
    table = Table(rules)
    table.do(events.PersonAdded(T - DAY, "x", outsider=True))
    return table


def test_outsiders_are_asked_where_the_rules_let_them_in_and_earn_as_others_do() -> None:
    assert refused(lambda: with_outsider(Rules()).ask("a", "x")).code == "outsider"
    table = with_outsider(Rules(outsiders=True))
    assert table.rights("x") == []
    assert table.state.balance().start == 5
    table.answer(table.ask("a", "x"))
    assert table.rights("x") == ["answer:q1"]


def test_an_outsider_who_may_not_be_asked_is_not_one_of_the_others_who_remain() -> None:
    for rules, code in ((Rules(), None), (Rules(outsiders=True), "already_asked")):
        table = Table(rules, people="ab")
        table.do(events.PersonAdded(T - DAY, "x", outsider=True))
        table.answer(table.ask("b", "a"), 1)
        table.answer(table.ask("a", "b", 1), 2)
        refusal = table.state.why_not_ask("a", "b", T + 3 * HOUR)
        assert (refusal.code if refusal else None) == code


# Dealing


def test_in_a_room_questions_are_dealt_and_no_rule_of_choosing_stands_in_the_way() -> None:
    table = Table(Rules(live=True, recipient=Recipient.OTHER_GROUP, waiting_cap=1))
    assert refused(lambda: table.ask("a", "b")).code == "dealt_only"
    for number, (asker, recipient) in enumerate((("a", "c"), ("e", "c"))):
        table.do(events.Asked(T, f"d{number}", asker, recipient, f"start:{asker}", dealt=True))
    assert table.state.person("c").waiting == 2
    with_choice = Table()
    dealt = events.Asked(T, "d", "a", "b", "start:a", dealt=True)
    assert refused(lambda: with_choice.do(dealt)).code == "not_dealt"
    to_self = events.Asked(T, "d", "b", "b", "start:b", dealt=True)
    assert refused(lambda: table.do(to_self)).code == "self"


def test_a_right_that_comes_back_after_asking_has_closed_lapses() -> None:
    table, question = held()
    table.do(events.AskingClosed(WINDOW.close))
    table.do(events.Removed(WINDOW.close + HOUR, question))
    assert table.state.rights["return:q1"].status is RightStatus.LAPSED
