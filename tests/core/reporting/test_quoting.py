from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Pair, Span, text_hash
from depeche.core.reporting.quoting import printed, quote

spans = st.lists(
    st.tuples(st.integers(-5, 60), st.integers(-5, 60)).map(lambda ends: Span(min(ends), max(ends))), max_size=6
)


def test_the_whole_text_is_one_piece() -> None:
    made = quote("1/q", "Hvem ejer båden?")
    assert [piece.text for piece in made.pieces] == ["Hvem ejer båden?"]
    assert made.digest == text_hash("Hvem ejer båden?")
    assert made.text == "Hvem ejer båden?"


def test_what_is_not_kept_is_marked_and_highlights_split() -> None:
    text = "Først dette. Så noget andet. Til sidst dette."
    made = quote("1/a", text, (Span(0, 12), Span(29, 45)), (Span(6, 11),))
    assert [(piece.text, piece.strong) for piece in made.pieces] == [
        ("Først ", False),
        ("dette", True),
        (".", False),
        ("Til sidst dette.", False),
    ]
    assert made.text == "Først dette. [...] Til sidst dette."


def test_trims_at_both_ends_are_marked() -> None:
    assert quote("1/a", "en to tre", (Span(3, 5),)).text == "[...] to [...]"


@given(st.text(max_size=50), spans, spans)
def test_pieces_are_verbatim_in_order_and_cover_what_is_kept(text: str, kept: list[Span], strong: list[Span]) -> None:
    made = quote("1/q", text, kept, strong)
    at = 0
    for piece in made.pieces:
        assert piece.start >= at
        assert text[piece.start : piece.end] == piece.text
        at = piece.end
    wanted = {place for span in kept for place in range(max(0, span.start), min(len(text), span.end))}
    shown = {place for piece in made.pieces for place in range(piece.start, piece.end)}
    assert shown == (wanted or set(range(len(text))))
    bold = {place for piece in made.pieces if piece.strong for place in range(piece.start, piece.end)}
    assert bold == shown & {place for span in strong for place in range(max(0, span.start), span.end)}


def _pairs(count: int, marked: set[int]) -> list[Pair]:
    return [
        Pair(str(at), "spørgsmål", highlights_question=(Span(0, 3),) if at in marked else ()) for at in range(count)
    ]


def test_all_are_printed_when_there_is_room() -> None:
    assert [pair.id for pair in printed(_pairs(3, set()), 3)] == ["0", "1", "2"]
    assert len(printed(_pairs(100, set()), None)) == 100


def test_highlighted_pairs_go_first_and_the_rest_is_spread() -> None:
    assert [pair.id for pair in printed(_pairs(10, {7}), 3)] == ["0", "4", "7"]


def test_even_highlighted_pairs_are_limited() -> None:
    assert len(printed(_pairs(50, set(range(50))), 12)) == 12
