"""The doors to the organiser's pages of one relay, and what all of them are drawn with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.core.errors import InputError, RuleError
from depeche.web.accounts.models import User
from depeche.web.common.components import Crumb
from depeche.web.projects.doors import person
from depeche.web.projects.rules import allows, require
from depeche.web.relay.models import Relay
from depeche.web.relay.organiser.wording import refusal

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is at work on which relay."""

    relay: Relay
    user: User
    role: str

    @property
    def may_run(self) -> bool:
        return allows(self.role, "relay.run")


View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]


def relay_page(permission: str) -> Callable[[View[P]], Door[P]]:
    """The view is given a desk instead of the relay's id, once the person's role in its project is known to reach."""

    def door(view: View[P]) -> Door[P]:
        @wraps(view)
        def opened(request: HttpRequest, relay_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            relay = get_object_or_404(Relay.objects.select_related("project"), pk=relay_id)
            user = person(request)
            membership = require(user, relay.project, permission)
            return view(request, Desk(relay, user, membership.role), *args, **kwargs)

        return login_required(opened)  # type: ignore[return-value] # Django gives the id by name; Concatenate cannot say so

    return door


def draw(request: HttpRequest, desk: Desk, template: str, *crumbs: Crumb, **context: object) -> HttpResponse:
    """A page of the relay with its breadcrumbs; the last crumb is the page itself. `template` of the organiser's, or
    from another part by its whole name.
    """
    relay = desk.relay
    trail = (
        Crumb(_("Projects"), reverse("projects:list")),
        Crumb(relay.project.name, reverse("projects:project", args=[relay.project_id])),
        Crumb(relay.topic, reverse("relay:relay", args=[relay.pk]) if crumbs else ""),
        *crumbs,
    )
    common = {
        "relay": relay,
        "project": relay.project,
        "crumbs": trail,
        "nav_area": "projects",
        "may_run": desk.may_run,
    }
    name = template if template.startswith("relay/") else f"relay/organiser/{template}"
    return render(request, name, common | context)


def refused(request: HttpRequest, error: RuleError | InputError) -> None:
    """Say why an act was refused; nothing has been changed."""
    messages.error(request, refusal(error))
