"""Suggested themes: what the machine proposes for a card, what is like it, and how often it was right."""

from depeche.web.analysis.queries.suggestions.hits import HitRate, Hits, hit_rate
from depeche.web.analysis.queries.suggestions.loaded import Loaded, failed, suggester
from depeche.web.analysis.queries.suggestions.offers import Beside, Like, Offer, State, beside, most_useful

__all__ = [
    "Beside",
    "HitRate",
    "Hits",
    "Like",
    "Loaded",
    "Offer",
    "State",
    "beside",
    "failed",
    "hit_rate",
    "most_useful",
    "suggester",
]
