from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Span
from depeche.web.analysis import spans

TEXTS = st.text(alphabet="aæøå 👩\r\n.e\u0301", max_size=40)


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    places = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    return text, [Span(min(a, b), max(a, b)) for a, b in places if a != b]


@given(text_and_spans(), text_and_spans())
def test_pieces_joined_with_their_breaks_are_the_text(
    one: tuple[str, list[Span]], other: tuple[str, list[Span]]
) -> None:
    text, marked = one
    out = [span for span in other[1] if span.end <= len(text)]
    shown = spans.pieces(text, marked, out)
    assert "".join(piece.text + ("\n" if piece.breaks else "") for piece in shown) == spans.BREAK.sub("\n", text)
    for piece in shown:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        if piece.text:
            inside = any(span.start <= piece.start and piece.start + len(piece.text) <= span.end for span in marked)
            assert piece.marked == inside


@given(text_and_spans())
def test_merged_spans_cover_the_same_places_and_do_not_overlap(drawn: tuple[str, list[Span]]) -> None:
    _text, found = drawn
    joined = spans.merged(found)
    assert {at for span in found for at in range(span.start, span.end)} == {
        at for span in joined for at in range(span.start, span.end)
    }
    assert all(a.end <= b.start for a, b in pairwise(joined))


@given(text_and_spans())
def test_gaps_and_kept_spans_make_up_the_text(drawn: tuple[str, list[Span]]) -> None:
    text, found = drawn
    kept = spans.merged(found)
    left = spans.gaps(kept, len(text))
    places = sorted(at for span in (*kept, *left) for at in range(span.start, span.end))
    assert places == (list(range(len(text))) if kept else [])


def test_a_phrase_is_found_over_line_breaks_and_not_across_other_words() -> None:
    text = "Vi ser\r\n  borgeren som menneske."
    assert spans.find(text, "ser borgeren") == Span(3, 18)
    assert text[3:18] == "ser\r\n  borgeren"
    assert spans.find(text, "ser menneske") is None
    assert spans.find(text, "   ") is None


def test_the_first_piece_of_each_omission_bears_the_mark() -> None:
    text = "en to tre fire fem"
    shown = spans.pieces(text, [Span(6, 9)], [Span(3, 9), Span(15, 18)])
    assert [(piece.text, piece.first_out) for piece in shown if piece.out] == [
        ("to ", True),
        ("tre", False),
        ("fem", True),
    ]
