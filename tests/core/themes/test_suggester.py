"""Small cases that can be followed by hand."""

from __future__ import annotations

from depeche.core.themes import Suggester, TextIndex, ThemeCard

TEXTS = (
    "Hvordan får vi borgerne med i udviklingen?",
    "Er der tillid nok mellem ledere og politikere?",
    "Hvordan inddrager I borgere og pårørende?",
    "Hvad gør I ved kontrol og dokumentation?",
    "Tillidsreformen: hvad blev der af den?",
)
CARDS = (
    ThemeCard("b", "Borgere", ("borger", "pårørende")),
    ThemeCard("t", "Tillid", ("tillid", "kontrol")),
)


def test_cue_words_sort_before_any_example() -> None:
    model = Suggester(TextIndex.build(TEXTS), CARDS, {})
    assert [model.suggest(row, most=1)[0].theme for row in range(5)] == ["b", "t", "b", "t", "t"]


def test_the_words_that_speak_are_those_of_the_text() -> None:
    model = Suggester(TextIndex.build(TEXTS), CARDS, {})
    assert model.suggest(2)[0].words[:2] == ("pårørende", "borgere")
    assert "Tillidsreformen" in model.suggest(4)[0].words


def test_next_texts_are_unsorted_ones() -> None:
    model = Suggester(TextIndex.build(TEXTS), CARDS, {0: {"b"}, 1: {"t"}})
    assert sorted(model.next_texts(10)) == [2, 3, 4]


def test_texts_without_words_are_no_trouble() -> None:
    model = Suggester(TextIndex.build(["", "?", "1234"]), CARDS, {0: {"b"}})
    assert [suggestion.words for suggestion in model.suggest(1)] == [(), ()]
