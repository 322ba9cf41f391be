"""The words of the questions, and each word where it stands."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from depeche.core.text import stop_words
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries import words as query
from depeche.web.analysis.views._access import page

PLACES = 50


@page
def words(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    found = query.words(corpus)
    order = "apart" if request.GET.get("order") == "apart" else "most"
    rows = query.ordered(found, order)
    pages = Paginator(rows, query.ROWS).get_page(request.GET.get("page"))
    shown = query.lines(found, order=order, page=pages.number)
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "words",
        "words": found,
        "lines": shown,
        "pages": pages,
        "order": order,
        "people": any(table.people is not None for table in found.tables),
        "order_query": "order=apart&" if order == "apart" else "",
        "most": max((count.tokens for line in shown for count in line.counts), default=1) or 1,
        "stop": sorted(stop_words(corpus.language)),
        "least": query.LEAST,
    }
    return render(request, "analysis/words.html", context)


@page
def word(request: HttpRequest, corpus: Corpus, code: str) -> HttpResponse:
    found = query.words(corpus)
    line = query.line_of(found, code)
    if line is None:
        raise Http404
    places = query.places(corpus, line)
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "words",
        "words": found,
        "line": line,
        "counts": tuple(zip(found.sources, line.counts, strict=True)),
        "total": len(places),
        "pages": Paginator(places, PLACES).get_page(request.GET.get("page")),
    }
    return render(request, "analysis/word.html", context)
