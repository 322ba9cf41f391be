"""Who is asked, and how evenly? Relays of four days with and without returns and suggestions, beside published rules.

Every relay is played by the production rules; what people do is assumed (docs/methods/relay-simulation.md). Printed are
means over seeds, and for some figures the 10th and 90th percentile. The peers re-implement what was published: no
suggestions, random suggestions, and a weighted score.

Run: `.venv/bin/python -m benchmarks.relay_fairness [--quick] [--seeds N]` (two minutes on an idle core). Fails when a
goal is missed: all are asked where 30 % follow, and with a cap of 6 received the most asked have received six.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from depeche.core.relay.behaviour import Behaviour, ByVisibility, Choose, Member
from depeche.core.relay.rules import Rules
from depeche.core.relay.simulate import Report, simulate
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window

OPEN = datetime(2026, 9, 7, 5, tzinfo=UTC)  # Monday 7.00 in Copenhagen; asking ends Thursday 22.00
WINDOW = Window(OPEN - timedelta(days=3), OPEN, OPEN + timedelta(hours=87), OPEN + timedelta(hours=111))
SECTORS = ("state",) * 30 + ("region",) * 25 + ("municipality",) * 22 + ("private",) * 13 + ("civil",) * 10
DEFAULT = Behaviour()
RATES = {
    "half": Behaviour(absent=0.25, answers=(6.0, 3.0)),
    "default": DEFAULT,
    "lively": Behaviour(absent=0.05, answers=(12.0, 1.0)),
}
PUBLISHED = Rules(waiting_cap=None, answer_within=None, new_recipient=True)  # no time limit, no cap
RETURN_ONLY = replace(PUBLISHED, answer_within=24)
CAP_ONLY = Rules(answer_within=None)
COVERAGE_GOAL, LOAD_GOAL = 0.99, 6
PROTECTED = Rules(received_cap=LOAD_GOAL)


def relay(people: int, seed: int, sectors: Sequence[str] = SECTORS) -> tuple[list[Member], Random]:
    rng = Random(seed)
    return [Member(f"p{n}", f"g{n % 2}", rng.choice(sectors)) for n in range(people)], rng


# Peers: how people choose who follow other advice


class Advised:
    """A share of the questions goes to one of three people with the highest score; the rest by visibility."""

    def __init__(
        self, members: Sequence[Member], behaviour: Behaviour, rng: Random, score: Score, share: float
    ) -> None:
        self.alone, self.score, self.share = ByVisibility(members, behaviour, rng), score, share

    def __call__(self, state: RelayState, asker: str, now: datetime, rng: Random) -> str | None:
        if rng.random() < self.share:
            best = sorted(state.people, key=lambda key: -self.score(state, asker, key, rng))
            allowed = [key for key in best if key not in state.people[asker].asked]
            three = first_three(key for key in allowed if state.why_not_ask(asker, key, now) is None)
            if three:
                return rng.choice(three)
        return self.alone(state, asker, now, rng)


Score = Callable[[RelayState, str, str, Random], float]


def first_three(keys: Iterable[str]) -> list[str]:
    return [key for key, _ in zip(keys, range(3), strict=False)]


def at_random(_state: RelayState, _asker: str, _key: str, rng: Random) -> float:
    return rng.random()


def weighted(organisations: dict[str, int]) -> Score:
    """-2 received - 1.5 waiting + 0.6 other sector - 1 same organisation - 3 when anything waits + noise."""

    def score(state: RelayState, asker: str, key: str, rng: Random) -> float:
        me, other = state.people[asker], state.people[key]
        return (
            -2 * other.received
            - 1.5 * other.waiting
            + 0.6 * (me.sector != other.sector)
            - (organisations[asker] == organisations[key])
            - 3 * (other.waiting > 0)
            + 0.1 * rng.random()
        )

    return score


Chooser = Callable[[Sequence[Member], Behaviour, Random], Choose]


def random_advice(share: float) -> Chooser:
    return lambda members, behaviour, rng: Advised(members, behaviour, rng, at_random, share)


def weighted_advice(share: float) -> Chooser:
    def make(members: Sequence[Member], behaviour: Behaviour, rng: Random) -> Choose:
        organisations = {member.key: rng.randrange(max(1, int(len(members) / 4.3))) for member in members}
        return Advised(members, behaviour, rng, weighted(organisations), share)

    return make


# Playing and printing


class Case(NamedTuple):
    name: str
    people: int
    rules: Rules
    behaviour: Behaviour
    chooser: Chooser | None = None
    sectors: Sequence[str] = SECTORS


def play(case: Case, seeds: int) -> list[Report]:
    reports = []
    for seed in range(seeds):
        members, rng = relay(case.people, seed, case.sectors)
        choose = case.chooser(members, case.behaviour, rng) if case.chooser else None
        reports.append(simulate(members, case.rules, WINDOW, rng, behaviour=case.behaviour, choose=choose))
    return reports


WIDE = 17  # of a figure with its band
HEAD = (
    f"{'':44} {'people':>6} {'pairs':>6} {'asked %':>{WIDE}} {'Gini':>{WIDE}} {'cross %':>7} {'2 in a row %':>12} "
    f"{'5 in a row %':>12} {'most asked':>{WIDE}} {'answers/person':>14} {'h to 90 %':>9}"
)


def heading(text: str) -> None:
    print(f"\n{text}\n{HEAD}", flush=True)


def line(case: Case, seeds: int) -> list[Report]:
    reports = play(case, seeds)
    hours = [report.hours_to_90 for report in reports]
    reached = [hour for hour in hours if hour is not None]
    until = f"{statistics.mean(reached):9.1f}" if 2 * len(reached) > len(hours) else f"{'never':>9}"
    print(
        f"{case.name:44} {case.people:>6} {mean(r.answered for r in reports):6.0f} "
        f"{band([100 * r.coverage for r in reports], 0)} {band([r.gini for r in reports], 2)} "
        f"{100 * mean(r.cross_sector for r in reports):7.0f} {100 * mean(lasting(r, 2) for r in reports):12.0f} "
        f"{100 * mean(lasting(r, 5) for r in reports):12.0f} {band([r.max_load for r in reports], 0)} "
        f"{mean(r.answered / r.people for r in reports):14.1f} {until}",
        flush=True,
    )
    return reports


def lasting(report: Report, answers: int) -> float:
    return report.survival[answers - 1] if len(report.survival) >= answers else 0.0


def mean(values: Iterable[float]) -> float:
    return statistics.fmean(values)


def band(values: Sequence[float], digits: int) -> str:
    """Mean, and the 10th and 90th percentile."""
    ordered = sorted(values)
    low, high = (ordered[round(share * (len(ordered) - 1))] for share in (0.1, 0.9))
    return f"{mean(values):{WIDE - 12}.{max(digits, 1)}f} {f'({low:.{digits}f}-{high:.{digits}f})':>11}"


def following(share: float, behaviour: Behaviour = DEFAULT) -> Behaviour:
    return replace(behaviour, adoption=share)


def goals(sizes: Sequence[int], seeds: int) -> list[str]:
    heading(f"Our default rules by the share who follow a suggestion ({seeds} seeds)")
    missed = []
    for people in sizes:
        for share in (0.0, 0.2, 0.3, 0.7, 1.0):
            reports = line(Case(f"{share:.0%} follow", people, Rules(), following(share)), seeds)
            if share == 0.3 and (covered := mean(r.coverage for r in reports)) < COVERAGE_GOAL:
                missed.append(f"{people} people, 30 % follow: {covered:.1%} asked, goal {COVERAGE_GOAL:.0%}")
    return missed


def returns_and_suggestions(sizes: Sequence[int], seeds: int) -> None:
    for name, behaviour in RATES.items():
        absent, (a, b) = behaviour.absent, behaviour.answers
        rate = (1 - absent) * a / (a + b)
        heading(f"Answer rate {name}: a question is answered with probability {rate:.0%} on average ({seeds} seeds)")
        for people in sizes:
            helped = following(0.7, behaviour)
            line(Case("neither return nor suggestions", people, CAP_ONLY, behaviour), seeds)
            line(Case("return after 24 h", people, Rules(), behaviour), seeds)
            line(Case("suggestions, 70 % follow", people, CAP_ONLY, helped), seeds)
            line(Case("both", people, Rules(), helped), seeds)


def peers(people: int, seeds: int) -> None:
    for title, rules in (("published rules: no time limit, no cap", PUBLISHED), ("our default rules", Rules())):
        heading(f"Beside published suggestions, under {title} ({seeds} seeds)")
        line(Case("no suggestions", people, rules, DEFAULT), seeds)
        line(Case("random suggestions, 70 % follow", people, rules, DEFAULT, random_advice(0.7)), seeds)
        for share in (0.3, 0.7):
            line(Case(f"weighted score, {share:.0%} follow", people, rules, DEFAULT, weighted_advice(share)), seeds)
            line(Case(f"ours, {share:.0%} follow", people, rules, following(share)), seeds)


def loads(sizes: Sequence[int], seeds: int) -> list[str]:
    heading(f"What bounds the load of the most asked, 70 % follow ({seeds} seeds)")
    helped = following(0.7)
    for people in sizes:
        line(Case("no cap, no return", people, PUBLISHED, helped), seeds)
        line(Case("no cap, return", people, RETURN_ONLY, helped), seeds)
        line(Case("at most 2 waiting, no return", people, CAP_ONLY, helped), seeds)
        line(Case("at most 2 waiting, return: the default", people, Rules(), helped), seeds)
        line(Case("at most 1 waiting, return", people, Rules(waiting_cap=1), helped), seeds)
    heading(f"A cap of 6 received on top of the default, by the share who follow ({seeds} seeds)")
    missed = []
    for people in sizes:
        for share in (0.0, 0.3, 0.7):
            line(Case(f"default, {share:.0%} follow", people, Rules(), following(share)), seeds)
            capped = line(Case(f"cap of 6 received, {share:.0%} follow", people, PROTECTED, following(share)), seeds)
            load, covered = max(r.max_load for r in capped), mean(r.coverage for r in capped)
            if share and load > LOAD_GOAL:
                missed.append(f"{people} people, {share:.0%} follow: {load} at the most asked, goal {LOAD_GOAL}")
            if share and covered < COVERAGE_GOAL:
                missed.append(f"{people} people, {share:.0%} follow: {covered:.1%} asked, goal {COVERAGE_GOAL:.0%}")
    return missed


def sensitivity(people: int, seeds: int) -> None:
    heading(f"Assumptions varied: looking in the own sector first x absent ({seeds} seeds)")
    for own in (0.3, 0.55, 0.8):
        for absent in (0.05, 0.15, 0.3):
            varied = Behaviour(own_sector=own, absent=absent)
            for share in (0.0, 0.7):
                name = f"own sector {own:.0%}, absent {absent:.0%}, {share:.0%} follow"
                line(Case(name, people, Rules(), following(share, varied)), seeds)


def uneven(people: int, seeds: int) -> None:
    """A small sector must not carry everybody else's questions."""
    heading(f"One sector much larger than the other, under our default rules ({seeds} seeds)")
    for large in (60, 80, 90):
        sectors = ("large",) * large + ("small",) * (100 - large)
        for share in (0.0, 0.7, 1.0):
            name = f"{large} % in one sector, {share:.0%} follow"
            line(Case(name, people, Rules(), following(share), sectors=sectors), seeds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="125 people and three seeds: seconds, and a rough picture")
    parser.add_argument("--seeds", type=int, default=30, help="of the tables with a goal; the others take a third")
    options = parser.parse_args()
    seeds = 3 if options.quick else options.seeds
    few = max(3, seeds // 3)
    began = time.perf_counter()
    missed = goals((125,) if options.quick else (125, 200, 500), seeds)
    missed += loads((125,) if options.quick else (125, 200, 500), few)
    returns_and_suggestions((125,) if options.quick else (125, 500), few)
    peers(125 if options.quick else 200, few)
    sensitivity(125 if options.quick else 200, few)
    uneven(125 if options.quick else 200, few)
    print(f"\n{time.perf_counter() - began:.0f} s")
    print(
        "\n".join(f"goal missed: {text}" for text in missed) or "the goals for coverage and for the most asked are met"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
