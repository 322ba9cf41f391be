"""From nothing to three themes by accepting proposed groups, with the keyboard alone; theme cards; several themes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, Visitors
from tests.browser.people import sign_in
from tests.browser.sorting import as_csv, upload

SUBJECTS = (
    "Hvordan viser lederen tillid til sine medarbejdere?",
    "Hvem har tillid til en leder, der kontrollerer alt?",
    "Hvad gør du, når medarbejdere mister tillid til ledelsen?",
    "Kan tillid mellem leder og medarbejdere måles?",
    "Hvornår har tillid gjort kontrol unødvendig?",
    "Hvordan vinder en ny leder medarbejdernes tillid?",
    "Hvorfor fylder møder hele kalenderen?",
    "Hvem rydder kalenderen for møder, ingen bruger?",
    "Hvilket møde ville du slette af kalenderen i morgen?",
    "Hvordan får du tid i kalenderen mellem to møder?",
    "Hvornår er kalenderen tom for møder?",
    "Kan et møde være kortere end kalenderen siger?",
    "Hvordan læses skolens budget af dem, der underviser?",
    "Hvem holder budgettet, når skolen mangler lærere?",
    "Hvad ville skolen gøre med et større budget?",
    "Hvornår sparer et budget mere end det koster på skolen?",
    "Hvorfor lægges skolens budget om efteråret?",
    "Kan elever forstå skolens budget?",
)


def begin(visitor: Visitor, title: str) -> Page:
    page = sign_in(visitor)
    rows = [("Nr", "Tekst"), *((str(number), text) for number, text in enumerate(SUBJECTS, 1))]
    upload(page, f"{title}.csv", as_csv(rows), title)
    return page


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Tab until something is focused."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not within {most} presses of Tab")


def ask_for_three(page: Page) -> None:
    """From the workbench to a proposal of three groups."""
    page.keyboard.press("g")
    page.wait_for_url("**/forslag/")
    tab_to(page, "#antal")
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(page.locator("output[for=antal]")).to_have_text("3")
    tab_to(page, "#propose")
    page.keyboard.press("Enter")
    page.wait_for_url("**antal=3**")
    expect(page.locator(".proposal")).to_have_count(3)


def test_from_nothing_to_three_themes_by_keyboard(visitors: Visitors) -> None:
    page = begin(visitors.new(), "Tre emner")
    ask_for_three(page)
    expect(page.locator("main")).to_contain_text("Maskinens forslag, ikke et resultat.")
    expect(page.locator("#proposals-count")).to_contain_text("18 kort er usorterede.")

    button = page.locator("[data-accept]").first
    count = re.search(r"\d+", button.inner_text())
    assert count is not None
    tab_to(page, ".proposal-texts input[type=checkbox]")
    page.keyboard.press("Space")
    expect(button).to_contain_text(f"Gør {int(count[0]) - 1} kort")
    page.keyboard.press("Space")
    expect(button).to_contain_text(f"Gør {count[0]} kort")

    for left in (2, 1):
        tab_to(page, ".proposal [name=name]")
        page.keyboard.press("Enter")
        expect(page.locator(".proposal")).to_have_count(left)
        expect(page.locator(".proposal [name=name]").first).to_be_focused()
        expect(page.locator("main")).to_contain_text("er nu et tema med")
    page.keyboard.press("Control+a")
    page.keyboard.type("Det sidste")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Alt er sorteret")
    tab_to(page, "main a.button-primary")
    page.keyboard.press("Enter")
    assert_three_themes(page)


def assert_three_themes(page: Page) -> None:
    counts = page.locator(".bench-themes [data-drop]:not([data-drop='']) .pile-count")
    expect(counts).to_have_count(3)
    assert sum(map(int, counts.all_inner_texts())) == len(SUBJECTS)
    assert page.locator(".pile-words").count() == 3  # each with its cue words
    page.keyboard.press("u")
    expect(page.locator("#live-status")).to_contain_text("Fortrudt")
    expect(page.locator(".pile-name", has_text="Det sidste")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_group_in_part_and_dismissed_on_a_phone(visitors: Visitors, javascript: bool) -> None:  # noqa: FBT001 - a parameter
    page = begin(visitors.new(javascript=javascript), f"I dele {javascript}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page.url.split("?")[0] + "forslag/?antal=2")
    large = page.locator(".proposal", has=page.get_by_role("link", name="Vis flere")).first
    first = page.locator(f"#{large.get_attribute('id')}")
    shown = first.locator(".proposal-texts li")
    more = first.get_by_role("link", name="Vis flere")
    before = shown.count()
    more.click()
    expect(shown).not_to_have_count(before)
    first.locator(".proposal-texts label").first.click()
    first.locator("[name=name]").fill("Uden det første")
    first.get_by_role("button", name="til et tema" if javascript else "Gør til tema").click()
    expect(page.locator("main")).to_contain_text("”Uden det første” er nu et tema med")
    expect(page.locator(".proposal")).to_have_count(2)  # what was deselected waits in its group
    page.locator(".proposal").last.get_by_role("link", name="Afvis").click()
    expect(page.locator("main")).to_contain_text("1 gruppe er afvist")
    page.locator("#dismissed-back").click()
    expect(page.locator(".proposal")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def put(page: Page, keys: str, theme: str, told: str) -> None:
    page.keyboard.press(keys)
    page.keyboard.type(theme)
    page.keyboard.press("Enter")
    expect(page.locator("#live-status")).to_contain_text(told)


def test_a_card_in_two_themes_by_keyboard(visitors: Visitors) -> None:
    page = begin(visitors.new(), "To temaer")
    for name in ("Tillid", "Kontrol"):
        put(page, "n", name, name)
    put(page, "m", "tillid", "1 kort flyttet til Tillid.")
    page.goto(page.url.split("?")[0] + "?pile=all")
    put(page, "Shift+M", "kontrol", "1 kort er nu også i Kontrol.")
    expect(page.locator("#card-themes-heading")).to_have_text("Kortet er i 2 temaer")
    page.locator(".card-themes button", has_text="Eksempel").first.click()
    expect(page.locator(".card-themes [aria-pressed=true]")).to_have_count(1)
    page.locator(".card-themes button", has_text="Tag ud").last.click()
    expect(page.locator("#live-status")).to_contain_text("1 kort er taget ud af temaet.")
    expect(page.locator("#card-themes-heading")).to_have_text("Kortet er i 1 tema")


def test_a_theme_card_is_put_under_another_and_keeps_what_was_typed(visitors: Visitors) -> None:
    page = begin(visitors.new(), "Temakort")
    for name in ("Tillid", "Kontrol"):
        put(page, "n", name, name)
    page.locator(".pile-name", has_text="Kontrol").click()
    page.locator("#theme-card").click()
    expect(page.locator(".theme-card h2")).to_have_text("Kontrol")
    page.locator("#nest-into").select_option(label="Tillid")
    page.locator("#nest").click()
    expect(page.locator(".theme-card .eyebrow").first).to_contain_text("undertema af Tillid")
    page.locator("#edit_name").fill("Tillid")
    page.locator("#edit_definition").fill("Skrevet forgæves?")
    page.locator("#save-theme").click()
    expect(page.locator("#edit_error")).to_contain_text("Der er allerede et tema")
    expect(page.locator("#edit_definition")).to_have_value("Skrevet forgæves?")
    expect(page.locator("#edit_name")).to_be_focused()
    page.locator("#edit_name").fill("Kontrol og tillid")
    page.locator("#save-theme").click()
    expect(page.locator(".theme-card h2")).to_have_text("Kontrol og tillid")
    expect(page.locator("#edit_definition")).to_have_value("Skrevet forgæves?")
