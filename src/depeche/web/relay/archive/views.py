"""A relay taken away as a file, and one brought in."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.archive import ArchiveError, from_dict, is_archive, json_schema
from depeche.core.relay.archive.form import Form
from depeche.core.relay.rules import Anonymity
from depeche.reading import objects
from depeche.reading.published import is_published, read_published
from depeche.web.common.components import Crumb
from depeche.web.projects.doors import person, project_page
from depeche.web.projects.models import Project
from depeche.web.projects.rules import allows
from depeche.web.relay.archive import actions, texts, wording
from depeche.web.relay.archive.actions import Kind
from depeche.web.relay.archive.forms import DownloadForm, FileForm
from depeche.web.relay.archive.queries import is_nameless
from depeche.web.relay.models import Relay
from depeche.web.relay.organiser.doors import Desk, draw, relay_page
from depeche.web.relay.rules import phase_of, rules_of

ENDINGS = {Kind.JSON: "json", Kind.XLSX: "xlsx", Kind.GRAPHML: "graphml", Kind.GEXF: "gexf"}  # the others are CSV
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


class Offer(NamedTuple):
    """One file that can be taken away."""

    kind: Kind
    name: str
    about: str


@require_safe
@relay_page("relay.run")
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _page(request, desk, DownloadForm())


def _page(request: HttpRequest, desk: Desk, form: DownloadForm) -> HttpResponse:
    relay = desk.relay
    context = {
        "form": form,
        "tables": _tables(),
        "whole": _whole(),
        "flows": _flows(),
        "owner": allows(desk.role, "project.manage"),
        "nameless": is_nameless(relay),
        "hidden": rules_of(relay).anonymity is Anonymity.HIDDEN,
        "running": phase_of(relay, timezone.now()) in {"open", "answering"},
        "questions": relay.questions.exists(),
    }
    return draw(request, desk, "relay/archive/page.html", Crumb(_("Archive and export")), **context)


def _tables() -> tuple[Offer, ...]:
    return (
        Offer(
            Kind.XLSX, _("All tables in one workbook (XLSX)"), _("Questions, answers, hops, and what the columns mean.")
        ),
        Offer(Kind.QUESTIONS, _("Questions (CSV)"), _("One line a question, also those that came back.")),
        Offer(Kind.ANSWERS, _("Answers (CSV)"), _("One line an answer, with the number of its question.")),
        Offer(Kind.HOPS, _("Hops (CSV)"), _("Where each question has been, and for how long.")),
        Offer(Kind.DEFINITIONS, _("What the columns mean (CSV)"), _("Belongs with the three above.")),
    )


def _whole() -> tuple[Offer, ...]:
    about = _(
        "Set-up, people, questions, answers, and all that happened. It can be brought in again, here or elsewhere."
    )
    return (Offer(Kind.JSON, _("The whole relay (relay.json)"), about),)


def _flows() -> tuple[Offer, ...]:
    return (
        Offer(Kind.GRAPHML, _("Flows between groups (GraphML)"), _("For Gephi, yEd, networkx and others.")),
        Offer(Kind.GEXF, _("Flows between groups (GEXF)"), _("For Gephi.")),
    )


@require_POST
@relay_page("relay.run")
def download(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """A POST, because it is noted who takes what away."""
    form = DownloadForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form)
    kind, shown = Kind(form.cleaned_data["kind"]), Form(form.cleaned_data["form"])
    language = get_language() or "da"
    try:
        file = actions.put_into_file(
            actor=desk.user, relay=desk.relay, kind=kind, form=shown, language=language, now=timezone.now()
        )
    except RuleError as error:
        form.add_error("form", wording.refusal(error))
        return _page(request, desk, form)
    return FileResponse(file, as_attachment=True, filename=_file_name(desk.relay, kind, shown))


def _file_name(relay: Relay, kind: Kind, form: Form) -> str:
    topic = slugify(relay.topic.translate(DANISH))[:60] or "relay"
    names = ["names"] if form is Form.FULL and kind not in actions.FLOWS else []
    tables = [] if kind in ENDINGS else [kind.value]
    return "-".join([topic, *tables, *names]) + f".{ENDINGS.get(kind, 'csv')}"


@require_safe
@relay_page("relay.run")
def schema(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    response = JsonResponse(json_schema(), json_dumps_params={"indent": 1})
    response["Content-Disposition"] = 'attachment; filename="relay.schema.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@project_page("relay.run")
def bring_in(request: HttpRequest, project: Project) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            where = _take_in(request, project, form.cleaned_data["file"].read())
        except ArchiveError as error:
            form.add_error("file", wording.fault(error))
        except (InputError, RuleError):
            form.add_error("file", _("The file can be read neither as relay.json nor as a published relay."))
        else:
            return redirect(where)
    crumbs = (
        Crumb(_("Projects"), reverse("projects:list")),
        Crumb(project.name, reverse("projects:project", args=[project.pk])),
        Crumb(_("Bring in a relay")),
    )
    context = {"project": project, "form": form, "crumbs": crumbs, "nav_area": "projects"}
    return render(request, "relay/archive/bring_in.html", context)


def _take_in(request: HttpRequest, project: Project, data: bytes) -> str:
    """Where to read what came. Texts without people are material for an analysis."""
    user, now = person(request), timezone.now()
    value = objects.parse(data, "relay.json")
    if is_published(value) and not is_archive(value):
        where = texts.hand_over(user, project, read_published(value, "relay.json"), now)
        messages.success(
            request, _("The texts have been brought in. Who asked and answered is not known, and stays so.")
        )
        return where
    relay = actions.bring_in(actor=user, project=project, archive=from_dict(value), now=now)
    messages.success(request, _("The relay has been brought in. It is closed here, and nobody is written to."))
    return reverse("relay:monitor", args=[relay.pk])
