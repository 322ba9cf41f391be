"""Stretches that are not printed, since somebody could be recognised by them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Pair, Span, text_hash
from depeche.core.reporting import Evidence, Report, ReportTexts, build_report, check_claims, from_json, to_json
from depeche.core.reporting.claims import Fault
from depeche.core.reporting.quoting import passage_hash, passages, quote
from depeche.core.reporting.values import Mask, Piece
from depeche.render.quotes import paragraphs
from tests.core.reporting.corpora import one, pages, small

TEXT = "Jeg spurgte Åse Holm om lågen."
NAME = (TEXT.index("Åse"), TEXT.index(" om"))


def _masked(*masks: Mask, kept: tuple[Span, ...] = ()) -> str:
    return quote("1/q", TEXT, kept, (), masks).text


def test_a_label_stands_in_the_place_of_the_words() -> None:
    assert _masked(Mask(*NAME, "[navn]")) == "Jeg spurgte [navn] om lågen."
    assert _masked(Mask(*NAME)) == "Jeg spurgte [...] om lågen."
    shown = paragraphs(quote("1/q", TEXT, masks=(Mask(*NAME, "[navn]"),)))[0]
    assert "".join(run.text for run in shown) == "Jeg spurgte [navn] om lågen."


def test_a_mask_outside_what_is_kept_leaves_no_trace() -> None:
    assert _masked(Mask(*NAME, "[navn]"), kept=(Span(0, 11),)) == "Jeg spurgte [...]"


def test_a_text_that_is_masked_whole_still_rests_on_its_unit() -> None:
    corpus = one(TEXT)
    report = build_report(corpus, ReportTexts(masks={"1/q": (Mask(0, len(TEXT), "[navn]"),)}), "da")
    assert pages(report)[0].pairs[0].question.text == "[navn]"
    assert check_claims(report, corpus) == ()


@given(st.data())
def test_pieces_and_masks_together_are_what_was_kept(data: st.DataObject) -> None:
    def spans(most: int) -> list[tuple[int, int]]:
        edge = st.integers(0, len(TEXT))
        return data.draw(st.lists(st.tuples(edge, edge), max_size=most))

    kept = [Span(start, end) for start, end in spans(2)]
    masks = [Mask(start, end, "[x]") for start, end in spans(3)]
    whole, cut = quote("1/q", TEXT, kept), quote("1/q", TEXT, kept, (), masks)
    assert passage_hash(cut, TEXT) == passage_hash(whole, TEXT)
    covered = {at for piece in cut.pieces for at in range(piece.start, piece.end)}
    covered |= {at for mask in cut.masks for at in range(mask.start, mask.end)}
    assert covered == {at for piece in whole.pieces for at in range(piece.start, piece.end)}
    hidden = {at for mask in masks for at in range(mask.start, mask.end)}
    assert all(at not in hidden for piece in cut.pieces for at in range(piece.start, piece.end))
    assert all(TEXT[piece.start : piece.end] == piece.text for piece in cut.pieces)


def _asking(granted: str) -> tuple[Report, list[Fault]]:
    corpus = replace(one(TEXT, None), sources=(replace(one(TEXT).sources[0], asks=True),))
    pair = Pair("1", TEXT, None, "a", granted_question=(text_hash(granted),))
    corpus = replace(corpus, pairs=(pair,))
    report = build_report(corpus, ReportTexts(masks={"1/q": (Mask(*NAME, "[navn]"),)}), "da")
    return report, [claim.fault for claim in check_claims(report, corpus)]


def test_an_author_who_agreed_to_more_has_agreed_to_less() -> None:
    report, faults = _asking(TEXT)
    assert faults == []
    corpus = replace(one(TEXT, None))
    assert passages(report, Evidence(corpus)) == {("1/q", text_hash(TEXT))}
    assert _asking("Noget andet.")[1] == [Fault.CONSENT]


def test_masked_words_are_nowhere_in_what_is_published() -> None:
    answer = small().pairs[1].answer or ""
    at = answer.index("olie")
    texts = ReportTexts(masks={"g2/a": (Mask(at, at + 4, "[nummer]"),)})
    report = build_report(small(), texts, "da")
    assert "[nummer]" in to_json(report)
    assert "olie" not in to_json(report)
    assert from_json(to_json(report)) == report


def test_a_forged_mask_over_words_that_are_printed_is_no_quote() -> None:
    report = build_report(small(), ReportTexts(), "da")
    page = pages(report)[0]
    quoted = page.pairs[1].question
    forged = replace(quoted, pieces=(Piece(0, 3, "Ved"),), masks=(Mask(3, quoted.length, "[navn]"),))
    changed = replace(page, pairs=(page.pairs[0], replace(page.pairs[1], question=forged)))
    blocks = tuple(replace(block, body=changed) if block.body is page else block for block in report.blocks)
    assert Fault.QUOTE in [claim.fault for claim in check_claims(replace(report, blocks=blocks), small())]


def test_a_unit_may_be_printed_without_its_group_and_a_pair_left_out() -> None:
    bare = build_report(small(), ReportTexts(bare=frozenset({"g1/q"})), "da")
    assert (pages(bare)[0].pairs[0].asker_group, pages(bare)[0].pairs[0].answerer_group) == ("", "naboer")
    cut = build_report(small(), ReportTexts(cut=frozenset({"g1"})), "da")
    assert [pair.pair for pair in pages(cut)[0].pairs] == ["g2"]
    assert check_claims(cut, small()) == ()
