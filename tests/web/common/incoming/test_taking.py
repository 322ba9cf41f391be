from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from depeche.web.accounts.models import User
from depeche.web.common import housekeeping, outbox
from depeche.web.common.incoming.taking import settle, take
from depeche.web.common.letter import letter
from depeche.web.common.models import Event, InboundMail, OutboxMail
from depeche.web.common.returnpath import return_path, row_of
from tests.web.common.incoming import letters
from tests.web.common.test_outbox import a_mail

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


@pytest.fixture
def mail() -> OutboxMail:
    row = outbox.put(a_mail(), NOW)
    assert row is not None
    OutboxMail.objects.filter(pk=row.pk).update(message_id=letters.OURS, status="sent", sent_at=NOW, handed_at=NOW)
    row.refresh_from_db()
    return row


def test_a_mail_that_came_back_is_bounced_with_the_code(mail: OutboxMail) -> None:
    row = take(letters.report(letters.FAILED), NOW)
    mail.refresh_from_db()
    assert row is not None
    assert (row.what, row.mail, row.text) == ("bounced", mail, "")
    assert (mail.status, mail.reply_code) == ("bounced", "5.1.1")


def test_the_same_message_is_taken_once(mail: OutboxMail) -> None:
    assert take(letters.report(letters.FAILED), NOW) is not None
    OutboxMail.objects.filter(pk=mail.pk).update(status="sent")
    assert take(b"Received: again\r\n" + letters.report(letters.FAILED), NOW) is None
    mail.refresh_from_db()
    assert mail.status == "sent"


@pytest.mark.parametrize("raw", [letters.report(letters.DELAYED), letters.report(letters.DELIVERED), letters.answer()])
def test_what_is_no_bounce_leaves_a_sent_mail_alone(mail: OutboxMail, raw: bytes) -> None:
    row = take(raw, NOW)
    mail.refresh_from_db()
    assert row is not None
    assert (row.mail, row.text, mail.status) == (mail, "", "sent")


@pytest.mark.parametrize("status", ["queued", "refused", "cancelled", "sending"])
def test_a_bounce_changes_no_mail_that_has_not_left(mail: OutboxMail, status: str) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(status=status)
    take(letters.report(letters.FAILED), NOW)
    mail.refresh_from_db()
    assert mail.status == status


def test_an_answer_shows_that_an_unsure_mail_arrived(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(status="unsure", sent_at=None)
    row = take(letters.answer("X-Autoreply: yes"), NOW)
    mail.refresh_from_db()
    assert row is not None
    assert (row.text, mail.status, mail.sent_at) == ("Jeg er tilbage mandag.", "sent", NOW)


def test_the_address_it_comes_to_tells_the_mail(mail: OutboxMail, settings: object) -> None:
    settings.BOUNCE_TO = "svar@depeche.test"  # type: ignore[attr-defined] # pytest-django's
    other = outbox.put(a_mail("b/"), NOW)
    assert other is not None
    to = return_path(other)
    assert letter(other, NOW).sender == to
    assert row_of(to.upper()) == other.pk
    row = take(letters.report(letters.FAILED, to=to), NOW)
    assert row is not None
    assert row.mail == other, "what the address proves goes before what the letter quotes"


@pytest.mark.parametrize(
    "address", ["svar@depeche.test", "svar+1@depeche.test", "svar+1-aaaaaaaaaaaaaaaa@depeche.test", ""]
)
def test_an_address_somebody_made_up_tells_nothing(address: str) -> None:
    assert row_of(address) is None


def test_without_an_address_for_bounces_the_sender_is_ours(mail: OutboxMail) -> None:
    assert return_path(mail) == "depeche@localhost"


def test_of_what_is_about_no_mail_of_ours_no_words_are_kept() -> None:
    row = take(letters.answer("X-Autoreply: yes"), NOW)
    assert row is not None
    assert (row.mail, row.text) == (None, "")


def test_dealing_with_an_answer_forgets_its_words(mail: OutboxMail) -> None:
    row, lea = take(letters.answer("X-Autoreply: yes"), NOW), User.objects.create_user("lea@kommune.test")
    rows = InboundMail.objects.filter(mail=mail)
    assert settle(actor=lea, rows=rows, handled=InboundMail.Handled.IGNORED, now=NOW) == 1
    assert settle(actor=lea, rows=rows, handled=InboundMail.Handled.IGNORED, now=NOW) == 0
    assert row is not None
    row.refresh_from_db()
    assert (row.text, row.handled_as, row.handled_at) == ("", "ignored", NOW)
    event = Event.objects.get(verb="mail.auto_reply_ignored")
    assert (event.object_id, event.project_id, event.data) == (row.pk, 1, {})


def test_answers_are_forgotten_after_a_month(mail: OutboxMail) -> None:
    kept = take(letters.answer("X-Autoreply: yes"), NOW)
    stray = take(letters.answer().replace(b"answer-1", b"answer-2").replace(letters.OURS.encode(), b""), NOW)
    assert kept is not None
    assert stray is not None
    InboundMail.objects.filter(pk=stray.pk).update(mail=None)
    assert housekeeping.forget_answers(NOW + timedelta(days=29)) == 0
    assert housekeeping.forget_answers(NOW + timedelta(days=31)) == 2
    kept.refresh_from_db()
    assert kept.text == ""
    assert list(InboundMail.objects.all()) == [kept]
