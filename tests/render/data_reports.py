"""Reports whose tables the tests of data files hold against each other. Every word is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from depeche.core.corpus import Corpus
from depeche.core.reporting import Report, ReportTexts, build_report
from depeche.core.reporting.outline import Item, Kind, Outline
from tests.core.reporting import relays
from tests.core.reporting.corpora import small

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
LONG = "ålegræs, øjne & æbler: " + "æ" * 80  # more than 64 bytes, and more than 64 letters
EVIL = "=HYPERLINK(0)"


def corpus() -> Corpus:
    """The invented relay, with a theme of a very long name, one that looks like a formula, and cards in two themes."""
    pairs = tuple(
        replace(pair, theme="", themes=(pair.theme, LONG) if at % 3 else (pair.theme, EVIL)) if pair.theme else pair
        for at, pair in enumerate(relays.pairs())
    )
    return replace(relays.relay(), pairs=pairs)


def report(language: str = "da") -> Report:
    """Every kind of block that counts something."""
    kinds = (Kind.BACKGROUND, Kind.SHARES, Kind.WORDS, Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE, Kind.THEME)
    items = (Item(str(kind), kind, "rel", LONG if kind is Kind.THEME else "") for kind in kinds)
    outline = Outline((*items, Item("method", Kind.METHOD)))
    return build_report(corpus(), ReportTexts(date="2026-11-26"), language, outline=outline)


def two_relays(language: str = "da") -> Report:
    """Two small relays side by side; groups are too small or not known."""
    return build_report(small(), ReportTexts(), language)
