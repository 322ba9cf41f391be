"""How many answers a running relay will end with, from what it has and from how simulated relays of its kind go on.

docs/methods/relay-forecast.md holds definition, assumptions and how often the band was right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, Member
from depeche.core.relay.rules import Rules
from depeche.core.relay.simulate import play
from depeche.core.relay.window import Window

RUNS = 9  # the true end lies between the lowest and the highest of nine in eight cases of ten, if the model is right
FEWEST_ANSWERS = 10  # before that a forecast is guesswork
STEPS = 8  # points of the band
LARGEST = 80  # simulated people: the shape hardly depends on their number, the time it takes does

Course = tuple[datetime, ...]
"""The moments of the answers of one simulated relay, in order."""


@dataclass(frozen=True, slots=True)
class BandPoint:
    """Between how many answers there will be up to `at`."""

    at: datetime
    low: float
    high: float


def courses(members: Sequence[Member], rules: Rules, window: Window, seed: int, runs: int = RUNS) -> tuple[Course, ...]:
    """Simulated relays of at most LARGEST of the members, evenly chosen. Deterministic under the seed."""
    step = max(1, len(members) // LARGEST)
    chosen = members[::step][:LARGEST]
    return tuple(_course(chosen, rules, window, Random(f"{seed}:{run}")) for run in range(runs))


def _course(members: Sequence[Member], rules: Rules, window: Window, rng: Random) -> Course:
    _state, happened = play(members, rules, window, rng, behaviour=Behaviour(timezone=rules.timezone))
    return tuple(sorted(event.at for event in happened if isinstance(event, events.Answered)))


def forecast(answered: int, now: datetime, end: datetime, simulated: Sequence[Course]) -> tuple[BandPoint, ...]:
    """The band from `now` to `end`: answered x (simulated answers up to t / simulated answers up to now), lowest and
    highest over the runs. Empty while it is too early to say, and when nothing is left.

    >>> from datetime import UTC, timedelta
    >>> t0 = datetime(2026, 1, 5, tzinfo=UTC)
    >>> hours = [tuple(t0 + timedelta(hours=h) for h in run) for run in ((0, 1, 2, 3), (0, 1, 2, 3, 3, 3))]
    >>> last = forecast(20, t0 + timedelta(hours=1), t0 + timedelta(hours=4), hours)[-1]
    >>> last.low, last.high
    (40.0, 60.0)
    """
    usable = [(course, so_far) for course in simulated if (so_far := bisect_right(course, now))]
    if answered < FEWEST_ANSWERS or now >= end or 2 * len(usable) <= len(simulated):
        return ()
    return tuple(_point(answered, now + (end - now) * step / STEPS, usable) for step in range(STEPS + 1))


def _point(answered: int, at: datetime, usable: Sequence[tuple[Course, int]]) -> BandPoint:
    grown = [answered * bisect_right(course, at) / so_far for course, so_far in usable]
    return BandPoint(at, min(grown), max(grown))
