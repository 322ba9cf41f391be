"""Themes: texts as vectors, suggestions a person confirms, what to sort next, proposals of groups and cue words."""

from .cards import Embedder, Neighbour, Suggestion, ThemeCard
from .index import TextIndex
from .proposing import Proposal, ProposedGroup, propose
from .suggester import Suggester

__all__ = [
    "Embedder",
    "Neighbour",
    "Proposal",
    "ProposedGroup",
    "Suggester",
    "Suggestion",
    "TextIndex",
    "ThemeCard",
    "propose",
]
