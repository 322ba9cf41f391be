"""The main job, whole: set up, ask and answer on twelve phones, one silent, close, sort, publish, read."""

from __future__ import annotations

import re
import sqlite3

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DemoServer, Visitor, Visitors
from tests.browser.people import await_mail, enter, mails, schedule, send, sign_in

PEOPLE = 12
SILENT = PEOPLE - 1
NAMES = ["Alma", "Bent", "Cilla", "Dan", "Else", "Finn", "Grete", "Hans", "Inga", "Jon", "Kaj", "Lis"]
TOPIC = "Rejsen gennem huset"


def email(number: int) -> str:
    return f"rejse{number}@depeche.example"


def tick(box: Locator) -> None:
    """By keyboard: the design system draws the box itself and lays its label over it."""
    if not box.is_checked():
        box.press("Space")


def turn_the_clock(demo: DemoServer, sql: str, *values: object) -> None:
    """Nobody can wait a day here: a moment in the database is moved instead."""
    with sqlite3.connect(demo.database, timeout=20) as connection:
        assert connection.execute(sql, values).rowcount > 0
    connection.close()


def set_up(page: Page, base: str) -> str:
    """The wizard, from project to start; returns the relay's number."""
    page.goto(f"{base}/projekter/nyt/")
    page.fill("[name=name]", "Rejsen")
    page.fill("[name=controller]", "Prøvekommunen")
    send(page)
    page.locator("main a[href^='/stafet/projekt/']").first.click()
    page.fill("[name=topic]", TOPIC)
    send(page)
    relay = re.search(r"/stafet/(\d+)/", page.url)
    assert relay is not None
    for prompt in ("why", "gain", "use"):
        page.fill(f"[name=purpose_{prompt}]", "Så vi ved, hvad der sker med det, vi begynder på.")
    send(page)
    page.fill("[name=words]", "hus\nrejse")
    send(page)
    add_people(page, f"{base}/stafet/{relay[1]}/deltagere/tilfoej/")
    page.goto(f"{base}/stafet/{relay[1]}/regler/")
    page.fill("[name=answer_within]", "6")
    send(page)
    schedule(page, f"{base}/stafet/{relay[1]}")
    return relay[1]


def add_people(page: Page, address: str) -> None:
    """A list with one bad row adds nobody; mended, it adds everybody."""
    rows = [f"{name} Prøve; {email(n)}; Leder; Hus {n}; kommune; Gruppe {n % 2 + 1}" for n, name in enumerate(NAMES)]
    page.goto(address)
    page.fill("[name=lines]", "\n".join([*rows[:-1], rows[-1].replace("@", " at ")]))
    send(page)
    assert page.locator("button[value=import]").count() == 0
    expect(page.locator("main table tbody tr").first).to_contain_text("at depeche")
    page.fill("[name=lines]", "\n".join(rows))
    page.locator("button[value=check]").click()
    page.locator("button[value=import]").click()
    page.wait_for_load_state()


def ask(visitor: Visitor, whom: str, text: str) -> None:
    page = visitor.go(f"/d/spoerg/?q={whom}")
    page.locator("main").get_by_role("link", name=re.compile(whom)).first.click()
    page.fill("[name=text]", text)
    send(page)
    assert "/d/sendt/" in page.url


def answer(visitor: Visitor, text: str) -> None:
    page = visitor.go("/d/")
    page.fill("[name=text]", text)
    send(page)
    assert "/tak/" in page.url


def twelve_phones(visitors: Visitors, demo: DemoServer, organiser: Visitor) -> list[Visitor]:
    """Everybody but the silent one comes in by the link of the invitation and finds the relay open."""
    phones = []
    for number in range(PEOPLE):
        link = await_mail(organiser, email(number), r"(http://[^\s\"<]+/d/l/[\w-]+)", [])
        phone = visitors.new(390)
        if number != SILENT:
            enter(phone, link)
        phones.append(phone)
    turn_the_clock(demo, "UPDATE relay_relay SET opens_at = invites_at WHERE topic = ?", TOPIC)
    first = phones[0].page
    for _ in range(60):
        first.goto(f"{demo.base}/d/")
        if first.locator("a[href='/d/spoerg/']").count():
            return phones
        first.wait_for_timeout(500)
    raise AssertionError("the worker did not open the relay")


def test_from_set_up_to_published_report(visitors: Visitors, demo: DemoServer) -> None:
    organiser = visitors.new(1280)
    desk = sign_in(organiser)
    relay = set_up(desk, demo.base)
    phones = twelve_phones(visitors, demo, organiser)

    for number in range(SILENT):
        ask(phones[number], NAMES[number + 1], f"Hvordan begynder rejsen hos jer, {NAMES[number + 1]}?")
    for number in range(1, SILENT):
        answer(phones[number], f"Den begynder ved døren, siger {NAMES[number]}.")
    the_silent_ones_question_returns(demo, phones)
    monitor_and_close(desk, demo, relay)
    read_everything(phones[3])

    corpus = sort(desk, demo)
    address = publish(desk, demo, corpus)
    read_the_report(visitors, demo, address)


def the_silent_ones_question_returns(demo: DemoServer, phones: list[Visitor]) -> None:
    """Time runs out, the question comes back, and goes to somebody else in one click."""
    turn_the_clock(
        demo,
        "UPDATE relay_question SET due_at = asked_at WHERE status = 'waiting' AND recipient_id ="
        " (SELECT id FROM relay_participant WHERE email = ?)",
        email(SILENT),
    )
    asker = phones[SILENT - 1]
    known = mails(asker, email(SILENT - 1))
    await_mail(asker, email(SILENT - 1), r"(kom(?:mer|met)? tilbage|retur)", known[1:])
    page = asker.go("/d/")
    page.locator("main a[href*='again='], main a[href*='/spoerg-igen/']").first.click()
    page.locator("main button[name=recipient]").first.click()
    page.wait_for_load_state()
    assert "/d/sendt/" in page.url


def monitor_and_close(desk: Page, demo: DemoServer, relay: str) -> None:
    desk.goto(f"{demo.base}/stafet/{relay}/overblik/")
    expect(desk.locator("main")).to_contain_text("12")
    desk.goto(f"{demo.base}/stafet/{relay}/luk/")
    send(desk)
    expect(desk.locator("main")).to_contain_text("Lukket")


def read_everything(phone: Visitor) -> None:
    page = phone.go("/d/laes/")
    expect(page.locator("main")).to_contain_text("Den begynder ved døren")
    for name in NAMES:
        if name not in {NAMES[3], NAMES[4]}:  # oneself, and whom one chose to ask
            expect(page.locator("main")).not_to_contain_text(f"{name} Prøve")


def sort(desk: Page, demo: DemoServer) -> str:
    """Two themes: one by the menu, one by the keyboard; a highlight and quotes; undo."""
    desk.goto(f"{demo.base}/projekter/")
    desk.get_by_role("link", name="Rejsen").first.click()
    desk.locator("main a[href*='/analyse/'][href$='/ny/']").first.click()
    tick(desk.locator("[name=relays]").first)
    desk.fill("[name=title]", TOPIC)
    send(desk)
    corpus = re.search(r"/materiale/(\d+)/", desk.url)
    assert corpus is not None
    for theme in ("Døren", "Vejen"):
        new_theme(desk, theme)
    cards = desk.locator("#cards > li")
    total = cards.count()
    assert total >= PEOPLE - 1
    for place in range(3):
        tick(cards.nth(place).locator("[name=card]"))
    desk.select_option("#move-to", label="Døren")
    desk.locator("#move-button").click()
    expect(cards).to_have_count(total - 3)
    desk.keyboard.press("u")
    expect(cards).to_have_count(total)
    desk.locator("[data-choose-all]").click()
    desk.select_option("#move-to", label="Vejen")
    desk.locator("#move-button").click()
    expect(cards).to_have_count(0)
    desk.goto(f"{demo.base}/analyse/materiale/{corpus[1]}/?pile=all")
    mark(desk, demo, corpus[1])
    return corpus[1]


def new_theme(desk: Page, name: str) -> None:
    field = desk.locator("#new_name, #new-name").first
    if not field.is_visible():
        desk.keyboard.press("n")
    field.fill(name)
    field.press("Enter")
    expect(desk.locator("#column-themes, main").first).to_contain_text(name)


def mark(desk: Page, demo: DemoServer, corpus: str) -> None:
    """The first answered pair: one phrase highlighted, and marked for the report."""
    for _ in range(PEOPLE):
        desk.keyboard.press("j")
        desk.wait_for_timeout(300)
        if desk.locator("main").get_by_text("Den begynder ved døren").count():
            break
    desk.keyboard.press("q")
    desk.wait_for_timeout(500)
    desk.goto(f"{demo.base}/analyse/materiale/{corpus}/citater/")
    expect(desk.locator("main")).to_contain_text("Den begynder ved døren")


def publish(desk: Page, demo: DemoServer, corpus: str) -> str:
    """A claim that rests on nothing stops the report; without it, it is published for everybody."""
    desk.goto(f"{demo.base}/projekter/")
    desk.get_by_role("link", name="Rejsen").first.click()
    desk.locator("main a[href^='/rapporter/projekt/'][href$='/ny/']").first.click()
    desk.fill("[name=title]", "Rejsen: hvad vi spurgte om")
    desk.select_option("[name=corpus]", value=corpus)
    send(desk)
    report = re.search(r"/rapporter/(\d+)/", desk.url)
    assert report is not None
    write(desk, demo, report[1], "Vi fandt, at 87 procent er enige.")
    desk.goto(f"{demo.base}/rapporter/{report[1]}/udgiv/")
    expect(desk.locator("main")).to_contain_text("87")
    write(desk, demo, report[1], "Vi ville vide, hvad der sker ved døren.")
    desk.goto(f"{demo.base}/rapporter/{report[1]}/udgiv/")
    expect(desk.locator("main")).to_contain_text("nogen kan genkendes")  # people call each other by name in the quotes
    mask_everybody(desk)
    desk.goto(f"{demo.base}/rapporter/{report[1]}/udgiv/")
    tick(desk.locator("[name=audience][value=public]"))
    send(desk)
    address = desk.locator("a[href*='/r/']").first.get_attribute("href")
    assert address is not None
    return "/r/" + address.split("/r/")[1].split("/")[0] + "/"


def mask_everybody(desk: Page) -> None:
    """From the page that refuses: whatever can be masked is, the rest is kept, until nothing is left."""
    desk.locator("main a[href*='/genkendelse/']").first.click()
    buttons = desk.locator("main [name=choice][value=mask], main [name=choice][value=keep]")
    for _ in range(30):
        if not buttons.count():
            return
        masking = desk.locator("main [name=choice][value=mask]")
        (masking if masking.count() else buttons).first.click()
        desk.wait_for_load_state()
    raise AssertionError("places are left after thirty decisions")


def write(desk: Page, demo: DemoServer, report: str, words: str) -> None:
    desk.goto(f"{demo.base}/rapporter/{report}/afsnit/why/")
    desk.fill("[name=markdown]", words)
    desk.locator("#section-form button[type=submit]").first.click()
    expect(desk.locator("#saved")).to_contain_text("Gemt")


def read_the_report(visitors: Visitors, demo: DemoServer, address: str) -> None:
    reader = visitors.new(390)
    page = reader.go(address)
    expect(page.locator("main")).to_contain_text("Den begynder ved døren, siger [navn].")
    expect(page.locator("main")).to_contain_text("hvad der sker ved døren")
    for name in NAMES:
        expect(page.locator("main")).not_to_contain_text(f"{name} Prøve")
    expect(page.locator("main")).not_to_contain_text("Stillet af")  # askers were promised to stay hidden
    pdf = reader.context.request.get(f"{demo.base}{address}pdf")
    assert pdf.status == 200
    assert pdf.body().startswith(b"%PDF-")
