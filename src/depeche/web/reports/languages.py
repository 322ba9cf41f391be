"""One report in two languages: what of the analyst's words is written in the other one.

`Report.texts` holds a text under its slot, and what it is in another language under `<slot>@<language>`. The title page
and the headings somebody has given have slots of their own here. What nobody has written stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from depeche.core.reporting import Outline
from depeche.web.reports.models import Report
from depeche.web.reports.sections import Section

TITLE: Final = "front:title"
SUBTITLE: Final = "front:subtitle"
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
OTHER: Final = {"da": "en", "en": "da"}


def heading_key(item: str) -> str:
    """The slot of a heading somebody has given a block."""
    return f"heading:{item}"


def key_in(key: str, language: str) -> str:
    return f"{key}@{language}"


def is_own(key: str) -> bool:
    """Whether a key is that of a text itself, not of what it is in another language."""
    return key.rpartition("@")[2] not in LANGUAGES


def own_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if is_own(key)}


@dataclass(frozen=True, slots=True)
class Written:
    """A report's words in one language."""

    report: Report
    language: str

    @property
    def own(self) -> bool:
        return self.language == self.report.language

    def get(self, key: str, otherwise: str) -> str:
        """What is written under a key in this language, `otherwise` where nothing is."""
        if self.own:
            return otherwise
        found: str = self.report.texts.get(key_in(key, self.language), "")
        return found if found.strip() else otherwise

    @property
    def slots(self) -> dict[str, str]:
        return {key: self.get(key, text) for key, text in own_texts(self.report.texts).items()}

    def headings(self, outline: Outline) -> Outline:
        """The outline with the headings somebody has given in this language."""
        if self.own:
            return outline
        return Outline(
            tuple(
                replace(item, title=self.get(heading_key(item.id), item.title)) if item.title else item
                for item in outline.items
            )
        )


class Line(NamedTuple):
    """A title in one line, with what it is in the other language."""

    key: str
    name: str
    text: str
    other: str


def titles(report: Report, outline: Outline) -> tuple[Line, ...]:
    """Title, subtitle and every heading somebody has given: what is short enough to be written in a list."""
    other = OTHER[report.language]
    found = [(TITLE, _("Title"), report.title), (SUBTITLE, _("Subtitle"), report.subtitle)]
    found += [(heading_key(item.id), _("Heading"), item.title) for item in outline.items]
    return tuple(
        Line(key, name, text, report.texts.get(key_in(key, other), "")) for key, name, text in found if text.strip()
    )


class TextLine(NamedTuple):
    """A text of a block with how many words it has in the other language."""

    section: Section
    words: int


def text_lines(report: Report, places: Sequence[Section]) -> tuple[TextLine, ...]:
    """Every text somebody has written that stands in the report."""
    other = OTHER[report.language]
    return tuple(
        TextLine(section, len(report.texts.get(key_in(section.key, other), "").split()))
        for section in places
        if section.text.strip() and not section.lost
    )


def lacking(report: Report, outline: Outline, language: str) -> int:
    """How many of the report's own words are not written in the language: titles, headings, and texts of its blocks."""
    if language == report.language:
        return 0
    slots = {slot for item in outline.shown for slot in item.slots}
    texts = [key for key, text in own_texts(report.texts).items() if key in slots and text.strip()]
    keys = texts + [line.key for line in titles(report, outline)]
    return sum(not report.texts.get(key_in(key, language), "").strip() for key in keys)


class Turned(NamedTuple):
    """A report whose language changes, as far as its words go."""

    title: str
    subtitle: str
    texts: dict[str, str]
    outline: list[dict[str, object]]


def turned(report: Report, language: str) -> Turned:
    """What is written in the new language takes the place of what it was written for, which becomes the other one.

    What is not written in the new language stays as it is.
    """
    texts: dict[str, str] = dict(report.texts)
    old = report.language

    def turn(key: str, text: str) -> str:
        found = texts.pop(key_in(key, language), "")
        if not found.strip():
            return text
        if text.strip():
            texts[key_in(key, old)] = text
        return found

    for key, text in own_texts(report.texts).items():
        texts[key] = turn(key, text)
    outline = [
        row | {"title": turn(heading_key(str(row["id"])), str(row["title"]))} if row.get("title") else row
        for row in report.outline
    ]
    return Turned(turn(TITLE, report.title), turn(SUBTITLE, report.subtitle), texts, outline)
