"""The code book: as it stands, its versions, what changed between two, and as a file."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from depeche.web.analysis.actions.codebook import freeze_codebook
from depeche.web.analysis.models import CodebookVersion, Corpus
from depeche.web.analysis.queries import codebook as query
from depeche.web.analysis.queries.codebook import Book, Difference, Example
from depeche.web.analysis.views._access import DIGITS, page, person
from depeche.web.analysis.views._coding import file_of, step, tab


@page
def codebook(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    """The themes as they stand, and how they differ from the latest version."""
    versions = list(query.versions(corpus))
    content = query.content_of(corpus)
    book, *last = query.book_of(corpus, content, *(version.content for version in versions[:1]))
    latest = versions[0] if versions else None
    context = tab(corpus) | {
        "book": query.leaving(corpus, book),
        "versions": versions,
        "latest": latest,
        "since": query.difference(last[0], book) if last else None,
        "next": latest.number + 1 if latest else 1,
        "same": latest is not None and latest.content == content,
    }
    return render(request, "analysis/codebook/page.html", context)


@page
def version(request: HttpRequest, corpus: Corpus, number: int) -> HttpResponse:
    frozen = _frozen(corpus, number)
    book = query.leaving(corpus, *query.book_of(corpus, frozen.content))
    earlier = corpus.codebooks.filter(number__lt=number).first()
    return render(
        request, "analysis/codebook/version.html", tab(corpus) | {"version": frozen, "book": book, "earlier": earlier}
    )


@page
def difference(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    """Between two versions; without a second one, between the first and the themes as they stand."""
    before = _frozen(corpus, _number(request, "fra"))
    to = _number(request, "til")
    after = _frozen(corpus, to) if to else None
    books = query.book_of(corpus, before.content, after.content if after else query.content_of(corpus))
    found: Difference = query.difference(*books)
    context = tab(corpus) | {
        "before": before,
        "after": after,
        "found": found,
        "versions": query.versions(corpus),
    }
    return render(request, "analysis/codebook/difference.html", context)


@page
def codebook_file(request: HttpRequest, corpus: Corpus, form: str, number: int = 0) -> HttpResponse:  # noqa: ARG001 - a page's signature
    if form not in {"csv", "xlsx"}:
        raise Http404
    frozen = _frozen(corpus, number) if number else None
    book = query.leaving(corpus, *query.book_of(corpus, frozen.content if frozen else query.content_of(corpus)))
    words = _("Code book, version %(number)s") % {"number": number} if number else _("Code book")
    head, rows = _table(book)
    made_at = frozen.at if frozen else timezone.now()
    return file_of(f"{corpus.title} {words}", words, head, rows, form, made_at)


@step("codebook")
def freeze(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    version = freeze_codebook(actor=person(request), corpus=corpus, note=request.POST.get("note", ""), now=now)
    messages.success(request, _("Frozen as version %(number)s. It stays as it is.") % {"number": version.number})
    return reverse("analysis:codebook_version", args=[corpus.pk, version.number])


def _frozen(corpus: Corpus, number: int) -> CodebookVersion:
    return get_object_or_404(query.versions(corpus), number=number)


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < DIGITS else 0


def _told(one: Example) -> str:
    return one.text if one.free else _("not printed: its author has not said yes to being quoted")


def _table(book: Book) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    head = (
        _("Theme"),
        _("Sub-theme of"),
        _("Definition"),
        _("Belongs here"),
        _("Does not belong here"),
        _("Cue words"),
        _("Examples"),
    )
    names = book.names
    rows: list[tuple[str, ...]] = [
        (
            entry.name,
            names.get(entry.parent or 0, ""),
            entry.definition,
            entry.include,
            entry.exclude,
            ", ".join(entry.cue_words),
            "\n".join(f"{one.key}: {_told(one)}" for one in entry.examples if one.text),
        )
        for entry in book.entries
    ]
    return head, rows
