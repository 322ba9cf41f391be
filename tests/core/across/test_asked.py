from __future__ import annotations

from depeche.core.across import Exchange, dialogue
from depeche.core.text import Form, Kind


def test_words_forms_and_lengths_of_both_sides() -> None:
    pairs = [
        Exchange("1", "Hvordan undgår vi bureaukrati?", "Ved at vise tillid til hinanden."),
        Exchange("2", "Hvorfor vokser bureaukrati i kommunen?", "Fordi tillid mangler, og tillid tager tid."),
        Exchange("3", "Er bureaukrati altid skidt?", "Nej, men tillid er bedre."),
        Exchange("4", "Hvad koster bureaukrati os?", None),
        Exchange("5", "Mere bureaukrati, tak.", "  "),
        Exchange("6", "Hvordan måler man bureaukrati?", "Man måler tillid i stedet for."),
    ]
    found = dialogue(pairs)
    assert (found.questions, found.answers) == (6, 4)
    assert found.forms == {Form.OPEN: 4, Form.CLOSED: 1, Form.OTHER: 1}
    assert found.kinds == {Kind.MANNER: 2, Kind.CAUSE: 1, Kind.SUBSTANTIVE: 1}
    assert [(word.word, word.tokens, word.texts, word.elsewhere) for word in found.question_words] == [
        ("bureaukrati", 6, 6, 0)
    ]
    assert [(word.word, word.tokens, word.texts, word.elsewhere) for word in found.answer_words] == [
        ("tillid", 5, 4, 0)
    ]
    assert [(met.question, met.answer, met.pairs) for met in found.met] == [(0, 0, 4)]
    assert found.tests == 2  # only words used five times on both sides together
    assert found.question_words[0].beyond_chance
    assert (found.question_length, found.answer_length) == (4, 6)


def test_one_text_that_repeats_a_word_does_not_make_it_telling() -> None:
    pairs = [
        Exchange("1", "Penge penge penge penge penge penge?", "Ja."),
        Exchange("2", "Hvem?", "Naboen ved det nok."),
    ]
    assert dialogue(pairs).question_words == ()


def test_no_answers_and_no_questions() -> None:
    alone = dialogue([Exchange("1", "Hvem?")])
    assert (alone.answers, alone.answer_length, alone.tests) == (0, None, 0)
    assert dialogue([]).question_length is None


def test_words_that_somebody_left_out_are_neither_listed_nor_tested() -> None:
    pairs = [Exchange(str(n), "Hvad er bureaukrati?", "Det er tillid.") for n in range(5)]
    assert dialogue(pairs).tests == 2
    found = dialogue(pairs, left_out=["tillid"])
    assert (found.tests, found.answer_words) == (1, ())
