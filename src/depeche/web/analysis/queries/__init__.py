"""What the pages of the analysis, and the reports, read."""

from depeche.web.analysis.queries.bench import Bench, CardRow, Reading, ThemeRow, Where, bench
from depeche.web.analysis.queries.board import BoardColumn, board
from depeche.web.analysis.queries.corpora import CorpusRow, closed_relays, corpora, corpus_value, project_section
from depeche.web.analysis.queries.history import Line, history, line, recent, sentence
from depeche.web.analysis.queries.overview import ThemeShare, ThemeTable, theme_table
from depeche.web.analysis.queries.quotes import QuoteGroup, QuoteRow, quotes

__all__ = [
    "Bench",
    "BoardColumn",
    "CardRow",
    "CorpusRow",
    "Line",
    "QuoteGroup",
    "QuoteRow",
    "Reading",
    "ThemeRow",
    "ThemeShare",
    "ThemeTable",
    "Where",
    "bench",
    "board",
    "closed_relays",
    "corpora",
    "corpus_value",
    "history",
    "line",
    "project_section",
    "quotes",
    "recent",
    "sentence",
    "theme_table",
]
