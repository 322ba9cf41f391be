"""Quotes: the board, the candidates of a theme, a pasted sentence, and the lists to take away or print."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from depeche.reading import safe_cell
from depeche.render.sheets import Tab, workbook
from depeche.web.analysis import queries
from depeche.web.analysis.actions.consent import ask_authors
from depeche.web.analysis.actions.undo import done, undone
from depeche.web.analysis.forms import PastedForm
from depeche.web.analysis.models import Corpus, Theme
from depeche.web.analysis.queries.quotes import CandidateRow, QuoteColumn, QuoteRow
from depeche.web.analysis.queries.quotes.wording import fault_in_words, hint_in_words, reasons, state_in_words
from depeche.web.analysis.views._access import act, address, corpus_for, page, page_number, person


class Shown(NamedTuple):
    """A quote with what is said of it."""

    row: QuoteRow
    faults: tuple[str, ...]
    hints: tuple[str, ...]
    states: tuple[tuple[str, str, str], ...]  # of the consent of each side: code, words, wish; none where none is asked


DIGITS = 19  # of a key the database can hold


class Column(NamedTuple):
    column: QuoteColumn
    quotes: tuple[Shown, ...]


class Offer(NamedTuple):
    """A candidate with the reasons for it."""

    row: CandidateRow
    reasons: tuple[str, ...]


@page
def quotes(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    board = queries.quote_board(corpus)
    context = _tab(corpus) | {
        "board": board,
        "columns": [Column(column, tuple(map(_shown, column.rows))) for column in board.columns],
        "choose_url": address(corpus, pile="all"),
        "undo": done(corpus).values_list("pk", flat=True).first(),
        "redo": undone(corpus).exists(),
    }
    return render(request, "analysis/quotes/page.html", context)


@page
def candidates(request: HttpRequest, corpus: Corpus, theme_id: int) -> HttpResponse:
    theme = get_object_or_404(Theme, pk=theme_id, corpus=corpus, deleted_at=None)
    found = queries.choosing(corpus, theme, page_number(request.GET))
    offers = [
        Offer(row, reasons(row.one, row.themes, row.group, row.source if found.several else "")) for row in found.rows
    ]
    context = _tab(corpus) | {"found": found, "offers": offers, "themes": corpus.themes.filter(deleted_at=None)}
    return render(request, "analysis/quotes/candidates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def find(request: HttpRequest, corpus_id: int) -> HttpResponse:
    """What is pasted is sent, not written into the address; nothing is kept."""
    corpus = corpus_for(request, corpus_id, "analysis.see")
    form = PastedForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    found = queries.find_pasted(corpus, form.cleaned_data["pasted"]) if asked else None
    return render(request, "analysis/quotes/find.html", _tab(corpus) | {"form": form, "asked": asked, "found": found})


@act
def ask(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    """Ask the authors of one quote, or of all that nobody has been asked about."""
    unit = request.POST.get("unit", "")
    units = [int(unit)] if unit.isascii() and unit.isdecimal() and len(unit) < DIGITS else None
    asked = ask_authors(actor=person(request), corpus=corpus, units=None if unit == "" else units or [], now=now)
    said = ngettext(
        "The author of %(count)s passage is asked by mail.",
        "The authors of %(count)s passages are asked by mail.",
        asked.passages,
    ) % {"count": asked.passages}
    if asked.unreachable:
        said += " " + ngettext(
            "%(count)s of them cannot be reached.", "%(count)s of them cannot be reached.", asked.unreachable
        ) % {"count": asked.unreachable}
    return said


@page
def printed(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    board = queries.quote_board(corpus)
    return render(request, "analysis/quotes/print.html", _tab(corpus) | {"board": board})


@page
def quotes_csv(request: HttpRequest, corpus: Corpus) -> HttpResponse:  # noqa: ARG001 - the signature of a page
    """Semicolons and a byte order mark: it opens as it should in a Danish spreadsheet."""
    sheet = queries.quote_sheet(corpus)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=_named(corpus, "csv"))
    writer = csv.writer(response, delimiter=";")
    for row in (sheet.head, *sheet.rows):
        writer.writerow(map(safe_cell, row))
    return response


@page
def quotes_xlsx(request: HttpRequest, corpus: Corpus) -> HttpResponse:  # noqa: ARG001 - the signature of a page
    sheet = queries.quote_sheet(corpus)
    tab = Tab(_("Quotes"), sheet.head, sheet.rows, wraps=True)
    body = workbook([tab], title=corpus.title, made_at=timezone.now())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(body, content_type=kind, headers=_named(corpus, "xlsx"))


def _tab(corpus: Corpus) -> dict[str, object]:
    return {"corpus": corpus, "project": corpus.project, "tab": "quotes"}


def _shown(row: QuoteRow) -> Shown:
    sides = ((row.question, False), *(((row.answer, True),) if row.answer else ()))
    states = tuple((side.state.value, state_in_words(side.state, answer=answer), side.wish) for side, answer in sides)
    faults, found = tuple(map(fault_in_words, row.faults)), tuple(map(hint_in_words, row.hints))
    return Shown(row, faults, found, states if row.asks else ())


def _named(corpus: Corpus, ending: str) -> dict[str, str]:
    name = f"{slugify(corpus.title) or 'materiale'}-{slugify(_('Quotes'))}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
