"""The course of a relay as a drawing: sums of questions and answers, hour by hour, in the units of an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from depeche.core.relay.forecast import BandPoint
from depeche.web.common.spoken import spoken_clock, spoken_day, spoken_number
from depeche.web.relay.models import Relay
from depeche.web.relay.queries import HourPoint

WIDTH, HEIGHT = 640, 190
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
    band: str  # the forecast as the points of a polygon; empty when there is none
    low: int  # answers at the end, as forecast
    high: int
    asked_end: float
    answered_end: float
    band_end: float
    end: float  # x of the last point
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    rows: tuple[tuple[str, int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    left: int = LEFT


@dataclass(frozen=True, slots=True)
class Frame:
    """From moments and counts to the units of the drawing."""

    start: datetime
    stop: datetime
    top: float

    def x(self, moment: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((moment - self.start) / (self.stop - self.start)), 1)

    def y(self, count: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / max(self.top, 1), 1)


def course(relay: Relay, hours: Sequence[HourPoint], band: Sequence[BandPoint], now: datetime) -> Course | None:
    """None before anything has been asked. The width is the whole window, so that one sees what is left of it."""
    if not hours:
        return None
    last = hours[-1]
    start = min(relay.opens_at or hours[0].at, hours[0].at)
    stop = max(relay.answers_close_at or last.at, last.at + timedelta(hours=1))
    frame = Frame(start, stop, max(last.asked, *(point.high for point in band)) if band else last.asked)
    end = frame.x(min(max(now, last.at), stop))
    return Course(
        asked=_steps(frame, [(point.at, point.asked) for point in hours], end),
        answered=_steps(frame, [(point.at, point.answered) for point in hours], end),
        band=_band(frame, band),
        low=round(band[-1].low) if band else 0,
        high=round(band[-1].high) if band else 0,
        asked_end=frame.y(last.asked),
        answered_end=max(frame.y(last.answered), frame.y(last.asked) + LABEL_GAP),
        band_end=frame.y((band[-1].low + band[-1].high) / 2) if band else 0,
        end=end,
        days=_days(frame),
        levels=tuple(Tick(frame.y(level), spoken_number(level)) for level in _levels(round(frame.top))),
        rows=tuple(_row(point) for point in hours),
    )


def _band(frame: Frame, band: Sequence[BandPoint]) -> str:
    """Along the lower edge and back along the upper one."""
    edge = [(frame.x(p.at), frame.y(p.low)) for p in band] + [(frame.x(p.at), frame.y(p.high)) for p in reversed(band)]
    return " ".join(f"{x},{y}" for x, y in edge)


def _steps(frame: Frame, sums: Sequence[tuple[datetime, int]], end: float) -> str:
    """A staircase: a count stays until the next hour in which something happened."""
    level = frame.y(0)
    drawn = [(frame.x(frame.start), level)]
    for at, count in sums:
        drawn += [(frame.x(at), level), (frame.x(at), frame.y(count))]
        level = frame.y(count)
    drawn.append((end, level))
    return " ".join(f"{x},{y}" for x, y in drawn)


def _days(frame: Frame) -> tuple[Tick, ...]:
    """A tick at each midnight; every second one where there are many."""
    day = timezone.localtime(frame.start).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = []
    while day < frame.stop:
        found.append(Tick(frame.x(day), f"{day.day}.{day.month}."))
        day += timedelta(days=1)
    return tuple(found[:: 1 + len(found) // 8])


def _levels(top: int) -> list[int]:
    step = next(unit * 10**power for power in range(7) for unit in (1, 2, 5) if unit * 10**power * TICKS >= top)
    return list(range(step, top + 1, step))


def _row(point: HourPoint) -> tuple[str, int, int]:
    at = timezone.localtime(point.at)
    return f"{spoken_day(at)} {spoken_clock(at)}", point.asked, point.answered
