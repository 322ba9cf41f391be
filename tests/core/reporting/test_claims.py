from __future__ import annotations

from dataclasses import replace

import pytest

from depeche.core.corpus import Corpus, Pair
from depeche.core.errors import ClaimError
from depeche.core.reporting import Claim, Fault, Report, ReportTexts, build_report, check_claims, verify
from depeche.core.reporting.model import Background, Comparison, ThemeShares, Verdict
from depeche.core.reporting.values import Piece
from tests.core.reporting.corpora import pages, small, with_body


def _build(corpus: Corpus | None = None, **slots: str) -> Report:
    return build_report(
        corpus or small(), ReportTexts(slots={name.replace("__", ":"): text for name, text in slots.items()}), "da"
    )


def _faults(report: Report, corpus: Corpus | None = None) -> list[tuple[Fault, str]]:
    return [(claim.fault, claim.section) for claim in check_claims(report, corpus or small())]


def _with_pair(corpus: Corpus, changed: Pair) -> Corpus:
    return replace(corpus, pairs=tuple(changed if pair.id == changed.id else pair for pair in corpus.pairs))


def test_a_report_as_built_claims_nothing_it_cannot_carry() -> None:
    assert _faults(_build()) == []


def test_a_changed_answer_orphans_its_quote() -> None:
    corpus = small()
    changed = _with_pair(corpus, replace(corpus.pairs[1], answer="Den mangler fedt."))
    claims = check_claims(_build(corpus), changed)
    assert (Fault.QUOTE, "Haven · låger", "Den mangler olie.") in [
        (claim.fault, claim.section, claim.sentence) for claim in claims
    ]


def test_a_change_outside_the_quoted_words_is_seen_too() -> None:
    corpus = small()
    changed = _with_pair(corpus, replace(corpus.pairs[0], answer=f"{corpus.pairs[0].answer} PS."))
    assert (Fault.QUOTE, "Haven · låger") in _faults(_build(corpus), changed)


def test_a_forged_word_is_seen_although_the_hash_is_right() -> None:
    report = _build()
    section = pages(report, "havn")[0]
    quote = section.pairs[0].question
    forged = replace(quote, pieces=(Piece(0, 16, "Hvem ejer huset?"),))
    pair = replace(section.pairs[0], question=forged)
    changed = with_body(report, section, replace(section, pairs=(pair,)))
    assert (Fault.QUOTE, "Havnen · både") in _faults(changed)


def test_a_pair_that_has_gone_is_seen() -> None:
    corpus = small()
    fewer = replace(corpus, pairs=tuple(pair for pair in corpus.pairs if pair.id != "h1"))
    faults = _faults(_build(corpus), fewer)
    assert (Fault.PLACE, "Havnen · både") in faults
    assert (Fault.QUOTE, "Havnen · både") in faults
    assert (Fault.FIGURE, "Havnen") in faults


def test_a_pair_under_another_theme_is_out_of_place() -> None:
    corpus = small()
    moved = _with_pair(corpus, replace(corpus.pairs[4], theme="frugt", themes=()))
    assert (Fault.PLACE, "Havnen · både") in _faults(_build(corpus), moved)


def test_a_number_that_no_longer_holds_is_named_with_both_values() -> None:
    corpus = small()
    more = replace(corpus, pairs=(*corpus.pairs, Pair("h9", "Hvor er årerne?", None, "havn", "både")))
    claims = check_claims(_build(corpus, why="Der er {{questions:havn}} spørgsmål om havnen."), more)
    found = [claim for claim in claims if claim.sentence == "{{questions:havn}}"]
    assert found == [Claim(Fault.FIGURE, "Baggrund", "{{questions:havn}}", "3", "4", "s-baggrund")]
    assert "rapporten siger 3, kilden giver 4" in found[0].describe("da")
    assert "the report says 3, the source gives 4" in found[0].describe("en")


def test_a_forged_number_is_seen() -> None:
    report = _build()
    shares = report.bodies(ThemeShares)[0]
    row = shares.themes[0]
    forged = replace(row, questions=replace(row.questions, value=99))
    changed = with_body(report, shares, replace(shares, themes=(forged, *shares.themes[1:])))
    assert (Fault.FIGURE, "Haven") in _faults(changed)


def test_a_forged_verdict_is_seen() -> None:
    boats = tuple(Pair(f"x{at}", "Hvem ejer båden?", "Ingen.", "havn") for at in range(8))
    corpus = replace(small(), pairs=(*small().pairs, *boats))
    report = _build(corpus)
    comparison = report.bodies(Comparison)[0]
    assert comparison.rows
    rows = tuple(replace(row, verdict=Verdict.SINGLE) for row in comparison.rows)
    forged = with_body(report, comparison, replace(comparison, rows=rows))
    assert (Fault.FIGURE, "Ord, der skiller: Haven · Havnen") in _faults(forged, corpus)


@pytest.mark.parametrize(
    ("markdown", "fault"),
    [
        ("> Den mangler fedt.", Fault.QUOTE),
        ("Som en skrev: “den mangler altså noget fedt”.", Fault.QUOTE),
        ("Se {{questions:skoven}}.", Fault.REFERENCE),
        ("Omkring 40 svarede.", Fault.BARE),
    ],
)
def test_the_analysts_text_is_checked_in_its_section(markdown: str, fault: Fault) -> None:
    assert _faults(_build(what=markdown)) == [(fault, "Baggrund")]
    assert _faults(_build(closing=markdown)) == [(fault, "Til videre drøftelse")]
    assert _faults(_build(source__have=markdown)) == [(fault, "Haven")]
    assert _faults(_build(theme__have__låger=markdown)) == [(fault, "Haven · låger")]


def test_the_reservation_cannot_be_taken_out() -> None:
    report = _build()
    with pytest.raises(ValueError, match="not a representative survey"):
        replace(report.method, reservation="")
    other = "Alle i landet mener det."
    background = report.bodies(Background)[0]
    assert _faults(with_body(report, background, replace(background, reservation=other))) == [
        (Fault.RESERVATION, "Baggrund")
    ]
    box = with_body(report, report.method, replace(report.method, reservation=other))
    assert _faults(box) == [(Fault.RESERVATION, "Sådan er rapporten lavet")]


def test_no_report_is_without_its_method_box() -> None:
    report = _build()
    with pytest.raises(ValueError, match="one method box"):
        replace(report, blocks=report.blocks[:-1])


def test_verify_raises_with_a_sentence_for_each_claim() -> None:
    with pytest.raises(ClaimError) as caught:
        verify(_build(why="Vi talte 12 låger. Og 13 både."), small())
    assert caught.value.claims == (
        "Baggrund: tallet 12 er hverken en henvisning eller forsynet med en kilde: ”Vi talte 12 låger.”",
        "Baggrund: tallet 13 er hverken en henvisning eller forsynet med en kilde: ”Og 13 både.”",
    )


def test_the_report_of_an_empty_question_can_be_verified() -> None:
    corpus = replace(small(), pairs=(Pair("1", "", None, "have"),))
    verify(build_report(corpus, ReportTexts(), "en"), corpus)
