"""Each rule with its refusal, on the pure engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from depeche.core.errors import RuleError
from depeche.core.relay import events
from depeche.core.relay.decisions import AskFacts, Origin, Reason, RightStatus, why_not_ask, why_not_pick
from depeche.core.relay.records import right_key
from depeche.core.relay.rules import Anonymity, Recipient, Rules
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Phase, Window

T = datetime(2026, 9, 7, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = Window(T - DAY, T, T + 4 * DAY, T + 5 * DAY)


class Table:
    """People a to e: a, c, e of one group and sector; b, d of another. `at` counts hours from the opening."""

    def __init__(self, rules: Rules | None = None, people: str = "abcde") -> None:
        self.state = RelayState(rules or Rules(), WINDOW)
        self.happened: list[events.Event] = []
        for i, person in enumerate(people):
            self.do(events.PersonAdded(T - DAY, person, f"g{i % 2}", f"s{i % 2}"))

    def do(self, event: events.Event) -> None:
        self.state.apply(event)
        self.happened.append(event)

    def ask(self, asker: str, recipient: str, at: float = 0, right: str | None = None) -> str:
        key = f"q{len(self.state.questions) + 1}"
        held = right or next(iter(self.state.person(asker).rights), "none")
        self.do(events.Asked(T + at * HOUR, key, asker, recipient, held))
        return key

    def answer(self, question: str, at: float = 1) -> None:
        self.do(events.Answered(T + at * HOUR, question, self.state.question(question).recipient))

    def rights(self, person: str) -> list[str]:
        return list(self.state.person(person).rights)


def refused(act: Callable[[], object]) -> RuleError:
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value


def test_everyone_begins_with_one_right_and_an_answer_gives_one_more() -> None:
    table = Table()
    question = table.ask("a", "b")
    assert refused(lambda: table.ask("a", "c")).code == "no_right"
    table.answer(question)
    assert table.rights("b") == ["start:b", "answer:q1"]
    assert refused(lambda: table.answer(question)).code == "answered_already"
    assert table.state.balance() == (1, 5, 0, 5, 1, 0)


def test_what_was_earned_goes_first_then_the_start_then_what_came_back() -> None:
    table = Table()
    me = table.state.person("a")
    assert table.state.next_right(me) == "start:a"
    table.answer(table.ask("b", "a"))
    assert table.state.next_right(me) == "answer:q1"
    table.do(events.Declined(T + HOUR, table.ask("a", "c", right="start:a"), "c"))
    assert table.rights("a") == ["answer:q1", "return:q2"]
    assert table.state.next_right(me) == "answer:q1"
    table.ask("a", "d", 2, right="answer:q1")
    assert table.state.next_right(me) == "return:q2"
    table.ask("a", "e", 2, right="return:q2")
    assert table.state.next_right(me) is None


@pytest.mark.parametrize(("asker", "recipient", "code"), [("a", "a", "self"), ("a", "z", "not_participant")])
def test_one_asks_another_participant(asker: str, recipient: str, code: str) -> None:
    assert refused(lambda: Table().ask(asker, recipient)).code == code


def test_strangers_do_not_ask() -> None:
    table = Table()
    event = events.Asked(T, "q1", "z", "a", "start:a")
    assert refused(lambda: table.do(event)).code == "not_participant"
    assert refused(lambda: table.do(replace(event, asker="b"))).code == "no_right"  # with somebody else's right


@pytest.mark.parametrize(("at", "code"), [(-1, "not_open"), (96, "closed"), (120, "closed")])
def test_asking_is_for_the_open_phase(at: float, code: str) -> None:
    assert refused(lambda: Table().ask("a", "b", at)).code == code


def test_the_waiting_cap_protects_until_one_is_answered() -> None:
    table = Table()
    first = table.ask("a", "e")
    table.ask("b", "e")
    refusal = refused(lambda: table.ask("c", "e"))
    assert (refusal.code, refusal.figures) == ("recipient_full", {"waiting": 2, "cap": 2})
    table.answer(first)
    table.ask("c", "e", 2)


def test_nobody_is_asked_twice_by_the_same_while_others_remain() -> None:
    table = Table(people="abc")
    table.answer(table.ask("a", "b"))
    table.answer(table.ask("b", "a"))
    assert refused(lambda: table.ask("a", "b", 2)).code == "already_asked"
    table.do(events.Suspended(T + 2 * HOUR, "c"))
    table.ask("a", "b", 3)  # nobody else is left


def test_others_at_their_cap_do_not_remain() -> None:
    table = Table(Rules(waiting_cap=1), people="abc")
    table.answer(table.ask("a", "b"))
    table.answer(table.ask("b", "a"))
    table.ask("b", "c", 2)
    table.ask("a", "b", 2)


def test_who_has_received_enough_is_asked_again_when_nobody_below_the_cap_remains() -> None:
    table = Table(Rules(received_cap=2))
    for asker in "ac":
        table.answer(table.ask(asker, "b"))
    refusal = refused(lambda: table.ask("d", "b", 2))
    assert (refusal.code, refusal.figures) == ("asked_enough", {"received": 2, "cap": 2})
    for person in "ace":
        table.do(events.Suspended(T + 2 * HOUR, person))
    table.ask("d", "b", 3)


def test_whom_one_has_asked_does_not_remain_below_the_cap_until_all_were_asked() -> None:
    """a has asked c, who is below the cap; b is above it. First b, whom a has not asked; then of the two c again."""
    table = Table(Rules(received_cap=2, answer_within=None), people="abcd")
    for person in "cd":
        table.answer(table.ask(person, "b"))
    for asker, recipient in (("a", "c"), ("c", "a"), ("b", "d")):
        table.answer(table.ask(asker, recipient))
    table.do(events.Suspended(T + 2 * HOUR, "d"))
    assert refused(lambda: table.ask("a", "c", 2)).code == "already_asked"
    table.answer(table.ask("a", "b", 2), 3)
    table.answer(table.ask("b", "a", 3), 4)
    assert refused(lambda: table.ask("a", "b", 5)).code == "asked_enough"
    table.ask("a", "c", 5)


def test_without_the_rule_one_may_ask_again() -> None:
    table = Table(Rules(new_recipient=False))
    table.answer(table.ask("a", "b"))
    table.answer(table.ask("b", "a"))
    table.ask("a", "b", 2)


@pytest.mark.parametrize(
    ("kind", "code"), [(Recipient.OTHER_GROUP, "same_group"), (Recipient.OTHER_SECTOR, "same_sector")]
)
def test_one_may_be_told_to_ask_across(kind: Recipient, code: str) -> None:
    table = Table(Rules(recipient=kind), people="abc")
    assert refused(lambda: table.ask("a", "c")).code == code
    table.answer(table.ask("a", "b"))
    table.answer(table.ask("b", "a"))
    table.ask("a", "b", 2)  # c remains, but may not be asked by a


def test_an_unknown_sector_is_not_the_same_as_another_unknown_one() -> None:
    state = RelayState(Rules(recipient=Recipient.OTHER_SECTOR), WINDOW)
    for person in "ab":
        state.apply(events.PersonAdded(T - DAY, person))
    assert state.why_not_ask("a", "b", T) is None


def test_where_askers_are_named_asking_back_may_be_excluded() -> None:
    table = Table(Rules(not_back=True, anonymity=Anonymity.NAMED), people="abc")
    table.answer(table.ask("a", "b"))
    assert refused(lambda: table.ask("b", "a", 2, right="answer:q1")).code == "asked_me_just_now"
    table.ask("b", "a", 2, right="start:b")


def test_what_nobody_answers_in_time_returns_with_a_new_right() -> None:
    table = Table()
    question = table.ask("a", "b")
    assert refused(lambda: table.do(events.Expired(T + 23 * HOUR, question))).code == "not_due"
    table.do(events.Expired(T + 24 * HOUR, question))
    assert refused(lambda: table.do(events.Expired(T + 25 * HOUR, question))).code == "returned_already"
    assert refused(lambda: table.answer(question, 25)).code == "returned_already"
    assert table.rights("a") == ["return:q1"]
    assert table.state.question(question).reason is Reason.EXPIRED
    assert table.state.person("b").waiting == 0


def test_a_late_answer_counts_until_the_question_has_returned() -> None:
    table = Table()
    question = table.ask("a", "b")
    table.answer(question, 30)
    assert refused(lambda: table.do(events.Expired(T + 31 * HOUR, question))).code == "answered_already"


def test_declining_earns_nothing_and_gives_the_right_back() -> None:
    table = Table()
    question = table.ask("a", "b")
    assert refused(lambda: table.do(events.Declined(T, question, "c"))).code == "not_recipient"
    table.do(events.Declined(T + HOUR, question, "b"))
    assert (table.rights("a"), table.rights("b")) == (["return:q1"], ["start:b"])
    off = Table(Rules(decline=False))
    key = off.ask("a", "b")
    assert refused(lambda: off.do(events.Declined(T + HOUR, key, "b"))).code == "decline_off"


def test_the_asker_alone_withdraws_and_only_while_one_may_ask() -> None:
    table = Table()
    question = table.ask("a", "b")
    assert refused(lambda: table.do(events.Withdrawn(T, question, "b"))).code == "not_asker"
    assert refused(lambda: table.do(events.Withdrawn(T + 4 * DAY, question, "a"))).code == "closed"
    table.do(events.Withdrawn(T + HOUR, question, "a"))
    assert table.rights("a") == ["return:q1"]


def test_suspending_returns_all_that_waits_and_stops_asking_and_answering() -> None:
    table = Table()
    table.ask("a", "c")
    table.ask("b", "c")
    to_another = table.ask("c", "d")
    table.do(events.Suspended(T + HOUR, "c"))
    assert {q.reason for q in table.state.questions.values() if q.recipient == "c"} == {Reason.SUSPENDED}
    assert refused(lambda: table.ask("d", "c", 2)).code == "recipient_suspended"
    table.answer(to_another, 2)
    assert refused(lambda: table.do(events.Suspended(T + HOUR, "c"))).code == "suspended_already"
    table.do(events.Restored(T + 3 * HOUR, "c"))
    table.ask("d", "c", 3)
    assert refused(lambda: table.do(events.Restored(T + 3 * HOUR, "c"))).code == "active_already"


def test_a_suspended_person_does_not_ask() -> None:
    table = Table()
    table.do(events.Suspended(T + HOUR, "a"))
    assert refused(lambda: table.ask("a", "b", 2)).code == "suspended"


def test_a_thread_grows_by_answers_and_a_returned_question_keeps_its_place() -> None:
    table = Table()
    first = table.ask("a", "b")
    table.answer(first)
    second = table.ask("b", "c", 2, right=right_key(Origin.ANSWER, first))
    table.do(events.Declined(T + 3 * HOUR, second, "c"))
    again = table.ask("b", "d", 4, right=right_key(Origin.RETURN, second))
    places = {key: (q.parent, q.thread, q.hop) for key, q in table.state.questions.items()}
    assert places == {first: ("", first, 1), second: (first, first, 2), again: (first, first, 2)}


def test_a_first_question_that_returned_begins_a_new_thread() -> None:
    table = Table()
    table.do(events.Declined(T + HOUR, table.ask("a", "b"), "b"))
    again = table.state.question(table.ask("a", "c", 2))
    assert (again.parent, again.thread, again.hop) == ("", "q2", 1)


def test_rights_lapse_when_asking_closes_and_so_do_those_that_come_later() -> None:
    table = Table()
    first, second = table.ask("a", "b"), table.ask("b", "c", 95)
    assert refused(lambda: table.do(events.AskingClosed(T + 95 * HOUR))).code == "not_due"
    table.do(events.Expired(T + 24 * HOUR, first))
    table.do(events.AskingClosed(T + 4 * DAY))
    table.answer(second, 97)
    assert {right.status for right in table.state.rights.values()} == {RightStatus.USED, RightStatus.LAPSED}
    assert table.state.balance() == (2, 0, 5, 5, 1, 1)


def test_a_closed_relay_changes_no_more() -> None:
    table = Table()
    question = table.ask("a", "b", 95)
    assert refused(lambda: table.do(events.Closed(T + 4 * DAY))).code == "not_due"
    table.do(events.Closed(T + 5 * DAY))
    assert table.state.question(question).reason is Reason.CLOSED
    assert table.state.balance() == (1, 0, 4, 5, 0, 0)
    for event in (
        events.Answered(T + 95 * HOUR, question, "b"),
        events.PersonAdded(T, "f"),
        events.Suspended(T, "b"),
        events.Closed(T + 6 * DAY),
        events.WindowMoved(T, WINDOW),
    ):
        assert refused(lambda event=event: table.do(event)).code == "closed"  # type: ignore[misc]


def test_extending_gives_waiting_questions_their_full_time() -> None:
    table = Table()
    question = table.ask("a", "b", 95)  # due at 119 h, before answers close at 120 h
    late = table.ask("b", "c", 95.9)
    closer = replace(WINDOW, answers_close=T + 100 * HOUR)
    table.do(events.WindowMoved(T + 95.9 * HOUR, closer))
    assert table.state.question(question).due_at == table.state.question(late).due_at == T + 100 * HOUR
    table.do(events.WindowMoved(T + 96 * HOUR, WINDOW))
    assert table.state.question(question).due_at == T + 119 * HOUR
    assert table.state.question(late).due_at == T + 119.9 * HOUR


def test_people_join_while_one_may_ask() -> None:
    table = Table()
    table.do(events.PersonAdded(T + DAY, "f", "g0"))
    table.ask("f", "a", 25)
    assert refused(lambda: table.do(events.PersonAdded(T + DAY, "f"))).code == "participant_already"
    assert refused(lambda: table.do(events.PersonAdded(T + 4 * DAY, "g"))).code == "closed"


def test_the_same_question_sent_twice_is_one() -> None:
    table = Table()
    table.do(events.Asked(T, "q1", "a", "b", "start:a"))
    before = RelayState.replay(table.state.rules, WINDOW, table.happened)
    assert refused(lambda: table.do(events.Asked(T, "q1", "a", "b", "start:a"))).code == "asked_already"
    assert table.state == before
    assert refused(lambda: table.state.question("q9")).code == "no_such_question"


def test_a_refusal_comes_in_the_order_in_which_one_wants_to_hear_it() -> None:
    facts = AskFacts(
        phase=Phase.OPEN, rights_open=0, asker_active=False, recipient_waiting=9, already_asked=True, same_group=True,
        recipient_received=9,
    )  # fmt: skip # all that is wrong at once
    rules = Rules(recipient=Recipient.OTHER_GROUP, received_cap=6)
    mended: list[dict[str, bool | int]] = [
        {}, {"asker_active": True}, {"rights_open": 1}, {"same_group": False}, {"recipient_waiting": 0},
        {"others_remaining": False},
    ]  # fmt: skip # one after the other
    codes = []
    for change in mended:
        facts = replace(facts, **change)  # type: ignore[arg-type] # from the list above
        refusal = why_not_ask(rules, facts)
        codes.append(refusal.code if refusal else "")
    assert codes == ["suspended", "no_right", "same_group", "recipient_full", "already_asked", "asked_enough"]
    assert why_not_pick(rules, replace(facts, fewer_remain=False, rights_open=0)) is None
