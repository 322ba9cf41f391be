"""What readers open. What is open to everybody depends on no cookie; anything else is there for nobody else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from depeche.web.relay.models import Participant
from depeche.web.relay.participant import session
from depeche.web.reports import build, comparing, pages, queries
from depeche.web.reports.models import Version
from depeche.web.reports.rules import Reader, is_open

FILES = "public, max-age=300, must-revalidate"  # seconds a withdrawn file may live on in a cache
PAGES = "private, no-cache"  # kept by the reader's own browser, asked for again each time: it bears their language
MEMBERS = "private, no-store"  # whoever had to be recognised: members, and participants who read first


def reader(request: HttpRequest) -> Reader:
    """Who asks; a name chosen in a room proves nothing, so only a personal link makes a participant."""

    def took_part() -> Participant | None:
        person = session.present(request) if session.by_link(request) else None
        return person if isinstance(person, Participant) else None

    return Reader(lambda: request.user, took_part)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The public reports of this site, for people and search engines."""
    found = queries.public_list(timezone.now())
    response = render(request, "reports/public/list.html", {"versions": found})
    response["Cache-Control"] = PAGES
    response["X-Robots-Tag"] = "all"
    return response


@require_safe
def page(request: HttpRequest, address: str, number: int | None = None) -> HttpResponse:
    reading = queries.at_address(address, number, reader(request), timezone.now())
    if reading is None or reading.version is None:
        return nothing(request, reading, address)
    version = reading.version
    context = {
        "reading": reading,
        "version": version,
        "project": version.report.project,
        "shows_report": True,
        "address": address,
        "body": build.page_of(version, pages.version_charts(version, address), pages.version_grounds(version, address)),
    }
    return guarded(render(request, "reports/public/page.html", context), reading)


@require_safe
def differences(request: HttpRequest, address: str, old: int, number: int) -> HttpResponse:
    """What a later version says otherwise than an earlier one, held against each other as they were frozen."""
    who, now = reader(request), timezone.now()
    found = queries.two_versions(address, old, number, who, now)
    reading = queries.at_address(address, number, who, now)
    if found is None or reading is None or reading.version is None:
        return render(request, "reports/public/unknown.html", status=404)
    before, after = found
    context = {
        "before": before,
        "after": after,
        "address": address,
        "project": after.report.project,
        "found": comparing.compared(before, after),
    }
    response = guarded(render(request, "reports/public/differences.html", context), reading)
    response["X-Robots-Tag"] = "noindex, nofollow"
    if not is_open(before, now):
        response["Cache-Control"] = MEMBERS
    return response


@require_safe
def pdf(request: HttpRequest, address: str, number: int | None = None) -> HttpResponse:
    def answer(version: Version) -> HttpResponse:
        name = pages.file_name(version.title, f"v{version.number}", "pdf")
        return pages.file(bytes(version.pdf), "application/pdf", name)

    return file_of(request, address, number, answer)


@require_safe
def download(request: HttpRequest, address: str, number: int) -> HttpResponse:
    def answer(version: Version) -> HttpResponse:
        name = pages.file_name(version.title, f"v{version.number}", "html")
        return pages.file(build.offline_page(version), "text/html; charset=utf-8", name, save=True)

    return file_of(request, address, number, answer)


@require_safe
def chart(request: HttpRequest, address: str, number: int, name: str, size: str = "wide") -> HttpResponse:
    def answer(version: Version) -> HttpResponse:
        drawn = build.chart_of(version, name, size)
        if drawn is None:
            raise Http404
        return pages.file(drawn, "image/svg+xml")

    return file_of(request, address, number, answer)


def file_of(
    request: HttpRequest, address: str, number: int | None, answer: Callable[[Version], HttpResponse]
) -> HttpResponse:
    """A file of a version, with the headers its audience allows; not made at all when the reader has it already."""
    reading = queries.at_address(address, number, reader(request), timezone.now())
    if reading is None or reading.version is None:
        return nothing(request, reading, address)
    version = reading.version
    if not reading.everybody:
        return guarded(answer(version), reading)
    etag = quote_etag(f"{version.sha256[:32]}-{version.number}")
    response = get_conditional_response(request, etag=etag) or answer(version)
    response["ETag"] = etag
    guarded(response, reading)
    if version.audience == Version.Audience.PUBLIC:
        response["Cache-Control"] = FILES
    return response


def guarded(response: HttpResponse, reading: queries.Reading) -> HttpResponse:
    """Who may keep it, who may find it, and whether a link in it tells where it was followed from."""
    version = reading.version
    response["Cache-Control"] = PAGES if reading.everybody else MEMBERS
    if not reading.everybody or version is None:
        return response
    if version.audience == Version.Audience.SECRET:
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
    else:
        response["X-Robots-Tag"] = "noindex" if reading.outdated else "all"
    return response


def nothing(request: HttpRequest, reading: queries.Reading | None, address: str) -> HttpResponse:
    """410 for what was withdrawn, 403 for what is not open yet; else the same 404 whether there is nothing or nothing
    for this reader. None of them says what it was.
    """
    if reading is None:
        return render(request, "reports/public/unknown.html", status=404)
    context = {"reading": reading, "address": address}
    name, status = ("opens", 403) if reading.opens else ("withdrawn", 410)
    response = render(request, f"reports/public/{name}.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response
