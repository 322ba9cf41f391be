"""How far the authors of what a report quotes have replied: passages counted, nobody named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from depeche.web.analysis.models import Corpus, Source
from depeche.web.analysis.queries import quote_board
from depeche.web.analysis.queries.quotes import QuoteRow
from depeche.web.analysis.queries.quotes.consents import State, can_ask
from depeche.web.analysis.queries.quotes.wording import state_in_words
from depeche.web.relay.models import QuoteConsent
from depeche.web.relay.quoting_queries import unreachable

YES = (State.YES, State.BARE)
NO = (State.NO, State.WISH)


class AskedSide(NamedTuple):
    """A question or an answer as it would be printed, what its author has said, and what they would rather see."""

    passage: str
    state: str
    words: str
    wish: str


class AskedQuote(NamedTuple):
    id: int
    key: str
    theme: str
    printable: bool
    sides: tuple[AskedSide, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Passages of the quotes chosen; a question and its answer are one each."""

    promised: bool  # somebody is to be asked
    can_ask: bool  # there is a relay whose people can be
    asked: int
    yes: int
    no: int
    waiting: int
    unreachable: int  # of those waiting
    unasked: int
    nobody: int  # there is nobody left to ask
    answer_by: datetime | None  # the last that is waited for
    rows: tuple[AskedQuote, ...]

    @property
    def replied(self) -> int:
        return self.yes + self.no

    @property
    def printable(self) -> int:
        return sum(row.printable for row in self.rows)


def progress(corpus: Corpus) -> Progress:
    """As many queries whatever the number of quotes."""
    sources = list(Source.objects.filter(corpus=corpus).select_related("relay"))
    relays = [source.relay for source in sources if source.asks and source.relay is not None]
    board = quote_board(corpus)
    rows = [row for column in board.columns for row in column.rows if row.asks]
    states = Counter(side.state for row in rows for side in row.sides)
    waiting = QuoteConsent.objects.filter(question__relay__in=relays, decision="")
    return Progress(
        promised=any(source.asks for source in sources),
        can_ask=any(source.relay is not None and can_ask(source.relay) for source in sources),
        asked=sum(states[state] for state in (*YES, *NO, State.ASKED)),
        yes=sum(states[state] for state in YES),
        no=sum(states[state] for state in NO),
        waiting=states[State.ASKED],
        unreachable=unreachable(relays) if states[State.ASKED] else 0,
        unasked=states[State.UNASKED],
        nobody=states[State.NOBODY],
        answer_by=waiting.aggregate(last=Max("answer_by"))["last"] if states[State.ASKED] else None,
        rows=tuple(map(_row, rows)),
    )


def _row(row: QuoteRow) -> AskedQuote:
    sides = ((row.question, False), *(((row.answer, True),) if row.answer else ()))
    return AskedQuote(
        row.id,
        row.key,
        row.theme,
        row.printable,
        tuple(
            AskedSide(side.passage, side.state.value, state_in_words(side.state, answer=answer), side.wish)
            for side, answer in sides
        ),
    )
