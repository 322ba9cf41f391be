"""One section on the analyst's desk: the text, what it becomes, what it claims, and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from depeche.core.reporting import Claim
from depeche.web.reports import build
from depeche.web.reports.figures import FigureList, figure_lists
from depeche.web.reports.sections import Section


@dataclass(frozen=True)
class Desk:
    workshop: build.Workshop
    section: Section
    markdown: str  # as it is written at this moment
    before: Section | None
    after: Section | None

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
        return figure_lists(self.workshop.evidence, self.workshop.report.language)


def desk(workshop: build.Workshop, slug: str, markdown: str | None = None) -> Desk | None:
    """`None` where the report has no such section."""
    listed = workshop.sections
    at = next((place for place, section in enumerate(listed) if section.slug == slug), None)
    if at is None:
        note = workshop.note(slug)
        return Desk(workshop, note, note.text if markdown is None else markdown, None, None) if note else None
    return Desk(
        workshop=workshop,
        section=listed[at],
        markdown=listed[at].text if markdown is None else markdown,
        before=listed[at - 1] if at else None,
        after=listed[at + 1] if at + 1 < len(listed) else None,
    )
