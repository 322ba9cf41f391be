"""What goes into and comes out of suggestions: theme cards, suggestions with their words, neighbours, embedders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray


class ThemeCard(NamedTuple):
    """A theme as people wrote it. `cue_words` may be of several words; `definition` is prose."""

    id: str
    name: str
    cue_words: tuple[str, ...] = ()
    definition: str = ""


class Suggestion(NamedTuple):
    """A theme for a text. `score` is between 0 and 1; `words` speak for it, as they stand there, strongest first."""

    theme: str
    score: float
    words: tuple[str, ...]


class Neighbour(NamedTuple):
    """A row that is like another; `similarity` is a cosine, 1 for the same words."""

    row: int
    similarity: float


class Embedder(Protocol):
    """Makes vectors of texts. Weights belong to the user; nothing is fetched when one is made."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text: float32 of shape (n, d)."""
        ...
