"""A relay large enough that figures by group and by day may be shown. Every word of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from depeche.core.corpus import Corpus, Pair, Source, Terms
from depeche.core.relay.rules import Anonymity, Quoting, Recipient, Start

GROUPS = ("Kommuner", "Regioner", "Staten", "Øer & æbler")
THEMES = ("tid", "tillid", "økonomi")
ASIDE = (0, 0, 1, 0, 2, 0, 3, 1)  # groups on from one's own
START = date(2026, 3, 2)  # a Monday
TERMS = Terms(Start.EVERYONE, Recipient.FREE, 48, Anonymity.GROUP, Quoting.FREE)


def pairs() -> tuple[Pair, ...]:
    """216 questions between four groups in which eleven write, over nine days; every eighteenth has no answer."""
    made = []
    for at in range(216):
        asks, turn = at % 4, at // 4
        answers = (asks + ASIDE[turn % len(ASIDE)]) % 4
        silent = at % 18 == 7
        day = START + timedelta(days=at * 9 // 216)
        made.append(
            Pair(
                f"r{at}",
                f"Hvordan finder I tid til nummer {at}?",
                None if silent else f"Ved at spørge først, svar {at}.",
                "rel",
                THEMES[(turn + asks) % 3] if at % 9 else "",
                asker_group=GROUPS[asks],
                answerer_group="" if silent else GROUPS[answers],
                asker=f"p{asks}-{turn % 11}",
                answerer="" if silent else f"p{answers}-{(turn + 5) % 11}",
                asked_at=day.isoformat(),
                answered_at="" if silent else (day + timedelta(days=at % 2)).isoformat(),
            )
        )
    return tuple(made)


def source() -> Source:
    return Source(
        "rel",
        "Stafetten",
        72,
        groups=tuple((name, 18) for name in GROUPS),
        opened="2026-03-02",
        closed="2026-03-12",
        terms=TERMS,
    )


def relay() -> Corpus:
    return Corpus("stafetten", (source(),), pairs(), topic="tid", origin="opdigtet")


def hidden() -> Corpus:
    """The same, where askers were promised that nothing tells who asked."""
    corpus = relay()
    return replace(corpus, sources=(replace(source(), askers_hidden=True),))
