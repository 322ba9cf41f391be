"""Whether a chosen quote may be printed, and with what beside it: the same for board, report and file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from depeche.core.corpus import Span
from depeche.core.quotes import Fault, Verified, verify
from depeche.web.analysis.models import Quote, TextUnit
from depeche.web.analysis.queries.quotes.consents import Consents, Side, State, Word


class SidePermit(NamedTuple):
    """`passage` is "" where it does not stand in the text as it is kept."""

    passage: str
    digest: str
    fault: Fault | None
    word: Word

    @property
    def printable(self) -> bool:
        return self.fault is None and self.word.state.printable

    @property
    def bare(self) -> bool:
        return self.word.state is State.BARE


@dataclass(frozen=True, slots=True)
class Permit:
    question: SidePermit
    answer: SidePermit | None

    @property
    def sides(self) -> tuple[SidePermit, ...]:
        return (self.question,) if self.answer is None else (self.question, self.answer)

    @property
    def printable(self) -> bool:
        """A pair is printed whole or not at all: a question without its answer would seem to have had none."""
        return all(side.printable for side in self.sides)


def permit_of(card: TextUnit, answer: TextUnit | None, quote: Quote, said: Consents) -> Permit:
    return Permit(
        _side(card, card, Side.QUESTION, kept_spans(quote.kept_question), said),
        _side(card, answer, Side.ANSWER, kept_spans(quote.kept_answer), said) if answer is not None else None,
    )


def kept_spans(rows: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*row) for row in rows)


def _side(card: TextUnit, unit: TextUnit, side: Side, kept: tuple[Span, ...], said: Consents) -> SidePermit:
    checked = verify(unit.text, unit.sha256, kept)
    if not isinstance(checked, Verified):
        return SidePermit("", "", checked, Word(State.UNASKED, None))
    return SidePermit(checked.passage, checked.digest, None, said.of(card, side, checked.digest))
