"""What else may become of a question than an answer, each way walked through the pages by all who have a part in it."""

from __future__ import annotations

import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.browser.conftest import DemoServer, Visitor, Visitors
from tests.browser.people import await_mail, enter, send, sign_in
from tests.browser.test_journey import tick

TOPIC = "Ledere, der skifter spor"
LINK = rf"(?s){TOPIC}.*?(http://[^\s\"<]+/d/l/[\w-]+)"
QUESTION = """
    SELECT question.id, asker.email, recipient.email, asker.name, recipient.name
    FROM relay_question question
    JOIN relay_participant asker ON asker.id = question.asker_id
    JOIN relay_participant recipient ON recipient.id = question.recipient_id
    JOIN relay_relay relay ON relay.id = question.relay_id
"""


class Asked:
    """A question of the demo's open relay, and the two who have a part in it."""

    def __init__(self, demo: DemoServer, where: str) -> None:
        with sqlite3.connect(demo.database, timeout=20) as connection:
            row = connection.execute(f"{QUESTION} WHERE relay.topic = '{TOPIC}' AND {where}").fetchone()
        connection.close()
        assert row is not None, where
        self.id, self.asker, self.recipient, self.asker_name, self.recipient_name = row


def waiting(demo: DemoServer, place: int) -> Asked:
    """One that waits, at somebody for whom no other does; `place` tells the tests' questions apart."""
    alone = "question.status = 'waiting' AND question.depth = 0 AND recipient.waiting_count = 1"
    return Asked(demo, f"{alone} ORDER BY question.id LIMIT 1 OFFSET {place}")


def come_in(visitors: Visitors, email: str, width: int = 390, *, javascript: bool = True) -> Visitor:
    visitor = visitors.new(width, javascript=javascript)
    enter(visitor, await_mail(visitor, email, LINK, []))
    return visitor


def decide(page: Page, base: str, question: Asked, act: str, note: str = "") -> None:
    """As the organiser: from the monitor to the held question, a reason, the note."""
    page.goto(f"{base}/stafet/{relay_of(page)}/")
    page.get_by_role("link", name=re.compile("Afgør")).first.click()
    page.locator(f"a[href$='/{question.id}/{act}/']").click()
    tick(page.locator("[name=reason]").first)
    if note:
        page.fill("[name=note]", note)
    page.locator("main form button.button-primary").click()
    page.wait_for_load_state()


def relay_of(page: Page) -> str:
    """The number of the open relay, from the page of its project."""
    if not re.search(r"/stafet/\d+/", page.url):
        page.get_by_role("link", name=re.compile("opdigtet")).first.click()
        page.get_by_role("link", name=TOPIC).first.click()
    found = re.search(r"/stafet/(\d+)/", page.url)
    assert found is not None
    return found[1]


def answer(visitor: Visitor, question: Asked, text: str) -> None:
    page = visitor.go(f"/d/svar/{question.id}/")
    page.fill("[name=text]", text)
    send(page)
    assert "/tak/" in page.url


def test_a_reported_question_is_held_rewritten_and_answered(visitors: Visitors, demo: DemoServer) -> None:
    question = Asked(demo, "question.status = 'held'")
    asker, recipient = come_in(visitors, question.asker), come_in(visitors, question.recipient, 1280)
    expect(asker.page.get_by_role("heading", name="Holdes tilbage")).to_be_visible()
    expect(recipient.page.get_by_text("Et spørgsmål til dig")).to_be_visible()
    organiser = visitors.new()
    decide(sign_in(organiser), demo.base, question, "rewrite", "Spørg til vilkårene, ikke til en person.")
    page = asker.go("/d/")
    expect(page.get_by_role("heading", name="Skriv dit spørgsmål om")).to_be_visible()
    expect(page.get_by_text("Spørg til vilkårene, ikke til en person.")).to_be_visible()
    page.locator("main a.button-primary").click()
    expect(page.locator("[name=text]")).to_have_value(re.compile("bremser"))
    page.fill("[name=text]", "Hvad er det svære ved at låne folk ud?")
    send(page)
    expect(page.get_by_text(f"gået videre til {question.recipient_name}")).to_be_visible()
    expect(recipient.go("/d/").get_by_text("Hvad er det svære ved at låne folk ud?")).to_be_visible()
    answer(recipient, question, "At undvære de bedste.")
    page = asker.go(f"/d/traad/{question.id}/")
    expect(page.get_by_text("At undvære de bedste.")).to_be_visible()


def test_a_question_is_passed_on_by_keyboard_without_scripts(visitors: Visitors, demo: DemoServer) -> None:
    question = waiting(demo, 0)
    page = come_in(visitors, question.recipient, javascript=False).page
    page.get_by_role("link", name="Giv det videre til en, der ved mere").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    said = re.search(r"til\s+(.+)", page.locator("button[name=to]").first.text_content() or "")  # the unseen words too
    assert said is not None
    name = said[1].strip()
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("button[name=to]")).to_have_count(1)
    page.locator("button[name=to]").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_text(f"Du har givet spørgsmålet videre til {name}. Tak.")).to_be_visible()
    now = Asked(demo, f"question.id = {question.id}")
    assert now.recipient_name == name
    asker = come_in(visitors, question.asker)
    expect(asker.page.get_by_text(f"{question.recipient_name} gav det videre til {name}")).to_be_visible()
    got = come_in(visitors, now.recipient)
    answer(got, question, "Det ved jeg noget om.")
    expect(asker.go(f"/d/traad/{question.id}/").get_by_text("Det ved jeg noget om.")).to_be_visible()


def test_a_reported_question_is_removed_and_another_asked_instead(visitors: Visitors, demo: DemoServer) -> None:
    question = waiting(demo, 1)
    page = come_in(visitors, question.recipient).page
    page.get_by_role("link", name="Meld det til arrangøren").click()
    tick(page.get_by_label("Det er sårende"))
    page.fill("[name=note]", "Tonen er ikke i orden.")
    send(page)
    expect(page.get_by_text("Spørgsmålet holdes tilbage. Arrangøren ser på det")).to_be_visible()
    organiser = visitors.new()
    decide(sign_in(organiser), demo.base, question, "remove", "Skriv det hellere, som du ville sige det.")
    asker = come_in(visitors, question.asker).page
    expect(asker.get_by_text("Skriv det hellere, som du ville sige det.")).to_be_visible()
    expect(asker.get_by_text("Tonen er ikke i orden.")).to_have_count(0)
    asker.goto(f"{demo.base}/d/spoerg/")
    asker.locator("#people li.may a").first.click()
    asker.fill("[name=text]", "Hvad gør I, når det brænder på?")
    send(asker)
    assert "/d/sendt/" in asker.url


def test_a_declined_question_comes_back_and_is_sent_on(visitors: Visitors, demo: DemoServer) -> None:
    question = waiting(demo, 2)
    page = come_in(visitors, question.recipient).page
    page.get_by_role("link", name="Sig nej med en begrundelse").click()
    page.fill("[name=reason]", "Jeg er lige begyndt.")
    send(page)
    asker = come_in(visitors, question.asker).page
    asker.goto(f"{demo.base}/d/spoerg/?again={question.id}")
    button = asker.locator("#people button[name=recipient]").first
    button.click()
    asker.wait_for_load_state()
    expect(asker.get_by_role("heading", name=re.compile("Sendt til"))).to_be_visible()


def test_a_question_is_taken_back(visitors: Visitors, demo: DemoServer) -> None:
    question = waiting(demo, 3)
    page = come_in(visitors, question.asker, 1280).page
    page.goto(f"{demo.base}/d/")
    page.locator(f"a[href='/d/sendt/{question.id}/tag-tilbage/']").click()
    send(page)
    expect(page.get_by_text("Du har taget spørgsmålet tilbage")).to_be_visible()
    gone = come_in(visitors, question.recipient).page
    expect(gone.get_by_role("heading", name="Du er blevet spurgt")).to_have_count(0)
