"""A material as files other tools for qualitative analysis open."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.render.qda import qdc, qdpx
from depeche.web.analysis import rules
from depeche.web.analysis.actions.exchange import take_out_codebook, take_out_project
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries import exchange as query
from depeche.web.analysis.views._access import corpus_for, person
from depeche.web.analysis.views._coding import SPELLED

ZIP, XML = "application/zip", "application/xml; charset=utf-8"


@require_safe
@login_required
def exchange(request: HttpRequest, corpus_id: int) -> HttpResponse:
    """What would leave, in counts, and the way in."""
    corpus = corpus_for(request, corpus_id, "analysis.work")
    return _page(request, corpus)


@require_POST
@login_required
def project_file(request: HttpRequest, corpus_id: int) -> HttpResponse:
    """By POST: that somebody took it out is on record."""
    corpus = corpus_for(request, corpus_id, "analysis.work")
    project = take_out_project(actor=person(request), corpus=corpus, now=timezone.now())
    return _file(corpus, qdpx(project), ZIP, "qdpx")


@require_POST
@login_required
def codebook_file(request: HttpRequest, corpus_id: int) -> HttpResponse:
    corpus = corpus_for(request, corpus_id, "analysis.work")
    try:
        book = take_out_codebook(actor=person(request), corpus=corpus, now=timezone.now())
    except RuleError as error:
        return _page(request, corpus, fault=rules.said(error))
    return _file(corpus, qdc(book), XML, "qdc")


def _page(request: HttpRequest, corpus: Corpus, fault: str = "") -> HttpResponse:
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "",
        "leaving": query.leaving(query.material_of(corpus)),
        "fault": fault,
    }
    return render(request, "analysis/exchange/page.html", context, status=409 if fault else 200)


def _file(corpus: Corpus, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = slugify(corpus.title.lower().translate(SPELLED))[:80] or "materiale"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
