"""What a person does to get in, through the pages alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.browser.conftest import Visitor

ORGANISER = "organisator@depeche.example"
CODE = r"\b(\d{6})\b"


def mails(visitor: Visitor, recipient: str) -> list[int]:
    """Numbers of the mails to somebody in the demo mailbox, newest first."""
    response = visitor.context.request.get(f"{visitor.base}/demo/post/", params={"til": recipient})
    return [int(number) for number in dict.fromkeys(re.findall(r"/demo/post/(\d+)/", response.text()))]


def await_mail(visitor: Visitor, recipient: str, pattern: str, known: list[int]) -> str:
    """The first match of `pattern` in a mail to `recipient` that was not there before (`known`)."""
    for _ in range(60):
        for number in mails(visitor, recipient):
            if number not in known:
                text = visitor.context.request.get(f"{visitor.base}/demo/post/{number}/").text()
                if found := re.search(pattern, text):
                    return found[1]
        visitor.page.wait_for_timeout(500)
    raise AssertionError(f"no new mail to {recipient} with {pattern}")


def sign_in(visitor: Visitor, email: str = ORGANISER) -> Page:
    """As staff: address, code from the mailbox, in. Once per address: codes are limited to a few a minute."""
    if email in visitor.sessions:
        known = visitor.sessions[email]
        visitor.context.add_cookies(
            [{"name": name, "value": value, "url": visitor.base} for name, value in known.items()]
        )
        page = visitor.go("/projekter/")
        if page.url.endswith("/projekter/"):
            return page
    page = sign_in_anew(visitor, email)
    visitor.sessions[email] = {cookie["name"]: cookie["value"] for cookie in visitor.context.cookies()}
    return page


def sign_in_anew(visitor: Visitor, email: str = ORGANISER) -> Page:
    known = mails(visitor, email)
    page = visitor.go("/konto/log-ind/")
    page.get_by_role("textbox").first.fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/kode/**")
    code = await_mail(visitor, email, CODE, known)
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


def send(page: Page) -> None:
    page.locator("main form button.button-primary").last.click()
    page.wait_for_load_state()


def schedule(page: Page, relay: str) -> None:
    """As organiser, at the address of a relay that is set up: invited at once, open in an hour, for two days."""
    page.goto(f"{relay}/tidsrum/")
    now = datetime.now(ZoneInfo("Europe/Copenhagen"))
    for name, minutes in (("invite", -1), ("open", 60), ("close", 2 * 1440), ("answers_close", 3 * 1440)):
        page.fill(f"[name={name}]", (now + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M"))
    send(page)
    page.goto(f"{relay}/start/")
    page.locator("button[name=act][value=start]").click()
    page.wait_for_load_state()
