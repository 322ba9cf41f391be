"""The theme card: what is written on it, cue words proposed for it, and what was typed when it is refused."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from depeche.core import corpus as core
from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, rules
from depeche.web.analysis.models import Change, Theme
from tests.web.analysis.test_pages import act, address, page
from tests.web.analysis.world import World, make, value


def value_of(text: str, field: str) -> str:
    """What stands in a field of a page."""
    found = re.search(rf'<input[^>]*id="{field}"[^>]*value="([^"]*)"', text) or re.search(
        rf'<textarea[^>]*id="{field}"[^>]*>([^<]*)<', text
    )
    assert found is not None
    return html.unescape(found[1])


def save(client: Client, world: World, theme: Theme, **fields: object) -> str:
    sent = {"name": theme.name, "view": "theme_card", "theme": theme.pk, "cue_words": "", "definition": "", **fields}
    return act(client, world, "edit_theme", theme.pk, **sent)


def test_all_of_a_theme_card_is_written_and_read(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    text = save(client, world, theme, cue_words="tro, håb", definition="Om tro.", include="Tvivl", exclude="Kærlighed")
    assert "“Tillid” has been saved." in text
    theme.refresh_from_db()
    words = (theme.cue_words, theme.definition, theme.include, theme.exclude)
    assert words == (["tro", "håb"], "Om tro.", "Tvivl", "Kærlighed")
    assert [value_of(text, f"edit_{name}") for name in ("cue_words", "definition", "include", "exclude")] == [
        "tro, håb",
        "Om tro.",
        "Tvivl",
        "Kærlighed",
    ]
    bench = page(client, world, "workbench", pile=theme.pk)
    assert "Tvivl" in bench
    assert address(world, "theme_card", theme.pk) in bench
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    theme.refresh_from_db()
    assert (theme.include, theme.cue_words) == ("", [])


def test_a_refused_theme_card_is_shown_again_with_what_was_typed(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    world.theme("Krydspres")
    text = save(client, world, theme, name="krydspres", cue_words="tro, håb", definition="Lang & god", include="<b>")
    assert "There is already a theme called “krydspres”." in text
    typed = [value_of(text, f"edit_{name}") for name in ("name", "cue_words", "definition", "include")]
    assert typed == ["krydspres", "tro, håb", "Lang & god", "<b>"]
    assert value_of(page(client, world, "theme_card", theme.pk), "edit_name") == "Tillid"  # shown once
    theme.refresh_from_db()
    assert theme.definition == ""


def test_who_is_overtaken_sees_both(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    seen = rules.fingerprint(theme)
    words = actions.ThemeWords("Tillid", "Den andens definition")
    actions.edit_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, words=words, now=world.now)
    text = save(client, world, theme, definition="Min definition", seen=seen)
    assert "Somebody else changed this meanwhile." in text
    assert "Den andens definition" in text
    assert value_of(text, "edit_definition") == "Min definition"
    theme.refresh_from_db()
    fresh = re.search(r'name="seen" value="(\w+)"', text)
    assert fresh is not None
    assert fresh[1] == rules.fingerprint(theme)


def test_a_refused_new_theme_is_shown_again_with_what_was_typed(client: Client, world: World) -> None:
    world.theme("Tillid")
    parent = world.theme("Ledelse")
    text = act(client, world, "create_theme", name="TILLID", cue_words="tro, håb", parent=parent.pk)
    assert "There is already a theme called “TILLID”." in text
    assert (value_of(text, "new_name"), value_of(text, "new_cue_words")) == ("TILLID", "tro, håb")
    assert f'<option value="{parent.pk}" selected>' in text
    assert value_of(page(client, world, "workbench"), "new_name") == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (actions.ThemeWords("A", include="x" * 2001), "boundary_long"),
        (actions.ThemeWords("A", exclude="x" * 2001), "boundary_long"),
        (actions.ThemeWords("A", "x" * 2001), "definition_long"),
        (actions.ThemeWords(" "), "theme_name_missing"),
    ],
)
def test_a_theme_card_that_cannot_be(world: World, words: actions.ThemeWords, code: str) -> None:
    theme = world.theme("Tillid")
    with pytest.raises(RuleError) as error:
        actions.edit_theme(actor=world.owner, corpus=world.corpus, theme_id=theme.pk, words=words, now=world.now)
    assert error.value.code == code
    assert rules.said(error.value)


def contrasting() -> World:
    """Four questions of trust and four of time: words that set them apart."""
    texts = (
        "Hvordan viser lederen tillid til sine medarbejdere?",
        "Hvad sker der, når tillid forsvinder mellem kolleger?",
        "Kan tillid måles i en kommune?",
        "Hvem har tillid til en leder, der kontrollerer?",
        "Hvornår er der tid til pauser i kalenderen?",
        "Hvorfor fylder kalenderen mere end mødet?",
        "Er kalenderen jeres eller min?",
        "Hvad gør en tom kalender ved en direktør?",
    )
    return make(
        core.Corpus(
            "Tillid og tid",
            (core.Source("a", "A"),),
            tuple(core.Pair(str(number), text, source="a") for number, text in enumerate(texts, 1)),
        )
    )


def test_cue_words_found_in_what_was_sorted_are_added_one_by_one_or_all(client: Client, world: World) -> None:
    made = contrasting()
    made.project.memberships.create(user=world.owner, role="owner", since=world.now)
    theme, time = made.theme("Tro", "kolleger"), made.theme("Travlhed")
    assert "Proposed cue words" not in page(client, made, "theme_card", theme.pk)
    made.add(theme, 1, 2, 3, 4)
    made.add(time, 5, 6, 7, 8)
    card = queries.theme_card(made.corpus, theme.pk)
    assert card is not None
    assert "tillid" in card.words
    assert "kolleger" not in card.words
    text = save(client, made, theme, cue_words="kolleger, nyt", definition="Skrevet samtidig", add=card.words[0])
    theme.refresh_from_db()
    assert theme.cue_words == ["kolleger", "nyt", card.words[0]]
    assert theme.definition == "Skrevet samtidig"
    more = ", ".join(["Nyt", *card.words])
    save(client, made, theme, cue_words=value_of(text, "edit_cue_words"), add=more)
    theme.refresh_from_db()
    assert theme.cue_words == ["kolleger", "nyt", *card.words]


def test_cards_are_proposed_as_examples_and_chosen_there(client: Client, world: World) -> None:
    theme = world.theme("Tillid")
    world.add(theme, 1, 3, 4)
    card = queries.theme_card(world.corpus, theme.pk)
    assert card is not None
    assert {example.key for example in card.candidates} == {"1", "3", "4"}
    unit = world.unit(3)
    text = act(client, world, "example", theme.pk, card=f"{unit.pk}:{theme.pk}", view="theme_card", theme=theme.pk)
    assert "Not an example" in text
    card = queries.theme_card(world.corpus, theme.pk)
    assert card is not None
    assert ([example.key for example in card.examples], {each.key for each in card.candidates}) == (["3"], {"1", "4"})


def test_a_theme_card_that_is_gone(client: Client, world: World) -> None:
    theme, foreign = world.theme("Tillid"), make().theme("Fremmed")
    assert client.get(address(world, "theme_card", foreign.pk)).status_code == 404
    change = Change.objects.filter(corpus=world.corpus).latest("pk").pk
    text = act(client, world, "undo", seen=change, view="theme_card", theme=theme.pk)
    assert "Undone" in text  # and one stands on the page of all themes, not on a card that is no more
    assert client.get(address(world, "theme_card", theme.pk)).status_code == 404


def test_a_theme_card_asks_as_often_for_many_cards_as_for_few(client: Client, world: World) -> None:
    def counted(made: World) -> int:
        theme = made.theme("Tillid")
        made.add(theme, 1, 3, 4)
        made.project.memberships.create(user=world.owner, role="owner", since=world.now)
        page(client, made, "theme_card", theme.pk)
        with CaptureQueriesContext(connection) as found:
            page(client, made, "theme_card", theme.pk)
        return len(found)

    assert counted(make(value(6))) == counted(make(value(300)))
