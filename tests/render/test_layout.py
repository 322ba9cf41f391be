"""Every format is made of one layout: nothing a reader sees in one is missing in another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from pypdf import PdfReader

from depeche.core.reporting import Evidence, Report, ReportTexts, Template, build_report, shown, template_outline
from depeche.core.reporting.values import Figure
from depeche.render.arrange import layout
from depeche.render.html import render_html
from depeche.render.layout import BlockQuote, Heading, Run, Section, TableElement
from depeche.render.pdf import render_pdf
from tests.core.reporting.corpora import small

WHY = """Der er **{{questions}}** spørgsmål og `{{answers}}` svar.

> Den mangler olie.

| a | b |
|---|---|
| x | {{relays}} |"""


def _report(template: Template = Template.RELAY, **slots: str) -> Report:
    texts = ReportTexts(slots={"text:summary": "Kort sagt.", **slots}, date="2026-11-22")
    outline = template_outline(template, Evidence(small()), texts.slots)
    return build_report(small(), texts, "da", outline=outline)


def _below(value: object, kind: type) -> Iterator[object]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _below(item, kind)
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from _below(getattr(value, item.name), kind)


def _section(report: Report, name: str) -> Section:
    return next(section for section in layout(report).sections if section.id == name)


def test_figures_in_prose_stay_figures_and_quotes_keep_their_places() -> None:
    background = _section(_report(why=WHY), "s-baggrund")
    runs = [run for run in _below(background.elements, Run) if isinstance(run, Run) and run.figure]
    assert [(run.text, run.figure.recipe) for run in runs if run.figure][-2:] == [("7", "questions"), ("5", "answers")]
    quotes = [item for item in _below(background.elements, BlockQuote) if isinstance(item, BlockQuote)]
    assert [item.quote.unit for item in quotes if item.quote] == ["g2/a"]
    tables = [item.table for item in _below(background.elements, TableElement) if isinstance(item, TableElement)]
    assert ("x", "2") in [row for table in tables for row in table.rows]


def test_headings_inside_a_section_lie_below_its_own() -> None:
    report = _report(why="# Stort\n\n### Lille", closing="## Til sidst")
    for section in layout(report).sections:
        for heading in _below(section.elements, Heading):
            assert isinstance(heading, Heading)
            assert heading.level >= section.level + 2


def test_signs_of_the_private_use_area_in_a_text_do_no_harm() -> None:
    page = render_html(_report(why="\ue0000\ue001 og {{questions}} \ue001")).decode()
    assert "0 og 7" in page


@pytest.mark.parametrize("template", list(Template))
def test_page_and_print_say_the_same_figures(template: Template) -> None:
    report = _report(template, why=WHY)
    wanted = {shown(figure, "da") for figure in _below(layout(report), Figure) if isinstance(figure, Figure)}
    page = re.sub(r"<[^>]+>", " ", render_html(report).decode())
    pdf = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(render_pdf(report))).pages)
    for words in wanted:
        assert words in page, words
        assert words.split()[0] in pdf, words


def test_every_row_of_a_table_has_the_figures_of_its_cells() -> None:
    for table in (item.table for item in _below(layout(_report()), TableElement) if isinstance(item, TableElement)):
        assert [len(row) for row in table.figures] == [len(row) for row in table.rows]
