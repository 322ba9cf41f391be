"""The forecast of one relay. What is simulated depends on its rules, window and groups alone, and is kept in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from depeche.core.relay.behaviour import Member
from depeche.core.relay.forecast import LARGEST, BandPoint, Course, courses, forecast
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Phase, Window
from depeche.web.relay.models import Relay
from depeche.web.relay.queries import GroupRow
from depeche.web.relay.rules import phase_of, rules_of, window_of

KEPT = 32  # relays whose simulated courses are kept in memory, a few hundred kilobytes in all


def outlook(relay: Relay, groups: Sequence[GroupRow], answered: int, now: datetime) -> tuple[BandPoint, ...]:
    """From now until answering closes; empty unless the relay is running and it is not too early to say."""
    window = window_of(relay)
    if window is None or phase_of(relay, now) not in {Phase.OPEN, Phase.ANSWERING}:
        return ()
    sizes = tuple(group.counts.people - group.counts.suspended for group in groups)
    return forecast(answered, now, window.answers_close, _simulated(_scaled(sizes), rules_of(relay), window, relay.pk))


def _scaled(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Groups in the same proportions with some LARGEST people in all; small relays as they are."""
    total = sum(sizes)
    return sizes if total <= LARGEST else tuple(max(1, round(size * LARGEST / total)) for size in sizes if size)


@lru_cache(maxsize=KEPT)
def _simulated(sizes: tuple[int, ...], rules: Rules, window: Window, seed: int) -> tuple[Course, ...]:
    """Half a second the first time."""
    people = [Member(f"{group}-{n}", str(group), str(group)) for group, size in enumerate(sizes) for n in range(size)]
    return courses(people, rules, window, seed)
