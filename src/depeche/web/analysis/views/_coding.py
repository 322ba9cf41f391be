"""The doors to code book and double coding: a refusal is said in their own words, and files have a name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from depeche.core.errors import RuleError
from depeche.reading import safe_cell
from depeche.render.sheets import Cell, Tab, workbook
from depeche.web.analysis import coding_rules
from depeche.web.analysis.models import Corpus, DoubleCoding
from depeche.web.analysis.queries.coding import coding_of
from depeche.web.analysis.views._access import corpus_for

P = ParamSpec("P")
SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Step = Callable[Concatenate[HttpRequest, Corpus, datetime, P], str]


def step(back: str) -> Callable[[Step[P]], Callable[Concatenate[HttpRequest, int, P], HttpResponse]]:
    """One act of somebody who may work: it returns the address to go on to. Refused, one is back at the page `back`."""

    def door(view: Step[P]) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, corpus_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            corpus = corpus_for(request, corpus_id, "analysis.work")
            try:
                address = view(request, corpus, timezone.now(), *args, **kwargs)
            except RuleError as error:
                if error.code == "coding_gone":
                    raise Http404 from error
                messages.error(request, coding_rules.said(error))
                kept = {"coding_id": kwargs["coding_id"]} if back.startswith("coding") else {}
                address = reverse(f"analysis:{back}", kwargs={"corpus_id": corpus.pk, **kept})
            return HttpResponseRedirect(address)

        return require_POST(login_required(inner))  # type: ignore[return-value] # Django gives the id by name; Concatenate cannot say so

    return door


def found(corpus: Corpus, coding_id: int) -> DoubleCoding:
    """A double coding of this corpus; Http404 where there is none."""
    try:
        return coding_of(corpus, coding_id)
    except RuleError as error:
        raise Http404 from error


def tab(corpus: Corpus, inner: str = "book") -> dict[str, object]:
    """What every page here is given. `inner`: which of code book and double coding one is at."""
    return {"corpus": corpus, "project": corpus.project, "tab": "codebook", "inner": inner}


def file_of(
    name: str, title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], form: str, made_at: datetime
) -> HttpResponse:
    """A table as CSV (semicolons and a byte order mark: it opens as it should in a Danish spreadsheet) or XLSX."""
    if form == "xlsx":
        body, kind = workbook([Tab(title, head, rows, wraps=True)], title=title, made_at=made_at), XLSX
    else:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        for row in (head, *rows):
            writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
        body, kind = ("\ufeff" + out.getvalue()).encode(), "text/csv; charset=utf-8"
    file = f"{slugify(name.lower().translate(SPELLED))[:80] or 'kodebog'}.{form}"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})
