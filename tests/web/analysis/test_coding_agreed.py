"""What both chose: measured, settled, written, and the machine beside it."""

from __future__ import annotations

import pytest

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, coding_rules
from depeche.web.analysis.actions import coding as work
from depeche.web.analysis.coding_rules import State
from depeche.web.analysis.models import Coding, DoubleCoding, Verdict
from depeche.web.analysis.queries import agreed
from depeche.web.analysis.queries.machine import suggested
from depeche.web.projects.models import Role
from tests.web.analysis.coders import Pair, code_of, start
from tests.web.analysis.world import MINUTE, NOW, World


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


def test_an_earlier_result_done_again_does_not_pass_for_what_was_settled_since(pair: Pair) -> None:
    world = pair.world
    pair.finish()
    pair.settle(world.owner, pair.time)
    pair.write(world.owner)
    actions.undo(actor=world.owner, corpus=world.corpus, now=NOW + 2 * MINUTE)
    pair.settle(world.owner, pair.trust)
    actions.redo(actor=world.owner, corpus=world.corpus, now=NOW + 3 * MINUTE)
    sixth = Coding.objects.filter(unit=pair.unit_at(6)).values_list("theme", flat=True)
    assert list(sixth) == [pair.time.pk]  # the step as it was
    assert coding_rules.state_of(pair.fresh(), world.owner) is State.BOTH
    assert pair.write(world.owner).cards == 1
    assert list(sixth.all()) == [pair.trust.pk]
    assert coding_rules.state_of(pair.fresh(), world.owner) is State.WRITTEN


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
