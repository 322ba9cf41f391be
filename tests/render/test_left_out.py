"""Words that are left out of a quote stand in no file for readers, nor anything by which they could be guessed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from depeche.core.corpus import Corpus, Pair, Source, Span, text_hash
from depeche.core.reporting import Report, ReportTexts, build_report, to_json
from depeche.core.reporting.values import Mask
from depeche.render.charts import chart_svg, charts_of
from depeche.render.data_csv import Convention, render_csv_zip
from depeche.render.data_xlsx import render_xlsx
from depeche.render.docx import render_docx
from depeche.render.html import render_body, render_html
from depeche.render.network_files import flow_networks, render_networks
from depeche.render.pdf import render_pdf
from depeche.render.pptx import render_pptx
from depeche.render.prov_json import Edition, prov_json
from depeche.render.style import WIDE
from tests.render.data_reports import NOW

NAME = "Zebedæus"
CUT_OFF = "Quistgaardsen"
ANSWER = f"Spørg {NAME} om nøglen. Ellers må {CUT_OFF} gøre det."
QUESTION = f"Hvad ville {NAME} have gjort?"


def report() -> Report:
    """A name is masked in an answer, cut out of a question, and a sentence with another was never kept."""
    kept = Span(0, ANSWER.index(" Ellers"))
    pair = Pair("1", QUESTION, ANSWER, "rel", "nøgler", kept_answer=(kept,), chosen=True)
    corpus = Corpus("Stafetten", (Source("rel", "Stafetten", 12),), (pair,), origin="opdigtet")

    def mask(text: str, label: str) -> tuple[Mask, ...]:
        return (Mask(text.index(NAME), text.index(NAME) + len(NAME), label),)

    masks = {"1/a": mask(ANSWER, "[navn]"), "1/q": mask(QUESTION, "")}
    return build_report(corpus, ReportTexts(masks=masks, date="2026-11-26"), "da")


def files(made: Report) -> Iterator[tuple[str, bytes]]:
    """Everything that readers of a published version are given."""
    yield "model", to_json(made).encode()
    yield "page", str(render_body(made, lambda name, size: f"{name}-{size}")).encode()
    yield "offline", render_html(made, offline=True)
    yield "pdf", render_pdf(made)
    yield "docx", render_docx(made)
    yield "pptx", render_pptx(made)
    yield "xlsx", render_xlsx(made, made_at=NOW)
    yield "csv", render_csv_zip(made, Convention.DANISH)
    yield "networks", render_networks(flow_networks(made), "da")
    yield "prov", prov_json(made, Edition(number=1))
    for name, chart in charts_of(made).items():
        yield f"chart {name}", chart_svg(chart, WIDE)


def said(content: bytes) -> str:
    """The content, unpacked as deep as it is packed, as one text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(said(archive.read(name)) + name for name in archive.namelist())
    if content.startswith(b"%PDF"):
        read = PdfReader(io.BytesIO(content))
        return "\n".join([str(read.metadata), *(page.extract_text() for page in read.pages)])
    return content.decode("utf-8", errors="replace")


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    return {name: said(content) for name, content in files(report())}


def test_the_words_are_nowhere(published: dict[str, str]) -> None:
    assert "nøglen" in published["page"]
    assert [name for name, text in published.items() if NAME in text or CUT_OFF in text] == []


def test_nor_is_the_hash_of_a_text_that_would_prove_a_guess(published: dict[str, str]) -> None:
    """But in the sealed model, which no reader is given."""
    hashes = [text_hash(text)[:12] for text in (QUESTION, ANSWER)]
    open_to_all = {name: text for name, text in published.items() if name != "model"}
    assert [name for name, text in open_to_all.items() if any(one in text for one in hashes)] == []


def test_a_quote_that_is_whole_tells_its_place_in_the_notes_of_a_slide() -> None:
    pair = Pair("1", "Hvem har nøglen?", "Det har naboen.", "rel", "nøgler", chosen=True)
    made = build_report(Corpus("x", (Source("rel", "Stafetten", 12),), (pair,)), ReportTexts(), "da")
    notes = said(render_pptx(made))
    assert f"1/a [0–15] · SHA-256 {text_hash('Det har naboen.')[:16]}" in notes
