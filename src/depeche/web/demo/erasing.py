"""The demo's mailbox holds mails of a relay that ends: see `relay.archive.holders`."""

from __future__ import annotations

from collections.abc import Mapping

from depeche.web.demo.models import MailboxMail
from depeche.web.relay.archive.holders import Holding
from depeche.web.relay.archive.plans import mails_of
from depeche.web.relay.models import Relay


def holdings(relay: Relay, *, deleted: bool) -> tuple[Holding, ...]:  # noqa: ARG001 - the signature of a holder
    return ()


def let_go(relay: Relay, *, deleted: bool, texts: bool) -> Mapping[str, int]:  # noqa: ARG001 - as above
    sent = mails_of(relay).values("message_id")
    return {"delivered_here": MailboxMail.objects.filter(message_id__in=sent).delete()[0]}
