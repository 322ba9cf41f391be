"""What a person does to get in, through the pages alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.conftest import Visitor

ORGANISER = "organisator@depeche.example"


def newest_mail(visitor: Visitor, recipient: str, pattern: str) -> str:
    """The first match of `pattern` in the newest mail to `recipient`, read in the demo mailbox."""
    page = visitor.context.new_page()
    try:
        for _ in range(60):
            page.goto(f"{visitor.base}/demo/post/?to={recipient}")
            links = page.locator("main a[href*='/demo/post/']")
            for index in range(min(links.count(), 3)):
                href = links.nth(index).get_attribute("href") or ""
                if not re.search(r"/demo/post/\d+/", href):
                    continue
                response = page.request.get(visitor.base + href)
                if found := re.search(pattern, response.text()):
                    return found[1]
            page.wait_for_timeout(500)
    finally:
        page.close()
    raise AssertionError(f"no mail to {recipient} with {pattern}")


def sign_in(visitor: Visitor, email: str = ORGANISER) -> Page:
    """As staff: address, code from the mailbox, in."""
    page = visitor.go("/konto/log-ind/")
    page.get_by_role("textbox").first.fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/kode/**")
    code = newest_mail(visitor, email, r"\b([A-Z0-9]{3,4}-?[A-Z0-9]{3,4}|\d{6})\b")
    page.get_by_role("textbox").first.fill(code)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/projekter/**")
    return page


def enter(visitor: Visitor, link: str) -> Page:
    """As participant: the personal link, then the button a person presses."""
    page = visitor.go(link)
    page.get_by_role("button", name="Fortsæt").click()
    page.wait_for_load_state()
    return page
