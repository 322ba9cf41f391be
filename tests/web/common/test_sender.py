from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depeche.web.common import outbox, sender
from depeche.web.common.letter import Letter
from depeche.web.common.models import OutboxMail
from depeche.web.common.process import is_gone, my_name
from depeche.web.common.smtp import Reply, ServerTrouble, Verdict
from tests.web.common.test_outbox import a_mail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
SENT = Reply(Verdict.SENT, "250")


class Way:
    """A transport that does as it is told, and remembers what came whole."""

    transactional = False

    def __init__(self, *replies: Reply | Exception, meanwhile: Callable[[], object] | None = None) -> None:
        self.replies, self.meanwhile = list(replies), meanwhile
        self.came: list[Letter] = []
        self.closed = 0

    def open(self) -> None:
        if self.replies and isinstance(self.replies[0], ConnectionError):
            raise ServerTrouble("ConnectionRefusedError")

    def close(self) -> None:
        self.closed += 1

    def deliver(self, letter: Letter, commit: Callable[[], bool]) -> Reply:
        reply = self.replies.pop(0) if self.replies else SENT
        if isinstance(reply, Exception):
            raise reply
        if self.meanwhile:
            self.meanwhile()
        if reply.verdict in {Verdict.SENT, Verdict.UNSURE}:
            if not commit():
                return Reply(Verdict.DROPPED)
            self.came.append(letter)
        return reply


def put(key: str = "a/1/", **changes: object) -> OutboxMail:
    row = outbox.put(a_mail(key, **changes), NOW)
    assert row is not None
    return row


def send(way: Way, now: datetime = NOW) -> sender.Drained:
    return sender.Sender(way, lambda: now).drain()


def test_all_that_is_due_leaves_in_order_over_one_connection() -> None:
    put("b/", priority=5, to_email="b@x.test")
    put("a/", priority=0, to_email="a@x.test")
    way = Way()
    assert send(way) == sender.Drained(sent=2)
    assert [letter.recipient for letter in way.came] == ["a@x.test", "b@x.test"]
    assert way.closed == 1
    row = OutboxMail.objects.get(key="a/")
    assert (row.status, row.sent_at, row.attempts, row.reply_code, row.handed_at) == ("sent", NOW, 1, "250", NOW)


def test_a_refused_mail_keeps_the_code_alone() -> None:
    row = put()
    assert send(Way(Reply(Verdict.REFUSED, "550 5.1.1"))) == sender.Drained(other=1)
    row.refresh_from_db()
    assert (row.status, row.reply_code) == ("refused", "550 5.1.1")


def test_a_mail_put_off_waits_longer_each_time_and_gives_up_after_three_days() -> None:
    row, now, waits = put(), NOW, []
    while True:
        send(Way(Reply(Verdict.LATER, "451 4.7.1")), now)
        row.refresh_from_db()
        if row.status == "refused":
            break
        assert row.status == "queued"
        waits.append(int((row.not_before - now).total_seconds() / 60))
        now = row.not_before
    assert waits[:7] == [1, 5, 15, 60, 240, 240, 240]
    assert now - NOW >= timedelta(days=3)
    assert row.reply_code == "451 4.7.1"


def test_while_the_server_is_down_no_mail_is_touched() -> None:
    row = put()
    assert send(Way(ConnectionError())) == sender.Drained(trouble="ConnectionRefusedError")
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("queued", 0)


def test_a_mail_that_breaks_the_connection_does_not_stand_in_the_way() -> None:
    first = put("a/", priority=0)
    put("b/")
    assert send(Way(ServerTrouble("broken connection"))).trouble == "broken connection"
    first.refresh_from_db()
    assert (first.status, first.not_before) == ("queued", NOW + timedelta(minutes=1))
    assert send(Way()).sent == 1
    assert OutboxMail.objects.get(key="b/").status == "sent"


def test_no_answer_after_the_last_line_is_for_a_person_to_decide() -> None:
    row = put()
    send(Way(Reply(Verdict.UNSURE)))
    row.refresh_from_db()
    assert row.status == "unsure"
    assert send(Way(), NOW + timedelta(days=9)) == sender.Drained()


def test_who_lost_the_claim_while_talking_does_not_send() -> None:
    row, lost = put(), []

    def another_took_it() -> None:
        lost.append(OutboxMail.objects.filter(pk=row.pk).update(status="queued", claimed_by=""))

    way = Way(meanwhile=another_took_it)
    assert sender.Sender(way, lambda: NOW, stop=lambda: bool(lost)).drain().sent == 0
    assert (status(row), way.came) == ("queued", [])


def test_a_sender_thought_dead_still_notes_how_it_ended() -> None:
    row = put()

    class Slow(Way):
        def deliver(self, letter: Letter, commit: Callable[[], bool]) -> Reply:
            reply = super().deliver(letter, commit)
            assert sender.recover(NOW + timedelta(minutes=6)) == (0, 1, 0)
            return reply

    send(Slow())
    row.refresh_from_db()
    assert row.status == "sent"


def held(name: str, *, handed: bool, kind: str = "invitation") -> OutboxMail:
    row = put(f"{name}/{handed}/{kind}/", kind=kind)
    OutboxMail.objects.filter(pk=row.pk).update(
        status="sending", claimed_by=name, claimed_at=NOW, handed_at=NOW if handed else None
    )
    return row


def status(row: OutboxMail) -> str:
    row.refresh_from_db()
    return row.status


def test_what_the_dead_held_goes_back_unless_it_may_have_arrived() -> None:
    dead = my_name().replace(my_name().split(":")[2], "1")  # our number, but of a process that began long ago
    before, after = held(dead, handed=False), held(dead, handed=True)
    mine, elsewhere = held(my_name(), handed=False), held("another-host:1:2:x", handed=True)
    assert sender.recover(NOW) == (1, 1, 0)
    assert [status(row) for row in (before, after, mine, elsewhere)] == ["queued", "unsure", "sending", "sending"]
    assert sender.recover(NOW + sender.LEASE + timedelta(seconds=1)) == (1, 1, 0)
    assert [status(row) for row in (mine, elsewhere)] == ["queued", "unsure"]


def test_a_mail_that_cannot_be_written_is_refused_and_the_others_leave(caplog: pytest.LogCaptureFixture) -> None:
    bad, worse = put("a/", to_email="not an address"), put("b/", subject_type="broken", text=outbox.LINK)
    good = put("c/")

    def broken(pk: int) -> str:
        raise LookupError("Anna's secret")

    outbox.register_link("broken", broken)
    with caplog.at_level(logging.ERROR):
        assert send(Way()) == sender.Drained(sent=1, other=2)
    assert [status(row) for row in (bad, worse, good)] == ["refused", "refused", "sent"]
    assert "LookupError at" in caplog.text
    assert "Anna" not in caplog.text


def test_the_link_is_put_in_as_the_mail_leaves_and_never_stored() -> None:
    outbox.register_link("door", lambda pk: f"https://depeche.test/{pk}" if pk == 1 else None)
    row = put(subject_type="door", text=f"Ind: {outbox.LINK}", html=f'<a href="{outbox.LINK}">')
    shut = put("b/", subject_type="door", subject_id=2, text=outbox.LINK)
    way = Way()
    send(way)
    assert (way.came[0].text, way.came[0].html) == ("Ind: https://depeche.test/1", '<a href="https://depeche.test/1">')
    assert (status(row), row.text, status(shut)) == ("sent", f"Ind: {outbox.LINK}", "cancelled")


def test_a_secret_does_not_outlive_its_mail() -> None:
    outbox.register_secret("test_secret")
    sent = put("a/", kind="test_secret", text="123456", html="123456")
    send(Way())
    waiting = put("b/", kind="test_secret", text="123456")
    send(Way(Reply(Verdict.LATER, "451")))
    lost = held("gone-host:1:1:x", handed=True, kind="test_secret")
    sender.recover(NOW + timedelta(hours=1))
    for row, text in ((sent, ""), (waiting, "123456"), (lost, "")):
        row.refresh_from_db()
        assert row.text == text


def test_an_idle_sender_takes_no_lock() -> None:
    one = sender.Sender(Way(), lambda: NOW)
    with CaptureQueriesContext(connection) as queries:
        one.drain()
        sender.recover(NOW)
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"] * 5


def test_a_name_tells_whether_its_process_lives() -> None:
    assert not is_gone(my_name())
    host, pid, began, _ = my_name().split(":")
    assert is_gone(f"{host}:{pid}:{int(began) - 1}:x"), "the number was given to a later process"
    assert is_gone(f"{host}:{2**22 + 1}:1:x")
    assert not is_gone(f"not-{host}:{2**22 + 1}:1:x")
    assert not is_gone("nonsense")
