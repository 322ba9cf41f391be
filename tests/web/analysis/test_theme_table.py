"""The table of themes: sub-themes beneath their theme, and counts that say when they exceed the cards."""

from __future__ import annotations

from django.test import Client

from depeche.web.analysis import actions, queries
from tests.web.analysis.test_pages import page
from tests.web.analysis.world import World


def test_sub_themes_stand_beneath_and_are_counted_with_each_card_once(client: Client, world: World) -> None:
    big, small, sub, other = [world.theme(name) for name in ("Stor", "Lille", "Under", "Under to")]
    for theme in (sub, other):
        actions.nest_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, parent_id=small.pk, now=world.now)
    world.add(big, 1, 4)  # cards 1 to 3 are of the first source
    world.add(sub, 1, 2, 4)
    world.add(other, 1, 2)
    table = queries.theme_table(world.corpus)
    assert [(row.name, row.parent, row.counts, row.family) for row in table.rows] == [
        ("Lille", "", (0, 0), (2, 1, 3)),
        ("Under", "Lille", (2, 1), ()),
        ("Under to", "Lille", (2, 0), ()),
        ("Stor", "", (1, 1), ()),
        ("", "", (1, 2), ()),
    ]
    assert (table.totals, table.total, table.several) == ((3, 3), 6, 3)
    text = page(client, world, "themes")
    assert "A card can stand in several themes, and 3 do;" in text
    assert "3 with sub-themes" in text
    csv = page(client, world, "themes_csv").splitlines()
    assert csv[2].startswith("Under;Lille;")


def test_nothing_is_said_of_several_themes_where_no_card_stands_in_several(client: Client, world: World) -> None:
    world.add(world.theme("A"), 1)
    assert queries.theme_table(world.corpus).several == 0
    assert "can stand in several" not in page(client, world, "themes")
