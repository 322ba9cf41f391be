"""The parts of a report that have a style each, and the names such styles bear in Danish and English Word.

Word writes its own styles under their English names whatever language it speaks ("heading 1"), and shows them under
translated ones ("Overskrift 1"); the id is translated too ("Overskrift1"). Other programs write what they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    BODY = "body"
    NOTE = "note"
    CAPTION = "caption"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    QUOTE = "quote"
    QUESTION = "question"
    ANSWER = "answer"
    TABLE = "table"


PARTS: Final = tuple(Part)
HEADINGS: Final = (Part.HEADING_1, Part.HEADING_2, Part.HEADING_3, Part.HEADING_4)

# The first is Word's own name; the others are what programs and people call the same.
NAMES: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.TITLE: ("Title", "Titel", "Rapporttitel", "Dokumenttitel", "Forsidetitel"),
    Part.SUBTITLE: ("Subtitle", "Undertitel", "Forsideundertitel"),
    Part.HEADING_1: ("heading 1", "Overskrift 1"),
    Part.HEADING_2: ("heading 2", "Overskrift 2"),
    Part.HEADING_3: ("heading 3", "Overskrift 3"),
    Part.HEADING_4: ("heading 4", "Overskrift 4"),
    Part.BODY: ("Normal", "Body Text", "Brødtekst", "Standard"),
    Part.NOTE: ("Note", "Kilde", "Source", "Faktanote", "Kildeangivelse", "Noter"),
    Part.CAPTION: ("caption", "Billedtekst", "Figurtekst", "Tabeltekst"),
    Part.BULLETS: ("List Bullet", "Opstilling - punkttegn", "Punktopstilling", "Bullet", "Punkttegn"),
    Part.NUMBERS: ("List Number", "Opstilling - talopst.", "Opstilling - tal eller bogst.", "Talopstilling"),
    Part.QUOTE: ("Quote", "Citat", "Intense Quote", "Stærkt citat", "Blokcitat"),
    Part.QUESTION: ("Spørgsmål", "Question"),
    Part.ANSWER: ("Svar", "Answer"),
    Part.TABLE: ("Tabel", "Table", "Rapporttabel"),
}

# What people read in Danish Word for the names that Word writes in English.
DANISH: Final[Mapping[str, str]] = {
    "title": "Titel",
    "subtitle": "Undertitel",
    **{f"heading {level}": f"Overskrift {level}" for level in range(1, 10)},
    **{f"toc {level}": f"Indholdsfortegnelse {level}" for level in range(1, 10)},
    "toc heading": "Overskrift",
    "caption": "Billedtekst",
    "list bullet": "Opstilling - punkttegn",
    "list number": "Opstilling - talopst.",
    "list paragraph": "Listeafsnit",
    "quote": "Citat",
    "intense quote": "Stærkt citat",
    "body text": "Brødtekst",
    "no spacing": "Ingen afstand",
    "header": "Sidehoved",
    "footer": "Sidefod",
    "footnote text": "Fodnotetekst",
    "table grid": "Tabel - Gitter",
    "emphasis": "Fremhæv",
    "strong": "Stærk",
}


def flat(name: str) -> str:
    """Names are compared without regard to case, spaces, hyphens and dots."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def spoken(name: str, language: str) -> str:
    """The name of a style as Word shows it in that language."""
    if language == "da":
        return DANISH.get(name.casefold(), name)
    return name[:1].upper() + name[1:] if name.casefold() in DANISH else name
