"""A code book or a project of another tool on its way in: send it, see what would come in and what not, bring it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from depeche.core.corpus import Corpus as CorpusValue
from depeche.core.errors import InputError, RuleError
from depeche.core.exchange import Arrival, ExchangeError, Read, arrival_of
from depeche.core.text.hints import Hint, HintKind, hints
from depeche.reading.qda import is_archive, read, slim
from depeche.web.analysis import actions, rules
from depeche.web.analysis.actions.exchange import bring_in
from depeche.web.analysis.exchange_forms import ENDINGS, BringInForm, ExchangeFileForm
from depeche.web.analysis.exchange_wording import left_out, read_how, unusable
from depeche.web.analysis.models import Corpus, Theme, Upload
from depeche.web.analysis.views._access import corpus_for, person, project_for
from depeche.web.projects.models import Project

SHOWN = 5  # texts in the preview
SHOWN_THEMES = 20
CPR_DIGITS = 10
APART = 12  # texts that become a source each unless one says otherwise: a table has a column for each


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def receive(request: HttpRequest, project_id: int) -> HttpResponse:
    """A file that becomes a material of its own."""
    return _receive(request, project_for(request, project_id, "analysis.work"), None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def receive_into(request: HttpRequest, corpus_id: int) -> HttpResponse:
    """A code book for a material, or a further source of it."""
    corpus = corpus_for(request, corpus_id, "analysis.work")
    return _receive(request, corpus.project, corpus)


def _receive(request: HttpRequest, project: Project, corpus: Corpus | None) -> HttpResponse:
    form = ExchangeFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            arrival_of(read(content, file.name))
            kept = slim(content) if is_archive(content) else content
        except ExchangeError as error:
            form.add_error("file", unusable(error))
        else:
            upload = actions.keep_upload(
                actor=person(request), project=project, corpus=corpus, name=file.name, content=kept, now=timezone.now()
            )
            return redirect("analysis:exchange_preview", project.pk, upload.pk)
    context = {"project": project, "corpus": corpus, "form": form, "tab": ""}
    return render(request, "analysis/exchange/receive.html", context)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page says of a file before anything of it is brought in."""

    arrival: Arrival
    origin: str
    how: str
    there: int  # themes the material has already
    like_cpr: int  # texts in which a number looks like a CPR number

    @property
    def themes(self) -> Iterator[tuple[str, str]]:
        """(name, parent) of the first."""
        return ((theme.name, theme.parent) for theme in self.arrival.themes[:SHOWN_THEMES])

    @property
    def more_themes(self) -> int:
        return max(len(self.arrival.themes) - SHOWN_THEMES, 0)

    @property
    def pairs(self) -> tuple[object, ...]:
        return self.arrival.texts.pairs[:SHOWN] if self.arrival.texts else ()

    @property
    def cards(self) -> int:
        return len(self.arrival.texts.pairs) if self.arrival.texts else 0


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preview(request: HttpRequest, project_id: int, upload_id: int) -> HttpResponse:
    project = project_for(request, project_id, "analysis.work")
    uploads = Upload.objects.select_related("corpus").filter(project=project, by=person(request))
    kept = get_object_or_404(uploads, pk=upload_id)
    if not kept.name.casefold().endswith(ENDINGS):
        raise Http404  # a table, which has a page of its own
    found = read(bytes(kept.content), kept.name)
    ways = {"each": arrival_of(found, apart=True), "one": arrival_of(found, apart=False)}
    form = _form(request, kept, found, several=_sources(ways["each"]) != _sources(ways["one"]))
    if request.method == "POST" and "cancel" in request.POST:
        actions.drop_upload(actor=person(request), upload=kept)
        return redirect("analysis:exchange", kept.corpus_id) if kept.corpus else redirect("analysis:list", project.pk)
    arrival = ways.get(form.data.get("sources", "")) or ways[form.initial["sources"]]
    faults: list[str] = []
    if request.method == "POST" and "bring_in" in request.POST and form.is_valid():
        corpus = _bring_in(request, form, kept, arrival, faults)
        if corpus is not None:
            return redirect("analysis:workbench", corpus) if arrival.texts else redirect("analysis:codebook", corpus)
    context = {
        "project": project,
        "corpus": kept.corpus,
        "upload": kept,
        "form": form,
        "faults": faults,
        "preview": _preview(kept, found, arrival),
        "left_out": left_out(arrival.lost),
    }
    return render(request, "analysis/exchange/preview.html", context)


def _sources(arrival: Arrival) -> int:
    return len(arrival.texts.sources) if arrival.texts else 0


def _form(request: HttpRequest, kept: Upload, found: Read, *, several: bool) -> BringInForm:
    initial = {
        "title": (found.project.name.strip() or PurePath(kept.name).stem)[:200],
        "sources": "each" if len(found.project.sources) <= APART else "one",
    }
    return BringInForm(request.POST or None, titled=kept.corpus is None, several=several, initial=initial)


def _preview(kept: Upload, found: Read, arrival: Arrival) -> Preview:
    names = {theme.name.casefold() for theme in arrival.themes}
    living = Theme.objects.filter(corpus=kept.corpus, deleted_at=None) if kept.corpus else Theme.objects.none()
    there = sum(name.casefold() in names for name in living.values_list("name", flat=True))
    return Preview(arrival, found.project.origin.strip()[:80], read_how(found.reading), there, _like_cpr(arrival.texts))


def _like_cpr(texts: CorpusValue | None) -> int:
    """As beside a card being read; here only how many texts it is."""
    pairs = texts.pairs if texts else ()
    return sum(
        any(hint.kind is HintKind.CPR for text in (pair.question, pair.answer or "") for hint in _numbers(text))
        for pair in pairs
    )


def _numbers(text: str) -> tuple[Hint, ...]:
    """Hints of a text that has as many digits as such a number: all others are not looked at, for speed."""
    return hints(text, "da", length=None) if sum(map(str.isdecimal, text)) >= CPR_DIGITS else ()


def _bring_in(request: HttpRequest, form: BringInForm, kept: Upload, arrival: Arrival, faults: list[str]) -> int | None:
    """The key of the material; None where it was refused, with the reason in `faults`."""
    try:
        corpus = bring_in(
            actor=person(request),
            project=kept.project,
            arrival=arrival,
            name=kept.name,
            now=timezone.now(),
            corpus=kept.corpus,
            title=form.cleaned_data.get("title", ""),
            upload=kept,
        )
    except (InputError, RuleError) as error:
        faults.append(error.message if isinstance(error, InputError) else rules.said(error))
        return None
    themes = ngettext("%(count)s theme", "%(count)s themes", len(arrival.themes)) % {"count": len(arrival.themes)}
    count = len(arrival.texts.pairs) if arrival.texts else 0
    cards = ngettext("%(count)s card", "%(count)s cards", count) % {"count": count}
    said = _("%(cards)s and %(themes)s have been brought in.") if count else _("%(themes)s have been brought in.")
    messages.success(request, said % {"cards": cards, "themes": themes})
    return corpus.pk
