"""Writes on projects and their members. Every project keeps at least one owner."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from depeche.core.errors import InputError
from depeche.web.accounts.actions import invite
from depeche.web.common import audit
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.projects.rules import may_create, require

if TYPE_CHECKING:
    from depeche.web.accounts.models import User


@transaction.atomic
def create_project(
    *, actor: User, name: str, controller: str, language: str, now: datetime, invented: bool = False
) -> Project:
    """A project with the actor as its owner. PermissionDenied: see `rules.may_create`."""
    if not may_create(actor):
        raise PermissionDenied
    project = Project.objects.create(
        name=name, controller=controller, language=language, created_at=now, invented=invented
    )
    Membership.objects.create(project=project, user=actor, role=Role.OWNER, since=now)
    audit.record(actor=actor, verb="project.created", target=project, at=now, project_id=project.pk)
    return project


@transaction.atomic
def invite_member(*, actor: User, project: Project, email: str, name: str, role: Role, now: datetime) -> Membership:
    """Make somebody a member; an account is made where there is none. Who is a member already keeps the role."""
    require(actor, project, "project.manage")
    user = invite(actor=actor, email=email, name=name, project_id=project.pk, project_name=project.name, now=now)
    membership, new = Membership.objects.get_or_create(
        project=project, user=user, defaults={"role": role, "since": now}
    )
    if new:
        audit.record(actor=actor, verb="member.added", target=membership, at=now, project_id=project.pk, role=str(role))
    return membership


@transaction.atomic
def change_role(*, actor: User, membership: Membership, role: Role, now: datetime) -> Membership:
    project = _hold(membership)
    require(actor, project, "project.manage")
    if role != Role.OWNER:
        _another_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(actor=actor, verb="member.changed", target=membership, at=now, project_id=project.pk, role=str(role))
    return membership


@transaction.atomic
def remove_member(*, actor: User, membership: Membership, now: datetime) -> None:
    project = _hold(membership)
    require(actor, project, "project.manage")
    _another_owner(membership)
    audit.record(actor=actor, verb="member.removed", target=membership, at=now, project_id=project.pk)
    membership.delete()


def _hold(membership: Membership) -> Project:
    """Two owners who remove each other at once must not leave none: one at a time."""
    return Project.objects.select_for_update().get(pk=membership.project_id)


def _another_owner(membership: Membership) -> None:
    others = Membership.objects.filter(project_id=membership.project_id, role=Role.OWNER).exclude(pk=membership.pk)
    if membership.role == Role.OWNER and not others.exists():
        raise InputError(_("A project needs an owner. Make somebody else owner first."), column="role")
