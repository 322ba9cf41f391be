"""Room: what a text needs, and how it is divided over slides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.render.pptx.fit import best_size, pages, short_title, title_size
from depeche.render.pptx.measure import LINE, Kind, Para, Rect, TextRun, height, stretch_of, width

BOX = Rect(0, 0, 400, 300)
SENTENCE = "Vi begyndte med at spørge dem, der bruger stedet, og så ventede vi på et vink. "


def _para(text: str, kind: Kind = Kind.PLAIN, *, holds: bool = False) -> Para:
    return Para((TextRun(text),), kind, holds=holds)


def _text(made: list[object]) -> str:
    return "".join(para.text for page in made for para in page.paras)  # type: ignore[attr-defined]  # pages


def test_a_letter_is_as_wide_as_in_the_face() -> None:
    assert width("n" * 100, 10) == pytest.approx(100 * 0.585 * 10 * 1.02, rel=0.05)
    assert width("n", 20) == pytest.approx(2 * width("n", 10))
    assert width("n", 10, bold=True) > width("n", 10)
    assert width("e\u0301", 10) == width("e", 10)  # a mark that combines takes no room
    assert width("日", 10) > 10


def test_faces_we_do_not_know_get_more_room() -> None:
    assert stretch_of("Calibri") == stretch_of("IBM Plex Sans") == 1
    assert stretch_of("Verdana") > stretch_of("Kommunens egen skrift") > 1


def test_lines_are_counted() -> None:
    assert height([_para("kort")], 20, 400) == pytest.approx(20 * LINE)
    assert height([_para("to\vlinjer")], 20, 400) == pytest.approx(2 * 20 * LINE)
    assert height([_para("x" * 400)], 20, 400) >= 400 * 20 * 0.5 / 400 * 20 * LINE  # a word as long as many lines
    assert height([_para("a"), _para("b")], 20, 400) == pytest.approx(2 * 20 * LINE + 10)
    assert height([], 20, 400) == 0


def test_a_short_text_is_large_and_stands_on_one_slide() -> None:
    made = pages([_para("Hvem låser lågen?")], BOX)
    assert [(len(page.paras), page.size) for page in made] == [(1, 28)]


def test_paragraphs_stay_whole_where_they_can() -> None:
    paras = [_para(SENTENCE * 4) for _ in range(6)]
    made = pages(paras, BOX)
    assert len(made) > 1
    assert [para for page in made for para in page.paras] == paras
    assert len({page.size for page in made}) == 1


def test_a_paragraph_no_slide_holds_is_broken_between_sentences() -> None:
    made = pages([_para(SENTENCE * 60)], BOX)
    assert len(made) > 2
    assert all(page.paras[0].text.rstrip().endswith("vink.") for page in made)
    assert _text(made) == SENTENCE * 60  # type: ignore[arg-type]  # pages


def test_a_heading_stays_with_what_it_opens() -> None:
    paras = [_para(SENTENCE * 6), _para("Overskrift", Kind.HEADING, holds=True), _para(SENTENCE * 6)]
    made = pages(paras, BOX, (18, 16, 14))
    assert len(made) == 2
    assert made[1].paras[0].text == "Overskrift"


def test_no_word_is_broken_for_the_sake_of_size() -> None:
    narrow = Rect(0, 0, 150, 300)
    word = "samskabelsesdagsordenen"
    size = best_size([_para(word)], narrow)
    assert size is not None
    assert size < 28
    assert width(word, size) <= narrow.width or size == 14


def test_titles_shrink_and_then_end_in_dots() -> None:
    box = Rect(0, 0, 400, 60)
    assert title_size("Kort", box, 32) is None
    assert title_size("En titel, der er noget længere end der er plads til", box, 32) in {18, 20, 22}
    cut = short_title("Ord " * 200, box)
    assert cut.endswith("Ord …")
    assert len(cut) < 200


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=900), min_size=1, max_size=6), st.integers(60, 500), st.integers(60, 400))
def test_nothing_is_lost_and_nothing_runs_over(texts: list[str], wide: int, high: int) -> None:
    box = Rect(0, 0, wide, high)
    made = pages([_para(text) for text in texts], box)
    assert _text(made) == "".join(texts)  # type: ignore[arg-type]  # pages
    for page in made:
        assert 14 <= page.size <= 28
        alone = len(page.paras) == 1 and len(page.paras[0].text) == 1  # a single letter higher than the box
        assert alone or height(page.paras, page.size, box.width) <= box.height + 0.01
