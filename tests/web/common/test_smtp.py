"""The conversation with a mail server that misbehaves at a chosen point, and what is known afterwards."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.core.exceptions import ImproperlyConfigured

from depeche.web.common.letter import Letter, Undeliverable, letter
from depeche.web.common.models import OutboxMail
from depeche.web.common.smtp import Reply, Server, ServerTrouble, SmtpTransport, Verdict

LETTER = Letter(
    sender="post@depeche.test",
    recipient="anna@kommune.test",
    message_id="<1@depeche.test>",
    language="da",
    to_name="Anna",
    subject="Prøve",
    text="",
    html="",
    data=b"Subject: x\r\n\r\n.begins with a dot\r\nends\r\n",
)


@dataclass
class Script:
    """Answers by verb; an empty answer hangs up. `end` answers the last line of the letter."""

    answers: dict[str, str] = field(default_factory=dict)
    end: str = "250 2.0.0 taken"
    greeting: str = "220 ready"
    letters: list[bytes] = field(default_factory=list)
    connections: int = 0


class Server25(socketserver.ThreadingTCPServer):
    script: Script


class Handler(socketserver.StreamRequestHandler):
    server: Server25

    def handle(self) -> None:
        script = self.server.script
        script.connections += 1
        self.say(script.greeting)
        while line := self.rfile.readline():
            verb = line.split()[0].upper().decode()
            answer = script.answers.get(verb, "354 go on" if verb == "DATA" else "250 fine")
            if not answer:
                return
            self.say(answer)
            if verb == "QUIT" or (answer.startswith("354") and not self.take_letter(script)):
                return

    def take_letter(self, script: Script) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        script.letters.append(b"".join(lines))
        if script.end:
            self.say(script.end)
        return bool(script.end)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def serving(script: Script) -> Iterator[SmtpTransport]:
    with Server25(("127.0.0.1", 0), Handler) as server:
        server.script = script
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        way = SmtpTransport(Server.from_url(f"smtp://127.0.0.1:{server.server_address[1]}"))
        try:
            yield way
        finally:
            way.close()
            server.shutdown()
            thread.join()


def yes() -> bool:
    return True


def deliver(script: Script) -> Reply:
    with serving(script) as way:
        way.open()
        return way.deliver(LETTER, yes)


def test_a_taken_letter_arrives_as_it_was() -> None:
    script = Script()
    assert deliver(script) == Reply(Verdict.SENT, "250 2.0.0")
    assert script.letters == [b"Subject: x\r\n\r\n..begins with a dot\r\nends\r\n"]


@pytest.mark.parametrize(
    ("verb", "answer", "reply"),
    [
        ("RCPT", "550 5.1.1 no anna@kommune.test here", Reply(Verdict.REFUSED, "550 5.1.1")),
        ("RCPT", "451 4.7.1 greylisted", Reply(Verdict.LATER, "451 4.7.1")),
        ("RCPT", "452 too many", Reply(Verdict.LATER, "452")),
        ("DATA", "421 4.3.2 going down", Reply(Verdict.LATER, "421 4.3.2")),
    ],
)
def test_what_the_server_says_before_the_letter(verb: str, answer: str, reply: Reply) -> None:
    script = Script({verb: answer})
    assert deliver(script) == reply
    assert not script.letters


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        ("552 5.3.4 too large", Reply(Verdict.REFUSED, "552 5.3.4")),
        ("451 4.3.0 try later", Reply(Verdict.LATER, "451 4.3.0")),
        ("", Reply(Verdict.UNSURE)),
    ],
)
def test_what_the_server_says_after_the_letter(answer: str, reply: Reply) -> None:
    assert deliver(Script(end=answer)) == reply


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_connection_that_breaks_before_the_letter_is_nobodys_fault(verb: str) -> None:
    with pytest.raises(ServerTrouble):
        deliver(Script({verb: ""}))


def test_a_server_that_refuses_us_refuses_no_recipient() -> None:
    with pytest.raises(ServerTrouble, match=r"530 5\.7\.0"):
        deliver(Script({"MAIL": "530 5.7.0 authenticate first"}))
    with pytest.raises(ServerTrouble, match="554"):
        deliver(Script(greeting="554 not you"))


def test_a_server_that_is_not_there_is_trouble() -> None:
    with pytest.raises(ServerTrouble, match="ConnectionRefusedError"):
        SmtpTransport(Server.from_url("smtp://127.0.0.1:1")).open()


def test_a_letter_that_may_not_go_never_reaches_the_server_whole() -> None:
    script = Script()
    with serving(script) as way:
        way.open()
        assert way.deliver(LETTER, lambda: False) == Reply(Verdict.DROPPED)
    assert not script.letters


def test_one_connection_carries_many_letters_also_past_a_refusal() -> None:
    script = Script({"RCPT": "550 5.1.1 no"})
    with serving(script) as way:
        for _ in range(3):
            way.open()
            assert way.deliver(LETTER, yes).verdict is Verdict.REFUSED
        del script.answers["RCPT"]
        way.open()
        assert way.deliver(LETTER, yes).verdict is Verdict.SENT
    assert script.connections == 1


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://a:b%40c@mail.test", Server("mail.test", 587, "a", "b@c", "starttls")),
        ("smtps://mail.test", Server("mail.test", 465, "", "", "implicit")),
        ("smtp://relay.local:25?tls=none", Server("relay.local", 25, "", "", "none")),
        ("smtp://localhost", Server("localhost", 25, "", "", "none")),
    ],
)
def test_the_address_of_the_server_says_all(url: str, server: Server) -> None:
    assert Server.from_url(url) == server


@pytest.mark.parametrize("url", ["mail.test", "http://mail.test", "smtp://", "smtp://x?tls=maybe"])
def test_an_address_that_cannot_be_read_says_how_to_write_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host:587"):
        Server.from_url(url)


def a_mail(**changes: str) -> OutboxMail:
    fields = {
        "to_email": "anna@kommune.test",
        "to_name": "Åse Østergård, leder",
        "from_name": "Region Øst via Depeche",
        "reply_to": "lea@kommune.test",
        "subject": "Du er blevet stillet et spørgsmål: Ledelse på tværs",
        "text": "Hej Åse\n",
        "html": "<p>Hej Åse</p>",
        "message_id": "<abc@depeche.test>",
        "references": "<relay-7@depeche.test>",
        "language": "da",
        "subject_type": "nothing",
    }
    return OutboxMail(subject_id=1, **{**fields, **changes})


def test_headers_and_both_bodies_survive_the_way() -> None:
    data = letter(a_mail(), datetime(2026, 11, 22, 14, 30, tzinfo=UTC)).data
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data.isascii()
    message = message_from_bytes(data, policy=policy.default)
    assert message["From"].addresses[0].display_name == "Region Øst via Depeche"
    assert message["To"].addresses[0].display_name == "Åse Østergård, leder"
    assert message["Reply-To"] == "lea@kommune.test"
    assert message["Subject"] == "Du er blevet stillet et spørgsmål: Ledelse på tværs"
    assert message["Message-ID"] == "<abc@depeche.test>"
    assert message["References"] == message["In-Reply-To"] == "<relay-7@depeche.test>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == "Hej Åse"
    assert html.get_content().strip() == "<p>Hej Åse</p>"


def test_a_domain_with_danish_letters_is_written_as_mail_writes_it() -> None:
    assert letter(a_mail(to_email="post@blåbær.test"), datetime.now(UTC)).recipient == "post@xn--blbr-roah.test"


@pytest.mark.parametrize("address", ["søren@kommune.test", "nobody", "a b@kommune.test", "a@b@c.test"])
def test_an_address_mail_cannot_write_is_undeliverable(address: str) -> None:
    with pytest.raises(Undeliverable):
        letter(a_mail(to_email=address), datetime.now(UTC))
