"""A card in several themes: added, moved out of one, taken out, unsorted; counted where it stands."""

from __future__ import annotations

import pytest
from django.test import Client

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, rules
from depeche.web.analysis.models import Change, Coding
from depeche.web.analysis.queries import Where
from tests.web.analysis.test_pages import act, page
from tests.web.analysis.world import World


def test_a_card_is_added_to_a_theme_and_stays_in_the_others(world: World) -> None:
    tillid, pres = world.theme("Tillid"), world.theme("Krydspres")
    assert world.add(tillid, 1) == (1, 0, 0)
    assert world.add(pres, 1, 2) == (2, 0, 0)
    assert world.themes_of(1) == ["Tillid", "Krydspres"]
    assert world.add(pres, 1) == (0, 0, 0)
    assert Change.objects.filter(kind="cards_added").count() == 2


def test_a_move_replaces_the_theme_it_was_seen_in_and_keeps_the_others(world: World) -> None:
    one, two, three = world.theme("A"), world.theme("B"), world.theme("C")
    world.add(one, 1)
    world.add(two, 1)
    card = actions.Card(world.unit(1).pk, two.pk)
    moved = actions.move_cards(actor=world.owner, corpus=world.corpus, cards=[card], to_id=three.pk, now=world.now)
    assert moved == (1, 0, 1)
    assert world.themes_of(1) == ["A", "C"]
    both = actions.Card(world.unit(1).pk, one.pk, (three.pk,))  # as the pile of all cards shows it
    moved = actions.move_cards(actor=world.owner, corpus=world.corpus, cards=[both], to_id=three.pk, now=world.now)
    assert (moved, world.themes_of(1)) == ((1, 0, 1), ["C"])


def test_unsorting_takes_a_card_out_of_all_its_themes_and_says_how_many(client: Client, world: World) -> None:
    one, two = world.theme("A"), world.theme("B")
    world.add(one, 1, 2)
    world.add(two, 1)
    cards = [f"{world.unit(1).pk}:{one.pk}", f"{world.unit(2).pk}:{one.pk}"]
    assert "2 cards are unsorted again; they stood in 3 places." in act(client, world, "move", card=cards, to="")
    assert (world.themes_of(1), world.themes_of(2)) == ([], [])
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert (world.themes_of(1), world.themes_of(2)) == (["A", "B"], ["A"])


def test_a_card_that_has_left_the_theme_it_was_seen_in_stays_where_it_is(world: World) -> None:
    one, two, three = world.theme("A"), world.theme("B"), world.theme("C")
    world.add(one, 1)
    stale = [actions.Card(world.unit(1).pk, None), actions.Card(world.unit(2).pk, one.pk)]
    for step in (actions.move_cards, actions.add_cards):
        assert step(actor=world.owner, corpus=world.corpus, cards=stale, to_id=three.pk, now=world.now) == (0, 2, 0)
    world.add(two, 1)
    partly = actions.Card(world.unit(1).pk, one.pk, (three.pk,))  # it is not in the third
    moved = actions.move_cards(actor=world.owner, corpus=world.corpus, cards=[partly], to_id=two.pk, now=world.now)
    assert (moved, world.themes_of(1)) == ((0, 1, 0), ["A", "B"])


def test_taking_out_leaves_the_other_themes_and_counts_the_unsorted(world: World) -> None:
    one, two = world.theme("A"), world.theme("B")
    world.add(one, 1, 2)
    world.add(two, 1)
    units = [world.unit(key).pk for key in (1, 2, 3)]
    taken = actions.take_out(actor=world.owner, corpus=world.corpus, units=units, theme_id=one.pk, now=world.now)
    assert taken == (2, 1, 1)
    assert (world.themes_of(1), world.themes_of(2)) == (["B"], [])
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert (world.themes_of(1), world.themes_of(2)) == (["A", "B"], ["A"])


def test_what_several_themes_refuse(world: World) -> None:
    theme = world.theme("A")
    foreign = actions.import_corpus(
        actor=world.owner, project=world.project, corpus_value=queries.corpus_value(world.corpus), now=world.now
    )
    unit = foreign.units.cards()[0].pk

    def refused(step: object, **values: object) -> str:
        with pytest.raises(RuleError) as error:
            step(actor=world.owner, corpus=world.corpus, now=world.now, **values)  # type: ignore[operator]
        assert rules.said(error.value)
        return error.value.code

    assert refused(actions.take_out, units=[], theme_id=theme.pk) == "no_cards"
    assert refused(actions.take_out, units=[unit], theme_id=theme.pk) == "card_gone"
    assert refused(actions.add_cards, cards=[actions.Card(unit, None)], to_id=theme.pk) == "card_gone"
    assert refused(actions.add_cards, cards=[actions.Card(world.unit(1).pk, None)], to_id=10**9) == "theme_gone"
    many = [actions.Card(number, None) for number in range(rules.MAX_MOVE + 1)]
    assert refused(actions.add_cards, cards=many, to_id=theme.pk) == "too_many_cards"
    assert refused(actions.show_example, unit_id=world.unit(1).pk, theme_id=theme.pk, on=True) == "not_in_theme"


def test_theme_counts_are_cards_in_it_and_totals_count_a_card_once(client: Client, world: World) -> None:
    one, two = world.theme("A"), world.theme("B")
    world.add(one, 1, 2)
    world.add(two, 1)
    bench = queries.bench(world.corpus, Where(pile="all"))
    assert [(theme.name, theme.cards) for theme in bench.themes] == [("A", 2), ("B", 1)]
    assert (bench.total, bench.sorted, bench.unsorted) == (6, 2, 4)
    first = bench.cards[0]
    assert ([theme.name for theme in first.themes], first.seen) == (["A", "B"], f"{one.pk}+{two.pk}")
    in_two = queries.bench(world.corpus, Where(pile=str(two.pk)))
    assert [(card.key, card.seen) for card in in_two.cards] == [("1", str(two.pk))]
    columns = queries.board(world.corpus, None, bench.unsorted)
    assert [(column.total, [card.key for card in column.cards]) for column in columns] == [
        (4, ["3", "4", "5", "6"]),
        (2, ["1", "2"]),
        (1, ["1"]),
    ]
    assert "also in B" in page(client, world, "board")


def test_by_forms_a_card_is_added_and_taken_out(client: Client, world: World) -> None:
    one, two = world.theme("A"), world.theme("B")
    card = world.unit(1).pk
    assert "1 card is now in A too." in act(client, world, "move", card=f"{card}:", to=one.pk, also=1)
    assert "1 card is now in B too." in act(client, world, "move", card=f"{card}:{one.pk}", to=two.pk, also=1)
    text = page(client, world, "workbench", pile="all", unit=card)
    assert "The card is in 2 themes" in text
    assert "Choose a theme" in act(client, world, "move", card=f"{card}:{one.pk}", to="", also=1)
    text = act(client, world, "take_out", one.pk, card=f"{card}:{one.pk}")
    assert "1 card has been taken out of the theme." in text
    assert "unsorted again" not in text
    text = act(client, world, "take_out", two.pk, card=f"{card}:{two.pk}")
    assert "1 is in no other theme and is unsorted again." in text
    assert not Coding.objects.exists()
    assert "took 1 card out of “B”" in page(client, world, "history")


def test_an_example_is_chosen_shown_and_taken_away(client: Client, world: World) -> None:
    theme = world.theme("A")
    world.add(theme, *range(1, 7))
    card = f"{world.unit(3).pk}:{theme.pk}"
    assert "Shown on the theme card" in act(client, world, "example", theme.pk, card=card)
    text = page(client, world, "theme_card", theme.pk)
    assert world.unit(3).text in text
    assert Change.objects.latest("pk").data["figures"] == {"key": "3", "theme": "A"}
    assert "No longer an example." in act(client, world, "example", theme.pk, card=card, on=0)
    assert not Coding.objects.filter(example=True).exists()
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert [coding.unit.key for coding in Coding.objects.filter(example=True)] == ["3"]


def test_a_theme_card_shows_so_many_examples(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = world.theme("A")
    world.add(theme, 1, 2)
    monkeypatch.setattr(rules, "MAX_EXAMPLES", 1)

    def choose(key: int) -> None:
        actions.show_example(
            actor=world.owner,
            corpus=world.corpus,
            unit_id=world.unit(key).pk,
            theme_id=theme.pk,
            on=True,
            now=world.now,
        )

    choose(1)
    choose(1)
    with pytest.raises(RuleError) as error:
        choose(2)
    assert error.value.code == "examples_many"
