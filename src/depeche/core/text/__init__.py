"""Danish and English texts: tokens, lemmas, compounds, frequency, keyness, concordance, keywords, question forms."""

from .collation import danish_key
from .compounds import split_compound
from .concordance import Occurrence, by_left, by_right, concordance
from .forms import Asked, AskedBy, Form, Kind, QuestionForm, ShownForms, question_form, shown_forms
from .hints import LONGEST, SHORTEST, Hint, HintKind, hints
from .inflected import Word, words_in
from .keyness import Keyness, LogOdds, holm, keyness, log_odds
from .keywords import Keyword, KeywordHit, KeywordTable, find_keywords
from .lemmas import LANGUAGES, lemma
from .prominent import ProminentWord, ProminentWords, prominent_words
from .stopwords import stop_words
from .tokens import Token, normal, tokens
from .words import (
    ComparedWord,
    Comparison,
    Count,
    TextUnit,
    WordIndex,
    WordRow,
    WordTable,
    compare,
    count_words,
    questions,
)

__all__ = [
    "LANGUAGES",
    "LONGEST",
    "SHORTEST",
    "Asked",
    "AskedBy",
    "ComparedWord",
    "Comparison",
    "Count",
    "Form",
    "Hint",
    "HintKind",
    "Keyness",
    "Keyword",
    "KeywordHit",
    "KeywordTable",
    "Kind",
    "LogOdds",
    "Occurrence",
    "ProminentWord",
    "ProminentWords",
    "QuestionForm",
    "ShownForms",
    "TextUnit",
    "Token",
    "Word",
    "WordIndex",
    "WordRow",
    "WordTable",
    "by_left",
    "by_right",
    "compare",
    "concordance",
    "count_words",
    "danish_key",
    "find_keywords",
    "hints",
    "holm",
    "keyness",
    "lemma",
    "log_odds",
    "normal",
    "prominent_words",
    "question_form",
    "questions",
    "shown_forms",
    "split_compound",
    "stop_words",
    "tokens",
    "words_in",
]
