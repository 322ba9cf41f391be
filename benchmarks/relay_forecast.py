"""How often does the end of a relay lie inside its forecast, and how wide and how much too high is the forecast?

The truth is a simulated relay of four days and one more of answering, stopped after one, two and three days; the
forecast sees of it what the monitor sees of a real one, and is not told how its people differ from what it assumes.
Printed: the share of ends inside the band (80 % if all were as modelled), the mean width of the band and the mean
distance of its middle from the end, both as shares of the true end.

Run: `.venv/bin/python -m benchmarks.relay_forecast [--quick] [--relays N]`
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from benchmarks.relay_fairness import RATES
from depeche.core.relay import Behaviour, Member, RelayState, Rules, Status, Window, events, play
from depeche.core.relay.forecast import Firsts, Standing, forecast, held_since

START = datetime(2026, 11, 23, 8, tzinfo=UTC)  # a Monday
WINDOW = Window(START - timedelta(days=1), START, START + timedelta(days=4), START + timedelta(days=5))
TRUTHS = {
    "as assumed": Behaviour(),
    "answer half": RATES["half"],
    "use half the rights": Behaviour(uses_right=0.5),
}
DAYS = (1, 2, 3)
SIZES = (24, 60, 150)


class Hit(NamedTuple):
    inside: bool
    width: float
    bias: float


def stand(people: Sequence[Member], happened: Sequence[events.Event], now: datetime) -> Standing:
    """A relay of which all that happened is known, as it stood at `now`."""
    added = [events.PersonAdded(WINDOW.invite, m.key, m.group, m.sector) for m in people]
    state = RelayState.replay(Rules(), WINDOW, added)
    since = dict.fromkeys(state.rights, START)
    for event in happened:
        if event.at > now:
            break
        state.apply(event)
        since |= dict.fromkeys(list(state.rights)[len(since) :], event.at)
    waiting = tuple(q.asked_at for q in state.questions.values() if q.status is Status.WAITING)
    given, used = defaultdict(list), defaultdict(list)
    for key, right in state.rights.items():
        given[right.holder].append(since[key])
    for question in state.questions.values():
        used[question.asker].append(question.asked_at)
    first = list({q.recipient: q for q in reversed(state.questions.values())}.values())
    firsts = Firsts(
        sum(q.status is Status.ANSWERED for q in first),
        sum(q.status is Status.RETURNED for q in first),
        tuple(q.asked_at for q in first if q.status is Status.WAITING),
    )
    held = tuple(at for person in state.people for at in held_since(given[person], used[person]))
    ended = [question.status for question in state.questions.values()]
    answered, returned = ended.count(Status.ANSWERED), ended.count(Status.RETURNED)
    return Standing(len(people), answered, returned, len(held), len(waiting), held, waiting, firsts)


def hits(size: int, behaviour: Behaviour, seed: int) -> dict[int, Hit]:
    people = [Member(f"p{n}", f"g{n % 3}", f"s{n % 3}") for n in range(size)]
    _state, coming = play(people, Rules(), WINDOW, Random(seed), behaviour=behaviour)
    happened = list(coming)
    end, found = sum(isinstance(event, events.Answered) for event in happened), {}
    for day in DAYS:
        now = START + timedelta(days=day)
        band = forecast(stand(people, happened, now), people, Rules(), WINDOW, now, 1)
        if band:
            low, high = band[-1].low, band[-1].high
            found[day] = Hit(low <= end <= high, (high - low) / end, ((low + high) / 2 - end) / end)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="24 people, five relays")
    parser.add_argument("--relays", type=int, default=60)
    options = parser.parse_args()
    relays, sizes = (5, SIZES[:1]) if options.quick else (options.relays, SIZES)
    print(f"{'people who':<20} {'people':>6} " + " ".join(f"{f'day {day}: inside, width, bias':>28}" for day in DAYS))
    every = []
    for name, behaviour in TRUTHS.items():
        for size in sizes:
            found = [hits(size, behaviour, 1000 + seed) for seed in range(relays)]
            print(row(name, size, found), flush=True)
            every += found
    print(row("all", 0, every))


def row(name: str, size: int, found: Sequence[dict[int, Hit]]) -> str:
    cells = (cell([each[day] for each in found if day in each]) for day in DAYS)
    return f"{name:<20} {size or '':>6} " + " ".join(cells)


def cell(found: Sequence[Hit]) -> str:
    if not found:
        return f"{'-':>28}"
    inside, width, bias = (statistics.fmean(values) for values in zip(*found, strict=True))
    return f"{inside:>13.0%}, {width:>5.2f}, {bias:>+6.2f}"


if __name__ == "__main__":
    main()
