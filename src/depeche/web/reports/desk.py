"""One section on the analyst's desk: the text, what it becomes, what it claims, and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from django.utils.safestring import SafeString

from depeche.core.reporting import Claim, Kind
from depeche.web.reports import build
from depeche.web.reports.figures import FigureList, figure_lists
from depeche.web.reports.languages import OTHER, key_in
from depeche.web.reports.reflections import Offered, offered
from depeche.web.reports.sections import Section

TAKES_REFLECTIONS: Final = frozenset({Kind.REFLECTION, Kind.TEXT, Kind.PART})


@dataclass(frozen=True)
class Desk:
    workshop: build.Workshop
    section: Section
    markdown: str  # as it is written at this moment
    before: Section | None
    after: Section | None
    original: Section | None = None  # while it is written in the other language: what it is in the report's own

    @property
    def other(self) -> str:
        """The language the report is not in."""
        return OTHER[self.workshop.report.language]

    @cached_property
    def reflections(self) -> tuple[Offered, ...]:
        """What was written beside the cross-reading, for a text of one's own."""
        slot = next((slot for slot in self.workshop.slots if slot.key == self.section.key), None)
        item = self.workshop.outline.item(slot.item) if slot else None
        return offered(self.workshop.report.corpus) if item is not None and item.kind in TAKES_REFLECTIONS else ()

    @property
    def stamp(self) -> str:
        """Of the text that is stored."""
        return build.stamp(self.section.text)

    @cached_property
    def preview(self) -> SafeString:
        return self.workshop.preview(self.markdown)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return self.workshop.claims_of(self.section.label, self.markdown)

    @cached_property
    def figures(self) -> tuple[FigureList, ...]:
        return figure_lists(self.workshop.evidence, self.workshop.language)


def desk(workshop: build.Workshop, slug: str) -> Desk | None:
    """`None` where the report has no such section. A workshop of the other language gives the text in that."""
    section = next((section for section in workshop.places if section.slug == slug), None)
    if section is None:
        return None
    listed = [known for known in workshop.sections if known.key != section.key]
    before = next((known for known in reversed(listed) if known.place < section.place), None)
    after = next((known for known in listed if known.place > section.place), None)
    if workshop.language == workshop.report.language:
        return Desk(workshop, section, section.text, before, after)
    key = key_in(section.key, workshop.language)
    other = replace(section, key=key, text=workshop.report.texts.get(key, ""))
    return Desk(workshop, other, other.text, before, after, section)
