from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from depeche.core.relay.rules import Rules
from depeche.web.accounts.models import User
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.relay.organiser.rules_form import RulesForm
from tests.web.relay.world import START, World, make

SignedIn = Callable[[Project, Role | None], Client]


def as_posted(rules: Rules) -> dict[str, str]:
    """The form of the rules as a browser sends it."""
    words = {name: value for name, value in rules.to_dict().items() if name in RulesForm.base_fields}
    return {name: "on" if value is True else str(value) for name, value in words.items() if value not in (None, False)}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, db: None) -> World:
    """A relay of five people, open; the pages take it to be now."""
    made = make(5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


@pytest.fixture
def signed_in() -> SignedIn:
    """Somebody with this role in the project (None: a stranger to it), at a browser."""

    def enter(project: Project, role: Role | None) -> Client:
        user = User.objects.create_user(f"{role or 'stranger'}-{User.objects.count()}@staff.test", "Bo Berg")
        if role is not None:
            Membership.objects.create(project=project, user=user, role=role, since=START)
        client = Client()
        client.force_login(user)
        return client

    return enter
