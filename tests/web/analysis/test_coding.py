"""Two coders who do not see each other: every role in every state, refusals included."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import RestrictedError
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import actions, coding_rules
from depeche.web.analysis.actions import coding as work
from depeche.web.analysis.coding_rules import Do, State, Who
from depeche.web.analysis.models import Change, CodebookVersion, Coding, DoubleCoding, Theme, Verdict
from depeche.web.analysis.queries import agreed, coding
from depeche.web.analysis.queries.machine import suggested
from depeche.web.common.models import Event
from depeche.web.projects.models import Membership, Role
from tests.web.analysis.world import MINUTE, NOW, World

SEED = 7
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|content="\w{64}"|nonce="[^"]+"')


@dataclass
class Pair:
    """A double coding of the six cards by two analysts, with two themes."""

    world: World
    first: User
    second: User
    trust: Theme
    time: Theme
    coding: DoubleCoding

    def fresh(self) -> DoubleCoding:
        return coding.coding_of(self.world.corpus, self.coding.pk)

    def judge(self, who: User, position: int, *themes: Theme, comment: str = "") -> Verdict:
        return work.judge(
            actor=who,
            coding=self.fresh(),
            position=position,
            themes=[theme.pk for theme in themes],
            none=not themes,
            comment=comment,
            now=NOW,
        )

    def judge_all(self, who: User, *last: Theme) -> None:
        """Trust to every card, and `last` (or nothing) to the sixth."""
        for position in range(1, 6):
            self.judge(who, position, self.trust)
        self.judge(who, 6, *last)

    def done(self, who: User) -> None:
        work.declare_done(actor=who, coding=self.fresh(), now=NOW)

    def finish(self) -> None:
        """Both agree on five cards and differ on the sixth: time, and none of them."""
        self.judge_all(self.first, self.time)
        self.judge_all(self.second)
        self.done(self.first)
        self.done(self.second)

    def disputed(self) -> int:
        return next(row.task for row in agreed.judged(self.fresh(), self.first) if row.disputed)

    def settle(self, who: User, *themes: Theme) -> Verdict:
        return work.settle(
            actor=who,
            coding=self.fresh(),
            task_id=self.disputed(),
            themes=[theme.pk for theme in themes],
            comment="Vi talte om det",
            now=NOW,
        )

    def write(self, who: User) -> agreed.Writing:
        return work.write_coding(actor=who, coding=self.fresh(), now=NOW + MINUTE)

    def unit_at(self, position: int) -> int:
        return self.coding.tasks.get(position=position).unit_id


def plan(first: User, second: User, **other: object) -> work.Plan:
    values: dict[str, object] = {"title": "Prøve", "version": None, "pile": "all", "most": None, "seed": SEED}
    return work.Plan(**(values | {"first": first.pk, "second": second.pk} | other))  # type: ignore[arg-type] # a table of values


def start(world: World, first: User, second: User, **other: object) -> DoubleCoding:
    return work.start_coding(actor=world.owner, corpus=world.corpus, plan=plan(first, second, **other), now=NOW)


@pytest.fixture
def pair(world: World) -> Pair:
    trust, time = world.theme("Tillid", "tillid"), world.theme("Tid")
    first, second = world.member(Role.ANALYST), world.member(Role.FACILITATOR)
    return Pair(world, first, second, trust, time, start(world, first, second))


def code_of(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.code


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


# ---- Blindness


def _reach(pair: Pair, state: State) -> User:
    """Bring the coding into a state as the first coder stands to it."""
    if state is State.OPEN:
        return pair.first
    pair.judge_all(pair.first, pair.time)
    pair.judge_all(pair.second)
    if state is State.THEIRS:
        pair.done(pair.second)
        return pair.first
    pair.done(pair.first)
    if state is State.MINE:
        return pair.first
    pair.done(pair.second)
    if state is State.WRITTEN:
        pair.settle(pair.world.owner, pair.time)
        pair.write(pair.world.owner)
    return pair.first


def _try(pair: Pair, do: Do, who: User) -> None:
    found = pair.fresh()
    if do is Do.JUDGE:
        coding.desk(found, who, 1)
        pair.judge(who, 1, pair.trust)
    elif do is Do.DECLARE:
        pair.judge_all(who)
        pair.done(who)
    elif do is Do.TAKE_BACK:
        work.take_back(actor=who, coding=found, now=NOW)
    elif do is Do.PROGRESS:
        if None in [coder.judged for coder in coding.row(found, who).coders]:
            raise RuleError("coding_blind")
    elif do is Do.DROP:
        work.drop_coding(actor=who, coding=found, now=NOW)
    elif do is Do.READ:
        agreed.judged(found, who)
    elif do is Do.SETTLE:
        task = found.tasks.get(position=6).pk
        work.settle(actor=who, coding=found, task_id=task, themes=[pair.time.pk], comment="", now=NOW)
    elif do is Do.WRITE:
        pair.settle(pair.world.owner, pair.time)
        pair.write(who)


@pytest.mark.parametrize("do", list(Do))
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", list(Who))
def test_the_table_of_who_may_what_when(pair: Pair, do: Do, state: State, who: Who) -> None:
    """The whole table against the doors themselves; the owner is no coder and has started it."""
    coder = _reach(pair, state)
    DoubleCoding.objects.update(by=pair.first if who is Who.CODER else pair.world.owner)
    actor = coder if who is Who.CODER else pair.world.owner
    if who is Who.OTHER and state is State.THEIRS:
        state = State.MINE  # to others there is one coder who is done, whichever it is
    if state in coding_rules.TABLE[do][who]:
        _try(pair, do, actor)
    else:
        with pytest.raises(RuleError) as error:
            _try(pair, do, actor)
        assert coding_rules.said(error.value)


def test_what_the_table_says(pair: Pair) -> None:
    """The lines on which blindness rests, written out."""
    blind = {State.OPEN, State.MINE, State.THEIRS}
    for who in Who:
        assert not coding_rules.TABLE[Do.READ][who] & blind
        assert not coding_rules.TABLE[Do.SETTLE][who] & blind
        assert not coding_rules.TABLE[Do.WRITE][who] & blind
    assert not coding_rules.TABLE[Do.PROGRESS][Who.CODER] & blind
    assert not coding_rules.TABLE[Do.JUDGE][Who.OTHER]
    assert coding_rules.TABLE[Do.JUDGE][Who.CODER] == {State.OPEN, State.THEIRS}


def test_the_desk_asks_for_nothing_but_ones_own(pair: Pair) -> None:
    """No coding of the material, no suggestion, no count of a theme, and of verdicts only those of one's own seat."""
    pair.world.move(pair.time, 1, 2, 3, 4, 5, 6)
    pair.judge_all(pair.second, pair.time)
    found = pair.fresh()
    with CaptureQueriesContext(connection) as queries:
        desk = coding.desk(found, pair.first, 6)
    assert (desk.chosen, desk.note, desk.judged) == (None, "", 0)
    assert len(queries) == 4
    for query in queries:
        assert 'analysis_coding"' not in query["sql"]
        assert "analysis_decision" not in query["sql"]
        assert "analysis_verdict" not in query["sql"] or '"seat" = 1' in query["sql"]


@pytest.mark.parametrize("actor", ["reader", "stranger"])
def test_who_may_not_work_may_nothing(pair: Pair, actor: str) -> None:
    who = pair.world.member(Role.READER) if actor == "reader" else User.objects.create_user("fremmed@example.test")
    refusal = PermissionDenied if actor == "reader" else Http404
    pair.finish()
    for step in (
        lambda: pair.judge(who, 1, pair.trust),
        lambda: pair.done(who),
        lambda: work.take_back(actor=who, coding=pair.fresh(), now=NOW),
        lambda: work.settle(actor=who, coding=pair.fresh(), task_id=1, themes=[], comment="", now=NOW),
        lambda: pair.write(who),
        lambda: work.drop_coding(actor=who, coding=pair.fresh(), now=NOW),
    ):
        with pytest.raises(refusal):
            step()


def test_a_coder_who_has_left_the_project_judges_no_more(pair: Pair) -> None:
    Membership.objects.filter(user=pair.first).delete()
    with pytest.raises(Http404):
        pair.judge(pair.first, 1, pair.trust)


def test_only_who_started_it_or_an_owner_removes_it(pair: Pair) -> None:
    with pytest.raises(RuleError) as error:
        work.drop_coding(actor=pair.first, coding=pair.coding, now=NOW)
    assert code_of(error) == "not_yours_to_drop"
    work.drop_coding(actor=pair.world.owner, coding=pair.coding, now=NOW)
    assert not DoubleCoding.objects.exists()
    assert Change.objects.filter(kind="coding_dropped").count() == 1
    with pytest.raises(RuleError) as error:
        pair.fresh()
    assert code_of(error) == "coding_gone"


# ---- Agreement, settling, writing


def test_the_figures_of_both(pair: Pair) -> None:
    pair.finish()
    rows = agreed.judged(pair.fresh(), pair.world.owner)
    found = agreed.measured(pair.fresh(), rows)
    trust, time = found.coders.themes
    assert (found.coders.units, found.coders.same) == (6, 5)
    assert trust.counts == (5, 0, 0, 1)
    assert time.counts == (0, 1, 0, 5)
    assert trust.alpha.value == 1
    # one yes among twelve answers: D_o = 2/12, D_e = 2 · 1 · 11 / (12 · 11) = 1/6
    assert time.alpha.value == pytest.approx(0)
    # ten {trust}, one {time}, one {}: D_o = 2/12, D_e = 2 (10 + 10 + 1) / (12 · 11)
    assert found.coders.overall.value == pytest.approx(1 - (2 / 12) / (42 / 132))
    assert agreed.measured(pair.fresh(), rows) == found


def test_settling_leaves_both_originals(pair: Pair) -> None:
    pair.finish()
    before = list(Verdict.objects.exclude(seat=0).order_by("pk").values())
    pair.settle(pair.first, pair.time)
    verdict = pair.settle(pair.second, pair.trust, pair.time)  # settled again, by the other
    assert (verdict.themes, verdict.note, verdict.by) == (
        [pair.trust.pk, pair.time.pk],
        "Vi talte om det",
        pair.second,
    )
    assert list(Verdict.objects.exclude(seat=0).order_by("pk").values()) == before
    assert Verdict.objects.filter(seat=0).count() == 1


def test_only_what_is_disputed_is_settled(pair: Pair) -> None:
    pair.finish()
    for task, code in ((pair.coding.tasks.get(position=1).pk, "not_disputed"), (0, "card_gone")):
        with pytest.raises(RuleError) as error:
            work.settle(actor=pair.first, coding=pair.fresh(), task_id=task, themes=[], comment="", now=NOW)
        assert code_of(error) == code


def test_the_result_becomes_one_step_that_can_be_undone(pair: Pair) -> None:
    world = pair.world
    other = world.theme("Kom til efter versionen")
    sixth = pair.unit_at(6)
    key = int(next(row.key for row in world.corpus.units.filter(pk=sixth)))
    world.move(pair.trust, key)
    actions.add_cards(
        actor=world.owner,
        corpus=world.corpus,
        cards=[actions.Card(sixth, None, (pair.trust.pk,))],
        to_id=other.pk,
        now=NOW,
    )
    pair.finish()
    with pytest.raises(RuleError) as error:
        pair.write(world.owner)
    assert (code_of(error), error.value.figures) == ("not_settled", {"count": 1})
    pair.settle(world.owner, pair.time)
    before = world.state()
    written = pair.write(world.owner)
    assert (len(written.new), len(written.old), written.cards) == (6, 1, 6)
    standing = Coding.objects.values_list("unit", "theme")
    assert set(standing) == {
        *((pair.unit_at(at), pair.trust.pk) for at in range(1, 6)),
        (sixth, pair.time.pk),
        (sixth, other.pk),
    }
    assert coding_rules.state_of(pair.fresh(), world.owner) is State.WRITTEN
    with pytest.raises(RuleError) as error:
        pair.settle(world.owner, pair.trust)
    assert code_of(error) == "coding_written"
    change = actions.undo(actor=world.owner, corpus=world.corpus, now=NOW + 2 * MINUTE)
    assert change.kind == "coding_written"
    assert world.state() == before
    assert coding_rules.state_of(pair.fresh(), world.owner) is State.BOTH
    assert Verdict.objects.count() == 13


def test_themes_removed_since_are_said_and_not_written(pair: Pair) -> None:
    pair.finish()
    pair.settle(pair.world.owner, pair.time)
    actions.delete_theme(actor=pair.world.owner, corpus=pair.world.corpus, theme_id=pair.time.pk, now=NOW)
    written = pair.write(pair.world.owner)
    assert (len(written.new), written.gone) == (5, ("Tid",))
    actions.undo(actor=pair.world.owner, corpus=pair.world.corpus, now=NOW)
    pair.write(pair.world.owner)
    with pytest.raises(RuleError) as error:
        pair.write(pair.world.owner)
    assert code_of(error) == "coding_written"


def test_writing_what_stands_already_changes_nothing(pair: Pair) -> None:
    pair.finish()
    pair.settle(pair.world.owner, pair.time)
    pair.write(pair.world.owner)
    twin = start(pair.world, pair.first, pair.second)
    again = Pair(pair.world, pair.first, pair.second, pair.trust, pair.time, twin)
    again.finish()
    again.settle(pair.world.owner, pair.time)
    with pytest.raises(RuleError) as error:
        again.write(pair.world.owner)
    assert code_of(error) == "nothing_to_write"


# ---- The machine


def test_the_machine_is_taught_without_the_cards_and_frozen_at_the_start(world: World) -> None:
    trust, time = world.theme("Tillid", "tillid"), world.theme("Rum", "linje")
    world.move(trust, 1, 3)
    world.move(time, 2)
    found = start(world, world.owner, world.member(Role.ANALYST), pile=str(trust.pk))
    units = [world.unit(1).pk, world.unit(3).pk]
    assert found.machine["taught"] == 1  # card 2 alone: 1 and 3 are coded
    assert {unit: set(themes) for unit, themes in found.machine["given"].items()} == {
        str(unit): {trust.pk, time.pk} for unit in units
    }
    frozen = found.machine
    world.move(time, 1, 3)  # what is said of the cards themselves teaches it nothing
    assert suggested(world.corpus, found.version, units) == frozen
    world.move(trust, 4, 5)
    assert suggested(world.corpus, found.version, units)["taught"] == 3
    assert DoubleCoding.objects.get().machine == frozen


def test_the_machine_is_no_coder_and_not_in_the_result(pair: Pair) -> None:
    given = {str(unit): [pair.time.pk, pair.trust.pk] for unit in pair.coding.tasks.values_list("unit", flat=True)}
    DoubleCoding.objects.update(machine={"given": given, "taught": 40, "embedder": ""})
    pair.finish()
    rows = agreed.judged(pair.fresh(), pair.first)
    assert agreed.measured(pair.fresh(), rows).coders.same == 5
    machine = agreed.measured(pair.fresh(), rows).machine
    assert machine is not None
    assert (machine.taught, machine.first, machine.three, machine.asked) == (40, (1, 0), (6, 5), (6, 5))
    assert [against.themes[0].counts for against in machine.against] == [(0, 5, 0, 1), (0, 5, 0, 1)]
    pair.settle(pair.first, pair.trust)
    written = pair.write(pair.first)
    assert {theme for _, theme in written.new} == {pair.trust.pk}


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


# ---- The pages


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(pair: Pair, name: str, *args: object) -> str:
    return reverse(f"analysis:{name}", args=[pair.world.corpus.pk, pair.coding.pk, *args])


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_double_coding_is_started_by_its_form(world: World, client: Client) -> None:
    world.theme("Tillid")
    address = reverse("analysis:start_coding", args=[world.corpus.pk])
    assert "empty-state" in read(client, address)  # nobody else to code
    other = world.member(Role.ANALYST)
    page = read(client, address)
    assert 'name="seed" value="1"' in page
    data = {"title": "Prøve", "version": 0, "pile": "all", "every": 0, "most": 4, "seed": 9}
    refused = client.post(address, data | {"first": world.owner.pk, "second": world.owner.pk})
    assert refused.status_code == 200
    assert not DoubleCoding.objects.exists()
    assert client.post(address, data | {"first": world.owner.pk, "second": other.pk, "most": ""}).status_code == 200
    assert not DoubleCoding.objects.exists()
    response = client.post(address, data | {"first": world.owner.pk, "second": other.pk})
    made = DoubleCoding.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("analysis:coding", args=[world.corpus.pk, made.pk]),
    )
    assert (made.tasks.count(), made.seed, made.drawn_from, made.pile) == (4, 9, 6, "all")


def test_a_coder_goes_through_the_cards_and_may_leave(pair: Pair) -> None:
    client = browser(pair.first)
    assert client.get(at(pair, "coding_take_up"))["Location"] == at(pair, "coding_desk", 1)
    response = client.post(at(pair, "judge", 1), {"theme": [pair.trust.pk], "note": "Tydeligt", "go": "next"})
    assert response["Location"] == at(pair, "coding_desk", 2)
    assert client.post(at(pair, "judge", 2), {"note": "", "go": "next"})["Location"] == at(pair, "coding_desk", 3)
    assert Verdict.objects.count() == 1  # looked at, not judged
    assert client.post(at(pair, "judge", 3), {"none": "1", "go": "previous"})["Location"] == at(pair, "coding_desk", 2)
    assert client.get(at(pair, "coding_take_up"))["Location"] == at(pair, "coding_desk", 2)
    page = read(client, at(pair, "coding_desk", 1))
    assert 'value="Tydeligt"' in page
    assert page.count(" checked>") == 2  # the theme, and the switch of the keys
    assert client.post(at(pair, "judge", 6), {"none": "1", "go": "next"})["Location"] == at(pair, "coding")


def test_a_card_erased_meanwhile_is_stepped_over(pair: Pair) -> None:
    pair.world.corpus.units.get(pk=pair.unit_at(2)).delete()
    client = browser(pair.first)
    assert client.post(at(pair, "judge", 1), {"none": "1", "go": "next"})["Location"] == at(pair, "coding_desk", 3)
    assert client.post(at(pair, "judge", 3), {"none": "1", "go": "previous"})["Location"] == at(pair, "coding_desk", 1)
    assert client.get(at(pair, "coding_desk", 2))["Location"] == at(pair, "coding")
    desk = coding.desk(pair.fresh(), pair.first, 3)
    assert (desk.total, desk.judged, desk.missing) == (5, 2, 4)


def test_a_verdict_is_not_lost_by_emptying_its_form(pair: Pair) -> None:
    pair.judge(pair.first, 1, pair.trust)
    client = browser(pair.first)
    for data in ({"note": "Tvivl"}, {"note": "Tvivl", "none": "1", "theme": [pair.trust.pk]}):
        response = client.post(at(pair, "judge", 1), data)
        assert response["Location"] == at(pair, "coding_desk", 1)
        page = read(client, at(pair, "coding_desk", 1))
        assert 'role="alert"' in page
        assert 'value="Tvivl"' in page
    assert Verdict.objects.get().themes == [pair.trust.pk]


def test_the_pages_of_a_coder_say_nothing_of_the_other_or_the_material(pair: Pair) -> None:
    pair.world.move(pair.time, 1, 2, 3, 4, 5, 6)
    before = [
        read(browser(pair.first), at(pair, name, *args)) for name, args in (("coding", ()), ("coding_desk", (1,)))
    ]
    pair.judge_all(pair.second, pair.time)
    after = [read(browser(pair.first), at(pair, name, *args)) for name, args in (("coding", ()), ("coding_desk", (1,)))]
    for one, other in zip(before, after, strict=True):
        assert CSRF.sub("", one) == CSRF.sub("", other)
    mine = reverse("analysis:codings", args=[pair.world.corpus.pk])
    assert "0/6" in read(browser(pair.first), mine)
    assert "6/6" not in read(browser(pair.first), mine)
    assert "6/6" in read(browser(pair.world.owner), mine)


def test_before_both_are_done_no_page_opens(pair: Pair) -> None:
    pair.judge_all(pair.first)
    pair.done(pair.first)
    for who in (pair.first, pair.second, pair.world.owner):
        client = browser(who)
        for name in ("coding_disputes", "coding_write"):
            assert client.get(at(pair, name))["Location"] == at(pair, "coding")
        for form in ("csv", "xlsx"):
            assert client.get(at(pair, "coding_file", form)).status_code == 404
        task = pair.coding.tasks.get(position=6).pk
        client.post(at(pair, "settle", task), {"choice": "first"})
        client.post(at(pair, "write_coding"))
    assert not Verdict.objects.filter(seat=0).exists()
    assert not Coding.objects.exists()
    assert browser(pair.world.owner).get(at(pair, "coding_desk", 1))["Location"] == at(pair, "coding")
    assert browser(pair.first).get(at(pair, "coding_desk", 1))["Location"] == at(pair, "coding")


def test_done_agreed_settled_and_written_through_the_pages(pair: Pair) -> None:
    given = {str(unit): [pair.time.pk, pair.trust.pk] for unit in pair.coding.tasks.values_list("unit", flat=True)}
    DoubleCoding.objects.update(machine={"given": given, "taught": 40, "embedder": ""})
    pair.judge_all(pair.first, pair.time)
    pair.judge_all(pair.second)
    first, second = browser(pair.first), browser(pair.second)
    first.post(at(pair, "declare_done"))
    first.post(at(pair, "take_back_done"))
    assert pair.fresh().first_done_at is None
    first.post(at(pair, "declare_done"))
    second.post(at(pair, "declare_done"))
    page = read(first, at(pair, "coding"))
    assert "<svg" in page
    assert "Anna" in page
    disputes = read(first, at(pair, "coding_disputes"))
    assert disputes.count('class="dispute"') == 1
    task = pair.disputed()
    for data in ({}, {"choice": "other"}, {"choice": "other", "none": "1", "theme": [pair.trust.pk]}):
        first.post(at(pair, "settle", task), data)
    assert not Verdict.objects.filter(seat=0).exists()
    first.post(at(pair, "settle", task), {"choice": "first", "note": "Anna har ret"})
    assert Verdict.objects.get(seat=0).themes == [pair.time.pk]
    second.post(at(pair, "settle", task), {"choice": "second"})
    assert Verdict.objects.get(seat=0).themes == []
    second.post(at(pair, "settle", task), {"choice": "other", "theme": [pair.trust.pk, pair.time.pk]})
    assert "checked" in read(first, at(pair, "coding_disputes"))
    assert "7" in read(first, at(pair, "coding_write"))
    response = first.post(at(pair, "write_coding"), follow=True)
    assert response.status_code == 200
    assert Coding.objects.count() == 7
    assert read(first, reverse("analysis:history", args=[pair.world.corpus.pk])).count("Prøve") >= 3


def test_the_file_has_a_row_for_each_card_and_theme_and_names_only_when_asked(pair: Pair) -> None:
    pair.finish()
    client = browser(pair.first)
    sixth = pair.world.corpus.units.get(pk=pair.unit_at(6)).key

    def rows(query: str = "") -> list[list[str]]:
        content = client.get(at(pair, "coding_file", "csv") + query).content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(content), delimiter=";"))

    found = rows()
    assert len(found) == 8
    assert [row[1:] for row in found[1:6]] == [["Tillid", "1", "1", "", "1"]] * 5
    assert found[6][:1] + found[6][2:] == [sixth, "1", "0", "", ""]
    assert found[7][2:] == ["0", "1", "", ""]  # none of them
    assert "Anna" not in str(found)
    assert found[0][2:4] != rows("?navne=1")[0][2:4] == ["Anna analyst", "Anna facilitator"]
    pair.settle(pair.first, pair.trust, pair.time)
    assert [row[1:] for row in rows()[6:]] == [
        ["Tillid", "0", "0", "1", "1"],
        ["Tid", "1", "0", "1", "1"],
        [rows()[8][1], "0", "1", "0", "0"],
    ]
    book = load_workbook(io.BytesIO(client.get(at(pair, "coding_file", "xlsx")).content))
    assert book.worksheets[0].max_row == 9
    assert book.worksheets[0]["C2"].value == 1


def test_a_double_coding_is_removed_after_a_question(pair: Pair) -> None:
    client = browser(pair.world.owner)
    assert "6" in read(client, at(pair, "coding_drop"))
    response = client.post(at(pair, "drop_coding"))
    assert response["Location"] == reverse("analysis:codings", args=[pair.world.corpus.pk])
    assert not DoubleCoding.objects.exists()
    assert client.get(at(pair, "coding")).status_code == 404
    assert client.post(at(pair, "declare_done")).status_code == 404
