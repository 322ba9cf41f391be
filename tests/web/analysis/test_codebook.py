from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from depeche.core.errors import RuleError
from depeche.web.analysis import actions
from depeche.web.analysis.actions.codebook import freeze_codebook
from depeche.web.analysis.models import Change, CodebookVersion, Theme
from depeche.web.analysis.queries import codebook
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from tests.web.analysis.world import NOW, World


def freeze(world: World, note: str = "") -> CodebookVersion:
    return freeze_codebook(actor=world.owner, corpus=world.corpus, note=note, now=NOW)


def edit(world: World, theme: Theme, **words: str) -> None:
    was = Theme.objects.get(pk=theme.pk)
    old = actions.ThemeWords(was.name, was.definition, was.cue_words, was.include, was.exclude)
    actions.edit_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, words=old._replace(**words), now=NOW)


def nested(world: World, theme: Theme, parent: Theme) -> None:
    actions.nest_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, parent_id=parent.pk, now=NOW)


def exemplify(world: World, theme: Theme, key: int) -> None:
    world.move(theme, key)
    actions.show_example(
        actor=world.owner, corpus=world.corpus, unit_id=world.unit(key).pk, theme_id=theme.pk, on=True, now=NOW
    )


def test_the_book_has_themes_in_order_with_subs_and_examples(world: World) -> None:
    trust, time, breaks = world.theme("Tillid", "tillid"), world.theme("Tid"), world.theme("Pauser")
    nested(world, breaks, trust)
    exemplify(world, trust, 1)
    edit(world, trust, definition="Om at tro på hinanden", include="Også mistillid", exclude="Kontrol")
    book = codebook.current(world.corpus)
    assert [(entry.name, entry.parent) for entry in book.entries] == [
        ("Tillid", None),
        ("Pauser", trust.pk),
        ("Tid", None),
    ]
    first = book.entries[0]
    assert (first.definition, first.include, first.exclude, first.cue_words) == (
        "Om at tro på hinanden",
        "Også mistillid",
        "Kontrol",
        ("tillid",),
    )
    assert first.examples == ((world.unit(1).pk, "1", world.unit(1).text, True),)
    assert book.without == 2
    assert time.pk in book.names


def test_a_frozen_version_never_changes_and_is_not_undone(world: World) -> None:
    theme = world.theme("Tillid")
    version = freeze(world, "  Efter  første møde ")
    kept = CodebookVersion.objects.get(pk=version.pk)
    assert (kept.number, kept.note, kept.by, kept.at) == (1, "Efter første møde", world.owner, NOW)
    edit(world, theme, name="Mod", definition="Nyt")
    actions.undo_to(
        actor=world.owner, corpus=world.corpus, change_id=Change.objects.get(kind="theme_created").pk, now=NOW
    )
    assert not Theme.objects.filter(corpus=world.corpus).exists()
    (book,) = codebook.book_of(world.corpus, CodebookVersion.objects.get(pk=version.pk).content)
    assert [entry.name for entry in book.entries] == ["Tillid"]
    with pytest.raises(RuleError) as error:
        actions.undo(actor=world.owner, corpus=world.corpus, now=NOW)
    assert error.value.code == "nothing_to_undo"


def test_freezing_is_told_in_history_and_events_without_words(world: World) -> None:
    world.theme("Tillid")
    freeze(world, "Hemmelig note")
    change = Change.objects.get(kind="codebook_frozen")
    assert change.data == {"rows": [], "figures": {"number": 1, "count": 1}}
    event = Event.objects.get(verb="analysis.codebook_frozen")
    assert (event.project_id, event.object_id) == (world.project.pk, world.corpus.pk)
    assert "Hemmelig" not in str(event.data)


@pytest.mark.parametrize(("note", "code"), [("x" * 501, "note_long"), ("", "codebook_empty")])
def test_what_is_refused(world: World, note: str, code: str) -> None:
    with pytest.raises(RuleError) as error:
        freeze(world, note)
    assert error.value.code == code
    assert not CodebookVersion.objects.exists()


def test_nothing_new_is_not_frozen_again(world: World) -> None:
    theme = world.theme("Tillid")
    freeze(world)
    with pytest.raises(RuleError) as error:
        freeze(world)
    assert error.value.code == "codebook_unchanged"
    edit(world, theme, definition="Nyt")
    assert freeze(world).number == 2


def test_a_reader_freezes_nothing(world: World) -> None:
    world.theme("Tillid")
    with pytest.raises(PermissionDenied):
        freeze_codebook(actor=world.member(Role.READER), corpus=world.corpus, note="", now=NOW)


def test_the_difference_between_two_versions_in_parts(world: World) -> None:
    trust, time, gone = world.theme("Tillid", "tro"), world.theme("Tid"), world.theme("Rum")
    first = freeze(world)
    edit(world, trust, name="Tillid og tro", definition="Om at tro", include="Mistillid")
    nested(world, time, trust)
    exemplify(world, trust, 1)
    actions.delete_theme(actor=world.owner, corpus=world.corpus, theme_id=gone.pk, now=NOW)
    world.theme("Mod")
    second = freeze(world)
    before, after = codebook.book_of(world.corpus, first.content, second.content)
    found = codebook.difference(before, after)
    assert [entry.name for entry in found.added] == ["Mod"]
    assert [entry.name for entry in found.removed] == ["Rum"]
    parts = {entry.id: [(one.part, one.before, one.after) for one in lines] for entry, lines in found.changed}
    assert parts == {
        trust.pk: [
            ("name", "Tillid", "Tillid og tro"),
            ("definition", "", "Om at tro"),
            ("include", "", "Mistillid"),
            ("examples", "", "1"),
        ],
        time.pk: [("parent", "", "Tillid og tro")],
    }
    assert not codebook.difference(after, after)


def test_a_version_forgets_the_text_of_a_card_that_has_been_erased(world: World) -> None:
    theme = world.theme("Tillid")
    exemplify(world, theme, 1)
    version = freeze(world)
    assert world.unit(1).text not in str(version.content)
    world.unit(1).delete()
    (book,) = codebook.book_of(world.corpus, CodebookVersion.objects.get(pk=version.pk).content)
    assert [one.text for one in book.entries[0].examples] == [""]


@pytest.mark.parametrize("themes", [1, 3])
def test_queries_do_not_grow_with_themes(world: World, themes: int) -> None:
    for number in range(themes):
        exemplify(world, world.theme(f"Tema {number}"), number + 1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        codebook.current(world.corpus)
    assert len(queries) == 3


# ---- The pages


def _get(client: Client, world: World, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(f"analysis:{name}", args=[world.corpus.pk, *args]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_freezes_and_shows_what_changed(world: World, client: Client) -> None:
    assert "empty-state" in _get(client, world, "codebook")
    theme = world.theme("Tillid", "tro")
    exemplify(world, theme, 1)
    response = client.post(
        reverse("analysis:freeze_codebook", args=[world.corpus.pk]), {"note": "Første møde"}, follow=True
    )
    assert response.redirect_chain == [(reverse("analysis:codebook_version", args=[world.corpus.pk, 1]), 302)]
    assert "Første møde" in response.content.decode()
    edit(world, theme, definition="Om at tro på hinanden")
    page = _get(client, world, "codebook")
    assert reverse("analysis:theme_card", args=[world.corpus.pk, theme.pk]) in page
    assert "version 1" in page
    shown = _get(client, world, "codebook_difference", query="?fra=1")
    assert "Om at tro på hinanden" in shown
    old = _get(client, world, "codebook_version", 1)
    assert "Om at tro på hinanden" not in old
    assert world.unit(1).text in old
    assert client.get(reverse("analysis:codebook_version", args=[world.corpus.pk, 2])).status_code == 404
    assert client.get(reverse("analysis:codebook_difference", args=[world.corpus.pk])).status_code == 404
    assert client.get(reverse("analysis:codebook_difference", args=[world.corpus.pk]) + "?fra=x").status_code == 404


def test_what_is_refused_is_said_on_the_page(world: World, client: Client) -> None:
    response = client.post(reverse("analysis:freeze_codebook", args=[world.corpus.pk]), follow=True)
    assert response.redirect_chain == [(reverse("analysis:codebook", args=[world.corpus.pk]), 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_the_files_hold_the_book_and_run_nothing(world: World, client: Client) -> None:
    theme = world.theme("=Tillid", "tro", "tillid")
    edit(world, theme, definition="Første linje\nanden", exclude="Kontrol")
    freeze(world)
    edit(world, theme, definition="Nyt")
    for name, args, definition in (
        ("codebook_file", (), "Nyt"),
        ("codebook_version_file", (1,), "Første linje\nanden"),
    ):
        response = client.get(reverse(f"analysis:{name}", args=[world.corpus.pk, *args, "csv"]))
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        assert len(rows) == 2
        assert rows[1] == ["'=Tillid", "", definition, "", "Kontrol", "tro, tillid", ""]
        book = load_workbook(
            io.BytesIO(client.get(reverse(f"analysis:{name}", args=[world.corpus.pk, *args, "xlsx"])).content)
        )
        assert [cell.value for cell in book.worksheets[0][2]][:3] == ["=Tillid", "", definition]
        assert book.worksheets[0]["A2"].data_type == "s"
    assert client.get(reverse("analysis:codebook_file", args=[world.corpus.pk, "pdf"])).status_code == 404
