"""One message that came back, as a value. Pure: bytes in, no clock, no database.

A notice of non-delivery by RFC 3464 holds a part `message/delivery-status` with Action and Status. Older servers send
plain words from MAILER-DAEMON instead; those are known by sender and subject together, and the code is looked for in
the words. An automatic answer by RFC 3834 says so in Auto-Submitted; before that came other headers, and as a last
resort the subject tells.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from enum import StrEnum

from depeche.web.common.incoming.words import own_words, words_of

LIMIT = 256 * 2**10  # bytes of a message that are read; what tells stands at its beginning
OURS = re.compile(r"<[0-9a-f]{32}@[^<>\s]{1,160}>")  # outbox.py writes such a Message-ID
ADDRESS = re.compile(r"[\w.+=-]{1,64}@[\w.-]{1,255}")
LONGEST_HEADER = 2000  # characters; what tells stands in far shorter ones
SENT_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
SMTP_CODE = re.compile(r"(?<![\d.#])(5[0-5]\d)(?=[\s,;:-])")
DAEMON = re.compile(r"mailer-daemon|postmaster|mail delivery (?:sub)?system|microsoft outlook", re.IGNORECASE)
FAILED = re.compile(
    r"undeliver|not delivered|mail delivery|returned mail|"
    r"delivery (?:status|failure|(?:has )?failed|incomplete|problem|(?:is )?delay)|"
    r"returned to sender|failure notice|could not be delivered|mail system error|"
    r"ikke leveres|ikke leveret|ikke blive leveret|kunne ikke afleveres|uleveret",
    re.IGNORECASE,
)
SLOW = re.compile(r"\bdelay|delivery incomplete|warning|still trying|forsinke", re.IGNORECASE)
ANSWERS = {"x-autoreply", "x-autorespond", "x-autoresponse", "x-autoresponder", "x-mail-autoreply"}
AUTOMATIC = re.compile(
    r"\s*(?:(?:re|sv|vs|aw)\s*:\s*)?(?:auto(?:matisk|matic|-?reply|svar|-?response|:)|out of (?:the )?office|"
    r"ude af (?:huset|kontoret)|ikke (?:til stede|på kontoret|på arbejde)|frav(?:ær|aer)|ferie\b|ferielukket|"
    r"på ferie|holder ferie|barsel|away from)",
    re.IGNORECASE,
)


class What(StrEnum):
    """As InboundMail.What."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    AUTO_REPLY = "auto_reply"
    OTHER = "other"


@dataclass(frozen=True)
class Incoming:
    """`sent_to`: addresses it came to; `about`: Message-IDs of the form we write, the likeliest first."""

    mark: str
    what: What
    code: str = ""
    text: str = ""
    sent_to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def read(raw: bytes) -> Incoming:
    """Never raises: what cannot be made out is OTHER."""
    raw = raw[:LIMIT]
    try:
        return _read(raw)
    except RecursionError:  # a thousand letters, each inside the next
        return Incoming(mark=hashlib.sha256(raw).hexdigest(), what=What.OTHER)


def _read(raw: bytes) -> Incoming:
    message = message_from_bytes(raw)  # the forgiving policy; headers are as they came
    what, code = _judged(message)
    return Incoming(
        mark=_mark(message, raw),
        what=what,
        code=code,
        text=own_words(message) if what is What.AUTO_REPLY else "",
        sent_to=tuple(address for line in _all(message, *SENT_TO) for address in ADDRESS.findall(line)),
        about=tuple(dict.fromkeys(_about(message, raw))),
    )


def _judged(message: Message) -> tuple[What, str]:
    report = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    if report is not None and (said := _reported(report)):
        return said
    if _is_notice(message):
        words = words_of(message)
        status, code = STATUS.search(words), SMTP_CODE.search(words)
        if SLOW.search(_subject(message)):
            return What.DELAYED, status[1] if status else ""
        return What.BOUNCED, status[1] if status else code[1] if code else "5.0.0"
    return (What.AUTO_REPLY if _is_automatic(message) else What.OTHER), ""


def _reported(report: Message) -> tuple[What, str] | None:
    """Of the fields for each recipient the first, for our mails have one. Some servers put empty lines between them.

    None where neither Action nor Status can be made out.
    """
    fields: dict[str, str] = {}
    for name, value in _fields(report):
        fields.setdefault(name.lower(), value)
    action = fields.get("action", "").strip().lower()
    status = STATUS.search(fields.get("status", "")) or STATUS.search(fields.get("diagnostic-code", ""))
    code = status[1] if status else ""
    if not action and not code:
        return None
    if action.startswith("delayed"):
        return What.DELAYED, code
    if action.startswith("fail") or (not action and code.startswith("5")):
        return What.BOUNCED, code if code[:1] in {"4", "5"} else "5.0.0"
    return What.OTHER, code  # delivered, relayed, expanded


def _fields(report: Message) -> Iterator[tuple[str, str]]:
    """The parser makes of such a part a list of blocks of headers."""
    for block in report.walk():
        if block is not report:
            yield from ((name, str(value)) for name, value in block.items())


def _is_notice(message: Message) -> bool:
    if message["X-Failed-Recipients"]:
        return True
    return bool(DAEMON.search(_text(message, "From")) and FAILED.search(_subject(message)))


def _is_automatic(message: Message) -> bool:
    submitted = _text(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted:
        return submitted != "no"
    present = {name.lower() for name in message}
    if present & ANSWERS or "x-auto-response-suppress" in present:
        return True
    if _text(message, "Precedence").strip().lower().replace("-", "_") == "auto_reply":
        return True
    return _text(message, "Return-Path").strip() == "<>" or bool(AUTOMATIC.match(_subject(message)))


def _about(message: Message, raw: bytes) -> Iterator[str]:
    """In-Reply-To, then the letter that came back, then References from its end, then anything that looks like ours."""
    yield from OURS.findall(_text(message, "In-Reply-To"))
    for part in message.walk():
        if part is not message and part["Message-ID"]:
            yield from OURS.findall(_text(part, "Message-ID"))
        if part.get_content_type() == "text/rfc822-headers":
            yield from OURS.findall(words_of(part))
    yield from reversed(OURS.findall(_text(message, "References")))
    yield from OURS.findall(raw.decode("ascii", "replace"))
    yield from OURS.findall(words_of(message))


def _mark(message: Message, raw: bytes) -> str:
    own = _text(message, "Message-ID").strip()
    return hashlib.sha256(own.encode(errors="replace") if own else raw).hexdigest()


def _subject(message: Message) -> str:
    return " ".join(_text(message, "Subject").split())


def _text(message: Message, name: str) -> str:
    """A header in words; as it came where it is not written by the rules."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")[:LONGEST_HEADER]
    if not value.isascii():  # bytes that should have been encoded
        raw = value.encode("utf-8", "surrogateescape")
        return raw.decode("utf-8") if _is_utf8(raw) else raw.decode("latin-1")
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, MessageError):
        return value


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _all(message: Message, *names: str) -> list[str]:
    return [str(value)[:LONGEST_HEADER] for name in names for value in message.get_all(name, [])]
