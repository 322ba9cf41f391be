"""What is known of a mail, in the organiser's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.web.common.models import InboundMail, OutboxMail
from depeche.web.common.spoken import spoken_moment
from depeche.web.relay.mails import KINDS
from depeche.web.relay.mails.wording import Words

Status = OutboxMail.Status
What = InboundMail.What


class State(NamedTuple):
    """`tone`: "refused" where somebody must do something, "waits" while time does it."""

    label: str
    note: str = ""
    tone: str = ""


class MailLine(NamedTuple):
    mail: OutboxMail
    label: Words
    state: State
    answer: InboundMail | None  # an automatic one nobody has dealt with


def mail_lines(mails: Iterable[OutboxMail], now: datetime) -> list[MailLine]:
    """`mails` with `came_back` prefetched."""
    lines = []
    for mail in mails:
        back = list(mail.came_back.all())
        answer = next((one for one in back if one.what == What.AUTO_REPLY and one.handled_at is None), None)
        label = KINDS[mail.kind].label if mail.kind in KINDS else mail.kind
        lines.append(MailLine(mail, label, state_of(mail, now, {one.what for one in back}), answer))
    return lines


def state_of(mail: OutboxMail, now: datetime, came_back: Iterable[str] = ()) -> State:
    return STATES[Status(mail.status)](mail, now, frozenset(came_back))


def why(code: str) -> str:
    """The reason behind a mail server's code (RFC 3463), as far as it helps; nothing where it does not."""
    found = re.search(r"[245]\.(\d{1,3}\.\d{1,3})", code)
    detail = found[1] if found else OLD_CODES.get(code[:3], "")
    return str(REASONS.get(detail) or REASONS.get(detail.partition(".")[0], ""))


REASONS: Mapping[str, Words] = {
    "1.1": gettext_lazy("There is no such address."),
    "1.2": gettext_lazy("What stands behind the @ is not known to anybody."),
    "1.3": gettext_lazy("The address cannot be read."),
    "1.6": gettext_lazy("The mailbox has moved."),
    "1.10": gettext_lazy("There is no such address."),
    "1": gettext_lazy("Something is wrong with the address."),
    "2.1": gettext_lazy("The mailbox is closed."),
    "2.2": gettext_lazy("The mailbox is full."),
    "2": gettext_lazy("The mailbox takes no mail just now."),
    "3.4": gettext_lazy("The mail is too large for them."),
    "4.4": gettext_lazy("No mail server answers for that address."),
    "4.7": gettext_lazy("Their mail server could not be reached for days."),
    "4": gettext_lazy("Their mail server cannot be reached."),
    "6": gettext_lazy("Their mail server could not read the mail."),
    "7": gettext_lazy("Their mail server takes it for unwanted. Ask their IT department to let the sender through."),
}
OLD_CODES: Mapping[str, str] = {"550": "1.1", "551": "1.6", "552": "2.2", "553": "1.3", "554": "7.0"}


def _queued(mail: OutboxMail, now: datetime, back: frozenset[str]) -> State:  # noqa: ARG001 - one signature for all
    later = mail.not_before > now
    if mail.attempts:
        said = _("It is tried again on %(moment)s.") % {"moment": spoken_moment(mail.not_before)} if later else ""
        return State(_("Put off by their mail server"), _join(said, mail.reply_code), "waits")
    if later:
        return State(_("Waits"), _("It leaves on %(moment)s.") % {"moment": spoken_moment(mail.not_before)}, "waits")
    return State(_("On its way"))


def _sent(mail: OutboxMail, now: datetime, back: frozenset[str]) -> State:  # noqa: ARG001 - as above
    if What.DELAYED in back:
        return State(_("Accepted, but delayed"), _("A mail server on the way keeps trying."), "waits")
    return State(_("Accepted by their mail server"))


def _failed(label: Words) -> Callable[[OutboxMail, datetime, frozenset[str]], State]:
    return lambda mail, _now, _back: State(str(label), _join(why(mail.reply_code), mail.reply_code), "refused")


def _join(said: str, code: str) -> str:
    return f"{said} ({code})" if said and code else said or code


STATES: Mapping[Status, Callable[[OutboxMail, datetime, frozenset[str]], State]] = {
    Status.QUEUED: _queued,
    Status.SENDING: lambda _mail, _now, _back: State(_("On its way")),
    Status.SENT: _sent,
    Status.REFUSED: _failed(gettext_lazy("Refused")),
    Status.BOUNCED: _failed(gettext_lazy("Came back")),
    Status.UNSURE: lambda _mail, _now, _back: State(
        _("Nobody knows"), _("Something was cut off as it was handed over. It may have arrived."), "refused"
    ),
    Status.CANCELLED: lambda _mail, _now, _back: State(_("Not sent"), _("It was no longer needed.")),
}
