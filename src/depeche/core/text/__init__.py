"""Words of Danish and English texts: tokens, lemmas, compounds, frequency, keyness, concordance."""

from .collation import danish_key
from .compounds import split_compound
from .concordance import Occurrence, concordance
from .inflected import Word, words_in
from .keyness import Keyness, holm, keyness
from .lemmas import LANGUAGES, lemma
from .stopwords import stop_words
from .tokens import Token, normal, tokens
from .words import (
    ComparedWord,
    Comparison,
    Count,
    TextUnit,
    WordRow,
    WordTable,
    compare,
    count_words,
    questions,
)

__all__ = [
    "LANGUAGES",
    "ComparedWord",
    "Comparison",
    "Count",
    "Keyness",
    "Occurrence",
    "TextUnit",
    "Token",
    "Word",
    "WordRow",
    "WordTable",
    "compare",
    "concordance",
    "count_words",
    "danish_key",
    "holm",
    "keyness",
    "lemma",
    "normal",
    "questions",
    "split_compound",
    "stop_words",
    "tokens",
    "words_in",
]
