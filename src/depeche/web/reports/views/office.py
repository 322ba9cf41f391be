"""Templates of Word and PowerPoint: the list, one of them, deleting it; and drafts and versions as such files."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.render.docx import Place
from depeche.render.office import Kind, OfficeError
from depeche.web.common.components import Confirmation
from depeche.web.projects.doors import person
from depeche.web.projects.models import Project
from depeche.web.projects.queries import project_for
from depeche.web.reports import build, pages, queries
from depeche.web.reports import office as files
from depeche.web.reports.actions import office as actions
from depeche.web.reports.languages import LANGUAGES
from depeche.web.reports.models import OfficeTemplate, Report, Version
from depeche.web.reports.office_forms import FittingForm, TemplateForm
from depeche.web.reports.views import public as reading

TRIED: Final = 5  # reports a template can be tried with on its page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listing(request: HttpRequest, project_id: int) -> HttpResponse:
    """The project's templates, and a form to hand in one more."""
    project = project_for(person(request), project_id, "report.write")
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    if form.is_valid():
        made = _added(request, project, form)
        if made is not None:
            return redirect("reports:office_template", made.pk)
    context = {
        "form": form,
        "templates": files.templates_of(project),
        "marks": [(f"{{{{{place.value}}}}}", files.place_name(place)) for place in Place],
        **pages.staff(project, _("Templates for Word and PowerPoint")),
    }
    return render(request, "reports/office/list.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, project: Project, form: TemplateForm) -> OfficeTemplate | None:
    """The template kept; what is wrong with it stands on the form."""
    try:
        kept = actions.add_template(
            actor=person(request),
            project=project,
            name=form.cleaned_data["name"],
            content=form.cleaned_data["file"].read(),
            now=timezone.now(),
        )
    except (OfficeError, RuleError) as error:
        form.add_error("name" if error.code == "template_named" else "file", files.refusal(error))
        return None
    taken_out = files.removed_words(kept.removed)
    if taken_out:
        said = _("The template is added. So that nothing is fetched when a report is opened, this was taken out of it:")
        messages.warning(request, f"{said} {', '.join(taken_out)}.")
    else:
        messages.success(request, _("The template is added. Here is what was found in it."))
    return kept.template


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def fitting(request: HttpRequest, template_id: int) -> HttpResponse:
    """What was found in a template, which part of a report gets which, and trying it."""
    template = files.template_for(person(request), template_id)
    found = files.inside(template, get_language() or "da")
    form = FittingForm(found.parts, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_styles(actor=person(request), template=template, choices=form.choices(), now=timezone.now())
        except RuleError as error:
            messages.info(request, files.refusal(error))
        else:
            messages.success(request, _("The choices are saved. They go for every report set in this template."))
        return redirect("reports:office_template", template.pk)
    reports = Report.objects.filter(project=template.project).only("title", "changed_at")[:TRIED]
    context = {
        "template": template,
        "found": found,
        "form": form,
        "reports": [(item.title, _draft_address(item.pk, template)) for item in reports],
        **pages.staff(template.project, template.name),
    }
    return render(request, "reports/office/template.html", context, status=422 if form.is_bound else 200)


def _draft_address(report_id: int, template: OfficeTemplate) -> str:
    return f"{reverse(f'reports:draft_{template.kind}', args=[report_id])}?skabelon={template.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, template_id: int) -> HttpResponse:
    template = files.template_for(person(request), template_id)
    back = reverse("reports:office_templates", args=[template.project_id])
    if request.method == "POST":
        try:
            actions.remove_template(actor=person(request), template=template, now=timezone.now())
        except RuleError as error:
            messages.info(request, files.refusal(error))
        else:
            messages.success(request, _("“%(name)s” is deleted.") % {"name": template.name})
        return redirect(back)
    confirmation = Confirmation(
        title=_("Delete “%(name)s”?") % {"name": template.name},
        consequences=(
            _("No further report can be set in it, and the choices made for it are gone."),
            _("Reports, and files that people have fetched, stay as they are."),
        ),
        undo=_("You can send the file again, if you have it."),
        button=_("Delete the template"),
        cancel_url=reverse("reports:office_template", args=[template.pk]),
    )
    return render(request, "common/confirm.html", {"confirmation": confirmation})


@require_safe
@login_required
def draft(request: HttpRequest, report_id: int, kind: Kind) -> HttpResponse:
    """The draft as a file, with `?skabelon=` in a template of the project's."""
    found = queries.draft(person(request), report_id)
    template = files.wanted(found.project_id, kind, request.GET.get("skabelon", ""))
    asked = request.GET.get("sprog", "")
    workshop = build.Workshop(found, timezone.now(), language=asked if asked in LANGUAGES else found.language)
    name = pages.file_name(found.title, _("draft"), kind)
    return pages.file(files.draft_file(workshop, kind, template), files.MIME[kind], name, save=True)


@require_safe
@login_required
def version(request: HttpRequest, report_id: int, number: int, kind: Kind) -> HttpResponse:
    """A published version in a template of the project's, for those who may write in it."""
    found = queries.draft(person(request), report_id)
    template = files.wanted(found.project_id, kind, request.GET.get("skabelon", ""))
    frozen = get_object_or_404(Version.objects.readable().defer("pdf"), report=found, number=number)
    name = pages.file_name(frozen.title, f"v{number}", kind)
    return pages.file(files.version_file(frozen, kind, template), files.MIME[kind], name, save=True)


@require_safe
def public(request: HttpRequest, address: str, number: int, kind: Kind) -> HttpResponse:
    """A published version in our own look, for whoever may read it."""

    def answer(found: Version) -> HttpResponse:
        name = pages.file_name(found.title, f"v{number}", kind)
        return pages.file(files.version_file(found, kind), files.MIME[kind], name, save=True)

    return reading.file_of(request, address, number, answer)
