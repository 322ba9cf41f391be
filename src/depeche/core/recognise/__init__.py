"""Who could be recognised? Names, houses, places, titles and numbers in free text; groups and combinations of few.

Rules, what they reach and what they do not: docs/methods/recognise.md.
"""

from .few import few
from .finding import Mention, Recogniser, recogniser
from .values import Finding, Kind, Level, Passage, Person, Sector, Why

__all__ = [
    "Finding",
    "Kind",
    "Level",
    "Mention",
    "Passage",
    "Person",
    "Recogniser",
    "Sector",
    "Why",
    "few",
    "recogniser",
]
