"""Arranging as an action: who may, what is left behind, and who was faster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from depeche.core.errors import RuleError
from depeche.core.reporting import Outline, editing
from depeche.core.reporting.outline import from_plain
from depeche.web.accounts.models import User
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.reports import build
from depeche.web.reports.actions import arranging, translating
from depeche.web.reports.models import Step
from tests.web.reports.world import NOW, World

pytestmark = pytest.mark.django_db


def following(world: World) -> Outline:
    world.report.refresh_from_db()
    return build.Workshop(world.report, NOW).outline


def hide(world: World, name: str, outline: Outline, user: User | None = None) -> Outline:
    return arranging.arrange(
        actor=user or world.owner,
        report=world.report,
        following=outline,
        base=arranging.outline_stamp(outline),
        act="hide",
        item=name,
        edit=lambda now: editing.veiled(now, name, hidden=True),
        now=NOW,
    )


def test_writers_arrange_and_readers_do_not(world: World) -> None:
    outline = following(world)
    with pytest.raises(PermissionDenied):
        hide(world, "words", outline, world.member(Role.READER))
    hide(world, "words", outline, world.member(Role.ANALYST))
    assert Step.objects.get().item == "words"


def test_the_record_holds_codes_and_numbers_alone(world: World) -> None:
    outline = following(world)
    item = outline.items[0].id
    arranging.arrange(
        actor=world.owner,
        report=world.report,
        following=outline,
        base=arranging.outline_stamp(outline),
        act="title",
        item=item,
        edit=lambda now: editing.titled(now, item, "Ord om Karen"),
        now=NOW,
    )
    translating.translate_titles(
        actor=world.owner, report=world.report, titles={"front:title": "Words"}, language="en", now=NOW
    )
    arranged, translated = Event.objects.filter(object_type="report").order_by("-pk")[:2][::-1]
    assert (arranged.verb, arranged.data) == ("report.arranged", {"act": "title", "blocks": len(outline.items)})
    assert (translated.verb, translated.data) == ("report.translated", {"language": "en", "titles": 1})


def test_what_changes_nothing_leaves_no_step_and_does_not_freeze(world: World) -> None:
    outline = following(world)
    arranging.arrange(
        actor=world.owner,
        report=world.report,
        following=outline,
        base=arranging.outline_stamp(outline),
        act="up",
        item=outline.items[0].id,
        edit=lambda now: editing.stepped(now, outline.items[0].id, -1),
        now=NOW,
    )
    world.report.refresh_from_db()
    assert world.report.outline == []
    assert not Step.objects.exists()
    assert not Event.objects.filter(verb="report.arranged").exists()


def test_the_first_act_freezes_the_outline_and_undo_lets_it_follow_again(world: World) -> None:
    outline = following(world)
    after = hide(world, "words", outline)
    world.report.refresh_from_db()
    assert from_plain(world.report.outline) == after
    world.report.corpus.themes.filter(name="krydspres").delete()
    assert following(world) == after, "a frozen outline does not follow the material"
    base = arranging.outline_stamp(after)
    arranging.undo_step(actor=world.owner, report=world.report, following=after, base=base, now=NOW)
    assert "krydspres" not in [item.theme for item in following(world).items]


def test_a_refused_edit_writes_nothing(world: World) -> None:
    outline = following(world)
    with pytest.raises(RuleError, match="method_stays"):
        hide(world, "method", outline)
    assert not Step.objects.exists()
    hide(world, "words", outline)
    with pytest.raises(RuleError, match="outline_changed"):
        hide(world, "closing", outline)
    assert Step.objects.get().item == "words"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_arrange_at_once_one_is_told(transactional_db: None, world: World) -> None:
    outline = following(world)
    names = [item.id for item in outline.items if item.id != "method"][:4]

    def press(name: str) -> str:
        try:
            hide(world, name, outline)
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return name

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(press, names))
    assert outcomes.count("outline_changed") == len(names) - 1
    (done,) = set(outcomes) - {"outline_changed"}
    assert [item.id for item in following(world).items if item.hidden] == [done]
    assert Step.objects.get().item == done
