"""A double coding for tests."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions import coding as work
from depeche.web.analysis.models import DoubleCoding, Theme, Verdict
from depeche.web.analysis.queries import agreed, coding
from depeche.web.projects.models import Role
from tests.web.analysis.world import MINUTE, NOW, World

SEED = 7


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


def make_pair(world: World) -> Pair:
    trust, time = world.theme("Tillid", "tillid"), world.theme("Tid")
    first, second = world.member(Role.ANALYST), world.member(Role.FACILITATOR)
    return Pair(world, first, second, trust, time, start(world, first, second))


def code_of(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.code
