"""The document as whoever opens it meets it: its words, its order, what a screen reader is told."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from depeche.core.reporting import Evidence, Report, ReportTexts, Template, build_report, template_outline
from depeche.render import layout as lay
from depeche.render.arrange import layout
from depeche.render.charts import charts_of
from depeche.render.docx import render_docx
from depeche.render.html import render_body
from tests.core.reporting.corpora import GATE_ANSWER, one, small
from tests.render.awkward import hostile
from tests.render.docx.files import danish
from tests.render.docx.reading import Read

CLOSING = """## Tre ting

1. Den første
2. Den anden
   - med et underpunkt
3. Den tredje

Et afsnit med **tungt** og *skråt*, [en adresse](https://example.org/) og [metoden](#s-metode).

1. En ny liste

> Ikke fundet noget sted

---

Efter stregen.

| a | b |
|---|---|
| c | d |
"""


def report(language: str = "da", **slots: str) -> Report:
    texts = ReportTexts(
        title="Haven og havnen", subtitle="To stafetter", publisher="Foreningen", date="2026-11-22", slots=slots
    )
    return build_report(small(), texts, language)


def words(html: str) -> str:
    """The words of a page without its drawings."""
    text = re.sub(r"<svg.*?</svg>|<summary>.*?</summary>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture(scope="module")
def read() -> Read:
    return Read(render_docx(report(closing=CLOSING)))


@pytest.fixture(scope="module")
def in_theirs() -> Read:
    return Read(render_docx(report(closing=CLOSING), danish().content()))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("template", [None, danish().content()], ids=["ours", "theirs"])
def test_every_number_of_the_page_is_in_the_document(language: str, template: bytes | None) -> None:
    made = report(language, closing=CLOSING)
    page = words(render_body(made, lambda _name, _size: "x"))
    found = Read(render_docx(made, template))
    numbers = set(re.findall(r"\d[\d.,]*\d|\d", page))
    assert len(numbers) > 10
    assert numbers <= found.numbers


def test_every_word_quoted_is_in_the_document(read: Read) -> None:
    assert "Hvem låser lågen, når vagten er gået hjem? Spørgsmål" not in read.text
    for said in ("Hvem låser lågen, når vagten er gået hjem?", "Og hvem låser den op igen?", "Den mangler olie."):
        assert said in read.text
    assert "Det gør naboen. [...] Spørg hende selv." in read.text
    assert GATE_ANSWER not in read.text


def test_a_question_comes_before_its_answer_and_each_is_named(read: Read) -> None:
    lines = [line.text for line in read.document.paragraphs]
    at = next(place for place, line in enumerate(lines) if line.startswith("?\tSpørgsmål: Hvorfor knirker lågen?"))
    assert lines[at + 1].startswith("!\tSvar: Den mangler olie.")


@pytest.mark.parametrize("which", ["read", "in_theirs"])
def test_headings_begin_at_one_and_leave_no_level_out(which: str, request: pytest.FixtureRequest) -> None:
    found: Read = request.getfixturevalue(which)
    levels = [level for level, _words in found.headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert set(levels) >= {1, 2, 3}
    for line in found.document.paragraphs:
        if line._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None:
            assert line.style is not None
            assert (line.style.name or "").startswith("Heading ")


@pytest.mark.parametrize("which", ["read", "in_theirs"])
def test_every_picture_says_what_it_shows(which: str, request: pytest.FixtureRequest) -> None:
    found: Read = request.getfixturevalue(which)
    told = [(item.get("descr"), item.get("title")) for item in found.body.iter(qn("wp:docPr"))]
    charts = charts_of(report(closing=CLOSING))
    assert len(told) == len(charts)
    for chart, (description, title) in zip(charts.values(), told, strict=True):
        assert title == chart.title
        assert description is not None
        assert chart.alt in description
    identities = [item.get("id") for item in found.body.iter(qn("wp:docPr"))]
    assert len(set(identities)) == len(identities)


@pytest.mark.parametrize("which", ["read", "in_theirs"])
def test_every_table_has_a_heading_row_that_comes_again_and_a_name(which: str, request: pytest.FixtureRequest) -> None:
    found: Read = request.getfixturevalue(which)
    tables = found.document.tables
    assert len(tables) >= 4
    for table in tables:
        properties = table._tbl.tblPr
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in table.rows[1:])
        caption = properties.find(qn("w:tblCaption"))
        assert caption is not None
        assert caption.get(qn("w:val"))
        widths = [int(column.get(qn("w:w"), "0")) for column in table._tbl.tblGrid]
        assert 0 < sum(widths) <= 9638
        assert len({len(row.cells) for row in table.rows}) == 1


@pytest.mark.parametrize("which", ["read", "in_theirs"])
def test_no_empty_paragraph_makes_room(which: str, request: pytest.FixtureRequest) -> None:
    found: Read = request.getfixturevalue(which)
    empty = [
        line
        for line in found.body.iter(qn("w:p"))
        if not any(True for _ in line.iter(qn("w:t"), qn("w:drawing"), qn("w:tab"), qn("w:sectPr")))
    ]
    assert empty == []


@pytest.mark.parametrize(("language", "tag"), [("da", "da-DK"), ("en", "en-GB")])
@pytest.mark.parametrize("template", [None, danish().content()], ids=["ours", "theirs"])
def test_the_file_says_its_title_its_language_and_its_date(language: str, tag: str, template: bytes | None) -> None:
    found = Read(render_docx(report(language), template))
    core = found.document.core_properties
    assert (core.title, core.subject, core.author, core.language) == (
        "Haven og havnen", "To stafetter", "Foreningen", tag,
    )  # fmt: skip  # what it says, beside what it should
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.replace(tzinfo=None) == datetime(2026, 11, 22)  # noqa: DTZ001  as python-docx gives it
    default = found.part("/word/styles.xml").find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default is not None
    assert default.get(qn("w:val")) == tag
    spoken = {
        item.get(qn("w:val"))
        for line in found.document.paragraphs
        if line.style is not None and line.style.name == "Heading 1"
        for item in line._p.iter(qn("w:lang"))
    }
    assert spoken == {tag}


def test_quotes_keep_their_own_language() -> None:
    made = replace(report("en"), text_language="da")
    found = Read(render_docx(made))
    run = next(item for item in found.body.iter(qn("w:r")) if "Den mangler olie." in "".join(map(str, item.itertext())))
    language = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "da-DK"


def test_the_contents_stand_there_before_anybody_updates_them(read: Read) -> None:
    lines = [
        line for line in read.body.iter(qn("w:p")) if _style(line).startswith("TOC") and _style(line) != "TOCHeading"
    ]
    listed = ["".join(item.text or "" for item in line.iter(qn("w:t"))) for line in lines]
    assert listed == [words for level, words in read.headings if level <= 2]
    names = {item.get(qn("w:name")) for item in read.body.iter(qn("w:bookmarkStart"))}
    for line in lines:
        link = line.find(qn("w:hyperlink"))
        assert link is not None
        assert link.get(qn("w:anchor")) in names
    signs = [item.get(qn("w:fldCharType")) for item in read.body.iter(qn("w:fldChar"))]
    assert signs.count("begin") == signs.count("end") == signs.count("separate")


def _style(line: object) -> str:
    item = line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")  # type: ignore[attr-defined]  # an element of lxml
    return "" if item is None else str(item.get(qn("w:val")))


def test_lists_are_lists_and_each_ordered_one_begins_anew(read: Read) -> None:
    numbered = {
        line.text: line._p for line in read.document.paragraphs if line._p.find(f".//{qn('w:numPr')}") is not None
    }
    ids = {name: _number(numbered[name]) for name in ("Den første", "Den anden", "Den tredje", "En ny liste")}
    assert ids["Den første"] == ids["Den anden"] == ids["Den tredje"] != ids["En ny liste"]
    assert _number(numbered["med et underpunkt"])[1] == "1"


def _number(line: object) -> tuple[str, str]:
    found = line.find(f".//{qn('w:numPr')}")  # type: ignore[attr-defined]  # an element of lxml
    return found.find(qn("w:numId")).get(qn("w:val")), found.find(qn("w:ilvl")).get(qn("w:val"))


def test_links_lead_out_or_to_their_place(read: Read) -> None:
    outside = {rel.target_ref for rel in read.document.part.rels.values() if rel.is_external}
    assert outside == {"https://example.org/"}
    names = {item.get(qn("w:name")) for item in read.body.iter(qn("w:bookmarkStart"))}
    inside = {item.get(qn("w:anchor")) for item in read.body.iter(qn("w:hyperlink")) if item.get(qn("w:anchor"))}
    assert inside <= names
    assert "d_s_metode" in inside


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_docx(report()) == render_docx(report())
    assert render_docx(report(), danish().content()) == render_docx(report(), danish().content())


def test_participants_words_stay_words() -> None:
    found = Read(render_docx(build_report(hostile(), ReportTexts(title="<w:t>&{{dato}}", date="2026-11-22"), "da")))
    assert "<w:t>&{{dato}}" in found.text


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=200))
def test_whatever_was_written_can_be_opened(text: str) -> None:
    made = build_report(
        one(text or "?", text), ReportTexts(title=text.strip() or "Titel", slots={"closing": text}), "da"
    )
    assert Read(render_docx(made)).document.paragraphs


def test_lines_to_write_on_are_one_paragraph_with_nothing_to_read() -> None:
    pair = small().pairs[1]
    laid = layout(report())
    found = next(item for section in laid.sections for item in section.elements if isinstance(item, lay.Pair))
    assert pair.question
    sheet = replace(laid.sections[0], elements=(lay.Asked(found.pair, "", 4),))
    read = Read(render_docx(replace(laid, sections=(sheet, *laid.sections[1:]))))
    ruled = [line for line in read.document.paragraphs if "underscore" in line._p.xml]
    assert len(ruled) == 1
    assert ruled[0].text.count("\t") == 4


def test_a_summary_is_set_close_and_without_contents() -> None:
    corpus = small()
    evidence = Evidence(corpus)
    outline = template_outline(Template.SUMMARY, evidence, {})
    made = build_report(corpus, ReportTexts(title="Haven", date="2026-11-22"), "da", outline=outline, evidence=evidence)
    read = Read(render_docx(made))
    assert "Indhold" not in read.text
    assert read.document.sections[0].top_margin == 1134 * 635
    title = read.document.paragraphs[1].style
    assert title is not None
    assert title.font.size == Pt(22)


def test_it_opens_in_a_real_program(tmp_path: Path) -> None:
    """By LibreOffice, and every heading comes out on paper."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    for name, template in (("ours", None), ("theirs", danish().content())):
        (tmp_path / f"{name}.docx").write_bytes(render_docx(report(closing=CLOSING), template))
    files = [str(tmp_path / f"{name}.docx") for name in ("ours", "theirs")]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip  # a command and how it is run
    for name in ("ours", "theirs"):
        pages = PdfReader(tmp_path / f"{name}.pdf").pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        headings = [words for _level, words in Read((tmp_path / f"{name}.docx").read_bytes()).headings]
        assert [words for words in headings if words not in text] == []
        assert "{{" not in text
