"""Suggestions beside the card: what is offered, taken and counted; the piles the machine makes."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depeche.web.accounts.models import User
from depeche.web.analysis import actions, queries
from depeche.web.analysis.models import Change, Coding, Decision, TextUnit
from depeche.web.analysis.offered import Offered, pack, unpack
from depeche.web.analysis.queries.piles import Where
from depeche.web.analysis.queries.suggestions import Loaded, State
from tests.web.analysis.talk import TEXTS, corpus_of, talk
from tests.web.analysis.world import NOW, World, make

OFFER = re.compile(r'id="offer-(\d)".*?offer-name">([^<]*)<.*?offer-words">(.*?)</span>\s*</button>', re.DOTALL)


@pytest.fixture
def world(db: None) -> World:
    """Five questions; see `talk`."""
    return talk()


def see(client: Client, world: World, **params: str | int) -> str:
    address = reverse("analysis:workbench", args=[world.corpus.pk])
    response = client.get(address, params, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def offers(html: str) -> list[tuple[str, str, str]]:
    """Key, theme and words of each suggestion on a page."""
    return [(key, name, re.sub(r"<span.*?</span>", "", words).strip()) for key, name, words in OFFER.findall(html)]


def press(client: Client, html: str, key: int) -> str:
    """Send the form of a suggestion as a browser does, with all its hidden fields."""
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'id="offer-{key}"' in form)
    action = re.search(r'action="([^"]*)"', form)
    assert action
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    response = client.post(action[1], fields, follow=True, headers={"accept-language": "en"})
    assert response.status_code == 200
    return str(response.content.decode())


def reading(html: str) -> str:
    found = re.search(r'<h2 id="reading-heading"[^>]*>Card (\d+)</h2>', html)
    return found[1] if found else ""


def sort(world: World, key: int, theme: int, *offered: int, actor: User | None = None) -> None:
    actions.sort_cards(
        actor=actor or world.owner,
        corpus=world.corpus,
        cards=[actions.Card(world.unit(key).pk, None)],
        to_id=theme,
        offered=Offered(world.unit(key).pk, offered),
        now=NOW,
    )


def test_without_themes_nothing_is_suggested_and_from_the_first_one_on_something_is(
    client: Client, world: World
) -> None:
    assert offers(see(client, world)) == []
    world.theme("Tillid")
    assert [(key, name) for key, name, _ in offers(see(client, world))] == [("1", "Tillid")]
    for name in ("Økonomi", "Omsorg", "Tid"):
        world.theme(name, *(["budget"] if name == "Økonomi" else []))
    assert [key for key, _, _ in offers(see(client, world))] == ["1", "2", "3"]
    assert offers(see(client, world, unit=world.unit(3).pk))[0] == ("1", "Økonomi", "budgettet")
    page = see(client, world)
    assert "Nothing is sorted until you choose." in page
    assert not Coding.objects.exists()


def test_a_suggestion_is_taken_without_javascript_and_the_next_card_is_read(client: Client, world: World) -> None:
    trust, money = world.theme("Tillid"), world.theme("Økonomi", "budget")
    page = see(client, world)
    assert reading(page) == "1"
    page = press(client, page, 1)
    assert "1 card moved to Tillid. 4 unsorted left." in page
    assert (world.theme_of(1), reading(page)) == (trust.pk, "2")
    page = press(client, page, 1)
    second = offers(page)[1][1]
    page = press(client, page, 2)
    assert [world.theme_of(key) for key in (1, 2)] == [trust.pk, trust.pk]
    assert Coding.objects.get(unit=world.unit(3)).theme.name == second
    decisions = list(Decision.objects.values_list("theme", "rank", "offered", "embedder", "by"))
    assert decisions[0] == (trust.pk, 1, [trust.pk, money.pk], "lexical", world.owner.pk)
    assert [decision[1] for decision in decisions] == [1, 1, 2]
    assert [change.kind for change in Change.objects.filter(decisions__isnull=False)] == ["cards_moved"] * 3
    assert "Hits: 3 of 3" in page


def test_in_a_pile_where_sorted_cards_stay_the_next_card_is_read_too(client: Client, world: World) -> None:
    world.theme("Tillid")
    page = press(client, see(client, world, pile="all"), 1)
    assert reading(page) == "2"
    last = press(client, see(client, world, pile="all", unit=world.unit(5).pk), 1)
    assert reading(last) == "5"


def test_a_sorted_card_can_be_put_into_one_more_theme_and_that_does_not_count(client: Client, world: World) -> None:
    trust, money = world.theme("Tillid"), world.theme("Økonomi", "budget")
    world.move(trust, 3)
    page = see(client, world, pile="all", unit=world.unit(3).pk)
    assert "Could also belong to" in page
    assert [name for _, name, _ in offers(page)] == ["Økonomi"]
    page = press(client, page, 1)
    assert set(Coding.objects.values_list("theme", flat=True)) == {trust.pk, money.pk}
    assert reading(page) == "3"
    assert not Decision.objects.exists()


def test_another_theme_than_those_offered_counts_as_a_miss(world: World) -> None:
    first, second, other = (world.theme(name).pk for name in ("A", "B", "C"))
    sort(world, 1, second, first, second)
    sort(world, 2, other, first, second)
    sort(world, 3, first, first, second)
    assert list(Decision.objects.values_list("rank", flat=True)) == [2, 0, 1]
    rate = queries.hit_rate(world.corpus)
    assert rate.all == (3, 1, 2)
    assert (rate.all.first_share, rate.all.three_share) == (33, 67)


def test_what_is_undone_does_not_count_and_counts_again_when_done_again(world: World) -> None:
    theme = world.theme("A").pk
    sort(world, 1, theme, theme)
    sort(world, 2, theme, theme)
    actions.undo(actor=world.owner, corpus=world.corpus, now=NOW)
    assert queries.hit_rate(world.corpus).all.decisions == 1
    actions.redo(actor=world.owner, corpus=world.corpus, now=NOW)
    assert queries.hit_rate(world.corpus).all.decisions == 2


def test_the_latest_fifty_are_counted_by_themselves(db: None) -> None:
    world = make(corpus_of(*(f"Tekst {number}" for number in range(60))))
    theme, other = world.theme("A").pk, world.theme("B").pk
    for key in range(1, 61):
        sort(world, key, theme, *([other] if key <= 10 else [theme, other]))
    rate = queries.hit_rate(world.corpus)
    assert rate.latest == (50, 50, 50)
    assert rate.all == (60, 50, 50)


def test_only_one_unsorted_card_that_was_being_read_counts(world: World) -> None:
    theme, gone = world.theme("A").pk, world.theme("B").pk
    offered = Offered(world.unit(1).pk, (theme,))
    cards = [actions.Card(world.unit(key).pk, None) for key in (1, 2)]

    def move(cards: list[actions.Card], to_id: int | None, offered: Offered) -> None:
        actions.sort_cards(actor=world.owner, corpus=world.corpus, cards=cards, to_id=to_id, offered=offered, now=NOW)

    move(cards, theme, offered)
    move([actions.Card(world.unit(3).pk, None)], theme, offered)
    move([actions.Card(world.unit(1).pk, theme)], None, offered)
    actions.delete_theme(actor=world.owner, corpus=world.corpus, theme_id=gone, now=NOW)
    move([actions.Card(world.unit(4).pk, None)], theme, Offered(world.unit(4).pk, (gone,)))
    assert not Decision.objects.exists()
    move([actions.Card(world.unit(5).pk, None)], theme, Offered(world.unit(5).pk, (gone, theme)))
    assert Decision.objects.get().rank == 1


def test_what_was_offered_is_signed(client: Client, world: World) -> None:
    theme = world.theme("A")
    unit = world.unit(1).pk
    offered = Offered(unit, (theme.pk,), "e5")
    assert unpack(pack(offered)) == offered
    forged = pack(offered)[:-1] + "."
    for text in (forged, "", f'[{unit}, [{theme.pk}], ""]'):
        assert unpack(text) is None
    address = reverse("analysis:move", args=[world.corpus.pk])
    client.post(address, {"card": f"{unit}:", "to": theme.pk, "offered": forged})
    assert world.theme_of(1) == theme.pk
    assert not Decision.objects.exists()


def test_moving_by_the_list_of_themes_counts_as_well(client: Client, world: World) -> None:
    trust, money = world.theme("Tillid"), world.theme("Økonomi", "budget")
    page = see(client, world)
    offered = re.search(r'name="offered" value="([^"]*)" form="move"', page)
    assert offered
    form = {"here": f"{world.unit(1).pk}:", "to": money.pk, "offered": offered[1]}
    client.post(reverse("analysis:move", args=[world.corpus.pk]), form)
    assert Decision.objects.get().offered == [trust.pk, money.pk]
    assert Decision.objects.get().rank == 2


def test_more_like_this_shows_neighbours_with_their_themes_and_is_a_pile(client: Client, world: World) -> None:
    trust = world.theme("Tillid")
    world.move(trust, 5)
    page = see(client, world, unit=world.unit(2).pk)
    first = re.search(r'<a id="like-(\d+)" href="([^"]*)">([^<]*)</a> <span class="note">5 · Tillid</span>', page)
    assert first
    assert (int(first[1]), first[3]) == (world.unit(5).pk, TEXTS[4])
    opened = client.get(
        reverse("analysis:workbench", args=[world.corpus.pk]) + first[2].replace("&amp;", "&").split("/")[-1]
    )
    assert '<h2 id="reading-heading" tabindex="-1">Kort 5</h2>' in opened.content.decode()
    bench = queries.bench(world.corpus, Where(pile="like", like=world.unit(2).pk), queries.suggester(world.corpus))
    assert [card.key for card in bench.cards[:3]] == ["2", "5", "1"]


def test_texts_that_say_nearly_the_same_are_marked_and_a_pile(client: Client, world: World) -> None:
    page = see(client, world)
    assert page.count("1 nearly the same") == 2
    assert re.search(r'id="pile-twins".*?<span class="pile-count">2</span>', page)
    pile = see(client, world, pile="twins")
    assert pile.count('class="group-head"') == 1
    assert "2 say nearly the same" in pile
    assert pile.count(f'data-group="{world.unit(2).pk}"') == 2
    world.move(world.theme("Tillid"), 2, 5)
    assert "No unsorted texts that say nearly the same" in see(client, world, pile="twins")


def test_the_next_ten_stay_until_they_are_sorted(client: Client) -> None:
    world = talk(8)
    actions.create_theme(actor=world.owner, corpus=world.corpus, name="Tillid", now=NOW)
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("analysis:next_ten", args=[world.corpus.pk])
    page = client.post(address, {"pile": "next"}, follow=True, headers={"accept-language": "en"}).content.decode()
    ten = re.findall(r'id="card-(\d+)"', page)
    assert len(set(ten)) == 10
    for left in range(9, 0, -1):
        page = press(client, page, 1)
        assert re.findall(r'id="card-(\d+)"', page) == ten[-left:]
    page = press(client, page, 1)
    assert "These ten are sorted" in page
    assert set(Coding.objects.values_list("unit", flat=True)) == {int(unit) for unit in ten}
    more = client.post(address, {"pile": "next"}, follow=True).content.decode()
    assert not set(re.findall(r'id="card-(\d+)"', more)) & set(ten)


def test_the_next_ten_of_one_source(client: Client, world: World) -> None:
    found = queries.suggester(world.corpus)
    assert found is not None
    source = world.corpus.sources.get()
    assert len(queries.most_useful(world.corpus, found, source.pk)) == 5
    assert queries.most_useful(world.corpus, found, source.pk + 1) == ()


def test_while_large_material_is_read_the_page_says_so_and_fetches_the_suggestions(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.theme("Tillid")
    found: list[Loaded | None] = [None, queries.suggester(world.corpus)]
    monkeypatch.setattr(queries, "suggester", lambda _corpus: found[0])
    page = see(client, world)
    assert "being prepared" in page
    assert offers(page) == []
    fetch = re.search(r'hx-get="([^"]*)" hx-trigger="load delay:1500ms"', page)
    assert fetch
    assert 'hx-get="' in client.get(fetch[1].replace("&amp;", "&")).content.decode()
    refused = client.post(
        reverse("analysis:next_ten", args=[world.corpus.pk]), follow=True, headers={"accept-language": "en"}
    )
    assert "still being prepared" in refused.content.decode()
    found.reverse()
    part = client.get(fetch[1].replace("&amp;", "&"), headers={"hx-request": "true"}).content.decode()
    assert [name for _, name, _ in offers(part)] == ["Tillid"]
    assert "bench-columns" not in part
    found.reverse()
    monkeypatch.setattr("depeche.web.analysis.queries.suggestions.offers.failed", lambda _corpus: True)
    assert "could not be made" in see(client, world)


def test_a_card_the_index_does_not_know_yet_is_shown_without_suggestions(world: World) -> None:
    found = queries.suggester(world.corpus)
    assert found is not None
    unit = world.unit(1)
    late = TextUnit.objects.create(corpus=world.corpus, source=unit.source, kind=unit.kind, key="late", text="Ny")
    assert queries.beside(world.corpus, found, late.pk, (), ()).state is State.READING


@pytest.mark.parametrize("pile", ["unsorted", "all", "like", "twins"])
def test_the_number_of_queries_is_the_same_for_few_and_for_many(client: Client, pile: str) -> None:
    counts = []
    for copies in (1, 3, 60):
        world = talk(copies)
        client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
        world.theme("Økonomi")
        theme = world.theme("Tillid").pk
        for key in (1, 3, 4)[:copies]:
            sort(world, key, theme, theme)
        like = world.unit(2).pk
        see(client, world, pile=pile, like=like)
        with CaptureQueriesContext(connection) as caught:
            page = see(client, world, pile=pile, like=like)
        assert 'id="offer-1"' in page
        assert 'id="like-' in page
        counts.append(len(caught))
    assert len(set(counts)) == 1
