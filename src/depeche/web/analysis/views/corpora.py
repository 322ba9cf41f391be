"""The materials of a project, and new ones out of closed relays."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, rules
from depeche.web.analysis.forms import AddRelayForm, StartForm
from depeche.web.analysis.insight.doors import doors
from depeche.web.analysis.views._access import DIGITS, corpus_for, person, project_for
from depeche.web.projects.rules import allows, require


@require_safe
@login_required
def corpus_list(request: HttpRequest, project_id: int) -> HttpResponse:
    project = project_for(request, project_id, "analysis.see")
    role = require(person(request), project, "analysis.see").role
    context = {
        "project": project,
        "corpora": queries.corpora(project),
        "closed": queries.closed_relays(project).exists(),
        "may_work": allows(role, "analysis.work"),
        "may_manage": allows(role, "project.manage"),
        "doors": doors(project, role, timezone.now()),
    }
    return render(request, "analysis/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest, project_id: int) -> HttpResponse:
    project = project_for(request, project_id, "analysis.work")
    relays = queries.closed_relays(project)
    named = [key for key in request.GET.getlist("relay") if key.isascii() and key.isdecimal() and len(key) < DIGITS]
    first = relays.filter(pk__in=named[:1]).first() or relays.first()
    initial = {"relays": named, "title": first.topic if first else ""}
    form = StartForm(request.POST or None, relays=relays, initial=initial)
    if form.is_valid():
        try:
            corpus = actions.start_from_relays(
                actor=person(request),
                project=project,
                relays=list(form.cleaned_data["relays"]),
                title=form.cleaned_data["title"],
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, rules.said(error))
        else:
            return redirect("analysis:workbench", corpus.pk)
    return render(request, "analysis/start.html", {"project": project, "form": form, "closed": first is not None})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_relay(request: HttpRequest, corpus_id: int) -> HttpResponse:
    corpus = corpus_for(request, corpus_id, "analysis.work")
    relays = queries.closed_relays(corpus.project, corpus)
    form = AddRelayForm(request.POST or None, relays=relays)
    if form.is_valid():
        relay = form.cleaned_data["relay"]
        try:
            actions.add_relay(actor=person(request), corpus=corpus, relay=relay, now=timezone.now())
        except RuleError as error:
            form.add_error(None, rules.said(error))
        else:
            messages.success(request, _("“%(title)s” has been added.") % {"title": relay.topic})
            return redirect("analysis:workbench", corpus.pk)
    context = {"corpus": corpus, "project": corpus.project, "form": form, "closed": relays.exists(), "tab": ""}
    return render(request, "analysis/add_relay.html", context)
