"""Hints about a text in the reader's words, for whoever decides about it; a number like a CPR number is left out."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _

from depeche.core.text.hints import LONGEST, SHORTEST, HintKind, hints

UNSAID = frozenset({HintKind.CPR, HintKind.SHORT, HintKind.LONG})
MOST_WORDS = 60  # letters of a passage repeated beside the text


class Noticed(NamedTuple):
    """What was noticed, and the passage; none for a number like a CPR number, or where it is the whole text."""

    what: str
    passage: str


def noticed(
    text: str,
    language: str,
    *,
    own_names: Collection[str] = (),
    length: tuple[int, int] | None = (SHORTEST, LONGEST),
) -> tuple[Noticed, ...]:
    """Each kind of thing and passage once, in reading order."""
    found = (
        Noticed(_said(kind), "" if kind in UNSAID else text[start:end][:MOST_WORDS])
        for kind, start, end in hints(text, language, own_names=own_names, length=length)
    )
    return tuple(dict.fromkeys(found))


def _said(kind: HintKind) -> str:
    return {
        HintKind.CPR: _("looks like a CPR number"),
        HintKind.EMAIL: _("an e-mail address"),
        HintKind.PHONE: _("a phone number"),
        HintKind.ADDRESS: _("an address"),
        HintKind.NAME: _("a name"),
        HintKind.SHORT: _("few words"),
        HintKind.LONG: _("many words"),
    }[kind]
