"""What is exchanged with other tools for qualitative analysis, as values: a code book, or a project with its texts.

The shape is that of REFI-QDA 1.5, as far as we have anything to put into it or take out of it; docs/formats/refi-qda.md
says what goes where. Positions are code points, half open, in texts whose line breaks are LF.
"""

from .arriving import Arrival, arrival_of
from .arriving_themes import NewTheme, themes_of
from .errors import ExchangeError, Wrong
from .leaving import codebook_of, project_of
from .material import Card, CardCoding, Mark, Material, Memo, Origin, Side, Theme
from .model import (
    NOBODY,
    Case,
    Code,
    CodeBook,
    Coding,
    Left,
    Lost,
    Made,
    Note,
    Project,
    Read,
    Reading,
    Selection,
    TextSource,
    User,
    Value,
    Variable,
)

__all__ = [
    "NOBODY",
    "Arrival",
    "Card",
    "CardCoding",
    "Case",
    "Code",
    "CodeBook",
    "Coding",
    "ExchangeError",
    "Left",
    "Lost",
    "Made",
    "Mark",
    "Material",
    "Memo",
    "NewTheme",
    "Note",
    "Origin",
    "Project",
    "Read",
    "Reading",
    "Selection",
    "Side",
    "TextSource",
    "Theme",
    "User",
    "Value",
    "Variable",
    "Wrong",
    "arrival_of",
    "codebook_of",
    "project_of",
    "themes_of",
]
