"""The sender against a mail server (aiosmtpd) that misbehaves by a script: what becomes of the mail, what arrives."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from depeche.web.common import outbox, sender, smtp
from depeche.web.common.models import OutboxMail
from depeche.web.common.smtp import Server, SmtpTransport
from tests.web.common.test_outbox import a_mail

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
HANG_UP, SILENCE = "hang up", "silence"


class Moods:
    """Answers to RCPT, to DATA and to the last line, one an attempt; after the last of them everything is taken.

    HANG_UP ends the connection instead; SILENCE says nothing until the other side has had enough.
    """

    def __init__(self, **script: list[str]) -> None:
        self.script = script
        self.taken: Counter[str] = Counter()
        self.message_ids: list[str] = []

    def answer(self, verb: str, otherwise: str) -> str:
        return self.script[verb].pop(0) if self.script.get(verb) else otherwise

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,  # noqa: ARG002 - aiosmtpd's signature
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002 - as above
    ) -> str:
        answer = self.answer("rcpt", "250 fine")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return await obey(server, answer)

    async def handle_DATA(  # noqa: N802 - as above
        self,
        server: SMTP,
        session: Session,  # noqa: ARG002 - as above
        envelope: Envelope,
    ) -> str:
        answer = self.answer("end", "250 2.0.0 taken")
        if answer.startswith("250") or answer == HANG_UP:  # the letter was whole, so the server may have kept it
            self.taken.update(envelope.rcpt_tos)
            content = envelope.content.decode() if isinstance(envelope.content, bytes) else ""
            self.message_ids += [line for line in content.split("\r\n") if line.startswith("Message-ID:")]
        return await obey(server, answer)


async def obey(server: SMTP, answer: str) -> str:
    if answer == HANG_UP and server.transport is not None:
        server.transport.close()
    if answer == SILENCE:
        await asyncio.sleep(3)
    return answer if answer[:1].isdigit() else "421 4.3.2 too late"


class Moody(SMTP):
    """Answers DATA by the script too; HANG_UP there ends the connection in the middle of the letter."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        moods = self.event_handler
        assert isinstance(moods, Moods)
        answer = moods.answer("data", "")
        if not answer:
            await super().smtp_DATA(arg)
        elif answer == HANG_UP:
            await self.push("354 go on")
            assert self._reader is not None
            await self._reader.readline()
            assert self.transport is not None
            self.transport.close()
        else:
            await self.push(await obey(self, answer))


class Post(Controller):
    def factory(self) -> SMTP:
        return Moody(self.handler, hostname="mx.test")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 1.0)


@pytest.fixture
def moods() -> Moods:
    return Moods()


@pytest.fixture
def way(moods: Moods) -> Iterator[SmtpTransport]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    post = Post(moods, hostname="127.0.0.1", port=port)
    post.start()
    yield SmtpTransport(Server.from_url(f"smtp://127.0.0.1:{port}"))
    post.stop()


@pytest.fixture
def mail() -> OutboxMail:
    row = outbox.put(a_mail(), NOW)
    assert row is not None
    return row


def attempt(way: SmtpTransport, mail: OutboxMail, at: datetime = NOW) -> str:
    sender.Sender(way, lambda: at).drain()
    mail.refresh_from_db()
    return mail.status


def test_greylisting_is_waited_out_and_the_mail_arrives_once(
    way: SmtpTransport, moods: Moods, mail: OutboxMail
) -> None:
    moods.script = {"rcpt": ["451 4.7.1 greylisted", "451 4.7.1 greylisted"]}
    assert attempt(way, mail) == "queued"
    assert (mail.reply_code, mail.not_before) == ("451 4.7.1", NOW + timedelta(minutes=1))
    assert attempt(way, mail) == "queued", "not before its time"
    assert attempt(way, mail, mail.not_before) == "queued"
    assert mail.not_before == NOW + timedelta(minutes=6), "the pauses grow"
    assert attempt(way, mail, mail.not_before) == "sent"
    assert moods.taken == {"anna@kommune.test": 1}
    assert moods.message_ids == [f"Message-ID: {mail.message_id}"]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ({"rcpt": ["550 5.1.1 no such person"]}, "550 5.1.1"),
        ({"end": ["552 5.2.2 mailbox full"]}, "552 5.2.2"),
        ({"data": ["554 5.7.1 no"]}, "554 5.7.1"),
    ],
)
def test_a_refusal_for_good_is_kept_with_its_code(
    way: SmtpTransport, moods: Moods, mail: OutboxMail, script: dict[str, list[str]], code: str
) -> None:
    moods.script = script
    assert attempt(way, mail) == "refused"
    assert mail.reply_code == code
    assert attempt(way, mail, NOW + timedelta(days=9)) == "refused"
    assert not moods.taken


@pytest.mark.parametrize(
    "script",
    [
        {"rcpt": ["421 4.3.2 going down"]},
        {"data": ["421 4.3.2 going down"]},
        {"end": ["421 4.3.2 going down"]},
        {"data": [SILENCE]},
        {"rcpt": [HANG_UP]},
    ],
)
def test_trouble_before_the_letter_is_taken_brings_it_again(
    way: SmtpTransport, moods: Moods, mail: OutboxMail, script: dict[str, list[str]]
) -> None:
    moods.script = script
    assert attempt(way, mail) == "queued"
    assert not moods.taken
    assert attempt(way, mail, mail.not_before) == "sent"
    assert moods.taken == {"anna@kommune.test": 1}


def test_a_connection_that_breaks_in_the_middle_of_a_letter_brings_it_again(
    way: SmtpTransport, moods: Moods, mail: OutboxMail
) -> None:
    moods.script = {"data": [HANG_UP]}
    ours = OutboxMail.objects.filter(pk=mail.pk)
    ours.update(text="Rødgrød med fløde.\n" * 100_000)  # longer than any buffer: some of it finds nobody
    assert attempt(way, mail) == "queued"
    assert not moods.taken
    ours.update(text="Rødgrød med fløde.\n")
    assert attempt(way, mail, mail.not_before) == "sent"
    assert moods.taken == {"anna@kommune.test": 1}


@pytest.mark.parametrize("mood", [HANG_UP, SILENCE])
def test_trouble_after_the_last_line_is_for_a_person_to_decide(
    way: SmtpTransport, moods: Moods, mail: OutboxMail, mood: str
) -> None:
    moods.script = {"end": [mood]}
    assert attempt(way, mail) == "unsure"
    assert attempt(way, mail, NOW + timedelta(days=1)) == "unsure"
    assert moods.taken.total() <= 1


def test_one_persons_trouble_is_not_anothers(way: SmtpTransport, moods: Moods, mail: OutboxMail) -> None:
    others = [outbox.put(a_mail(f"b/{n}/", to_email=f"b{n}@kommune.test"), NOW) for n in range(3)]
    moods.script = {"rcpt": ["550 5.1.1 no", "451 4.7.1 later"]}
    attempt(way, mail)
    states = [OutboxMail.objects.get(pk=row.pk).status for row in (mail, *others) if row is not None]
    assert states == ["refused", "queued", "sent", "sent"]
    assert moods.taken == {"b1@kommune.test": 1, "b2@kommune.test": 1}
