"""What the pages of the analysis, and the reports, read."""

from depeche.web.analysis.queries.bench import Bench, bench
from depeche.web.analysis.queries.board import BoardColumn, board
from depeche.web.analysis.queries.cards import CardRow
from depeche.web.analysis.queries.corpora import CorpusRow, closed_relays, corpora, corpus_value, project_section
from depeche.web.analysis.queries.history import Line, history, line, recent, sentence
from depeche.web.analysis.queries.overview import ThemeShare, ThemeTable, theme_table
from depeche.web.analysis.queries.piles import Where, unsorted
from depeche.web.analysis.queries.quotes import QuoteBoard, choosing, find_pasted, quote_board, quote_sheet
from depeche.web.analysis.queries.reading import Reading
from depeche.web.analysis.queries.suggestions import Beside, HitRate, Loaded, beside, hit_rate, most_useful, suggester
from depeche.web.analysis.queries.theme_card import Example, ThemeCardView, theme_card
from depeche.web.analysis.queries.themes import InTheme, ThemeRow, theme_rows

__all__ = [
    "Bench",
    "Beside",
    "BoardColumn",
    "CardRow",
    "CorpusRow",
    "Example",
    "HitRate",
    "InTheme",
    "Line",
    "Loaded",
    "QuoteBoard",
    "Reading",
    "ThemeCardView",
    "ThemeRow",
    "ThemeShare",
    "ThemeTable",
    "Where",
    "bench",
    "beside",
    "board",
    "choosing",
    "closed_relays",
    "corpora",
    "corpus_value",
    "find_pasted",
    "history",
    "hit_rate",
    "line",
    "most_useful",
    "project_section",
    "quote_board",
    "quote_sheet",
    "recent",
    "sentence",
    "suggester",
    "theme_card",
    "theme_rows",
    "theme_table",
    "unsorted",
]
