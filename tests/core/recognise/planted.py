"""Mentions set into sentences by frames: people of the invented list, each half with frames of its own.

Even places on the list go into the frames the rules were mended by, odd ones into those that are only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from depeche.core.recognise import Kind, Person
from tests.core.recognise.golden import Marked, people, unmarked

EACH = 50  # mentions of a half
DEV = (
    "Hvad ville {} sige til det?",
    "Vi fik hjælp fra {} sidste år.",
    "Det er svært, og {} ved hvorfor.",
    "{} var med fra den første dag, og det kunne mærkes.",
    "Jeg har tænkt meget på {} siden mødet.",
    "Hos os hører man tit om {}, når kaffen er drukket.",
)
HOLDOUT = (
    "Kender I nogen, der har prøvet det, ud over {}?",
    "I foråret kom {} på besøg, og siden har vi gjort det anderledes.",
    "{} nævnes i hver anden mail.",
    "Ærligt talt: uden {} gik det ikke.",
    "Man kunne spørge {} eller lade være.",
    "Sådan har {} altid gjort, også da pengene var små.",
    "Tænk på {}.",
)


def _definite(title: str) -> str:
    return f"{title}n" if title.endswith("e") else f"{title}en"


def _swapped(name: str) -> str:
    """Two neighbouring letters in the middle change places."""
    at = len(name) // 2
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _last(person: Person) -> str:
    return person.name.split()[-1]


FORMS: tuple[tuple[Kind, Callable[[Person], str]], ...] = (
    (Kind.NAME, lambda person: person.name),
    (Kind.NAME, _last),
    (Kind.ORGANISATION, lambda person: person.organisation.removesuffix(" A/S").removesuffix(" I/S")),
    (Kind.NAME, lambda person: f"{person.name.split()[0][0]}. {_last(person)}"),
    (Kind.TITLE, lambda person: _definite(person.title)),
    (Kind.NAME, lambda person: person.name.split()[0]),
    (Kind.NAME, lambda person: f"{person.name.split()[0]} {_last(person)}".lower()),
    (Kind.NAME, lambda person: _swapped(_last(person))),
)


def planted(half: str) -> list[Marked]:
    """The generated texts of a half, "dev" or "holdout"."""
    listed = people()
    chosen = listed[0::2] if half == "dev" else listed[1::2]
    return list(_planted(chosen, DEV if half == "dev" else HOLDOUT, Counter(person.title for person in listed)))


def _planted(chosen: Sequence[Person], frames: Sequence[str], holders: Counter[str]) -> Iterator[Marked]:
    made = at = 0
    while made < EACH:
        person, (kind, form) = chosen[at % len(chosen)], FORMS[(at + at // len(chosen)) % len(FORMS)]
        frame = frames[at % len(frames)]
        at += 1
        words = form(person)
        if kind is Kind.TITLE and holders[person.title] >= 5:
            continue  # points at nobody
        if form is FORMS[-1][1] and (len(words) < 8 or "-" in words):
            continue  # too short to be told by all but two letters
        made += 1
        yield unmarked(frame.replace("{}", f"{{{kind}:{words}}}"))
