"""The workbench, as a list and as a board, and its history."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from depeche.web.analysis import queries
from depeche.web.analysis.actions.undo import done, undone
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.bench import ALL, Where
from depeche.web.analysis.views._access import page, shown, where
from depeche.web.analysis.views.themes import typed


@page
def workbench(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    """The whole page, or with htmx only what is inside it."""
    bench = queries.bench(corpus, where(request, corpus, request.GET))
    if "pile" not in request.GET and bench.total and not bench.unsorted:
        bench = queries.bench(corpus, replace(bench.where, pile=ALL))  # nothing left to sort: begin by reading
    partial = request.headers.get("HX-Request") == "true"
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "bench": bench,
        "tab": "workbench",
        "show": shown(request.GET),
        "said": [str(message) for message in messages.get_messages(request)] if partial else [],
        "typed": typed(request, corpus),
        "recent": queries.recent(corpus),
        "undo": done(corpus).values_list("pk", flat=True).first(),
        "redo": undone(corpus).exists(),
        "source_query": f"&source={bench.where.source}" if bench.where.source else "",
        "more_relays": queries.closed_relays(corpus.project, corpus).exists(),
    }
    template = "analysis/bench/inside.html" if partial else "analysis/bench/page.html"
    return render(request, template, context)


@page
def board(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    place = where(request, corpus, request.GET)
    bench = queries.bench(corpus, Where(source=place.source))
    partial = request.headers.get("HX-Request") == "true"
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "bench": bench,
        "columns": queries.board(corpus, place.source, bench.unsorted),
        "tab": "board",
        "said": [str(message) for message in messages.get_messages(request)] if partial else [],
        "undo": done(corpus).values_list("pk", flat=True).first(),
        "redo": undone(corpus).exists(),
    }
    template = "analysis/board/inside.html" if partial else "analysis/board/page.html"
    return render(request, template, context)


@page
def history(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    number = request.GET.get("page", "1")
    changes = queries.history(corpus, int(number) if number.isdecimal() else 1)
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "history",
        "page": changes,
        "lines": [queries.line(change) for change in changes],
        "undo": done(corpus).values_list("pk", flat=True).first(),
        "redo": undone(corpus).exists(),
    }
    return render(request, "analysis/history.html", context)
