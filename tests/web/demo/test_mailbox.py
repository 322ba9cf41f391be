from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from depeche.web.common import outbox, sender
from depeche.web.common.letter import Letter
from depeche.web.common.models import OutboxMail
from depeche.web.common.smtp import Reply
from depeche.web.demo import erasing
from depeche.web.demo.mailbox.transport import MailboxTransport
from depeche.web.demo.models import MailboxMail
from tests.web.common.test_outbox import a_mail
from tests.web.relay.world import make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 14, 30, tzinfo=UTC)


def put_mails(count: int) -> None:
    MailboxMail.objects.bulk_create(
        MailboxMail(
            message_id=f"<{number}@x>",
            to_name=f"Person {number % 3}",
            to_email=f"p{number % 3}@kommune.test",
            subject=f"Emne {number}",
            text="Hej <b>\n\nhttps://depeche.test/d/l/abc\n",
            html="<p style='color:red'>Hej</p>",
            at=NOW + timedelta(minutes=number),
        )
        for number in range(count)
    )


def page(path: str) -> str:
    response = Client(headers={"accept-language": "en"}).get(path, secure=True)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_mailbox_says_when_mail_will_come() -> None:
    assert "No mail yet" in page("/demo/post/")


def test_the_newest_mail_stands_first_and_pages_follow() -> None:
    put_mails(60)
    first, second = page("/demo/post/"), page("/demo/post/?page=2")
    assert first.index("Emne 59") < first.index("Emne 58")
    assert "Emne 9<" not in first
    assert "Emne 9<" in second


def test_mail_to_one_recipient() -> None:
    put_mails(6)
    listed = page("/demo/post/?til=p1@kommune.test")
    assert "Emne 4<" in listed
    assert "Emne 3<" not in listed


def test_the_list_costs_the_same_whatever_its_length(django_assert_num_queries: object) -> None:
    put_mails(1)
    page("/demo/post/")
    MailboxMail.objects.all().delete()
    put_mails(40)
    with django_assert_num_queries(3):  # type: ignore[operator] # count, page, recipients
        page("/demo/post/")


def test_a_mail_is_shown_as_text_with_its_link_to_press() -> None:
    put_mails(1)
    shown = page(f"/demo/post/{MailboxMail.objects.get().pk}/")
    assert 'href="https://depeche.test/d/l/abc"' in shown
    assert "Hej &lt;b&gt;" in shown


def test_a_mail_as_a_mail_program_shows_it_may_do_nothing() -> None:
    put_mails(1)
    response = Client().get(f"/demo/post/{MailboxMail.objects.get().pk}/html/", secure=True)
    policy = response["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert response.content.decode().startswith("<p style")
    assert Client().get("/demo/post/0/html/", secure=True).status_code == 404


def test_the_outbox_delivers_into_the_mailbox_once() -> None:
    outbox.register_link("room", lambda pk: f"https://depeche.test/{pk}")
    outbox.put(a_mail(subject_type="room", text=f"Ind: {outbox.LINK}"), NOW)
    way = sender.transport()
    assert isinstance(way, MailboxTransport)
    for _ in range(2):
        sender.Sender(way, timezone.now).drain()
    assert MailboxMail.objects.get().text == "Ind: https://depeche.test/1"
    assert OutboxMail.objects.get().status == "sent"


@pytest.mark.django_db(transaction=True)
def test_a_delivery_that_is_interrupted_leaves_no_trace() -> None:
    class Interrupted(MailboxTransport):
        def deliver(self, letter: Letter, commit: object) -> Reply:
            super().deliver(letter, commit)  # type: ignore[arg-type] # passed on
            raise IntegrityError

    outbox.put(a_mail(), NOW)
    with pytest.raises(IntegrityError):
        sender.Sender(Interrupted(), timezone.now).drain()
    assert not MailboxMail.objects.exists()
    assert OutboxMail.objects.get().status == "queued"
    assert sender.Sender(MailboxTransport(), timezone.now).drain().sent == 1


def test_a_relay_that_ends_leaves_none_of_its_mails_in_the_mailbox() -> None:
    relay = make(3).relay
    to = {"participant": relay.participants.values_list("pk", flat=True)[0], "relay": relay.pk, "user": 1}
    for number, (kind, pk) in enumerate(to.items()):
        outbox.put(a_mail(key=f"a{number}", subject_type=kind, subject_id=pk), NOW)
    for mail in OutboxMail.objects.filter(key__in=["a0", "a1", "a2"]):
        MailboxMail.objects.create(message_id=mail.message_id, to_name=mail.subject_type, to_email="p@x.test", at=NOW)
    assert erasing.let_go(relay, deleted=True, texts=False) == {"delivered_here": 2}
    assert MailboxMail.objects.get().to_name == "user", "a trial goes with the mails to the people"
