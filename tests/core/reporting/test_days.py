from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from depeche.core.corpus import Pair
from depeche.core.reporting.dates import long_date, set_in, short_date
from depeche.core.reporting.days import BY_DAY, stretches
from depeche.core.reporting.speak import said
from depeche.core.reporting.values import Sentence, Word

START = date(2026, 3, 2)  # a Monday


def written(day: int, asked: int, answered: int = 0, *, people: int = 9) -> list[Pair]:
    """Questions put on a day, so many of them answered on the same day."""
    when = (START + timedelta(days=day)).isoformat()
    return [
        Pair(
            f"{day}-{at}",
            "Hvad?",
            "Det." if at < answered else None,
            "a",
            asker=f"p{at % people}",
            answerer=f"q{at % people}" if at < answered else "",
            asked_at=when,
            answered_at=when if at < answered else "",
        )
        for at in range(asked)
    ]


def test_days_with_enough_people_stand_by_themselves() -> None:
    found = stretches([*written(0, 9, 7), *written(1, 6, 5)])
    assert [(one.iso, one.questions, one.answers) for one in found] == [("2026-03-02", 9, 7), ("2026-03-03", 6, 5)]


@pytest.mark.parametrize(("asked", "answered"), [(4, 4), (9, 4), (0, 0)])
def test_a_day_with_too_few_is_gathered_with_the_next(asked: int, answered: int) -> None:
    found = stretches([*written(0, 9, 9), *written(1, asked, answered), *written(2, 8, 8)])
    assert [(one.iso, one.questions) for one in found] == [("2026-03-02", 9), ("2026-03-03/2026-03-04", asked + 8)]


def test_many_questions_by_four_people_are_few() -> None:
    found = stretches([*written(0, 40, 40, people=4), *written(1, 9, 9)])
    assert [one.iso for one in found] == ["2026-03-02/2026-03-03"]


def test_what_is_left_at_the_end_joins_the_last() -> None:
    found = stretches([*written(0, 9, 9), *written(1, 9, 9), *written(2, 1)])
    assert [(one.iso, one.questions, one.days) for one in found] == [
        ("2026-03-02", 9, 1),
        ("2026-03-03/2026-03-04", 10, 2),
    ]


def test_where_too_few_wrote_there_is_nothing() -> None:
    assert stretches(written(0, 40, 40, people=4)) == ()
    assert stretches([Pair("1", "Hvad?", "Det.", "a", asker="p")]) == ()


def test_unknown_writers_do_not_make_a_day_safe() -> None:
    assert stretches([Pair(str(at), "Hvad?", None, "a", asked_at="2026-03-02") for at in range(50)]) == ()


def test_questions_alone_need_no_answers() -> None:
    found = stretches([*written(0, 9), *written(1, 9)])
    assert [(one.questions, one.answers) for one in found] == [(9, None), (9, None)]


def test_a_long_relay_is_told_week_by_week() -> None:
    found = stretches([pair for day in range(BY_DAY + 5) for pair in written(day, 9, 9)])
    assert found[0].iso == "2026-03-02/2026-03-08"
    assert found[0].questions == 63
    assert sum(one.questions or 0 for one in found) == 9 * (BY_DAY + 5)
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(found))


def test_words_set_in_are_part_of_the_sentence() -> None:
    told = Sentence("{relay} til {day} {{x}}", (), (Word("relay", "A"), Word("day", "3. {maj}")))
    found = set_in(told, "day")
    assert found.words == (Word("relay", "A"),)
    assert said(found, "da") == said(told, "da") == "A til 3. {maj} {x}"


def test_dates_in_words() -> None:
    assert long_date("2026-11-22", "da") == "22. november 2026"
    assert long_date("2026-11-02/2026-11-04", "en") == "2 November 2026 – 4 November 2026"
    assert long_date("i efteråret", "da") == "i efteråret"
    assert short_date("2026-11-02/2026-11-04", "da") == "2.11.–4.11."
    assert short_date("2026-11-02", "en") == "2 Nov"
