"""Hours that count: a time limit that may skip nights and weekends, exact across changes of the clock.

An hour is an hour that passes: 24 counted hours from noon on the day before summer time begins end at 13.00.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SATURDAY = 5
DAYS_AHEAD = 366  # a limit that is not used up within a year is a fault in the rules, not a deadline


@dataclass(frozen=True, slots=True)
class Hours:
    """Which hours count. `night` is (from, to) in whole local hours, None when nights count too."""

    timezone: str = "Europe/Copenhagen"
    night: tuple[int, int] | None = None
    weekends: bool = True  # Saturdays and Sundays count

    @property
    def all_count(self) -> bool:
        return self.night is None and self.weekends

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The moment when `amount` of counted time has passed since `start` (aware), in UTC."""
        begin = start.astimezone(UTC)
        if self.all_count:
            return begin + amount
        left = amount.total_seconds()
        moment = begin.timestamp()
        for opens, ends in self._spans(begin):
            if ends <= moment:
                continue
            from_here = max(opens, moment)
            if left <= ends - from_here:
                return datetime.fromtimestamp(from_here + left, UTC)
            left -= ends - from_here
        raise OverflowError("less counted time in a year than the limit asks for")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Counted time from `start` to `end` (both aware); zero when `end` is not later."""
        first, last = (
            start.timestamp(),
            end.timestamp(),
        )  # two local times do not compare rightly as the clock goes back
        if last <= first:
            return timedelta(0)
        if self.all_count:
            return end.astimezone(UTC) - start.astimezone(UTC)
        total = 0.0
        for opens, ends in self._spans(start):
            if opens >= last:
                break
            total += max(0.0, min(ends, last) - max(opens, first))
        return timedelta(seconds=total)

    def _spans(self, start: datetime) -> Iterator[tuple[float, float]]:
        """Counted spans from the local day of `start` on, as (from, to) in seconds since 1970."""
        day = start.astimezone(ZoneInfo(self.timezone)).date()
        for ahead in range(DAYS_AHEAD):
            yield from _spans_of_day(self, day + timedelta(days=ahead))


@lru_cache(maxsize=4096)
def _spans_of_day(hours: Hours, day: date) -> tuple[tuple[float, float], ...]:
    """The counted spans of one local day; midnight to midnight is 23 or 25 hours when the clock changes."""
    if not hours.weekends and day.weekday() >= SATURDAY:
        return ()
    local: tuple[tuple[int, int], ...]
    if hours.night is None:
        local = ((0, 24),)
    elif hours.night[0] > hours.night[1]:
        local = ((hours.night[1], hours.night[0]),)
    else:
        local = ((0, hours.night[0]), (hours.night[1], 24))
    zone = ZoneInfo(hours.timezone)
    return tuple((_epoch(day, begin, zone), _epoch(day, end, zone)) for begin, end in local if begin < end)


def _epoch(day: date, hour: int, zone: ZoneInfo) -> float:
    """Seconds since 1970 of a local whole hour (24 is the next midnight); a skipped hour is the moment of the skip.

    Of an hour that comes twice, the first.
    """
    moment = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), zone)
    return moment.timestamp()
