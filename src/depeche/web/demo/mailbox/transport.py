from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from depeche.web.common.letter import Letter
from depeche.web.common.smtp import Reply, Verdict
from depeche.web.demo.models import MailboxMail


class MailboxTransport:
    """Delivers into the mailbox, in the transaction in which the mail is noted as sent: exactly once."""

    transactional = True

    def open(self) -> None:
        """There is nothing to connect to."""

    def close(self) -> None:
        """Nor to hang up on."""

    def deliver(self, letter: Letter, commit: Callable[[], bool]) -> Reply:
        if not commit():
            return Reply(Verdict.DROPPED)
        MailboxMail.objects.create(
            message_id=letter.message_id,
            to_name=letter.to_name,
            to_email=letter.recipient,
            subject=letter.subject,
            language=letter.language,
            text=letter.text,
            html=letter.html,
            at=timezone.now(),
        )
        return Reply(Verdict.SENT, "250")
