"""Word and PowerPoint: what is found in a template, and reports as files in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.core.cache import caches
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import ReportTexts, build_report
from depeche.core.reporting.model import Report as ReportModel
from depeche.render import docx, pptx
from depeche.render.office import Kind, OfficeError
from depeche.web.accounts.models import User
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require
from depeche.web.reports.build import KEPT, Workshop, thaw
from depeche.web.reports.models import OfficeTemplate, Version
from depeche.web.reports.office_words import part_name, place_name, refusal, removed_words

__all__ = ["part_name", "place_name", "refusal", "removed_words"]
MIME: Final = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_WRECK: Final = (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError)


class PartView(NamedTuple):
    """A part of a report: what it is set in now, and what it may be. `found` is "" where ours is added."""

    key: str
    label: str
    chosen: str
    found: str
    names: tuple[tuple[str, str], ...]  # (name in the file, as people read it)


class Listed(NamedTuple):
    """A style or a layout, and what is to be said of it."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a template. `places` of a Word file are filled; `has_report`: one of them is the report's."""

    parts: tuple[PartView, ...]
    places: tuple[str, ...]
    listed: tuple[Listed, ...]
    has_report: bool


def templates_of(project: Project | int, kind: Kind | None = None) -> QuerySet[OfficeTemplate]:
    """Without their content, which weighs."""
    found = OfficeTemplate.objects.filter(project=project).defer("content").select_related("added_by")
    return found.filter(kind=kind.value) if kind else found


def template_for(user: User, template_id: int) -> OfficeTemplate:
    """For somebody who may write reports in its project."""
    found = get_object_or_404(OfficeTemplate.objects.select_related("project"), pk=template_id)
    require(user, found.project, "report.write")
    return found


def wanted(project_id: int, kind: Kind, asked: str) -> OfficeTemplate | None:
    """The template of an address: `None` for our own look, Http404 for one that the project has not got."""
    if not asked:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise Http404
    return get_object_or_404(OfficeTemplate, pk=int(asked), project=project_id, kind=kind.value)


def inside(template: OfficeTemplate, language: str) -> Inside:
    content = bytes(template.content)
    return (
        _word(content, template.choices, language) if template.kind == Kind.DOCX else _slides(content, template.choices)
    )


def choosable(content: bytes, kind: Kind) -> dict[str, tuple[str, ...]]:
    """By part, the names that may be chosen for it."""
    if kind is Kind.PPTX:
        names = tuple(layout.name for layout in pptx.found_layouts(content))
        return {part.value: names for part in pptx.PARTS}
    found = docx.found_styles(content)
    return {part.value: tuple(style.name for style in found.fitting(part)) for part in docx.PARTS}


def try_out(content: bytes, kind: Kind) -> None:
    """A report of one question set in it. OfficeError "damaged" where that fails, so that no report ever does."""
    corpus = Corpus("x", (Source("a", "A"),), (Pair("1", "Hvad?", "Det.", "a", "x"),))
    tiny = build_report(corpus, ReportTexts(title="x"), "da")
    try:
        render(tiny, kind, content, {})
    except _WRECK as fault:
        raise OfficeError("damaged") from fault


def render(model: ReportModel, kind: Kind, content: bytes | None, choices: Mapping[str, str]) -> bytes:
    if kind is Kind.DOCX:
        return docx.render_docx(model, content, choices)
    return pptx.render_pptx(model, content, choices)


def draft_file(workshop: Workshop, kind: Kind, template: OfficeTemplate | None) -> bytes:
    """The draft as it would be, marked on the title page and at the foot as one."""
    with translation.override(workshop.language):
        marked = replace(workshop.model, title=_("Draft: %(title)s") % {"title": workshop.model.title})
    return render(marked, kind, *_of(template))


def version_file(version: Version, kind: Kind, template: OfficeTemplate | None = None) -> bytes:
    """A published version; made once, since neither it nor a template's content changes."""
    content, choices = _of(template)
    fitted = hashlib.sha256(json.dumps(choices, sort_keys=True).encode()).hexdigest()[:16] if choices else ""
    key = f"report-{kind}:{version.sha256}:{template.sha256 if template else ''}:{fitted}"
    found: bytes | None = caches["rendered"].get(key)
    if found is None:
        found = render(thaw(version), kind, content, choices)
        caches["rendered"].set(key, found, KEPT)
    return found


def _of(template: OfficeTemplate | None) -> tuple[bytes | None, Mapping[str, str]]:
    return (None, {}) if template is None else (bytes(template.content), template.choices)


def _word(content: bytes, choices: Mapping[str, str], language: str) -> Inside:
    as_found, as_chosen = docx.found_styles(content), docx.found_styles(content, choices)
    parts = []
    for part in docx.PARTS:
        use, plain = as_chosen.use(part), as_found.use(part).style
        names = tuple((style.name, docx.spoken(style.name, language)) for style in as_found.fitting(part))
        chosen = use.style.name if use.chosen and use.style else ""
        parts.append(
            PartView(
                part.value,
                part_name(Kind.DOCX, part),
                chosen,
                docx.spoken(plain.name, language) if plain else "",
                names,
            )
        )
    places = docx.found_places(content)
    kinds = {docx.Kind.PARAGRAPH: _("paragraph"), docx.Kind.CHARACTER: _("character"), docx.Kind.TABLE: _("table")}
    listed = tuple(Listed(docx.spoken(style.name, language), kinds[style.kind]) for style in as_found.styles)
    return Inside(tuple(parts), tuple(place_name(place) for place in places), listed, docx.Place.REPORT in places)


def _slides(content: bytes, choices: Mapping[str, str]) -> Inside:
    layouts = pptx.found_layouts(content)
    names = tuple((layout.name, layout.name) for layout in layouts)
    parts = tuple(
        PartView(
            part.value,
            part_name(Kind.PPTX, part),
            choices.get(part, "") if choices.get(part, "") in {name for name, _shown in names} else "",
            next((layout.name for layout in layouts if part in layout.parts), ""),
            names,
        )
        for part in pptx.PARTS
    )
    listed = tuple(
        Listed(layout.name, ", ".join(placeholder.name for placeholder in layout.placeholders)) for layout in layouts
    )
    return Inside(parts, (), listed, has_report=True)
