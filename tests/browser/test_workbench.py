"""The workbench by keyboard, by mouse and on a phone, in a real browser."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from depeche.core.text.synthetic import synthetic_corpus, vocabulary
from tests.browser.conftest import Visitor, Visitors
from tests.browser.people import sign_in
from tests.browser.sorting import STATE, as_csv, make_theme, sort, sorted_into, upload

RELAY_2017 = Path(__file__).parents[2].parent / "shared" / "data" / "relay-2017.json"
CUE_WORDS = {  # written from the names of the themes, for any relay among public leaders
    "Borgerblik": "borger, bruger, pårørende, inddragelse, hverdag, behov, service, forløb",
    "Krydspres": "dilemma, pres, modsatrettede, krav, politiker, prioritering, hensyn, styring",
    "Ledelse på tværs": "tværs, samarbejde, sektor, silo, helhed, kommune, region, partnerskab",
    "Ledelsesrum": "råderum, frihed, regler, rammer, tillid, beslutning, bureaukrati, dokumentation",
    "Ledelsesudvikling": "uddannelse, kompetence, læring, udvikling, talent, kursus, sparring",
    "Lederrollen": "rolle, faglig, personlig, nærvær, medarbejder, synlig, motivation, tid",
}

SELECT = """([side, from, to]) => {
  const text = document.querySelector(`[data-side=${side}] [data-start]`).firstChild;
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


TITLE = "Når velfærden skal hænge sammen"


def open_bench(visitor: Visitor, pile: str = "all") -> Page:
    """The demo's material, as the organiser finds it from the project."""
    page = sign_in(visitor)
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    page.get_by_role("link", name="Alle analyser").click()  # other tests bring in material too
    page.locator("a[href^='/analyse/materiale/']", has_text=TITLE).click()
    expect(page.locator("#bench")).to_be_visible()
    page.goto(page.url.split("?")[0] + f"?pile={pile}")
    return page


def card(page: Page) -> str:
    return page.locator("#reading-heading").inner_text()


def test_by_keyboard(visitors: Visitors) -> None:
    page = open_bench(visitors.new())
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
    expect(page.locator("#live-status")).to_contain_text("1 kort flyttet til Tasternes tema.")
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


def test_keys_rest_while_one_writes_and_can_be_turned_off(visitors: Visitors) -> None:
    page = open_bench(visitors.new())
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


def test_by_dragging_onto_a_theme_and_by_the_buttons(visitors: Visitors) -> None:
    page = open_bench(visitors.new())
    target = page.locator(".bench-themes [data-drop]").last
    name = target.locator(".pile-name").inner_text()
    moved = page.locator(".bench-card").filter(has_not_text=name).first
    key = moved.locator("a").get_attribute("id")
    moved.drag_to(target)
    expect(page.locator("#live-status")).to_contain_text(f"1 kort flyttet til {name}.")
    expect(page.locator(f"li:has(> #{key})")).to_contain_text(name)
    page.locator("#undo").click()
    expect(page.locator("#live-status")).to_contain_text("Fortrudt")
    page.locator("#quote").click()
    expect(page.locator("#live-status")).to_contain_text("rapporten")
    page.locator("#undo").click()
    expect(page.locator("#live-status")).to_contain_text("Fortrudt")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_on_a_phone_one_column_at_a_time(visitors: Visitors, javascript: bool) -> None:  # noqa: FBT001 - a parameter
    page = open_bench(visitors.new(390, javascript=javascript))
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


def test_twenty_texts_by_keyboard_with_suggestions(visitors: Visitors) -> None:
    """Every key lands: those pressed while a card is being moved too. The figures are printed (pytest -s)."""
    page = sign_in(visitors.new())
    pairs = synthetic_corpus(60, rng=random.Random(20)).pairs
    names = {theme: theme.capitalize() for theme in sorted({pair.theme for pair in pairs})}
    belongs = {str(number): names[pair.theme] for number, pair in enumerate(pairs, 1)}
    rows = [["nummer", "spørgsmål"], *([str(number), pair.question] for number, pair in enumerate(pairs, 1))]
    upload(page, "tyve.csv", as_csv(rows), "Tyve kort")
    for theme, name in names.items():
        make_theme(page, name, ", ".join(noun.one for noun in vocabulary().themes[theme][:4]))
    expect(page.get_by_role("button", name=re.compile(r"på grund af"))).not_to_have_count(0)
    expect(page.locator(".offer")).to_have_count(3)
    expect(page.locator(".bench-card.is-current a")).to_be_focused()

    found = sort(page, belongs, 20)
    print(f"\n{found}")  # noqa: T201 - what the journey is for
    assert sum(found.seconds) / 20 < 3  # twenty a minute, without the reading
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("40")
    expect(page.locator("#live-status")).to_contain_text("flyttet til")
    expect(page.locator("#live-status")).to_contain_text("40 usorterede tilbage.")
    expect(page.locator(".bench-card.is-current a")).to_be_focused()
    three = 20 - found.ranks[0]
    expect(page.locator("#hits summary")).to_have_text(f"Træf: {three} af 20")

    first, second = (page.evaluate(STATE)["key"], page.locator("#cards .card-notes").nth(1).inner_text().split(" ")[0])
    page.keyboard.press("m")
    page.keyboard.type(f"{belongs[first]}\nm{belongs[second]}\n", delay=0)  # no pause: the second waits for the first
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("38")

    done = [str(number) for number in range(1, 23)]
    for name in names.values():
        assert sorted_into(page, name) == {key for key in done if belongs[key] == name}


def test_a_key_pressed_twice_or_held_down_sorts_one_card(visitors: Visitors) -> None:
    page = sign_in(visitors.new())
    rows = [["spørgsmål"], *([f"Hvordan går det med sag nummer {number}?"] for number in range(9))]
    upload(page, "ni.csv", as_csv(rows), "Ni kort")
    make_theme(page, "Sager", "sag")
    page.evaluate("""() => { for (const repeat of [false, false, true, true])
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "1", repeat, bubbles: true })) }""")
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("8")
    expect(page.locator("#live-status")).to_contain_text("tasten blev ikke brugt")
    page.locator("#offer-1").dblclick()
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("7")
    page.wait_for_timeout(300)
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("7")


def test_suggestions_are_reached_with_tab_and_named_for_a_screen_reader(visitors: Visitors) -> None:
    page = sign_in(visitors.new())
    rows = [["spørgsmål"], *([f"Hvordan går det med sag nummer {number}?"] for number in range(3))]
    upload(page, "tre.csv", as_csv(rows), "Tre kort")
    make_theme(page, "Sager", "sag")
    make_theme(page, "Tid", "tid")
    aside = page.get_by_role("complementary", name="Ved siden af kortet")
    expect(aside.get_by_role("heading", name="Foreslåede temaer")).to_be_visible()
    offer = aside.get_by_role("button", name=re.compile("^Sager på grund af: sag"))
    offer.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#live-status")).to_have_text("1 kort flyttet til Sager. 2 usorterede tilbage.")
    expect(page.locator("#offer-1")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#live-status")).to_contain_text("Fortrudt")
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("3")


@pytest.mark.shared
@pytest.mark.skipif(not RELAY_2017.exists(), reason="../shared/data/relay-2017.json is not here")
def test_the_relay_of_2017_sorted_by_a_person_with_suggestions(visitors: Visitors) -> None:
    """The published themes are the person's judgement; cue words are general ones. The figures are printed."""
    relays = json.loads(RELAY_2017.read_text(encoding="utf-8"))["relays"]
    pairs = [pair for relay in relays for pair in relay["pairs"]]
    belongs = {pair["id"]: pair["theme"].capitalize() for pair in pairs}
    page = sign_in(visitors.new())
    rows = [["nummer", "spørgsmål", "svar"], *([pair["id"], pair["question"], pair["answer"] or ""] for pair in pairs)]
    upload(page, "stafet.csv", as_csv(rows), "Stafetten 2017")
    for name in sorted(set(belongs.values())):
        make_theme(page, name, CUE_WORDS[name])
    found = sort(page, belongs, len(pairs))
    print(f"\nThe relay of 2017: {found}")  # noqa: T201 - as above
    expect(page.locator("#pile-unsorted .pile-count")).to_have_text("0")
    assert found.ranks[0] < len(pairs) / 2
    for name in set(belongs.values()):
        assert sorted_into(page, name) == {key for key, theme in belongs.items() if theme == name}
