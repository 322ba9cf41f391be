"""The quotes chosen, theme by theme, each checked and told with what speaks against printing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery

from depeche.core.corpus import Span
from depeche.core.quotes import Fault
from depeche.core.text.hints import HintKind, hints
from depeche.web.analysis import spans
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, TextUnit
from depeche.web.analysis.queries.quotes.consents import Consents, State, consents
from depeche.web.analysis.queries.quotes.permits import SidePermit, kept_spans, permit_of
from depeche.web.analysis.queries.quotes.voices import Voices, voices


class QuoteSide(NamedTuple):
    """A question or an answer as it would be printed. What is left out bears `out`."""

    pieces: tuple[spans.Piece, ...]
    passage: str  # "" where it may not be printed
    group: str  # of who wrote it, where it may be told
    fault: Fault | None
    hints: tuple[HintKind, ...]  # what in it may need a look
    state: State  # of the author's consent
    wish: str = ""  # what the author would rather see in print


@dataclass(frozen=True, slots=True)
class QuoteRow:
    id: int
    key: str
    source: str
    theme: str
    question: QuoteSide
    answer: QuoteSide | None
    first: bool
    last: bool
    asked: bool = True  # a question of a relay; else something that was said or written by itself

    @property
    def sides(self) -> tuple[QuoteSide, ...]:
        return (self.question,) if self.answer is None else (self.question, self.answer)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(dict.fromkeys(side.fault for side in self.sides if side.fault is not None))

    @property
    def hints(self) -> tuple[HintKind, ...]:
        return tuple(dict.fromkeys(kind for side in self.sides for kind in side.hints))

    @property
    def asks(self) -> bool:
        """Its authors were promised to be asked."""
        return any(side.state is not State.FREE for side in self.sides)

    @property
    def wished(self) -> bool:
        """An author would rather see other words."""
        return any(side.wish for side in self.sides)

    @property
    def unasked(self) -> bool:
        return any(side.state is State.UNASKED for side in self.sides) and not self.faults

    @property
    def printable(self) -> bool:
        return all(side.fault is None and side.state.printable for side in self.sides)


@dataclass(frozen=True, slots=True)
class QuoteColumn:
    """The quotes of a theme (None: of cards in no theme). `heard`: group -> quotes that bear its name."""

    theme: int | None
    name: str
    rows: tuple[QuoteRow, ...]
    heard: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]  # groups that have no quote in it yet


@dataclass(frozen=True, slots=True)
class QuoteBoard:
    columns: tuple[QuoteColumn, ...]
    without: tuple[tuple[int, str], ...]  # themes that have no quote yet
    several: bool  # sources
    total: int
    faulty: int
    silent: tuple[str, ...]  # groups without a quote anywhere
    unasked: int  # quotes whose authors are still to be asked
    unconsented: int  # quotes that lack a yes

    @property
    def left_out(self) -> int:
        """Quotes that are chosen and may not be printed."""
        return sum(not row.printable for column in self.columns for row in column.rows)


def quote_board(corpus: Corpus) -> QuoteBoard:
    """As many queries whatever the number of quotes."""
    people, said = voices(corpus), consents(corpus)
    found = list(chosen(corpus))
    marks = _marks(corpus)
    grouped: dict[tuple[int | None, str], list[Quote]] = {}
    for quote in found:
        grouped.setdefault((vars(quote)["theme"], vars(quote)["theme_name"] or ""), []).append(quote)
    every = sorted({name for names in people.named.values() for name in names})
    columns = tuple(
        _column(
            theme, name, _rows(group, name, marks, Around(people, said, corpus.language)), _groups_of(group, people)
        )
        for (theme, name), group in grouped.items()
    )
    themes = corpus.themes.filter(deleted_at=None).values_list("pk", "name")
    with_quotes = {column.theme for column in columns}
    heard = {name for column in columns for name, _count in column.heard}
    return QuoteBoard(
        columns=columns,
        without=tuple((pk, name) for pk, name in themes if pk not in with_quotes),
        several=len(people.named) > 1,
        total=len(found),
        faulty=sum(bool(row.faults) for column in columns for row in column.rows),
        silent=tuple(name for name in every if name not in heard),
        unasked=sum(row.unasked for column in columns for row in column.rows),
        unconsented=sum(not row.printable and not row.faults for column in columns for row in column.rows),
    )


def first_theme() -> QuerySet[Coding]:
    """Of the card of a quote: where the report prints it."""
    return Coding.objects.filter(unit=OuterRef("unit"), theme__deleted_at=None).order_by("pk")


def chosen(corpus: Corpus) -> QuerySet[Quote]:
    """In the order of the board: theme by theme, within each by source, then as placed by hand."""
    coding = first_theme()
    return (
        Quote.objects.filter(unit__corpus=corpus)
        .select_related("unit__source", "unit__answer")
        .annotate(
            theme=Subquery(coding.values("theme")[:1]),
            theme_name=Subquery(coding.values("theme__name")[:1]),
            theme_at=Subquery(coding.values("theme__position")[:1]),
        )
        .order_by(
            F("theme_at").asc(nulls_last=True), "theme", "unit__source__position", "unit__source", "position", "pk"
        )
    )


def _column(theme: int | None, name: str, rows: tuple[QuoteRow, ...], groups: Sequence[str]) -> QuoteColumn:
    heard = Counter(side.group for row in rows for side in row.sides if side.group)
    return QuoteColumn(
        theme, name, rows, tuple(sorted(heard.items())), tuple(group for group in groups if group not in heard)
    )


def _groups_of(group: Sequence[Quote], people: Voices) -> list[str]:
    return sorted({name for source in {quote.unit.source_id for quote in group} for name in people.named[source]})


class Around(NamedTuple):
    """What the same for all quotes of a corpus is told by."""

    people: Voices
    said: Consents
    language: str


def _rows(group: Sequence[Quote], theme: str, marks: Mapping[int, list[Span]], around: Around) -> tuple[QuoteRow, ...]:
    sources = [quote.unit.source_id for quote in group]
    return tuple(
        _row(
            quote,
            theme,
            marks,
            around,
            first=place == 0 or sources[place - 1] != sources[place],
            last=place == len(group) - 1 or sources[place + 1] != sources[place],
        )
        for place, quote in enumerate(group)
    )


def _row(
    quote: Quote, theme: str, marks: Mapping[int, list[Span]], around: Around, *, first: bool, last: bool
) -> QuoteRow:
    unit = quote.unit
    answer: TextUnit | None = getattr(unit, "answer", None)
    permit = permit_of(unit, answer, quote, around.said)
    question = _side(unit, kept_spans(quote.kept_question), permit.question, marks, around)
    reply = None
    if answer is not None and permit.answer is not None:
        reply = _side(answer, kept_spans(quote.kept_answer), permit.answer, marks, around)
    asked = unit.kind == TextUnit.Kind.QUESTION
    return QuoteRow(unit.pk, unit.key, unit.source.title, theme, question, reply, first, last, asked)


def _side(
    unit: TextUnit, kept: Sequence[Span], permit: SidePermit, marks: Mapping[int, list[Span]], around: Around
) -> QuoteSide:
    """The text with its omissions, as it was found to stand."""
    return QuoteSide(
        pieces=spans.pieces(unit.text, marks.get(unit.pk, []), spans.gaps(kept, len(unit.text))),
        passage=permit.passage,
        group="" if permit.bare else around.people.of(unit, answer=unit.question_id is not None),
        fault=permit.fault,
        hints=_hints(unit.text, kept, around.language),
        state=permit.word.state,
        wish=permit.word.wish,
    )


def _hints(text: str, kept: Sequence[Span], language: str) -> tuple[HintKind, ...]:
    """Of what is printed; the length is no matter here, since it can be trimmed."""
    found = hints(text, language, length=None)
    shown = kept or (Span(0, len(text)),)
    return tuple(
        dict.fromkeys(
            hint.kind for hint in found if any(hint.start < span.end and span.start < hint.end for span in shown)
        )
    )


def _marks(corpus: Corpus) -> dict[int, list[Span]]:
    marks: dict[int, list[Span]] = {}
    rows = Highlight.objects.filter(unit__corpus=corpus).order_by("start")
    for unit, start, end in rows.values_list("unit_id", "start", "end"):
        marks.setdefault(unit, []).append(Span(start, end))
    return marks
