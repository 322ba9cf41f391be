"""The material card by card, for statistics: one case a question, without its words and without people.

Groups are told as beside a quote: where their people may be counted, and never of askers who were promised that
nothing tells who asked. What is counted from cases is not protected by `release()`; so they leave to members alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from depeche.core.corpus import Material, Pair
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.people import may_name
from depeche.core.reporting.values import Standing
from depeche.core.text import tokens


class Case(NamedTuple):
    """A card. `relay`, `themes` and groups are indices; days ISO 8601, "" not known; lengths in running words.

    `answered` and what follows from it are None where the material has no answers.
    """

    id: str
    relay: int
    themes: frozenset[int]
    asker_group: int | Standing
    answerer_group: int | Standing
    answered: bool | None
    question_words: int
    answer_words: int | None
    asked_at: str
    answered_at: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Cases:
    relays: tuple[str, ...]  # titles
    themes: tuple[str, ...]
    groups: tuple[str, ...]  # only those that may be told
    rows: tuple[Case, ...]


def cases(evidence: Evidence) -> Cases:
    """Every card of the material, in reading order."""
    corpus = evidence.corpus
    themes = tuple(dict.fromkeys(theme for pair in corpus.pairs for theme in pair.themes))
    told = {
        source.id: {name for name in evidence.people(source.id)[0] if may_name(evidence, source.id, name)}
        for source in corpus.sources
    }
    groups = tuple(
        dict.fromkeys(
            group
            for pair in corpus.pairs
            for group in (_asker(evidence, pair), pair.answerer_group)
            if group in told[pair.source]
        )
    )
    relays = {source.id: at for at, source in enumerate(corpus.sources)}
    places = {theme: at for at, theme in enumerate(themes)}

    def group(pair: Pair, name: str) -> int | Standing:
        if not name:
            return Standing.UNKNOWN
        return groups.index(name) if name in told[pair.source] else Standing.HIDDEN

    rows = []
    for pair in corpus.pairs:
        source = evidence.sources[pair.source]
        answered = bool(pair.answer and pair.answer.strip())
        rows.append(
            Case(
                pair.id,
                relays[pair.source],
                frozenset(places[theme] for theme in pair.themes),
                Standing.HIDDEN if source.askers_hidden else group(pair, pair.asker_group),
                group(pair, pair.answerer_group) if answered else Standing.UNKNOWN,
                answered if source.material is Material.RELAY else None,
                len(tokens(pair.question)),
                len(tokens(pair.answer)) if answered and pair.answer else None,
                pair.asked_at,
                pair.answered_at if answered else "",
                pair.chosen,
            )
        )
    return Cases(tuple(source.title for source in corpus.sources), themes, groups, tuple(rows))


def _asker(evidence: Evidence, pair: Pair) -> str:
    return "" if evidence.sources[pair.source].askers_hidden else pair.asker_group
