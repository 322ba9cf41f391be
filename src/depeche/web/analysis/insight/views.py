"""What the data say of a relay: the page, the texts behind a figure, key people, and files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import slugify

from depeche.web.analysis.insight import export, key_people, texts, word_texts
from depeche.web.analysis.insight.access import DIGITS, Viewer, figures_page
from depeche.web.analysis.insight.material import material
from depeche.web.analysis.insight.page import missing, sections
from depeche.web.analysis.insight.parts import Behind
from depeche.web.analysis.insight.wording import wording

TEXTS_PER_PAGE = 20
PEOPLE_PER_PAGE = 100
SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})  # in names of files
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@figures_page
def insight(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    found = sections(viewer.relay, viewer.corpus, viewer.now)
    context = _context(viewer) | {
        "sections": [section for section in found if not section.empty],
        "missing": missing(found),
    }
    return render(request, "analysis/insight/page.html", context)


@figures_page
def behind(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The texts a figure counts; only where the figure is shown."""
    if not viewer.reads:
        raise PermissionDenied
    wanted = _behind(request.GET)
    if wanted is None or not texts.leads(sections(viewer.relay, viewer.corpus, viewer.now), wanted):
        raise Http404
    found = material(viewer.relay, viewer.now)
    counted = wording(viewer.relay, found) if wanted.what in word_texts.ABOUT_WORDS else None
    places = word_texts.places(counted, wanted) if counted else {}
    groups = found.talk.groups
    pages = Paginator(texts.questions(found, wanted, places), TEXTS_PER_PAGE).get_page(request.GET.get("page"))
    context = _context(viewer) | {
        "heading": word_texts.heading(counted, groups, wanted) if counted else texts.heading(found.talk, wanted),
        "marked": any(places.values()),
        "all_readable": counted is not None,
        "pages": pages,
        "pairs": texts.words(pages.object_list, places),
        "page_query": f"what={wanted.what}&a={wanted.a}&b={wanted.b}&",
    }
    return render(request, "analysis/insight/texts.html", context)


@figures_page
def people(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if not viewer.runs:
        raise PermissionDenied
    found = key_people.key_people(viewer.relay, material(viewer.relay, viewer.now))
    pages = Paginator(found, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    context = _context(viewer) | {"pages": pages, "groups": key_people.by_group(list(pages.object_list))}
    return render(request, "analysis/insight/people.html", context)


@figures_page
def table_csv(request: HttpRequest, viewer: Viewer, name: str) -> HttpResponse:  # noqa: ARG001 - a page's signature
    sheet = export.sheets(sections(viewer.relay, viewer.corpus, viewer.now)).get(name)
    if sheet is None:
        raise Http404
    return _file(export.csv_file(sheet), "text/csv; charset=utf-8", f"{_slug(viewer)}-{name}.csv")


@figures_page
def tables_xlsx(request: HttpRequest, viewer: Viewer) -> HttpResponse:  # noqa: ARG001 - a page's signature
    found = sections(viewer.relay, viewer.corpus, viewer.now)
    made = viewer.relay.closed_at if viewer.closed and viewer.relay.closed_at else viewer.now
    return _file(export.xlsx_file(found, title=viewer.relay.topic, now=made), XLSX, f"{_slug(viewer)}.xlsx")


def _context(viewer: Viewer) -> dict[str, object]:
    return {"viewer": viewer, "relay": viewer.relay, "project": viewer.relay.project}


def _slug(viewer: Viewer) -> str:
    return slugify(viewer.relay.topic.lower().translate(SPELLED))[:60] or "stafet"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _behind(params: QueryDict) -> Behind | None:
    """The figure an address names; None where it names none."""
    what, a, b = params.get("what", ""), params.get("a", "0"), params.get("b", "0")
    numbers = [int(n) for n in (a, b) if n.isascii() and n.isdecimal() and len(n) < DIGITS]
    return Behind(what, *numbers) if what in texts.KNOWN and len(numbers) == 2 else None
