"""The outlines a report can begin from, made of what the material holds now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from depeche.core.corpus import Source
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.grouped import may_tell
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.texts import Limits, theme_slot

SIDES = 6  # relays compared one against the others; with more only tables stand side by side
NO_SLOTS: Mapping[str, str] = MappingProxyType({})


class Template(StrEnum):
    RELAY = "relay"  # in the shape of a relay's report: background, theme after theme, cross-reading
    SUMMARY = "summary"  # two pages
    SLIDES = "slides"  # a slide a theme, two pairs each
    WORKSHOP = "workshop"  # a sheet a theme, to write on


def template_outline(
    name: Template, evidence: Evidence, slots: Mapping[str, str] = NO_SLOTS, limits: Limits | None = None
) -> Outline:
    """The outline of a template. A theme comes in when a pair of it is marked, or a text in `slots` opens it."""
    make = {
        Template.RELAY: _relay,
        Template.SUMMARY: _summary,
        Template.SLIDES: _slides,
        Template.WORKSHOP: _workshop,
    }[name]
    return Outline((*make(evidence, slots, limits or Limits()), Item("method", Kind.METHOD)))


def theme_order(evidence: Evidence, source: str) -> list[str]:
    """Themes of a relay, largest first, those of a size in the order they appear; what is not sorted last."""
    counts = evidence.themes(source)
    return sorted(counts, key=lambda theme: (not theme, -counts[theme]))


def _relay(evidence: Evidence, slots: Mapping[str, str], limits: Limits) -> Iterator[Item]:
    yield Item("background", Kind.BACKGROUND)
    for at, source in enumerate(evidence.corpus.sources, start=1):
        yield Item(f"shares-{at}", Kind.SHARES, source.id)
        yield from _themes(evidence, source, at, slots, limits)
        yield from _by_group(evidence, source, at)
    if evidence.corpus.pairs:
        yield from _cross(evidence)


def _by_group(evidence: Evidence, source: Source, at: int) -> Iterator[Item]:
    """Who asks whom, and about what, where groups may be told; a block with nothing to show is left out."""
    if not may_tell(source, evidence.of(source.id)):
        return
    if any(pair.theme for pair in evidence.of(source.id)):
        yield Item(f"cross-{at}", Kind.CROSS_TABLE, source.id)
    if evidence.answered(source.id):
        yield Item(f"flow-{at}", Kind.FLOW, source.id)


def _themes(
    evidence: Evidence, source: Source, at: int, slots: Mapping[str, str], limits: Limits, most: int | None = None
) -> Iterator[Item]:
    for number, theme in _worth_a_page(evidence, source, slots, limits):
        yield Item(f"theme-{at}-{number}", Kind.THEME, source.id, theme, most=most)


def _worth_a_page(
    evidence: Evidence, source: Source, slots: Mapping[str, str], limits: Limits
) -> Iterator[tuple[int, str]]:
    marked = {pair.theme for pair in evidence.of(source.id) if pair.chosen}
    for number, theme in enumerate(theme_order(evidence, source.id)[: limits.themes], start=1):
        if theme in marked or slots.get(theme_slot(source.id, theme)):
            yield number, theme


def _cross(evidence: Evidence) -> Iterator[Item]:
    yield Item("cross", Kind.PART)
    if _several_with_themes(evidence):
        yield Item("shared", Kind.SHARED)
    yield Item("reflection:themes", Kind.REFLECTION)
    yield Item("words", Kind.WORDS)
    yield from comparisons(evidence.corpus.sources)
    yield Item("reflection:words", Kind.REFLECTION)
    yield Item("closing", Kind.TEXT)


def comparisons(sources: tuple[Source, ...]) -> Iterator[Item]:
    """Two relays against each other, some against all the others, many not at all."""
    if len(sources) == 2:
        yield Item("comparison-1", Kind.COMPARISON, sources[0].id, other=sources[1].id)
    elif 2 < len(sources) <= SIDES:
        for at, source in enumerate(sources, start=1):
            yield Item(f"comparison-{at}", Kind.COMPARISON, source.id)


def _several_with_themes(evidence: Evidence) -> bool:
    sources = evidence.corpus.sources
    return len(sources) > 1 and any(any(evidence.themes(source.id)) for source in sources)


def _summary(evidence: Evidence, slots: Mapping[str, str], limits: Limits) -> Iterator[Item]:
    yield Item("text:summary", Kind.TEXT, level=1)
    if _several_with_themes(evidence):
        yield Item("shared", Kind.SHARED)
    else:
        for at, source in enumerate(evidence.corpus.sources, start=1):
            yield Item(f"shares-{at}", Kind.SHARES, source.id, level=2)
    for at, source in enumerate(evidence.corpus.sources, start=1):
        first = list(_themes(evidence, source, at, slots, limits, most=1))
        yield from (_with_relay(evidence, item) for item in first[: max(1, 3 // len(evidence.corpus.sources))])
    yield Item("closing", Kind.TEXT)


def _slides(evidence: Evidence, slots: Mapping[str, str], limits: Limits) -> Iterator[Item]:
    yield Item("text:summary", Kind.TEXT, level=1)
    for at, source in enumerate(evidence.corpus.sources, start=1):
        yield Item(f"shares-{at}", Kind.SHARES, source.id)
        yield from _themes(evidence, source, at, slots, limits, most=2)
    if _several_with_themes(evidence):
        yield Item("shared", Kind.SHARED)
    yield Item("reflection:themes", Kind.REFLECTION)
    yield Item("closing", Kind.TEXT)


def _workshop(evidence: Evidence, slots: Mapping[str, str], limits: Limits) -> Iterator[Item]:
    for at, source in enumerate(evidence.corpus.sources, start=1):
        for number, theme in _worth_a_page(evidence, source, slots, limits):
            yield _with_relay(evidence, Item(f"sheet-{at}-{number}", Kind.SHEET, source.id, theme, most=3))


def _with_relay(evidence: Evidence, item: Item) -> Item:
    """The item named after its theme and, where there are several relays, its relay: no heading above says it."""
    if len(evidence.corpus.sources) < 2 or not item.theme:
        return item
    return replace(item, title=f"{item.theme[:1].upper()}{item.theme[1:]} · {evidence.sources[item.source].title}")
