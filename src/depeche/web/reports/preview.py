"""What stands beside the outline: a block as the report will show it, and the choices of what can be added."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from depeche.core.reporting import Item, Kind
from depeche.core.reporting.templates import theme_order
from depeche.render.html import render_block
from depeche.web.reports.blocks import Words, words_of
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Report

ANYWHERE = (Kind.TEXT, Kind.REFLECTION, Kind.PART, Kind.WORDS)
OF_A_RELAY = (Kind.SHARES, Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE, Kind.APPENDIX)
OF_A_THEME = (Kind.THEME, Kind.SHEET)


@dataclass(frozen=True, slots=True)
class Choice:
    kind: Kind
    words: Words


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a list to choose from: what is handed in, and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Themes:
    relay: str
    themes: tuple[Named, ...]


@dataclass(frozen=True)
class Adding:
    """Every block that can be added to this report."""

    workshop: Workshop

    @property
    def anywhere(self) -> tuple[Choice, ...]:
        kinds: tuple[Kind, ...] = ANYWHERE
        if len(self.relays) > 1:
            kinds = (*kinds, Kind.SHARED)
        if not any(item.kind is Kind.BACKGROUND for item in self.workshop.outline.items):
            kinds = (Kind.BACKGROUND, *kinds)
        return _choices(kinds)

    @property
    def of_a_relay(self) -> tuple[Choice, ...]:
        return _choices(OF_A_RELAY)

    @property
    def of_a_theme(self) -> tuple[Choice, ...]:
        return _choices(OF_A_THEME)

    @property
    def comparison(self) -> Words:
        return words_of(Kind.COMPARISON)

    @cached_property
    def relays(self) -> tuple[Named, ...]:
        return tuple(Named(source.id, source.title) for source in self.workshop.corpus.sources)

    @cached_property
    def themes(self) -> tuple[Themes, ...]:
        """By relay, the largest first; what is not sorted last."""
        evidence = self.workshop.evidence
        return tuple(
            Themes(
                source.title,
                tuple(
                    Named(f"{source.id}:{theme}", theme or _("Not sorted"))
                    for theme in theme_order(evidence, source.id)
                ),
            )
            for source in self.workshop.corpus.sources
        )


def adding(workshop: Workshop) -> Adding:
    return Adding(workshop)


def _choices(kinds: tuple[Kind, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(kind, words_of(kind)) for kind in kinds)


def block(workshop: Workshop, item: Item) -> SafeString:
    """A block as the report will show it, hidden or not; empty where the report leaves it out."""
    model = workshop.alone(item)
    shown = next((found for found in model.blocks if item.kind is Kind.METHOD or found.body is not model.method), None)
    if shown is None:
        return SafeString("")
    query = f"?block={item.id}"

    def chart(name: str, size: str) -> str:
        address = {"wide": "reports:draft_chart", "narrow": "reports:draft_narrow"}[size]
        return reverse(address, args=[workshop.report.pk, name]) + query

    return mark_safe(render_block(model, shown.id, chart))


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template as one chooses it."""

    value: str
    label: str
    tells: str


def templates() -> tuple[TemplateChoice, ...]:
    tells = {
        Report.Template.RELAY: _(
            "Background, each relay with its themes and pairs, the cross-reading and the method. For who wants it all."
        ),
        Report.Template.SUMMARY: _("Your summary, one chart and the largest themes with a pair each. For a board."),
        Report.Template.SLIDES: _(
            "A slide a theme with two pairs, and your points. For a talk; take it as PowerPoint."
        ),
        Report.Template.WORKSHOP: _("A sheet a theme: three questions printed large, with lines to write on."),
    }
    return tuple(TemplateChoice(value, str(value.label), tells[value]) for value in Report.Template)
