"""Material out of a file: send it, say which column is what, look at the beginning of it, bring it in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from depeche.core.corpus import Corpus as CorpusValue
from depeche.core.errors import InputError, RuleError
from depeche.reading import read_corpus
from depeche.web.analysis import actions, rules
from depeche.web.analysis.columns import ColumnsForm, headings
from depeche.web.analysis.exchange_forms import ENDINGS
from depeche.web.analysis.forms import UploadForm
from depeche.web.analysis.models import Corpus, Upload
from depeche.web.analysis.views._access import corpus_for, person, project_for
from depeche.web.projects.models import Project

SHOWN = 5  # pairs in the preview


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload(request: HttpRequest, project_id: int) -> HttpResponse:
    """A file that becomes a material of its own."""
    project = project_for(request, project_id, "analysis.work")
    form = UploadForm(request.POST or None, request.FILES or None)
    kept = _keep(request, form, project, None)
    if kept is not None:
        return redirect("analysis:columns", project.pk, kept.pk)
    return render(request, "analysis/upload.html", {"project": project, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_file(request: HttpRequest, corpus_id: int) -> HttpResponse:
    """A file that becomes a further source of a material."""
    corpus = corpus_for(request, corpus_id, "analysis.work")
    form = UploadForm(request.POST or None, request.FILES or None)
    kept = _keep(request, form, corpus.project, corpus)
    if kept is not None:
        return redirect("analysis:columns", corpus.project_id, kept.pk)
    return render(request, "analysis/upload.html", {"project": corpus.project, "corpus": corpus, "form": form})


def _keep(request: HttpRequest, form: UploadForm, project: Project, corpus: Corpus | None) -> Upload | None:
    """The file that was sent, kept, if it is a table; what is wrong with it stands on the form."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    if file.name.casefold().endswith(ENDINGS):
        form.add_error("file", _("That is a file of another program. There is a link for it above."))
        return None
    content = file.read()
    try:
        headings(content, file.name)
    except InputError as error:
        form.add_error("file", _unusable(error))
        return None
    return actions.keep_upload(
        actor=person(request), project=project, corpus=corpus, name=file.name, content=content, now=timezone.now()
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def columns(request: HttpRequest, project_id: int, upload_id: int) -> HttpResponse:
    project = project_for(request, project_id, "analysis.work")
    uploads = Upload.objects.select_related("corpus")
    kept = get_object_or_404(uploads, pk=upload_id, project=project, by=person(request))
    if kept.name.casefold().endswith(ENDINGS):
        return redirect("analysis:exchange_preview", project.pk, kept.pk)
    content = bytes(kept.content)
    names = headings(content, kept.name)
    title = PurePath(kept.name).stem[:200] if names else ""  # a published relay says its own
    form = ColumnsForm(request.POST or None, names=names, titled=kept.corpus is None, initial={"title": title})
    value = _read(form, content, kept.name)
    if request.method == "POST" and "cancel" in request.POST:
        actions.drop_upload(actor=person(request), upload=kept)
        return redirect("analysis:workbench", kept.corpus_id) if kept.corpus else redirect("analysis:list", project.pk)
    if value is not None and "bring_in" in request.POST:
        corpus = _bring_in(request, form, kept, value)
        if corpus is not None:
            return redirect("analysis:workbench", corpus)
    context = {
        "project": project,
        "corpus": kept.corpus,
        "upload": kept,
        "form": form,
        "value": value,
        "pairs": value.pairs[:SHOWN] if value else (),
        "themes": len({pair.theme for pair in value.pairs} - {""}) if value else 0,
    }
    return render(request, "analysis/columns.html", context)


def _read(form: ColumnsForm, content: bytes, name: str) -> CorpusValue | None:
    """The corpus as the chosen columns make it; what is wrong with it stands on the form."""
    form.full_clean()
    try:
        return read_corpus(content, name, form.columns(), material=form.material())
    except InputError as error:
        if form.is_bound or error.column != "question":
            form.say(_unusable(error))
        return None


def _bring_in(request: HttpRequest, form: ColumnsForm, kept: Upload, value: CorpusValue) -> int | None:
    title = form.cleaned_data.get("title") or value.title
    worked_on = any(pair.theme or pair.highlights_question or pair.highlights_answer for pair in value.pairs)
    pairs = value.pairs if worked_on else tuple(replace(pair, chosen=False) for pair in value.pairs)
    new = replace(value, title=title, pairs=pairs)
    by, now = person(request), timezone.now()
    try:
        if kept.corpus is not None:
            corpus = actions.add_file(actor=by, corpus=kept.corpus, corpus_value=new, now=now)
        else:
            corpus = actions.import_corpus(actor=by, project=kept.project, corpus_value=new, now=now)
    except (InputError, RuleError) as error:
        form.say(_unusable(error) if isinstance(error, InputError) else rules.said(error))
        return None
    actions.drop_upload(actor=person(request), upload=kept)
    said = ngettext("%(count)s card has been brought in.", "%(count)s cards have been brought in.", len(pairs))
    messages.success(request, said % {"count": len(pairs)})
    return corpus.pk


def _unusable(error: InputError) -> str:
    """Where it is and what is wrong, as the reader says it."""
    place = []
    if error.row:
        place.append(_("row %(row)s") % {"row": error.row})
    if error.column:
        place.append(_("column %(column)s") % {"column": error.column})
    start = _("The file cannot be used as it is")
    return f"{start} ({', '.join(place)}): {error.message}" if place else f"{start}: {error.message}"
