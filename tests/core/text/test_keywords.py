from __future__ import annotations

import random

from depeche.core.text import TextUnit, count_words, find_keywords, questions
from depeche.core.text.synthetic import synthetic_corpus

TEXTS = [
    TextUnit("a", "Har vi tillid? Tilliden falder, siger lederne.", "s", "ane"),
    TextUnit("b", "Tillidsreformen er lederens opgave.", "s", "bo"),
    TextUnit("c", "En god leder tør, gode ledere spørger; topledere også.", "s", "ane"),
    TextUnit("d", "Velfærdsteknologien er dyr.", "s", "ida"),
]


def test_found_of_entered_with_words_inside_longer_words_apart() -> None:
    table = find_keywords(TEXTS, ["tillid", "reform", "mod", "velfærdsteknologi"])
    assert (table.found, table.only_inside, table.entered) == (2, 1, 4)
    tillid, reform, mod, teknologi = table.rows
    assert (tillid.count.tokens, tillid.count.texts, tillid.count.people) == (2, 1, 1)
    assert (tillid.inside.tokens, tillid.inside.texts, tillid.inside.people) == (1, 1, 1)
    assert (reform.count.tokens, reform.inside.tokens) == (0, 1)
    assert mod.hits == ()
    assert (teknologi.count.tokens, teknologi.inside.tokens) == (1, 0)


def test_every_hit_is_cut_from_the_text_it_stands_in() -> None:
    texts = {unit.id: unit.text for unit in TEXTS}
    (leder,) = find_keywords(TEXTS, ["Leder"]).rows
    assert [(texts[hit.text_id][hit.start : hit.end], hit.whole) for hit in leder.hits] == [
        ("lederne", True),
        ("lederens", True),
        ("leder", True),
        ("ledere", True),
        ("topledere", False),
    ]


def test_a_keyword_of_several_words_is_found_in_any_form() -> None:
    (row,) = find_keywords(TEXTS, [" god  leder "]).rows
    assert row.word == "god leder"
    assert [TEXTS[2].text[hit.start : hit.end] for hit in row.hits] == ["god leder", "gode ledere"]


def test_forms_of_one_word_are_one_keyword_and_entries_without_letters_none() -> None:
    assert [row.word for row in find_keywords(TEXTS, ["leder", "ledere", "", " ", "2030", "!"]).rows] == ["leder"]
    assert find_keywords(TEXTS, []).entered == 0


def test_unknown_authors_are_not_counted_as_one_person() -> None:
    (row,) = find_keywords([TextUnit("a", "tillid")], ["tillid"]).rows
    assert (row.count.people, row.inside.people) == (None, None)


def test_english_knows_forms_and_splits_nothing() -> None:
    (row,) = find_keywords([TextUnit("a", "Leaders trust their leader.")], ["leader"], language="en").rows
    assert (row.count.tokens, row.inside.tokens) == (2, 0)


def test_counts_agree_with_the_table_of_words() -> None:
    units = questions(synthetic_corpus(60, rng=random.Random(5), relays=1).pairs)
    rows = count_words(units).rows[:20]
    table = find_keywords(units, [row.lemma for row in rows])
    assert [(row.word, row.count.tokens, row.count.texts) for row in table.rows] == [
        (row.lemma, row.tokens, row.texts) for row in rows
    ]
