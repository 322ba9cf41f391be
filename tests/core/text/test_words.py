from __future__ import annotations

import json
import random

import pytest

from depeche.core.text import (
    TextUnit,
    WordIndex,
    by_left,
    by_right,
    compare,
    concordance,
    count_words,
    danish_key,
    log_odds,
    questions,
)
from depeche.core.text.synthetic import synthetic_corpus
from tests.shared import shared_file

TEXTS = [
    TextUnit("a", "Hvilken sektor? Sektoren, den sektor.", "s", "ane"),
    TextUnit("b", "Sektorer og kerneopgaver", "s", "bo"),
    TextUnit("c", "Kerneopgaven, 2 gange", "s", "ane"),
]


def test_forms_are_counted_under_one_word_with_texts_and_people_beside() -> None:
    table = count_words(TEXTS, source="s")
    assert [row.lemma for row in table.rows] == ["sektor", "kerneopgave", "gang"]
    sektor, kerneopgave = table.rows[:2]
    assert (sektor.tokens, sektor.texts, sektor.people) == (4, 2, 2)
    assert sektor.forms == (("sektor", 2), ("sektoren", 1), ("sektorer", 1))
    assert kerneopgave.parts == ("kerne", "opgave")
    assert (table.size, table.texts, table.people) == (11, 3, 2)


def test_unknown_authors_are_not_counted_as_one_person() -> None:
    table = count_words([TextUnit("a", "leder"), TextUnit("b", "leder")])
    assert table.people is None
    assert table.rows[0].people is None


def test_ties_stand_in_danish_order() -> None:
    table = count_words([TextUnit("a", "åbenhed zebra ære økonomi aabenraa ansvar")])
    assert [row.lemma for row in table.rows] == ["ansvar", "zebra", "ære", "økonomi", "åbenhed", "aabenraa"]


def test_danish_order() -> None:
    words = ["Århus", "aalborg", "Ærø", "ø", "zoo", "café", "cafe", "caféer", "a"]
    assert sorted(words, key=danish_key) == ["a", "cafe", "café", "caféer", "zoo", "Ærø", "ø", "aalborg", "Århus"]


def test_stop_words_can_be_replaced() -> None:
    assert [row.lemma for row in count_words([TextUnit("a", "og leder")], stop=["leder"]).rows] == ["og"]


def test_side_by_side_with_the_number_of_tests() -> None:
    left = count_words([TextUnit("a", "leder " * 9 + "borger")], source="left")
    right = count_words([TextUnit("b", "borger " * 9 + "skole")], source="right")
    both = compare([left, right])
    assert [(row.lemma, [count.tokens for count in row.counts]) for row in both.rows] == [
        ("borger", [1, 9]),
        ("leder", [9, 0]),
        ("skole", [0, 1]),
    ]
    assert both.tests == 2
    borger, leder, skole = both.rows
    assert borger.keyness is not None
    assert leder.keyness is not None
    assert borger.keyness.g2 < 0 < leder.keyness.g2
    assert skole.keyness is None
    assert leder.p_holm == pytest.approx(2 * leder.keyness.p)


def test_three_sources_are_listed_without_tests() -> None:
    tables = [count_words([TextUnit(name, "leder " * 6)], source=name) for name in "abc"]
    both = compare(tables)
    assert both.tests == 0
    assert both.rows[0].tokens == 18
    assert both.rows[0].keyness is None


def test_occurrences_are_verbatim_and_as_many_as_counted() -> None:
    corpus = synthetic_corpus(60, rng=random.Random(3), relays=1)
    units = questions(corpus.pairs)
    by_id = {unit.id: unit.text for unit in units}
    for row in count_words(units).rows[:15]:
        found = concordance(units, row.lemma, width=20)
        assert len(found) == row.tokens
        for occurrence in found:
            text = by_id[occurrence.text_id]
            word = text[occurrence.start : occurrence.end]
            assert occurrence.left + word + occurrence.right in text
            assert word.lower() in dict(row.forms)


def test_context_is_cut_at_a_space() -> None:
    found = concordance([TextUnit("a", "Vi taler aldrig om den store sektor i vores lange møder")], "sektor", width=12)
    assert [(item.left, item.right) for item in found] == [("den store ", " i vores")]


@pytest.mark.shared
def test_the_printed_questions_of_2017() -> None:
    """Counts are those of the specification; G2 rests on all running words (658 and 628)."""
    document = json.loads(shared_file("data/relay-2017.json").read_text(encoding="utf-8"))
    tables = [
        count_words([TextUnit(pair["id"], pair["question"]) for pair in relay["pairs"]], source=relay["id"])
        for relay in document["relays"]
    ]
    both = compare(tables)
    rows = {row.lemma: row for row in both.rows}
    counts = {
        word: tuple(count.tokens for count in rows[word].counts)
        for word in ("sektor", "organisation", "kerneopgave", "kommune")
    }
    assert counts == {"sektor": (4, 4), "organisation": (2, 8), "kerneopgave": (0, 5), "kommune": (7, 1)}
    assert both.sizes == (658, 628)
    organisation = rows["organisation"]
    assert organisation.keyness is not None
    assert organisation.p_holm is not None
    assert organisation.keyness.g2 == pytest.approx(-4.14, abs=0.005)
    assert organisation.keyness.p < 0.05 < organisation.p_holm
    assert all(row.p_holm is None or row.p_holm > 0.05 for row in both.rows)


def test_the_invented_corpus_is_the_same_for_the_same_seed() -> None:
    one, same, other = (synthetic_corpus(50, rng=random.Random(seed), relays=3, themes=4) for seed in (1, 1, 2))
    assert one == same
    assert one.pairs != other.pairs
    assert len(one.pairs) == 50
    assert [len(one.of(source.id)) > 0 for source in one.sources] == [True] * 3
    assert len({pair.theme for pair in one.pairs}) == 4
    assert all(pair.asker != pair.answerer for pair in one.pairs)
    assert all("{" not in pair.question + (pair.answer or "") for pair in one.pairs)
    assert all(sum(size for _, size in source.groups) == source.participants for source in one.sources)


def test_words_are_counted_over_any_texts_with_an_analysts_choices() -> None:
    index = WordIndex.build(TEXTS)
    assert index.count(source="s") == count_words(TEXTS, source="s")
    one = index.count([1])
    assert [(row.lemma, row.tokens) for row in one.rows] == [("kerneopgave", 1), ("sektor", 1)]
    assert (one.size, one.texts, one.people) == (3, 1, 1)
    merged = index.count(choices={"kerneopgave": "sektor", "gang": ""})
    assert [(row.lemma, row.tokens, row.texts, row.people) for row in merged.rows] == [("sektor", 6, 3, 2)]
    assert dict(merged.rows[0].forms) == {
        "sektor": 2,
        "sektoren": 1,
        "sektorer": 1,
        "kerneopgaver": 1,
        "kerneopgaven": 1,
    }
    assert merged.size == 11  # running words are what was written
    assert index.count([]).rows == ()


def test_two_sides_have_log_odds_by_the_background() -> None:
    first = count_words([TextUnit("a", "tillid tillid tillid tillid mod")])
    second = count_words([TextUnit("b", "tillid mod mod mod mod")])
    whole = count_words([TextUnit("c", "tillid mod tillid mod tillid mod tillid mod andet andet")])
    row = compare([first, second], background=whole).row("tillid")
    assert row is not None
    assert row.log_odds == log_odds(4, 1, 5, 5, 0.4)
    plain = compare([first, second]).row("tillid")
    assert plain is not None
    assert plain.log_odds == log_odds(4, 1, 5, 5, 0.5)


def test_places_are_sorted_by_what_stands_beside() -> None:
    texts = [
        TextUnit("a", "Skaber vi tillid nu?"),
        TextUnit("b", "Her er tillid altid."),
        TextUnit("c", "Tillid øger ro"),
    ]
    places = concordance(texts, "tillid")
    assert [place.text_id for place in sorted(places, key=by_left)] == ["c", "b", "a"]  # "", er, vi
    assert [place.text_id for place in sorted(places, key=by_right)] == ["b", "a", "c"]  # altid, nu, øger
    assert len(concordance(texts, ("tillid", "ro"))) == 4
