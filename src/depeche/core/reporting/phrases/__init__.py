"""The fixed texts of a report, ours, in Danish and English. A test compares the two lists and their placeholders."""

from __future__ import annotations

from typing import Final

from depeche.core.reporting.phrases.da import DANISH
from depeche.core.reporting.phrases.en import ENGLISH

LANGUAGES: Final = ("da", "en")
_BOOKS: Final = {"da": DANISH, "en": ENGLISH}
RESERVATIONS: Final = frozenset(book["reservation"] for book in _BOOKS.values())


def phrase(language: str, key: str) -> str:
    """The fixed text `key` in a language; Danish for a language we have no texts in."""
    return _BOOKS.get(language, DANISH)[key]
