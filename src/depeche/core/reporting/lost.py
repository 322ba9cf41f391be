"""Items whose place in the material is gone."""

from __future__ import annotations

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.outline import ONE_THEME, Item


def is_lost(item: Item, evidence: Evidence) -> bool:
    """Whether its relay, its other relay or its theme is no longer in the material."""
    if any(source not in evidence.sources for source in (item.source, item.other) if source):
        return True
    return item.kind in ONE_THEME and item.theme not in evidence.themes(item.source)
