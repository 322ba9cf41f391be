"""The workbench, as a list and as a board, and its history."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from depeche.web.analysis import queries
from depeche.web.analysis.actions.undo import done, undone
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.offered import Offered, pack
from depeche.web.analysis.queries.hints import hints_of
from depeche.web.analysis.queries.piles import ALL, LIKE, NEXT, UNSORTED, Where, open_groups
from depeche.web.analysis.views._access import next_key, page, page_number, shown, where
from depeche.web.analysis.views._typed import typed


@page
def workbench(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    """The whole page, or with htmx only what is inside it; `part=beside`: what could not be shown at once."""
    loaded = queries.suggester(corpus)
    bench = queries.bench(corpus, where(request, corpus, request.GET), loaded)
    if "pile" not in request.GET and bench.total and not bench.unsorted:
        bench = queries.bench(corpus, replace(bench.where, pile=ALL), loaded)  # nothing to sort: begin by reading
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
        "source_query": place_query(bench.where),
        "more_relays": queries.closed_relays(corpus.project, corpus).exists(),
        **assisted(request, corpus, bench, loaded),
    }
    part = "beside" if request.GET.get("part") == "beside" else "inside" if partial else "page"
    return render(request, f"analysis/bench/{part}.html", context)


def place_query(where: Where) -> str:
    """What an address says of the place besides the pile."""
    parts = {"source": where.source, "like": where.like if where.pile == LIKE else None}
    return "".join(f"&{name}={value}" for name, value in parts.items() if value)


def assisted(
    request: HttpRequest, corpus: Corpus, bench: queries.Bench, loaded: queries.Loaded | None
) -> dict[str, object]:
    """What the machine says beside the card being read, and of the piles it makes."""
    reading, beside, offered = bench.reading, None, ""
    if reading:
        beside = queries.beside(corpus, loaded, reading.id, bench.themes, reading.themes)
    if reading and beside and beside.offers and not reading.themes:
        offered = pack(Offered(reading.id, tuple(offer.theme.id for offer in beside.offers), beside.machine))
    return {
        "beside": beside,
        "hints": hints_of(corpus, reading.id) if reading else (),
        "offered": offered,
        "onward": reading.next if reading and bench.where.pile not in {UNSORTED, NEXT} else None,
        "hits": queries.hit_rate(corpus),
        "near_alike": sum(map(len, open_groups(loaded))) if loaded else 0,
        "ten": bool(request.session.get(next_key(corpus))),
    }


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
    changes = queries.history(corpus, page_number(request.GET))
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
