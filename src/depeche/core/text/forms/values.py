"""What a question looks like from outside: its form, and the kind of thing it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """How a text asks: by a question word, by a verb in front, or by neither."""

    OPEN = "open"
    CLOSED = "closed"
    OTHER = "other"


class Kind(StrEnum):
    """What the question word asks for. The word decides, not the meaning."""

    SUBSTANTIVE = "substantive"  # hvad, hvem, hvilken, hvis; what, who, which
    MANNER = "manner"  # hvordan, hvorledes; how
    CAUSE = "cause"  # hvorfor; why
    CIRCUMSTANCE = "circumstance"  # hvor, hvornår; where, when
    DEGREE = "degree"  # hvor meget, hvor ofte; how much, how often


class Asked(NamedTuple):
    """One question in a text. `text[start:end]` are the words that decide; an open one has a kind."""

    form: Form
    kind: Kind | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The form of a text with every question found in it, in reading order. `decided_by` is one of `found`."""

    form: Form
    kind: Kind | None
    found: tuple[Asked, ...]
    decided_by: Asked | None


def decide(found: tuple[Asked, ...]) -> QuestionForm:
    """The first open question decides, else the first closed one.

    Who is asked both *Har I prøvet det?* and *Hvordan gik det?* has to answer in words of their own: one open question
    makes the whole open, wherever it stands.
    """
    for form in (Form.OPEN, Form.CLOSED):
        first = next((asked for asked in found if asked.form is form), None)
        if first is not None:
            return QuestionForm(form, first.kind, found, first)
    return QuestionForm(Form.OTHER, None, found, None)
