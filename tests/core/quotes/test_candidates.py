from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from depeche.core.quotes import Candidate, Length, Text, Why, candidates


def of(row: int, group: str = "", author: str = "", **more: object) -> Text:
    return Text(row, 100, group=group, author=author, **more)  # type: ignore[arg-type] # fields of Text


def rows(found: tuple[Candidate, ...]) -> list[int]:
    return [one.row for one in found]


def test_two_of_the_middle_then_one_of_the_edge() -> None:
    texts = [of(row) for row in range(8)]
    found = candidates(texts, [0, 1, 2, 3, 4, 5], [7, 6])
    assert rows(found) == [0, 1, 7, 2, 3, 6, 4, 5]
    assert [one.why for one in found] == [
        Why.MIDDLE, Why.MIDDLE, Why.EDGE, Why.MIDDLE, Why.MIDDLE, Why.EDGE, Why.MIDDLE, Why.MIDDLE,
    ]  # fmt: skip # one row


def test_groups_take_turns() -> None:
    """The three nearest the middle are Stat: after the first of them the others are heard."""
    texts = [of(0, "Stat"), of(1, "Stat"), of(2, "Stat"), of(3, "Region"), of(4, "Kommune")]
    found = candidates(texts, [0, 1, 2, 3, 4], [])
    assert rows(found) == [0, 3, 4, 1, 2]
    assert [one.new_group for one in found] == [True, True, True, False, False]


def test_what_is_chosen_has_had_its_turn_and_is_not_offered_again() -> None:
    texts = [of(0, "Stat"), of(1, "Stat"), of(2, "Region")]
    assert rows(candidates(texts, [0, 1, 2], [], chosen=[texts[0]])) == [2, 1]


def test_nobody_stands_twice_in_a_row_where_others_are_left() -> None:
    texts = [of(0, author="a"), of(1, author="a"), of(2, author="a"), of(3, author="b"), of(4, author="b")]
    assert rows(candidates(texts, [0, 1, 2, 3, 4], [])) == [0, 3, 1, 4, 2]
    many = [*(of(row, author="a") for row in range(20)), of(20, author="b")]
    assert rows(candidates(many, range(21), []))[:3] == [0, 20, 1]


def test_of_near_duplicates_one_stands_for_all() -> None:
    texts = [of(row) for row in range(5)]
    found = candidates(texts, [3, 0, 1, 2, 4], [], duplicates=[(0, 1, 3), (2, 9)])
    assert [(one.row, one.like) for one in found] == [(3, (0, 1)), (2, ()), (4, ())]
    assert rows(candidates(texts, [3, 0, 1, 2, 4], [], duplicates=[(0, 1, 3)], chosen=[of(1)])) == [2, 4]


def test_what_prints_as_it_is_comes_before_what_must_be_trimmed() -> None:
    texts = [Text(0, 900), Text(1, 12), Text(2, 450), Text(3, 40)]
    found = candidates(texts, [0, 1, 2, 3], [])
    assert [(one.row, one.length) for one in found] == [
        (2, Length.FITS),
        (3, Length.FITS),
        (0, Length.LONG),
        (1, Length.SHORT),
    ]


def test_between_two_themes_is_said_and_what_is_in_neither_list_comes_last() -> None:
    texts = [of(0), of(1), of(2, themes=("Tillid",)), of(3)]
    found = candidates(texts, [0, 1], [2])
    assert [(one.row, one.why, one.themes) for one in found] == [
        (0, Why.MIDDLE, ()),
        (1, Why.MIDDLE, ()),
        (2, Why.BETWEEN, ("Tillid",)),
        (3, Why.REST, ()),
    ]


def test_what_is_near_the_middle_is_no_contrast() -> None:
    texts = [of(row) for row in range(4)]
    found = candidates(texts, [0, 1, 2, 3], [3, 2, 1, 0])
    assert {one.row: one.why for one in found} == {0: Why.MIDDLE, 1: Why.MIDDLE, 2: Why.EDGE, 3: Why.EDGE}


@given(
    st.lists(st.tuples(st.integers(1, 600), st.sampled_from("abc"), st.sampled_from("xyz")), max_size=25),
    st.randoms(use_true_random=False),
    st.integers(0, 25),
)
def test_each_text_is_offered_once_and_no_two_of_one_person_without_need(
    made: list[tuple[int, str, str]], rng: object, most: int
) -> None:
    texts = [Text(row, length, group=group, author=author) for row, (length, group, author) in enumerate(made)]
    order = list(range(len(texts)))
    rng.shuffle(order)  # type: ignore[attr-defined] # hypothesis gives a Random
    found = candidates(texts, order[: len(order) // 2], order[len(order) // 2 : -2], most=most)
    assert len(set(rows(found))) == len(found) == min(most, len(texts))
    authors = [texts[one.row].author for one in found]
    for at in range(1, len(found)):
        if authors[at] == authors[at - 1]:
            later = {texts[one.row].author for one in found[at:]}
            assert later == {authors[at]} or _other_queue_empty(found, at)


def _other_queue_empty(found: tuple[Candidate, ...], at: int) -> bool:
    """In a turn of the edge only the edge can give another person, and likewise in a turn of the middle."""
    far = {Why.EDGE, Why.BETWEEN}
    return any((one.why in far) != (found[at].why in far) for one in found[at:])
