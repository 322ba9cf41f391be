"""Two analysts at the same moment: nobody's work is lost, and nothing is done twice."""

from __future__ import annotations

from collections import Counter

import pytest

from depeche.web.analysis import actions, rules
from depeche.web.analysis.models import Change, Coding, Highlight, Quote, Theme
from tests.web.analysis.world import MINUTE, make
from tests.web.relay.conftest import racing_db  # noqa: F401 - a fixture
from tests.web.relay.test_races import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("racing_db")]
BOTH = 4


def test_one_card_moved_by_four_ends_in_one_theme() -> None:
    world = make()
    themes = [world.theme(f"Tema {number}") for number in range(BOTH)]
    card = actions.Card(world.unit(1).pk, None)

    def move(theme: Theme) -> object:
        return actions.move_cards(actor=world.owner, corpus=world.corpus, cards=[card], to_id=theme.pk, now=world.now)

    got = together(*[lambda theme=theme: move(theme) for theme in themes])
    assert Counter(got) == {(1, 0, 0): 1, (0, 1, 0): BOTH - 1}
    assert Coding.objects.count() == 1
    assert Change.objects.filter(kind="cards_moved").count() == 1


def test_a_theme_edited_by_four_keeps_the_words_of_one() -> None:
    world = make()
    theme = world.theme("Tillid")
    seen = rules.fingerprint(theme)

    def edit(number: int) -> object:
        return actions.edit_theme(
            actor=world.owner,
            corpus=world.corpus,
            theme_id=theme.pk,
            words=actions.ThemeWords(f"Tillid {number}"),
            seen=seen,
            now=world.now,
        ).name

    got = together(*[lambda number=number: edit(number) for number in range(BOTH)])
    theme.refresh_from_db()
    assert got.count("changed_meanwhile") == BOTH - 1
    assert theme.name in got


def test_undo_pressed_by_four_undoes_one_step() -> None:
    world = make()
    world.theme("Første")
    world.theme("Anden")
    seen = Change.objects.latest("pk").pk

    def undo() -> object:
        return actions.undo(actor=world.owner, corpus=world.corpus, seen=seen, now=world.now + MINUTE).pk

    got = together(*[undo] * BOTH)
    assert Counter(got) == {seen: 1, "changed_meanwhile": BOTH - 1}
    assert [theme.name for theme in Theme.objects.all()] == ["Første"]


def test_the_same_highlight_and_quote_by_four_stand_once() -> None:
    world = make()
    unit = world.unit(1).pk

    def mark() -> None:
        world.mark(1, 0, 7)

    def quote() -> None:
        actions.choose_quote(actor=world.owner, corpus=world.corpus, unit_id=unit, chosen=True, now=world.now)

    assert together(*[mark] * 2, *[quote] * 2) == [None] * 4
    assert (Highlight.objects.count(), Quote.objects.count()) == (1, 1)
