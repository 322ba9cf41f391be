"""Figures about people, all through `release()`: stated by the origin, or distinct known writers."""

from __future__ import annotations

from collections.abc import Mapping

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.values import Standing
from depeche.core.stats.disclosure import Cell, Figure, ReleasedSeries, Series, Shown, Suppressed, release


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
    """Known writers of a relay, or of a group in it. Hidden where they, or those who did not write, are too few, or
    where what is told of the other groups would give such a group away.
    """
    invited, total = evidence.people(source)
    writers = evidence.writers(source)
    if total is None or not writers or (group and group not in invited):
        return Standing.UNKNOWN
    if not group:
        return _value(_parted(len(writers), total))
    return _writers_by_group(writers, invited, total)[group]


def _writers_by_group(
    writers: Mapping[str, str], invited: Mapping[str, int], total: int
) -> dict[str, float | Standing]:
    """Decided together: who wrote in all is told beside them, and so is how many were invited, so that those who did
    not write are as good as told. A part is about the smaller of the two.
    """
    wrote = {name: sum(of == name for of in writers.values()) for name in invited}
    parts = [(wrote[name], count) for name, count in invited.items()]
    rest = len(writers) - sum(wrote.values())
    left = max(total - sum(invited.values()), rest)
    if left:
        parts.append((rest, left))
    figures = tuple(Figure(these, max(0, min(these, among - these))) for these, among in parts)
    about = min(len(writers), total - len(writers))
    together = min(max(about, *(one.about for one in figures)), sum(one.about for one in figures))
    found = release(Series(figures, total_people=together))
    if isinstance(found.total, Suppressed) and isinstance(_parted(len(writers), total), Shown):
        return dict.fromkeys(invited, Standing.HIDDEN)  # the whole is told all the same
    return dict(zip(invited, map(_value, found.cells), strict=False))


def _parted(these: int, among: int) -> Cell:
    """So many of a whole that is told: both they and the others have to be enough."""
    return release(Series.of_people([these, max(0, among - these)])).cells[0]


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
