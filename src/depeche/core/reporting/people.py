"""Figures about people, all through `release()`: stated by the origin, or distinct known writers."""

from __future__ import annotations

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.values import Standing
from depeche.core.stats.disclosure import Cell, ReleasedSeries, Series, Shown, release


def group_names(evidence: Evidence, source: str) -> tuple[str, ...]:
    """Groups of a relay whose people can be counted, largest first."""
    groups, _ = evidence.people(source)
    return tuple(sorted(groups, key=lambda name: (-groups[name], name)))


def released_people(evidence: Evidence, source: str) -> float | Standing:
    """People in a relay, unless they are too few."""
    groups, total = evidence.people(source)
    if total is None:
        return Standing.UNKNOWN
    return _value(_released(groups, total).total)


def released_group(evidence: Evidence, source: str, group: str) -> float | Standing:
    """People of a group in a relay, unless they are too few or give another group away. `KeyError`: no such group."""
    groups, total = evidence.people(source)
    at = list(groups).index(group) if group in groups else -1
    if at < 0:
        raise KeyError(group)
    return _value(_released(groups, total or 0).cells[at])


def released_writers(evidence: Evidence, source: str, group: str = "") -> float | Standing:
    """Known writers of a relay, or of a group in it. Hidden where they, or those who did not write, are too few."""
    invited, total = evidence.people(source)
    writers = evidence.writers(source)
    wrote = len(writers) if not group else sum(of == group for of in writers.values())
    among = total if not group else invited.get(group)
    if among is None or not writers:
        return Standing.UNKNOWN
    return _value(release(Series.of_people([wrote, max(0, among - wrote)])).cells[0])


def may_name(evidence: Evidence, source: str, group: str) -> bool:
    """Whether a writer's group may stand beside a quote: only when the number in it may be shown."""
    return (
        bool(group)
        and group in evidence.people(source)[0]
        and not isinstance(released_group(evidence, source, group), Standing)
    )


def _released(groups: dict[str, int], total: int) -> ReleasedSeries:
    left = total - sum(groups.values())
    counts = [*groups.values(), left] if left > 0 or not groups else list(groups.values())
    return release(Series.of_people(counts))


def _value(cell: Cell) -> float | Standing:
    return cell.value if isinstance(cell, Shown) else Standing.HIDDEN
