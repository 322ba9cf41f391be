"""Texts are invented; the faults are those that people and language models make."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Span
from depeche.core.quotes import Run, locate

TEXTS = (
    "Hvordan kan vi som ledere turde sige højt, at vi ikke kender svaret?",
    "Ved at lytte først.\r\nSå spørger vi igen, og først derefter beslutter vi os.",
    "Hvem skal gå forrest, når budgettet skæres, og hvem bærer ansvaret bagefter?",
    "Jeg tror på korte møder. Og på lange gåture.",
)


def stands(row: int, span: Span | None) -> str:
    assert span is not None
    return TEXTS[row][span.start : span.end]


@pytest.mark.parametrize(
    ("pasted", "row", "words"),
    [
        ("turde sige højt", 0, ["turde sige højt"]),
        ("  “turde  sige\nhøjt” ", 0, ["turde sige højt"]),
        ("Ved at lytte først. Så spørger vi igen", 1, ["Ved at lytte først.\r\nSå spørger vi igen"]),
        (
            "Hvem skal gå forrest [...] bærer ansvaret bagefter?",
            2,
            ["Hvem skal gå forrest", "bærer ansvaret bagefter?"],
        ),
        ("[…] på lange gåture. […]", 3, ["på lange gåture."]),
        (unicodedata.normalize("NFD", "går, på"), 3, []),
        (unicodedata.normalize("NFD", "gå forrest, når"), 2, ["gå forrest, når"]),
    ],
)
def test_what_stands_word_for_word_is_found_by_its_offsets(pasted: str, row: int, words: list[str]) -> None:
    found = locate(pasted, TEXTS)
    if not words:
        assert found is None or not found.verbatim
        return
    assert found is not None
    assert found.verbatim
    assert found.row == row
    assert [stands(row, part.span) for part in found.parts] == words


def test_parts_in_the_wrong_order_are_not_verbatim() -> None:
    found = locate("bærer ansvaret bagefter? [...] Hvem skal gå forrest", TEXTS)
    assert found is not None
    assert (found.row, found.verbatim) == (2, False)


def test_the_nearest_passage_comes_with_every_word_that_differs() -> None:
    found = locate("Hvordan kan vi ledere turde sige det højt, at vi ikke ved svaret?", TEXTS)
    assert found is not None
    assert not found.verbatim
    assert found.row == 0
    assert found.parts[0].runs == (
        Run("Hvordan kan vi", "Hvordan kan vi"),
        Run("", "som"),
        Run("ledere turde sige", "ledere turde sige"),
        Run("det", ""),
        Run("højt, at vi ikke", "højt, at vi ikke"),
        Run("ved", "kender"),
        Run("svaret?", "svaret?"),
    )
    assert stands(0, found.parts[0].span) == TEXTS[0]
    assert found.likeness == pytest.approx(2 * 11 / (13 + 13))


def test_case_and_marks_are_a_difference_though_the_word_is_the_same() -> None:
    found = locate("Turde sige højt: at vi ikke kender svaret", TEXTS)
    assert found is not None
    assert not found.verbatim
    assert [run for run in found.parts[0].runs if not run.same] == [
        Run("Turde", "turde"),
        Run("højt:", "højt,"),
        Run("svaret", "svaret?"),
    ]


def test_what_was_made_up_after_a_true_beginning_is_shown_as_made_up() -> None:
    found = locate("Jeg tror på korte møder og på at spise frokost sammen", TEXTS)
    assert found is not None
    assert found.row == 3
    assert stands(3, found.parts[0].span) == "Jeg tror på korte møder. Og på"
    assert found.parts[0].runs[-1] == Run("at spise frokost sammen", "")


def test_a_part_nothing_like_which_stands_there_has_no_place() -> None:
    found = locate("Jeg tror på korte møder. [...] xylofoner [...] lange gåture.", TEXTS)
    assert found is not None
    assert not found.verbatim
    assert [part.span is None for part in found.parts] == [False, True, False]
    assert found.parts[1].runs == (Run("xylofoner", ""),)


def test_nothing_near_is_nothing() -> None:
    assert locate("Kvantefelter vibrerer uafbrudt", TEXTS) is None
    assert locate(" [...] ", TEXTS) is None
    assert locate("ledere", ()) is None


def test_a_combining_mark_with_nothing_before_it_is_no_word() -> None:
    assert locate("\u0301", (".\u0301",)) is None
    found = locate("\u0301 ledere", ("Kære ledere",))
    assert found is not None
    assert found.verbatim


def test_the_same_words_elsewhere_are_told() -> None:
    found = locate("Tak for svaret.", ("Tak for svaret.", "Nej.", "Hej. Tak for svaret."))
    assert found is not None
    assert (found.row, found.others) == (0, (2,))


@given(st.integers(0, 3), st.integers(0, 75), st.integers(3, 60))
def test_any_stretch_of_a_text_is_found_verbatim(row: int, start: int, length: int) -> None:
    words = TEXTS[row][start : start + length]
    found = locate(words, TEXTS)
    if words.strip(" \r\n?.,"):
        assert found is not None
        assert found.verbatim


@given(st.text(alphabet="abæ [].\n…\u0301“", max_size=40), st.lists(st.text(alphabet="abæ .\n\u0301", max_size=30)))
def test_whatever_is_pasted_verbatim_parts_stand_and_runs_tell_all(pasted: str, texts: list[str]) -> None:
    found = locate(pasted, texts)
    if found is None:
        return
    assert 0 < found.likeness <= 1
    at = 0
    for part in found.parts:
        if part.span is not None:
            assert at <= part.span.start < part.span.end <= len(texts[found.row])
            at = part.span.end
        assert any(run.pasted or run.stands for run in part.runs)
    if found.verbatim:
        composed = [unicodedata.normalize("NFC", texts[found.row][span.start : span.end]) for span in found.spans]
        assert [" ".join(words.split()) for words in composed] == [
            " ".join(part.runs[0].pasted.split()) for part in found.parts
        ]
