from __future__ import annotations

import io
from dataclasses import replace

import pytest
from page import validate_pdf_bytes
from pypdf import PdfReader

from depeche.core.corpus import Corpus
from depeche.core.reporting import Limits, Report, ReportTexts, build_report
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.templates import Template, template_outline
from depeche.reading import read_corpus
from depeche.render.pdf import render_pdf
from tests.core.reporting.corpora import one, small
from tests.render.awkward import hostile, long
from tests.shared import shared_file

MARKDOWN = """## Under

**fed** *skrå* `kode` [link](https://example.org)

> Den mangler olie.

1. et
2. to

| a | b |
|---|---|
| c | d |

---

```
#read("x")
```
"""


def _report(corpus: Corpus, language: str = "da", **slots: str) -> Report:
    return build_report(corpus, ReportTexts(slots=slots, date="2026-11-22", publisher="Foreningen"), language)


def _conforms(pdf: bytes) -> None:
    for profile in ("ua1", "2a"):
        found = validate_pdf_bytes(pdf, profile=profile)
        assert found.is_compliant, [(failure.rule_id, failure.message) for failure in found.failures][:5]


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "corpus",
    [small(), one("Hvem?", None), replace(small(), pairs=()), hostile()],
    ids=["small", "one", "empty", "hostile"],
)
def test_every_report_conforms_to_both_standards(corpus: Corpus, language: str) -> None:
    _conforms(render_pdf(_report(corpus, language)))


def test_the_analysts_markdown_conforms_too() -> None:
    pdf = render_pdf(_report(small(), closing=MARKDOWN, what=MARKDOWN, **{"reflection:words": MARKDOWN}))
    _conforms(pdf)
    assert '#read("x")' in _text(pdf)


@pytest.mark.shared
def test_the_report_of_2017_conforms() -> None:
    path = shared_file("data/relay-2017.json")
    _conforms(render_pdf(_report(read_corpus(path.read_bytes(), path.name))))


def test_it_says_what_it_is() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(_report(small()))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Haven og havnen"
    assert reader.metadata.author == "Foreningen"
    assert str(reader.root_object["/Lang"]) == "da"
    assert (round(float(reader.pages[0].mediabox.width)), round(float(reader.pages[0].mediabox.height))) == (595, 842)
    assert [str(item["/Title"]) for item in reader.outline if isinstance(item, dict)][:2] == [
        "Baggrund",
        "Haven: spørgsmål og svar",
    ]
    embedded = {str(font).split("+")[-1] for page in reader.pages for font in _fonts(page)}
    assert {"IBMPlexSans", "IBMPlexSans-SemiBold"} <= embedded


def _fonts(page: object) -> list[str]:
    resources = page["/Resources"]  # type: ignore[index]  # pypdf's pages are dictionaries
    return [str(font.get_object()["/BaseFont"]) for font in resources.get("/Font", {}).values()]


def test_the_same_report_gives_the_same_bytes_and_no_path() -> None:
    first = render_pdf(_report(small()))
    assert first == render_pdf(_report(small()))
    assert b"/tmp/" not in first
    assert b"site-packages" not in first


def test_participants_words_are_not_code() -> None:
    text = "".join(_text(render_pdf(_report(hostile()))).split())
    for words in (
        '#import"@preview/x:1.0.0":*',
        '#read("/etc/passwd")',
        "<script>alert(1)</script>",
        "$x^2$@ref<label>*fed*_kursiv_",
    ):
        assert words in text
    assert "root:" not in text
    assert "◊◊◊" in text  # 日本語 has no glyph
    assert "erstattetaf◊" in text  # and the report says so


def test_nothing_is_said_of_missing_signs_where_none_is_missing() -> None:
    assert "erstattet" not in _text(render_pdf(_report(small())))


def test_long_answers_run_over_pages_and_no_page_is_nearly_empty() -> None:
    report = build_report(long(), ReportTexts(limits=Limits(pairs=None)), "da")
    pdf = render_pdf(report)
    _conforms(pdf)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert sum(page.count("vink.") for page in pages) == 12 * 18
    assert sum("vink." in page for page in pages) >= 5
    assert all(len([line for line in page.splitlines() if line.strip()]) > 3 for page in pages[1:])
    assert all(f"Hvorfor nummer {at}?" in " ".join(" ".join(pages).split()) for at in range(100))


@pytest.mark.parametrize("corpus", [small(), one("Hvem?", None), hostile()], ids=["small", "one", "hostile"])
@pytest.mark.parametrize("text", ["", "Kort sagt."])
def test_a_summary_conforms_and_is_two_pages(corpus: Corpus, text: str) -> None:
    evidence = Evidence(corpus)
    outline = template_outline(Template.SUMMARY, evidence)
    texts = ReportTexts(slots={"text:summary": text}, date="2026-11-22", publisher="Foreningen")
    pdf = render_pdf(build_report(corpus, texts, "da", outline=outline, evidence=evidence))
    _conforms(pdf)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) <= 2
    assert "Indhold" not in _text(pdf)
    assert reader.pages[0].extract_text().splitlines()[0].strip()


@pytest.mark.shared
def test_the_summary_of_2017_is_two_pages() -> None:
    path = shared_file("data/relay-2017.json")
    corpus = read_corpus(path.read_bytes(), path.name)
    evidence = Evidence(corpus)
    outline = template_outline(Template.SUMMARY, evidence)
    texts = ReportTexts(slots={"text:summary": "Kort sagt.", "closing": "Hvad nu?"}, date="2026-11-22")
    pdf = render_pdf(build_report(corpus, texts, "da", outline=outline, evidence=evidence))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2


def test_a_worksheet_fills_one_page_a_theme() -> None:
    evidence = Evidence(small())
    outline = template_outline(Template.WORKSHOP, evidence)
    pdf = render_pdf(build_report(small(), ReportTexts(), "da", outline=outline, evidence=evidence))
    _conforms(pdf)
    sheets = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages[2:]]
    assert [text.splitlines()[0] for text in sheets[:5]] == [
        "Låger · Haven",
        "Frugt · Haven",
        "Ikke sorteret",
        "Både · Havnen",
        "Frugt · Havnen",
    ]
    assert len(sheets) == 6  # the method has one of its own, since sheets are full
