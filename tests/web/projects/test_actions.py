from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.core.errors import InputError
from depeche.web.accounts.actions import make_organiser
from depeche.web.accounts.models import User
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.actions import change_role, create_project, invite_member, remove_member
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.projects.queries import project_for, projects_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def owner() -> User:
    return make_organiser(email="ejer@depeche.example", name="Ejer", now=NOW)[0]


@pytest.fixture
def project(owner: User) -> Project:
    return create_project(actor=owner, name="På tværs", controller="Kommunen", language="da", now=NOW)


def test_whoever_makes_a_project_owns_it_and_it_is_recorded(owner: User, project: Project) -> None:
    assert Membership.objects.get(project=project, user=owner).role == Role.OWNER
    event = Event.objects.get(verb="project.created")
    assert (event.object_id, event.actor_id, event.project_id) == (project.pk, owner.pk, project.pk)


def test_an_invited_member_gets_an_account_and_a_mail_once(owner: User, project: Project) -> None:
    for _ in range(2):
        invite_member(actor=owner, project=project, email="Ny@depeche.example", name="Ny", role=Role.ANALYST, now=NOW)
    member = Membership.objects.get(project=project, user__email="ny@depeche.example")
    assert member.role == Role.ANALYST
    assert OutboxMail.objects.filter(to_email="ny@depeche.example").count() == 1


def test_a_stranger_learns_nothing_and_a_reader_may_not_invite(owner: User, project: Project) -> None:
    stranger, _new = make_organiser(email="fremmed@depeche.example", now=NOW)
    with pytest.raises(Http404):
        project_for(stranger, project.pk, "project.see")
    reader = invite_member(actor=owner, project=project, email="l@depeche.example", name="", role=Role.READER, now=NOW)
    with pytest.raises(PermissionDenied):
        invite_member(actor=reader.user, project=project, email="x@depeche.example", name="", role=Role.OWNER, now=NOW)
    assert not User.objects.filter(email="x@depeche.example").exists()


def test_whoever_was_merely_invited_may_not_create_projects(owner: User, project: Project) -> None:
    invited = invite_member(
        actor=owner, project=project, email="laeser@depeche.example", name="", role=Role.READER, now=NOW
    ).user
    with pytest.raises(PermissionDenied):
        create_project(actor=invited, name="Mit eget", controller="", language="da", now=NOW)
    change_role(actor=owner, membership=Membership.objects.get(user=invited), role=Role.OWNER, now=NOW)
    assert create_project(actor=invited, name="Mit eget", controller="", language="da", now=NOW).pk


def test_the_last_owner_can_neither_leave_nor_step_down(owner: User, project: Project) -> None:
    membership = Membership.objects.get(project=project, user=owner)
    with pytest.raises(InputError, match=r"^column role"):
        remove_member(actor=owner, membership=membership, now=NOW)
    with pytest.raises(InputError, match=r"^column role"):
        change_role(actor=owner, membership=membership, role=Role.READER, now=NOW)
    other = invite_member(actor=owner, project=project, email="to@depeche.example", name="", role=Role.OWNER, now=NOW)
    change_role(actor=other.user, membership=membership, role=Role.READER, now=NOW)
    membership.refresh_from_db()
    assert membership.role == Role.READER


def test_the_list_shows_own_projects_alone_with_role(owner: User, project: Project) -> None:
    other, _new = make_organiser(email="anden@depeche.example", now=NOW)
    create_project(actor=other, name="Andens", controller="", language="da", now=NOW)
    assert [(row.name, row.role) for row in projects_of(owner)] == [(project.name, Role.OWNER)]
