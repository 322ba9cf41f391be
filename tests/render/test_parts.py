from __future__ import annotations

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Span
from depeche.core.reporting import Evidence, ReportTexts, build_report
from depeche.core.reporting.quoting import quote
from depeche.render.arrange import layout
from depeche.render.csv_tables import THEME_COLUMNS, WORD_COLUMNS, themes_csv, words_csv
from depeche.render.dates import long_date
from depeche.render.glyphs import MISSING, covered, printable, running
from depeche.render.markdown import parse, plain
from depeche.render.markup import Markup, el, join
from depeche.render.pdf_blocks import document
from depeche.render.quotes import Look, paragraphs
from tests.core.reporting.corpora import one, small
from tests.render.awkward import hostile


def _rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_themes_table() -> None:
    rows = _rows(themes_csv(Evidence(small())))
    assert tuple(rows[0]) == THEME_COLUMNS
    assert [tuple(row.values()) for row in rows] == [
        ("Haven", "låger", "2", "2", "50.0", "2"),
        ("Haven", "frugt", "1", "0", "25.0", "1"),
        ("Haven", "", "1", "0", "25.0", "1"),
        ("Havnen", "både", "2", "2", "66.67", "2"),
        ("Havnen", "frugt", "1", "1", "33.33", "1"),
    ]


def test_words_table_with_and_without_a_comparison() -> None:
    rows = _rows(words_csv(Evidence(small())))
    assert tuple(rows[0]) == WORD_COLUMNS
    boat = next(row for row in rows if (row["relay"], row["word"]) == ("Havnen", "båd"))
    assert (boat["rank"], boat["times"], boat["questions"], boat["times_elsewhere"]) == ("1", "3", "3", "0")
    assert boat["verdict"] == "absent"
    alone = _rows(words_csv(Evidence(one("Hvem låner båden?"))))
    assert {row["verdict"] for row in alone} == {""}


def test_no_cell_is_a_formula() -> None:
    for data in (themes_csv(Evidence(hostile())), words_csv(Evidence(hostile()))):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell)


def test_a_theme_like_a_formula_is_neutralised() -> None:
    assert _rows(themes_csv(Evidence(one("Hvem?", theme="=1+1"))))[0]["theme"] == "'=1+1"
    assert _rows(themes_csv(Evidence(one("Hvem?", theme="-tværs"))))[0]["theme"] == "'-tværs"


def test_the_typefaces_cover_danish_and_emoji() -> None:
    assert set(map(ord, "ABCÆØÅabcæøåéü?!–—“”»«…€§²−·◊")) <= covered()
    assert {0x1F600, 0x2764, 0x1F1E9} <= covered()
    assert ord("日") not in covered()


@given(st.text(max_size=80))
def test_printable_text_can_always_be_set(text: str) -> None:
    made = printable(text)
    assert set(map(ord, made)) <= covered()
    assert "\n" not in made
    assert printable(made) == made or MISSING in made


def test_printable_leaves_what_can_be_set() -> None:
    assert printable("På Ærø: 😀") == "På Ærø: 😀"
    assert printable(unicodedata.normalize("NFD", "På Ærø")) == "På Ærø"
    assert printable("日本 a\tb\x00") == f"{MISSING}{MISSING} a b"


def test_markup_escapes_all_that_is_not_markup() -> None:
    assert el("p", '<b> & "x"', class_='a"b', data_x=1, hidden=True, title=None) == (
        '<p class="a&quot;b" data-x="1" hidden>&lt;b&gt; &amp; &quot;x&quot;</p>'
    )
    assert join(["a<", Markup("<br>"), ["b", [el("i", "c")]]]) == "a&lt;<br>b<i>c</i>"
    assert el("br") == "<br>"


def test_markdown_becomes_a_tree_without_html_or_pictures() -> None:
    blocks = parse("# A\n\nb *c* ![d](http://x)\n\n<i>e</i>\n\n3. f")
    assert [block.kind for block in blocks] == ["h", "p", "p", "ol"]
    assert plain(blocks) == "A b c d <i>e</i> f"
    assert blocks[3].level == 3


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example"])
def test_only_safe_links_are_links(href: str) -> None:
    (block,) = parse(f"[x]({href})")
    assert all(not item.href for item in block.inlines)


def test_paragraphs_and_trims_of_a_quote() -> None:
    text = "Et.\r\n\r\nTo er her.\rTre."
    made = paragraphs(quote("1/a", text, (Span(0, 9), Span(14, 22)), (Span(14, 17),)))
    assert [[(run.text, run.look) for run in runs] for runs in made] == [
        [("Et.", Look.PLAIN)],
        [("To", Look.PLAIN), (" [...] ", Look.TRIM), ("er.", Look.STRONG)]
        if text[14:17] == "er."
        else [("To", Look.PLAIN), (" [...] ", Look.TRIM), (text[14:17], Look.STRONG)],
        [("Tre.", Look.PLAIN)],
    ]


def test_dates_in_words() -> None:
    assert long_date("2026-11-22", "da") == "22. november 2026"
    assert long_date("2026-11-02", "en") == "2 November 2026"
    assert long_date("i efteråret", "da") == "i efteråret"


def test_long_words_may_break_but_charts_are_left_alone() -> None:
    assert running("x" * 45) == "x" * 20 + "\u200b" + "x" * 20 + "\u200b" + "x" * 5
    assert running("kort ord") == "kort ord"
    data = document(layout(build_report(hostile(), ReportTexts(), "da")))
    drawn = [block["svg"] for block in data["blocks"] if block["k"] == "chart"]  # type: ignore[attr-defined]  # plain data
    assert drawn
    assert all("\u200b" not in svg for svg in drawn)
