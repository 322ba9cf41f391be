"""Themes over sources: a chart, its table, and the same as a file."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from depeche.reading import safe_cell
from depeche.web.analysis import queries
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.views._access import page


@page
def themes(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    context = {"corpus": corpus, "project": corpus.project, "tab": "themes", "table": queries.theme_table(corpus)}
    return render(request, "analysis/themes.html", context)


@page
def themes_csv(request: HttpRequest, corpus: Corpus) -> HttpResponse:  # noqa: ARG001 - the signature of a page
    """Semicolons and a byte order mark: it opens as it should in a Danish spreadsheet."""
    table = queries.theme_table(corpus)
    name = slugify(corpus.title) or "temaer"
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-temaer.csv"'},
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [_("Theme"), _("Sub-theme of"), _("Definition"), _("Cue words"), *map(safe_cell, table.sources), _("Total")]
    )
    for row in table.rows:
        texts = (row.name or _("Unsorted"), row.parent, row.definition, ", ".join(row.cue_words))
        writer.writerow([*map(safe_cell, texts), *row.counts, row.total])
    return response
