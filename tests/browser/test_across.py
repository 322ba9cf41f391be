"""Cross-reading in a real browser: read, write beside it, and lose no word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, Visitors
from tests.browser.people import sign_in

TITLE = "Stafetten og et halvt år efter"


def open_across(visitor: Visitor) -> Page:
    """The demo's second material, found as a person finds it."""
    page = sign_in(visitor)
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    page.get_by_role("link", name="Alle analyser").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Tværlæsning").click()
    expect(page.get_by_role("heading", name="Tværlæsning", exact=True)).to_be_visible()
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_keeps_to_the_screen_and_says_what_its_charts_say(visitors: Visitors, width: int) -> None:
    page = open_across(visitors.new(width))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for key in ("sources", "groups", "together"):
        part = page.locator(f"#{key}")
        expect(part.locator("[role=img]")).to_have_attribute("aria-label", re.compile(".{20,}"))
        expect(part.locator("table").first).to_be_visible()


def test_from_a_figure_to_its_cards_and_to_a_theme(visitors: Visitors) -> None:
    page = open_across(visitors.new())
    row = page.locator("#changes tr", has_text="Hjælp fra kunstig intelligens")
    expect(row).to_contain_text("ny")
    row.get_by_role("link", name="16 af 74").click()
    expect(page.locator(".across-cards > li")).to_have_count(16)
    page.go_back()
    page.locator(".across-themes").get_by_role("link", name="Data og deling").click()
    expect(page.get_by_role("heading", name="Spørgsmål over for svar")).to_be_visible()
    expect(page.locator("#sides table").first).to_be_visible()


def test_a_reflection_by_keyboard_is_saved_and_what_is_not_saved_is_kept(visitors: Visitors) -> None:
    page = open_across(visitors.new())
    note = page.locator("#note-sources")
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(note.locator("textarea")).to_be_focused()
    page.keyboard.type("Tid fylder mest.")
    page.reload()
    expect(note.locator("textarea")).to_have_value("Tid fylder mest.")
    expect(note.locator("[data-kept]")).to_be_visible()
    note.get_by_role("button", name="Gem").click()
    expect(page.locator("#note-sources")).to_contain_text("Solvej Brink")
    expect(page.locator("#note-sources p").first).to_have_text("Tid fylder mest.")
    expect(page.locator("#note-sources [data-kept]")).to_be_hidden()


def test_two_who_write_at_the_same_place(visitors: Visitors) -> None:
    visitor = visitors.new()
    page = open_across(visitor)
    note = page.locator("#note-groups")
    note.locator("summary").click()
    other = visitor.context.new_page()
    other.goto(page.url)
    other.locator("#note-groups summary").click()
    other.locator("#note-groups textarea").fill("Den anden var først.")
    other.locator("#note-groups button").click()
    expect(other.locator("#note-groups p").first).to_have_text("Den anden var først.")
    note.locator("textarea").fill("Mine egne ord.")
    with page.expect_response(re.compile("/note/")) as answered:
        note.get_by_role("button", name="Gem").click()
    assert answered.value.status == 409
    expect(page.locator("#typed")).to_have_value("Mine egne ord.")
    expect(page.locator("main")).to_contain_text("Den anden var først.")
    page.get_by_role("button", name="Gem mine ord").click()
    expect(page.locator("#note-groups p").first).to_have_text("Mine egne ord.")
    visitor.errors = [error for error in visitor.errors if "409" not in error]  # the browser tells of the refusal
