"""Every page a link leads to: axe finds nothing, the CSP holds, nothing is wider than the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import WIDTHS, DemoServer, Visitor, Visitors
from tests.browser.people import enter, sign_in

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
DOWNLOAD = re.compile(
    r"\.(pdf|csv|xlsx|docx|pptx|html|json|svg|sav|zip|gexf|graphml)$|/(pdf|html|docx|pptx|xlsx|csv|csv-plain|netvaerk)/?$|/demo/"
)
FEWEST_KINDS = {"stranger": 4, "organiser": 15, "participant": 4}


def kind_of(url: str) -> str:
    """The address without what tells one object from another."""
    path = re.sub(r"/(afsnit/|r/)[^/]+", r"/\1T", urlsplit(url).path)
    return re.sub(r"\d+", "N", path)


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    told = [
        f"{page.url} [{fault['id']}] {fault['help']}: {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"][:3]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        told.append(f"{page.url} is {wide} px wider than the screen")
    return told


def crawl(visitor: Visitor, start: list[str]) -> tuple[set[str], list[str]]:
    """Every kind of page within reach of `start`, and what is wrong with them."""
    queue, seen, told = list(start), set[str](), list[str]()
    while queue:
        url = queue.pop(0)
        if kind_of(url) in seen:
            continue
        seen.add(kind_of(url))
        page = visitor.go(url)
        told += faults(page)
        for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            target = urljoin(page.url, href).split("#")[0]
            if target.startswith(visitor.base) and not DOWNLOAD.search(urlsplit(target).path):
                queue.append(target)
    return seen, told


def stranger(_visitor: Visitor, demo: DemoServer) -> list[str]:
    report = re.search(r"http://\S+/r/\S+", demo.printed)
    assert report is not None
    return ["/", "/cookies/", "/konto/log-ind/", "/d/velkommen/", report[0]]


def organiser(visitor: Visitor, demo: DemoServer) -> list[str]:
    return [sign_in(visitor).url, "/demo/post/", "/stil/"]


def participant(visitor: Visitor, demo: DemoServer) -> list[str]:
    return [enter(visitor, demo.personal_links[0]).url]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", [stranger, organiser, participant])
def test_every_page_is_accessible_and_keeps_to_the_csp(
    visitors: Visitors, demo: DemoServer, role: Callable[[Visitor, DemoServer], list[str]], width: int
) -> None:
    visitor = visitors.new(width)
    seen, told = crawl(visitor, role(visitor, demo))
    assert not told, "\n".join(told)
    assert len(seen) >= FEWEST_KINDS[role.__name__], sorted(seen)
