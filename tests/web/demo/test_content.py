from __future__ import annotations

from collections import Counter

import pytest

from depeche.core.corpus import Span
from depeche.reading.people import PeopleSheet, PersonRow
from depeche.web.demo import content


def test_the_people_are_as_many_and_as_mixed_as_promised() -> None:
    people = content.people()
    assert len(people) >= 60
    assert len({person.sector for person in people}) == 5
    assert len({person.group for person in people}) == 2
    assert len({person.email for person in people}) == len(people)
    assert all(person.email.endswith(".example") for person in people)  # reserved by RFC 2606: nobody gets that mail
    assert not PeopleSheet(tuple(PersonRow(n, *person) for n, person in enumerate(people))).bad


def test_the_closed_relay_has_120_pairs_in_seven_themes() -> None:
    pairs = content.pairs("closed.txt")
    assert len(pairs) == 120
    themes = Counter(pair.theme for pair in pairs)
    assert set(themes) == {theme.name for theme in content.themes("closed.txt")}
    assert min(themes.values()) >= 15
    assert len({pair.question.text for pair in pairs}) == len(pairs)


@pytest.mark.parametrize("name", ["closed.txt", "open.txt", "asked.txt"])
def test_marks_are_gone_from_the_texts_and_spans_lie_on_words(name: str) -> None:
    for pair in content.pairs(name):
        for marked in (pair.question, pair.answer):
            assert marked.text
            assert "**" not in marked.text
            for span in marked.highlights:
                phrase = marked.text[span.start : span.end]
                assert phrase == phrase.strip() != ""


def test_the_survey_has_answers_of_two_groups_some_in_two_themes_and_one_new_theme() -> None:
    answers = content.survey()
    assert Counter(answer.group for answer in answers) == {"Direktioner": 36, "Ledere tæt på driften": 40}
    assert len({answer.text for answer in answers}) == len(answers) == 76
    assert sum(len(answer.themes) > 1 for answer in answers) == 10
    assert sum(not answer.themes for answer in answers) == 2
    old = {theme.name for theme in content.themes("closed.txt")}
    named = {name for answer in answers for name in answer.themes}
    assert named - old == {"Hjælp fra kunstig intelligens"}
    assert old - named == {"Samarbejde med civilsamfundet"}


def test_unmark_keeps_where_the_marks_stood() -> None:
    assert content.unmark("æ **ø å** og **b**.") == content.DemoText("æ ø å og b.", (Span(2, 5), Span(9, 10)))
