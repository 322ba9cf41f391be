"""Projects and their members: permission, form, one action, response."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.errors import InputError
from depeche.web.common.components import Confirmation, Crumb
from depeche.web.projects import actions, queries
from depeche.web.projects.doors import person, project_page
from depeche.web.projects.forms import MemberForm, ProjectForm, RoleForm
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.projects.rules import allows, may_create, require
from depeche.web.projects.sections import sections_of


@require_safe
@login_required
def project_list(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {"projects": queries.projects_of(user), "may_create": may_create(user), "nav_area": "projects"}
    return render(request, "projects/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    if not may_create(person(request)):
        raise PermissionDenied
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = actions.create_project(actor=person(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The project has been made. Now create a relay, or invite colleagues."))
        return redirect("projects:project", project.pk)
    crumbs = (Crumb(_("Projects"), reverse("projects:list")), Crumb(_("New project")))
    return render(request, "projects/new.html", {"form": form, "crumbs": crumbs, "nav_area": "projects"})


@require_safe
@project_page("project.see")
def project(request: HttpRequest, project: Project) -> HttpResponse:
    role = require(person(request), project, "project.see").role
    context = {
        "project": project,
        "sections": sections_of(project, role, timezone.now()),
        "member_count": project.memberships.count(),
        "may_manage": allows(role, "project.manage"),
        "crumbs": (Crumb(_("Projects"), reverse("projects:list")), Crumb(project.name)),
        "nav_area": "projects",
    }
    return render(request, "projects/project.html", context)


@require_http_methods(["GET", "POST"])
@project_page("project.manage")
def members(request: HttpRequest, project: Project) -> HttpResponse:
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = actions.invite_member(actor=person(request), project=project, now=timezone.now(), **form.cleaned_data)
        messages.success(
            request, _("%(name)s is a member and gets a mail on how to sign in.") % {"name": new.user.get_full_name()}
        )
        return redirect("projects:members", project.pk)
    context = {
        "project": project,
        "members": queries.memberships(project),
        "roles": Role.choices,
        "form": form,
        "crumbs": _crumbs(project, _("Members")),
        "nav_area": "projects",
    }
    return render(request, "projects/members.html", context)


@require_POST
@project_page("project.manage")
def change_role(request: HttpRequest, project: Project, member_id: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=member_id, project=project)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            actions.change_role(
                actor=person(request), membership=membership, role=Role(form.cleaned_data["role"]), now=timezone.now()
            )
        except InputError as error:
            messages.error(request, error.message)
        else:
            messages.success(
                request, _("The role of %(name)s has been changed.") % {"name": membership.user.get_full_name()}
            )
    return redirect("projects:members", project.pk)


@require_http_methods(["GET", "POST"])
@project_page("project.manage")
def remove_member(request: HttpRequest, project: Project, member_id: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=member_id, project=project)
    name = membership.user.get_full_name()
    if request.method == "POST":
        try:
            actions.remove_member(actor=person(request), membership=membership, now=timezone.now())
        except InputError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("%(name)s is no longer a member.") % {"name": name})
        return redirect("projects:members", project.pk)
    confirmation = Confirmation(
        title=_("Remove %(name)s from the project?") % {"name": name},
        text=_("They can no longer open anything in it. What they have made stays."),
        button=_("Remove"),
        cancel_url=reverse("projects:members", args=[project.pk]),
        undo=_("You can invite them again."),
    )
    return render(request, "common/confirm.html", {"confirmation": confirmation, "nav_area": "projects"})


def _crumbs(project: Project, label: str) -> tuple[Crumb, ...]:
    here = reverse("projects:project", args=[project.pk])
    return (Crumb(_("Projects"), reverse("projects:list")), Crumb(project.name, here), Crumb(label))
