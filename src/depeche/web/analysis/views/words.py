"""The words of the texts: counted, compared, chosen by hand; and each word where it stands."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.text import stop_words
from depeche.web.analysis import actions
from depeche.web.analysis.insight.export import csv_file, xlsx_file
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries import words as query
from depeche.web.analysis.views._access import act, page, person
from depeche.web.projects.rules import allows, require

PLACES = 50
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest, corpus: Corpus) -> query.Words:
    return query.words(corpus, request.GET.get("of", ""), request.GET.get("than", ""))


def _order(request: HttpRequest, found: query.Words) -> str:
    return query.APART if request.GET.get("order") == query.APART and found.comparison.tests else "most"


@page
def words(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    found = _asked(request, corpus)
    order = _order(request, found)
    pages = Paginator(query.ordered(found, order), query.ROWS).get_page(request.GET.get("page"))
    lines = query.lines(found, order=order, page=pages.number)
    context = {
        "words": found,
        "side_rows": tuple(zip(found.titles, found.tables, found.people, strict=True)),
        "lines": lines,
        "pages": pages,
        "order": order,
        "cloud": query.cloud(found) if pages.number == 1 else None,
        "dots": query.dots(found) if pages.number == 1 else None,
        "choices": query.choices(found.found),
        "decided": query.decided(found.found),
        "most": max((count.tokens or 0 for line in lines for count in line.counts), default=1) or 1,
        "stop": sorted(stop_words(corpus.language)),
        "least": query.LEAST,
        "may_work": allows(require(person(request), corpus.project, "analysis.see").role, "analysis.work"),
    }
    context["page_query"] = (
        f"of={found.sides.first.code}&than={found.sides.second.code if found.sides.second else ''}&order={order}&"
    )
    return render(request, "analysis/words.html", _common(corpus, found) | context)


def _common(corpus: Corpus, found: query.Words) -> dict[str, object]:
    first, second = found.sides
    than = second.code if second else ""
    return {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "words",
        "of": first.code,
        "than": than,
        "sides_query": f"of={first.code}&than={than}",
    }


@page
def words_csv(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    """Every word of the sides chosen, not only those of one page."""
    found = _asked(request, corpus)
    section = query.sections(found, order=_order(request, found))[0]
    return _file(csv_file(section.sheets[0]), corpus, "csv", "text/csv; charset=utf-8")


@page
def words_xlsx(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    found = _asked(request, corpus)
    sections = query.sections(found, order=_order(request, found))
    return _file(xlsx_file(sections, title=corpus.title, now=timezone.now()), corpus, "xlsx", SHEET)


def _file(content: bytes, corpus: Corpus, ending: str, kind: str) -> HttpResponse:
    name = f"{slugify(corpus.title) or 'materiale'}-ord.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@page
def word(request: HttpRequest, corpus: Corpus, code: str) -> HttpResponse:
    found = query.words(corpus, "all")
    line = query.line_of(found, code)
    if line is None:
        raise Http404
    sides = _told_sides(found)
    within = next((side for side in sides if side.code == request.GET.get("within")), None)
    order = request.GET.get("order", "")
    order = order if order in query.ORDERS else "text"
    places = query.places(found.found, line.lemma, within=within, order=order)
    context = {
        "line": line,
        "counts": query.by_part(found.found, line.lemma),
        "total": len(places),
        "pages": Paginator(places, PLACES).get_page(request.GET.get("page")),
        "sides": sides,
        "within": within,
        "several": len(found.found.sources) > 1,
        "order": order,
        "orders": _orders(),
        "place_query": f"order={order}&within={within.code if within else ''}&",
    }
    return render(request, "analysis/word.html", _common(corpus, found) | context)


def _told_sides(found: query.Words) -> tuple[query.Side, ...]:
    """Sources and themes; the texts of a group would tell who wrote them."""
    return tuple(side for kind in query.choices(found.found) for side in kind.sides if side.kind != "group")


def _orders() -> tuple[tuple[str, str], ...]:
    return ("text", _("as in the material")), ("left", _("by the words before")), ("right", _("by the words after"))


@act
def choose_words(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    """Leave the chosen words out, or count them as the most used of them."""
    lemmas = query.lemmas_for(corpus, frozenset(request.POST.getlist("word")))
    who = person(request)
    if request.POST.get("do") == "join":
        count = actions.count_as_one(actor=who, corpus=corpus, lemmas=lemmas, now=now)
        return ngettext("%(count)s word is counted as one.", "%(count)s words are counted as one.", count) % {
            "count": count
        }
    count = actions.leave_out_words(actor=who, corpus=corpus, lemmas=lemmas, now=now)
    return ngettext("%(count)s word is left out.", "%(count)s words are left out.", count) % {"count": count}


@act
def bring_back_word(request: HttpRequest, corpus: Corpus, now: datetime, choice_id: int) -> str:
    actions.bring_back_word(actor=person(request), corpus=corpus, choice_id=choice_id, now=now)
    return _("The word is counted again.")
