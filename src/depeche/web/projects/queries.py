from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from depeche.web.projects.models import Membership, Project
from depeche.web.projects.rules import require

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from depeche.web.accounts.models import User


class Listed(TypedDict):
    role: str
    relay_count: int
    member_count: int


def projects_of(user: User) -> QuerySet[WithAnnotations[Project, Listed]]:
    """The user's projects, newest first, each with `role` and the number of relays and members."""
    mine = Membership.objects.filter(project=OuterRef("pk"), user_id=user.pk)
    return (
        Project.objects.filter(Exists(mine))  # not a join: it would leave only one's own membership to be counted
        .annotate(
            role=Subquery(mine.values("role")[:1]),
            relay_count=Count("relays", distinct=True),
            member_count=Count("memberships", distinct=True),
        )
        .order_by("-created_at", "-pk")
    )


def project_for(user: User, project_id: int, permission: str) -> Project:
    """The project, where the user's role allows it; Http404 for strangers, PermissionDenied for the others."""
    project = Project.objects.filter(pk=project_id).first()
    if project is None:
        raise Http404
    require(user, project, permission)
    return project


def memberships(project: Project) -> QuerySet[Membership]:
    return project.memberships.select_related("user").order_by("user__name", "user__email")
