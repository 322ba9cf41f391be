"""A report as slides, read back: the same figures, words for every picture, nothing cut off, nothing left empty."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from lxml import etree

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import ReportTexts, build_report
from depeche.core.reporting.model import SharedThemes, ThemeShares, WordLists
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.templates import Template
from depeche.core.reporting.values import Figure
from depeche.reading import read_corpus
from depeche.render.arrange import layout
from depeche.render.layout import TableElement
from depeche.render.pptx import render_pptx
from tests.core.reporting.corpora import one, small
from tests.core.reporting.relays import relay
from tests.render.awkward import hostile, long
from tests.render.pptx import readback
from tests.shared import shared_file

MARKDOWN = """## Under

**fed** *skrå* `kode` [link](https://example.org) [ikke](javascript:alert(1))

> Den mangler olie.

1. et
2. to
   - inden i

| a | b |
|---|---|
| c | d |

```
linje et
linje to
```
"""


def _values(figures: tuple[Figure, ...]) -> list[float | None]:
    return [figure.value for figure in figures]


@pytest.mark.parametrize("kind", list(Template))
@pytest.mark.parametrize(
    ("corpus", "language"),
    [(small(), "en"), (one("Hvem?", None), "da"), (hostile(), "da")],
    ids=["small", "one", "hostile"],
)
def test_every_report_keeps_its_promises(corpus: Corpus, kind: Template, language: str) -> None:
    deck = readback.made(readback.report_on(corpus, language, kind, closing=MARKDOWN, text__summary=MARKDOWN))
    holds(deck)


def holds(deck: list[object]) -> None:
    names = readback.titles(deck)
    assert all(name.strip() for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert readback.overflowing(deck) == []
    assert readback.smallest(deck) >= 14
    for slide in deck:
        _reads_well(slide)


def _reads_well(slide: object) -> None:
    shapes = list(slide.shapes)  # type: ignore[attr-defined]  # python-pptx's types do not say what a shape holds
    assert shapes[0] == slide.shapes.title  # type: ignore[attr-defined]  # as above
    assert len({shape.shape_id for shape in shapes}) == len(shapes)
    for shape in shapes:
        if shape.has_text_frame:
            assert shape.text_frame.text.strip() or readback.decorative(shape), shape.name
        else:
            assert readback.described(shape) or readback.decorative(shape), shape.name
        assert "Klik" not in shape.name


def test_charts_are_native_and_hold_the_reports_figures() -> None:
    report = readback.report_on(small())
    charts = readback.charts(readback.made(report))
    wanted: list[list[list[float | None]]] = []
    for block in report.blocks:
        body = block.body
        if isinstance(body, ThemeShares):
            wanted.append([_values(tuple(row.questions for row in body.themes))])
        elif isinstance(body, SharedThemes):
            wanted.append([_values(tuple(row.shares[at] for row in body.rows)) for at in range(len(body.sources))])
        elif isinstance(body, WordLists):
            wanted += [[_values(tuple(row.tokens for row in column.rows))] for column in body.columns if column.rows]
    assert [[list(series.values) for series in chart.plots[0].series] for chart in charts] == wanted
    assert wanted


def test_a_charts_data_sheet_says_the_same() -> None:
    chart = readback.charts(readback.made(readback.report_on(small())))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    rows = [row[:2] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == list(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))


def test_tables_hold_every_cell_and_mark_their_heading() -> None:
    report = readback.report_on(small())
    deck = readback.made(report)
    elements = [item for section in layout(report).sections for item in section.elements]
    wanted = [item.table for item in elements if isinstance(item, TableElement)]
    assert wanted
    printed = readback.tables(deck)
    for table in wanted:
        parts = [found for found in printed if found[0] == list(table.head)]
        rows = [row for found in parts for row in found[1:]]
        assert all([cell.replace("\n", "\n") for cell in row] in rows for row in map(list, table.rows))
    for shape in readback.shapes(deck):
        if shape.has_table:
            assert shape.table.first_row


def test_the_method_is_last_and_the_cover_first() -> None:
    names = readback.titles(readback.made(readback.report_on(small())))
    assert names[0] == "Haven og havnen"
    assert names[-1].startswith("Sådan er rapporten lavet")
    assert [name for name in names if name.endswith("spørgsmål og svar")] == [
        "Haven: spørgsmål og svar",
        "Havnen: spørgsmål og svar",
    ]


def test_a_pair_stands_in_the_layout_of_pairs_and_no_word_is_lost() -> None:
    report = readback.report_on(small())
    deck = readback.made(report)
    spoken = " ".join(readback.text_of(slide) for slide in deck)
    assert "Det gør naboen. [...] Spørg hende selv." in spoken.replace("\n", " ")
    assert "Spørgsmålet fik ikke noget svar." in spoken
    assert "Stillet af gartnere" in spoken
    assert {slide.slide_layout.name for slide in deck} >= {"Titelslide", "Spørgsmål og svar", "Titel og diagram"}


def test_long_answers_go_on_over_slides_whole() -> None:
    deck = readback.made(readback.report_on(long()))
    holds(deck)
    answer = [slide for slide in deck if slide.slide_layout.name == "Svar"]
    said = [readback.text_of(slide) for slide in answer]
    assert sum(text.count("vink.") for text in said) == 12 * 18
    assert any("(fortsat 2)" in name for name in readback.titles(answer))
    whole = [paragraph for text in said for paragraph in text.splitlines() if paragraph.startswith("Vi begyndte")]
    assert all(paragraph.rstrip().endswith("vink.") for paragraph in whole)  # broken between sentences at the most


def test_a_hundred_themes() -> None:
    deck = readback.made(readback.report_on(readback.many_themes(100), kind=Template.SLIDES))
    holds(deck)
    chart = readback.charts(deck)[0]
    assert len(list(chart.plots[0].categories)) == 12


def test_the_notes_say_everything_and_what_it_rests_on() -> None:
    deck = readback.made(readback.report_on(small()))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck]
    everything = "\n".join(notes)
    assert "= theme:have:låger" in everything
    assert "Kilde: opdigtet" in everything
    assert "g1/q [" in everything
    assert "Hvem låser lågen" in everything
    assert "Sådan" not in notes[0]
    assert all(note.strip() for note in notes)


def test_the_same_report_gives_the_same_bytes() -> None:
    first = render_pptx(readback.report_on(small()))
    assert first == render_pptx(readback.report_on(small()))
    assert b"/tmp/" not in first
    assert not any("thumbnail" in name for name in readback.parts_of(first))
    assert b"Macintosh" not in readback.parts_of(first)["docProps/app.xml"]


def test_it_says_what_it_is() -> None:
    content = render_pptx(readback.report_on(small(), "en"))
    core = readback.read(content).core_properties
    assert (core.title, core.author, core.language) == ("Haven og havnen", "Foreningen", "en-GB")
    assert core.created.replace(tzinfo=None) == dt.datetime(2026, 11, 22)  # noqa: DTZ001  as the file has it
    runs = [
        look.get("lang")
        for shape in readback.shapes(readback.slides(content))
        for look in shape._element.iter(f"{readback.A}rPr")
    ]
    assert set(runs) == {"en-GB", "da-DK"}  # what is quoted is Danish


def test_nothing_is_fetched_and_only_safe_links_lead_out() -> None:
    parts = readback.parts_of(render_pptx(readback.report_on(small(), closing=MARKDOWN)))
    outside = [(name, part) for name, part in parts.items() if name.endswith(".rels") and b"External" in part]
    assert len(outside) == 1
    assert b'Target="https://example.org"' in outside[0][1]
    assert not any(b"javascript" in part for name, part in parts.items() if name.endswith(".rels"))


def test_worksheets_have_lines_to_write_on() -> None:
    deck = readback.made(readback.report_on(small(), kind=Template.WORKSHOP))
    sheets = [slide for slide in deck if slide.slide_layout.name == "Arbejdsark"]
    assert len(sheets) == 7
    for slide in sheets:
        lines = [shape for shape in slide.shapes if shape.name.startswith("Linje")]
        assert len(lines) >= 3
        assert all(readback.decorative(line) for line in lines)


@pytest.mark.shared
@pytest.mark.parametrize("kind", list(Template))
def test_the_relay_of_2017(kind: Template) -> None:
    path = shared_file("data/relay-2017.json")
    deck = readback.made(readback.report_on(read_corpus(path.read_bytes(), path.name), kind=kind))
    holds(deck)
    assert len(deck) < 130


def test_parts_of_a_chart_have_one_scale_and_every_name() -> None:
    names = [f"Et tema med et meget langt navn, der brydes over to eller tre linjer {at}" for at in range(12)]
    pairs = tuple(
        Pair(f"{at}-{turn}", "Hvad?", "Det.", "a", name, chosen=True)
        for at, name in enumerate(names)
        for turn in range(12 - at)
    )
    corpus = Corpus("Lange navne", (Source("a", "A", 90),), pairs)
    deck = readback.made(readback.report_on(corpus, kind=Template.SLIDES))
    charts = readback.charts(deck)
    assert len(charts) > 1
    assert len({chart.value_axis.maximum_scale for chart in charts}) == 1
    assert [name for chart in charts for name in chart.plots[0].categories] == names
    assert all('tickLblSkip val="1"' in etree.tostring(chart._chartSpace).decode() for chart in charts)


def test_what_cannot_be_an_own_chart_is_a_picture_with_its_words() -> None:
    items = (Item(str(kind), kind, "rel") for kind in (Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE))
    outline = Outline((*items, Item("method", Kind.METHOD)))
    deck = readback.made(build_report(relay(), ReportTexts(), "da", outline=outline))
    holds(deck)
    pictures = [shape for shape in readback.shapes(deck) if shape._element.tag.endswith("}pic")]
    assert [readback.described(shape).split(".")[0] for shape in pictures] == [
        "Spørgsmålene går fra gruppe til gruppe",
        "Temaer efter spørgernes gruppe",
        "Spørgsmål og svar dag for dag",
    ]
    assert len(readback.tables(deck)) >= 4
