"""Material that suggestions have something to say about. The texts are invented."""

from __future__ import annotations

from dataclasses import replace

from depeche.core import corpus as core
from tests.web.analysis.world import World, make, value

TEXTS = (
    "Hvordan skaber vi tillid mellem leder og medarbejder?",
    "Hvordan bygger man tillid op igen?",
    "Hvor meget fylder budgettet i din hverdag?",
    "Hvad gør I, når budgettet skrider?",
    "hvordan bygger man TILLID op igen",
)


def corpus_of(*texts: str) -> core.Corpus:
    pairs = (
        core.Pair(id=str(number), question=text, answer=None, source="top", asker=f"p{number}")
        for number, text in enumerate(texts, 1)
    )
    plain = value()
    return replace(plain, sources=plain.sources[:1], pairs=tuple(pairs))


def talk(copies: int = 1) -> World:
    """Five questions: three about trust, two about money; the second and the last are the same. Or so many times."""
    numbers = [""] + [f" Nummer {number}." for number in range(1, copies)]
    return make(corpus_of(*(text + number for number in numbers for text in TEXTS)))
