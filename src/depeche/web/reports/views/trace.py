"""What is this from? One page for each figure and quote of a report, and the whole as PROV-JSON.

Members see the texts behind it; whoever reads a published version sees no more words than the report prints.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from depeche.core.reporting import Report as ReportModel
from depeche.render.prov_json import Edition, prov_json
from depeche.web.analysis.models import CodebookVersion
from depeche.web.projects.doors import person
from depeche.web.projects.rules import require
from depeche.web.reports import build, pages, queries
from depeche.web.reports.languages import LANGUAGES
from depeche.web.reports.models import Report, Version
from depeche.web.reports.trace import trace
from depeche.web.reports.views import public

JSON = "application/json"


@require_safe
@login_required
def of_draft(request: HttpRequest, report_id: int, ground: int) -> HttpResponse:
    report = queries.draft(person(request), report_id)
    wanted = request.GET.get("sprog", "")
    workshop = build.Workshop(report, timezone.now(), language=wanted if wanted in LANGUAGES else "")
    return _page(request, report, workshop.model, ground, None)


@require_safe
@login_required
def of_version(request: HttpRequest, report_id: int, number: int, ground: int) -> HttpResponse:
    """For members: with the texts."""
    report = queries.draft(person(request), report_id)
    version = _version(report, number)
    return _page(request, report, build.thaw(version), ground, version)


@require_safe
def of_public(request: HttpRequest, address: str, number: int, ground: int) -> HttpResponse:
    reading = queries.at_address(address, number, public.reader(request), timezone.now())
    if reading is None or reading.version is None:
        return public.nothing(request, reading, address)
    version = reading.version
    found = trace(build.thaw(version), ground)
    if found is None:
        raise Http404
    context = {"trace": found, "version": version, "address": address, "project": version.report.project}
    response = public.guarded(render(request, "reports/trace/public.html", context), reading)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
@login_required
def draft_evidence(request: HttpRequest, report_id: int) -> HttpResponse:
    report = queries.draft(person(request), report_id)
    edition = Edition(codebook=_codebook(report), public=False)
    content = prov_json(build.Workshop(report, timezone.now()).model, edition)
    return pages.file(content, JSON, pages.file_name(report.title, _("draft"), "prov", "json"), save=True)


@require_safe
@login_required
def version_evidence(request: HttpRequest, report_id: int, number: int) -> HttpResponse:
    """For members: with the places of every quote and the hashes of its texts."""
    report = queries.draft(person(request), report_id)
    version = _version(report, number)
    return _evidence(version, open_to_all=False)


@require_safe
def public_evidence(request: HttpRequest, address: str, number: int) -> HttpResponse:
    return public.file_of(request, address, number, lambda version: _evidence(version, open_to_all=True))


def _page(
    request: HttpRequest, report: Report, model: ReportModel, ground: int, version: Version | None
) -> HttpResponse:
    require(person(request), report.project, "analysis.see")
    found = trace(model, ground, report.corpus)
    if found is None:
        raise Http404
    context = {
        "trace": found,
        "report": report,
        "version": version,
        **pages.staff(report.project, report.title, found.title, report=report),
    }
    return render(request, "reports/trace/member.html", context)


def _version(report: Report, number: int) -> Version:
    """Not one that was withdrawn: what was taken back is told to nobody, whatever the material still holds."""
    return get_object_or_404(Version.objects.readable().defer("pdf"), report=report, number=number)


def _evidence(version: Version, *, open_to_all: bool) -> HttpResponse:
    edition = Edition(
        number=version.number,
        published_at=timezone.localtime(version.published_at).isoformat(timespec="seconds"),
        codebook=_codebook(version.report, version),
        public=open_to_all,
    )
    name = pages.file_name(version.title, f"v{version.number}", "prov", "json")
    return pages.file(prov_json(build.thaw(version), edition), JSON, name, save=True)


def _codebook(report: Report, version: Version | None = None) -> int | None:
    """The newest version of the code book, as it was when the report was published."""
    found = CodebookVersion.objects.filter(corpus=report.corpus_id)
    if version is not None:
        found = found.filter(at__lte=version.published_at)
    return found.order_by("-number").values_list("number", flat=True).first()
