"""A row of the outbox as the bytes that leave: headers, plain text and HTML that say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from depeche.web.common.models import OutboxMail
from depeche.web.common.outbox import LINK, link_for


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
    from_name, sender = parseaddr(settings.MAIL_FROM)
    recipient = _ascii(mail.to_email)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(mail.from_name or from_name, addr_spec=_ascii(sender))
    message["To"] = Address(mail.to_name, addr_spec=recipient)
    if mail.reply_to:
        message["Reply-To"] = Address("", addr_spec=_ascii(mail.reply_to))
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = mail.message_id
    if mail.references:
        message["References"] = mail.references
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    return Letter(
        sender=_ascii(sender),
        recipient=recipient,
        message_id=mail.message_id,
        language=mail.language,
        to_name=mail.to_name,
        subject=mail.subject,
        text=text,
        html=html,
        data=message.as_bytes(),
    )


def _ascii(address: str) -> str:
    """post@blåbær.dk -> post@xn--blbr-roah.dk. A local part outside ASCII needs what few servers offer."""
    local, _, domain = address.rpartition("@")
    try:
        written = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
        validate_email(written)
    except (UnicodeError, ValidationError) as error:
        raise Undeliverable from error
    return written
