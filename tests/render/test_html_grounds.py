"""Where figures and quotes of the page lead to what they rest on."""

from __future__ import annotations

import re

import pytest

from depeche.core.reporting import ReportTexts, build_report
from depeche.core.reporting.model import Report
from depeche.core.reporting.provenance import claims_of, numbers
from depeche.core.reporting.values import Figure, Quote
from depeche.render.html import render_body, render_html
from tests.core.reporting.corpora import small

LINK = re.compile(r'<a href="/g/(\d+)/"( class="dr-ground")?>(.*?)</a>')


@pytest.fixture(scope="module")
def report() -> Report:
    slots = {"why": "Haven fik {{k_af_n:theme:have:låger}} om låger.", "theme:have:låger": "> Den mangler olie."}
    return build_report(small(), ReportTexts(slots=slots, remark_on=("båd",)), "da")


def page(report: Report) -> str:
    known = numbers(claims_of(report))

    def ground(value: Figure | Quote) -> str | None:
        return f"/g/{known[value]}/" if value in known else None

    return render_body(report, lambda name, size: f"/{size}/{name}.svg", ground)


def test_every_quote_and_every_figure_in_words_leads_to_its_ground(report: Report) -> None:
    links = LINK.findall(page(report))
    grounds = {ground.number: ground for ground in claims_of(report)}
    led = {int(number) for number, _, _ in links}
    quotes = {number for number, ground in grounds.items() if isinstance(ground.value, Quote)}
    assert quotes <= led
    missing = [grounds[number].value for number in grounds if number not in led]
    # What no element prints: groups of a relay that is told without them, and figures that only decide something.
    assert len(missing) < len(grounds) / 4, missing


def test_a_figure_in_a_sentence_leads_to_the_figure_it_prints(report: Report) -> None:
    grounds = {ground.number: ground.value for ground in claims_of(report)}
    sentence = re.search(r"Haven fik (.*?) om låger", page(report))
    assert sentence is not None
    (k, _, first), (n, _, second) = LINK.findall(sentence[1])
    assert (first, second) == ("2", "4")
    assert grounds[int(k)] == Figure("theme", ("have", "låger"), 2)
    assert grounds[int(n)] == Figure("questions", ("have",), 4)


def test_cells_of_tables_lead_there_too(report: Report) -> None:
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page(report))
    assert any(LINK.search(cell) for cell in cells)
    both = [cell for cell in cells if len(LINK.findall(cell)) == 2]
    assert both, "a cell with a count and a share leads to both"


def test_a_page_without_grounds_has_no_such_link_and_says_nothing_of_it(report: Report) -> None:
    for text in (render_body(report, lambda name, size: f"/{size}/{name}.svg"), render_html(report).decode()):
        assert "<a class" not in text.replace('class="dr-skip"', "")
        assert 'class="dr-ground' not in text
        assert 'class="dr-from' not in text
        assert "prikket" not in text
