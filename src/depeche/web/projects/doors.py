"""The doors to a project's pages: signed in, a member, and allowed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from depeche.web.accounts.models import User
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require

P = ParamSpec("P")


def person(request: HttpRequest) -> User:
    """Who is signed in; `login_required` has made sure that somebody is."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def project_page(
    permission: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Project, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, int, P], HttpResponse],
]:
    """The view is given the project instead of its id, once the person's role is known to reach."""

    def door(
        view: Callable[Concatenate[HttpRequest, Project, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, project_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            project = get_object_or_404(Project, pk=project_id)
            require(person(request), project, permission)
            return view(request, project, *args, **kwargs)

        return login_required(opened)  # type: ignore[return-value] # Django gives the id by name; Concatenate cannot say so

    return door
