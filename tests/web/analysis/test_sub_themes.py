"""Sub-themes: one level, no circles, in order; what merging, splitting, removing and undoing make of them."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, rules
from depeche.web.analysis.models import Theme
from tests.web.analysis.test_pages import act, page
from tests.web.analysis.world import World, make
from tests.web.relay.conftest import racing_db  # noqa: F401 - a fixture
from tests.web.relay.test_races import together


def nest(world: World, theme: Theme, parent: Theme | None) -> Theme:
    parent_id = None if parent is None else parent.pk
    return actions.nest_theme(
        actor=world.owner, corpus=world.corpus, theme_id=theme.pk, parent_id=parent_id, now=world.now
    )


def merge(world: World, theme: Theme, into: Theme) -> None:
    actions.merge_themes(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, into_id=into.pk, now=world.now)


def tree(world: World) -> list[str]:
    """Names in order, sub-themes with a dash before."""
    return [("-" if row.parent else "") + row.name for row in queries.theme_rows(world.corpus)]


def by_position(world: World) -> list[str]:
    return [theme.name for theme in Theme.objects.filter(corpus=world.corpus, deleted_at=None)]


def undone(world: World) -> None:
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)


def test_a_theme_is_put_under_another_and_taken_out_again(world: World) -> None:
    a, b, c, d = [world.theme(name) for name in "ABCD"]
    nest(world, c, a)
    nest(world, b, a)
    assert tree(world) == ["A", "-C", "-B", "D"]
    assert by_position(world) == ["A", "C", "B", "D"]
    nest(world, c, None)
    assert tree(world) == ["A", "-B", "C", "D"]
    nest(world, b, d)
    assert tree(world) == ["A", "C", "D", "-B"]
    for expected in (["A", "-B", "C", "D"], ["A", "-C", "-B", "D"], ["A", "-C", "B", "D"], ["A", "B", "C", "D"]):
        undone(world)
        assert tree(world) == expected
    assert [b.pk, d.pk] == sorted([b.pk, d.pk])


def test_there_is_one_level_and_no_circle(world: World) -> None:
    a, b, c = [world.theme(name) for name in "ABC"]
    nest(world, b, a)
    refused = [(a, a, "parent_itself"), (c, b, "parent_is_sub"), (a, c, "has_subs"), (a, b, "parent_is_sub")]
    for theme, parent, code in refused:
        with pytest.raises(RuleError) as error:
            nest(world, theme, parent)
        assert error.value.code == code
        assert rules.said(error.value)
    with pytest.raises(RuleError) as error:
        actions.create_theme(actor=world.owner, corpus=world.corpus, name="D", parent_id=b.pk, now=world.now)
    assert error.value.code == "parent_is_sub"
    other = make()
    with pytest.raises(RuleError) as error:
        nest(world, c, other.theme("Fremmed"))
    assert error.value.code == "theme_gone"
    assert tree(world) == ["A", "-B", "C"]


def test_a_theme_can_be_made_as_a_sub_theme(client: Client, world: World) -> None:
    a = world.theme("A")
    world.theme("B")
    act(client, world, "create_theme", name="A1", parent=a.pk)
    assert tree(world) == ["A", "-A1", "B"]
    undone(world)
    assert tree(world) == ["A", "B"]


def test_the_count_of_a_parent_counts_a_card_once(world: World) -> None:
    a, b, c = [world.theme(name) for name in "ABC"]
    nest(world, b, a)
    nest(world, c, a)
    world.add(a, 1)
    world.add(b, 1, 2)
    world.add(c, 2, 3)
    rows = {row.name: (row.cards, row.with_subs, row.subs) for row in queries.theme_rows(world.corpus)}
    assert rows == {"A": (1, 3, 2), "B": (2, 2, 0), "C": (2, 2, 0)}
    of_source = queries.theme_rows(world.corpus, source=world.unit(1).source_id + 1)
    assert [row.with_subs for row in of_source] == [0, 0, 0]


def test_themes_are_put_in_order_among_those_beside_them(world: World) -> None:
    a, b, c, d = [world.theme(name) for name in "ABCD"]
    nest(world, b, a)
    nest(world, c, a)

    def place(theme: Theme, place: int) -> list[str]:
        actions.place_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, place=place, now=world.now)
        return tree(world)

    assert place(c, 0) == ["A", "-C", "-B", "D"]
    assert place(d, 0) == ["D", "A", "-C", "-B"]
    assert place(c, 99) == ["D", "A", "-B", "-C"]
    assert by_position(world) == ["D", "A", "B", "C"]


def test_removing_a_parent_leaves_its_sub_themes_in_its_place(world: World) -> None:
    a, b, c = [world.theme(name) for name in "ABC"]
    nest(world, b, a)
    world.add(a, 1, 2)
    world.add(b, 1)
    taken = actions.delete_theme(actor=world.owner, corpus=world.corpus, theme_id=a.pk, now=world.now)
    assert taken == (2, 1, 0)
    assert (tree(world), world.themes_of(1), world.themes_of(2)) == (["B", "C"], ["B"], [])
    undone(world)
    assert (tree(world), world.themes_of(1)) == (["A", "-B", "C"], ["A", "B"])
    assert c.pk


def test_merging_hands_sub_themes_on(world: World) -> None:
    a, b, c, d = [world.theme(name) for name in "ABCD"]
    nest(world, b, a)
    merge(world, a, c)
    assert tree(world) == ["C", "-B", "D"]
    nest(world, d, c)
    merge(world, c, b)  # into its own sub-theme, which takes its place
    assert tree(world) == ["B", "-D"]
    undone(world)
    assert tree(world) == ["C", "-B", "-D"]
    undone(world)
    undone(world)
    assert tree(world) == ["A", "-B", "C", "D"]
    nest(world, c, d)
    merge(world, a, c)  # into a sub-theme: the sub-themes come under its parent
    assert tree(world) == ["D", "-B", "-C"]


def test_merging_counts_a_card_of_both_once_and_takes_examples_along(world: World) -> None:
    a, b = world.theme("A"), world.theme("B")
    world.add(a, 1, 2)
    world.add(b, 1)
    actions.show_example(
        actor=world.owner, corpus=world.corpus, unit_id=world.unit(2).pk, theme_id=a.pk, on=True, now=world.now
    )
    merge(world, a, b)
    assert [(row.name, row.cards) for row in queries.theme_rows(world.corpus)] == [("B", 2)]
    card = queries.theme_card(world.corpus, b.pk)
    assert card is not None
    assert [example.key for example in card.examples] == ["2"]


def test_splitting_a_sub_theme_makes_another_beside_it_and_keeps_other_themes(world: World) -> None:
    a, b, c = [world.theme(name) for name in "ABC"]
    nest(world, b, a)
    world.add(b, 1, 2)
    world.add(c, 1)
    units = [world.unit(1).pk]
    actions.split_theme(actor=world.owner, corpus=world.corpus, theme_id=b.pk, units=units, name="B2", now=world.now)
    assert tree(world) == ["A", "-B", "-B2", "C"]
    assert world.themes_of(1) == ["C", "B2"]


def test_gathering_takes_cards_out_of_the_themes_they_were_seen_in(client: Client, world: World) -> None:
    a, b = world.theme("A"), world.theme("B")
    world.add(a, 1)
    world.add(b, 1)
    card = f"{world.unit(1).pk}:{a.pk}+{b.pk}"
    act(client, world, "split_theme", card=[card, f"{world.unit(2).pk}:"], name="Ny", pile="all")
    assert (world.themes_of(1), world.themes_of(2)) == (["Ny"], ["Ny"])


def test_by_forms_and_on_the_pages(client: Client, world: World) -> None:
    a, b = world.theme("A"), world.theme("B")
    world.add(b, 1)
    text = act(client, world, "nest_theme", b.pk, into=a.pk, view="theme_card", theme=b.pk)
    assert "“B” is now a sub-theme of “A”." in text
    assert "sub-theme of A" in text
    assert "1 with sub-themes" in page(client, world, "workbench")
    assert "1 with sub-themes" in page(client, world, "board")
    assert "made “B” a sub-theme of “A”" in page(client, world, "history")
    assert "“B” is a theme of its own." in act(
        client, world, "nest_theme", b.pk, into="", view="theme_card", theme=b.pk
    )
    assert "Choose" in act(client, world, "nest_theme", b.pk, into="x", view="theme_card", theme=b.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("racing_db")
def test_two_themes_put_under_each_other_at_once_make_no_circle() -> None:
    world = make()
    a, b = world.theme("A"), world.theme("B")
    got = together(lambda: nest(world, a, b).name, lambda: nest(world, b, a).name)
    assert Counter(got) in (Counter(["A", "parent_is_sub"]), Counter(["B", "parent_is_sub"]))
    assert len([row for row in queries.theme_rows(world.corpus) if row.parent]) == 1
