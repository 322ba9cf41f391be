"""The quotes that may be printed as a table to take away, with their reference."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from depeche.core.corpus import text_hash
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.quotes.board import quote_board


class QuoteSheet(NamedTuple):
    """`left_out`: quotes that are chosen and may not be printed."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


def quote_sheet(corpus: Corpus) -> QuoteSheet:
    """In the order of the board. Groups stand only where the board tells them."""
    board = quote_board(corpus)
    rows = [row for column in board.columns for row in column.rows]
    return QuoteSheet(
        head=(
            _("Theme"),
            _("Card"),
            _("Source"),
            _("Question"),
            _("Group of the question"),
            _("Answer"),
            _("Group of the answer"),
            _("SHA-256 of the passages"),
        ),
        rows=tuple(
            (
                row.theme or _("Unsorted"),
                row.key,
                row.source,
                row.question.passage,
                row.question.group,
                row.answer.passage if row.answer else "",
                row.answer.group if row.answer else "",
                " ".join(text_hash(side.passage) for side in row.sides),
            )
            for row in rows
            if row.printable
        ),
        left_out=sum(not row.printable for row in rows),
    )
