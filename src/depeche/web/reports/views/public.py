"""What readers open. A public version depends on no cookie; one for members is there for nobody else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from depeche.web.reports import build, pages, queries
from depeche.web.reports.models import Version

FILES = "public, max-age=300, must-revalidate"  # seconds a withdrawn file may live on in a cache
PAGES = "private, no-cache"  # kept by the reader's own browser, asked for again each time: it bears their language
MEMBERS = "private, no-store"


@require_safe
def page(request: HttpRequest, address: str, number: int | None = None) -> HttpResponse:
    reading = queries.at_address(address, number, request.user)
    if reading is None or reading.version is None:
        return _nothing(request, reading, address)
    version = reading.version
    context = {
        "reading": reading,
        "version": version,
        "project": version.report.project,
        "shows_report": True,
        "address": address,
        "body": build.page_of(version, pages.version_charts(version, address)),
    }
    response = render(request, "reports/public/page.html", context)
    response["Cache-Control"] = PAGES if version.public else MEMBERS
    if version.public:
        response["X-Robots-Tag"] = "noindex" if reading.outdated else "all"
    return response


@require_safe
def pdf(request: HttpRequest, address: str, number: int | None = None) -> HttpResponse:
    def answer(version: Version) -> HttpResponse:
        name = pages.file_name(version.title, f"v{version.number}", "pdf")
        return pages.file(bytes(version.pdf), "application/pdf", name)

    return _file(request, address, number, answer)


@require_safe
def download(request: HttpRequest, address: str, number: int) -> HttpResponse:
    def answer(version: Version) -> HttpResponse:
        name = pages.file_name(version.title, f"v{version.number}", "html")
        return pages.file(build.offline_page(version), "text/html; charset=utf-8", name, save=True)

    return _file(request, address, number, answer)


@require_safe
def chart(request: HttpRequest, address: str, number: int, name: str, size: str = "wide") -> HttpResponse:
    def answer(version: Version) -> HttpResponse:
        drawn = build.chart_of(version, name, size)
        if drawn is None:
            raise Http404
        return pages.file(drawn, "image/svg+xml")

    return _file(request, address, number, answer)


def _file(
    request: HttpRequest, address: str, number: int | None, answer: Callable[[Version], HttpResponse]
) -> HttpResponse:
    """A file of a version, with the headers its audience allows; not made at all when the reader has it already."""
    reading = queries.at_address(address, number, request.user)
    if reading is None or reading.version is None:
        return _nothing(request, reading, address)
    version = reading.version
    if not version.public:
        response = answer(version)
        response["Cache-Control"] = MEMBERS
        return response
    etag = quote_etag(f"{version.sha256[:32]}-{version.number}")
    response = get_conditional_response(request, etag=etag) or answer(version)
    response["ETag"] = etag
    response["Cache-Control"] = FILES
    response["X-Robots-Tag"] = "noindex" if reading.outdated else "all"
    return response


def _nothing(request: HttpRequest, reading: queries.Reading | None, address: str) -> HttpResponse:
    """410 for what was withdrawn; else the same 404 whether there is nothing or nothing for this reader."""
    if reading is None:
        return render(request, "reports/public/unknown.html", status=404)
    return render(request, "reports/public/withdrawn.html", {"reading": reading, "address": address}, status=410)
