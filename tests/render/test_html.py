from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import Report, ReportTexts, build_report
from depeche.render.charts import chart_svg, charts_of
from depeche.render.html import render_body, render_html, report_css
from depeche.render.markup import VOID
from depeche.render.style import NARROW, WIDE
from tests.core.reporting.corpora import one, small
from tests.render.awkward import hostile


@dataclass
class Seen(HTMLParser):
    """What a parser meets: elements, attributes, anchors and the words."""

    tags: Counter[str] = field(default_factory=Counter)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID and "svg" not in self.open:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg" or "svg" not in self.open:
            assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, found, value in self.attributes if found == name]


def _seen(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    assert seen.open == []
    return seen


def _report(corpus: Corpus | None = None, language: str = "da", **slots: str) -> Report:
    return build_report(
        corpus or small(), ReportTexts(slots=slots, date="2026-11-22", publisher="Foreningen"), language
    )


def _body(report: Report) -> str:
    return render_body(report, lambda name, size: f"/figur/{name}/{size}.svg")


def test_the_document_loads_nothing() -> None:
    page = render_html(_report(closing="[et sted](https://example.org) ![billede](https://example.org/x.png)")).decode()
    seen = _seen(page)
    loaded = [value for name in ("src", "srcset", "data", "poster", "action") for value in seen.values(name)]
    assert loaded == []
    assert {value for tag, name, value in seen.attributes if (tag, name) == ("link", "href")} == {"data:,"}
    assert re.findall(r"url\(\s*['\"]?(?!data:)[^)]*\)|@import", page) == []
    assert seen.tags["script"] == 0
    assert any(value.startswith("default-src 'none'") for value in seen.values("content"))
    assert seen.values("href").count("https://example.org") == 1  # a link is followed by a person, not loaded
    assert page.startswith('<!doctype html>\n<html lang="da">')
    assert "woff2;base64" in page
    assert "woff2;base64" not in render_html(_report(), offline=False).decode()


def test_the_fragment_lives_under_a_strict_policy() -> None:
    seen = _seen(_body(_report(hostile())))
    assert seen.values("style") == []
    assert not {name for _, name, _ in seen.attributes if name.startswith("on")}
    assert seen.tags["style"] == seen.tags["script"] == 0
    assert seen.values("src")
    assert all(value.startswith("/figur/") for value in seen.values("src"))
    assert all(alt.strip() for alt in seen.values("alt"))
    assert len(seen.values("alt")) == seen.tags["img"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_anchors_lead_somewhere_and_headings_step_by_one(language: str) -> None:
    seen = _seen(_body(_report(small(), language, closing="## Under\n\n### Dybere")))
    anchors = seen.values("id")
    assert len(anchors) == len(set(anchors))
    assert {value[1:] for value in seen.values("href") if value.startswith("#")} <= set(anchors)
    assert seen.headings[0] == 1
    assert seen.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(seen.headings, seen.headings[1:], strict=False))


def test_every_chosen_word_is_on_the_page_with_its_highlights() -> None:
    page = _body(_report())
    assert "<strong>låser lågen</strong>" in page
    assert 'Det gør <strong>naboen</strong>.<span class="dr-trim"> [...] </span>Spørg hende selv.' in page
    assert "<p>Og hvem låser den op igen?</p>" in page  # a new line in the source is a paragraph
    assert "Stillet af gartnere" in page
    assert page.count("Spørgsmålet fik ikke noget svar.") == 2
    assert "22. november 2026" in page
    assert "Udgivet af Foreningen" in page


def test_participants_words_stay_words() -> None:
    page = render_html(_report(hostile())).decode()
    seen = _seen(page)
    assert seen.tags["script"] == seen.tags["img"] == seen.tags["u"] == 0
    words = "".join(seen.words)
    for text in (
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        "{% include 'x' %} ${7*7} {0} %s",
        "日本語",
        "👨‍👩‍👧",
    ):
        assert text in words
    assert "Titel <script> #pagebreak() {{x}} 😀" in words


def test_markdown_is_set_and_raw_html_is_not() -> None:
    text = (
        "# Top\n\n**fed** og `kode`\n\n- et\n- to\n\n<b onclick=x>rå</b>\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n[x](javascript:alert)"
    )
    page = _body(_report(closing=text))
    assert "<strong>fed</strong>" in page
    assert "<code>kode</code>" in page
    assert "<li>et</li>" in page
    assert "&lt;b onclick=x&gt;" in page
    assert '<th scope="col">a</th>' in page
    assert "javascript:" not in "".join(_seen(page).values("href"))


def test_the_language_of_the_quotes_is_marked_when_it_is_another() -> None:
    assert '<p lang="da">Den mangler olie.</p>' in _body(_report(small(), "en"))
    assert '<p lang="da">' not in _body(_report())


def test_one_relay_has_no_comparison() -> None:
    page = _body(_report(one("Hvem?")))
    assert "Ordene i spørgsmålene" in page
    assert "Tværlæsning" not in page
    assert "Ikke sorteret" in page


def test_three_relays_stand_in_a_table_and_each_against_the_others() -> None:
    sources = tuple(Source(name, name.upper()) for name in "abc")
    pairs = tuple(
        Pair(f"{name}{at}", f"Hvor er {name}-lågen nu?", "Der.", name, "t") for name in "abc" for at in range(4)
    )
    page = _body(_report(Corpus("Tre", sources, pairs)))
    assert page.count("<h3>Ord, der skiller") == 3
    assert "de øvrige" in page


def test_charts_are_files_with_their_typeface_inside() -> None:
    report = _report(hostile())
    charts = charts_of(report)
    assert charts
    for chart in charts.values():
        for size in (WIDE, NARROW):
            svg = chart_svg(chart, size).decode()
            assert svg.startswith(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} ')
            assert "font/woff2;base64" in svg
            assert "<script" not in svg
            assert "<i>" not in svg
        assert chart.title
        assert chart.subtitle
        assert chart.note
        assert len(chart.table.rows) > 0


def test_the_chart_says_the_same_as_its_table() -> None:
    chart = charts_of(_report())["s-haven-temaer"]
    assert chart.alt == "Liggende søjler. Længst er låger 2 · 50 %; derefter frugt 1 · 25 %, Ikke sorteret 1 · 25 %."
    assert chart.table.rows == (("låger", "2", "50 %"), ("frugt", "1", "25 %"), ("Ikke sorteret", "1", "25 %"))


def test_the_style_sheet_names_no_address() -> None:
    assert "http" not in report_css()
    assert "url(" not in report_css()
