"""What do four days of 1,000, 10,000 and 100,000 people cost to simulate, and a suggestion or a forecast among them?

Each size runs in a process of its own, 70 % of the questions following a suggestion. Growth is the exponent between
neighbouring sizes; n log n would be 1.12 and 1.10. Fails when 10,000 people take more than 5 seconds of the processor,
a suggestion among 10,000 people more than 2 ms, or time grows worse than n log n with what memory costs (TOLERANCE).

Run: `.venv/bin/python -m benchmarks.relay_scale [--quick]` (`--quick` leaves 100,000 out)
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, Member
from depeche.core.relay.forecast import Firsts, Standing, forecast
from depeche.core.relay.index import Index
from depeche.core.relay.rules import Rules
from depeche.core.relay.simulate import play
from depeche.core.relay.window import Window

OPEN = datetime(2026, 9, 7, 5, tzinfo=UTC)  # Monday 7.00 in Copenhagen; asking ends Thursday 22.00
WINDOW = Window(OPEN - timedelta(days=3), OPEN, OPEN + timedelta(hours=87), OPEN + timedelta(hours=111))
SECTORS = ("state",) * 30 + ("region",) * 25 + ("municipality",) * 22 + ("private",) * 13 + ("civil",) * 10
SIZES = (1_000, 10_000, 100_000)
SIMULATION_LIMIT, SUGGESTION_LIMIT = 5.0, 0.002  # seconds at 10,000 people
TOLERANCE = 0.1  # of the exponent: ten times the people leave the processor's caches, and no machine is silent
ASKERS = 500


class Cost(NamedTuple):
    """Processor seconds; MB; seconds a suggestion takes, the median and the slowest of a hundred."""

    people: int
    questions: int
    seconds: float
    megabytes: float
    suggestion: float
    slowest: float
    forecast: float


def relay(people: int) -> tuple[list[Member], Random]:
    rng = Random(people)
    return [Member(f"p{n}", f"g{n % 8}", rng.choice(SECTORS)) for n in range(people)], rng


def measure(people: int) -> Cost:
    members, rng = relay(people)
    began = time.process_time()
    state, happening = play(members, Rules(), WINDOW, rng, behaviour=Behaviour(adoption=0.7))
    for _ in happening:
        pass
    seconds = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = suggestion_times(people)
    now = OPEN + timedelta(hours=30)
    moments = tuple(OPEN + timedelta(hours=27, minutes=minute) for minute in range(180))
    firsts = Firsts(90, 30, moments[:30])
    standing = Standing(people, people, people // 5, people // 2, people // 2, moments, moments, firsts)
    began = time.process_time()
    assert forecast(standing, members, Rules(), WINDOW, now, seed=1)
    ahead = time.process_time() - began
    slowest = statistics.quantiles(times, n=100)[-1]
    return Cost(people, len(state.questions), seconds, megabytes, statistics.median(times), slowest, ahead)


def suggestion_times(people: int) -> list[float]:
    """As the first questions go out, in the middle of the second day, and near the end, when few are left unasked."""
    members, rng = relay(people)
    state, happening = play(members, Rules(), WINDOW, rng)
    index, moments, times = Index(state, "seed"), [OPEN + timedelta(hours=hours) for hours in (1, 30, 80)], []
    for event in happening:
        if isinstance(event, events.Asked | events.Answered | events.Declined | events.Expired):
            index.refresh(state.questions[event.question].recipient)
        if moments and event.at >= moments[0]:
            del moments[0]
            for asker in rng.choices(members, k=ASKERS):
                began = time.process_time()
                index.suggest(asker.key, event.at)
                times.append(time.process_time() - began)
        if not moments:
            break
    return times


def in_a_process_of_its_own(people: int) -> Cost:
    command = [sys.executable, "-m", "benchmarks.relay_scale", "--measure", str(people)]
    return Cost(*json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="without 100,000 people")
    parser.add_argument("--measure", type=int, metavar="PEOPLE", help="one size, as JSON")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return 0
    print(f"{'people':>8} {'questions':>10} {'s':>7} {'us/question':>11} {'MB':>6} {'suggestion ms':>14} "
          f"{'slowest of 100':>14} {'forecast s':>10} {'growth':>7}")  # fmt: skip # one row of a table
    costs: list[Cost] = []
    faults = []
    for people in SIZES[:2] if options.quick else SIZES:
        cost = in_a_process_of_its_own(people)
        growth = math.log(cost.seconds / costs[-1].seconds) / math.log(people / costs[-1].people) if costs else None
        costs.append(cost)
        print(f"{people:>8,} {cost.questions:>10,} {cost.seconds:>7.2f} {1e6 * cost.seconds / cost.questions:>11.0f} "
              f"{cost.megabytes:>6.0f} {1000 * cost.suggestion:>14.2f} {1000 * cost.slowest:>14.2f} "
              f"{cost.forecast:>10.2f} {growth or 0:>7.2f}", flush=True)  # fmt: skip # as above
        faults += faults_of(cost, growth)
    print("\n".join(faults) or "all goals are met")
    return 1 if faults else 0


def faults_of(cost: Cost, growth: float | None) -> list[str]:
    found = []
    if cost.people == 10_000 and cost.seconds > SIMULATION_LIMIT:
        found.append(f"simulating 10,000 people took {cost.seconds:.1f} s, goal {SIMULATION_LIMIT:.0f} s")
    if cost.people == 10_000 and cost.slowest > SUGGESTION_LIMIT:
        found.append(f"a suggestion among 10,000 took {1000 * cost.slowest:.1f} ms")
    allowed = 1 + math.log(math.log(cost.people) / math.log(cost.people / 10)) / math.log(10) + TOLERANCE
    if growth is not None and growth > allowed:
        found.append(f"time grows with exponent {growth:.2f} up to {cost.people:,} people; allowed is {allowed:.2f}")
    return found


if __name__ == "__main__":
    sys.exit(main())
