from __future__ import annotations

import re
import string
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import Rules
from depeche.web.common.models import OutboxMail
from depeche.web.common.outbox import LINK
from depeche.web.relay import mails
from depeche.web.relay.mails.rendering import Own, first_name
from depeche.web.relay.mails.wording import DANISH
from depeche.web.relay.models import MailText, Participant, Phase, Question, Relay
from tests.web.relay.world import DAY, HOUR, START, World, make

pytestmark = pytest.mark.django_db

TO_THE_ASKER = {"answered", "returned", "passed_on", "held", "released", "rewrite", "removed"}
SECRET_WORDS = "Hvorfor tier vi om fejlene?"


class Words(HTMLParser):
    """The text of a page as it is read, without its title and what is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str | None] = []
        self.skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = dict(attrs).get("aria-hidden") == "true" or tag == "title"
        self.skip += hidden
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag: str) -> None:
        if self.skip and tag in {"p", "title"}:
            self.skip -= 1

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.words += data.split()


@pytest.fixture
def world() -> World:
    return make(5)


@pytest.fixture
def question(world: World) -> Question:
    return world.ask(0, 1, SECRET_WORDS)


def plain(text: str) -> list[str]:
    return [word for word in text.replace(f":\n{LINK}", "").replace("\n-- \n", "\n").split() if word]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", mails.KINDS)
def test_each_mail_says_the_same_in_text_and_html(world: World, question: Question, kind: str, language: str) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(language=language, reply_to="lea@kommune.test")
    reader = Participant.objects.get(pk=world.people[0].pk)
    mail = mails.render(kind, reader, question=question)
    page = Words()
    page.feed(mail.html)
    assert page.words == plain(mail.text)
    assert page.links == [LINK]
    assert mail.text.count(LINK) == 1
    assert not re.search(r"\{\w*\}", mail.subject + mail.text)
    assert f'<html lang="{language}">' in mail.html
    assert "Ledelse på tværs" in mail.subject
    assert "lea@kommune.test" in mail.text
    assert ("Hej Person" if language == "da" else "Hello Person") in mail.text


@pytest.mark.parametrize("kind", mails.KINDS)
def test_a_mail_never_holds_what_participants_wrote_nor_who_asked(world: World, question: Question, kind: str) -> None:
    Participant.objects.filter(pk=question.asker_id).update(name="Hemmelig Spørger")
    reader = question.asker if kind in TO_THE_ASKER else question.recipient
    mail = mails.render(kind, reader, question=question)
    assert SECRET_WORDS not in mail.text + mail.html + mail.subject
    if reader == question.recipient:
        assert "Hemmelig" not in mail.text + mail.html + mail.subject


def test_the_danish_mail_reads_as_one_writes_it(world: World, question: Question) -> None:
    mail = mails.render("question", question.recipient, question=question)
    assert mail.subject == "Du er blevet stillet et spørgsmål: Ledelse på tværs"
    assert "Svar senest den 8. september 2026 kl. 9.00." in mail.text.replace("kl. 09.00", "kl. 9.00")


def test_in_a_room_nobody_is_told_to_choose() -> None:
    world = make(rules=Rules(live=True))
    for kind in ("invitation", "opening"):
        assert "vælger selv" not in mails.render(kind, world.people[0]).text
        assert "rum" in mails.render(kind, world.people[0]).text


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("kind", mails.KINDS)
def test_the_standard_text_passes_its_own_check(kind: str, language: str, live: bool) -> None:  # noqa: FBT001 - drawn
    subject, body = mails.standard_text(kind, language, live=live)
    mails.check_text(kind, subject, body)
    used = {name for _, name, _, _ in string.Formatter().parse(subject + body) if name}
    assert used <= set(mails.placeholders(kind))
    other = mails.standard_text(kind, "en" if language == "da" else "da", live=live)
    assert other.body != body, "translated"
    assert used == {name for _, name, _, _ in string.Formatter().parse(other.subject + other.body) if name}


@pytest.mark.parametrize(
    ("subject", "body", "column"),
    [
        ("Hej {fornam}", "{link}", "subject"),
        ("Hej", "Hej {first_nam} {link}", "body"),
        ("Hej", "Hej {due_at} {link}", "body"),
        ("Hej", "Hej", "body"),
        ("Hej", "{link} {link}", "body"),
        ("{link}", "{link}", "subject"),
        ("Hej", "{ {link}", "body"),
        ("Hej\ndig", "{link}", "subject"),
        (" ", "{link}", "subject"),
        ("Hej", "x" * 10_001 + "{link}", "body"),
    ],
)
def test_words_that_cannot_be_used_say_where(subject: str, body: str, column: str) -> None:
    with pytest.raises(InputError) as caught:
        mails.check_text("invitation", subject, body)
    assert caught.value.column == column


def test_placeholders_may_be_written_in_danish(world: World) -> None:
    words = Own(
        "Kære {Fornavn}: {emne}", "Kære {navn}. Hilsen {arrangør}. {åbner}, {lukker}, {svar_lukker}. {formål}\n\n{link}"
    )
    mails.check_text("invitation", *words)
    danish = mails.render("invitation", world.people[0], own=words)
    english = mails.render("invitation", world.people[0], own=Own(*(in_english(text) for text in words)))
    assert danish == english
    with pytest.raises(InputError):
        mails.check_text("invitation", "Hej {svarfrist}", "{link}")


def in_english(text: str) -> str:
    for danish, name in DANISH.items():
        text = text.replace(f"{{{danish}}}", f"{{{name}}}").replace(f"{{{danish.capitalize()}}}", f"{{{name}}}")
    return text


def test_own_words_replace_the_standard_ones(world: World) -> None:
    MailText.objects.create(relay=world.relay, kind="opening", subject="Så er vi i gang", body="Kære {name}\n\n{link}")
    row = mails.enqueue("opening", world.people[0], START, again="1")
    assert row is not None
    assert row.subject == "Så er vi i gang"
    assert row.text.startswith("Kære Person 0\n\n")
    assert mails.render("opening", world.people[0], own=Own("Andet", "{link}")).subject == "Andet"


def test_what_people_are_called_is_never_markup_nor_a_placeholder(world: World) -> None:
    reader = world.people[0]
    reader.name = f"{{topic}} <script> {LINK}"
    mail = mails.render("opening", reader, own=Own("{name}", "{name}\n\n{link}"))
    assert "{topic} &lt;script&gt;" in mail.html
    assert (mail.text.count(LINK), mail.html.count(LINK)) == (1, 1)


@pytest.mark.parametrize(
    ("name", "first"), [("Anne Marie Holm", "Anne"), ("Holm, Anne Marie", "Anne"), ("Åse", "Åse"), ("Holm,", "Holm,")]
)
def test_the_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_the_same_mail_goes_once_a_question_and_once_a_round(world: World, question: Question) -> None:
    person = question.recipient
    second = SimpleNamespace(question=world.ask(2, 1))
    assert mails.enqueue("question", person, START, question) is None, "the act of asking has queued it"
    assert mails.enqueue("reminder_question", person, START, question, number=1) is not None
    assert mails.enqueue("reminder_question", person, START, question, number=1) is None
    assert mails.enqueue("reminder_question", person, START, question, number=2) is not None
    assert mails.enqueue("reminder_question", person, START, second.question, number=1) is not None
    assert mails.enqueue("reminder_right", person, START) is not None
    assert mails.enqueue("reminder_right", person, START + 2 * HOUR) is None, "one a day"
    assert mails.enqueue("reminder_right", person, START + DAY) is not None
    assert mails.enqueue("opening", person, START) is None, "the worker has queued it"
    assert mails.enqueue("opening", person, START, again="by-hand") is not None


@pytest.mark.parametrize("kind", ["passed_on", "held", "released", "rewrite", "removed"])
def test_an_act_that_may_come_again_brings_a_mail_each_time(world: World, question: Question, kind: str) -> None:
    first = mails.enqueue(kind, question.asker, START, question)
    assert first is not None
    assert (first.kind, first.to_email) == (kind, question.asker.email)
    assert mails.enqueue(kind, question.asker, START, question) is None, "the same act"
    assert mails.enqueue(kind, question.asker, START + HOUR, question) is not None
    assert mails.cancel([kind], question.asker, question) == 2


def test_the_asker_is_told_to_whom_the_question_was_passed_on(world: World, question: Question) -> None:
    row = mails.enqueue("passed_on", question.asker, START, question)
    assert row is not None
    assert f"givet dit spørgsmål videre til {question.recipient.name}." in row.text


def test_a_mail_comes_from_the_organiser_by_way_of_us(world: World) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(sender_name="Lea Lund", reply_to="lea@kommune.test")
    row = mails.enqueue("closing", Participant.objects.get(pk=world.people[0].pk), START)
    assert row is not None
    assert (row.from_name, row.reply_to) == ("Lea Lund via Depeche", "lea@kommune.test")
    assert row.references.startswith(f"<relay-{world.relay.pk}@")
    assert (row.subject_type, row.subject_id, row.project_id) == ("participant", world.people[0].pk, world.project.pk)


def test_nothing_goes_to_somebody_suspended(world: World) -> None:
    person = world.people[0]
    person.status = Participant.Status.SUSPENDED
    assert mails.enqueue("closing", person, START) is None
    assert mails.enqueue_many("closing", [person, world.people[1]], START, again="x") == 1


def test_many_at_once_are_as_one_at_a_time(world: World) -> None:
    alone = mails.enqueue("closing", world.people[0], START)
    people = Participant.objects.filter(relay=world.relay).select_related("relay__project").order_by("pk")
    assert mails.enqueue_many("closing", people, START) == 4
    rows = list(OutboxMail.objects.filter(kind="closing").order_by("subject_id"))
    assert alone == rows[0]
    stem = f"relay/{world.relay.pk}"
    assert [row.key for row in rows] == [f"{stem}/{row.subject_id}/closing/d2026-09-11/" for row in rows]
    assert len({row.text.replace(f"Person {n}", "") for n, row in enumerate(rows)}) == 1


def test_a_reminder_is_taken_back_when_the_duty_is_done(world: World, question: Question) -> None:
    other = world.ask(2, 1)
    for one in (question, other):
        mails.enqueue("reminder_question", question.recipient, START, one, number=1)
    assert mails.cancel(["reminder_question"], question.recipient, question) == 1
    left = OutboxMail.objects.get(kind="reminder_question", status="queued")
    assert f"/q{other.pk}/" in left.key
    assert mails.cancel(["reminder_question"], question.recipient) == 1


@pytest.mark.parametrize(
    ("phase", "kind"),
    [(Phase.INVITED, "invitation"), (Phase.OPEN, "question"), (Phase.ANSWERING, "question"), (Phase.CLOSED, "closed")],
)
def test_a_lost_mail_is_sent_again_as_things_stand(world: World, question: Question, phase: Phase, kind: str) -> None:
    moments = {
        Phase.INVITED: START - timedelta(minutes=1),
        Phase.OPEN: START + HOUR,
        Phase.ANSWERING: START + 4 * DAY + HOUR,
        Phase.CLOSED: START + 6 * DAY,
    }
    Relay.objects.filter(pk=world.relay.pk).update(phase=phase)
    person = Participant.objects.select_related("relay__project").get(pk=question.recipient_id)
    for _ in range(2):
        row = mails.resend(person, moments[phase], actor=world.user)
        assert row is not None
        assert row.kind == kind


def test_without_a_waiting_question_the_link_alone_is_sent_again(world: World) -> None:
    row = mails.resend(world.people[3], START + HOUR, actor=None)
    assert row is not None
    assert row.kind == "link"


def test_nobody_is_invited_early_by_sending_again() -> None:
    early = make(3, opened=False)
    with pytest.raises(RuleError):
        mails.resend(early.people[0], early.now, actor=early.user)
