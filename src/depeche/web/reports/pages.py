"""What several pages of this area share: breadcrumbs, files, and the policy a file is served with."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, TypedDict

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.web.analysis.models import Corpus
from depeche.web.common.components import Crumb
from depeche.web.projects.models import Project
from depeche.web.reports.build import ChartUrls, GroundUrl
from depeche.web.reports.models import Report, Version

DRAFT_CHARTS: Final = {"wide": "draft_chart", "narrow": "draft_narrow"}
CHARTS: Final = {"wide": "chart", "narrow": "narrow"}

# A chart brings its typeface and its styles inside itself, and so does the page for reading offline. Neither may run
# or fetch anything. A PDF is shown by the browser's own viewer, which a sandbox would stop.
DRAWN: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"
PDF: Final = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def crumbs(project: Project, *labels: str, report: Report | None = None) -> tuple[Crumb, ...]:
    """Projects > project > Reports > … ; with `report` the label before the last leads to its overview."""
    reports = reverse("reports:list", args=[project.pk])
    found = [
        Crumb(_("Projects"), reverse("projects:list")),
        Crumb(project.name, reverse("projects:project", args=[project.pk])),
        Crumb(_("Reports"), reports if labels else ""),
    ]
    for at, label in enumerate(labels, start=1):
        is_report = report is not None and at == len(labels) - 1
        found.append(Crumb(label, reverse("reports:report", args=[report.pk]) if report and is_report else ""))
    return tuple(found)


class Staff(TypedDict):
    """What every page of a project's reports is told."""

    project: Project
    crumbs: tuple[Crumb, ...]
    nav_area: str


def staff(project: Project, *labels: str, report: Report | None = None) -> Staff:
    return Staff(project=project, crumbs=crumbs(project, *labels, report=report), nav_area="projects")


def draft_charts(report: Report, language: str = "") -> ChartUrls:
    """The addresses of a draft's charts, in another language than its own where one is given."""
    query = f"?sprog={language}" if language and language != report.language else ""
    return lambda name, size: reverse(f"reports:{DRAFT_CHARTS[size]}", args=[report.pk, name]) + query


def version_charts(version: Version, address: str) -> ChartUrls:
    """The addresses of a version's charts; they never change."""
    return lambda name, size: reverse(f"public_reports:{CHARTS[size]}", args=[address, version.number, name])


def draft_grounds(report: Report, language: str = "") -> GroundUrl:
    """Where the figures and quotes of a draft say what they rest on."""
    query = f"?sprog={language}" if language and language != report.language else ""
    return lambda ground: reverse("reports:draft_ground", args=[report.pk, ground]) + query


def version_grounds(version: Version, address: str) -> GroundUrl:
    return lambda ground: reverse("public_reports:ground", args=[address, version.number, ground])


def first_front(project: Project, corpus: Corpus | None) -> dict[str, str | bool]:
    """What the form for a new report holds to begin with."""
    return {
        "title": corpus.title if corpus else "",
        "publisher": project.controller,
        "language": project.language,
        "show_groups": True,
    }


def file(content: bytes, kind: str, name: str = "", *, save: bool = False) -> HttpResponse:
    """A file shown in the browser, or with `save` kept by it under `name`."""
    response = HttpResponse(content, content_type=kind)
    way = "attachment" if save else "inline"
    response["Content-Disposition"] = f'{way}; filename="{name}"' if name else way
    response["Content-Security-Policy"] = PDF if kind == "application/pdf" else DRAWN
    return response


def file_name(*parts: str) -> str:
    """`("Første stafet", "v2", "pdf")` as "foerste-stafet-v2.pdf": readable, and safe in every system."""
    *words, ending = parts
    text = "-".join(words).casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:80] or 'rapport'}.{ending}"
