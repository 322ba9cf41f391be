"""What the measures of who asks whom cost, and how that grows; the same measure by networkx in the same run.

Run: `.venv/bin/python -m benchmarks.networks [QUESTIONS…]` (default: 1000 10000 100000).
Seconds are those of the processor, the best of three.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import log
from random import Random

import networkx as nx

from depeche.core.networks import (
    Put,
    Talk,
    assortativity,
    cut_off,
    cycles,
    inner_circle,
    meetings,
    mixing,
    returns,
    shown_flow,
    survival,
    threads,
    ties,
)

START = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
GROUPS = 12
HUB = 3.0  # how unevenly people are asked: the higher, the more goes to a few
ROUNDS = 3


def talk_of(questions: int, rng: Random) -> Talk:
    """As many people as half the questions; four of five questions follow an answer; some people are asked a lot."""
    people = max(questions // 2, 10)
    puts: list[Put] = []
    ends: list[Put] = []
    for number in range(1, questions + 1):
        parent = ends.pop(rng.randrange(len(ends))) if ends and rng.random() < 0.8 else None
        asker = parent.recipient if parent else rng.randrange(people)
        recipient = int(people * rng.random() ** HUB)
        if recipient == asker:
            recipient = (recipient + 1) % people
        at = START + number * timedelta(seconds=1)
        answered = at + timedelta(hours=1) if rng.random() < 0.85 else None
        put = Put(number, asker, recipient, at, answered, parent.id if parent else None)
        puts.append(put)
        if answered:
            ends.append(put)
    return Talk(tuple(map(str, range(GROUPS))), {person: person % GROUPS for person in range(people)}, tuple(puts))


def ours(talk: Talk) -> dict[str, Callable[[], object]]:
    themes = {put.id: f"tema {put.id % 9}" for put in talk.puts}
    end = START + timedelta(days=5)

    def far() -> object:
        found = threads(talk)
        return survival([way.length for way in found], [cut_off(way, end, timedelta(days=1)) for way in found])

    def r() -> object:
        counts = mixing(talk).counts
        own = [row[at] for at, row in enumerate(counts)]
        return assortativity(own, [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)])

    flow = shown_flow(talk)
    return {
        "counts between groups": lambda: mixing(talk),
        "assortativity": r,
        "flow as it may be shown": lambda: shown_flow(talk),
        "ties with their themes": lambda: ties(talk, flow, themes),
        "threads and survival": far,
        "where threads meet": lambda: meetings(talk, threads(talk)),
        "rings in threads": lambda: returns(talk),
        "rings of two and three": lambda: cycles(talk),
        "circle of the most asked": lambda: inner_circle(talk, len(talk.people) // 10),
    }


def theirs(talk: Talk) -> dict[str, Callable[[], object]]:
    """By networkx: of what we compute, what it has. Building its graph is counted, as reading our talk is."""
    groups = {person: {"group": group} for person, group in talk.people.items()}

    def graph(kind: type[nx.DiGraph[int]]) -> nx.DiGraph[int]:
        made = kind((put.asker, put.recipient) for put in talk.puts)
        nx.set_node_attributes(made, groups)
        return made

    return {
        "counts between groups": lambda: nx.attribute_mixing_matrix(graph(nx.MultiDiGraph), "group"),
        "assortativity": lambda: nx.attribute_assortativity_coefficient(graph(nx.MultiDiGraph), "group"),
        "rings of two and three": lambda: sum(1 for _ring in nx.simple_cycles(graph(nx.DiGraph), length_bound=3)),
    }


def best(work: Callable[[], object]) -> float:
    """Seconds of the processor, which other work on the machine does not lengthen much."""
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print the table: seconds at each size, how they grow (1 is as the questions do), and networkx's over ours at the
    smallest size: its search for rings takes minutes at the next.
    """
    sizes = sorted(map(int, sys.argv[1:])) or [1000, 10_000, 100_000]
    talks = [talk_of(size, Random(size)) for size in sizes]
    columns = [{name: best(work) for name, work in ours(talk).items()} for talk in talks]
    peer = {name: best(work) for name, work in theirs(talks[0]).items()}
    heads = "".join(f"{size:>11,}" for size in sizes)
    print(f"{'seconds for questions:':28}{heads}{'growth':>9}{f'networkx ÷ ours at {sizes[0]:,}':>28}")
    for name in columns[0]:
        seconds = [column[name] for column in columns]
        growth = log(seconds[-1] / seconds[-2]) / log(sizes[-1] / sizes[-2]) if len(sizes) > 1 else 0.0
        ratio = f"{peer[name] / seconds[0]:.1f}" if name in peer else "-"
        print(f"{name:28}{''.join(f'{second:>11.4f}' for second in seconds)}{growth:>9.2f}{ratio:>28}")


if __name__ == "__main__":
    main()
