"""What the analyst adds to a report: titles, Markdown for the places that take it, and a few choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from depeche.core.corpus import Corpus
from depeche.core.reporting.phrases import phrase


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is printed. `pairs` a theme; `None` prints every chosen pair. The rest stays in tables and source."""

    pairs: int | None = None
    themes: int = 30
    bars: int = 12
    words: int = 15
    compared: int = 20
    remarks: int = 10


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The analyst's part. `slots` maps a key of `text_slots` to Markdown; what is missing is fixed text or left out.

    `remark_on` are words to compare between the relays by name; without any, the most frequent ones are.
    `date` is ISO 8601.
    """

    title: str = ""
    subtitle: str = ""
    publisher: str = ""
    date: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    remark_on: tuple[str, ...] = ()
    show_groups: bool = True
    limits: Limits = field(default_factory=Limits)


class Slot(NamedTuple):
    """A place for Markdown: its key, and its name in the language of the report."""

    key: str
    label: str


def text_slots(corpus: Corpus, language: str) -> tuple[Slot, ...]:
    """Every place of the report that takes the analyst's Markdown, in reading order."""
    slots = [Slot(key, phrase(language, key)) for key in ("what", "how", "why", "who")]
    for source in corpus.sources:
        slots.append(Slot(source_slot(source.id), source.title))
        themes = dict.fromkeys(theme for pair in corpus.of(source.id) for theme in pair.counted_in)
        slots += [
            Slot(theme_slot(source.id, theme), f"{source.title} · {theme or phrase(language, 'unsorted')}")
            for theme in themes
        ]
    slots.append(Slot("reflection:themes", f"{phrase(language, 'reflection')}: {phrase(language, 'shared_themes')}"))
    slots.append(Slot("reflection:words", f"{phrase(language, 'reflection')}: {phrase(language, 'frequent_words')}"))
    slots.append(Slot("closing", phrase(language, "closing")))
    return tuple(slots)


def source_slot(source: str) -> str:
    """Key of a relay's introduction."""
    return f"source:{source}"


def theme_slot(source: str, theme: str) -> str:
    """Key of the text that opens a theme."""
    return f"theme:{source}:{theme}"
