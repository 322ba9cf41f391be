"""Charts of flow, groups and days: what they say, what they draw, what is not in them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from depeche.core.reporting import ReportTexts, build_report
from depeche.core.reporting.model import CrossTable, Day, Flow, FlowCell, Report, Timeline
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.values import Figure, Standing
from depeche.render.arrange import layout
from depeche.render.block_charts import cross_chart, flow_chart, timeline_chart
from depeche.render.chart import Chart
from depeche.render.charts import charts_of
from depeche.render.html import render_html
from depeche.render.layout import ChartElement, TableElement
from depeche.render.style import NARROW, WIDE, ChartSize
from tests.core.reporting import relays

KINDS = (Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE)
ALL = Outline((*(Item(str(kind), kind, "rel") for kind in KINDS), Item("method", Kind.METHOD)))
HIDDEN = Figure("flow", ("rel", "a", "b"), None, Standing.HIDDEN)


def report(language: str = "da") -> Report:
    return build_report(relays.relay(), ReportTexts(), language, outline=ALL)


def body(kind: type[Flow | CrossTable | Timeline]) -> Flow | CrossTable | Timeline:
    return next(block.body for block in report().blocks if isinstance(block.body, kind))


def words(chart: Chart, size: ChartSize = WIDE) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", chart.draw(size)))


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["da", "en"])
def test_each_block_has_a_chart_with_words_table_and_figures(language: str, size: ChartSize) -> None:
    charts = charts_of(report(language))
    assert len(charts) == 3
    for chart in charts.values():
        assert chart.title
        assert "Stafetten" in chart.subtitle
        assert re.search(r"\d", chart.subtitle)
        assert len(chart.alt) > 40
        assert chart.note
        assert len(chart.table.rows) == len(chart.table.figures)
        assert all(len(row) == len(chart.table.head) for row in chart.table.rows)
        assert all(len(row) == len(chart.table.head) for row in chart.table.figures)
        drawn = chart.draw(size)
        assert f'width="{size.width}"' in drawn


def test_the_flow_says_where_most_goes_first() -> None:
    made = flow_chart("s", body(Flow), "da")  # type: ignore[arg-type]  # picked by kind
    assert made is not None
    assert "Det bredeste bånd går fra Kommuner til Kommuner: 28." in made.alt
    assert "Øer &amp; æbler" in words(made)


def test_a_hidden_cell_is_neither_drawn_nor_told() -> None:
    shown = body(Flow)
    assert isinstance(shown, Flow)
    cells = tuple(FlowCell(one.asker, one.answerer, HIDDEN) if at == 0 else one for at, one in enumerate(shown.cells))
    made = flow_chart("s", replace(shown, cells=cells), "da")
    assert made is not None
    assert "Kommuner til Kommuner" not in made.alt
    assert made.table.rows[0][1] == "vises ikke"


def test_a_flow_of_nothing_shown_is_a_table_alone() -> None:
    shown = body(Flow)
    assert isinstance(shown, Flow)
    cells = tuple(FlowCell(one.asker, one.answerer, HIDDEN) for one in shown.cells)
    empty = replace(shown, cells=cells)
    assert flow_chart("s", empty, "da") is None
    whole = report()
    block = replace(whole.blocks[0], body=empty)
    elements = layout(replace(whole, blocks=(block, *whole.blocks[1:]))).sections[0].elements
    assert [type(one) for one in elements[1:]] == [TableElement]


def test_many_groups_are_numbered_where_their_names_have_no_room() -> None:
    shown = body(CrossTable)
    assert isinstance(shown, CrossTable)
    names = tuple(f"En gruppe med et langt navn {at}" for at in range(8))
    row = shown.rows[0]
    wide = replace(shown, columns=names, rows=(replace(row, cells=row.cells * 2),), totals=shown.totals * 2)
    said = words(cross_chart("s", wide, "da"), NARROW)
    assert "8  En gruppe med et langt navn 7" in said
    assert "1  En gruppe" in said


def test_a_hidden_cell_of_the_table_is_a_dash_and_the_note_says_so() -> None:
    shown = body(CrossTable)
    assert isinstance(shown, CrossTable)
    first = shown.rows[0]
    hidden = replace(shown, rows=(replace(first, cells=(HIDDEN, *first.cells[1:])), *shown.rows[1:]))
    made = cross_chart("s", hidden, "da")
    assert "–" in words(made)
    assert "vises ikke" in made.note
    assert "vises ikke" not in cross_chart("s", shown, "da").note


def test_days_are_said_with_their_figures_and_stretches_are_means() -> None:
    shown = body(Timeline)
    assert isinstance(shown, Timeline)
    made = timeline_chart("s", shown, "da")
    assert "2. marts 2026: 24 spørgsmål, 12 svar" in made.alt
    assert "højden er antallet pr. dag" in made.subtitle
    alone = replace(shown, days=shown.days[:3])
    assert "højden" not in timeline_chart("s", alone, "da").subtitle
    assert "2.3." in words(made)


def test_where_figures_have_no_room_only_the_largest_are_said() -> None:
    shown = body(Timeline)
    assert isinstance(shown, Timeline)
    days = tuple(
        Day(f"2026-03-{at:02d}", Figure("asked_between", (), 10 + at), Figure("answered_between", (), 40 + at))
        for at in range(1, 29)
    )
    long = replace(shown, days=days)
    said = words(timeline_chart("s", long, "da"), NARROW).split()
    assert {"38", "68"} <= set(said)
    assert not {"37", "67"} & set(said)
    assert {"37", "67"} <= set(words(timeline_chart("s", long, "da"), WIDE).split())


def test_page_and_layout_have_the_same_charts() -> None:
    whole = report()
    found = [one.chart.id for part in layout(whole).sections for one in part.elements if isinstance(one, ChartElement)]
    assert found == list(charts_of(whole))
    page = render_html(whole, offline=True).decode()
    assert page.count("<figure") >= 3
    assert "E-I-indekset" in page
