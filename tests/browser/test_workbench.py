"""The workbench by keyboard, by mouse and on a phone, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DemoServer, Visitor, Visitors
from tests.browser.people import sign_in

SELECT = """([side, from, to]) => {
  const text = document.querySelector(`[data-side=${side}] [data-start]`).firstChild;
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def cookies(chromium: Browser, demo: DemoServer) -> list[SetCookieParam]:
    """Signed in once: codes to one address are rationed."""
    visitor = Visitors(chromium, demo.base).new()
    sign_in(visitor)
    found = visitor.context.cookies()
    visitor.context.close()
    return [SetCookieParam(name=one["name"], value=one["value"], url=demo.base) for one in found]


def open_bench(visitor: Visitor, cookies: list[SetCookieParam], pile: str = "all") -> Page:
    """The demo's material, as the organiser finds it from the project."""
    visitor.context.add_cookies(cookies)
    page = visitor.go("/projekter/")
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    page.locator("a[href^='/analyse/materiale/']").first.click()
    expect(page.locator("#bench")).to_be_visible()
    page.goto(page.url.split("?")[0] + f"?pile={pile}")
    return page


def card(page: Page) -> str:
    return page.locator("#reading-heading").inner_text()


def test_by_keyboard(visitors: Visitors, cookies: list[SetCookieParam]) -> None:
    page = open_bench(visitors.new(), cookies)
    first = card(page)
    page.keyboard.press("j")
    expect(page.locator("#reading-heading")).not_to_have_text(first)
    expect(page.locator(".bench-card.is-current a")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#reading-heading")).to_have_text(first)

    page.keyboard.press("n")
    expect(page.locator("#new_name")).to_be_focused()
    page.keyboard.type("Tasternes tema")
    page.keyboard.press("Enter")
    expect(page.locator("#live-status")).to_contain_text("Tasternes tema")
    expect(page.locator(".bench-card.is-current a")).to_be_focused()

    page.keyboard.press("x")
    expect(page.locator("#move-button")).to_contain_text("Flyt 1")
    page.keyboard.press("m")
    expect(page.locator("#move-filter")).to_be_focused()
    page.keyboard.type("tasternes")
    page.keyboard.press("Enter")
    expect(page.locator("#live-status")).to_have_text("1 kort flyttet til Tasternes tema.")
    expect(page.locator(".reading-head")).to_contain_text("Tasternes tema")
    expect(page.locator(".bench-card.is-current a")).to_be_focused()

    page.evaluate(SELECT, ["question", 0, 7])
    page.keyboard.press("h")
    expect(page.locator("#live-status")).to_have_text("Fremhævet.")
    expect(page.locator("[data-side=question] mark").first).to_be_visible()

    for announced in ("Fortrudt: fremhævede", "Fortrudt: flyttede 1 kort", "Fortrudt: oprettede temaet"):
        page.keyboard.press("u")
        expect(page.locator("#live-status")).to_contain_text(announced)
    expect(page.locator(".pile-name", has_text="Tasternes tema")).to_have_count(0)


def test_keys_rest_while_one_writes_and_can_be_turned_off(visitors: Visitors, cookies: list[SetCookieParam]) -> None:
    page = open_bench(visitors.new(), cookies)
    first = card(page)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("jjj?")
    expect(page.locator("#search")).to_have_value("jjj?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("label[for=keys-on]").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert card(page) == first
    page.reload()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert card(page) == first


def test_by_dragging_onto_a_theme_and_by_the_buttons(visitors: Visitors, cookies: list[SetCookieParam]) -> None:
    page = open_bench(visitors.new(), cookies)
    target = page.locator(".bench-themes [data-drop]").last
    name = target.locator(".pile-name").inner_text()
    moved = page.locator(".bench-card").filter(has_not_text=name).first
    key = moved.locator("a").get_attribute("id")
    moved.drag_to(target)
    expect(page.locator("#live-status")).to_have_text(f"1 kort flyttet til {name}.")
    expect(page.locator(f"li:has(> #{key})")).to_contain_text(name)
    page.locator("#undo").click()
    expect(page.locator("#live-status")).to_contain_text("Fortrudt")
    page.locator("#quote").click()
    expect(page.locator("#live-status")).to_contain_text("rapporten")
    page.locator("#undo").click()
    expect(page.locator("#live-status")).to_contain_text("Fortrudt")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_on_a_phone_one_column_at_a_time(visitors: Visitors, cookies: list[SetCookieParam], javascript: bool) -> None:  # noqa: FBT001 - a parameter
    page = open_bench(visitors.new(390, javascript=javascript), cookies)
    expect(page.locator(".bench-cards")).to_be_visible()
    expect(page.locator(".bench-themes")).to_be_hidden()
    page.locator(".bench-card a").nth(1).click()
    expect(page.locator(".bench-reading")).to_be_visible()
    expect(page.locator(".bench-cards")).to_be_hidden()
    options = page.locator("#move-one-to option")
    name = options.first.inner_text()
    page.locator("#move-one").click()
    expect(page.locator("main")).to_contain_text(f"1 kort flyttet til {name}.")
    page.locator("#undo").click()
    expect(page.locator("main")).to_contain_text("Fortrudt")
    page.locator(".bench-steps a").first.click()
    expect(page.locator(".bench-themes")).to_be_visible()
    small = page.eval_on_selector_all(
        ".bench-themes a, .bench-bar button, .bench-steps a",
        "found => found.filter(e => e.offsetParent).filter(e => e.getBoundingClientRect().height < 24).map(e => e.id)",
    )
    assert small == []
    assert re.search(r"show=themes", page.url)
