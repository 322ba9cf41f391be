from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from depeche.web.common.outbox import LINK
from depeche.web.common.prepared import Prepared
from depeche.web.common.spoken import spoken_moment
from depeche.web.relay.mails.markup import MailPreview, Parts, compose
from depeche.web.relay.mails.wording import REMINDERS, kind_of
from depeche.web.relay.models import MailText, Participant, Question, Relay
from depeche.web.relay.rules import rules_of


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
    values = {**_about_relay(relay), **_about_question(relay, question), **_until(relay, None), **_about(participant)}
    return _composed(kind, participant.relay, own, values)


class Sheet:
    """A mail to many in one relay, composed once; what differs from reader to reader is put in for each.

    `by` is the moment that mails of some kinds speak of, beside those of the relay.
    """

    def __init__(self, kind: str, relay: Relay, own: Own | None, by: datetime | None = None) -> None:
        marks = {name: f"\0{name}\0" for name in PERSONAL}  # no form and no database takes a null character
        values = {**_about_relay(relay), **_about_question(relay, None), **_until(relay, by), **marks}
        self._composed = _composed(kind, relay, own, values)
        self._marks = marks

    def to(self, participant: Participant) -> MailPreview:
        """As `render_with` for this reader, about no question."""
        subject, text, html = self._composed
        for name, value in _about(participant).items():
            mark, words = self._marks[name], value.replace(LINK, "")
            subject, text = subject.replace(mark, words), text.replace(mark, words)
            html = html.replace(mark, conditional_escape(words))
        return MailPreview(" ".join(subject.split()), text, html)


def _composed(kind: str, relay: Relay, own: Own | None, values: Mapping[str, str]) -> MailPreview:
    words = kind_of(kind, live=rules_of(relay).live)
    with override(relay.language):
        parts = Parts(
            subject=own.subject if own else str(words.subject),
            body=own.body if own else str(words.body),
            button=str(words.button),
            footer=_footer(relay, kind),
            language=relay.language,
            values=values,
        )
        return compose(parts)


def organiser_name(relay: Relay) -> str:
    return relay.sender_name or relay.project.controller or relay.project.name


def first_name(name: str) -> str:
    """Anne Marie Holm -> Anne; Holm, Anne Marie -> Anne."""
    given = name.rpartition(",")[2].split() or name.split()
    return given[0] if given else ""


PERSONAL = ("first_name", "name")


def _about(participant: Participant) -> dict[str, str]:
    return {"first_name": first_name(participant.name), "name": " ".join(participant.name.split())}


def _about_relay(relay: Relay) -> dict[str, str]:
    purpose = (relay.purpose_why, relay.purpose_gain, relay.purpose_use)
    with override(relay.language):
        return {
            "topic": relay.topic,
            "organiser": organiser_name(relay),
            "opens_at": _moment(relay.opens_at),
            "closes_at": _moment(relay.closes_at),
            "answers_close_at": _moment(relay.answers_close_at),
            "purpose": "\n\n".join(text.strip() for text in purpose if text.strip()),
        }


def _about_question(relay: Relay, question: Question | None) -> dict[str, str]:
    due = question.due_at if question is not None and question.due_at else relay.answers_close_at
    with override(relay.language):
        recipient = question.recipient.name if question is not None else _("Somebody in the relay")
        return {"due_at": _moment(due), "recipient": recipient}


def _until(relay: Relay, by: datetime | None) -> dict[str, str]:
    with override(relay.language):
        return dict.fromkeys(("answer_by", "first_until"), _moment(by))


def _moment(value: datetime | None) -> str:
    return _spoken(value, get_language() or "") if value else _("(time to be announced)")


@lru_cache(maxsize=256)  # a relay has four moments, and they stand in every one of its mails
def _spoken(value: datetime, language: str) -> str:  # noqa: ARG001 - tells the cached sentences apart
    return pgettext("a date in a sentence: opens, until, by", "%(moment)s") % {"moment": spoken_moment(value)}


def _footer(relay: Relay, kind: str) -> tuple[str, ...]:
    lines = [
        _("You get this mail because %(organiser)s has invited you to a relay in Depeche.")
        % {"organiser": organiser_name(relay)},
        _("The link is yours alone. Do not pass it on."),
    ]
    if relay.reply_to:
        lines.append(_("Questions about the relay? Reply to this mail, or write to %(to)s.") % {"to": relay.reply_to})
    if kind in REMINDERS:
        lines.append(_("No more reminders? Open the link, and switch them off under “How it works”."))
    return tuple(lines)
