"""The mailbox, against a small IMAP server that knows what is asked of it here."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from depeche.web.common.incoming.mailbox import Mailbox, Polled, poll
from depeche.web.common.incoming.taking import take
from depeche.web.common.models import InboundMail
from tests.web.common.incoming import letters

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


@dataclass
class Box:
    messages: list[bytes] = field(default_factory=list)
    flags: dict[int, str] = field(default_factory=dict)
    password: str = "secret"


class Server143(socketserver.ThreadingTCPServer):
    box: Box


class Handler(socketserver.StreamRequestHandler):
    server: Server143

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, command = line.split(" ", 1)
            if self.obey(command) == "bye":
                self.say(f"{tag} OK")
                return
            self.say(f"{tag} {'NO' if self.refused else 'OK'} done")

    def obey(self, command: str) -> str:
        box, self.refused = self.server.box, False
        if command.startswith("CAPABILITY"):
            self.say("* CAPABILITY IMAP4rev1")
        elif command.startswith("LOGIN"):
            self.refused = box.password not in command
        elif command.startswith("SELECT"):
            self.say(f"* {len(box.messages)} EXISTS")
        elif command.startswith("UID SEARCH UNSEEN UNFLAGGED"):
            self.say("* SEARCH " + " ".join(str(n) for n in range(1, len(box.messages) + 1) if n not in box.flags))
        elif found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.\d+>\)", command):
            raw = box.messages[int(found[1]) - 1]
            self.wfile.write(f"* {found[1]} FETCH (BODY[]<0> {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
        elif found := re.match(r"UID STORE (\d+) \+FLAGS\.SILENT \(\\(\w+)\)", command):
            box.flags[int(found[1])] = found[2]
        elif command.startswith("LOGOUT"):
            self.say("* BYE")
            return "bye"
        return ""

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def box(settings: object) -> Iterator[Box]:
    with Server143(("127.0.0.1", 0), Handler) as server:
        server.box = Box()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        settings.IMAP_URL = f"imap://svar%40depeche.test:secret@127.0.0.1:{server.server_address[1]}/Retur"  # type: ignore[attr-defined] # pytest-django's
        yield server.box
        server.shutdown()
        thread.join()


def test_what_is_made_out_is_seen_and_what_a_person_wrote_is_left_for_people(box: Box) -> None:
    box.messages = [letters.report(letters.FAILED), letters.answer(), letters.QMAIL]
    assert poll(NOW) == Polled(taken=2, left=1)
    assert box.flags == {1: "Seen", 2: "Flagged", 3: "Seen"}
    assert list(InboundMail.objects.order_by("pk").values_list("what", flat=True)) == ["bounced", "other", "bounced"]
    assert poll(NOW) == Polled()


def test_a_message_that_was_stored_but_not_marked_is_taken_once(box: Box) -> None:
    box.messages = [letters.QMAIL]
    poll(NOW)
    box.flags.clear()  # killed between the two
    poll(NOW)
    assert InboundMail.objects.count() == 1
    assert box.flags == {1: "Seen"}


def test_nothing_is_marked_while_the_database_is_away(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(raw: bytes, now: datetime) -> None:
        raise OperationalError

    box.messages = [letters.QMAIL]
    monkeypatch.setattr("depeche.web.common.incoming.mailbox.take", away)
    with pytest.raises(OperationalError):
        poll(NOW)
    assert not box.flags


def test_a_message_that_cannot_be_taken_does_not_stand_in_the_way(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes, now: datetime) -> InboundMail | None:
        if raw == letters.EXIM:
            raise LookupError
        return take(raw, now)

    box.messages = [letters.EXIM, letters.QMAIL]
    monkeypatch.setattr("depeche.web.common.incoming.mailbox.take", broken)
    assert poll(NOW) == Polled(taken=1, left=1)
    assert box.flags == {1: "Flagged", 2: "Seen"}


def test_trouble_with_the_server_is_said_by_its_kind(box: Box, caplog: pytest.LogCaptureFixture) -> None:
    box.password = "another"
    assert poll(NOW) == Polled()
    assert "the mailbox cannot be read" in caplog.text
    assert "secret" not in caplog.text


def test_without_a_mailbox_nothing_is_asked() -> None:
    assert poll(NOW) == Polled()


@pytest.mark.parametrize(
    ("url", "box"),
    [
        ("imaps://a%40b.test:c%3Ad@mail.test/Retur", Mailbox("mail.test", 993, "a@b.test", "c:d", "Retur", "implicit")),
        ("imap://a:b@mail.test", Mailbox("mail.test", 143, "a", "b", "INBOX", "starttls")),
        ("imap://a:b@localhost:1143", Mailbox("localhost", 1143, "a", "b", "INBOX", "none")),
    ],
)
def test_the_address_of_the_mailbox_says_all(url: str, box: Mailbox) -> None:
    assert Mailbox.from_url(url) == box


@pytest.mark.parametrize("url", ["mail.test", "https://a:b@mail.test", "imaps://mail.test", "imap://"])
def test_an_address_that_cannot_be_read_says_how_to_write_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="imaps://user:password@host/INBOX"):
        Mailbox.from_url(url)
