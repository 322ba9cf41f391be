from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Span, text_hash
from depeche.core.quotes import GAP, Fault, Verified, verify
from depeche.core.reporting.quoting import passage_hash, quote

TEXT = "Først lytter vi. Så taler vi.\r\nTil sidst går vi hjem."  # 53 code points
texts = st.text(alphabet="aæø .\n[", max_size=40)
ranges = st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)).map(lambda ends: Span(*ends)), max_size=5)


@pytest.mark.parametrize(
    ("kept", "passage"),
    [
        ([], TEXT),
        ([Span(0, 16)], "Først lytter vi. [...]"),
        ([Span(17, 29)], "[...] Så taler vi. [...]"),
        ([Span(0, 5), Span(31, 53)], "Først [...] Til sidst går vi hjem."),
        ([Span(0, 3), Span(3, 5), Span(5, 16)], "Først lytter vi. [...]"),
        ([Span(0, 16), Span(16, 53)], "Først lytter vi. Så taler vi.\r\nTil sidst går vi hjem."),
    ],
)
def test_the_passage_is_what_is_kept_with_its_gaps(kept: list[Span], passage: str) -> None:
    found = verify(TEXT, text_hash(TEXT), kept)
    assert isinstance(found, Verified)
    assert found.passage == passage
    assert found.digest == text_hash(passage)


@pytest.mark.parametrize(
    ("text", "kept", "fault"),
    [
        (TEXT.replace("\r\n", "\n"), [], Fault.CHANGED),
        (TEXT + " ", [Span(0, 5)], Fault.CHANGED),
        (TEXT, [Span(0, 54)], Fault.RANGES),
        (TEXT, [Span(-1, 5)], Fault.RANGES),
        (TEXT, [Span(5, 5)], Fault.RANGES),
        (TEXT, [Span(6, 12), Span(0, 5)], Fault.RANGES),
        (TEXT, [Span(0, 12), Span(6, 16)], Fault.RANGES),
        (TEXT, [Span(16, 17), Span(29, 31)], Fault.NOTHING),
    ],
)
def test_what_may_not_be_printed_says_why(text: str, kept: list[Span], fault: Fault) -> None:
    assert verify(text, text_hash(TEXT), kept) is fault


def test_an_empty_text_is_no_quote() -> None:
    assert verify(" \n", text_hash(" \n"), []) is Fault.NOTHING


@given(texts, ranges)
def test_every_piece_stands_in_the_text_in_order_and_nothing_else_is_printed(text: str, kept: list[Span]) -> None:
    found = verify(text, text_hash(text), kept)
    in_order = all(span.start < span.end for span in kept) and all(a.end <= b.start for a, b in pairwise(kept))
    within = all(span.start >= 0 and span.end <= len(text) for span in kept)
    if not (in_order and within):
        assert found is Fault.RANGES
        return
    words = "".join("".join(text[span.start : span.end].split()) for span in kept or [Span(0, len(text))])
    if not words:
        assert found is Fault.NOTHING
        return
    assert isinstance(found, Verified)
    at = 0
    for piece in found.pieces:
        at = text.index(piece, at) + len(piece)
    assert "".join("".join(found.pieces).split()) == words
    assert found.passage.count(GAP) - sum(piece.count(GAP) for piece in found.pieces) <= len(kept) + 1


@given(texts, ranges)
def test_the_passage_reads_as_the_report_prints_it(text: str, kept: list[Span]) -> None:
    found = verify(text, text_hash(text), kept)
    if isinstance(found, Verified):
        assert "".join(found.passage.split()) == "".join(quote("1/q", text, kept).text.split())
        assert passage_hash(quote("1/q", text, kept, (Span(2, 5),)), text) == found.digest


@given(texts, ranges, st.integers(0, 39), st.characters(codec="utf-8"))
def test_a_changed_letter_is_always_seen(text: str, kept: list[Span], place: int, letter: str) -> None:
    changed = text[:place] + letter + text[place + 1 :]
    assert (verify(changed, text_hash(text), kept) is Fault.CHANGED) == (changed != text)
