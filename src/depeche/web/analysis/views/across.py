"""Cross-reading: the page, a theme across, the cards behind a figure, files, and reflections."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, rules
from depeche.web.analysis.insight import export
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries import across as query
from depeche.web.analysis.views._access import corpus_for, page, person
from depeche.web.projects.rules import allows, require

CARDS = 50
SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})  # in names of files
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page
def across(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    reading = query.across(corpus, query.Chosen.from_query(request.GET))
    written = query.notes(corpus)
    context = _context(request, corpus, reading) | {
        "whole": query.note_at(written, ""),
        "parts": [(section, query.note_at(written, section.key)) for section in reading.sections],
        "themes": [(theme, query.theme_place(theme.id) in written) for theme in reading.found.themes],
    }
    return render(request, "analysis/across/page.html", context)


@page
def theme(request: HttpRequest, corpus: Corpus, theme_id: int) -> HttpResponse:
    reading = _theme_reading(request, corpus, theme_id)
    one = query.theme_of(reading, theme_id)
    context = _context(request, corpus, reading) | {
        "theme": one,
        "note": query.note_at(query.notes(corpus), query.theme_place(theme_id)),
        "drifts": query.drift(corpus, reading.found, one),
    }
    return render(request, "analysis/across/theme.html", context)


@page
def cards(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    """The cards a figure counts; only where the figure is shown."""
    chosen = query.Chosen.from_query(request.GET)
    reading = query.across(corpus, chosen)
    what, a, b = request.GET.get("what", ""), _number(request, "a"), _number(request, "b")
    found = query.behind(corpus, reading.found, what, a, b)
    if found is None:
        raise Http404
    pages = Paginator(found.units, CARDS).get_page(request.GET.get("page"))
    rows = query.card_rows(list(pages.object_list)).in_bulk()
    context = _context(request, corpus, reading) | {
        "heading": found.heading,
        "count": len(found.units),
        "pages": pages,
        "rows": [rows[unit] for unit in pages.object_list if unit in rows],
        "page_query": f"what={what}&a={a}&b={b}&" + ("level=all&" if chosen.fine else ""),
        "suggested": what.startswith("drift"),
    }
    return render(request, "analysis/across/cards.html", context)


@page
def tables_xlsx(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    reading = query.across(corpus, query.Chosen.from_query(request.GET))
    content = export.xlsx_file(reading.sections, title=corpus.title, now=timezone.now())
    return _file(content, XLSX, f"{_slug(corpus)}-tvaerlaesning.xlsx")


@page
def table_csv(request: HttpRequest, corpus: Corpus, name: str) -> HttpResponse:
    reading = query.across(corpus, query.Chosen.from_query(request.GET))
    return _csv(corpus, reading, name)


@page
def theme_xlsx(request: HttpRequest, corpus: Corpus, theme_id: int) -> HttpResponse:
    reading = _theme_reading(request, corpus, theme_id)
    content = export.xlsx_file(reading.sections, title=corpus.title, now=timezone.now())
    return _file(content, XLSX, f"{_slug(corpus)}-tema-{theme_id}.xlsx")


@page
def theme_csv(request: HttpRequest, corpus: Corpus, theme_id: int, name: str) -> HttpResponse:
    return _csv(corpus, _theme_reading(request, corpus, theme_id), name, f"tema-{theme_id}-")


@require_POST
@login_required
def reflect(request: HttpRequest, corpus_id: int) -> HttpResponse:
    """Write beside a part. What was typed is never lost: a refusal shows it again, with what stands there now."""
    corpus = corpus_for(request, corpus_id, "analysis.work")
    place, text = request.POST.get("place", ""), request.POST.get("text", "")
    try:
        written = actions.write_reflection(
            actor=person(request),
            corpus=corpus,
            place=place,
            text=text,
            seen=request.POST.get("seen", ""),
            now=timezone.now(),
        )
    except RuleError as error:
        return _refused(request, corpus, place, text, rules.said(error))
    messages.success(request, _("Your reflection has been saved.") if written else _("The reflection is gone."))
    return HttpResponseRedirect(_back(request, corpus, place))


def _refused(request: HttpRequest, corpus: Corpus, place: str, text: str, said: str) -> HttpResponse:
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "across",
        "said": said,
        "typed": text,
        "note": query.note_at(query.notes(corpus), place),
        "back": _back(request, corpus, place),
        "chosen": query.Chosen.from_query(request.POST),
    }
    return render(request, "analysis/across/refused.html", context, status=409)


def _back(request: HttpRequest, corpus: Corpus, place: str) -> str:
    """The page the place is on, with what was chosen there."""
    chosen = query.Chosen.from_query(request.POST)
    key = place.removeprefix("theme-")
    about = key != place and key.isascii() and key.isdecimal() and len(key) < query.DIGITS
    where = reverse(
        "analysis:across_theme" if about else "analysis:across", args=[corpus.pk, *([key] if about else [])]
    )
    return f"{where}?{urlencode(_sent(chosen))}" + (f"#note-{place}" if place in query.PLACES[1:] or about else "")


def _sent(chosen: query.Chosen) -> dict[str, int | str]:
    """What was chosen, as it stands in an address."""
    named = {"from": chosen.earlier, "to": chosen.later, "source": chosen.source, "level": "all" if chosen.fine else ""}
    return {name: value for name, value in named.items() if value}


def _theme_reading(request: HttpRequest, corpus: Corpus, theme_id: int) -> query.Reading:
    reading = query.theme_across(corpus, query.Chosen.from_query(request.GET), theme_id)
    if reading is None:
        raise Http404
    return reading


def _context(request: HttpRequest, corpus: Corpus, reading: query.Reading) -> dict[str, object]:
    role = require(person(request), corpus.project, "analysis.see").role
    chosen = reading.chosen
    return {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "across",
        "reading": reading,
        "chosen": chosen,
        "may_work": allows(role, "analysis.work"),
        "query": urlencode(_sent(chosen)),
    }


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "0")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < query.DIGITS else 0


def _csv(corpus: Corpus, reading: query.Reading, name: str, kind: str = "") -> HttpResponse:
    sheet = export.sheets(reading.sections).get(name)
    if sheet is None:
        raise Http404
    return _file(export.csv_file(sheet), "text/csv; charset=utf-8", f"{_slug(corpus)}-{kind}{name}.csv")


def _slug(corpus: Corpus) -> str:
    return slugify(corpus.title.lower().translate(SPELLED))[:60] or "materiale"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
