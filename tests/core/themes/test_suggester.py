"""Small cases that can be followed by hand."""

from __future__ import annotations

import numpy as np
import pytest

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
    assert model.suggest(4)[0].words == ("Tillidsreformen",)


def test_a_cue_word_of_several_words_is_met_by_all_of_them_best() -> None:
    index = TextIndex.build(("Kunstig intelligens i sagerne", "Kunstig græsplæne på stadion", "Kaffe og brød"))
    model = Suggester(index, (ThemeCard("d", "", ("kunstig intelligens",)), ThemeCard("k", "", ("kaffe",))), {})
    scores = model.scores[:, 0]
    assert scores[0] > scores[1] > scores[2]


def test_a_word_of_the_same_field_speaks_for_a_cue_word() -> None:
    index = TextIndex.build(("Er der kroner nok?", "Hvem bestemmer hos jer?"))
    model = Suggester(index, (ThemeCard("p", "", ("budget",)), ThemeCard("l", "", ("råderum",))), {})
    assert [model.suggest(row, most=1)[0].theme for row in (0, 1)] == ["p", "l"]
    assert model.suggest(0)[0].words == ("kroner",)


def test_examples_teach_what_no_cue_word_says() -> None:
    texts = ("Cykelstien langs åen", "Cykelstier i byen", "Svømmehal og gymnastik", "Gymnastik for ældre")
    cards = (ThemeCard("v", ""), ThemeCard("i", ""))
    model = Suggester(TextIndex.build(texts), cards, {0: {"v"}, 2: {"i"}})
    assert model.suggest(1, most=1)[0].theme == "v"
    assert model.suggest(1)[0].words[0] == "Cykelstier"
    assert model.suggest(3)[0].theme == "i"


def test_many_examples_overrule_a_cue_word() -> None:
    texts = tuple(f"Kaffe på kontoret og møde nummer {letter}" for letter in "abcdefghij")
    cards = (ThemeCard("k", "", ("kaffe",)), ThemeCard("m", "", ("te",)))
    index = TextIndex.build(texts)
    assert Suggester(index, cards, {}).suggest(9, most=1)[0].theme == "k"
    assert Suggester(index, cards, {row: {"m"} for row in range(9)}).suggest(9, most=1)[0].theme == "m"


def test_a_text_in_two_themes_teaches_both() -> None:
    index = TextIndex.build(("Sne og is", "Sne i morgen", "Sol og sommer"))
    cards = (ThemeCard("a", ""), ThemeCard("b", ""), ThemeCard("c", ""))
    scores = Suggester(index, cards, {0: {"a", "b"}, 2: {"c"}}).scores[1]
    assert scores[0] == pytest.approx(scores[1])
    assert scores[0] > scores[2]


def test_without_cards_words_or_texts_there_is_no_trouble() -> None:
    empty = TextIndex.build(())
    assert Suggester(empty, CARDS, {}).next_texts() == ()
    assert empty.duplicates() == ()
    bare = TextIndex.build(("", "?", "1234"))
    assert [one.words for one in Suggester(bare, CARDS, {0: {"b"}}).suggest(1)] == [(), ()]
    assert Suggester(bare, (), {}).suggest(1) == ()
    assert Suggester(bare, (), {}).next_texts() == (0, 1, 2)


def test_themes_that_are_gone_teach_nothing_and_rows_that_are_not_there_are_refused() -> None:
    index = TextIndex.build(TEXTS)
    assert np.array_equal(Suggester(index, CARDS, {0: {"gone"}}).scores, Suggester(index, CARDS, {}).scores)
    with pytest.raises(ValueError, match="row 9; there are rows 0 to 4"):
        Suggester(index, CARDS, {9: {"b"}})
    with pytest.raises(ValueError, match="same id"):
        Suggester(index, (CARDS[0], CARDS[0]), {})


def test_next_texts_are_unsorted_ones_and_one_of_each_kind_first() -> None:
    assert sorted(Suggester(TextIndex.build(TEXTS), CARDS, {0: {"b"}, 1: {"t"}}).next_texts(10)) == [2, 3, 4]
    alike = (
        *("Hvordan passer vi på skovens gamle træer?",) * 4,
        *("Hvornår åbner svømmehallen for børnene?",) * 4,
    )
    batch = Suggester(TextIndex.build(alike), CARDS, {}).next_texts(2)
    assert {row // 4 for row in batch} == {0, 1}


def test_cue_words_are_those_of_the_theme_and_not_of_the_others() -> None:
    texts = (
        "Skoven og de gamle træer",
        "Gamle træer i parken",
        "Parkens træer og bænke",
        "Gamle huse i byen",
        "Huse og veje",
        "Veje og gamle broer",
    )
    labels = {row: {"t" if row < 3 else "h"} for row in range(6)}
    model = Suggester(TextIndex.build(texts), (ThemeCard("t", "Natur"), ThemeCard("h", "Byen", ("vej",))), labels)
    assert model.cue_words("t") == ("træ", "park")
    assert model.cue_words("h") == ("hus",)  # byen is the name, vej is there already
    assert Suggester(model.index, model.cards, {}).cue_words("t") == ()


def test_a_part_that_several_compounds_share_is_proposed() -> None:
    texts = ("Budgetmøde på mandag", "Budgetplanen er klar", "Skolen lukker", "En skole ved vandet")
    labels = {0: {"p"}, 1: {"p"}, 2: {"s"}, 3: {"s"}}
    model = Suggester(TextIndex.build(texts), (ThemeCard("p", ""), ThemeCard("s", "")), labels)
    assert model.cue_words("p") == ("budget",)


def test_quotes_are_taken_from_the_middle_and_from_the_edges() -> None:
    texts = ("Sne, is og frost", "Sne, is og kulde", "Sne, is og slud", "Varmepumpen larmer", "Sol")
    model = Suggester(TextIndex.build(texts), (ThemeCard("v", ""),), {row: {"v"} for row in range(4)})
    assert set(model.representative("v", 3)) == {0, 1, 2}
    assert model.contrasting("v", 2)[0] == 3
    assert model.representative("v", 9)[-1] == 3
    assert Suggester(model.index, model.cards, {}).representative("v") == ()
    assert Suggester(model.index, model.cards, {}).contrasting("v") == ()
