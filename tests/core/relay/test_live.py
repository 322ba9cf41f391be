"""Dealing: nobody gets their own question, chance is even, and its author does not sit where it is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.errors import RuleError
from depeche.core.relay.live import AUTHORS_PRESENT, deal


@given(st.integers(2, 60), st.integers(0, 2**32))
def test_everybody_answers_one_question_of_somebody_else_and_sits_once(people: int, seed: int) -> None:
    made = deal(range(people), Random(seed))
    assert sorted(made.recipients) == sorted(made.recipients.values()) == list(range(people))
    assert all(author != recipient for author, recipient in made.recipients.items())
    assert sorted(person for table in made.tables for person in table) == list(range(people))
    sizes = Counter(len(table) for table in made.tables)
    assert sizes[3] == people % 2
    assert sizes[2] == people // 2 - people % 2


@pytest.mark.parametrize("people", range(2, 51))
def test_no_author_sits_where_the_question_is_answered_wherever_that_can_be(people: int) -> None:
    for seed in range(20):
        assert deal(range(people), Random(seed)).authors_present() == AUTHORS_PRESENT.get(people, 0)


def rings(people: int, least: int = 2) -> Iterator[tuple[int, ...]]:
    """Every way to write `people` as a sum of rings of at least two: all deals there are, but for the names."""
    if people == 0:
        yield ()
    for first in range(least, people + 1):
        yield from ((first, *rest) for rest in rings(people - first, first))


@pytest.mark.parametrize("people", range(2, 13))
def test_a_seating_is_found_for_every_kind_of_deal_among_few_people(people: int) -> None:
    for sizes in rings(people):
        wanted, start = dict[int, int](), 0
        for size in sizes:
            wanted |= {start + place: start + (place + 1) % size for place in range(size)}
            start += size
        others = {(a, b) for a in range(people) for b in range(people) if b != wanted[a]}
        made = deal(range(people), Random(people), others)  # `before` leaves one deal alone
        assert made.recipients == wanted
        assert made.authors_present() == AUTHORS_PRESENT.get(people, 0)


def test_every_derangement_comes_equally_often() -> None:
    """Four people have nine: each is expected 1,000 times in 9,000; three standard deviations are 90."""
    rng = Random(7)
    found = Counter(tuple(deal("abcd", rng).recipients.values()) for _ in range(9000))
    assert len(found) == 9
    assert all(abs(count - 1000) < 120 for count in found.values()), found


@given(st.integers(4, 20), st.integers(0, 2**32))
def test_nobody_gets_a_question_of_the_same_person_again_while_that_can_be(people: int, seed: int) -> None:
    rng, before = Random(seed), set[tuple[int, int]]()
    for _ in range(people - 1):
        dealt = set(deal(range(people), rng, before).recipients.items())
        if len(before) <= people * (people // 2 - 2):  # each may still get half of the others: Hall's theorem
            assert not dealt & before
        before |= dealt


def test_where_all_have_met_as_few_as_can_be_meet_again() -> None:
    everybody = "abcd"
    all_met = {(a, b) for a in everybody for b in everybody if a != b}
    assert set(deal(everybody, Random(1), all_met).recipients.items()) <= all_met
    but_one = all_met - {("a", "b")}
    assert deal(everybody, Random(1), but_one).recipients["a"] == "b"


def test_two_people_swap_and_sit_together() -> None:
    made = deal(["Anne", "Bo"], Random(1), [("Anne", "Bo")])
    assert made.recipients == {"Anne": "Bo", "Bo": "Anne"}
    assert [set(table) for table in made.tables] == [{"Anne", "Bo"}]


@pytest.mark.parametrize("authors", [[], ["Anne"], ["Anne", "Anne"]])
def test_fewer_than_two_questions_cannot_be_dealt(authors: list[str]) -> None:
    with pytest.raises(RuleError) as refusal:
        deal(authors, Random(1))
    assert refusal.value.code == "too_few_questions"
    assert refusal.value.figures == {"questions": len(set(authors))}


def test_the_same_chance_gives_the_same_deal() -> None:
    assert deal(range(31), Random(4)) == deal(range(31), Random(4))
