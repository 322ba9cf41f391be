"""Two coders in two browsers: freeze the code book, code blind by keyboard, see how far they agree, settle, write."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, Visitors
from tests.browser.people import sign_in
from tests.browser.test_every_page import faults

COLLEAGUE = "bodil.koder@depeche.example"
CARDS = 4
SLOW = 30_000  # milliseconds: the machine reads the material when a double coding starts


def _walk_to(page: Page, selector: str, most: int = 60) -> None:
    """Tab until an element has the focus: what cannot be reached so is out of reach for many."""
    target = page.locator(selector).first
    for _ in range(most):
        if target.evaluate("found => found === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with Tab")


def _material(visitor: Visitor) -> Page:
    page = visitor.go("/projekter/")
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    page.get_by_role("link", name="Alle analyser").click()  # other tests bring in material too
    link = page.locator("a[href^='/analyse/materiale/']", has_text="Når velfærden skal hænge sammen")
    material = link.get_attribute("href")
    page = visitor.go(f"{material}historik/")
    page.get_by_role("link", name="Kodebog").click()
    return page


def _invite(visitor: Visitor) -> None:
    page = visitor.go("/projekter/")
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    project = re.search(r"/projekter/(\d+)/", page.url)
    assert project is not None
    page = visitor.go(f"/projekter/{project[1]}/medlemmer/")
    page.fill("[name=name]", "Bodil Koder")
    page.fill("[name=email]", COLLEAGUE)
    page.locator("form [name=role]").last.select_option("analyst")
    page.get_by_role("button", name="Invitér").click()
    expect(page.locator("main")).to_contain_text(COLLEAGUE)


def _freeze(page: Page) -> None:
    """With keys alone."""
    _walk_to(page, "#note")
    page.keyboard.type("Til dobbeltkodning")
    page.keyboard.press("Enter")
    expect(page.locator("main h2").first).to_contain_text("Kodebog, version")


def _start(page: Page) -> str:
    """Draw the cards; the address of the double coding."""
    page.get_by_role("link", name="Dobbeltkodning").click()
    page.get_by_role("link", name="Start en dobbeltkodning").first.click()
    page.fill("[name=title]", "Prøve med to")
    page.fill("[name=most]", str(CARDS))
    page.locator("[name=second]").select_option(label="Bodil Koder")
    _walk_to(page, "form button.button-primary")
    page.keyboard.press("Enter")
    expect(page.locator("main h2").first).to_have_text("Prøve med to", timeout=SLOW)
    return page.url


def _code(page: Page, keys: list[str]) -> None:
    """One card a key, to the last one, by keyboard alone."""
    for at, key in enumerate(keys, CARDS - len(keys) + 1):
        expect(page.locator("#card-heading")).to_have_text(f"Kort {at} af {CARDS}")
        page.keyboard.press(key)
        expect(page.locator("#judge input[type=checkbox]:checked")).to_have_count(1)
        page.keyboard.press("j")
    expect(page.get_by_role("button", name="Jeg er færdig")).to_be_visible()


def _first_coder(page: Page) -> None:
    page.get_by_role("link", name="Begynd at kode").click()
    expect(page.locator("#card-heading")).to_have_text(f"Kort 1 af {CARDS}")
    assert not faults(page)
    page.keyboard.press("1")
    page.keyboard.press("0")  # none of them takes the theme away again
    expect(page.locator("#none")).to_be_checked()
    expect(page.locator("#judge input[name=theme]:checked")).to_have_count(0)
    page.keyboard.press("0")
    _code(page, ["1", "2", "1", "2"])
    page.get_by_role("button", name="Jeg er færdig").press("Enter")
    expect(page.locator("main")).to_contain_text("Du er færdig.")
    expect(page.locator("main")).not_to_contain_text("alfa")


def _second_coder(page: Page, address: str) -> None:
    """Sees nothing of the first; leaves after a card and takes it up again."""
    page.goto(address)
    expect(page.locator("main")).not_to_contain_text(f"{CARDS} af {CARDS} kort")  # not how far the other is
    page.get_by_role("link", name="Begynd at kode").click()
    expect(page.locator("#judge input:checked")).to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("j")
    expect(page.locator("#card-heading")).to_have_text(f"Kort 2 af {CARDS}")
    page.goto(address)
    assert not faults(page)
    page.get_by_role("link", name="Kod videre").click()
    expect(page.locator("#card-heading")).to_have_text(f"Kort 2 af {CARDS}")
    page.keyboard.press("k")
    expect(page.locator("#judge input[name=theme]:checked")).to_have_count(1)
    page.keyboard.press("j")
    _code(page, ["2", "1", "1"])
    page.get_by_role("button", name="Jeg er færdig").press("Enter")
    expect(page.locator("main")).to_contain_text("3 af 4 kort")
    expect(page.locator("figure svg").locator("visible=true")).to_have_count(1)
    assert not faults(page)


def _settle_and_write(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Afgør uenighederne").press("Enter")
    expect(page.locator(".dispute")).to_have_count(1)
    assert not faults(page)
    _walk_to(page, ".dispute input[value=first]")
    page.keyboard.press("Space")
    _walk_to(page, ".settle [name=note]")
    page.keyboard.type("Vi læste definitionen igen")
    page.keyboard.press("Enter")
    expect(page.locator(".dispute-sides")).to_contain_text("Vi læste definitionen igen")
    page.get_by_role("link", name="Prøve med to").click()
    page.get_by_role("link", name="Skriv resultatet ind i materialet").press("Enter")
    assert not faults(page)
    page.get_by_role("button", name="Skriv det ind").press("Enter")
    expect(page.locator("main")).to_contain_text("Resultatet står i materialet")


@pytest.mark.parametrize("width", [1280, 390])
def test_two_coders_from_start_to_result(visitors: Visitors, width: int) -> None:
    anna, bodil = visitors.new(width), visitors.new(width)
    for visitor in (anna, bodil):
        visitor.context.set_default_timeout(SLOW)
    sign_in(anna)
    _invite(anna)
    sign_in(bodil, COLLEAGUE)
    page = _material(anna)
    if page.locator("#note").count():  # the other width has not frozen it before
        _freeze(page)
    address = _start(page)
    _first_coder(page)
    _second_coder(bodil.page, address)
    _settle_and_write(page, address)
    page.get_by_role("link", name="Historik").first.click()
    page.get_by_role("button", name="Fortryd det seneste").press("Enter")
    expect(page.locator("main")).to_contain_text("Fortrudt: skrev dobbeltkodningen")
