"""A row of the outbox as the bytes that leave: headers, plain text and HTML that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from depeche.web.common.models import OutboxMail
from depeche.web.common.outbox import LINK, link_for, unsubscribe_for
from depeche.web.common.returnpath import return_path
from depeche.web.common.wire import address, header, wire


class Undeliverable(Exception):  # noqa: N818 - said of the mail, not of the program
    """The mail can never leave: the address cannot be written in the form mail uses."""


class NobodyToLetIn(Exception):  # noqa: N818 - as above
    """The link this mail should bear opens nothing any more."""


@dataclass(frozen=True)
class Letter:
    """A mail as it leaves. `sender` and `recipient` are the bare addresses of the envelope."""

    sender: str
    recipient: str
    message_id: str
    language: str
    to_name: str
    subject: str
    text: str
    html: str
    data: bytes  # lines end with CRLF


def letter(mail: OutboxMail, now: datetime) -> Letter:
    text, html = mail.text, mail.html
    if LINK in text or LINK in html:
        link = link_for(mail)
        if link is None:
            raise NobodyToLetIn
        text, html = text.replace(LINK, link), html.replace(LINK, link)
    return Letter(
        sender=_ascii(return_path(mail)),
        recipient=_ascii(mail.to_email),
        message_id=mail.message_id,
        language=mail.language,
        to_name=mail.to_name,
        subject=mail.subject,
        text=text,
        html=html,
        data=wire(_headers(mail, now), text, html, mark=mail.message_id),
    )


def _headers(mail: OutboxMail, now: datetime) -> Iterator[str]:
    our_name, ours = parseaddr(settings.MAIL_FROM)
    yield address("From", mail.from_name or our_name, _ascii(ours))
    yield address("To", mail.to_name, _ascii(mail.to_email))
    if mail.reply_to:
        yield address("Reply-To", "", _ascii(mail.reply_to))
    yield header("Subject", mail.subject)
    yield f"Date: {format_datetime(now)}"
    yield f"Message-ID: {mail.message_id}"
    if mail.references:
        yield header("In-Reply-To", mail.references)  # some mail programs gather by the one, some by the other
        yield header("References", mail.references)
    stop = unsubscribe_for(mail)
    if stop.startswith("https://"):  # RFC 8058, 3.1: by https alone
        yield f"List-Unsubscribe: <{stop}>"
        yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    yield "Auto-Submitted: auto-generated"
    yield header("Content-Language", mail.language)
    yield "MIME-Version: 1.0"


def _ascii(written_as: str) -> str:
    """post@blåbær.dk -> post@xn--blbr-roah.dk. A local part outside ASCII needs what few servers offer."""
    local, _, domain = written_as.rpartition("@")
    try:
        written = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
        validate_email(written)
    except (UnicodeError, ValidationError) as error:
        raise Undeliverable from error
    return written
