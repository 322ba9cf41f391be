"""Pages of projects and members: who may open them, and that a project keeps an owner."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from depeche.web.accounts.actions import make_organiser
from depeche.web.accounts.models import User
from depeche.web.common.models import Event
from depeche.web.projects.actions import create_project
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.projects.queries import projects_of

pytestmark = pytest.mark.django_db
MANAGE = {Role.OWNER}
PAGES = {"project": set(Role), "members": MANAGE, "remove_member": MANAGE}


@pytest.fixture
def owner() -> User:
    return make_organiser(email="ejer@staff.test", name="Eva Ejer", now=timezone.now())[0]


@pytest.fixture
def project(owner: User) -> Project:
    return create_project(
        actor=owner, name="Ledelse på tværs", controller="Nordby Kommune", language="da", now=timezone.now()
    )


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_open_what(project: Project, owner: User, role: Role | None) -> None:
    user = User.objects.create_user("anden@staff.test", "Anna Anden")
    if role is not None:
        Membership.objects.create(project=project, user=user, role=role, since=timezone.now())
    member = Membership.objects.get(user=owner).pk
    client = at(user)
    events = Event.objects.count()
    for name, allowed in PAGES.items():
        arguments = [project.pk, member] if name == "remove_member" else [project.pk]
        status = client.get(reverse(f"projects:{name}", args=arguments)).status_code
        assert status == (200 if role in allowed else 404 if role is None else 403), name
    assert Event.objects.count() == events


def test_a_project_is_made_and_listed_for_its_members_alone(owner: User) -> None:
    client = at(owner)
    empty = client.get(reverse("projects:list")).content.decode()
    assert "empty-state" in empty
    data = {"name": "Nyt projekt", "controller": "Nordby Kommune", "language": "da"}
    assert client.post(reverse("projects:new"), data).status_code == 302
    assert "Nyt projekt" in client.get(reverse("projects:list")).content.decode()
    stranger = User.objects.create_user("fremmed@staff.test", "Fie Fremmed")
    assert "Nyt projekt" not in at(stranger).get(reverse("projects:list")).content.decode()


def test_a_colleague_is_invited_and_given_another_role(project: Project, owner: User) -> None:
    client = at(owner)
    address = reverse("projects:members", args=[project.pk])
    client.post(address, {"email": "Ole@Staff.test", "name": "Ole Hald", "role": "analyst"})
    membership = Membership.objects.get(user__email="ole@staff.test")
    assert membership.role == Role.ANALYST
    assert [listed.member_count for listed in projects_of(owner)] == [2]
    client.post(reverse("projects:change_role", args=[project.pk, membership.pk]), {"role": "facilitator"})
    membership.refresh_from_db()
    assert membership.role == Role.FACILITATOR
    client.post(reverse("projects:remove_member", args=[project.pk, membership.pk]))
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_the_last_owner_stays(project: Project, owner: User) -> None:
    membership = Membership.objects.get(user=owner)
    client = at(owner)
    client.post(reverse("projects:change_role", args=[project.pk, membership.pk]), {"role": "reader"})
    client.post(reverse("projects:remove_member", args=[project.pk, membership.pk]))
    membership.refresh_from_db()
    assert membership.role == Role.OWNER


def test_a_member_of_another_project_cannot_be_changed_from_this_one(project: Project, owner: User) -> None:
    other = create_project(actor=owner, name="Andet", controller="X", language="da", now=timezone.now())
    foreign = Membership.objects.get(project=other)
    address = reverse("projects:change_role", args=[project.pk, foreign.pk])
    assert at(owner).post(address, {"role": "reader"}).status_code == 404


def test_the_lists_make_the_same_queries_at_one_and_three_rows(project: Project, owner: User) -> None:
    client, counts = at(owner), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("projects:list"))
            client.get(reverse("projects:members", args=[project.pk]))
        counts.append(len(caught))
        for _row in range(2):
            create_project(actor=owner, name="Et til", controller="X", language="da", now=timezone.now())
            user = User.objects.create_user(f"m{User.objects.count()}@staff.test", "M")
            Membership.objects.create(project=project, user=user, role=Role.READER, since=timezone.now())
    assert counts[0] == counts[1]
