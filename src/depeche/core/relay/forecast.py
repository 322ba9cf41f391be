"""How many answers a running relay will end with: simulated from where it stands.

docs/methods/relay-forecast.md holds definition, assumptions and how often the band was right.
"""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NamedTuple

from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, Member
from depeche.core.relay.rules import Rules
from depeche.core.relay.simulate import Present, play_on
from depeche.core.relay.window import Window

RUNS = 9  # the true end lies between the lowest and the highest of nine in eight cases of ten, if the model is right
FEWEST_ANSWERS = 10  # before that a forecast is guesswork
STEPS = 8  # points of the band
LARGEST = 150  # simulated people: of a larger relay a part is simulated, and multiplied
PRIOR = 10  # an assumed share weighs as much as so many cases seen
MOST_ABSENT = 0.95
MOST_WILLING = 0.97  # of those who answer at all
LEAST = 0.02  # no share is thought to be nearer to none or all
FITTING_STEPS = 20


class Firsts(NamedTuple):
    """What became of the first question to each person, or to LARGEST of them: those alone, because the rules keep
    further ones from people who do not answer.
    """

    answered: int
    unanswered: int
    waiting_since: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A relay as it stands. Where there are many, the moments may be a fair sample of at least LARGEST."""

    people: int  # active
    answered: int
    returned: int
    rights: int  # open
    waiting: int  # questions
    held_since: tuple[datetime, ...]  # the open rights: see `held_since`
    waiting_since: tuple[datetime, ...]  # the waiting questions
    firsts: Firsts


@dataclass(frozen=True, slots=True)
class BandPoint:
    """Between how many answers there will be up to `at`."""

    at: datetime
    low: float
    high: float


def forecast(
    standing: Standing, members: Sequence[Member], rules: Rules, window: Window, now: datetime, seed: int
) -> tuple[BandPoint, ...]:
    """The band from `now` to the end of answering, deterministic under the seed. `members` are the active people, or
    LARGEST of them, fairly chosen. Empty while it is too early to say, when nothing is left, and for live rounds.
    """
    end = window.answers_close
    if standing.answered < FEWEST_ANSWERS or not window.open <= now < end or rules.live:
        return ()
    behaviour = Behaviour(timezone=rules.timezone)
    answers, uses = answering(behaviour, standing, now), using(behaviour, standing, now)
    people = members[:LARGEST]
    share = min(1.0, len(people) / max(standing.people, standing.rights + standing.waiting))
    runs = [
        _course(
            standing, share, people, rules, window, now, behaving(behaviour, answers.draw(rng), uses.draw(rng)), rng
        )
        for rng in (Random(f"{seed}:{run}") for run in range(RUNS))
    ]
    moments = (now + (end - now) * step / STEPS for step in range(STEPS + 1))
    return tuple(_point(at, standing.answered, share, runs) for at in moments)


def held_since(given: Iterable[datetime], used: Iterable[datetime]) -> list[datetime]:
    """Since when one person holds the rights left, from when rights were given and used: each use takes the newest.

    Whoever leaves one right alone and uses the next leaves the older one, whichever of the two the relay has taken.
    """
    moments = sorted([(at, False) for at in given] + [(at, True) for at in used])
    held: list[datetime] = []
    for at, use in moments:
        if use:
            del held[-1:]
        else:
            held.append(at)
    return held


class Share(NamedTuple):
    """What is known of a probability: the mean, and how many cases that is worth."""

    mean: float
    cases: float

    def draw(self, rng: Random) -> float:
        """One that fits what is known, from the Beta distribution."""
        drawn = rng.betavariate(self.mean * self.cases, (1 - self.mean) * self.cases)
        return min(max(drawn, LEAST), 1 - LEAST)


def answering(behaviour: Behaviour, standing: Standing, now: datetime) -> Share:
    """Of the questions to somebody whoever it is, those that are answered: assumed, and seen so far."""
    firsts, median = standing.firsts, behaviour.answer_median
    patience = [behaviour.patience(median, behaviour.waking.between(at, now)) for at in firsts.waiting_since]
    return _seen(behaviour.answer_rate, firsts.answered, firsts.unanswered, len(patience), patience)


def using(behaviour: Behaviour, standing: Standing, now: datetime) -> Share:
    """Of the rights, those that are used: assumed, and seen so far."""
    median, used = behaviour.ask_median, standing.answered + standing.returned + standing.waiting
    patience = [behaviour.patience(median, behaviour.waking.between(at, now)) for at in standing.held_since]
    return _seen(behaviour.uses_right, used, 0, standing.rights, patience)


def _seen(assumed: float, done: int, failed: int, pending: int, patience: Sequence[float]) -> Share:
    """The share p for which p = (PRIOR x assumed + done + pending that will be done) / (PRIOR + all).

    What has been pending so long that a share s of the delays is longer will be done with probability
    ps / (ps + 1 - p), and tells as much as 1 - s of a case. `patience` holds s of those pending, or of some.
    """
    mean, whole = assumed, PRIOR + done + failed + pending
    for _ in range(FITTING_STEPS):
        hopes = [mean * share / (mean * share + 1 - mean) for share in patience]
        to_come = pending * sum(hopes) / max(len(hopes), 1)
        mean = min((PRIOR * assumed + done + to_come) / whole, 1 - LEAST)
    told = pending * sum(1 - share for share in patience) / max(len(patience), 1)
    return Share(mean, PRIOR + done + failed + told)


def behaving(behaviour: Behaviour, answers: float, uses: float) -> Behaviour:
    """With these shares of questions answered and rights used. Fewer answers are half of them more people who never
    answer, and half of them (as factors) others who answer less.
    """
    a, b = behaviour.answers
    willing = min(a / (a + b) * math.sqrt(answers / behaviour.answer_rate), MOST_WILLING)
    absent = min(max(1 - answers / willing, 0), MOST_ABSENT)
    shape = (willing * (a + b), (1 - willing) * (a + b))
    return dataclasses.replace(behaviour, absent=absent, answers=shape, uses_right=uses)


def _course(
    standing: Standing,
    share: float,
    people: Sequence[Member],
    rules: Rules,
    window: Window,
    now: datetime,
    behaviour: Behaviour,
    rng: Random,
) -> list[datetime]:
    """The moments of the answers to come of one simulated relay of a `share` of the real one, in order."""
    keys = [member.key for member in people]
    rng.shuffle(keys)
    waiting = dict(zip(keys, _drawn(standing.waiting_since, standing.waiting * share, rng), strict=False))
    free = keys[len(waiting) :]
    held = dict(zip(free, _drawn(standing.held_since, standing.rights * share, rng), strict=False))
    present = Present(held, waiting)
    happened = play_on(people, rules, window, rng, now=now, present=present, behaviour=behaviour)
    return [event.at for event in happened if isinstance(event, events.Answered)]


def _drawn(moments: Sequence[datetime], count: float, rng: Random) -> list[datetime]:
    """So many of them, each at most once more often than another; a fraction is one more with that probability."""
    wanted = int(count) + (rng.random() < count % 1)
    whole, rest = divmod(wanted, len(moments)) if moments else (0, 0)
    return [*moments] * whole + rng.sample(moments, rest)


def _point(at: datetime, answered: int, share: float, runs: Sequence[Sequence[datetime]]) -> BandPoint:
    ends = [answered + bisect_right(run, at) / share for run in runs]
    return BandPoint(at, min(ends), max(ends))
