"""Dates in words."""

from __future__ import annotations

from datetime import date
from typing import Final

_DANISH: Final = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip  # a year, read as two half years
_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip  # as above


def long_date(iso: str, language: str) -> str:
    """`2026-11-22` as "22. november 2026" or "22 November 2026"; as it stands where it is no date."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language == "da":
        return f"{day.day}. {_DANISH[day.month - 1]} {day.year}"
    return f"{day.day} {_ENGLISH[day.month - 1]} {day.year}"
