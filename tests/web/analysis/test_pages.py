from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from depeche.core import corpus as core
from depeche.web.analysis import actions, queries
from depeche.web.analysis.models import Change, Coding, Quote, Theme
from depeche.web.analysis.queries import words as word_query
from depeche.web.analysis.queries.piles import Where
from depeche.web.projects.models import Membership, Role
from tests.web.analysis.world import NOW, World, make, value

HTML = "<script>alert('æ')</script> & <b>fed</b>"


def address(world: World, name: str, *args: object) -> str:
    return reverse(f"analysis:{name}", args=[world.corpus.pk, *args])


def page(client: Client, world: World, name: str, *args: object, **params: str | int) -> str:
    response = client.get(address(world, name, *args), params, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, world: World, name: str, /, *args: object, **params: object) -> str:
    """Send a form as a browser without JavaScript does and see the page it leads to."""
    response = client.post(address(world, name, *args), params, follow=True, headers={"accept-language": "en"})
    assert response.status_code == 200
    return str(response.content.decode())


def counted(client: Client, world: World, name: str, *args: object, **params: str | int) -> int:
    page(client, world, name, *args, **params)  # warm: the session, and the words in the cache
    with CaptureQueriesContext(
        connection,
    ) as found:
        page(client, world, name, *args, **params)
    return len(found)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("workbench", {"pile": "all"}),
        ("workbench", {"pile": "unsorted"}),
        ("workbench", {"pile": "quotes"}),
        ("board", {}),
        ("quotes", {}),
        ("history", {}),
        ("themes", {}),
        ("words", {}),
    ],
)
def test_the_number_of_queries_does_not_grow(client: Client, world: World, name: str, params: dict[str, str]) -> None:
    few = make(value(4, themes=True))
    many = make(value(400, themes=True))
    for made in (few, many):
        Membership.objects.create(project=made.project, user=world.owner, role=Role.OWNER, since=NOW)
        for key in (1, 2, 3):
            made.mark(key, 0, 5)
            actions.choose_quote(actor=world.owner, corpus=made.corpus, unit_id=made.unit(key).pk, chosen=True, now=NOW)
    for number in range(12):
        actions.create_theme(actor=world.owner, corpus=many.corpus, name=f"Tema {number}", now=NOW)
    assert 0 < counted(client, few, name, **params) == counted(client, many, name, **params)


def test_a_page_of_the_workbench_has_fifty_cards_and_finds_the_one_that_is_read(client: Client) -> None:
    made = make(value(230))
    bench = queries.bench(made.corpus, Where(pile="all", unit=made.unit(123).pk))
    assert (bench.page, bench.pages, bench.found, len(bench.cards)) == (3, 5, 230, 50)
    assert bench.reading is not None
    assert (bench.reading.key, bench.reading.number) == ("123", 123)
    assert [card.key for card in bench.cards if card.current] == ["123"]
    last = queries.bench(made.corpus, Where(pile="all", page=99))
    assert (last.page, len(last.cards)) == (5, 30)


def test_the_next_card_is_read_when_the_one_before_has_been_moved_away(world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 3)
    bench = queries.bench(world.corpus, Where(unit=world.unit(3).pk))
    assert bench.reading is not None
    assert bench.reading.key == "4"
    world.move(theme, 1, 2, 4, 5, 6)
    empty = queries.bench(world.corpus, Where(unit=world.unit(3).pk))
    assert (empty.reading, empty.unsorted, empty.sorted) == (None, 0, 6)


def test_words_of_participants_are_shown_and_never_run(client: Client, world: World) -> None:
    pairs = tuple(replace(pair, question=HTML, answer=HTML, asker_group=HTML) for pair in value(2).pairs)
    sources = tuple(replace(source, title=HTML[:60]) for source in value().sources)
    made = make(core.Corpus(HTML, sources, pairs))
    Membership.objects.create(project=made.project, user=world.owner, role=Role.OWNER, since=NOW)
    theme = actions.create_theme(actor=world.owner, corpus=made.corpus, name=HTML, cue_words=[HTML[:50]], now=NOW)
    unit = made.unit(1)
    actions.choose_quote(actor=world.owner, corpus=made.corpus, unit_id=unit.pk, chosen=True, now=NOW)
    code = word_query.word_code("fed")
    for name, args, params in (
        ("workbench", (), {"pile": "all"}),
        ("workbench", (), {"pile": theme.pk}),
        ("board", (), {}),
        ("quotes", (), {}),
        ("history", (), {}),
        ("themes", (), {}),
        ("words", (), {}),
        ("word", (code,), {}),
    ):
        text = page(client, made, name, *args, **params)
        assert "<script>alert" not in text
        assert "<b>fed" not in text
        assert "&lt;b&gt;" in text


def test_words_of_participants_never_run_on_the_pages_of_comparison(client: Client, world: World) -> None:
    """In charts, tables, candidates, proposals and the code book, by two groups with markup for names."""
    pairs = tuple(
        replace(
            pair,
            id=str(at),
            question=f"{HTML} {pair.question}",
            answer=f"{HTML} {at}",
            source="top" if at % 2 else "inst",
            asker_group=f"{HTML} {at // 2 % 2}",
            answerer_group=f"{HTML} 0",
            asker=f"p{at}",
            answerer=f"q{at}",
            themes=(HTML, f"{HTML} 2") if at % 3 else (f"{HTML} 2",),
            theme="",
        )
        for at in range(40)
        for pair in value(1).pairs
    )
    sources = tuple(replace(source, title=HTML, groups=()) for source in value().sources)
    made = make(core.Corpus(HTML, sources, pairs))
    Membership.objects.create(project=made.project, user=world.owner, role=Role.OWNER, since=NOW)
    theme = Theme.objects.filter(corpus=made.corpus).earliest("pk")
    card = Coding.objects.filter(theme=theme).earliest("pk").unit_id
    actions.show_example(actor=world.owner, corpus=made.corpus, unit_id=card, theme_id=theme.pk, on=True, now=NOW)
    actions.choose_quote(actor=world.owner, corpus=made.corpus, unit_id=card, chosen=True, now=NOW)
    source = made.corpus.sources.earliest("pk").pk
    for name, args, params in (
        ("across", (), {}),
        ("across_theme", (theme.pk,), {}),
        ("across_cards", (), {"what": f"in-{source}", "a": theme.pk}),
        ("quote_candidates", (theme.pk,), {}),
        ("print_quotes", (), {}),
        ("theme_card", (theme.pk,), {}),
        ("codebook", (), {}),
        ("start_coding", (), {}),
        ("words", (), {"of": "all", "than": ""}),
    ):
        text = page(client, made, name, *args, **params)
        assert "<script>alert" not in text, name
        assert "<b>fed" not in text, name
        assert "&lt;b&gt;" in text, name
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=", text), name


def test_no_page_has_script_or_style_of_its_own(client: Client, world: World) -> None:
    world.move(world.theme("Tillid"), 1, 2)
    for name in ("workbench", "board", "quotes", "history", "themes", "words"):
        text = page(client, world, name)
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text)


def test_a_whole_sorting_without_javascript(client: Client, world: World) -> None:
    assert "0 of 6 sorted" in page(client, world, "workbench")
    act(client, world, "create_theme", name="Tillid", cue_words="tro, håb; mod\nlytte")
    theme = Theme.objects.get()
    assert theme.cue_words == ["tro", "håb", "mod", "lytte"]
    cards = [f"{world.unit(key).pk}:" for key in (1, 2, 3)]
    text = act(client, world, "move", card=cards, to=theme.pk, pile="unsorted", unit=world.unit(1).pk)
    assert "3 cards moved to Tillid." in text
    assert "3 of 6 sorted" in text
    text = act(client, world, "move", here=f"{world.unit(4).pk}:", to=theme.pk)
    assert "4 of 6 sorted" in text
    text = act(client, world, "move", card=f"{world.unit(1).pk}:{theme.pk}", to="")
    assert "1 card is unsorted again." in text
    text = act(client, world, "undo", seen=Change.objects.latest("pk").pk)
    assert "Undone: moved 1 card back to unsorted." in text
    assert Coding.objects.count() == 4
    text = act(client, world, "redo")
    assert Coding.objects.count() == 3
    text = act(client, world, "undo", seen=1)
    assert "Somebody else changed this meanwhile." in text


def test_highlight_and_leave_out_by_typing_the_words(client: Client, world: World) -> None:
    unit = world.unit(2)
    text = act(client, world, "highlight", unit.pk, side="question", phrase="linje. Så", pile="all", unit=unit.pk)
    assert "Highlighted." in text
    assert world.marks(2) == ["linje.\r\nSå"]
    text = act(client, world, "highlight", unit.pk, side="question", phrase="står her ikke", pile="all", unit=unit.pk)
    assert "do not stand in the text" in text
    act(client, world, "leave_out", unit.pk, side="question", phrase="og ærø", pile="all", unit=unit.pk)
    quotes = page(client, world, "quotes")
    assert "[...]" in quotes
    assert "og ærø" not in quotes
    kept = Quote.objects.get().kept_question
    start = unit.text.index("og ærø")
    assert kept == [[0, start], [start + 6, len(unit.text)]]
    act(client, world, "leave_out", unit.pk, side="question", start=start, end=start + 6, on="0", pile="all")
    assert Quote.objects.get().kept_question == []
    act(client, world, "quote", unit.pk, on="0", view="quotes")
    assert not Quote.objects.exists()


def test_selected_words_come_with_their_place_and_are_checked(client: Client, world: World) -> None:
    unit = world.unit(2)
    start = unit.text.index("👩")
    sent = {"side": "question", "start": start, "end": start + 5, "phrase": "👩‍🚒 o"}
    assert "does not match" not in act(client, world, "highlight", unit.pk, **sent)
    assert world.marks(2) == ["👩‍🚒 o"]
    assert "does not match" in act(client, world, "highlight", unit.pk, **{**sent, "start": start - 2})


def test_themes_are_edited_merged_and_removed_by_forms(client: Client, world: World) -> None:
    tillid, pres = world.theme("Tillid"), world.theme("Pres")
    world.move(tillid, 1, 2)
    act(client, world, "edit_theme", tillid.pk, name="Tiltro", cue_words="tro", definition="Om tro.", pile=tillid.pk)
    assert "Om tro." in page(client, world, "workbench", pile=tillid.pk)
    assert "already a theme called" in act(client, world, "edit_theme", tillid.pk, name="pres")
    assert "needs a name" in act(client, world, "create_theme", name=" ")
    act(client, world, "place_theme", pres.pk, place=0)
    assert [theme.name for theme in world.corpus.themes.all()] == ["Pres", "Tiltro"]
    assert "now one: “Pres”" in act(client, world, "merge_themes", tillid.pk, into=pres.pk)
    assert "2 cards are unsorted again" in act(client, world, "delete_theme", pres.pk)
    cards = [f"{world.unit(key).pk}:" for key in (4, 5)]
    act(client, world, "split_theme", card=cards, name="Ny")
    assert world.theme_of(4) == Theme.objects.get(name="Ny").pk
    target = Change.objects.filter(kind="themes_merged").latest("pk")
    assert "3 steps undone." in act(client, world, "undo_to", target.pk, view="history")


def test_htmx_gets_only_the_inside_and_is_told_what_happened(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    response = client.post(
        address(world, "move"),
        {"card": f"{world.unit(1).pk}:", "to": theme.pk, "pile": "unsorted"},
        follow=True,
        headers={"hx-request": "true", "accept-language": "en"},
    )
    text = response.content.decode()
    assert "<html" not in text
    assert 'data-announce="1 card moved to Tillid. 5 unsorted left."' in text
    assert len(text) < 60_000


def test_searching_keeps_words_out_of_addresses(client: Client, world: World) -> None:
    response = client.post(address(world, "search"), {"q": "ÆRØ", "pile": "search"})
    assert response.headers["Location"] == address(world, "workbench") + "?pile=search&show=cards"
    bench = page(client, world, "workbench", pile="search")
    assert "Så 👩‍🚒 og ærø" in bench
    assert bench.count('class="bench-card') == 1
    assert "Nothing found" in act(client, world, "search", q="findes ikke", pile="search")


@pytest.mark.parametrize("params", [{"pile": "'"}, {"pile": "9" * 40}, {"unit": "x"}, {"page": "-3"}, {"source": "0"}])
def test_an_odd_address_is_read_as_the_beginning(client: Client, world: World, params: dict[str, str]) -> None:
    assert "bench-columns" in page(client, world, "workbench", **params)


@pytest.mark.parametrize("number", ["9" * 5000, "0", "-1", "²", "x"])
def test_an_odd_number_of_a_page_is_the_first(client: Client, world: World, number: str) -> None:
    theme = world.theme("tillid")
    for address in (
        reverse("analysis:history", args=[world.corpus.pk]),
        reverse("analysis:quote_candidates", args=[world.corpus.pk, theme.pk]),
    ):
        assert client.get(address, {"page": number}).status_code == 200


def test_words_say_how_often_in_how_many_questions_and_by_how_many_people(client: Client, world: World) -> None:
    text = page(client, world, "words")
    assert "sektor" in text
    assert "under 5" in text  # four people at the most stand behind any word here
    found = word_query.words(world.corpus)
    with translation.override("en"):
        line = word_query.line_of(found, word_query.word_code("sektor"))
    assert line is not None
    assert [(count.tokens, count.texts) for count in line.counts] == [(2, 2), (3, 3)]
    kwic = page(client, world, "word", line.code)
    assert kwic.count("unit=") == 5
    assert "sektor" not in line.code
    assert client.get(address(world, "word", "findesikke")).status_code == 404


def test_themes_go_out_as_a_file_no_spreadsheet_runs(client: Client, world: World) -> None:
    theme = world.theme("=2+5", "tro")
    world.move(theme, 1, 5)
    response = client.get(address(world, "themes_csv"), headers={"accept-language": "en"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Theme;Sub-theme of;Definition;Cue words;Topledere;Institutioner;Total"
    assert lines[1:] == ["'=2+5;;;tro;1;1;2", "Unsorted;;;;2;2;4"]


def test_the_start_page_says_what_to_do_first(client: Client, world: World) -> None:
    world.corpus.delete()
    text = client.get(reverse("analysis:list", args=[world.project.pk]), headers={"accept-language": "en"})
    assert "Nothing to analyse yet" in text.content.decode()


def test_undoing_leads_back_to_the_card(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    world.move(theme, 2)
    text = act(client, world, "undo", pile="unsorted", unit=world.unit(5).pk)
    assert re.search(r'<h2 id="reading-heading"[^>]*>Card 2</h2>', text)
