"""Every address of the staff's pages against somebody from another project: whatever ids are put into it.

The addresses are read off the application, so that a new one stands here from its first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from depeche.web.accounts.models import User
from depeche.web.analysis.actions import create_theme, keep_upload, leave_out_words
from depeche.web.analysis.actions.coding import Plan, start_coding
from depeche.web.analysis.models import Change, TextUnit, Theme, WordChoice
from depeche.web.common.models import OutboxMail
from depeche.web.projects.models import Membership, Role
from depeche.web.relay.models import Erasure, Group, PeopleImport
from depeche.web.reports.actions import comment
from depeche.web.reports.models import OfficeTemplate
from tests.web.relay import world as relay_world
from tests.web.reports import world as report_world

pytestmark = pytest.mark.django_db
STAFF = ("projekter/", "stafet/", "analyse/", "rapporter/")
FREE = {"projekter/", "projekter/nyt/"}  # belong to no project
WORDS: dict[str, object] = {
    "kind": "invitation",
    "name": "questions",
    "slug": "what",
    "code": "abc",
    "number": 1,
    "ground": 1,
    "position": 1,
    "form": "csv",
    "act": "release",
}
FORM = {"name": "Ny", "email": "ny@example.test", "act": "again", "on": "1", "to": "", "text": "x", "role": "owner"}


class Things(NamedTuple):
    """Ids of one person's things, by the names they have in addresses."""

    user: User
    ids: dict[str, object]


def things() -> Things:
    """A relay under way, material with work done on it, and a published report, all in one person's projects."""
    relay = relay_world.make(5)
    report = report_world.make()
    report.publish()
    corpus = report.report.corpus
    for project in (relay.project, report.project):
        Membership.objects.get_or_create(
            project=project, user=relay.user, defaults={"role": Role.OWNER, "since": relay.now}
        )
    create_theme(actor=relay.user, corpus=corpus, name="Nyt", now=relay.now)
    upload = keep_upload(
        actor=relay.user, project=report.project, name="a.csv", content=b"question\nHvad?", now=relay.now
    )
    people = PeopleImport.objects.create(relay=relay.relay, user=relay.user, name="a.csv", created_at=relay.now)
    receipt = Erasure.objects.create(project=relay.project, relay_id=1, kind="deleted", at=relay.now, digest="0" * 64)
    colleague = Membership.objects.exclude(user=relay.user).get(project=report.project)
    plan = Plan("Prøve", None, "all", None, 1, relay.user.pk, colleague.user_id)
    coding = start_coding(actor=relay.user, corpus=corpus, plan=plan, now=relay.now)
    leave_out_words(actor=relay.user, corpus=corpus, lemmas=["sektor"], now=relay.now)
    remark = comment(actor=relay.user, report=report.report, section="what", passage="", text="Hm.", now=relay.now)
    template = OfficeTemplate.objects.create(project=report.project, name="x", content=b"", added_at=relay.now)
    ids: dict[str, object] = {
        "template_id": template.pk,
        "choice_id": WordChoice.objects.get(corpus=corpus).pk,
        "project_id": report.project.pk,
        "member_id": colleague.pk,
        "relay_id": relay.relay.pk,
        "person_id": relay.people[0].pk,
        "group_id": Group.objects.filter(relay=relay.relay).earliest("pk").pk,
        "mail_id": OutboxMail.objects.filter(subject_id=relay.people[0].pk).earliest("pk").pk,
        "corpus_id": corpus.pk,
        "unit_id": TextUnit.objects.filter(corpus=corpus, kind="question").earliest("pk").pk,
        "theme_id": Theme.objects.filter(corpus=corpus).earliest("pk").pk,
        "change_id": Change.objects.filter(corpus=corpus).latest("pk").pk,
        "upload_id": upload.pk,
        "report_id": report.report.pk,
        "comment_id": remark.pk,
        "erasure_id": receipt.pk,
        "import_id": people.pk,
        "question_id": relay.ask(0, 1).pk,
        "coding_id": coding.pk,
        "task_id": coding.tasks.get(position=1).pk,
    }
    return Things(relay.user, ids)


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """(route, names of its ids) of all pages below `patterns`."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif route.startswith(STAFF):
            yield route, frozenset(pattern.pattern.converters)


ROUTES = dict(addresses(get_resolver("depeche.web.config.urls").url_patterns))


def address(route: str, ids: dict[str, object]) -> str:
    for name in ROUTES[route]:
        value = str(ids.get(name, WORDS.get(name)))
        route = route.replace(
            next(part for part in route.split("<") if part.split(">")[0].endswith(f":{name}")).split(">")[0], value
        )
    return "/" + route.replace("<", "").replace(">", "")


def rows(*labels: str) -> dict[tuple[str, int], str]:
    """All rows of our own tables as text."""
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {
        (model._meta.label, row.pk): serializers.serialize("json", [row])
        for model in models
        for row in model._base_manager.all()
    }


def test_a_stranger_finds_nothing_and_an_anonymous_visitor_is_asked_to_sign_in() -> None:
    theirs, stranger = things(), Client()
    stranger.force_login(User.objects.create_user("stranger@staff.test"))
    before = rows("relay", "analysis", "reports", "projects")
    for route in ROUTES.keys() - FREE:
        where = address(route, theirs.ids)
        for method in ("GET", "POST"):
            status = stranger.generic(method, where, secure=True).status_code
            assert status in {404, 405}, f"{method} {where}"
            anonymous = Client().generic(method, where, secure=True)
            to_the_door = anonymous.status_code == 405 or anonymous["Location"].startswith("/konto/log-ind/")
            assert to_the_door, f"{method} {where}"
    assert rows("relay", "analysis", "reports", "projects") == before


def test_ones_own_project_opens_no_door_to_things_of_another() -> None:
    """The first id in the address is one's own, the others are not."""
    theirs = things()
    before = rows("relay", "analysis", "reports", "projects")
    mine, client = things(), Client()
    client.force_login(mine.user)
    inner = [route for route, ids in ROUTES.items() if len(ids - WORDS.keys()) > 1]
    assert len(inner) >= 20
    for route in inner:
        outer = route[route.index(":") + 1 : route.index(">")]
        where = address(route, theirs.ids | {outer: mine.ids[outer]})
        for data in ({}, FORM):
            client.post(where, data, secure=True)
        assert client.get(where, secure=True).status_code in {404, 405}, where
        now = rows("relay", "analysis", "reports", "projects")
        assert {key: now.get(key) for key in before} == before, where
