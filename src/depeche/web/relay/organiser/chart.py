"""The course of a relay as a drawing: sums of questions and answers, hour by hour, in the units of an SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from depeche.web.common.spoken import spoken_clock, spoken_day, spoken_number
from depeche.web.relay.models import Relay
from depeche.web.relay.queries import HourPoint

WIDTH, HEIGHT = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 8, 120, 12, 28  # room for labels, direct ones at the right
TICKS = 4
LABEL_GAP = 20


@dataclass(frozen=True, slots=True)
class Tick:
    place: float
    label: str


@dataclass(frozen=True, slots=True)
class Course:
    """`asked` and `answered` are the points of polylines; rows are the same figures for the table beside it."""

    asked: str
    answered: str
    asked_end: float
    answered_end: float
    end: float  # x of the last point
    now: float
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    rows: tuple[tuple[str, int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    left: int = LEFT


def course(relay: Relay, hours: Sequence[HourPoint], now: datetime) -> Course | None:
    """None before anything has been asked. The width is the whole window, so that one sees what is left of it."""
    if not hours:
        return None
    start = min(relay.opens_at or hours[0].at, hours[0].at)
    stop = max(relay.answers_close_at or hours[-1].at, hours[-1].at + timedelta(hours=1))
    top = max(point.asked for point in hours)

    def x(moment: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((moment - start) / (stop - start)), 1)

    def y(count: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / max(top, 1), 1)

    last = min(max(now, hours[-1].at), stop)
    return Course(
        asked=_steps([(x(p.at), y(p.asked)) for p in hours], x(start), y(0), x(last)),
        answered=_steps([(x(p.at), y(p.answered)) for p in hours], x(start), y(0), x(last)),
        asked_end=y(top),
        answered_end=max(y(hours[-1].answered), y(top) + LABEL_GAP),
        end=x(last),
        now=x(last),
        days=_days(start, stop, x),
        levels=tuple(Tick(y(level), spoken_number(level)) for level in _levels(top)),
        rows=tuple(_row(point) for point in hours),
    )


def _steps(points: Sequence[tuple[float, float]], start: float, zero: float, end: float) -> str:
    """A staircase: a count stays until the next hour in which something happened."""
    drawn, level = [(start, zero)], zero
    for at, height in points:
        drawn += [(at, level), (at, height)]
        level = height
    drawn.append((end, level))
    return " ".join(f"{at},{height}" for at, height in drawn)


def _days(start: datetime, stop: datetime, x: Callable[[datetime], float]) -> tuple[Tick, ...]:
    """A tick at each midnight; every second one where there are many."""
    day = timezone.localtime(start).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = []
    while day < stop:
        found.append(Tick(x(day), f"{day.day}.{day.month}."))
        day += timedelta(days=1)
    return tuple(found[:: 1 + len(found) // 8])


def _levels(top: int) -> list[int]:
    step = next(unit * 10**power for power in range(7) for unit in (1, 2, 5) if unit * 10**power * TICKS >= top)
    return list(range(step, top + 1, step))


def _row(point: HourPoint) -> tuple[str, int, int]:
    at = timezone.localtime(point.at)
    return f"{spoken_day(at)} {spoken_clock(at)}", point.asked, point.answered
