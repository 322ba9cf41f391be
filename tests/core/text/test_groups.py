from __future__ import annotations

import random

import pytest

from depeche.core.text import AskedBy, Form, Kind, ShownForms, TextUnit, prominent_words, shown_forms


def _asked(group: int, people: int, form: Form, kind: Kind | None = None, *, each: int = 1) -> list[AskedBy]:
    return [AskedBy(group, 100 * group + at, form, kind) for at in range(people) for _ in range(each)]


def test_forms_and_kinds_by_group_where_enough_people_stand_behind_all() -> None:
    questions = [
        *_asked(0, 8, Form.OPEN, Kind.MANNER),
        *_asked(0, 7, Form.OPEN, Kind.SUBSTANTIVE, each=2),
        *_asked(0, 6, Form.CLOSED),
        *_asked(0, 5, Form.OTHER),
        *_asked(1, 9, Form.OPEN, Kind.MANNER),
        *_asked(1, 6, Form.OPEN, Kind.SUBSTANTIVE),
        *_asked(1, 5, Form.CLOSED),
        *_asked(1, 5, Form.OTHER),
        *(
            row
            for group in (0, 1)
            for kind in (Kind.CAUSE, Kind.CIRCUMSTANCE, Kind.DEGREE)
            for row in _asked(group, 5, Form.OPEN, kind)
        ),
    ]
    shown = shown_forms(questions, 2)
    assert shown.forms == ((37, 6, 5), (30, 5, 5))
    assert (shown.asked, shown.all_forms, shown.total) == ((48, 40), (67, 11, 10), 88)
    assert shown.share(1, Form.OPEN) == pytest.approx(3 / 4)
    assert shown.kinds == ((14, 8, 5, 5, 5), (6, 9, 5, 5, 5))
    assert shown.all_kinds == (20, 17, 10, 10, 10)


def test_a_small_group_is_hidden_with_what_would_give_it_away_and_kinds_are_told_of_all() -> None:
    questions = [
        *_asked(0, 20, Form.OPEN, Kind.MANNER),
        *_asked(0, 12, Form.CLOSED),
        *_asked(1, 15, Form.OPEN, Kind.SUBSTANTIVE),
        *_asked(1, 9, Form.CLOSED),
        *_asked(2, 2, Form.OPEN, Kind.CAUSE),
    ]
    shown = shown_forms(questions, 3)
    assert shown.asked[2] is None
    assert shown.forms[2] == (None, None, None)
    assert shown.share(2, Form.OPEN) is None
    assert shown.kinds == ()
    assert shown.all_kinds[list(Kind).index(Kind.CAUSE)] is None


def test_too_few_people_in_all_show_nothing() -> None:
    shown = shown_forms(_asked(0, 4, Form.OPEN, Kind.MANNER, each=10), 1)
    assert shown.total is None
    assert set(shown.all_kinds) == {None}
    assert shown_forms([], 2).total is None


def test_kinds_never_stand_beside_a_hidden_margin_that_they_share_with_the_forms() -> None:
    rng = random.Random(7)
    for _ in range(60):
        groups = rng.randint(1, 4)
        sizes = [rng.randint(1, 14) for _ in range(groups)]
        questions = [
            AskedBy(group, 100 * group + rng.randrange(sizes[group]), Form.OPEN, rng.choice(list(Kind)[:3]))
            if rng.random() < 0.7
            else AskedBy(group, 100 * group + rng.randrange(sizes[group]), rng.choice([Form.CLOSED, Form.OTHER]), None)
            for group in (rng.randrange(groups) for _ in range(rng.randint(0, 80)))
        ]
        shown = shown_forms(questions, groups)
        opened = [row[0] for row in shown.forms]
        if shown.kinds:
            assert None not in opened
            assert all(
                None in row or sum(filter(None, row)) == count for row, count in zip(shown.kinds, opened, strict=True)
            )
        if shown.all_forms[0] is None:
            assert set(shown.all_kinds) == {None}


def _units(words: str, people: int, name: str, *, each: int = 1) -> list[TextUnit]:
    return [
        TextUnit(f"{name}{words}{at}.{turn}", words, author=f"{name}{at}")
        for at in range(people)
        for turn in range(each)
    ]


def test_words_that_a_group_uses_more_than_the_others() -> None:
    first = [*_units("tillid", 10, "a", each=3), *_units("økonomi", 6, "a")]
    second = [*_units("økonomi", 9, "b", each=3), *_units("tillid", 6, "b")]
    found = prominent_words([first, second])
    assert [[word.lemma for word in group] for group in found.groups] == [["tillid"], ["økonomi"]]
    tillid = found.groups[0][0]
    assert (tillid.tokens, found.tests) == (30, 4)
    assert tillid.keyness.g2 == pytest.approx(15.45, abs=0.005)  # 30 of 36 words against 6 of 33, by hand
    assert tillid.beyond_chance


def test_a_word_that_few_of_a_group_use_is_not_tested_there() -> None:
    first = [*_units("tillid", 4, "a", each=9), *_units("økonomi", 6, "a")]
    second = [*_units("økonomi", 9, "b"), *_units("tillid", 6, "b")]
    found = prominent_words([first, second])
    assert found.groups[0] == ()
    assert found.tests == 3  # "tillid" in the second, "økonomi" in both


def test_beside_few_others_nothing_is_said() -> None:
    assert prominent_words([_units("tillid", 20, "a"), _units("økonomi", 4, "b")]).tests == 0
    assert prominent_words([_units("tillid", 20, "a"), []]).groups == ((), ())
    assert prominent_words([]).tests == 0


def test_a_word_whose_sum_is_told_elsewhere_is_hidden_where_the_others_could_be_subtracted() -> None:
    texts = [_units("tillid", 20, "a"), _units("økonomi", 20, "b")]
    assert [word.lemma for word in prominent_words(texts).groups[0]] == ["tillid"]
    assert prominent_words(texts, told={"tillid"}).groups[0] == ()


def test_a_group_hidden_in_one_table_is_hidden_whole_beside_it() -> None:
    """The flow hides one group to protect another; were it told here, the other would follow by subtraction."""
    found = ShownForms(
        ((20, 9, 8), (11, 6, 7), (None,) * 3), (37, 24, None), (36, 18, 19), 73, ((5,) * 5,) * 3, (9,) * 5
    )
    beside = found.beside((40, None, None))
    assert beside.asked == (37, None, None)
    assert beside.forms == ((20, 9, 8), (None,) * 3, (None,) * 3)
    assert beside.kinds == ()
    assert (beside.total, beside.all_forms) == (73, (36, 18, 19))
    assert found.beside((40, 30, 4)).asked == (37, 24, None)
    whole = ShownForms(((20, 9, 8),), (37,), (20, 9, 8), 37, (), ())
    assert whole.beside((40,)) is whole
