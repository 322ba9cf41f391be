"""The sender of the envelope. What comes back to it tells which mail it is about.

With DEPECHE_BOUNCE_TO=svar@example.dk a mail leaves as svar+17-k3q…@example.dk: number of the row and a proof, so that
nobody can report back on a mail they have not got. Without it bounces go to DEPECHE_MAIL_FROM and are matched by the
Message-ID they quote.
"""

from __future__ import annotations

import base64
import hmac
import re
from email.utils import parseaddr

from django.conf import settings

from depeche.web.common.models import OutboxMail
from depeche.web.common.proof import proof

SIZE = 10  # bytes; 16 letters and figures, for a mail server may not keep upper case
TOKEN = re.compile(r"\+(\d{1,18})-([a-z2-7]{16})$")


def return_path(mail: OutboxMail) -> str:
    if not settings.BOUNCE_TO:
        return parseaddr(settings.MAIL_FROM)[1]
    local, _, domain = settings.BOUNCE_TO.rpartition("@")
    return f"{local}+{mail.pk}-{_proof(mail.pk)}@{domain}"


def row_of(address: str) -> int | None:
    """The number of the mail, where the address is one of ours and not made up."""
    found = TOKEN.search(address.rpartition("@")[0].lower())
    if not found or not hmac.compare_digest(found[2], _proof(int(found[1]))):
        return None
    return int(found[1])


def _proof(pk: int) -> str:
    return base64.b32encode(proof("return path", pk, SIZE)).decode().lower()
