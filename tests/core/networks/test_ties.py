from __future__ import annotations

from depeche.core.networks import leading, shown_flow, ties
from tests.core.networks.talks import mixed, talk_of


def test_the_theme_of_a_tie_is_that_of_most_questions_whichever_way_they_go() -> None:
    talk = mixed(((10, 20), (30, 10)), people=8)
    between = [put.id for put in talk.puts if talk.people[put.asker] != talk.people[put.recipient]]
    themes = dict.fromkeys(between[:30], "tid") | dict.fromkeys(between[30:], "tillid")
    own, tie, other = ties(talk, shown_flow(talk), themes)
    assert (tie.one, tie.other, tie.there, tie.back, tie.theme) == (0, 1, 20, 30, "tid")
    assert (own.one, own.other, own.there, own.theme) == (0, 0, 10, "")  # not sorted yet
    assert (other.one, other.other) == (1, 1)


def test_equal_numbers_give_the_theme_of_the_earliest_question() -> None:
    talk = talk_of("a1>b1", "a2>b2", "a3>b3", "a4>b4")
    assert leading(list(talk.puts), {1: "tid", 2: "tillid", 3: "tillid", 4: "tid"}) == "tid"
    assert leading(list(talk.puts), {1: "tid", 2: "tillid", 3: "tillid", 4: "løn"}) == "tillid"
    assert leading([], {}) == ""


def test_no_theme_is_named_for_fewer_than_five_people() -> None:
    talk = mixed(((10, 20), (30, 10)), people=8)
    to_other = [put.id for put in talk.puts if talk.people[put.asker] < talk.people[put.recipient]]
    assert {tie.theme for tie in ties(talk, shown_flow(talk), dict.fromkeys(to_other[:4], "tid"))} == {""}
    named = ties(talk, shown_flow(talk), dict.fromkeys(to_other[:5], "tid"))
    assert [tie.theme for tie in named] == ["", "tid", ""]


def test_hidden_flows_have_no_tie() -> None:
    talk = talk_of("a1>b1", "b1>a1")
    assert ties(talk, shown_flow(talk), {1: "tid"}) == ()
