"""The cross-reading of a corpus: pages, files, disclosure, reflections, and the number of queries."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from depeche.core import corpus as core
from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import actions, queries
from depeche.web.analysis.insight.parts import Section
from depeche.web.analysis.models import Change, Corpus, Reflection, Theme
from depeche.web.analysis.queries import across as query
from depeche.web.analysis.queries.across import page
from depeche.web.analysis.queries.across.groups import by_group
from depeche.web.projects.models import Role
from tests.web.analysis.world import NOW, World, make

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestHttpResponse

DAY = timedelta(days=1)
GROUPS = ("Stat", "Kommune")


def value(times: int = 1) -> core.Corpus:
    """Two relays of forty people each, by turns of two groups, who ask across; every fourth question has no answer.

    Of the first, 24 questions are about trust, 12 about time, 4 about both; of the second, 10 about trust, 30 about
    data. Each person asks one question in each relay.
    """
    pairs = []
    for source, counts in (("gl", (24, 12, 4, 0)), ("ny", (10, 0, 0, 30))):
        themes = [("tillid",)] * counts[0] + [("tid",)] * counts[1] + [("tillid", "tid")] * counts[2]
        themes += [("data",)] * counts[3]
        for number, named in enumerate(themes * times):
            asks, answers = GROUPS[number % 2], GROUPS[(number + number // 2) % 2]
            pairs.append(
                core.Pair(
                    id=f"{source}{number}",
                    question=f"Hvordan vokser {named[0]} i hverdagen?",
                    answer=None if number % 4 == 3 else f"Ved at tale om det, {named[0]} kommer af samtaler.",
                    source=source,
                    themes=named,
                    asker_group=asks,
                    answerer_group="" if number % 4 == 3 else answers,
                    asker=f"{asks}{number}",
                    answerer="" if number % 4 == 3 else f"{answers}x{number}",
                    chosen=False,
                )
            )
    return core.Corpus("To stafetter", (core.Source("gl", "Gammel"), core.Source("ny", "Ny")), tuple(pairs))


@pytest.fixture
def two(db: None) -> World:
    return make(value())


@pytest.fixture
def reader(two: World) -> Client:
    client = Client()
    client.force_login(two.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, world: World, *args: object) -> str:
    return reverse(f"analysis:{name}", args=[world.corpus.pk, *args])


def behind(client: Client, world: World, what: str, a: int, b: int = 0) -> TestHttpResponse:
    return client.get(at("across_cards", world), {"what": what, "a": str(a), "b": str(b)})


def themes(world: World) -> dict[str, int]:
    return dict(Theme.objects.filter(corpus=world.corpus).values_list("name", "pk"))


def sources(world: World) -> dict[str, int]:
    return dict(world.corpus.sources.values_list("title", "pk"))


def said(section: Section, number: int = 0) -> list[list[str]]:
    return [[entry.said for entry in row] for row in section.sheets[number].rows]


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    with translation.override("da"):
        yield


def section(corpus: Corpus, key: str, **chosen: int) -> Section:
    reading = query.across(corpus, query.Chosen(**chosen))  # type: ignore[arg-type] # of sources alone
    return next(section for section in reading.sections if section.key == key)


def test_shares_ranks_and_intervals_of_each_source(two: World) -> None:
    rows = {row[0]: row[1:] for row in said(section(two.corpus, "sources"))}
    assert rows["tillid"] == ["28", "70 %", "55–82 %", "1", "10", "25 %", "14–40 %", "2"]
    assert rows["tid"] == ["16", "40 %", "26–55 %", "2", "0", "0 %", "0–9 %", "–"]
    assert rows["Sorteret, af alle kort"][0] == "40 af 40"


def test_what_is_new_what_is_gone_and_what_that_carries(two: World) -> None:
    rows = {row[0]: row[1:] for row in said(section(two.corpus, "changes"))}
    assert rows["data"][:4] == ["ny", "0 af 40", "30 af 40", "+75"]
    assert rows["tid"][0] == "findes ikke mere"
    assert rows["tillid"][:4] == ["i begge", "28 af 40", "10 af 40", "−45"]
    assert {row[-1] for row in rows.values()} == {"holder efter korrektion"}
    turned = section(two.corpus, "changes", earlier=sources(two)["Ny"], later=sources(two)["Gammel"])
    assert {row[0]: row[1] for row in said(turned)}["tid"] == "ny"


def test_a_theme_made_after_the_earlier_source_was_sorted_is_not_called_new(two: World) -> None:
    later = actions.create_theme(actor=two.owner, corpus=two.corpus, name="mod", now=NOW + DAY)
    unit = two.corpus.units.cards().filter(source__key="ny").earliest("pk")
    actions.add_cards(
        actor=two.owner,
        corpus=two.corpus,
        cards=[actions.Card(unit.pk, themes(two)["tillid"])],
        to_id=later.pk,
        now=NOW + 2 * DAY,
    )
    found = section(two.corpus, "changes")
    row = {row[0]: row[1:] for row in said(found)}["mod"]
    assert (row[0], row[-1]) == ("ikke eftersøgt i den tidligere", "der kan intet siges")
    assert found.note.startswith("”mod” blev lavet, efter at ”Gammel” sidst blev sorteret (22. november 2026).")
    assert "40 kort" in found.note


def test_groups_are_released_and_lead_to_their_cards(two: World, reader: Client) -> None:
    source = sources(two)["Ny"]
    found = section(two.corpus, "groups", source=source)
    assert [row[0] for row in said(found)] == ["data", "tillid", "Alle kort"]
    assert said(found)[0][1:] == ["15", "15", "30"]
    page = behind(reader, two, f"cell-{source}", 0, 0)
    assert page.status_code == 200
    assert len(page.context["rows"]) == 15
    assert {(unit.source_id, unit.group) for unit in page.context["rows"]} == {(source, "Kommune")}


def test_few_people_are_not_shown_and_lead_nowhere(db: None) -> None:
    few = value()
    wordy = tuple(
        core.Pair(
            pair.id,
            pair.question,
            source=pair.source,
            themes=pair.themes,
            asker_group=pair.asker_group,
            asker=f"{pair.asker_group}{int(pair.id[2:]) % 16 if pair.asker_group == 'Stat' else 1}",
            chosen=False,
        )
        for pair in few.pairs
    )
    world = make(core.Corpus(few.title, few.sources, wordy))
    client = Client()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    source = sources(world)["Ny"]
    found = section(world.corpus, "groups", source=source)
    assert found.empty  # one group is one person
    assert behind(client, world, f"cell-{source}", 0, 0).status_code == 404


def test_where_nobody_is_told_who_asked_the_counts_lead_to_no_cards(two: World) -> None:
    found = query.material(two.corpus)
    place = found.places[-1]._replace(hidden=True)
    counts = by_group(found, place).sheets[0]
    assert [entry.said for entry in counts.rows[0]][1:] == ["15", "15", "30"]
    assert not counts.leads
    assert "lovet" in by_group(found, place).note
    hidden = replace(found, places=(place,))
    assert query.behind(two.corpus, hidden, f"cell-{place.id}", 0, 0) is None


def test_themes_on_the_same_card(two: World, reader: Client) -> None:
    found = section(two.corpus, "together")
    assert said(found)[0][:3] == ["tillid", "tid", "4"]
    names = themes(two)
    page = behind(reader, two, "both", names["tillid"], names["tid"])
    assert len(page.context["rows"]) == 4


def test_sub_themes_count_in_the_theme_above_or_by_themselves(two: World) -> None:
    names = themes(two)
    actions.nest_theme(
        actor=two.owner, corpus=two.corpus, theme_id=names["tid"], parent_id=names["tillid"], now=NOW + DAY
    )
    rows = {row[0]: row[1:] for row in said(section(two.corpus, "sources"))}
    assert "tid" not in rows
    assert rows["tillid"][0] == "40"  # a card in both counts once
    fine = query.across(two.corpus, query.Chosen(fine=True)).sections[0]
    assert {row[0]: row[1] for row in said(fine)}["tillid › tid"] == "16"


def test_sub_themes_are_not_told_by_group_beside_their_theme(two: World, reader: Client) -> None:
    """Two tables of the same cards, one finer than the other, would have to hide the same cells."""
    names, source = themes(two), sources(two)["Gammel"]
    actions.nest_theme(
        actor=two.owner, corpus=two.corpus, theme_id=names["data"], parent_id=names["tid"], now=NOW + DAY
    )
    assert said(section(two.corpus, "groups", source=source))
    fine = section(two.corpus, "groups", source=source, fine=True)
    assert not fine.sheets
    assert "undertemaer" in fine.empty
    flows = query.theme_across(two.corpus, query.Chosen(source=source, fine=True), names["tid"])
    assert flows is not None
    assert not flows.sections[1].sheets
    assert behind(reader, two, f"cell-{source}", 0, 0).status_code == 200
    assert reader.get(at("across_cards", two), {"what": f"cell-{source}", "level": "all"}).status_code == 404


def test_of_each_page_the_last_state_alone_is_kept(two: World) -> None:
    """Else every step of work would leave all the cards of the material behind in memory."""
    [shelf] = page.SHELVES
    whole = query.Chosen()
    before = query.across(two.corpus, whole)
    assert query.across(two.corpus, whole) is before
    for number in range(3):
        actions.create_theme(actor=two.owner, corpus=two.corpus, name=f"nyt {number}", now=NOW + DAY)
        assert len(query.across(two.corpus, whole).found.themes) == len(before.found.themes) + number + 1
    query.across(two.corpus, query.Chosen(fine=True))
    assert len(shelf.names()) == 2


def test_a_theme_across_with_words_flows_and_drift(two: World, reader: Client) -> None:
    names = themes(two)
    page = reader.get(at("across_theme", two, names["data"]))
    assert page.status_code == 200
    sides, flows = page.context["reading"].sections
    assert "hvordan" in sides.finding
    forms = {row[0]: row[1] for row in said(sides, len(sides.sheets) - 1)}
    assert (forms["Åbne spørgsmål"], forms["Har et svar"]) == ("30", "22")
    assert flows.key == "flows"
    assert page.context["drifts"] is not None
    assert reader.get(at("across_theme", two, 10**6)).status_code == 404


def test_drift_lists_cards_that_the_model_would_put_there_and_nobody_has(two: World, reader: Client) -> None:
    names, source = themes(two), sources(two)["Ny"]
    unit = two.corpus.units.cards().filter(source__key="ny", codings__theme=names["data"]).latest("pk")
    actions.move_cards(
        actor=two.owner, corpus=two.corpus, cards=[actions.Card(unit.pk, names["data"])], to_id=None, now=NOW + DAY
    )
    page = behind(reader, two, f"drift-{source}", names["data"])
    assert [row.pk for row in page.context["rows"]] == [unit.pk]


def test_csv_and_xlsx_of_every_table(two: World, reader: Client) -> None:
    content = reader.get(at("across_csv", two, "changes")).content.decode("utf-8-sig").splitlines()
    assert content[0].split(";")[0] == "Tema"
    assert len(content) == 4
    book = openpyxl.load_workbook(io.BytesIO(reader.get(at("across_xlsx", two)).content))
    assert book.sheetnames == ["themes-in-sources", "changes", "groups", "residuals", "together", "Definitioner"]
    name = themes(two)["data"]
    assert reader.get(at("across_theme_csv", two, name, "forms")).status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(reader.get(at("across_theme_xlsx", two, name)).content)).sheetnames
    assert reader.get(at("across_csv", two, "nothing")).status_code == 404


def test_one_source_stands_alone_and_says_how_to_add_a_second(db: None) -> None:
    whole = value()
    alone = core.Corpus("En", whole.sources[:1], tuple(pair for pair in whole.pairs if pair.source == "gl"))
    world = make(alone)
    client = Client()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(at("across", world))
    assert [one.key for one, _note in page.context["parts"]] == ["sources", "groups", "together"]
    assert at("add_relay", world) in page.content.decode()


def test_nothing_sorted_yet(world: World, client: Client) -> None:
    page = client.get(at("across", world))
    assert page.status_code == 200
    assert at("workbench", world) in page.content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_the_number_of_queries_does_not_depend_on_size(
    db: None, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world = make(value(times))
    with django_assert_num_queries(8):
        query.across(world.corpus, query.Chosen())
    with django_assert_num_queries(3):
        query.across(world.corpus, query.Chosen())  # kept: the state alone is looked up


def test_what_is_kept_follows_every_step(two: World) -> None:
    before = said(section(two.corpus, "sources"))
    names = themes(two)
    unit = two.corpus.units.cards().filter(codings__theme=names["data"]).earliest("pk")
    actions.move_cards(
        actor=two.owner, corpus=two.corpus, cards=[actions.Card(unit.pk, names["data"])], to_id=None, now=NOW + DAY
    )
    assert said(section(two.corpus, "sources")) != before
    actions.undo(actor=two.owner, corpus=two.corpus, now=NOW + DAY)
    assert said(section(two.corpus, "sources")) == before


def test_files_and_corpora_with_several_themes_come_back_the_same(two: World) -> None:
    back = queries.corpus_value(two.corpus)
    assert [pair.themes for pair in back.pairs] == [pair.themes for pair in value().pairs]


def write(world: World, text: str, *, place: str = "changes", seen: str | None = None, by: User | None = None) -> None:
    actor = by or world.owner
    actions.write_reflection(actor=actor, corpus=world.corpus, place=place, text=text, seen=seen, now=NOW + DAY)


def test_a_reflection_is_written_rewritten_taken_away_and_undone(two: World) -> None:
    write(two, "Tid fylder mindre.\r\n\r\nHvorfor?")
    note = query.notes(two.corpus)["changes"]
    assert note.paragraphs == ["Tid fylder mindre.", "Hvorfor?"]
    write(two, "Et andet syn.")
    write(two, "  ")
    assert not Reflection.objects.exists()
    for expected in ("Et andet syn.", "Tid fylder mindre.\n\nHvorfor?"):
        actions.undo(actor=two.owner, corpus=two.corpus, now=NOW + DAY)
        assert Reflection.objects.get().text == expected
    actions.undo(actor=two.owner, corpus=two.corpus, now=NOW + DAY)
    assert not Reflection.objects.exists()
    assert "ved siden af tværlæsningen" in queries.recent(two.corpus, 1)[0].what
    figures = [change.data["figures"] for change in Change.objects.filter(kind="reflection_written")]
    assert figures == [{"theme": ""}] * 2  # no word of it but in the row itself


def test_nobody_writes_over_anybody(two: World, reader: Client) -> None:
    write(two, "Min tekst.", place=f"theme-{themes(two)['tid']}")
    sent = {"place": f"theme-{themes(two)['tid']}", "text": "Din <b>tekst</b>.", "seen": query.stamp("")}
    page = reader.post(at("reflect", two), sent)
    assert page.status_code == 409
    assert "Din &lt;b&gt;tekst&lt;/b&gt;." in page.content.decode()
    assert "Min tekst." in page.content.decode()
    assert Reflection.objects.get().text == "Min tekst."
    again = reader.post(at("reflect", two), sent | {"seen": page.context["note"].stamp})
    assert again.status_code == 302
    key = themes(two)["tid"]
    assert again["Location"].endswith(f"/tvaerlaesning/tema/{key}/?#note-theme-{key}")
    assert Reflection.objects.get().text == "Din <b>tekst</b>."


def test_a_refusal_loses_no_word(two: World, reader: Client) -> None:
    long = "ord " * 6000
    page = reader.post(at("reflect", two), {"place": "groups", "text": long, "seen": query.stamp("")})
    assert page.status_code == 409
    assert long.strip() in page.content.decode()
    assert reader.post(at("reflect", two), {"place": "elsewhere", "text": "x", "seen": ""}).status_code == 409


def test_readers_see_nothing_and_write_nothing(two: World) -> None:
    with pytest.raises(PermissionDenied):
        write(two, "x", by=two.member(Role.READER))


def test_a_theme_that_is_gone_is_no_place(two: World) -> None:
    names = themes(two)
    actions.delete_theme(actor=two.owner, corpus=two.corpus, theme_id=names["tid"], now=NOW)
    with pytest.raises(RuleError, match="theme_gone"):
        write(two, "x", place=f"theme-{names['tid']}")
