from __future__ import annotations

import unicodedata

import pytest

from depeche.core.reporting import Evidence, resolved
from depeche.core.reporting.prose import block_quotes, compile_prose, find_quote, marked_quotes
from tests.core.reporting.corpora import GATE, GATE_ANSWER, one, small


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence(small())


def test_references_are_computed_and_set_in(evidence: Evidence) -> None:
    prose = compile_prose(
        "{{questions}} i alt, {{ theme:Haven:låger }} om låger, {{word:båd:havn}} gange båd.", evidence
    )
    assert resolved(prose, "da") == "7 i alt, 2 om låger, 3 gange båd."


def test_an_unknown_reference_stays_as_written(evidence: Evidence) -> None:
    prose = compile_prose("{{questions:skoven}} og {{nonsens}} og {{theme:have:både og mere}}", evidence)
    assert resolved(prose, "da") == "{{questions:skoven}} og {{nonsens}} og {{theme:have:både og mere}}"
    assert prose.figures == ()


def test_nothing_is_set_into_a_quote() -> None:
    prose = compile_prose(
        "> Skriv {{questions}} i feltet\n\n{{questions}}", Evidence(one("Skriv {{questions}} i feltet"))
    )
    assert resolved(prose, "da") == "> Skriv {{questions}} i feltet\n\n1"
    assert prose.quotes[0].found is not None


@pytest.mark.parametrize(
    ("quoted", "unit"),
    [
        ("Den mangler olie.", "g2/a"),
        ("Hvem låser lågen, når vagten er gået hjem? Og hvem låser den op igen?", "g1/q"),
        ("Det gør naboen. [...] Spørg hende selv.", "g1/a"),
        ("Det gør naboen. […] Spørg hende selv.", "g1/a"),
        ("[...] lågen har aldrig stået åben [...]", "g1/a"),
        ("“Den mangler olie.”", "g2/a"),
        ("Den **mangler** olie.", "g2/a"),
        (unicodedata.normalize("NFD", "lågen har aldrig stået åben"), "g1/a"),
    ],
)
def test_a_verbatim_quote_is_found(evidence: Evidence, quoted: str, unit: str) -> None:
    found = find_quote(quoted, evidence)
    assert found is not None
    assert found.unit == unit
    text = evidence.unit(unit)
    assert text is not None
    assert all(text[piece.start : piece.end] == piece.text for piece in found.pieces)


@pytest.mark.parametrize(
    "quoted",
    [
        "Den mangler fedt.",
        "Spørg hende selv. [...] Det gør naboen.",  # the other way about
        "Det gør naboen. Spørg hende selv.",  # the trim is not marked
        "Den mangler olie. [...] Foreningen ejer båden.",  # of two units
        "[...]",
        "",
    ],
)
def test_what_is_not_verbatim_is_not_found(evidence: Evidence, quoted: str) -> None:
    assert find_quote(quoted, evidence) is None


def test_a_decomposed_source_is_found_by_composed_words() -> None:
    source = unicodedata.normalize("NFD", "Gå på græs i Århus å")
    found = find_quote("på græs i Århus", Evidence(one(source)))
    assert found is not None
    assert unicodedata.normalize("NFC", found.pieces[0].text) == "på græs i Århus"
    assert source[found.pieces[0].start : found.pieces[0].end] == found.pieces[0].text


def test_block_quotes_with_lazy_lines_and_in_lists() -> None:
    text = "> første\ndoven linje\n\nmellem\n\n- > i en liste\n\n>> dobbelt"
    assert block_quotes(text) == ("første doven linje", "i en liste", "dobbelt")


def test_short_words_in_marks_are_terms() -> None:
    assert marked_quotes('Ordet "krydspres" går igen; "hvem låser lågen efter lukketid" gør ikke.') == (
        "hvem låser lågen efter lukketid",
    )


def test_offsets_count_in_the_original() -> None:
    found = find_quote("hjem? Og hvem", Evidence(small()))
    assert found is not None
    assert found.pieces[0].text == "hjem?\r\nOg hvem"
    assert (found.length, found.unit) == (len(GATE), "g1/q")
    assert GATE_ANSWER.isprintable()


WORDS = "Vi spørger først og svarer bagefter"


@pytest.mark.parametrize("marks", ["“”", "””", "„“", '""', "»«", "«»", "»»", "‘’", "‚‘", "›‹", "''"])
def test_quotes_are_known_by_whatever_marks_they_stand_in(marks: str) -> None:
    assert marked_quotes(f"Én skrev: {marks[0]}{WORDS}{marks[1]}, og det er mange enige i.") == (WORDS,)


def test_a_line_may_break_in_a_quote_and_a_paragraph_may_not() -> None:
    broken = WORDS.replace("først ", "først\n")
    assert marked_quotes(f"Én skrev “{broken}” her.") == (WORDS,)
    assert marked_quotes("Et tegn “ står\n\nalene her, og et andet ” der.") == ()
    assert marked_quotes("- Et tegn “ står alene\n- og et andet i næste ” punkt.") == ()


def test_single_marks_inside_a_quote_and_apostrophes_make_no_quote_of_their_own() -> None:
    inner = "Vi siger ‘nu er det på tide’ og svarer"
    assert marked_quotes(f"Én skrev “{inner}”.") == (inner,)
    assert marked_quotes("Det er Jens' hus og Lis' have, og det er vist alles' ansvar.") == ()
    assert marked_quotes("‘Det er byens’s sag og ikke vores’ stod der.") == ("Det er byens’s sag og ikke vores",)


def test_terms_in_marks_are_no_quotes() -> None:
    assert marked_quotes("Ordet ‘krydspres’ og »den gode samtale« går igen.") == ()
