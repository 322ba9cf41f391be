"""The network of groups: how much they ask one another, and about what. See docs/methods/group-network.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from depeche.core.networks.shown import ShownFlow
from depeche.core.networks.talk import Put, Talk
from depeche.core.stats import Figure, K, Shown, release


class Tie(NamedTuple):
    """Two groups (or one and itself) by index, the questions each way, and the theme most of them belong to.

    `theme` is "" where none may be named; `there` is from `one` to `other`, `back` the other way (0 within a group).
    None: may not be shown.
    """

    one: int
    other: int
    there: int | None
    back: int | None
    theme: str


def ties(talk: Talk, flow: ShownFlow, themes: Mapping[int, str], *, k: int = K) -> tuple[Tie, ...]:
    """Every pair of groups between which a figure may be shown, and every group with itself, in order of groups.

    `themes` is question -> theme; questions without one do not vote. Equal numbers: the theme of the earliest question.
    A theme is named where both directions may be shown and at least `k` people of either group stand behind it.
    """
    between: dict[tuple[int, int], list[Put]] = defaultdict(list)
    for put in talk.puts:
        if themes.get(put.id):
            one, other = sorted((talk.people[put.asker], talk.people[put.recipient]))
            between[one, other].append(put)
    found = []
    for one in range(len(talk.groups)):
        for other in range(one, len(talk.groups)):
            there = flow.counts[one][other]
            back = flow.counts[other][one] if other != one else 0
            if there is None and back in {None, 0}:
                continue
            known = there is not None and back is not None
            theme = _theme(talk, between[one, other], themes, k) if known else ""
            found.append(Tie(one, other, there, back, theme))
    return tuple(found)


def leading(puts: list[Put], themes: Mapping[int, str]) -> str:
    """The theme most of the questions belong to; equal numbers: the theme of the earliest one. "" without any."""
    counted = Counter(themes[put.id] for put in puts)
    most = max(counted.values(), default=0)
    earliest = min(
        (put for put in puts if counted[themes[put.id]] == most), key=lambda p: (p.asked_at, p.id), default=None
    )
    return themes[earliest.id] if earliest else ""


def _theme(talk: Talk, puts: list[Put], themes: Mapping[int, str], k: int) -> str:
    name = leading(puts, themes)
    about = [put for put in puts if themes[put.id] == name]
    people = {person for put in about for person in (put.asker, put.recipient)}
    by_group = Counter(talk.people[person] for person in people)
    if len(by_group) == 1:  # within a group the two sides are those who asked and those who were asked
        least = min(len({put.asker for put in about}), len({put.recipient for put in about}))
    else:
        least = min(by_group.values(), default=0)
    return name if isinstance(release(Figure(len(about), least), k=k), Shown) else ""
