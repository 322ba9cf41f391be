"""Mails to try out: what participants will get, sent to the organiser, who can see how it arrives."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from depeche.web.common import audit, outbox
from depeche.web.relay.mails.rendering import organiser_name, render_with, saved_text
from depeche.web.relay.models import Participant, Relay
from depeche.web.relay.rules import may_run

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

SUBJECT_TYPE = "relay"


@transaction.atomic
def send_trial(*, actor: User, relay: Relay, kinds: Collection[str], reader: Participant, now: datetime) -> int:
    """Queue these kinds to the actor, as `reader` would get them; how many.

    The button leads to the page that shows the relay as participants see it, never through anybody's door.
    """
    may_run(actor, relay)
    with override(relay.language):
        mark = _("[Trial]")
    mails = []
    for kind in kinds:
        preview = render_with(kind, reader, None, saved_text(relay, kind))
        mails.append(
            outbox.Mail(
                key=f"relay/{relay.pk}/trial/{kind}/{secrets.token_hex(8)}/",
                kind=kind,
                project_id=relay.project_id,
                subject_type=SUBJECT_TYPE,
                subject_id=relay.pk,
                to_name=actor.get_full_name(),
                to_email=actor.email,
                language=relay.language,
                subject=f"{mark} {preview.subject}",
                text=preview.text,
                html=preview.html,
                reply_to=relay.reply_to,
                from_name=f"{organiser_name(relay)} via Depeche",
            )
        )
    sent = outbox.put_many(mails, now)
    audit.record(actor=actor, verb="relay.mails_tried", target=relay, at=now, project_id=relay.project_id, count=sent)
    return sent


def link(relay_id: int) -> str:
    """For the outbox: where the button of a trial mail leads."""
    return settings.BASE_URL + reverse("relay:preview", args=[relay_id])
