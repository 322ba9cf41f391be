"""The builder of a report by keyboard, by mouse, on a phone and without scripts, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDTHS, Visitors
from tests.browser.people import sign_in
from tests.browser.test_every_page import faults

MATERIAL = "Når velfærden skal hænge sammen"


def make(page: Page, title: str, template: str) -> str:
    """A new report from a template, as one makes it from the project; its address."""
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    project = re.search(r"/projekter/(\d+)", page.url)
    assert project
    page.goto(re.sub(r"/projekter/.*", f"/rapporter/projekt/{project[1]}/ny/", page.url))
    page.locator("label", has_text=template).click()
    page.locator("#id_corpus").select_option(label=MATERIAL)  # whatever other tests have brought in since
    page.locator("#id_title").fill(title)
    page.get_by_role("button", name="Lav rapporten").click()
    expect(page.locator("#builder")).to_be_visible()
    page.wait_for_load_state()
    return page.url.split("?")[0]


def names(page: Page) -> list[str]:
    return page.locator(".rb-row .rb-name a").all_inner_texts()


def said(page: Page) -> Locator:
    return page.locator("#live-status")


def undo_all(page: Page) -> None:
    while page.locator("#undo").count():
        page.keyboard.press("u")
        expect(said(page)).to_contain_text("Fortrudt")
        said(page).evaluate("status => { status.textContent = ''; }")


def add_and_move_a_text(page: Page, before: list[str]) -> None:
    """N, a text, and Alt with the arrows; it ends behind the first two."""
    page.keyboard.press("n")
    expect(page.locator("#add-heading")).to_be_focused()
    page.get_by_role("button", name=re.compile("^Tekst Dine egne ord")).press("Enter")
    expect(said(page)).to_contain_text("Tilføjet: ”Tekst” som nummer 2.")
    assert names(page) == [before[0], "Tekst", *before[1:]]
    for key, number in (("ArrowDown", 3), ("ArrowDown", 4), ("ArrowUp", 3)):
        expect(page.locator(".rb-row.is-current .rb-name a")).to_be_focused()
        page.keyboard.press(f"Alt+{key}")
        expect(said(page)).to_contain_text(f"”Tekst” er nu nummer {number}.")
    assert names(page)[2] == "Tekst"


def choose_pairs(page: Page) -> None:
    """The first pair one place down, and then out."""
    pairs, printed = page.locator(".rb-pairs input[name=pair]"), page.locator(".rb-page .dr-pair")
    count = pairs.count()
    assert count >= 2
    expect(printed).to_have_count(count)
    first = page.locator(".rb-pairs label").first.inner_text()
    page.locator(".rb-order button:not([disabled])").first.press("Enter")
    expect(said(page)).to_contain_text("Parrene i")
    expect(page.locator(".rb-pairs label").nth(1)).to_have_text(first)
    pairs.nth(1).press("Space")
    expect(printed).to_have_count(count - 1)


def test_a_report_is_built_by_keyboard_alone(visitors: Visitors) -> None:
    page = sign_in(visitors.new())
    report = make(page, "Bygget med tasterne", "Hele rapporten")
    before = names(page)
    current = page.locator(".rb-row.is-current .rb-name a")
    page.keyboard.press("j")
    expect(current).to_be_focused()
    expect(current).to_have_text(before[0])
    expect(page.locator(".rb-page")).to_contain_text("Hvad?")
    add_and_move_a_text(page, before)

    page.keyboard.press("j")  # the theme below it
    expect(current).to_have_text(before[2])
    page.keyboard.press("h")
    expect(said(page)).to_contain_text("Skjult:")
    expect(page.locator(".rb-notice")).to_contain_text("Sådan ville den se ud")
    page.keyboard.press("h")
    expect(said(page)).to_contain_text("er med i rapporten igen")
    choose_pairs(page)

    page.keyboard.press("r")
    expect(page.locator("#block-title")).to_be_focused()
    page.keyboard.type("En ny overskrift")
    page.keyboard.press("Enter")
    expect(page.locator(".rb-page")).to_contain_text("En ny overskrift")
    page.get_by_role("link", name="Note under blokken").press("Enter")
    page.locator("#id_markdown").fill("Noten under temaet.")
    expect(page.locator("#saved")).to_contain_text("Gemt kl.")
    page.goto(f"{report}?block=theme-1-1")
    page.keyboard.press("p")
    expect(page.locator(".rb-page.is-whole")).to_contain_text("Noten under temaet.")
    undo_all(page)
    assert names(page) == before


def test_keys_pressed_faster_than_the_page_answers_are_all_done(visitors: Visitors) -> None:
    page = sign_in(visitors.new())
    make(page, "Bygget i en fart", "Slides")
    before = names(page)
    for key in ("j", "j", "h", "Alt+ArrowDown", "Alt+ArrowDown"):
        page.keyboard.press(key)
    expect(said(page)).to_contain_text("er nu nummer 4.", timeout=30_000)
    expect(page.locator(".rb-row.is-hidden .rb-name a")).to_have_text(before[1])
    for _ in range(3):
        page.keyboard.press("u")
    expect(page.locator("#undo")).to_have_count(0, timeout=30_000)
    assert names(page) == before


def test_by_dragging_and_by_the_help_list(visitors: Visitors) -> None:
    page = sign_in(visitors.new())
    make(page, "Bygget med musen", "Slides")
    before = names(page)
    page.locator(".rb-row").nth(0).drag_to(page.locator(".rb-row").nth(2), target_position={"x": 60, "y": 44})
    expect(said(page)).to_contain_text("er nu nummer 3.")
    assert names(page) == [before[1], before[2], before[0], *before[3:]]
    page.locator(".rb-row").nth(2).drag_to(page.locator(".rb-row").nth(0), target_position={"x": 60, "y": 4})
    expect(said(page)).to_contain_text("er nu nummer 1.")
    assert names(page) == before
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("label[for=keys-on]").click()
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    page.wait_for_timeout(300)
    assert page.locator(".rb-row.is-hidden").count() == 0


def test_without_scripts_every_act_has_its_button(visitors: Visitors) -> None:
    page = sign_in(visitors.new(390, javascript=False))
    make(page, "Bygget uden scripts", "Ark til workshop")
    before = names(page)
    page.locator(".rb-name a").first.click()
    page.get_by_role("button", name="Flyt ned").click()
    assert names(page)[:2] == [before[1], before[0]]
    page.get_by_role("button", name="Skjul").click()
    expect(page.locator(".rb-row.is-hidden")).to_have_count(1)
    page.get_by_role("link", name="Se, hvordan den ser ud").click()
    expect(page.locator(".rb-page")).to_be_visible()
    expect(page.locator(".rb-outline")).to_be_hidden()
    page.get_by_role("link", name="Tilbage til indholdet").click()
    page.get_by_role("button", name="Fjern").click()
    assert before[0] not in names(page)[:1]
    assert len(names(page)) == len(before) - 1
    page.get_by_role("link", name="Tilføj en blok").click()
    page.get_by_role("button", name=re.compile("^Overskrift Begynder")).click()
    assert "Fjern" in page.locator(".rb-acts").inner_text()
    for _ in range(4):
        page.get_by_role("button", name="Fortryd").click()
    assert names(page) == before


@pytest.mark.parametrize("width", WIDTHS)
def test_the_builder_s_views_are_accessible(visitors: Visitors, width: int) -> None:
    visitor = visitors.new(width)
    page = sign_in(visitor)
    report = make(page, "Set efter", "Hele rapporten")
    told = []
    for query in (
        "",
        "?block=theme-1-1",
        "?block=method",
        "?block=closing&show=add",
        "?show=whole",
        "?block=shares-1&show=look",
    ):
        visitor.go(report + query)
        told += faults(page)
    for path in ("sprog/", "afsnit/closing/", "afsnit/closing/sprog/", "kladde/?sprog=en"):
        visitor.go(report + path)
        told += faults(page)
    assert not told, "\n".join(told)
