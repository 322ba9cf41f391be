from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from depeche.web.common.prepared import Prepared
from depeche.web.common.spoken import spoken_moment
from depeche.web.relay.mails.markup import MailPreview, Parts, compose
from depeche.web.relay.mails.wording import KINDS
from depeche.web.relay.models import MailText, Participant, Question, Relay


class Own(NamedTuple):
    """Words the organiser is writing, not saved yet."""

    subject: str
    body: str


def render(
    kind: str, participant: Participant, *, question: Question | None = None, own: Own | None = None
) -> MailPreview:
    """Subject, text and HTML as they would leave; `[[link]]` stands where the personal link goes.

    `own` replaces the organiser's saved words or, where there are none, the standard ones.
    """
    saved = own or saved_text(participant.relay, kind)
    return render_with(kind, participant, question, saved)


_SAVED = Prepared(lambda relay, kind: MailText.objects.filter(relay=relay, kind=kind))


def saved_text(relay: Relay, kind: str) -> Own | None:
    text = _SAVED.first(relay.pk, kind)
    return Own(text.subject, text.body) if text else None


def render_with(kind: str, participant: Participant, question: Question | None, own: Own | None) -> MailPreview:
    relay = participant.relay
    words = KINDS[kind]
    with override(relay.language):
        parts = Parts(
            subject=own.subject if own else str(words.subject),
            body=own.body if own else str(words.body),
            button=str(words.button),
            footer=_footer(relay),
            language=relay.language,
            values=_values(participant, question),
        )
        return compose(parts)


def organiser_name(relay: Relay) -> str:
    return relay.sender_name or relay.project.controller or relay.project.name


def first_name(name: str) -> str:
    """Anne Marie Holm -> Anne; Holm, Anne Marie -> Anne."""
    given = name.rpartition(",")[2].split() or name.split()
    return given[0] if given else ""


def _values(participant: Participant, question: Question | None) -> dict[str, str]:
    relay = participant.relay
    purpose = (relay.purpose_why, relay.purpose_gain, relay.purpose_use)
    due = question.due_at if question is not None and question.due_at else relay.answers_close_at
    return {
        "first_name": first_name(participant.name),
        "name": participant.name,
        "topic": relay.topic,
        "organiser": organiser_name(relay),
        "opens_at": _moment(relay.opens_at),
        "closes_at": _moment(relay.closes_at),
        "answers_close_at": _moment(relay.answers_close_at),
        "purpose": "\n\n".join(text.strip() for text in purpose if text.strip()),
        "due_at": _moment(due),
        "recipient": question.recipient.name if question is not None else _("Somebody in the relay"),
    }


def _moment(value: datetime | None) -> str:
    return _spoken(value, get_language() or "") if value else _("(time to be announced)")


@lru_cache(maxsize=256)  # a relay has four moments, and they stand in every one of its mails
def _spoken(value: datetime, language: str) -> str:  # noqa: ARG001 - tells the cached sentences apart
    return pgettext("a date in a sentence: opens, until, by", "%(moment)s") % {"moment": spoken_moment(value)}


def _footer(relay: Relay) -> tuple[str, ...]:
    lines = [
        _("You get this mail because %(organiser)s has invited you to a relay in Depeche.")
        % {"organiser": organiser_name(relay)},
        _("The link is yours alone. Do not pass it on."),
    ]
    if relay.reply_to:
        lines.append(_("Questions about the relay? Reply to this mail, or write to %(to)s.") % {"to": relay.reply_to})
    return tuple(lines)
