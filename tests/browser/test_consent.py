"""From asking authors to what is printed: ask, reply on a phone, wish for other words, publish, read first."""

from __future__ import annotations

import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.browser.conftest import DemoServer, Visitor, Visitors
from tests.browser.people import await_mail, enter, mails, sign_in
from tests.browser.test_journey import tick

TOPIC = "Når vagten skifter"
WISH = "Vi siger det, ingen andre kan se."
LINK = r"(http://[^\s\"<]+/d/l/[\w-]+)"
AT_ONCE = "UPDATE common_outboxmail SET not_before = created_at WHERE kind = ? AND status = 'queued'"


def let_leave(demo: DemoServer, kind: str) -> None:
    """Nobody can wait for the morning here; by day they have left by themselves."""
    with sqlite3.connect(demo.database, timeout=20) as connection:
        connection.execute(AT_ONCE, [kind])
    connection.close()


def report(visitor: Visitor, demo: DemoServer) -> int:
    """The draft of the relay whose authors are asked."""
    sign_in(visitor)
    with sqlite3.connect(demo.database, timeout=20) as connection:
        [found] = connection.execute("SELECT id FROM reports_report WHERE title = ?", [TOPIC]).fetchone()
    connection.close()
    assert isinstance(found, int)
    return found


def addresses(demo: DemoServer, kind: str) -> list[str]:
    with sqlite3.connect(demo.database, timeout=20) as connection:
        rows = connection.execute(
            "SELECT DISTINCT to_email FROM common_outboxmail WHERE kind = ? ORDER BY to_email", [kind]
        ).fetchall()
    connection.close()
    return [row[0] for row in rows]


def replies(visitors: Visitors, organiser: Visitor, email: str, *, wish: bool) -> None:
    """By the mail to the page, on a phone; without JavaScript for whoever wishes for other words."""
    link = await_mail(organiser, email, LINK, older(organiser, email))
    phone = visitors.new(390, javascript=not wish)
    page = enter(phone, link)
    page.get_by_role("link", name="Se teksten og svar").click()
    expect(page.get_by_text("Du har ikke svaret endnu.").first).to_be_visible()
    expect(page.get_by_text("Svar gerne senest").first).to_be_visible()
    if wish:
        page.get_by_text("Jeg vil hellere se andre ord").first.click()
        page.locator("textarea").first.fill(WISH)
        page.get_by_role("button", name="Send mit ønske").first.click()
        expect(page.get_by_text("Du har sagt nej til netop disse ord").first).to_be_visible()
        return
    while page.get_by_text("Du har ikke svaret endnu.").count():
        page.get_by_role("button", name="Ja, tryk det").first.click()
        page.wait_for_load_state()
    expect(page.get_by_text("Du har sagt ja.").first).to_be_visible()


def older(organiser: Visitor, email: str) -> list[int]:
    """Mails that are not about being quoted."""
    found = []
    for number in mails(organiser, email):
        text = organiser.context.request.get(f"{organiser.base}/demo/post/{number}/").text()
        if "Må vi citere dig?" not in text:
            found.append(number)
    return found


def counted(page: Page, name: str) -> int:
    return int(
        page.locator(".rp-progress div", has=page.locator("dt", has_text=re.compile(f"^{name}$")))
        .locator("dd")
        .inner_text()
    )


def test_authors_are_asked_reply_and_are_printed_or_not(visitors: Visitors, demo: DemoServer) -> None:
    organiser = visitors.new(1280)
    number = report(organiser, demo)
    desk = organiser.go(f"/rapporter/{number}/citater/")
    asked = counted(desk, "Ikke spurgt endnu")
    desk.get_by_role("button", name=re.compile("^Spørg om")).click()
    expect(desk.get_by_text("bliver spurgt i en mail")).to_be_visible()
    assert counted(desk, "Venter") == asked
    let_leave(demo, "quoting")

    first, *rest = addresses(demo, "quoting")
    replies(visitors, organiser, first, wish=True)
    for email in rest:
        replies(visitors, organiser, email, wish=False)

    desk.reload()
    expect(desk.get_by_text(WISH)).to_be_visible()
    assert counted(desk, "Nej") >= 1
    assert counted(desk, "Ja") + counted(desk, "Nej") + counted(desk, "Venter") == asked
    printable = re.search(r"(\d+) af (\d+) citater kan trykkes", desk.locator("main").inner_text())
    assert printable is not None
    assert int(printable[1]) < int(printable[2])
    publish_and_read_first(visitors, demo, organiser, number, first)


def publish_and_read_first(visitors: Visitors, demo: DemoServer, organiser: Visitor, number: int, email: str) -> None:
    """Secretly, a week before others: whoever took part reads it by their link, and a stranger sees when it opens."""
    desk = organiser.go(f"/rapporter/{number}/udgiv/")
    tick(desk.locator("[name=audience][value=secret]"))
    desk.locator("main form button.button-primary").click()
    desk.wait_for_url(f"**/rapporter/{number}/")
    let_leave(demo, "report")
    address = desk.locator("a[href^='/r/']").first.get_attribute("href")
    assert address is not None
    stranger = visitors.new(390)
    waits = stranger.page.goto(demo.base + address)
    assert waits is not None
    assert waits.status == 403
    stranger.errors.clear()  # the browser itself writes the refusal to its console
    expect(stranger.page.get_by_role("heading", name=re.compile("^Den åbner"))).to_be_visible()
    assert TOPIC not in stranger.page.content()

    link = await_mail(organiser, email, LINK, without_report(organiser, email))
    phone = visitors.new(390)
    page = enter(phone, link)
    page.get_by_role("link", name="Læs rapporten").click()
    expect(page.get_by_text("Du læser den før andre")).to_be_visible()
    assert WISH not in page.content()


def without_report(organiser: Visitor, email: str) -> list[int]:
    found = []
    for number in mails(organiser, email):
        text = organiser.context.request.get(f"{organiser.base}/demo/post/{number}/").text()
        if "Rapporten er klar" not in text:
            found.append(number)
    return found


def test_a_draft_is_commented_by_mouse_and_keyboard_and_resolved(visitors: Visitors, demo: DemoServer) -> None:
    visitor = visitors.new(1280)
    number = report(visitor, demo)
    page = visitor.go(f"/rapporter/{number}/afsnit/what/")
    page.fill("[name=markdown]", "Stafetten samlede mennesker, der arbejder om natten.")
    page.get_by_role("button", name="Gem og vis").click()
    expect(page.locator("#saved")).not_to_be_empty()
    page = visitor.go(f"/rapporter/{number}/gennemlaesning/")
    words = page.locator("#what [data-review-text] p").first
    words.evaluate("node => getSelection().selectAllChildren(node)")
    expect(page.locator("#what [data-passage]")).to_have_value("Stafetten samlede mennesker, der arbejder om natten.")
    page.locator("#what textarea").first.press_sequentially("Skriv, hvor mange der var med.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 kommentar er ikke løst")).to_be_visible()
    page.locator("#what").get_by_role("button", name="Løst").press("Enter")
    expect(page.get_by_text("Alle kommentarer er løst")).to_be_visible()
    page.get_by_role("link", name=re.compile("Alle, også")).click()
    expect(page.get_by_text("Skriv, hvor mange der var med.").first).to_be_visible()
