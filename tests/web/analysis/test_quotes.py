"""The board of quotes, the candidates, what is pasted, and what leaves as a file."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depeche.core import corpus as core
from depeche.core.corpus import Span, text_hash
from depeche.core.quotes import Fault
from depeche.web.analysis import actions, queries
from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.analysis.queries.quotes.voices import voices
from tests.web.analysis.world import NOW, World, make


def choose(w: World, *keys: int) -> None:
    for key in keys:
        actions.choose_quote(actor=w.owner, corpus=w.corpus, unit_id=w.unit(key).pk, chosen=True, now=NOW)


def trim(w: World, key: int, start: int, end: int) -> None:
    actions.leave_out(
        actor=w.owner, corpus=w.corpus, unit_id=w.unit(key).pk, side="question", span=Span(start, end), now=NOW
    )


def grouped(pairs: int = 12) -> World:
    """Two groups of six in one source, one of two people, all in two themes in turn."""
    return make(
        core.Corpus(
            title="Grupper",
            sources=(core.Source("a", "Alle", groups=(("Stat", 6), ("Region", 6), ("Ledelse", 5))),),
            pairs=tuple(
                core.Pair(
                    str(number),
                    f"Hvordan kommer vi videre sammen herfra, spørger nummer {number} stille?",
                    f"Skridt for skridt {number}.",
                    source="a",
                    theme="Tillid" if number % 2 else "Mod",
                    asker_group="Stat",
                    answerer_group="Region",
                    asker=f"p{number}",
                    chosen=False,
                )
                for number in range(1, pairs + 1)
            ),
        )
    )


def test_the_board_stands_theme_by_theme_and_says_who_has_no_voice(db: None) -> None:
    w = grouped()
    choose(w, 1, 3, 2)
    board = queries.quote_board(w.corpus)
    assert [(column.name, [row.key for row in column.rows]) for column in board.columns] == [
        ("Tillid", ["1", "3"]),
        ("Mod", ["2"]),
    ]
    first = board.columns[0]
    assert first.heard == (("Region", 2), ("Stat", 2))
    assert first.silent == ("Ledelse",)
    assert board.silent == ("Ledelse",)
    assert board.total == 3
    assert board.faulty == 0
    assert not board.without


def test_a_group_too_small_is_named_nowhere(db: None) -> None:
    value = core.Corpus(
        title="Få",
        sources=(core.Source("a", "Alle", groups=(("Stat", 20), ("Region", 9), ("Direktion", 3))),),
        pairs=(core.Pair("1", "Hvad nu?", "Nu dette.", source="a", asker_group="Direktion", answerer_group="Stat"),),
    )
    w = make(value)
    [column] = queries.quote_board(w.corpus).columns
    assert column.rows[0].question.group == ""
    assert column.rows[0].answer is not None
    assert column.rows[0].answer.group == "Stat"
    assert "Direktion" not in str(queries.quote_board(w.corpus))
    assert voices(w.corpus).named[w.unit(1).source_id] == {"Stat"}


def test_a_text_that_was_changed_is_not_printed_and_says_what_to_do(client: Client, world: World) -> None:
    choose(world, 1)
    TextUnit.objects.filter(pk=world.unit(1).pk).update(text="Hvordan skaber sektoren mistillid?")
    board = queries.quote_board(world.corpus)
    assert board.columns[0].rows[0].faults == (Fault.CHANGED,)
    assert board.left_out == 1
    assert "bring the" in client.get(address(world.corpus), headers={"accept-language": "en"}).content.decode()
    assert queries.quote_sheet(world.corpus).rows == ()
    assert queries.quote_sheet(world.corpus).left_out == 1


def test_what_needs_a_look_is_told_and_only_of_what_is_printed(db: None) -> None:
    text = "Ring til mig på 20 30 40 51. Hvad skal vi gøre i morgen?"
    w = make(core.Corpus(title="T", sources=(core.Source("a", "A"),), pairs=(core.Pair("1", text, source="a"),)))
    assert [kind.value for kind in queries.quote_board(w.corpus).columns[0].rows[0].hints] == ["phone"]
    trim(w, 1, 0, 28)
    [row] = queries.quote_board(w.corpus).columns[0].rows
    assert row.hints == ()
    assert row.question.passage == "[...] Hvad skal vi gøre i morgen?"


@pytest.mark.parametrize("quotes", [1, 3])
def test_as_many_queries_for_one_quote_as_for_three(db: None, quotes: int) -> None:
    w = grouped()
    choose(w, *range(1, quotes + 1))
    with CaptureQueriesContext(connection) as asked:
        queries.quote_board(w.corpus)
    assert len(asked) == 5  # sources, those that ask, quotes, highlights, themes


def test_quotes_change_places_within_their_first_theme(db: None) -> None:
    """A card in two themes is printed in its first, and only there it has a place."""
    w = grouped()
    choose(w, 1, 2, 3)
    both = w.unit(2)
    tillid = w.corpus.themes.get(name="Tillid")
    actions.add_cards(actor=w.owner, corpus=w.corpus, cards=[actions.Card(both.pk, None)], to_id=tillid.pk, now=NOW)
    actions.place_quote(actor=w.owner, corpus=w.corpus, unit_id=w.unit(3).pk, after=False, now=NOW)
    assert [[row.key for row in column.rows] for column in queries.quote_board(w.corpus).columns] == [["3", "1"], ["2"]]


def test_candidates_come_with_reasons_and_not_those_that_are_chosen(db: None) -> None:
    w = grouped()
    choose(w, 1)
    theme = w.corpus.themes.get(name="Tillid")
    found = queries.choosing(w.corpus, theme, 1)
    keys = {row.key for row in found.rows}
    shown_through = sum(row.like for row in found.rows)
    assert "1" not in keys
    assert keys <= {"3", "5", "7", "9", "11"}
    assert len(keys) + shown_through <= 5
    assert [unit.key for unit in found.chosen] == ["1"]
    assert found.ready


def test_candidates_of_a_theme_of_unlike_cards(db: None) -> None:
    texts = [
        "Hvordan bygger vi tillid mellem borgere og forvaltning i hverdagen?",
        "Hvorfor er tillid til kollegerne sværere end tillid til borgerne?",
        "Tør vi vise tillid, når regnskabet viser røde tal for tredje gang?",
        "Hvem passer på skolegården, når klokken har ringet ud om eftermiddagen?",
    ]
    pairs = tuple(
        core.Pair(str(number), text, source="a", theme="Tillid", asker=f"p{number}", chosen=False)
        for number, text in enumerate(texts, start=1)
    )
    w = make(core.Corpus(title="T", sources=(core.Source("a", "A"),), pairs=pairs))
    found = queries.choosing(w.corpus, w.corpus.themes.get(), 1)
    assert {row.key for row in found.rows} == {"1", "2", "3", "4"}
    assert next(row for row in found.rows if row.key == "4").one.why.value == "edge"


def test_a_pasted_sentence_is_found_in_the_answer(world: World) -> None:
    found = queries.find_pasted(world.corpus, "“Ved at lytte først, svar 4.”")
    assert found is not None
    assert (found.card.key, found.side, found.place.verbatim) == ("4", "answer", True)
    near = queries.find_pasted(world.corpus, "Ved at lytte bedst, svar 4.")
    assert near is not None
    assert (near.card.key, near.place.verbatim) == ("4", False)
    assert queries.find_pasted(world.corpus, "Xylofon kvantefelt") is None


def address(corpus: Corpus, rest: str = "") -> str:
    return reverse("analysis:quotes", args=[corpus.pk]) + rest


def test_the_pages_hold_what_the_queries_give(client: Client, world: World) -> None:
    theme = world.theme("Tillid", "tillid")
    world.move(theme, 1, 2, 3)
    choose(world, 1)
    html = client.get(address(world.corpus)).content.decode()
    assert "quote-column" in html
    assert "Hvordan skaber sektoren tillid nummer 1?" in html
    html = client.get(address(world.corpus, f"tema/{theme.pk}/")).content.decode()
    assert html.count("data-choose") == 1  # the third is nearly the same as the one chosen
    sent = client.post(address(world.corpus, "find/"), {"pasted": "skaber sektoren tillid nummer 1?"})
    assert b"quote-found" in sent.content
    assert client.get(address(world.corpus, "print/")).content.decode().count("quote-printed") == 1


def test_choosing_leads_back_to_the_candidates(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 1)
    page = address(world.corpus, f"tema/{theme.pk}/")
    sent = {"view": "quote_candidates", "theme": theme.pk, "page": 1, "on": "1"}
    response = client.post(reverse("analysis:quote", args=[world.corpus.pk, world.unit(1).pk]), sent)
    assert response["Location"] == f"{page}?page=1"
    assert queries.quote_board(world.corpus).total == 1


def test_what_leaves_has_reference_and_hash_and_no_formula(client: Client, world: World) -> None:
    unit = world.unit(1)
    TextUnit.objects.filter(pk=unit.pk).update(text="=1+1 er to", sha256=text_hash("=1+1 er to"))
    choose(world, 1, 3)
    body = client.get(address(world.corpus).replace("citater/", "citater.csv")).content.decode()
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 3
    assert rows[1][1] == "1"
    assert rows[1][3] == "'=1+1 er to"
    assert rows[1][7].split() == [text_hash("=1+1 er to"), text_hash("Ved at lytte først, svar 1.")]
    assert rows[2][5] == ""
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(address(world.corpus).replace("citater/", "citater.xlsx")).content)
    )
    assert book.worksheets[0]["D2"].value == "=1+1 er to"
    assert book.worksheets[0]["D2"].data_type == "s"
