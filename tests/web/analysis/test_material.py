from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depeche.core import corpus as core
from depeche.core.corpus import text_hash
from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import Anonymity, Quoting, Recipient, Rules, Start
from depeche.reading import read_corpus
from depeche.web.analysis import actions, queries, work
from depeche.web.analysis.models import Change, Corpus, TextUnit, Upload
from depeche.web.common import worker
from depeche.web.projects.actions import create_project
from depeche.web.projects.models import Project
from depeche.web.relay import actions as relay_actions
from depeche.web.relay.models import ModerationAct, Phase
from tests.shared import shared_file
from tests.web.analysis.world import CRLF, NOW, World, value
from tests.web.analysis.world import make as world_make
from tests.web.relay import world as relay_world


@pytest.fixture
def relay(db: None) -> relay_world.World:
    """A closed relay: one question answered, one returned and asked again, one without an answer."""
    made = relay_world.make(5)
    made.answer(1, made.ask(0, 1, "Hvad ved I om ærø?\r\nOg mere?"), "Alt.")
    made.ask(2, 3, "Hvem spørger I?")
    made.wait(timedelta(days=6))
    made.relay.refresh_from_db()
    assert made.relay.phase == Phase.CLOSED
    return made


def start(relay: relay_world.World) -> Corpus:
    return actions.start_from_relays(
        actor=relay.user, project=relay.project, relays=[relay.relay], title="Ledelse", now=relay.now
    )


def test_a_closed_relay_is_copied_as_it_stands(relay: relay_world.World) -> None:
    corpus = start(relay)
    pairs = queries.corpus_value(corpus).pairs
    assert [(pair.question, pair.answer) for pair in pairs] == [
        ("Hvad ved I om ærø?\r\nOg mere?", "Alt."),
        ("Hvem spørger I?", None),
    ]
    assert [(pair.asker_group, pair.answerer_group) for pair in pairs] == [("Top", "Drift"), ("Top", "")]
    unit = corpus.units.get(kind=TextUnit.Kind.QUESTION, key="1")
    assert unit.sha256 == text_hash(unit.text)
    source = corpus.sources.get()
    assert (source.participants, source.groups) == (5, [["Top", 3], ["Drift", 2]])
    assert not any(pair.chosen for pair in pairs)


@pytest.mark.parametrize("anonymity", Anonymity)
def test_a_relay_whose_askers_are_hidden_says_so_to_the_report(relay: relay_world.World, anonymity: Anonymity) -> None:
    relay.relay.rules = Rules(anonymity=anonymity).to_dict()
    relay.relay.save()
    sources = queries.corpus_value(start(relay)).sources
    assert [source.askers_hidden for source in sources] == [anonymity is Anonymity.HIDDEN]


def test_days_and_terms_of_a_relay_go_with_the_material(relay: relay_world.World) -> None:
    relay.relay.rules = Rules(start=Start.STARTERS, answer_within=48, quoting=Quoting.ASK).to_dict()
    relay.relay.save()
    value = queries.corpus_value(start(relay))
    assert [(pair.asked_at, pair.answered_at) for pair in value.pairs] == [
        ("2026-09-07", "2026-09-07"),
        ("2026-09-07", ""),
    ]
    source = value.sources[0]
    assert (source.opened, source.closed) == ("2026-09-07", "2026-09-12")
    assert source.terms == core.Terms(Start.STARTERS, Recipient.FREE, 48, Anonymity.HIDDEN, Quoting.ASK)


def test_where_questions_are_dealt_out_nobody_chooses(relay: relay_world.World) -> None:
    relay.relay.rules = Rules(live=True).to_dict()
    relay.relay.save()
    terms = queries.corpus_value(start(relay)).sources[0].terms
    assert terms is not None
    assert terms.chooses is None


def test_the_day_is_that_in_denmark(relay: relay_world.World) -> None:
    corpus = start(relay)
    late = datetime(2026, 9, 7, 22, 30, tzinfo=UTC)  # half past midnight in Copenhagen
    corpus.units.filter(kind=TextUnit.Kind.QUESTION).update(written_at=late)
    assert {pair.asked_at for pair in queries.corpus_value(corpus).pairs} == {"2026-09-08"}


def test_a_file_without_days_and_rules_leaves_them_unknown(db: None) -> None:
    made = world_make()
    value = queries.corpus_value(made.corpus)
    assert {pair.asked_at for pair in value.pairs} == {""}
    assert {(source.opened, source.closed, source.terms) for source in value.sources} == {("", "", None)}


def test_days_in_a_file_are_kept(db: None) -> None:
    given = value(3)
    dated = tuple(replace(pair, asked_at="2026-03-05", answered_at="2026-03-06") for pair in given.pairs)
    made = world_make(replace(given, pairs=dated))
    kept = queries.corpus_value(made.corpus).pairs
    assert [(pair.asked_at, pair.answered_at) for pair in kept] == [
        ("2026-03-05", "2026-03-06"),
        ("2026-03-05", "2026-03-06"),
        ("2026-03-05", ""),
    ]


def test_what_was_removed_or_held_to_the_end_is_left_out(db: None) -> None:
    w = relay_world.make(6)
    asked = {what: w.ask(asker, asker + 3, what) for asker, what in enumerate(("Fjernet?", "Holdt?", "Frigivet?"))}
    common: dict[str, Any] = {"actor": w.user, "reason": ModerationAct.Reason.OTHER, "now": w.now}
    for question in asked.values():
        relay_actions.hold(question=question, **common)
    relay_actions.remove(question=asked["Fjernet?"], note="", **common)
    relay_actions.release(question=asked["Frigivet?"], **common)
    relay_actions.close_now(actor=w.user, relay=w.relay, now=w.now + relay_world.HOUR)
    w.relay.refresh_from_db()
    assert [pair.question for pair in queries.corpus_value(start(w)).pairs] == ["Frigivet?"]


def test_people_are_keys_that_say_nothing_and_fit_together_within_a_corpus_only(relay: relay_world.World) -> None:
    one, other = queries.corpus_value(start(relay)), queries.corpus_value(start(relay))
    keys = {pair.asker for pair in one.pairs} | {pair.answerer for pair in one.pairs if pair.answerer}
    assert len(keys) == 3
    assert not any("example" in key or len(key) != 32 for key in keys)
    assert keys.isdisjoint({pair.asker for pair in other.pairs})


def test_what_changes_in_the_relay_afterwards_does_not_reach_the_copy(relay: relay_world.World) -> None:
    corpus = start(relay)
    relay.relay.questions.update(text="noget andet")
    assert queries.corpus_value(corpus).pairs[1].question == "Hvem spørger I?"


def test_a_second_relay_comes_in_unsorted_and_once(relay: relay_world.World) -> None:
    corpus = start(relay)
    further = relay_world.make(4)
    further.ask(0, 1, "Og hvad så?")
    further.wait(timedelta(days=6))
    further.relay.refresh_from_db()
    further.relay.project = relay.project
    further.relay.save()
    actions.add_relay(actor=relay.user, corpus=corpus, relay=further.relay, now=relay.now)
    assert [pair.id for pair in queries.corpus_value(corpus).pairs] == ["1", "2", "3"]
    with pytest.raises(RuleError) as error:
        actions.add_relay(actor=relay.user, corpus=corpus, relay=further.relay, now=relay.now)
    assert error.value.code == "relay_already_in"


def test_a_relay_that_runs_or_belongs_elsewhere_is_refused(relay: relay_world.World) -> None:
    corpus = start(relay)
    running = relay_world.make(3)
    with pytest.raises(RuleError) as error:
        actions.add_relay(actor=relay.user, corpus=corpus, relay=running.relay, now=relay.now)
    assert error.value.code == "relay_elsewhere"
    running.relay.project = relay.project
    running.relay.save()
    with pytest.raises(RuleError) as error:
        actions.add_relay(actor=relay.user, corpus=corpus, relay=running.relay, now=relay.now)
    assert error.value.code == "relay_not_closed"
    with pytest.raises(RuleError):
        actions.start_from_relays(actor=relay.user, project=relay.project, relays=[], title="x", now=relay.now)


def test_an_imported_value_comes_back_equal_but_for_the_keys_of_people(world: World) -> None:
    back = queries.corpus_value(world.corpus)
    strip = [replace(pair, asker="", answerer="") for pair in back.pairs]
    assert strip == [replace(pair, asker="", answerer="") for pair in value().pairs]
    assert len({pair.asker for pair in back.pairs}) == 4
    assert back.pairs[1].question == CRLF


@pytest.mark.shared
def test_the_relay_of_2017_comes_back_equal(world: World) -> None:
    given = read_corpus(shared_file("data/relay-2017.json").read_bytes(), "relay-2017.json")
    corpus = actions.import_corpus(actor=world.owner, project=world.project, corpus_value=given, now=NOW)
    assert queries.corpus_value(corpus) == given
    assert [len(given.of(source.id)) for source in given.sources] == [19, 20]
    table = queries.theme_table(corpus)
    assert (table.totals, table.rows[0].name, table.rows[0].counts) == ((19, 20), "borgerblik", (4, 5))


def test_what_does_not_fit_is_refused_and_nothing_is_left(world: World) -> None:
    before = Corpus.objects.count()
    long = core.Corpus("x", (core.Source("a", "A"),), (core.Pair("1", "Hvad?", source="a", theme="t" * 121),))
    with pytest.raises(InputError) as error:
        actions.import_corpus(actor=world.owner, project=world.project, corpus_value=long, now=NOW)
    assert error.value.column == "theme"
    with pytest.raises(RuleError):
        actions.import_corpus(actor=world.owner, project=world.project, corpus_value=core.Corpus("x", (), ()), now=NOW)
    assert Corpus.objects.count() == before


CSV = b"Tekst;Svar;Emne\nHvad er =1+1?;Tre;regning\nHvem?;;\n"


def send(client: Client, project: Project, name: str, content: bytes) -> str:
    response = client.post(reverse("analysis:upload", args=[project.pk]), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return str(response.headers["Location"])


def test_a_table_is_brought_in_once_its_columns_are_known(world: World, client: Client) -> None:
    address = send(client, world.project, "svar.csv", CSV)
    look = client.post(
        address, {"title": "Regning", "question": "Tekst", "answer": "Svar", "theme": "Emne", "look": "1"}
    )
    assert "Hvad er =1+1?" in look.content.decode()
    done = client.post(
        address, {"title": "Regning", "question": "Tekst", "answer": "Svar", "theme": "Emne", "bring_in": "1"}
    )
    corpus = Corpus.objects.latest("pk")
    assert done.headers["Location"] == reverse("analysis:workbench", args=[corpus.pk])
    pairs = queries.corpus_value(corpus).pairs
    assert [(pair.question, pair.answer, pair.theme) for pair in pairs] == [
        ("Hvad er =1+1?", "Tre", "regning"),
        ("Hvem?", None, ""),
    ]
    assert not Upload.objects.exists()
    assert Change.objects.get(corpus=corpus).kind == "imported"


POLIS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1700000000,x,0,7,5,1,1,Mere tid til ledelse.\n"
    "1700000001,x,1,8,0,9,-1,Afvist.\n"
)


def test_a_file_is_added_as_a_source_of_its_own_beside_what_is_there(world: World, client: Client) -> None:
    before = queries.corpus_value(world.corpus)
    address = reverse("analysis:add_file", args=[world.corpus.pk])
    sent = client.post(address, {"file": SimpleUploadedFile("comments.csv", POLIS.encode())})
    page = client.get(sent.headers["Location"])
    assert "Mere tid til ledelse." in page.content.decode()
    assert "title" not in page.context["form"].fields
    done = client.post(sent.headers["Location"], {"bring_in": "1"})
    assert done.headers["Location"] == reverse("analysis:workbench", args=[world.corpus.pk])
    after = queries.corpus_value(world.corpus)
    assert after.pairs[: len(before.pairs)] == before.pairs
    new = after.of(after.sources[-1].id)
    assert [(pair.question, pair.themes, pair.chosen) for pair in new] == [("Mere tid til ledelse.", (), False)]
    assert after.sources[-1].material is core.Material.STATEMENTS
    unit = world.corpus.units.get(text="Mere tid til ledelse.")
    assert (unit.kind, unit.question_id, bool(unit.author_key)) == ("statement", None, True)


def test_the_same_file_twice_gives_two_sources_and_the_same_themes(world: World) -> None:
    table = "tekst;id;tema;kilde\nHvad?;1;Økonomi|Tid;Skema\nHvem?;2;økonomi;Skema\n"
    given = read_corpus(table.encode(), "skema.csv")
    for _ in range(2):
        actions.add_file(actor=world.owner, corpus=world.corpus, corpus_value=given, now=NOW)
    back = queries.corpus_value(world.corpus)
    assert [source.id for source in back.sources][-2:] == ["Skema", "Skema (2)"]
    mine = [pair for pair in back.pairs if pair.source.startswith("Skema")]
    assert len({pair.id for pair in back.pairs}) == len(back.pairs)
    assert [sorted(pair.themes) for pair in mine] == [["Tid", "Økonomi"], ["Økonomi"]] * 2
    assert world.corpus.themes.filter(name__in=["Økonomi", "økonomi", "Tid"]).count() == 2


def test_nobody_adds_a_file_to_the_material_of_another_project(world: World) -> None:
    other = create_project(actor=world.owner, name="Et andet", controller="", language="da", now=NOW)
    with pytest.raises(RuleError):
        actions.keep_upload(
            actor=world.owner, project=other, corpus=world.corpus, name="a.csv", content=b"tekst\nHvad?", now=NOW
        )


def test_a_plain_table_is_not_marked_for_the_report(world: World, client: Client) -> None:
    address = send(client, world.project, "svar.csv", "spørgsmål\nHvad?\nHvem?\n".encode())
    client.post(address, {"title": "", "bring_in": "1"})
    assert [pair.chosen for pair in queries.corpus_value(Corpus.objects.latest("pk")).pairs] == [False, False]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.csv", b"  \n", "tom"),
        ("gammel.xls", b"\xd0\xcf\x11\xe0rest", "Excel"),
        ("skæv.csv", b"spm,svar\na,b,c,d\n", "4"),
        ("forkert.json", b"{nej", "JSON"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    world: World, client: Client, name: str, content: bytes, words: str
) -> None:
    response = client.post(
        reverse("analysis:upload", args=[world.project.pk]), {"file": SimpleUploadedFile(name, content)}
    )
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Upload.objects.exists()


def test_a_fault_in_a_row_is_told_with_its_place(world: World, client: Client) -> None:
    address = send(client, world.project, "svar.csv", "spørgsmål;svar\nHvad?;Ja\n;Nej\n".encode())
    page = client.post(address, {"title": "", "bring_in": "1"}).content.decode()
    assert "3" in page
    assert "spørgsmål" in page
    assert Corpus.objects.count() == 1
    client.post(address, {"cancel": "1"})
    assert not Upload.objects.exists()


def test_the_worker_removes_files_nobody_brought_in(world: World) -> None:
    actions.keep_upload(actor=world.owner, project=world.project, name="a", content=b"a", now=NOW)
    assert work.forget_uploads(NOW + timedelta(hours=23)) == 0
    assert work.forget_uploads(NOW + timedelta(hours=24)) == 1
    assert not Upload.objects.exists()
    assert "depeche.web.analysis.work.forget_uploads" in {duty.path for duty in worker._duties.values()}


def test_a_file_nobody_brought_in_is_gone_within_a_day(world: World) -> None:
    for later in (timedelta(0), timedelta(hours=25)):
        actions.keep_upload(actor=world.owner, project=world.project, name="a", content=b"a", now=NOW + later)
    assert Upload.objects.count() == 1
