"""What a file says of itself: its title, its language, who published it, and when. No clock is read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final, Protocol

from depeche.core.reporting.model import Report
from depeche.render.signs import clean

TAGS: Final = {"da": "da-DK", "en": "en-GB"}
LONGEST: Final = 255  # letters of a property; both packages refuse more
UNDATED: Final = date(1980, 1, 1)  # where the report bears no date; the earliest a package can say


class CoreProperties(Protocol):
    """What python-docx and python-pptx both offer."""

    title: str
    subject: str
    author: str
    last_modified_by: str
    keywords: str
    comments: str
    category: str
    language: str
    revision: int
    created: datetime
    modified: datetime


def language_tag(language: str) -> str:
    """The language with its country, as Office wants it.

    >>> language_tag("da")
    'da-DK'
    """
    return TAGS.get(language, language)


def moment(iso: str) -> datetime:
    """Midnight of the report's date; UNDATED where it has none. Without a zone, which both packages take for UTC."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        day = UNDATED
    return datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)


def set_properties(core: CoreProperties, report: Report) -> None:
    """Everything the template said of itself gives way to what the report is."""
    core.title, core.subject = clean(report.title)[:LONGEST], clean(report.subtitle)[:LONGEST]
    core.author = core.last_modified_by = clean(report.publisher)[:LONGEST] or "Depeche"
    core.keywords = core.comments = core.category = ""
    core.language = language_tag(report.language)
    core.revision = 1
    core.created = core.modified = moment(report.date)
