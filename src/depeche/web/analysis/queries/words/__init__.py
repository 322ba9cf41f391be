"""The words of a corpus: counted, compared, seen where they stand, merged and left out by hand."""

from typing import Any

from depeche.web.analysis.queries.suggestions.shelf import Shelf
from depeche.web.analysis.queries.words import counted, pictures
from depeche.web.analysis.queries.words import material as material_
from depeche.web.analysis.queries.words.choices import Decided, decided, lemmas_for
from depeche.web.analysis.queries.words.counted import LEAST, LEVEL, Told, Words, words
from depeche.web.analysis.queries.words.files import sections
from depeche.web.analysis.queries.words.lines import APART, ROWS, WordLine, line_of, lines, ordered, word_code
from depeche.web.analysis.queries.words.material import Material, material
from depeche.web.analysis.queries.words.pictures import cloud, dots
from depeche.web.analysis.queries.words.places import ORDERS, Place, Share, by_part, places
from depeche.web.analysis.queries.words.sides import Chosen, Side, choices

SHELVES: tuple[Shelf[Any], ...] = (*counted.SHELVES, *material_.SHELVES, *pictures.SHELVES)

__all__ = [
    "APART",
    "LEAST",
    "LEVEL",
    "ORDERS",
    "ROWS",
    "SHELVES",
    "Chosen",
    "Decided",
    "Material",
    "Place",
    "Share",
    "Side",
    "Told",
    "WordLine",
    "Words",
    "by_part",
    "choices",
    "cloud",
    "decided",
    "dots",
    "lemmas_for",
    "line_of",
    "lines",
    "material",
    "ordered",
    "places",
    "sections",
    "word_code",
    "words",
]
