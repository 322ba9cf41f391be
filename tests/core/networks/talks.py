"""Talks written as lines: "a1>b1! b1>a2" asks and (with !) answers; each question follows the one before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from depeche.core.networks import Put, Talk

START = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def talk_of(*lines: str, silent: str = "") -> Talk:
    """A person is a letter (their group) and a number: "a1>b1! b1>a2" is a thread of two, its second unanswered.

    `silent` are further people. Groups come in the order of the alphabet.
    """
    names = sorted({name for line in (*lines, silent) for name in line.replace("!", "").replace(">", " ").split()})
    groups = sorted({name[0] for name in names})
    key = {name: number for number, name in enumerate(names, 1)}
    puts: list[Put] = []
    for line in lines:
        parent = None
        for word in line.split():
            asker, recipient = word.rstrip("!").split(">")
            at = START + len(puts) * MINUTE
            answered = at + MINUTE / 2 if word.endswith("!") else None
            puts.append(Put(len(puts) + 1, key[asker], key[recipient], at, answered, parent))
            parent = len(puts)
    return Talk(tuple(groups), {key[name]: groups.index(name[0]) for name in names}, tuple(puts))


def mixed(counts: tuple[tuple[int, ...], ...], people: int) -> Talk:
    """So many questions from each group to each, spread evenly over `people` in every group."""
    groups = tuple("abcdefgh"[: len(counts)])
    persons = {group * people + number: group for group in range(len(groups)) for number in range(people)}
    puts: list[Put] = []
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            for number in range(count):
                asker = row * people + number % people
                recipient = column * people + (number + (number // people) + 1) % people
                recipient += recipient == asker and 1 - 2 * (recipient % people == people - 1)
                puts.append(Put(len(puts) + 1, asker, recipient, START + len(puts) * MINUTE))
    return Talk(groups, persons, tuple(puts))


def random_talk(rng: Random, people: int, questions: int, groups: int = 3) -> Talk:
    """Questions at random; most are answered, and most answers lead on."""
    persons = {person: person % groups for person in range(people)}
    puts: list[Put] = []
    ends: list[Put] = []
    for number in range(1, questions + 1):
        parent = ends.pop(rng.randrange(len(ends))) if ends and rng.random() < 0.8 else None
        asker = parent.recipient if parent else rng.randrange(people)
        recipient = rng.choice([person for person in range(people) if person != asker])
        at = START + number * MINUTE
        put = Put(
            number, asker, recipient, at, at + MINUTE if rng.random() < 0.85 else None, parent.id if parent else None
        )
        puts.append(put)
        if put.answered_at:
            ends.append(put)
    return Talk(tuple("abcdefgh"[:groups]), persons, tuple(puts))
