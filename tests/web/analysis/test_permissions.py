"""Who may do what: every role on every action and every page, refusals included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from depeche.core.corpus import Span
from depeche.core.exchange import Arrival, NewTheme
from depeche.web.accounts.models import User
from depeche.web.analysis import actions
from depeche.web.analysis.actions.exchange import bring_in, take_out_codebook, take_out_project
from depeche.web.analysis.models import Change, Coding, Upload
from depeche.web.analysis.urls import PAGES, PROJECT, WORK
from depeche.web.projects.models import Role
from tests.web.analysis.world import NOW, World, value

MAY = {Role.OWNER: True, Role.FACILITATOR: True, Role.ANALYST: True, Role.READER: False}
SPAN = Span(0, 7)


def sorted_card(world: World) -> Coding:
    """A card in a theme."""
    if not Coding.objects.exists():
        world.add(world.theme("Sorteret"), 1)
    return Coding.objects.get()


ACTIONS: dict[str, Callable[[World, User], object]] = {
    "import_corpus": lambda w, u: actions.import_corpus(actor=u, project=w.project, corpus_value=value(), now=NOW),
    "keep_upload": lambda w, u: actions.keep_upload(actor=u, project=w.project, name="a.csv", content=b"a", now=NOW),
    "create_theme": lambda w, u: actions.create_theme(actor=u, corpus=w.corpus, name="Ny", now=NOW),
    "edit_theme": lambda w, u: actions.edit_theme(
        actor=u, corpus=w.corpus, theme_id=w.theme("A").pk, words=actions.ThemeWords("B"), now=NOW
    ),
    "merge_themes": lambda w, u: actions.merge_themes(
        actor=u, corpus=w.corpus, theme_id=w.theme("A").pk, into_id=w.theme("B").pk, now=NOW
    ),
    "gather_theme": lambda w, u: actions.gather_theme(
        actor=u, corpus=w.corpus, cards=[actions.Card(w.unit(1).pk, None)], name="B", now=NOW
    ),
    "delete_theme": lambda w, u: actions.delete_theme(actor=u, corpus=w.corpus, theme_id=w.theme("A").pk, now=NOW),
    "place_theme": lambda w, u: actions.place_theme(
        actor=u, corpus=w.corpus, theme_id=w.theme("A").pk, place=0, now=NOW
    ),
    "move_cards": lambda w, u: actions.move_cards(
        actor=u, corpus=w.corpus, cards=[actions.Card(w.unit(1).pk, None)], to_id=w.theme("A").pk, now=NOW
    ),
    "sort_cards": lambda w, u: actions.sort_cards(
        actor=u, corpus=w.corpus, cards=[actions.Card(w.unit(1).pk, None)], to_id=w.theme("A").pk, now=NOW
    ),
    "add_cards": lambda w, u: actions.add_cards(
        actor=u, corpus=w.corpus, cards=[actions.Card(w.unit(1).pk, None)], to_id=w.theme("A").pk, now=NOW
    ),
    "take_out": lambda w, u: actions.take_out(
        actor=u, corpus=w.corpus, units=[w.unit(1).pk], theme_id=w.theme("A").pk, now=NOW
    ),
    "show_example": lambda w, u: actions.show_example(
        actor=u, corpus=w.corpus, unit_id=sorted_card(w).unit_id, theme_id=sorted_card(w).theme_id, on=True, now=NOW
    ),
    "split_theme": lambda w, u: actions.split_theme(
        actor=u, corpus=w.corpus, theme_id=sorted_card(w).theme_id, units=[w.unit(1).pk], name="B", now=NOW
    ),
    "nest_theme": lambda w, u: actions.nest_theme(
        actor=u, corpus=w.corpus, theme_id=w.theme("A").pk, parent_id=w.theme("B").pk, now=NOW
    ),
    "accept_group": lambda w, u: actions.accept_group(
        actor=u, corpus=w.corpus, units=[w.unit(1).pk], name="B", cue_words=(), now=NOW
    ),
    "highlight": lambda w, u: actions.highlight(
        actor=u, corpus=w.corpus, unit_id=w.unit(1).pk, side="question", span=SPAN, now=NOW
    ),
    "leave_out": lambda w, u: actions.leave_out(
        actor=u, corpus=w.corpus, unit_id=w.unit(1).pk, side="question", span=SPAN, now=NOW
    ),
    "leave_out_words": lambda w, u: actions.leave_out_words(actor=u, corpus=w.corpus, lemmas=["sektor"], now=NOW),
    "count_as_one": lambda w, u: actions.count_as_one(actor=u, corpus=w.corpus, lemmas=["sektor", "tillid"], now=NOW),
    "write_reflection": lambda w, u: actions.write_reflection(actor=u, corpus=w.corpus, place="", text="Nej.", now=NOW),
    "take_out_project": lambda w, u: take_out_project(actor=u, corpus=w.corpus, now=NOW),
    "take_out_codebook": lambda w, u: (w.theme("A"), take_out_codebook(actor=u, corpus=w.corpus, now=NOW)),
    "bring_in": lambda w, u: bring_in(
        actor=u, project=w.project, arrival=Arrival("x", (NewTheme("Ny"),)), name="x.qdc", now=NOW, corpus=w.corpus
    ),
    "choose_quote": lambda w, u: actions.choose_quote(
        actor=u, corpus=w.corpus, unit_id=w.unit(1).pk, chosen=True, now=NOW
    ),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", list(ACTIONS))
def test_action(world: World, name: str, role: Role) -> None:
    user = world.member(role)
    if MAY[role]:
        ACTIONS[name](world, user)
    else:
        with pytest.raises(PermissionDenied):
            ACTIONS[name](world, user)


@pytest.mark.parametrize("name", list(ACTIONS))
def test_who_is_not_a_member_learns_nothing(world: World, name: str) -> None:
    stranger = User.objects.create_user("fremmed@example.test")
    with pytest.raises(Http404):
        ACTIONS[name](world, stranger)


def test_only_who_may_work_undoes(world: World) -> None:
    world.theme("Tillid")
    change = Change.objects.latest("pk")
    reader = world.member(Role.READER)
    for step in (
        lambda: actions.undo(actor=reader, corpus=world.corpus, now=NOW),
        lambda: actions.redo(actor=reader, corpus=world.corpus, now=NOW),
        lambda: actions.undo_to(actor=reader, corpus=world.corpus, change_id=change.pk, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            step()


def _address(world: World, name: str, route: str) -> str:
    known = {
        "project_id": world.project.pk,
        "corpus_id": world.corpus.pk,
        "theme_id": world.theme("Tillid").pk if "theme_id" in route else 0,
        "unit_id": world.unit(1).pk,
        "change_id": 1,
        "upload_id": 1,
        "code": "abc",
        "name": "changes",
        "coding_id": 1,
        "task_id": 1,
        "position": 1,
        "number": 1,
        "choice_id": 1,
        "form": "csv",
    }
    return reverse(f"analysis:{name}", kwargs={key: value for key, value in known.items() if f":{key}>" in route})


@pytest.mark.parametrize("pattern", [*PROJECT, *PAGES, *WORK], ids=lambda pattern: str(pattern.name))
def test_pages_are_closed_to_strangers_readers_and_those_not_signed_in(world: World, pattern: object) -> None:
    name, route = str(pattern.name), str(pattern.pattern)  # type: ignore[attr-defined] # a URLPattern
    address = _address(world, name, route)
    method = "post" if pattern in WORK else "get"
    anonymous = Client()
    assert getattr(anonymous, method)(address).status_code == 302
    for user, status in ((world.member(Role.READER), 403), (User.objects.create_user("fremmed@example.test"), 404)):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert getattr(client, method)(address).status_code == status


@pytest.mark.parametrize("pattern", WORK, ids=lambda pattern: str(pattern.name))
def test_a_get_changes_nothing(world: World, client: Client, pattern: object) -> None:
    name, route = str(pattern.name), str(pattern.pattern)  # type: ignore[attr-defined] # a URLPattern
    assert client.get(_address(world, name, route)).status_code == 405


def test_an_upload_is_seen_by_nobody_but_who_sent_it(world: World, client: Client) -> None:
    other = world.member(Role.ANALYST)
    kept = actions.keep_upload(actor=other, project=world.project, name="a.csv", content=b"question\nHvad?", now=NOW)
    assert client.get(reverse("analysis:columns", args=[world.project.pk, kept.pk])).status_code == 404
    assert Upload.objects.count() == 1
