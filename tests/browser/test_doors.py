"""The doors beside the personal link: a lost link, a room by code, and live rounds on four phones before a wall."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DemoServer, Visitor, Visitors
from tests.browser.people import await_mail, enter, mails, schedule, send, sign_in
from tests.browser.test_every_page import faults
from tests.browser.test_journey import turn_the_clock

NAMES = ["Asta Lind", "Birk Holm", "Clara Vang", "Dina Krog"]
TOPIC = "Mødet mellem husene"
LINK = r"(http://[^\s\"<]+/d/l/[\w-]+)"


def email(number: int) -> str:
    return f"rum{number}@depeche.example"


def set_up(page: Page, demo: DemoServer) -> str:
    """A live relay by the wizard, opened at once; its number."""
    page.goto(f"{demo.base}/projekter/nyt/")
    page.fill("[name=name]", "Rummet")
    page.fill("[name=controller]", "Prøvekommunen")
    send(page)
    page.locator("main a[href^='/stafet/projekt/']").first.click()
    page.fill("[name=topic]", TOPIC)
    send(page)
    found = re.search(r"/stafet/(\d+)/", page.url)
    assert found is not None
    relay = f"{demo.base}/stafet/{found[1]}"
    for prompt in ("why", "gain", "use"):
        page.fill(f"[name=purpose_{prompt}]", "Så vi lærer hinanden at kende.")
    send(page)
    page.goto(f"{relay}/deltagere/tilfoej/")
    page.fill("[name=lines]", "\n".join(f"{name}; {email(n)}; ; ; ; Hus" for n, name in enumerate(NAMES)))
    send(page)
    page.locator("button[value=import]").click()
    page.wait_for_load_state()
    page.goto(f"{relay}/regler/?form=room")
    send(page)
    schedule(page, relay)
    return found[1]


def test_a_lost_link_comes_again_and_nobody_learns_who_takes_part(visitors: Visitors, demo: DemoServer) -> None:
    here = enter(visitors.new(390), demo.personal_links[1])
    name = re.search(r"Du er her som ([^\n]+)", here.inner_text("footer"))
    assert name is not None
    address = address_of(demo, name[1].replace("Forlad denne enhed", "").strip())
    lost = visitors.new(390)
    known = mails(lost, address)
    page = lost.go("/d/velkommen/")
    answers = []
    for typed in (address, "ukendt@depeche.example"):
        page.goto(f"{demo.base}/d/velkommen/")
        page.get_by_role("link", name="Send mig mit link igen").click()
        page.get_by_label("Din e-mailadresse").fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_url("**/mit-link/paa-vej/")
        answers.append(page.inner_text("main"))
    assert answers[0] == answers[1]
    link = await_mail(lost, address, LINK, known)
    assert enter(lost, link).url == f"{demo.base}/d/"


def address_of(demo: DemoServer, name: str) -> str:
    with sqlite3.connect(demo.database, timeout=20) as connection:
        found = connection.execute("SELECT email FROM relay_participant WHERE name = ?", (name,)).fetchone()
    connection.close()
    return str(found[0])


def come_in(phone: Visitor, code: str, name: str) -> Page:
    page = phone.go(f"/d/rum/{code}/")
    page.get_by_role("button", name="Fortsæt").click()
    page.wait_for_url("**/rum/navn/")
    page.get_by_text(name, exact=True).click()
    page.get_by_role("button", name="Fortsæt").click()
    page.wait_for_load_state()
    return page


def await_button(page: Page, address: str, name: str) -> Locator:
    """On a page that offers it once the worker has taken the relay's next step, within a second or two."""
    for _ in range(60):
        page.goto(address)
        button = page.get_by_role("button", name=name)
        if button.count():
            return button
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} does not offer {name}")


def open_the_door(desk: Page, relay: str, demo: DemoServer) -> str:
    await_button(desk, f"{demo.base}/stafet/{relay}/rum/", "Åbn døren").click()
    desk.wait_for_load_state()
    return desk.locator(".room-code").inner_text()


def test_a_live_relay_from_the_door_to_reading_together(visitors: Visitors, demo: DemoServer) -> None:
    organiser = visitors.new(1280)
    desk = sign_in(organiser)
    relay = set_up(desk, demo)
    code = open_the_door(desk, relay, demo)
    screen = organiser.context.new_page()
    screen.goto(f"{demo.base}/stafet/{relay}/rum/skaerm/")
    expect(screen.locator(".screen-code")).to_have_text(code)
    expect(screen.locator("svg.qr")).to_be_visible()

    phones = [visitors.new(390) for _ in NAMES]
    typed = phones[0].go("/d/rum/")
    typed.get_by_label("Koden på skærmen").fill(f"{code[:3].lower()} {code[3:]}")
    typed.keyboard.press("Enter")
    typed.wait_for_url("**/rum/navn/")
    for phone, name in zip(phones, NAMES, strict=True):
        page = come_in(phone, code, name)
        expect(page.locator("main")).to_contain_text(TOPIC)
    expect(screen.locator(".screen-foot")).to_contain_text("4 er kommet ind")
    expect(desk.locator("#room-people")).to_contain_text("Dina Krog")
    assert not [fault for page in (screen, desk, phones[0].page) for fault in faults(page)]

    turn_the_clock(demo, "UPDATE relay_relay SET opens_at = invites_at WHERE id = ?", relay)
    await_button(desk, f"{demo.base}/stafet/{relay}/live/", "Begynd runde 1")
    wall = organiser.context.new_page()
    wall.goto(f"{demo.base}/stafet/{relay}/live/vaeg/")
    expect(wall.locator(".wall-numbers")).to_contain_text("4 i rummet", use_inner_text=True)
    one_round(desk, wall, phones, number=1)
    one_round(desk, wall, phones, number=2)
    desk.goto(f"{demo.base}/stafet/{relay}/luk/")
    send(desk)
    for phone in phones:
        expect(phone.page.get_by_role("link", name="Læs det hele").first).to_be_visible()
        text = phone.go("/d/laes/").inner_text("main")
        assert text.count("Hvad vil") == 8


def one_round(desk: Page, wall: Page, phones: list[Visitor], number: int) -> None:
    """Nobody loads a page by hand: the phones go on by themselves."""
    desk.get_by_role("button", name=f"Begynd runde {number}").click()
    for place, phone in enumerate(phones):
        field = phone.page.locator(".live-write textarea")
        field.fill(f"Hvad vil hus {place} i runde {number}?")
    if number == 1:
        assert not [fault for page in (wall, desk, phones[0].page) for fault in faults(page)]
    for phone in phones[:2]:
        expect(phone.page.locator("#draft-status")).to_contain_text("Gemt")
    expect(wall.locator(".wall-clock")).to_have_text(re.compile(r"[01]:\d\d"))
    desk.get_by_role("button", name="Stop skrivningen nu").click()
    for phone in phones:
        expect(phone.page.get_by_role("heading", name="Tiden er gået")).to_be_visible()
    expect(wall.locator(".wall-numbers")).to_contain_text("4 har skrevet", use_inner_text=True)
    desk.get_by_role("button", name="Del spørgsmålene ud").click()
    for place, phone in enumerate(phones):
        page = phone.page
        heading = page.get_by_role("heading", name=re.compile("^Find "))
        expect(heading).to_be_visible()
        assert NAMES[place] not in heading.inner_text()
        question = page.locator(".asked-you").first.inner_text()
        assert f"hus {place} " not in question
        page.locator(".live-answer textarea").fill(f"Det, vi svarer i hus {place}.")
        page.get_by_role("button", name="Send svar").click()
        expect(page.get_by_role("heading", name="Tak. Dit svar er sendt.")).to_be_visible()
    expect(wall.locator(".wall-numbers")).to_contain_text("4 besvaret", use_inner_text=True)
    if number == 1:
        assert not [fault for page in (wall, desk, phones[0].page) for fault in faults(page)]
    for phone in phones:
        expect(phone.page.locator("main")).to_contain_text("Dit eget spørgsmål er besvaret")


def test_a_name_is_taken_once_and_can_be_freed(visitors: Visitors, demo: DemoServer) -> None:
    organiser = visitors.new(1280)
    desk = sign_in(organiser)
    relay = set_up(desk, demo)
    code = open_the_door(desk, relay, demo)
    first, second = visitors.new(390), visitors.new(390)
    late = second.go(f"/d/rum/{code}/")
    late.get_by_role("button", name="Fortsæt").click()
    late.wait_for_url("**/rum/navn/")
    come_in(first, code, NAMES[0])
    late.get_by_text(NAMES[0], exact=True).click()
    late.get_by_role("button", name="Fortsæt").click()
    expect(late.get_by_role("alert")).to_contain_text("Dette navn er allerede valgt")
    second.errors.clear()  # the browser notes every answer that is a refusal
    desk.reload()
    desk.get_by_role("button", name=re.compile(f"Frigiv navnet.*{NAMES[0]}")).click()
    first.page.reload()
    expect(first.page.locator("main")).to_contain_text("Arrangøren har frigivet det navn, du kom ind med")
    first.errors.clear()  # as above
    assert NAMES[0] in come_in(second, code, NAMES[0]).inner_text("footer")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_doors_work_by_keyboard_with_and_without_script(
    visitors: Visitors, demo: DemoServer, *, javascript: bool
) -> None:
    page = visitors.new(390, javascript=javascript).go("/d/mit-link/")
    page.get_by_label("Din e-mailadresse").focus()
    page.keyboard.type("ukendt@depeche.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mit-link/paa-vej/")
    expect(page.locator("h1")).to_have_text("Se i din indbakke")
