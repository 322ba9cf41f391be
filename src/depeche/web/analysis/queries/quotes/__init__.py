"""Quotes: the board of those chosen, the candidates of a theme, where a pasted sentence stands, the list of them."""

from depeche.web.analysis.queries.quotes.board import QuoteBoard, QuoteColumn, QuoteRow, QuoteSide, quote_board
from depeche.web.analysis.queries.quotes.choosing import CandidateRow, Choosing, choosing
from depeche.web.analysis.queries.quotes.finding import Found, find_pasted
from depeche.web.analysis.queries.quotes.listing import quote_sheet

__all__ = [
    "CandidateRow",
    "Choosing",
    "Found",
    "QuoteBoard",
    "QuoteColumn",
    "QuoteRow",
    "QuoteSide",
    "choosing",
    "find_pasted",
    "quote_board",
    "quote_sheet",
]
