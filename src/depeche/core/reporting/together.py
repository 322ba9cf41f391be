"""Themes that stand on the same card, as far as at least five known people stand behind each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from depeche.core.corpus import Pair
from depeche.core.stats import Figure, Shown, release


@dataclass(frozen=True, slots=True)
class Met:
    """Questions in each theme, and in both of two themes; pairs with most questions first."""

    themes: Mapping[str, int]
    pairs: tuple[tuple[str, str, int], ...]


def met_themes(pairs: Sequence[Pair]) -> Met:
    """Count them. A pair of themes about fewer than five known people is left out, like one that never meets."""
    alone: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    people: dict[tuple[str, str], set[str]] = {}
    for pair in pairs:
        alone.update(pair.themes)
        for one, other in combinations(sorted(pair.themes), 2):
            both[one, other] += 1
            people.setdefault((one, other), set()).update({pair.asker} - {""})
    told = [
        (one, other, count)
        for (one, other), count in both.items()
        if isinstance(release(Figure(count, len(people[one, other]))), Shown)
    ]
    told.sort(key=lambda met: (-met[2], met[0], met[1]))
    return Met(dict(alone.most_common()), tuple(told))
