"""The mailbox to which mails come back, read by IMAP every minute.

`DEPECHE_IMAP_URL`: `imaps://user:password@host/INBOX`, or `imap://…` (STARTTLS, which the server must offer; a server
on this machine needs none). A message is marked only after it is stored, and taken once however often it is read: what
was made out is marked as seen; what a person wrote is flagged and stays unread, for a person to read.
"""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

from depeche.web.common.faults import fault
from depeche.web.common.incoming.reading import LIMIT
from depeche.web.common.incoming.taking import take
from depeche.web.common.models import InboundMail

log = logging.getLogger("depeche.mail")

TIMEOUT = 10.0  # seconds for one answer: the worker has other duties
AT_ONCE = 200  # messages a minute
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Polled(NamedTuple):
    """Messages made out, and those left to people."""

    taken: int = 0
    left: int = 0


@dataclass(frozen=True)
class Mailbox:
    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: str  # "implicit", "starttls", "none"

    @classmethod
    def from_url(cls, url: str) -> Self:
        parts = urlsplit(url)
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
            raise ImproperlyConfigured(
                "DEPECHE_IMAP_URL cannot be read. Write imaps://user:password@host/INBOX; a @ in the name of the user "
                "is written %40."
            )
        tls = "implicit" if parts.scheme == "imaps" else "none" if parts.hostname in LOOPBACK else "starttls"
        port = parts.port or (993 if tls == "implicit" else 143)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(parts.hostname, port, unquote(parts.username), unquote(parts.password or ""), folder, tls)


def poll(now: datetime) -> Polled:
    """Take what lies there. Trouble with the server is logged by its kind, and the next minute tries again."""
    if not settings.IMAP_URL:
        return Polled()
    taken = left = 0
    try:
        with opened(Mailbox.from_url(settings.IMAP_URL)) as server:
            for uid in _waiting(server):
                if raw := _message(server, uid):  # nothing: somebody has just moved it
                    known = _is_known(raw, now)
                    server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)" if known else r"(\Flagged)")
                    taken, left = taken + known, left + (not known)
    except (OSError, imaplib.IMAP4.error) as error:
        log.warning("the mailbox cannot be read: %s", type(error).__name__)
    return Polled(taken, left)


def _is_known(raw: bytes, now: datetime) -> bool:
    """Store it; False where a person should look at it."""
    try:
        row = take(raw, now)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one message, those behind it must come in
        log.error("a message could not be taken: %s", fault(error))  # noqa: TRY400 - messages may quote people
        return False
    return row is None or row.what != InboundMail.What.OTHER


@contextmanager
def opened(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    context = ssl.create_default_context()
    server: imaplib.IMAP4
    if box.tls == "implicit":
        server = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT)
    with server:
        if box.tls == "starttls":
            server.starttls(context)
        server.login(box.user, box.password)
        if server.select(f'"{box.folder}"')[0] != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield server


def _waiting(server: imaplib.IMAP4) -> list[str]:
    """Neither seen nor flagged, the oldest first."""
    _status, found = server.uid("SEARCH", "UNSEEN", "UNFLAGGED")
    numbers: bytes = found[0] or b""
    return numbers.decode().split()[:AT_ONCE]


def _message(server: imaplib.IMAP4, uid: str) -> bytes:
    """Read without marking it."""
    _status, found = server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LIMIT}>)")
    return next((part[1] for part in found if isinstance(part, tuple)), b"")
