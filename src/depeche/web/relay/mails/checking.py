from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from depeche.core.errors import InputError
from depeche.web.relay.mails.markup import PLACEHOLDER, called
from depeche.web.relay.mails.wording import kind_of, placeholders

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000


class Wording(NamedTuple):
    subject: str
    body: str


def standard_text(kind: str, language: str, *, live: bool = False) -> Wording:
    """The words the organiser begins with, placeholders and all; those for a room where the relay is live."""
    words = kind_of(kind, live=live)
    with override(language):
        return Wording(str(words.subject), str(words.body))


def check_text(kind: str, subject: str, body: str) -> None:
    """Raises InputError (column "subject" or "body") that says which placeholder is unknown, or what is missing."""
    known = set(placeholders(kind))
    for column, words, limit in (("subject", subject, LONGEST_SUBJECT), ("body", body, LONGEST_BODY)):
        if not words.strip():
            raise InputError(_("Write something here, or go back to the standard text."), column=column)
        if len(words) > limit:
            raise InputError(
                _("This is %(length)d characters; at most %(limit)d can be used.")
                % {"length": len(words), "limit": limit},
                column=column,
            )
        _check_placeholders(words, known, column)
    if "\n" in subject.strip():
        raise InputError(_("A subject is one line."), column="subject")
    if "{link}" in subject:
        raise InputError(_("{link} belongs in the text, not in the subject."), column="subject")
    if body.count("{link}") != 1:
        raise InputError(
            _("Put {link} once in the text: it becomes the button that lets the participant in."), column="body"
        )


def _check_placeholders(words: str, known: set[str], column: str) -> None:
    for match in PLACEHOLDER.finditer(words):
        if called(match[1]) not in known:
            raise InputError(
                _("%(found)s is not known here. You can use %(known)s.")
                % {"found": match[0], "known": ", ".join(f"{{{name}}}" for name in sorted(known))},
                column=column,
            )
    if re.search(r"[{}]", PLACEHOLDER.sub("", words)):
        raise InputError(_("A brace { or } stands alone; write the placeholder as {first_name}."), column=column)
