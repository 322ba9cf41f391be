"""Suggested themes: what the machine proposes for a card, what is like it, and how often it was right."""

from depeche.web.analysis.queries.suggestions.hits import HitRate, Hits, hit_rate
from depeche.web.analysis.queries.suggestions.loaded import Loaded, Vectors, failed, suggester, vectors_of

__all__ = ["HitRate", "Hits", "Loaded", "Vectors", "failed", "hit_rate", "suggester", "vectors_of"]
