"""People who carry much of the talk: for the eyes of whoever runs the relay, so that they can be relieved in time.

Never in a file, a report or a chart, and never in order of size.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from depeche.core.text.collation import danish_key
from depeche.web.analysis.insight.material import Material
from depeche.web.relay.models import Participant, Question, Relay

TIMES = 2  # as much as an even share makes a key person


class KeyPerson(NamedTuple):
    """Questions received, answered, waiting now; `load` is received ÷ an even share of all questions."""

    id: int
    name: str
    title: str
    group: str
    received: int
    answered: int
    waiting: int
    load: float


class KeyGroup(NamedTuple):
    name: str
    people: tuple[KeyPerson, ...]


def key_people(relay: Relay, found: Material) -> tuple[KeyPerson, ...]:
    """Those who received and answered at least twice the mean, by group and then by name; two queries."""
    talk = found.talk
    received = Counter(put.recipient for put in talk.puts)
    answered = Counter(put.recipient for put in talk.puts if put.answered_at is not None)
    even = len(talk.puts) / len(talk.people) if talk.people else 0.0
    least = TIMES * (len(talk.puts) + sum(answered.values())) / len(talk.people) if talk.people else 0.0
    key = {person for person, count in received.items() if count + answered[person] >= least}
    waiting = Counter(
        Question.objects.filter(relay=relay, status=Question.Status.WAITING)
        .order_by()
        .values_list("recipient_id", flat=True)
    )
    rows = Participant.objects.filter(relay=relay).order_by("group__position", "group_id", "pk")
    people = [
        KeyPerson(pk, name, title, group or "", received[pk], answered[pk], waiting[pk], received[pk] / even)
        for pk, name, title, group in rows.values_list("pk", "name", "title", "group__name")
        if pk in key
    ]
    order = {group: at for at, group in enumerate(dict.fromkeys(person.group for person in people))}
    return tuple(sorted(people, key=lambda person: (order[person.group], danish_key(person.name), person.id)))


def by_group(people: list[KeyPerson]) -> tuple[KeyGroup, ...]:
    return tuple(KeyGroup(name, tuple(rows)) for name, rows in groupby(people, key=lambda person: person.group))
