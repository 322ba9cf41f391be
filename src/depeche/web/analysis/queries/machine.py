"""What the machine would say of the cards of a double coding: taught without them, frozen before anybody codes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from depeche.core.themes import Suggester, ThemeCard
from depeche.web.analysis.models import CodebookVersion, Corpus
from depeche.web.analysis.queries.suggestions import suggester

OFFERED = 3


def suggested(corpus: Corpus, version: CodebookVersion, units: Sequence[int]) -> dict[str, Any]:
    """Themes for each card, best first, by the theme cards of the version and what is sorted of all other cards.

    Nothing where large material is still being read. `taught` is how many cards it learned from.
    """
    loaded = suggester(corpus)
    if loaded is None:
        return {}
    cards = [ThemeCard(str(e["id"]), e["name"], tuple(e["cue_words"]), e["definition"]) for e in version.content]
    known = {card.id for card in cards}
    hidden = {loaded.places[unit] for unit in units if unit in loaded.places}
    labels = {row: known & set(themes) for row, themes in loaded.labels.items() if row not in hidden}
    labels = {row: themes for row, themes in labels.items() if themes}
    model = Suggester(loaded.index, cards, labels)
    given = {str(unit): _themes(model, loaded.places.get(unit)) for unit in units}
    return {"given": given, "taught": len(labels), "embedder": loaded.machine}


def _themes(model: Suggester, row: int | None) -> Collection[int]:
    return [] if row is None else [int(one.theme) for one in model.suggest(row, OFFERED)]
