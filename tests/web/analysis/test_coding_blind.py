"""Two coders who do not see each other: every role in every state, refusals included."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import coding_rules
from depeche.web.analysis.actions import coding as work
from depeche.web.analysis.coding_rules import Do, State, Who
from depeche.web.analysis.models import Change, DoubleCoding
from depeche.web.analysis.queries import agreed, coding
from depeche.web.projects.models import Membership, Role
from tests.web.analysis.coders import Pair, code_of
from tests.web.analysis.world import NOW


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
