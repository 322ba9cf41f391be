"""One report in every format: the same numbers stand in all of them, and none stands in one alone."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from lxml import etree
from lxml import html as lxml_html
from pypdf import PdfReader

from depeche.core.reporting import Report, ReportTexts, build_report
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.speak import shown
from depeche.core.reporting.values import Figure, Standing, below
from depeche.render.data_xlsx import render_xlsx
from depeche.render.docx import render_docx
from depeche.render.html import render_html
from depeche.render.pdf import render_pdf
from depeche.render.pptx import render_pptx
from tests.render.data_reports import LONG, NOW, corpus
from tests.render.pptx import readback

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
KINDS = (
    Kind.BACKGROUND, Kind.SHARES, Kind.WORDS, Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE, Kind.THEME, Kind.SHEET,
    Kind.APPENDIX,
)  # fmt: skip  # every kind that counts something of one relay, and those that print all questions


def made(language: str) -> Report:
    items = (Item(str(kind), kind, "rel", LONG if kind in {Kind.THEME, Kind.SHEET} else "") for kind in KINDS)
    outline = Outline((*items, Item("method", Kind.METHOD)))
    texts = ReportTexts(title="Stafetten", date="2026-11-26")
    return build_report(corpus(), texts, language, outline=outline)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text.replace("\u202f", "").replace("\xa0", "")))


def said(tree: etree._Element) -> str:
    return " ".join(str(text) for text in tree.itertext())


def page(report: Report) -> str:
    tree = lxml_html.document_fromstring(render_html(report, offline=True).decode())
    for gone in tree.iter("style", "script"):
        gone.text = ""
    return said(tree)


def document(content: bytes) -> str:
    """Word's text, with the words for its pictures."""
    tree = etree.fromstring(readback.parts_of(content)["word/document.xml"])
    return " ".join([said(tree), *(element.get("descr", "") for element in tree.iter("{*}docPr"))])


def deck(content: bytes) -> str:
    """Everything a slide shows or a chart draws; without notes."""
    parts = readback.parts_of(content)
    names = [name for name in parts if re.match(r"ppt/(slides|charts)/[^/]+\.xml$", name)]
    return " ".join(said(etree.fromstring(parts[name])) for name in names)


@pytest.fixture(scope="module", params=["da", "en"])
def report(request: pytest.FixtureRequest) -> Report:
    return made(request.param)


def test_every_figure_stands_in_every_format(report: Report) -> None:
    told = {shown(one, report.language) for block in report.blocks for one in below(block.body, Figure)}
    wanted = {number for one in told for number in numbers(one)}
    assert len(wanted) > 30
    texts = {
        "page": page(report),
        "pdf": " ".join(it.extract_text() for it in PdfReader(io.BytesIO(render_pdf(report))).pages),
        "docx": document(render_docx(report)),
        "pptx": deck(render_pptx(report)),
    }
    missing = {name: sorted(wanted - numbers(text)) for name, text in texts.items()}
    assert not any(missing.values()), missing


def test_no_format_has_a_number_of_its_own(report: Report) -> None:
    """But for numbers of pages and, in Word, of the levels of its contents."""
    known = numbers(page(report))
    pdf = PdfReader(io.BytesIO(render_pdf(report)))
    for text, pages in (
        (" ".join(it.extract_text() for it in pdf.pages), len(pdf.pages)),
        (document(render_docx(report)), 200),
    ):
        assert {one for one in numbers(text) - known if not (one.isdecimal() and int(one) <= pages)} == set()


def test_the_workbook_has_the_same_numbers_as_numbers(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(report, made_at=NOW)))
    cells = {
        round(float(cell.value), 6)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, int | float)
    }
    told = {one for block in report.blocks for one in below(block.body, Figure)}
    known = {round(float(one.value), 6) for one in told if one.standing is Standing.KNOWN and one.value is not None}
    assert known - cells == set()
