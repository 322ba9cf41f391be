"""Who put a question to whom: the one value every measure of this package starts from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Put(NamedTuple):
    """A question put to one person. One that came back and was put to somebody else is two of these.

    `parent` is the question whose answer earned the right to ask this one (None: it begins a thread).
    """

    id: int
    asker: int
    recipient: int
    asked_at: datetime
    answered_at: datetime | None = None
    parent: int | None = None
    resent: bool = False  # came back, and a later one took its place in the thread


@dataclass(frozen=True, slots=True)
class Talk:
    """All questions of a relay in the order they were put, with everybody who takes part.

    `people` is person -> index in `groups`; those who never asked nor were asked stand in it too.
    ValueError: somebody unknown, a question to oneself, a parent that does not come before it.
    """

    groups: tuple[str, ...]
    people: Mapping[int, int]
    puts: tuple[Put, ...]

    def __post_init__(self) -> None:
        seen: set[int] = set()
        for put in self.puts:
            if put.asker not in self.people or put.recipient not in self.people:
                raise ValueError(f"question {put.id} is by or to somebody who does not take part")
            if put.asker == put.recipient:
                raise ValueError(f"question {put.id} is put to its own asker")
            if put.parent is not None and put.parent not in seen:
                raise ValueError(f"question {put.id} stands before the question that led to it")
            seen.add(put.id)

    @property
    def sizes(self) -> tuple[int, ...]:
        """People of each group."""
        counted = Counter(self.people.values())
        return tuple(counted[group] for group in range(len(self.groups)))

    def gathered(self, most: int, rest: str) -> Talk:
        """At most `most` groups: the largest stay, in their order; the others become one, called `rest`.

        Equal sizes: the earlier group stays. With no more than `most` groups it is the same talk.
        """
        if len(self.groups) <= most:
            return self
        sizes = self.sizes
        kept = sorted(sorted(range(len(sizes)), key=lambda group: (-sizes[group], group))[: most - 1])
        place = {group: at for at, group in enumerate(kept)}
        people = {person: place.get(group, most - 1) for person, group in self.people.items()}
        return Talk((*(self.groups[group] for group in kept), rest), people, self.puts)
