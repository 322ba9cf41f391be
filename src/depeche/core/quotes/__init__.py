"""Quotes: which to choose from, whether one stands word for word in its text, and where a pasted one stands.

- verify(text, sha256, kept): the passage as it is printed, or why it may not be
- locate(pasted, texts): where it stands verbatim, or the nearest passage with the difference
- shaped(text): a text as quotes are looked for in it, with the way back to its own places
- candidates(texts, …): whom to quote of a theme, in an order that lets many be heard
"""

from depeche.core.quotes.candidates import Candidate, Length, Text, Why, candidates
from depeche.core.quotes.locating import Part, Place, Run, locate, shaped
from depeche.core.quotes.verifying import GAP, Fault, Verified, printed, verify

__all__ = [
    "GAP",
    "Candidate",
    "Fault",
    "Length",
    "Part",
    "Place",
    "Run",
    "Text",
    "Verified",
    "Why",
    "candidates",
    "locate",
    "printed",
    "shaped",
    "verify",
]
