"""Cards that today's model would put into a theme though nobody has: the same code book, read on older sources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.across.material import Material, Named, Place
from depeche.web.analysis.queries.suggestions import Loaded, suggester


@dataclass(frozen=True, slots=True)
class Drift:
    """Cards of a source, the likeliest first. `unseen`: the theme was made after the source was last sorted."""

    place: Place
    cards: tuple[int, ...]
    unseen: bool

    @property
    def count(self) -> int:
        return len(self.cards)


def drift(corpus: Corpus, found: Material, theme: Named) -> tuple[Drift, ...] | None:
    """By source, those that have been sorted at all; None while the suggestions are being prepared."""
    loaded = suggester(corpus)
    if loaded is None:
        return None
    first = _first(loaded, theme)
    drifts = []
    for place in found.places:
        if place.sorted:
            loose = [card.id for card in place.cards if card.id in first and theme.id not in card.themes]
            loose.sort(key=lambda unit: -first[unit])
            drifts.append(Drift(place, tuple(loose), theme.id in found.unseen(place)))
    return tuple(drifts)


def _first(loaded: Loaded, theme: Named) -> dict[int, float]:
    """Units whose first suggestion is the theme (or one under it), with its score."""
    model = loaded.model
    mine = {at for at, card in enumerate(model.cards) if int(card.id) in theme.members}
    if not mine or not model.scores.size:
        return {}
    best = np.argmax(model.scores, axis=1)
    return {loaded.rows[row]: float(model.scores[row, at]) for row, at in enumerate(best) if int(at) in mine}
