"""What an analyst has decided about words: left out of the lists, or counted as another."""

from __future__ import annotations

from typing import NamedTuple

from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.words.counted import whole_table
from depeche.web.analysis.queries.words.lines import word_code
from depeche.web.analysis.queries.words.material import Material, material


class Decided(NamedTuple):
    """A choice; `into` is what the word counts as, "" where it is left out."""

    id: int
    lemma: str
    into: str


def decided(found: Material) -> tuple[Decided, ...]:
    """The choices in the order of the alphabet, those left out first."""
    rows = (Decided(choice.pk, choice.lemma, choice.into) for choice in found.choices)
    return tuple(sorted(rows, key=lambda row: (bool(row.into), row.into, row.lemma)))


def lemmas_for(corpus: Corpus, codes: frozenset[str]) -> tuple[str, ...]:
    """The words with these addresses, the most used first."""
    return tuple(row.lemma for row in whole_table(material(corpus)).rows if word_code(row.lemma) in codes)
