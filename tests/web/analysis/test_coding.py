"""Two people code: what is drawn, what a verdict is, when one is done."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import RestrictedError
from django.test.utils import CaptureQueriesContext

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import actions
from depeche.web.analysis.actions import coding as work
from depeche.web.analysis.models import Change, CodebookVersion, DoubleCoding, Verdict
from depeche.web.analysis.queries import agreed, coding
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from tests.web.analysis.coders import Pair, code_of, plan, start
from tests.web.analysis.world import NOW, World

# ---- Starting


def test_starting_freezes_the_book_draws_the_cards_and_says_so(pair: Pair) -> None:
    assert pair.coding.version.number == 1
    assert [task.position for task in pair.coding.tasks.all()] == [1, 2, 3, 4, 5, 6]
    assert pair.coding.drawn_from == 6
    change = Change.objects.get(kind="coding_started")
    assert change.data["figures"] == {"title": "Prøve", "count": 6, "number": 1}
    again = start(pair.world, pair.first, pair.second)
    assert again.version_id == pair.coding.version_id  # nothing new to freeze
    assert list(again.tasks.values_list("unit")) == list(pair.coding.tasks.values_list("unit"))


def test_a_seed_draws_the_same_and_another_seed_draws_otherwise() -> None:
    units = list(range(100))
    assert coding.drawn(units, 20, 1) == coding.drawn(units, 20, 1)
    assert coding.drawn(units, 20, 1) != coding.drawn(units, 20, 2)
    assert sorted(coding.drawn(units, None, 1)) == units
    assert len(set(coding.drawn(units, 500, 1))) == 100


def test_examples_of_the_book_are_not_drawn_for_the_book_tells_their_theme(world: World) -> None:
    trust = world.theme("Tillid")
    world.move(trust, 1, 2)
    actions.show_example(
        actor=world.owner, corpus=world.corpus, unit_id=world.unit(1).pk, theme_id=trust.pk, on=True, now=NOW
    )
    found = start(world, world.member(Role.ANALYST), world.owner)
    assert world.unit(1).pk not in found.tasks.values_list("unit", flat=True)
    assert found.drawn_from == 5
    assert {pile.code: pile.cards for pile in coding.piles(world.corpus)} == {"all": 6, "unsorted": 4, str(trust.pk): 2}
    unsorted = start(world, world.member(Role.ANALYST), world.owner, pile="unsorted", most=3)
    assert unsorted.tasks.count() == 3
    inside = start(world, world.member(Role.ANALYST), world.owner, pile=str(trust.pk))
    assert list(inside.tasks.values_list("unit", flat=True)) == [world.unit(2).pk]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"version": 9}, "version_gone"),
        ({"most": 0}, "cards_number"),
        ({"most": 2001}, "cards_number"),
        ({"pile": "999999"}, "no_cards_to_draw"),
    ],
)
def test_what_cannot_be_started(world: World, changed: dict[str, object], code: str) -> None:
    world.theme("Tillid")
    with pytest.raises(RuleError) as error:
        start(world, world.owner, world.member(Role.ANALYST), **changed)
    assert code_of(error) == code
    assert not DoubleCoding.objects.exists()


def test_the_coders_are_two_different_people_who_may_work(world: World) -> None:
    world.theme("Tillid")
    for second, code in ((world.owner, "two_coders"), (world.member(Role.READER), "coder_gone")):
        with pytest.raises(RuleError) as error:
            start(world, world.owner, second)
        assert code_of(error) == code
    stranger = User.objects.create_user("fremmed@example.test")
    with pytest.raises(RuleError) as error:
        start(world, world.owner, stranger)
    assert code_of(error) == "coder_gone"
    with pytest.raises(PermissionDenied):
        work.start_coding(
            actor=world.member(Role.READER), corpus=world.corpus, plan=plan(world.owner, stranger), now=NOW
        )


# ---- Judging


def test_a_verdict_is_kept_replaced_and_told_without_its_theme(pair: Pair) -> None:
    pair.judge(pair.first, 2, pair.time, pair.trust, comment="  Begge dele ")
    verdict = pair.judge(pair.first, 2, pair.time, pair.trust)
    assert Verdict.objects.count() == 1
    assert verdict.themes == [pair.trust.pk, pair.time.pk]  # in the order of the code book
    event = Event.objects.filter(verb="analysis.coding_judged").latest("pk")
    assert set(event.data) == {"coding", "task"}
    desk = coding.desk(pair.fresh(), pair.first, 2)
    assert desk.chosen == frozenset({pair.trust.pk, pair.time.pk})
    assert (desk.judged, desk.total, desk.missing) == (1, 6, 1)
    assert coding.first_open(pair.fresh(), pair.first) == 1


def test_none_of_them_is_a_judgement_and_no_choice_is_not(pair: Pair) -> None:
    assert pair.judge(pair.first, 1).themes == []
    assert coding.desk(pair.fresh(), pair.first, 1).chosen == frozenset()
    assert coding.desk(pair.fresh(), pair.first, 2).chosen is None
    for themes, none, code in (([], False, "nothing_chosen"), ([pair.trust.pk], True, "none_and_some")):
        with pytest.raises(RuleError) as error:
            work.judge(actor=pair.first, coding=pair.coding, position=1, themes=themes, none=none, comment="", now=NOW)
        assert code_of(error) == code


def test_only_themes_of_the_version_and_cards_of_the_coding(pair: Pair) -> None:
    later = pair.world.theme("Senere tema")
    for position, theme, comment, code in (
        (1, later, "", "theme_unknown"),
        (7, pair.trust, "", "card_gone"),
        (1, pair.trust, "x" * 501, "note_long"),
    ):
        with pytest.raises(RuleError) as error:
            pair.judge(pair.first, position, theme, comment=comment)
        assert code_of(error) == code


def test_done_needs_all_judged_and_can_be_taken_back_until_the_other_is(pair: Pair) -> None:
    pair.judge(pair.first, 1, pair.trust)
    with pytest.raises(RuleError) as error:
        pair.done(pair.first)
    assert (code_of(error), error.value.figures) == ("not_all_judged", {"count": 5})
    pair.judge_all(pair.first)
    pair.done(pair.first)
    with pytest.raises(RuleError) as error:
        pair.judge(pair.first, 1, pair.time)
    assert code_of(error) == "coding_done"
    work.take_back(actor=pair.first, coding=pair.fresh(), now=NOW)
    pair.judge(pair.first, 1, pair.time)
    pair.done(pair.first)
    pair.judge_all(pair.second)
    pair.done(pair.second)
    for who in (pair.first, pair.second):
        with pytest.raises(RuleError) as error:
            work.take_back(actor=who, coding=pair.fresh(), now=NOW)
        assert code_of(error) == "coding_both_done"
    assert Change.objects.filter(kind="coding_finished").count() == 1


# ---- Lists


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(pair: Pair, count: int) -> None:
    for _ in range(count - 1):
        start(pair.world, pair.first, pair.second)
    with CaptureQueriesContext(connection) as queries:
        rows = coding.codings(pair.world.corpus, pair.first)
    assert (len(rows), len(queries)) == (count, 2)
    pair.finish()
    found = pair.fresh()
    with CaptureQueriesContext(connection) as queries:
        agreed.judged(found, pair.first)
    assert len(queries) == 2


def test_versions_in_use_go_with_their_material_and_not_before(pair: Pair) -> None:
    with pytest.raises(RestrictedError):
        pair.coding.version.delete()
    pair.finish()
    pair.world.corpus.delete()
    assert not CodebookVersion.objects.exists()
    assert not Verdict.objects.exists()


def test_verdicts_outlive_who_gave_them(pair: Pair) -> None:
    pair.finish()
    pair.first.delete()
    rows = agreed.judged(pair.fresh(), pair.second)
    assert [len(row.first) for row in rows] == [1, 1, 1, 1, 1, 1]
    assert coding.row(pair.fresh(), pair.second).coders[0].name == ""
