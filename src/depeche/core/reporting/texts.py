"""What the analyst adds to a report: titles, Markdown for the places that take it, and a few choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from depeche.core.reporting.values import Mask


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
    masks: Mapping[str, tuple[Mask, ...]] = field(default_factory=dict)  # by unit: where somebody could be recognised
    bare: frozenset[str] = frozenset()  # units printed without the group of who wrote them
    cut: frozenset[str] = frozenset()  # pairs that are not printed at all
    authors_asked: bool = False  # everybody quoted has been asked, whatever their relay promised
    limits: Limits = field(default_factory=Limits)


def source_slot(source: str) -> str:
    """Key of a relay's introduction."""
    return f"source:{source}"


def theme_slot(source: str, theme: str) -> str:
    """Key of the text that opens a theme."""
    return f"theme:{source}:{theme}"
