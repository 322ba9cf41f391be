"""Store what came back, once, and let the state of the mail it is about follow."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import F, QuerySet

from depeche.web.common import audit
from depeche.web.common.incoming.reading import Incoming, What, read
from depeche.web.common.models import InboundMail, OutboxMail
from depeche.web.common.prepared import insert_once
from depeche.web.common.returnpath import row_of

Status = OutboxMail.Status


@transaction.atomic
def take(raw: bytes, now: datetime) -> InboundMail | None:
    """The stored row; None where the same message was taken before.

    A mail of ours that came back is `bounced`. An answer to a mail nobody was sure of shows that it arrived.
    """
    incoming = read(raw)
    mail = _mail_of(incoming)
    row = InboundMail(
        mark=incoming.mark,
        what=incoming.what.value,
        code=incoming.code,
        text=incoming.text if mail is not None and mail.project_id is not None else "",  # else nobody is shown it
        at=now,
        mail=mail,
    )
    if insert_once(row) is None:
        return None
    if mail is not None:
        ours = OutboxMail.objects.filter(pk=mail.pk)
        if incoming.what is What.BOUNCED:
            ours.filter(status__in=[Status.SENT, Status.UNSURE]).update(status=Status.BOUNCED, reply_code=incoming.code)
        else:
            ours.filter(status=Status.UNSURE).update(status=Status.SENT, sent_at=F("handed_at"))
    return row


@transaction.atomic
def settle(*, actor: models.Model, rows: QuerySet[InboundMail], handled: InboundMail.Handled, now: datetime) -> int:
    """Somebody has dealt with them; the words are forgotten. How many were open still."""
    count = 0
    for row in rows.filter(handled_at=None).select_related("mail"):
        if rows.filter(pk=row.pk, handled_at=None).update(handled_at=now, handled_as=handled, text=""):
            count += 1
            project_id = row.mail.project_id if row.mail else None
            audit.record(actor=actor, verb=f"mail.{row.what}_{handled}", target=row, at=now, project_id=project_id)
    return count


def _mail_of(incoming: Incoming) -> OutboxMail | None:
    """By the address it came to, which proves it; else by the Message-ID it quotes."""
    for number in map(row_of, incoming.sent_to):
        if number is not None and (mail := OutboxMail.objects.filter(pk=number).first()):
            return mail
    found = {mail.message_id: mail for mail in OutboxMail.objects.filter(message_id__in=incoming.about[:50])}
    return next((found[one] for one in incoming.about if one in found), None)
