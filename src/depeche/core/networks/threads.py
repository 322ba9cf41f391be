"""Threads: how long they are, how many live on hop by hop, and where they meet. See docs/methods/threads.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from depeche.core.networks.talk import Put, Talk
from depeche.core.stats import Figure, K, Shown, release


class Thread(NamedTuple):
    """A thread by its first question. `pairs` are its answered questions; `length` those in its longest line.

    `last_at` is when something was last asked or answered in it.
    """

    id: int
    length: int
    pairs: tuple[Put, ...]
    last_at: datetime


def threads(talk: Talk) -> tuple[Thread, ...]:
    """Every thread in the order they began, those whose first question was never answered too (length 0).

    A question that came back and was put to somebody else stands in its thread only where it ended up.
    """
    first: dict[int, int] = {}
    depth: dict[int, int] = {}
    pairs: dict[int, list[Put]] = {}
    length: dict[int, int] = {}
    last: dict[int, datetime] = {}
    for put in talk.puts:
        if put.resent:
            continue
        root = put.id if put.parent is None else first[put.parent]
        first[put.id] = root
        before = 0 if put.parent is None else depth[put.parent]
        depth[put.id] = before + (put.answered_at is not None)
        if put.answered_at is not None:
            pairs.setdefault(root, []).append(put)
        length[root] = max(length.get(root, 0), depth[put.id])
        moment = put.answered_at or put.asked_at
        last[root] = max(last.get(root, moment), moment)
    return tuple(Thread(root, length[root], tuple(pairs.get(root, ())), last[root]) for root in length)


class Step(NamedTuple):
    """One hop of a survival table. `reached` threads have at least `hop` pairs; `ended` stopped there for good, `cut`
    were cut off there. `share` is reached / all; `survival` is the Kaplan-Meier estimate of reaching this hop.
    """

    hop: int
    reached: int
    ended: int
    cut: int
    share: float
    survival: float


def survival(lengths: Sequence[int], cut: Sequence[bool]) -> tuple[Step, ...]:
    """Kaplan & Meier's (1958) product-limit estimate with hops in the place of time; from hop 0 to the longest thread.

    S(0) = 1, S(n + 1) = S(n) · (1 - ended(n) / reached(n)). A thread with `cut` was cut off (censored) after its
    last pair: it counts among those that reached it, not among those that ended. Units: threads.

    >>> [round(step.survival, 3) for step in survival([1, 1, 2, 3], [False, True, False, True])]
    [1.0, 1.0, 0.75, 0.375]
    """
    if len(lengths) != len(cut):
        raise ValueError("lengths and cut are not equally many")
    ended = Counter(length for length, gone in zip(lengths, cut, strict=True) if not gone)
    censored = Counter(length for length, gone in zip(lengths, cut, strict=True) if gone)
    steps: list[Step] = []
    reached, estimate = len(lengths), 1.0
    for hop in range(max(lengths, default=-1) + 1):
        steps.append(Step(hop, reached, ended[hop], censored[hop], reached / len(lengths), estimate))
        estimate *= 1 - ended[hop] / reached
        reached -= ended[hop] + censored[hop]
    return tuple(steps)


def cut_off(thread: Thread, end: datetime, patience: timedelta) -> bool:
    """Whether the end came before the thread had `patience` to go on: then nobody knows whether it would have."""
    return end - thread.last_at < patience


def shown_steps(steps: Sequence[Step], found: Iterable[Thread], *, k: int = K) -> tuple[Step, ...]:
    """The hops up to the first that fewer than `k` people answered at; hop 0 needs `k` people in all."""
    answerers: dict[int, set[int]] = defaultdict(set)
    for thread in found:
        for hop, put in hops_of(thread):
            answerers[hop].add(put.recipient)
    everybody = set().union(*answerers.values()) if answerers else set()
    kept: list[Step] = []
    for step in steps:
        about = answerers[step.hop] if step.hop else everybody
        if not isinstance(release(Figure(step.reached, len(about)), k=k), Shown):
            break
        kept.append(step)
    return tuple(kept)


def hops_of(thread: Thread) -> Iterable[tuple[int, Put]]:
    """(number of the pair in its line, from 1; pair)."""
    number: dict[int, int] = {}
    for put in thread.pairs:
        number[put.id] = 1 if put.parent is None else number.get(put.parent, 0) + 1
        yield number[put.id], put


@dataclass(frozen=True, slots=True)
class Meetings:
    """`met` of `threads` (those with an answer) come to a person who also answers in another thread.

    `hops` is hop -> threads whose first such person answers at it; `groups` group -> the same threads by that person's
    group; `people` the distinct persons they meet at, by group; `alone` the distinct persons of threads that meet none.
    """

    threads: int
    met: int
    hops: Mapping[int, int]
    groups: Mapping[int, int]
    people: Mapping[int, int]
    alone: int


def meetings(talk: Talk, found: Sequence[Thread]) -> Meetings:
    """Where threads meet: one pass over the answered questions. Only who answered counts, not who began."""
    hops: Counter[int] = Counter()
    groups: Counter[int] = Counter()
    people: dict[int, set[int]] = defaultdict(set)
    alone: set[int] = set()
    for thread, meeting in zip(found, first_meetings(found), strict=True):
        if meeting is None:
            alone.update(put.recipient for put in thread.pairs)
            continue
        hop, put = meeting
        group = talk.people[put.recipient]
        hops[hop] += 1
        groups[group] += 1
        people[group].add(put.recipient)
    return Meetings(
        threads=sum(1 for thread in found if thread.pairs),
        met=sum(hops.values()),
        hops=dict(sorted(hops.items())),
        groups=dict(sorted(groups.items())),
        people={group: len(persons) for group, persons in sorted(people.items())},
        alone=len(alone),
    )


def first_meetings(found: Sequence[Thread]) -> tuple[tuple[int, Put] | None, ...]:
    """For each thread the first hop, with its pair, at which somebody answers who answers in another one too."""
    visited: dict[int, set[int]] = defaultdict(set)
    for thread in found:
        for put in thread.pairs:
            visited[put.recipient].add(thread.id)
    return tuple(
        min(
            ((hop, put) for hop, put in hops_of(thread) if len(visited[put.recipient]) > 1),
            key=lambda step: (step[0], step[1].id),
            default=None,
        )
        for thread in found
    )


class Meeting(NamedTuple):
    """Where two threads first meet: the hop in the one, the hop in the other, and the person or group (its key)."""

    first: int
    second: int
    at: int


def first_common(one: Sequence[int], other: Sequence[int]) -> Meeting | None:
    """The first person (or group) two threads have in common, given who was visited at hop 1, 2, … of each.

    First is where the later of the two hops is smallest; then the earlier one, then the hop in `one`. None: they never
    meet.

    >>> first_common([7, 3, 5], [4, 5, 3])
    Meeting(first=2, second=3, at=3)
    """
    place: dict[int, int] = {}
    for hop, key in enumerate(other, 1):
        place.setdefault(key, hop)
    seen: dict[int, int] = {}
    for hop, key in enumerate(one, 1):
        if key in place:
            seen.setdefault(key, hop)
    found = [Meeting(hop, place[key], key) for key, hop in seen.items()]
    return min(found, key=lambda m: (max(m.first, m.second), min(m.first, m.second), m.first), default=None)
