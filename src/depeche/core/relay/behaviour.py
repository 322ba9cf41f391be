"""How simulated people act. Every figure is an assumption, named in docs/methods/relay-simulation.md: vary them."""

from __future__ import annotations

import itertools
import math
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from random import Random
from statistics import NormalDist

from depeche.core.errors import InputError
from depeche.core.relay.hours import Hours
from depeche.core.relay.state import RelayState

TRIES = 30  # draws before a chooser looks through everybody


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a simulated relay."""

    key: str
    group: str = ""
    sector: str = ""
    starter: bool = False
    outsider: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Assumptions about people. Shares and probabilities are 0-1; delays are in waking hours, log-normal."""

    absent: float = 0.15  # share who never answer (they may still use the right they begin with)
    answers: tuple[float, float] = (
        9.0,
        1.5,
    )  # the others' probability of answering: Beta(a, b), one draw each
    declines: float = 0.0  # share of the questions not answered that are declined rather than left
    uses_right: float = 0.85  # probability that a right is used
    answer_median: float = 2.5
    ask_median: float = 1.5
    spread: float = 1.0  # standard deviation of the logarithm of both delays
    own_sector: float = 0.8  # probability of looking inside one's own sector first
    visibility: float = 0.8  # exponent of Zipf's law: the k-th best known is picked with weight k ** -visibility
    adoption: float = 0.0  # share of the questions that go to one of the people suggested, where the rules suggest any
    night: tuple[int, int] = (22, 7)  # local hours without waking
    timezone: str = "Europe/Copenhagen"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _SHARES and not 0 <= value <= 1:
                raise InputError("give a share from 0 to 1", column=field.name)
            if field.name in _POSITIVE and not value > 0:
                raise InputError("give a number above 0", column=field.name)
        if min(self.answers) <= 0:
            raise InputError("both parameters of the Beta distribution are above 0", column="answers")

    @property
    def waking(self) -> Hours:
        return Hours(self.timezone, self.night)

    @property
    def answer_rate(self) -> float:
        """Probability that a question to anybody is answered."""
        a, b = self.answers
        return (1 - self.absent) * a / (a + b)

    def answer_delay(self, rng: Random) -> timedelta:
        return timedelta(hours=rng.lognormvariate(math.log(self.answer_median), self.spread))

    def ask_delay(self, rng: Random) -> timedelta:
        return timedelta(hours=rng.lognormvariate(math.log(self.ask_median), self.spread))

    def patience(self, median: float, waited: timedelta) -> float:
        """Share of the delays with this median that are longer than `waited` (waking hours)."""
        return 1 - _NORMAL.cdf(self._z(median, waited))

    def rest_of_delay(self, median: float, waited: timedelta, rng: Random) -> timedelta:
        """What is left of a delay known to be longer than `waited`."""
        so_far = _NORMAL.cdf(self._z(median, waited))
        share = min(so_far + rng.random() * (1 - so_far), _NEARLY_ONE)
        whole = timedelta(hours=median * math.exp(self.spread * _NORMAL.inv_cdf(max(share, 1 - _NEARLY_ONE))))
        return max(whole - waited, timedelta(0))

    def _z(self, median: float, waited: timedelta) -> float:
        hours = waited.total_seconds() / 3600
        return (math.log(hours / median) / self.spread) if hours > 0 else -math.inf

    def willingness(self, rng: Random) -> float:
        """One person's probability of answering a question put to them; 0 for the absent."""
        return 0.0 if rng.random() < self.absent else rng.betavariate(*self.answers)


_NORMAL = NormalDist()
_NEARLY_ONE = 1 - 1e-9
_SHARES = frozenset({"absent", "declines", "uses_right", "own_sector", "adoption"})
_POSITIVE = frozenset({"answer_median", "ask_median", "spread", "visibility"})

Choose = Callable[[RelayState, str, datetime, Random], str | None]
"""(state, asker, now, rng) -> whom the asker picks, or None when nobody can be picked."""


class ByVisibility:
    """How people pick without help: mostly inside their own sector, and those they have heard of.

    Everybody's place in the order of visibility is drawn once. O(log n) per choice, O(n) when nearly all are excluded.
    """

    def __init__(self, members: Sequence[Member], behaviour: Behaviour, rng: Random) -> None:
        self._own_sector = behaviour.own_sector
        ranked = list(members)
        rng.shuffle(ranked)
        self._sector = {member.key: member.sector for member in ranked}
        weighted = [(member, rank**-behaviour.visibility) for rank, member in enumerate(ranked, start=1)]
        sectors = {member.sector for member in ranked}
        self._inside = {s: _Urn([(m.key, w) for m, w in weighted if m.sector == s]) for s in sectors}
        self._outside = {s: _Urn([(m.key, w) for m, w in weighted if m.sector != s]) for s in sectors}

    def __call__(self, state: RelayState, asker: str, now: datetime, rng: Random) -> str | None:
        sector = self._sector[asker]
        urns = [self._inside[sector], self._outside[sector]]
        if rng.random() >= self._own_sector:
            urns.reverse()
        for urn in urns:
            picked = urn.draw(rng, lambda key: state.why_not_ask(asker, key, now) is None)
            if picked is not None:
                return picked
        return None


class _Urn:
    """Weighted draws with replacement; falls back to looking through everybody, best known first."""

    def __init__(self, weighted: Sequence[tuple[str, float]]) -> None:
        self._keys = [key for key, _ in weighted]
        self._upto = list(itertools.accumulate(weight for _, weight in weighted))

    def draw(self, rng: Random, accept: Callable[[str], bool]) -> str | None:
        if not self._keys:
            return None
        for _ in range(TRIES):
            key = self._keys[bisect(self._upto, rng.random() * self._upto[-1], hi=len(self._keys) - 1)]
            if accept(key):
                return key
        return next((key for key in self._keys if accept(key)), None)
