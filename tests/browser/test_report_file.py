"""report.html as `depeche analyse` writes it, opened from disk: no request, no fault, nothing wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from depeche.core.corpus import Corpus
from depeche.core.reporting import ReportTexts, build_report
from depeche.render.html import render_html
from tests.core.reporting.corpora import small
from tests.render.awkward import hostile, long

from .conftest import WIDTHS

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SLOTS = {"closing": "Se [stedet](https://example.org).\n\n> Den mangler olie.", "reflection:words": "- et\n- to"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("corpus", [small(), hostile(), long()], ids=["small", "hostile", "long"])
def test_it_opens_from_disk_and_axe_finds_nothing(
    chromium: Browser, tmp_path: Path, corpus: Corpus, width: int
) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(render_html(build_report(corpus, ReportTexts(slots=SLOTS, date="2026-11-22"), "da")))
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(path.as_uri())
    page.locator("summary").first.click()
    page.evaluate("document.fonts.ready")
    assert [url for url in requests if not url.startswith("data:")] == [path.as_uri()]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"')")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    context.close()
