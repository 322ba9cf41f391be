"""Days and stretches of days in words, and sentences with such words set in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from depeche.core.reporting.values import Sentence

_DANISH: Final = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip  # a year, read as two half years
_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip  # as above


def long_date(iso: str, language: str) -> str:
    """`2026-11-22` as "22. november 2026" or "22 November 2026"; as it stands where it is no date.

    A stretch such as `2026-11-22/2026-11-24` (ISO 8601) is "22. november 2026 - 24. november 2026", with an en dash.
    """
    first, _, last = iso.partition("/")
    if last:
        return f"{long_date(first, language)} \N{EN DASH} {long_date(last, language)}"
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language == "da":
        return f"{day.day}. {_DANISH[day.month - 1]} {day.year}"
    return f"{day.day} {_ENGLISH[day.month - 1]} {day.year}"


def short_date(iso: str, language: str) -> str:
    """`2026-11-22` as "22.11." or "22 Nov"; a stretch as "22.11.-24.11.", with an en dash; without the year."""
    first, _, last = iso.partition("/")
    if last:
        return f"{short_date(first, language)}\N{EN DASH}{short_date(last, language)}"
    day = date.fromisoformat(iso)
    if language == "da":
        return f"{day.day}.{day.month}."
    return f"{day.day} {_ENGLISH[day.month - 1][:3]}"


def set_in(sentence: Sentence, *names: str) -> Sentence:
    """The sentence with these words in its template: a day or a number of hours is no name, and is not set apart."""
    template = sentence.template
    for word in sentence.words:
        if word.name in names:
            template = template.replace(f"{{{word.name}}}", word.text.replace("{", "{{").replace("}", "}}"))
    return replace(sentence, template=template, words=tuple(word for word in sentence.words if word.name not in names))
