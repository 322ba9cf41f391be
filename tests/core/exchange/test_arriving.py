from __future__ import annotations

import pytest

from depeche.core.corpus import Material, Span
from depeche.core.exchange import (
    Case,
    Code,
    Coding,
    ExchangeError,
    Lost,
    Made,
    Note,
    Project,
    Read,
    Selection,
    TextSource,
    Value,
    Wrong,
    arrival_of,
)
from depeche.core.exchange import words as own
from depeche.core.exchange.cutting import LONGEST, passages

TEXT = "Ordet er frit.\nSamme afsnit.\n\n  Det andet handler om tid.  \n\n\n"


def coding(code: str) -> Coding:
    return Coding(f"coding-{code}", code, Made("u"))


def project(
    *sources: TextSource, codes: tuple[Code, ...] = (Code("a", "Tillid"), Code("b", "Tid")), **more: object
) -> Read:
    return Read(Project("Interviews", "Et andet program", sources=sources, codes=codes, **more))  # type: ignore[arg-type] # told by name


def select(start: int, end: int, *codes: str, **more: object) -> Selection:
    return Selection("s", start, end, codings=tuple(map(coding, codes)), **more)  # type: ignore[arg-type] # as above


def test_paragraphs_are_divided_by_empty_lines_else_by_line() -> None:
    assert [TEXT[span.start : span.end] for span in passages(TEXT)] == [
        "Ordet er frit.\nSamme afsnit.",
        "Det andet handler om tid.",
    ]
    assert len(passages("a\nb\nc")) == 3
    assert passages(" \n ") == ()


def test_a_paragraph_without_end_is_cut_where_a_sentence_ends() -> None:
    text = ("Ord " * 20 + "slut. ") * 300
    found = passages(text)
    assert all(span.end - span.start <= LONGEST for span in found)
    assert all(text[span.start : span.end].endswith("slut.") for span in found)
    assert "".join(text[span.start : span.end] for span in found).replace(" ", "") == text.replace(" ", "")
    assert [span.end - span.start for span in passages("x" * (LONGEST + 5))] == [LONGEST, 5]


def test_a_passage_is_in_the_theme_of_every_code_that_touches_it() -> None:
    start = TEXT.index("Samme")
    source = TextSource("1", "Interview 1", TEXT, selections=(select(start, TEXT.index("andet") + 5, "a"),))
    arrival = arrival_of(project(source))
    assert arrival.texts is not None
    first, second = arrival.texts.pairs
    assert (first.id, second.id) == ("1.1", "1.2")
    assert first.themes == second.themes == ("Tillid",)
    assert [first.question[span.start : span.end] for span in first.highlights_question] == ["Samme afsnit."]
    assert [second.question[span.start : span.end] for span in second.highlights_question] == ["Det andet"]
    assert arrival.texts.sources[0].material is Material.INTERVIEW
    assert dict(arrival.lost) == {Lost.CODERS: 1, Lost.SPANS: 2}


def test_a_passage_coded_whole_needs_no_highlight() -> None:
    source = TextSource("1", "x", TEXT, selections=(select(0, TEXT.index("Det"), "a", "b"), select(14, 15, "b")))
    arrival = arrival_of(project(source))
    assert arrival.texts is not None
    assert arrival.texts.pairs[0].themes == ("Tillid", "Tid")
    assert arrival.highlights == 0
    assert arrival.codings == 2
    assert dict(arrival.lost)[Lost.NO_PLACE] == 1  # nothing but a line break was coded


def test_a_code_on_a_whole_text_is_one_on_each_passage() -> None:
    arrival = arrival_of(project(TextSource("1", "x", TEXT, codings=(coding("b"),))))
    assert arrival.texts is not None
    assert [pair.themes for pair in arrival.texts.pairs] == [("Tid",), ("Tid",)]
    assert dict(arrival.lost)[Lost.WHOLE] == 1


@pytest.mark.parametrize(("apart", "titles"), [(True, ["A", "B"]), (False, ["Interviews"])])
def test_each_text_or_all_are_a_source(titles: list[str], *, apart: bool) -> None:
    arrival = arrival_of(project(TextSource("1", "A", "Et."), TextSource("2", "B", "To.")), apart=apart)
    assert arrival.texts is not None
    assert [source.title for source in arrival.texts.sources] == titles
    assert [pair.id for pair in arrival.texts.pairs] == ["1.1", "2.1"]


def test_deep_codes_keep_their_path_and_names_are_met_once() -> None:
    deep = Code("d", "Dybt", codes=(Code("e", "Dybere"),))
    codes = (
        Code("a", "Tillid", codes=(Code("b", "Ro", codes=(deep,)), Code("c", "Tid"))),
        Code("f", "tid"),
        Code("g", "TID"),
    )
    arrival = arrival_of(project(TextSource("1", "x", "Et.", selections=(select(0, 2, "e"),)), codes=codes))
    assert [(theme.name, theme.parent) for theme in arrival.themes] == [
        ("Tillid", ""),
        ("Ro", "Tillid"),
        ("Ro / Dybt", "Tillid"),
        ("Ro / Dybt / Dybere", "Tillid"),
        ("Tid", "Tillid"),
        ("tid (2)", ""),
        ("TID (3)", ""),
    ]
    assert arrival.texts is not None
    assert arrival.texts.pairs[0].themes == ("Ro / Dybt / Dybere",)
    assert dict(arrival.lost)[Lost.DEPTH] == 2
    assert dict(arrival.lost)[Lost.RENAMED] == 2


def test_our_own_codes_are_no_themes_wherever_they_stand() -> None:
    marks = Code(own.MARKS_CODE, "Depeche: mærker", codes=(Code(own.QUOTE_CODE, "Citat"), Code("a", "Nyt")))
    moved = Code("b", "Flyttet", codes=(Code(own.HIGHLIGHT_CODE, "Fremhævet", codes=(Code("c", "Under"),)),))
    arrival = arrival_of(project(codes=(marks, moved)))
    assert [(theme.name, theme.parent) for theme in arrival.themes] == [
        ("Nyt", ""),
        ("Flyttet", ""),
        ("Under", "Flyttet"),
    ]


def test_names_and_definitions_that_are_too_long() -> None:
    codes = (Code("a", "n" * 200, "d" * 3000), Code("b", "  To \n ord "), Code("c", " "))
    long, spaced, bare = arrival_of(project(codes=codes)).themes
    assert (len(long.name), len(long.definition), long.memo) == (120, 2000, "d" * 3000)
    assert (spaced.name, bare.name) == ("To ord", "?")


def test_memos_stand_beside_their_theme_or_together() -> None:
    notes = (Note("n1", "Om tillid", "Første."), Note("n2", "Dagbog", "Anden."), Note("n3", "Tom", " "))
    codes = (Code("a", "Tillid", notes=("n1",)),)
    source = TextSource("1", "x", "Et.", selections=(select(0, 2, description="Se her", name="Et"),))
    arrival = arrival_of(project(source, codes=codes, notes=notes))
    assert arrival.themes[0].memo == "Første."
    assert arrival.memo == "Dagbog\nAnden.\n\nEt\nSe her"
    assert dict(arrival.lost)[Lost.MEMOS] == 2
    assert dict(arrival.lost)[Lost.MEMO_PLACES] == 1
    assert arrival.texts is not None
    assert arrival.texts.pairs[0].highlights_question == (Span(0, 2),)


def test_what_has_no_place_is_counted() -> None:
    source = TextSource("1", "x", "Et.", values=(Value("alder", "40"),), selections=(select(0, 2, "ukendt"),))
    read = project(source, TextSource("2", "tom", " \n"), cases=(Case("k", "Anna"),))
    assert dict(arrival_of(read).lost) == {
        Lost.EMPTY_TEXT: 1,
        Lost.UNKNOWN_CODE: 1,
        Lost.CASES: 1,
        Lost.VARIABLES: 1,
        Lost.CODERS: 1,
        Lost.SPANS: 1,
    }


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(ExchangeError) as error:
        arrival_of(project(codes=()))
    assert error.value.wrong is Wrong.NOTHING


@pytest.mark.parametrize(
    ("most", "what"), [("arriving_themes.MOST_THEMES", "codes"), ("arriving_texts.MOST_TEXTS", "passages")]
)
def test_more_than_can_be_worked_with_is_refused(monkeypatch: pytest.MonkeyPatch, most: str, what: str) -> None:
    monkeypatch.setattr(f"depeche.core.exchange.{most}", 1)
    with pytest.raises(ExchangeError, match=what):
        arrival_of(project(TextSource("1", "x", TEXT)))
