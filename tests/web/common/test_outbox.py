from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from depeche.web.accounts.models import User
from depeche.web.common import outbox
from depeche.web.common.models import Event, OutboxMail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def a_mail(key: str = "a/1/", **changes: object) -> outbox.Mail:
    fields = {
        "key": key,
        "kind": "invitation",
        "project_id": 1,
        "subject_type": "test",
        "subject_id": 1,
        "to_name": "Anna",
        "to_email": "anna@kommune.test",
        "language": "da",
        "subject": "Emne",
        "text": "Hej",
        "html": "",
    }
    return outbox.Mail(**{**fields, **changes})  # type: ignore[arg-type] # fields by name, checked as they are used


def test_the_same_key_is_the_same_mail() -> None:
    first = outbox.put(a_mail(), NOW)
    assert first is not None
    assert outbox.put(a_mail(subject="Another"), NOW) is None
    assert OutboxMail.objects.get().subject == "Emne"


def test_enqueue_takes_the_fields_by_name() -> None:
    row = outbox.enqueue(
        key="a/1/", kind="k", project_id=None, subject_type="user", subject_id=1, to_name="", to_email="a@b.test",
        language="en", subject="S", text="T", html="", now=NOW, not_before=NOW + timedelta(hours=1), priority=2,
    )  # fmt: skip # one call
    assert row is not None
    assert (row.status, row.not_before, row.priority) == ("queued", NOW + timedelta(hours=1), 2)


def test_a_mail_goes_with_the_act_that_causes_it() -> None:
    def act() -> None:
        with transaction.atomic():
            outbox.put(a_mail(), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not OutboxMail.objects.exists()


def test_many_at_once_pass_over_those_there_are() -> None:
    outbox.put(a_mail("a/3/"), NOW)
    assert outbox.put_many((a_mail(f"a/{number}/") for number in range(1200)), NOW) == 1199
    assert OutboxMail.objects.count() == 1200
    assert OutboxMail.objects.values("message_id").distinct().count() == 1200


def test_a_line_break_in_a_name_begins_no_header() -> None:
    row = outbox.put(a_mail(to_name="Anna\r\nBcc: x@y.test", subject="Emne\n\u2028To: z"), NOW)
    assert row is not None
    assert (row.to_name, row.subject) == ("Anna Bcc: x@y.test", "Emne To: z")


def test_what_is_due_leaves_by_priority_and_age() -> None:
    for key, priority, minutes in (("late/", 5, -1), ("early/", 5, -9), ("code/", 0, 0), ("not-yet/", 0, 1)):
        outbox.put(a_mail(key, priority=priority, not_before=NOW + timedelta(minutes=minutes)), NOW)
    outbox.put(a_mail("expired/", expires_at=NOW), NOW)
    assert [mail.key for mail in outbox.due(NOW)] == ["code/", "early/", "late/"]


def test_only_what_has_not_begun_to_leave_is_cancelled() -> None:
    for status in OutboxMail.Status.values:
        outbox.put(a_mail(f"{status}/"), NOW)
        OutboxMail.objects.filter(key=f"{status}/").update(status=status, sent_at=NOW)
    assert outbox.cancel(OutboxMail.objects.all()) == 1
    assert OutboxMail.objects.get(key="queued/").status == "cancelled"
    assert OutboxMail.objects.get(key="sending/").status == "sending"


@pytest.fixture
def unsure() -> OutboxMail:
    row = outbox.put(a_mail(), NOW)
    assert row is not None
    OutboxMail.objects.filter(pk=row.pk).update(status="unsure", claimed_by="x", handed_at=NOW)
    row.refresh_from_db()
    return row


def test_a_person_decides_once_what_nobody_can_know(unsure: OutboxMail) -> None:
    lea = User.objects.create_user("lea@kommune.test")
    assert outbox.resend_unsure(actor=lea, mail=unsure, now=NOW)
    assert not outbox.has_arrived(actor=lea, mail=unsure, now=NOW)
    unsure.refresh_from_db()
    assert (unsure.status, unsure.handed_at, unsure.claimed_by) == ("queued", None, "")
    assert Event.objects.get().verb == "mail.resent"


def test_a_person_may_say_that_it_has_arrived(unsure: OutboxMail) -> None:
    assert outbox.has_arrived(actor=User.objects.create_user("lea@kommune.test"), mail=unsure, now=NOW)
    unsure.refresh_from_db()
    assert (unsure.status, unsure.sent_at) == ("sent", NOW)
