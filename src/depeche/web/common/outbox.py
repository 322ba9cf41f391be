"""Put mail into the outbox, take it out again, and decide on the few nobody can be sure of. Sending is sender.py.

A mail is written in the transaction of the act that causes it: either both happen or neither does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache
from itertools import islice

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet

from depeche.web.common import audit
from depeche.web.common.models import OutboxMail
from depeche.web.common.prepared import insert_many_once, insert_once

LINK = "[[link]]"  # where the personal link goes as the mail leaves
BATCH = 500
Status = OutboxMail.Status
LinkResolver = Callable[[int], str | None]
Gate = Callable[[OutboxMail, datetime], None]

_links: dict[str, LinkResolver] = {}
_unsubscribe: dict[str, Callable[[int], str]] = {}
_gates: dict[str, Gate] = {}
_secret_kinds: set[str] = set()


class NotWanted(Exception):  # noqa: N818 - a state of the world
    """What the mail is about has been done, or its reader does not want it: it does not leave."""


class NotNow(Exception):  # noqa: N818 - as above
    """The mail waits."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__()


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one recipient, as `enqueue` takes it. `key` says recipient, subject matter and kind."""

    key: str
    kind: str
    project_id: int | None
    subject_type: str
    subject_id: int
    to_name: str
    to_email: str
    language: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    from_name: str = ""
    references: str = ""
    priority: int = 5
    not_before: datetime | None = None
    expires_at: datetime | None = None


def put(mail: Mail, now: datetime) -> OutboxMail | None:
    """The queued row, or None where a mail with this key exists already."""
    return insert_once(_row(mail, now))


def put_many(mails: Iterable[Mail], now: datetime) -> int:
    """How many of the mails were new. Keys that exist already are passed over."""
    rest = iter(mails)
    written = 0
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            written += insert_many_once([_row(mail, now) for mail in batch])
    return written


def enqueue(  # noqa: PLR0913 - the fields of a mail, each by its name
    *,
    key: str,
    kind: str,
    project_id: int | None,
    subject_type: str,
    subject_id: int,
    to_name: str,
    to_email: str,
    language: str,
    subject: str,
    text: str,
    html: str,
    now: datetime,
    reply_to: str = "",
    from_name: str = "",
    references: str = "",
    priority: int = 5,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> OutboxMail | None:
    """As `put`, for callers with one mail at hand."""
    mail = Mail(
        key=key, kind=kind, project_id=project_id, subject_type=subject_type, subject_id=subject_id, to_name=to_name,
        to_email=to_email, language=language, subject=subject, text=text, html=html, reply_to=reply_to,
        from_name=from_name, references=references, priority=priority, not_before=not_before, expires_at=expires_at,
    )  # fmt: skip # eighteen lines of name=name say nothing
    return put(mail, now)


def cancel(mails: QuerySet[OutboxMail]) -> int:
    """Take back those that have not begun to leave; how many."""
    return mails.filter(status=Status.QUEUED).update(status=Status.CANCELLED)


@transaction.atomic
def resend_unsure(*, actor: models.Model, mail: OutboxMail, now: datetime) -> bool:
    """A person decides: send it again. The Message-ID stays, so that many mail programs show the two as one."""
    again: dict[str, str | datetime | None] = {
        "status": Status.QUEUED,
        "not_before": now,
        "claimed_by": "",
        "claimed_at": None,
        "handed_at": None,
    }
    return _decide(actor, mail, now, "mail.resent", again)


@transaction.atomic
def has_arrived(*, actor: models.Model, mail: OutboxMail, now: datetime) -> bool:
    """A person decides: it has arrived."""
    return _decide(actor, mail, now, "mail.confirmed", {"status": Status.SENT, "sent_at": now})


def _decide(
    actor: models.Model, mail: OutboxMail, now: datetime, verb: str, change: dict[str, str | datetime | None]
) -> bool:
    """False where somebody else decided first."""
    if not OutboxMail.objects.filter(pk=mail.pk, status=Status.UNSURE).update(**change):
        return False
    audit.record(actor=actor, verb=verb, target=mail, at=now, project_id=mail.project_id, kind=mail.kind)
    return True


def due(now: datetime) -> QuerySet[OutboxMail]:
    """Mails that may leave now, in the order in which they leave."""
    alive = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    mails = OutboxMail.objects.filter(alive, status=Status.QUEUED, not_before__lte=now)
    return mails.order_by("priority", "not_before", "pk")


def register_link(subject_type: str, resolver: LinkResolver) -> None:
    """Say how `[[link]]` is resolved for mails about this type of subject. None from it: the mail is cancelled."""
    _links[subject_type] = resolver


def link_for(mail: OutboxMail) -> str | None:
    resolver = _links.get(mail.subject_type)
    return resolver(mail.subject_id) if resolver else None


def register_unsubscribe(subject_type: str, resolver: Callable[[int], str]) -> None:
    """Say where the reader of mails about this type of subject stops those they can do without (RFC 8058)."""
    _unsubscribe[subject_type] = resolver


def unsubscribe_for(mail: OutboxMail) -> str:
    """The address, or nothing where the mail can be stopped by nobody: a code to sign in."""
    resolver = _unsubscribe.get(mail.subject_type)
    return resolver(mail.subject_id) if resolver else ""


def register_gate(subject_type: str, gate: Gate) -> None:
    """Have mails about this type of subject looked at as they leave. The gate raises NotWanted or NotNow."""
    _gates[subject_type] = gate


def pass_gate(mail: OutboxMail, now: datetime) -> None:
    gate = _gates.get(mail.subject_type)
    if gate is not None:
        gate(mail, now)


def register_secret(kind: str) -> None:
    """Mails of this kind hold a secret; their text is wiped from the row as soon as it is not needed."""
    _secret_kinds.add(kind)


def secret_kinds() -> frozenset[str]:
    return frozenset(_secret_kinds)


def _row(mail: Mail, now: datetime) -> OutboxMail:
    return OutboxMail(
        key=mail.key,
        kind=mail.kind,
        project_id=mail.project_id,
        subject_type=mail.subject_type,
        subject_id=mail.subject_id,
        to_name=_one_line(mail.to_name, 200),
        to_email=mail.to_email,
        from_name=_one_line(mail.from_name, 200),
        reply_to=mail.reply_to,
        language=mail.language,
        subject=_one_line(mail.subject, 300),
        text=mail.text,
        html=mail.html,
        message_id=f"<{_identifier(now)}@{domain()}>",
        references=mail.references,
        priority=mail.priority,
        created_at=now,
        not_before=mail.not_before or now,
        expires_at=mail.expires_at,
    )


def _identifier(now: datetime) -> str:
    """32 hexadecimal digits, those of the time first (as UUID version 7): what is written together lies together in the
    index, whose random pages would else be most of the work for many mails.
    """
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}"


def domain() -> str:
    """Ours, for Message-ID and References: that of the address mails come from."""
    return _domain_of(settings.MAIL_FROM)


@lru_cache(maxsize=4)
def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def _one_line(text: str, length: int) -> str:
    """A header is one line: a line break in a name or a topic must not begin another header."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:length]
