"""Who may do what in a project, declared as data; tests/web/projects/test_rules.py holds the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.web.projects.models import Membership, Project, Role

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

PERMISSIONS: dict[str, frozenset[Role]] = {
    "project.see": frozenset(Role),
    "project.manage": frozenset({Role.OWNER}),
    "relay.see": frozenset({Role.OWNER, Role.FACILITATOR, Role.ANALYST}),
    "relay.run": frozenset({Role.OWNER, Role.FACILITATOR}),
    "analysis.see": frozenset({Role.OWNER, Role.FACILITATOR, Role.ANALYST}),
    "figures.see": frozenset(Role),  # of closed relays: who contributed and who asked whom, by group
    "analysis.work": frozenset({Role.OWNER, Role.ANALYST, Role.FACILITATOR}),
    "report.read": frozenset(Role),  # published versions
    "report.write": frozenset({Role.OWNER, Role.ANALYST, Role.FACILITATOR}),
    "report.review": frozenset({Role.OWNER, Role.ANALYST, Role.FACILITATOR}),  # comments in the margin of a draft
    "report.publish": frozenset({Role.OWNER}),
}


def allows(role: str, permission: str) -> bool:
    return role in PERMISSIONS[permission]


def may_create(user: User) -> bool:
    """Organisers (`depeche organiser`) and those who own a project; whoever was merely invited to one may not."""
    return user.is_staff or Membership.objects.filter(user_id=user.pk, role=Role.OWNER).exists()


def require(user: User, project: Project, permission: str) -> Membership:
    """The membership. Not a member: Http404, so nobody learns it exists. Role does not reach: PermissionDenied."""
    membership = Membership.objects.filter(project=project, user_id=user.pk).first()
    if membership is None:
        raise Http404
    if not allows(membership.role, permission):
        raise PermissionDenied
    return membership
