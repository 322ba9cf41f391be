from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from depeche.core.corpus import Span
from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import actions, queries
from depeche.web.analysis.models import Change, Coding, Corpus, Theme
from depeche.web.projects.models import Role
from tests.web.analysis.world import MINUTE, World, make

KINDS = 17


class Base(TypedDict):
    """What every action takes."""

    actor: User
    corpus: Corpus
    now: datetime


def act(world: World, kind: int, one: int, other: int) -> None:
    """One of the steps a person can take, with whatever the database holds; a refusal is a step too."""
    world.now += MINUTE
    themes = list(Theme.objects.filter(corpus=world.corpus, deleted_at=None))
    chosen = themes[one % len(themes)] if themes else None
    theme, another = chosen.pk if chosen else 0, themes[other % len(themes)].pk if themes else 0
    key, further = one % 6 + 1, other % 6 + 1
    base = Base(actor=world.owner, corpus=world.corpus, now=world.now)
    unit = world.unit(key).pk
    span = Span(min(one, other), max(one, other) + 1)
    steps: list[Callable[[], object]] = [
        lambda: actions.create_theme(
            **base, name=f"Tema {one}", cue_words=[f"ord{other}"], parent_id=theme if themes and one % 3 == 0 else None
        ),
        lambda: world.move(chosen, key, further),
        lambda: world.move(None, key),
        lambda: actions.edit_theme(**base, theme_id=theme, words=actions.ThemeWords(f"Nyt {other}")),
        lambda: actions.merge_themes(**base, theme_id=theme, into_id=another),
        lambda: actions.split_theme(**base, theme_id=theme, units=[unit], name=f"Del {other}"),
        lambda: actions.delete_theme(**base, theme_id=theme),
        lambda: actions.place_theme(**base, theme_id=theme, place=other),
        lambda: actions.highlight(**base, unit_id=unit, side="question", span=span, on=bool(other % 3)),
        lambda: actions.choose_quote(**base, unit_id=unit, chosen=bool(other % 3)),
        lambda: actions.leave_out(**base, unit_id=unit, side="question", span=span, out=bool(other % 3)),
        lambda: actions.place_quote(**base, unit_id=unit, after=bool(other % 2)),
        lambda: world.add(chosen, key, further) if chosen else None,
        lambda: actions.take_out(**base, units=[unit, world.unit(further).pk], theme_id=theme),
        lambda: actions.nest_theme(**base, theme_id=theme, parent_id=another if other % 4 else None),
        lambda: actions.show_example(**base, unit_id=unit, theme_id=theme, on=bool(other % 3)),
        lambda: actions.accept_group(
            **base, units=[unit, world.unit(further).pk], name=f"Gruppe {other}", cue_words=[f"ord{one}"]
        ),
    ]
    with suppress(RuleError):
        steps[kind % KINDS]()


STEPS = st.lists(st.tuples(st.integers(0, KINDS - 1), st.integers(0, 30), st.integers(0, 30)), max_size=25)


class Undoing(TestCase):
    @settings(max_examples=60)
    @given(STEPS)
    def test_undoing_all_gives_the_beginning_and_redoing_all_the_end(self, steps: list[tuple[int, int, int]]) -> None:
        world = make()
        states = [world.state()]
        for step in steps:
            before = Change.objects.filter(corpus=world.corpus).count()
            act(world, *step)
            made = Change.objects.filter(corpus=world.corpus).count() - before
            assert made in {0, 1}
            assert (world.state() != states[-1]) == bool(made)
            if made:
                states.append(world.state())
        for state in reversed(states[:-1]):
            world.now += MINUTE
            actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
            assert world.state() == state
        with pytest.raises(RuleError):
            actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
        for state in states[1:]:
            actions.redo(actor=world.owner, corpus=world.corpus, now=world.now)
            assert world.state() == state
        with pytest.raises(RuleError):
            actions.redo(actor=world.owner, corpus=world.corpus, now=world.now)


def test_undo_refuses_when_somebody_has_worked_since(world: World) -> None:
    world.theme("Tillid")
    seen = Change.objects.latest("pk").pk
    world.theme("Krydspres")
    with pytest.raises(RuleError) as error:
        actions.undo(actor=world.owner, corpus=world.corpus, seen=seen, now=world.now)
    assert error.value.code == "changed_meanwhile"
    assert Theme.objects.filter(corpus=world.corpus).count() == 2


def test_undoing_back_to_a_step_takes_all_after_it_along(world: World) -> None:
    world.theme("Tillid")
    second = world.theme("Krydspres")
    world.move(second, 1, 2)
    target = Change.objects.filter(kind="theme_created").latest("pk").pk
    assert actions.undo_to(actor=world.owner, corpus=world.corpus, change_id=target, now=world.now) == 2
    assert [theme.name for theme in world.corpus.themes.all()] == ["Tillid"]
    assert not Coding.objects.exists()
    lines = [queries.line(change) for change in queries.history(world.corpus)]
    assert [bool(line.undone_at) for line in lines] == [True, True, False, False]
    with pytest.raises(RuleError):
        actions.undo_to(actor=world.owner, corpus=world.corpus, change_id=target, now=world.now)


def test_what_was_undone_before_new_work_is_not_made_again(world: World) -> None:
    world.theme("Tillid")
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    world.theme("Krydspres")
    with pytest.raises(RuleError) as error:
        actions.redo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert error.value.code == "nothing_to_redo"


def test_material_is_never_undone(world: World) -> None:
    with pytest.raises(RuleError) as error:
        actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert error.value.code == "nothing_to_undo"
    assert world.corpus.units.count() == 10


def test_a_user_who_was_deleted_does_not_stand_in_the_way_of_undoing(world: World) -> None:
    analyst = world.member(Role.ANALYST)
    theme = world.theme("Tillid")
    card = actions.Card(world.unit(1).pk, None)
    actions.move_cards(actor=analyst, corpus=world.corpus, cards=[card], to_id=theme.pk, now=world.now)
    world.move(None, 1)
    analyst.delete()
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert Coding.objects.get().by is None
    actions.undo(actor=world.owner, corpus=world.corpus, now=world.now)
    assert not Coding.objects.exists()
