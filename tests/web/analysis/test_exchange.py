"""A material taken out for other tools, and back."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from depeche.core import corpus as core
from depeche.core.corpus import Span
from depeche.core.errors import RuleError
from depeche.core.exchange import arrival_of
from depeche.core.exchange.words import HIGHLIGHT_CODE, OWN_CODES, QUOTE_CODE
from depeche.reading.qda import read
from depeche.render.qda import qdc, qdpx
from depeche.web.accounts.models import User
from depeche.web.analysis import actions, queries
from depeche.web.analysis.actions.exchange import bring_in, take_out_codebook, take_out_project
from depeche.web.analysis.models import Change, Coding, Corpus, Quote, Reflection, Source, TextUnit, Theme
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from tests.web.analysis.world import CRLF, NOW, World, make, value

GOLDEN = Path(__file__).resolve().parents[2] / "golden/refi"


def worked(pairs: int = 6) -> World:
    """A material with themes, a sub-theme, highlights across CRLF and emoji, a trimmed quote, and reflections."""
    world = make(value(pairs))
    trust, time = world.theme("Tillid", "tillid", "tro"), world.theme("Tid")
    words = actions.ThemeWords("Tillid", "Om at tro på hinanden", ("tillid", "tro"), "Også mistillid", "Kontrol")
    actions.edit_theme(actor=world.owner, corpus=world.corpus, theme_id=trust.pk, words=words, now=NOW)
    actions.nest_theme(actor=world.owner, corpus=world.corpus, theme_id=time.pk, parent_id=trust.pk, now=NOW)
    world.move(trust, 1, 2)
    world.add(time, 2)
    emoji = CRLF.index("👩")
    world.mark(2, emoji, emoji + 8)
    world.mark(1, 0, 7, side="answer")
    actions.choose_quote(actor=world.owner, corpus=world.corpus, unit_id=world.unit(1).pk, chosen=True, now=NOW)
    actions.leave_out(
        actor=world.owner, corpus=world.corpus, unit_id=world.unit(1).pk, side="question", span=Span(0, 7), now=NOW
    )
    for place, text in (("", "Om det hele."), (f"theme-{trust.pk}", "Om tillid.")):
        actions.write_reflection(actor=world.owner, corpus=world.corpus, place=place, text=text, now=NOW)
    return world


def taken_out(world: World) -> bytes:
    return qdpx(take_out_project(actor=world.owner, corpus=world.corpus, now=NOW))


def back(world: World, content: bytes, corpus: Corpus | None = None, title: str = "Tilbage") -> Corpus:
    arrival = arrival_of(read(content))
    return bring_in(
        actor=world.owner, project=world.project, arrival=arrival, name="x.qdpx", now=NOW, corpus=corpus, title=title
    )


def themes(corpus: Corpus) -> list[tuple[object, ...]]:
    rows = Theme.objects.filter(corpus=corpus, deleted_at=None).select_related("parent").order_by("position", "pk")
    return [
        (row.name, row.definition, row.include, row.exclude, row.cue_words, row.parent.name if row.parent else "")
        for row in rows
    ]


def counts(corpus: Corpus) -> Counter[str]:
    return Counter(Coding.objects.filter(unit__corpus=corpus).values_list("theme__name", flat=True))


def plain(text: str | None) -> str | None:
    return None if text is None else text.replace("\r\n", "\n")


@pytest.mark.django_db
def test_what_is_taken_out_is_valid_and_comes_back_the_same() -> None:
    world = worked()
    content = taken_out(world)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        etree.XMLSchema(etree.parse(str(GOLDEN / "Project.xsd"))).assertValid(
            etree.fromstring(archive.read("project.qde"))
        )
    corpus = back(world, content)
    assert themes(corpus) == themes(world.corpus)
    assert counts(corpus) == counts(world.corpus) == {"Tillid": 2, "Tid": 1}
    old, new = queries.corpus_value(world.corpus), queries.corpus_value(corpus)
    assert [(pair.id, pair.question, pair.answer, pair.themes) for pair in new.pairs] == [
        (pair.id, plain(pair.question), plain(pair.answer), pair.themes) for pair in old.pairs
    ]
    assert [source.title for source in new.sources] == [source.title for source in old.sources]
    marked = {pair.id: pair for pair in new.pairs}
    second = marked["2"]
    assert [second.question[span.start : span.end] for span in second.highlights_question] == [
        CRLF[CRLF.index("👩") : CRLF.index("👩") + 8].replace("\r\n", "\n")
    ]
    assert marked["1"].highlights_answer == (Span(0, len("Ved at")),)
    assert [pair.id for pair in new.pairs if pair.chosen] == [pair.id for pair in old.pairs if pair.chosen] == ["1"]
    assert marked["1"].kept_question == next(pair for pair in old.pairs if pair.id == "1").kept_question
    notes = {row.place: row.text for row in Reflection.objects.filter(corpus=corpus)}
    trust = Theme.objects.get(corpus=corpus, name="Tillid").pk
    assert notes[f"theme-{trust}"] == "Om tillid."
    assert "Om det hele." in notes[""]


@pytest.mark.django_db
def test_the_same_material_gives_the_same_bytes() -> None:
    world = worked()
    first = taken_out(world)
    project = take_out_project(actor=world.owner, corpus=world.corpus, now=NOW + timedelta(days=3))
    assert qdpx(project) == first


@pytest.mark.django_db
def test_two_materials_share_no_guid_but_those_of_people_and_of_our_own_codes() -> None:
    world = worked()
    other = back(world, taken_out(world))
    one, two = (take_out_project(actor=world.owner, corpus=corpus, now=NOW) for corpus in (world.corpus, other))
    assert not {source.guid for source in one.sources} & {source.guid for source in two.sources}
    assert {code.guid for code in one.codes} & {code.guid for code in two.codes} <= OWN_CODES
    assert [user.guid for user in one.users] == [user.guid for user in two.users]


@pytest.mark.django_db
def test_nothing_leads_to_a_participant() -> None:
    world = worked()
    unit = world.unit(1)
    TextUnit.objects.filter(pk=unit.pk).update(written_at=NOW - timedelta(days=400))
    with zipfile.ZipFile(io.BytesIO(taken_out(world))) as archive:
        everything = b"\n".join(archive.read(name) for name in archive.namelist()).decode()
    assert unit.author_key
    assert unit.author_key not in everything
    assert "2025" not in everything
    assert world.owner.email not in everything
    assert "Karen Krogh" in everything


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "named"), [(12, True), (4, False)])
def test_a_group_of_few_is_no_case_and_no_variable(people: int, *, named: bool) -> None:
    relay = core.Source("r", "Stafet", 40, groups=(("Stat", people), ("Region", 12), ("Kommune", 16)))
    pairs = tuple(
        core.Pair(
            str(number), f"Hvad {number}?", "Det.", "r", asker_group="Stat", answerer_group="Region", chosen=False
        )
        for number in range(1, 4)
    )
    world = make(core.Corpus("Grupper", (relay,), pairs))
    project = take_out_project(actor=world.owner, corpus=world.corpus, now=NOW)
    told = {case.name for case in project.cases} | {value.text for source in project.sources for value in source.values}
    assert ("Stat" in told) is named
    if named:
        case = next(case for case in project.cases if case.name == "Stat")
        places = {selection.guid: source for source in project.sources for selection in source.selections}
        assert len(case.selections) == 3
        assert all(key in places for key in case.selections)


@pytest.mark.django_db
def test_a_promise_to_ask_travels_with_the_texts() -> None:
    asking = core.Source("r", "Stafet", 40, asks=True)
    world = make(core.Corpus("Løfte", (asking,), (core.Pair("1", "Hvad?", "Det.", "r", chosen=True),)))
    corpus = back(world, taken_out(world))
    assert Source.objects.get(corpus=corpus).asks
    assert Quote.objects.filter(unit__corpus=corpus).count() == 1
    assert not any(pair.chosen for pair in queries.corpus_value(corpus).pairs)


@pytest.mark.django_db
def test_taking_out_is_on_record_without_a_word() -> None:
    world = worked()
    take_out_project(actor=world.owner, corpus=world.corpus, now=NOW)
    take_out_codebook(actor=world.owner, corpus=world.corpus, now=NOW)
    events = Event.objects.filter(verb="analysis.exported").order_by("pk")
    assert [(event.actor_id, event.object_id, event.data) for event in events] == [
        (world.owner.pk, world.corpus.pk, {"form": "qdpx", "texts": 6}),
        (world.owner.pk, world.corpus.pk, {"form": "qdc", "themes": 1}),
    ]


@pytest.mark.django_db
def test_a_reader_takes_nothing_out_and_brings_nothing_in() -> None:
    world = worked()
    reader = world.member(Role.READER)
    content = taken_out(world)
    for step in (
        lambda: take_out_project(actor=reader, corpus=world.corpus, now=NOW),
        lambda: take_out_codebook(actor=reader, corpus=world.corpus, now=NOW),
        lambda: bring_in(
            actor=reader, project=world.project, arrival=arrival_of(read(content)), name="x", now=NOW, title="x"
        ),
    ):
        with pytest.raises(PermissionDenied):
            step()
    assert Event.objects.filter(verb="analysis.exported").count() == 1
    assert Corpus.objects.count() == 1


@pytest.mark.django_db
def test_the_code_book_is_valid_and_comes_in_as_one_step() -> None:
    world = worked()
    content = qdc(take_out_codebook(actor=world.owner, corpus=world.corpus, now=NOW))
    etree.XMLSchema(etree.parse(str(GOLDEN / "Codebook.xsd"))).assertValid(etree.fromstring(content))
    other = make()
    before = other.state()
    corpus = back(other, content, other.corpus)
    assert corpus == other.corpus
    assert themes(corpus) == themes(world.corpus)
    actions.undo(actor=other.owner, corpus=corpus, now=NOW)
    assert other.state() == before
    actions.redo(actor=other.owner, corpus=corpus, now=NOW)
    assert themes(corpus) == themes(world.corpus)


@pytest.mark.django_db
def test_themes_that_are_here_keep_what_is_written_on_them() -> None:
    world = worked()
    content = qdc(take_out_codebook(actor=world.owner, corpus=world.corpus, now=NOW))
    other = make()
    other.theme("TILLID", "mod")
    back(other, content, other.corpus)
    assert themes(other.corpus)[0] == ("TILLID", "Om at tro på hinanden", "Også mistillid", "Kontrol", ["mod"], "")
    assert [row[0] for row in themes(other.corpus)] == ["TILLID", "Tid"]
    with pytest.raises(RuleError) as error:
        back(other, content, other.corpus)
    assert error.value.code == "nothing_new"


@pytest.mark.django_db
def test_a_sub_theme_finds_no_place_under_a_sub_theme() -> None:
    world = worked()
    content = qdc(take_out_codebook(actor=world.owner, corpus=world.corpus, now=NOW))
    other = make()
    top, trust = other.theme("Over"), other.theme("Tillid")
    actions.nest_theme(actor=other.owner, corpus=other.corpus, theme_id=trust.pk, parent_id=top.pk, now=NOW)
    back(other, content, other.corpus)
    assert [(row[0], row[-1]) for row in themes(other.corpus)] == [("Over", ""), ("Tillid", "Over"), ("Tid", "")]


@pytest.mark.django_db
def test_a_project_becomes_a_further_source_with_keys_of_its_own() -> None:
    world = worked()
    content = taken_out(world)
    back(world, content, world.corpus)
    assert Source.objects.filter(corpus=world.corpus).count() == 4
    assert TextUnit.objects.cards().filter(corpus=world.corpus).count() == 12
    assert counts(world.corpus) == {"Tillid": 4, "Tid": 2}
    kinds = list(Change.objects.filter(corpus=world.corpus).values_list("kind", flat=True)[:2])
    assert kinds == ["imported", "project_imported"]
    last = actions.undo(actor=world.owner, corpus=world.corpus, now=NOW)
    assert last.kind == "reflection_written"


@pytest.mark.django_db
def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = worked()
    content = taken_out(world)

    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("midway")

    monkeypatch.setattr("depeche.web.analysis.actions.exchange.add_file", fails)
    before = (Theme.objects.count(), Corpus.objects.count(), Change.objects.count())
    with pytest.raises(RuntimeError, match="midway"):
        back(world, content)
    assert (Theme.objects.count(), Corpus.objects.count(), Change.objects.count()) == before


@pytest.mark.django_db
def test_a_material_elsewhere_is_refused() -> None:
    world, other = worked(), make()
    with pytest.raises(RuleError) as error:
        back(world, taken_out(world), other.corpus)
    assert error.value.code == "relay_elsewhere"


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow() -> None:
    found = []
    for pairs in (3, 30):
        world = worked(pairs)
        with CaptureQueriesContext(connection) as caught:
            take_out_project(actor=world.owner, corpus=world.corpus, now=NOW)
        found.append(len(caught))
    assert found[0] == found[1]


def test_the_page_says_what_leaves(world: World, client: Client) -> None:
    page = client.get(reverse("analysis:exchange", args=[world.corpus.pk])).content.decode()
    assert "6 kort" in page
    assert "arbejdsmateriale" in page
    assert 'action="/analyse/materiale/' in page
    assert "kodebog.qdc" not in page  # there is no theme yet
    refused = client.post(reverse("analysis:exchange_qdc", args=[world.corpus.pk]))
    assert refused.status_code == 409
    assert "Der er ikke noget tema endnu" in refused.content.decode()


def test_files_have_a_name_and_a_kind(world: World, client: Client) -> None:
    world.theme("Tillid")
    for name, ending, kind in (
        ("exchange_qdpx", "qdpx", "application/zip"),
        ("exchange_qdc", "qdc", "application/xml"),
    ):
        response = client.post(reverse(f"analysis:{name}", args=[world.corpus.pk]))
        assert response["Content-Disposition"] == f'attachment; filename="ledelse-paa-tvaers.{ending}"'
        assert response["Content-Type"].startswith(kind)
        assert read(response.content).project.codes


def test_pages_link_there(world: World, client: Client) -> None:
    world.move(world.theme("Tillid"), 1)
    there = reverse("analysis:exchange", args=[world.corpus.pk])
    for name in ("themes", "codebook"):
        assert there in client.get(reverse(f"analysis:{name}", args=[world.corpus.pk])).content.decode()


def test_own_codes_are_never_themes(world: World) -> None:
    corpus = back(world, taken_out(world))
    assert not Theme.objects.filter(corpus=corpus).exists()
    assert {HIGHLIGHT_CODE, QUOTE_CODE} <= OWN_CODES
    assert User.objects.count() == 1
