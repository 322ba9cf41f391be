"""Hand a letter to a mail server, and know afterwards what became of it.

`DEPECHE_SMTP_URL`: `smtp://user:password@host:587` (STARTTLS, which the server must offer), `smtps://…:465` (TLS from
the first byte), `smtp://host:25?tls=none` (a server on one's own net without TLS; loopback needs no mark).
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from depeche.web.common.letter import Letter

TIMEOUT = 30.0  # seconds for any one answer of the server
PER_CONNECTION = 100  # letters; many servers end a connection that goes on for ever
CHECK_AFTER = 10.0  # seconds of silence after which the connection is tried before a letter is claimed for it
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class Verdict(StrEnum):
    SENT = "sent"
    REFUSED = "refused"  # for good, 5xx
    LATER = "later"  # not now, 4xx; or the connection broke before the letter was complete
    UNSURE = "unsure"  # the letter was complete, and no answer came
    DROPPED = "dropped"  # `commit` said no: it is not ours to send


class Reply(NamedTuple):
    verdict: Verdict
    code: str = ""  # the server's own, e.g. "550 5.1.1"; never its text, which quotes addresses


class ServerTrouble(Exception):  # noqa: N818 - a state of the world
    """No letter can be handed over now, whoever it is to. `code` as in Reply, or a word for the fault."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Transport(Protocol):
    """A way out. `commit` is called before the last byte leaves, and its answer obeyed."""

    transactional: bool  # delivers into our own database: claim, delivery and note are one transaction

    def open(self) -> None: ...

    def deliver(self, letter: Letter, commit: Callable[[], bool]) -> Reply: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    tls: str  # "starttls", "implicit", "none"

    @classmethod
    def from_url(cls, url: str) -> Self:
        parts = urlsplit(url)
        wish = parse_qs(parts.query).get("tls", [""])[0]
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or wish not in {"", "none"}:
            raise ImproperlyConfigured(
                "DEPECHE_SMTP_URL cannot be read. Write smtp://user:password@host:587, smtps://…:465 or, for a server "
                "on your own net that has no TLS, smtp://host:25?tls=none."
            )
        plain = wish == "none" or parts.hostname in LOOPBACK
        tls = "implicit" if parts.scheme == "smtps" else "none" if plain else "starttls"
        port = parts.port or (465 if tls == "implicit" else 587 if tls == "starttls" else 25)
        return cls(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


class SmtpTransport:
    """One kept connection; a new one when it is broken, idle or has carried much."""

    transactional = False

    def __init__(self, server: Server) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None
        self._carried = 0
        self._used_at = 0.0

    def open(self) -> None:
        """Have a living connection. Raises ServerTrouble."""
        usable = self._smtp is not None and self._carried < PER_CONNECTION
        if usable and (time.monotonic() - self._used_at < CHECK_AFTER or self._alive()):
            return
        self.close()
        try:
            self._smtp = self._connect()
        except smtplib.SMTPResponseException as error:
            raise ServerTrouble(_code(error.smtp_code, _bytes(error.smtp_error))) from error
        except (OSError, smtplib.SMTPException) as error:
            raise ServerTrouble(type(error).__name__) from error
        self._carried, self._used_at = 0, time.monotonic()

    def close(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()
            self._smtp = None

    def deliver(self, letter: Letter, commit: Callable[[], bool]) -> Reply:
        """Raises ServerTrouble where the fault is not this letter's; nothing has been delivered then."""
        if self._smtp is None:
            raise ServerTrouble("not connected")
        smtp, self._carried, self._used_at = self._smtp, self._carried + 1, time.monotonic()
        try:
            early = self._envelope(smtp, letter)
            if early is not None:
                return early
            smtp.send(_stuffed(letter.data))
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise ServerTrouble("timeout" if isinstance(error, TimeoutError) else "broken connection") from error
        if not self._committed(commit):
            return Reply(Verdict.DROPPED)
        try:
            smtp.send(b".\r\n")
        except (OSError, smtplib.SMTPException) as error:  # three bytes that did not even leave this machine
            self._hang_up()
            raise ServerTrouble("broken connection") from error
        try:
            code, words = smtp.getreply()
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            return Reply(Verdict.UNSURE)
        return self._judge(code, words)

    def _committed(self, commit: Callable[[], bool]) -> bool:
        """A letter without its last line is one the server must throw away (RFC 5321, 4.1.1.4 and 3.8)."""
        yes = False
        try:
            yes = commit()
        finally:
            if not yes:
                self._hang_up()
        return yes

    def _envelope(self, smtp: smtplib.SMTP, letter: Letter) -> Reply | None:
        code, words = smtp.mail(letter.sender)
        if code != 250:  # about us, not about the recipient
            self._hang_up()
            raise ServerTrouble(_code(code, words))
        code, words = smtp.rcpt(letter.recipient)
        if code not in {250, 251}:
            return self._judge(code, words)
        code, words = smtp.docmd("DATA")
        return None if code == 354 else self._judge(code, words)

    def _judge(self, code: int, words: bytes) -> Reply:
        """421 ends the connection; after any refusal the conversation begins afresh."""
        if code == 250:
            return Reply(Verdict.SENT, _code(code, words))
        if code in {421, -1}:
            self._hang_up()
        elif self._smtp is not None:
            try:
                self._smtp.rset()
            except (OSError, smtplib.SMTPException):
                self._hang_up()
        return Reply(Verdict.REFUSED if 500 <= code < 600 else Verdict.LATER, _code(code, words))

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        if server.tls == "implicit":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            if server.tls == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if smtp.sock is not None:  # the last line follows the letter by itself; it must not wait for an ACK
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _alive(self) -> bool:
        try:
            return self._smtp is not None and self._smtp.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _stuffed(data: bytes) -> bytes:
    """A line that begins with a dot gets another (RFC 5321, 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", data if data.endswith(b"\r\n") else data + b"\r\n")


def _code(code: int, words: bytes) -> str:
    found = ENHANCED.match(words)
    return f"{code} {found[1].decode()}" if found else str(code)


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("ascii", "replace")
