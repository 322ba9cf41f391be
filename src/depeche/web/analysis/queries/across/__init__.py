"""Cross-reading: sources, groups and themes of a corpus side by side."""

from depeche.web.analysis.queries.across.drift import Drift, drift
from depeche.web.analysis.queries.across.material import Material, Named, Place, material
from depeche.web.analysis.queries.across.notes import (
    PLACES,
    Behind,
    Note,
    behind,
    card_rows,
    note_at,
    notes,
    stamp,
    theme_place,
)
from depeche.web.analysis.queries.across.page import DIGITS, Chosen, Reading, across, theme_across, theme_of

__all__ = [
    "DIGITS",
    "PLACES",
    "Behind",
    "Chosen",
    "Drift",
    "Material",
    "Named",
    "Note",
    "Place",
    "Reading",
    "across",
    "behind",
    "card_rows",
    "drift",
    "material",
    "note_at",
    "notes",
    "stamp",
    "theme_across",
    "theme_of",
    "theme_place",
]
