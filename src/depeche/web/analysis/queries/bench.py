"""The workbench page: a constant number of queries for ten questions and for a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Substr

from depeche.core.corpus import Span
from depeche.core.text import lemma, tokens
from depeche.web.analysis import rules, spans
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Source, TextUnit, Theme

PAGE = 50  # cards
CARD_LENGTH = 240  # code points of a question on a card; all of it stands where it is read
UNSORTED, ALL, QUOTES, SEARCH = "unsorted", "all", "quotes", "search"
PILES = (UNSORTED, ALL, QUOTES, SEARCH)


@dataclass(frozen=True, slots=True)
class Where:
    """Which cards are shown: a pile or the key of a theme as text, of one source or of all, and the place in it.

    `unit` is the card being read; where it is not in the pile (any more) the one that follows it is read. `page` is
    used where no card is named.
    """

    pile: str = UNSORTED
    source: int | None = None
    unit: int | None = None
    page: int = 1
    search: str = ""

    @property
    def theme_id(self) -> int | None:
        return int(self.pile) if self.pile.isdecimal() else None


class ThemeRow(NamedTuple):
    id: int
    name: str
    definition: str
    cue_words: tuple[str, ...]
    cards: int
    fingerprint: str
    current: bool


class CardRow(NamedTuple):
    """A card. `theme_id` is where it is seen to be, which every move says along."""

    id: int
    key: str
    text: str
    theme_id: int | None
    theme: str
    answered: bool
    chosen: bool
    marked: bool
    current: bool


class LeftOut(NamedTuple):
    """A passage of one text that the report will show as [...]."""

    side: str
    start: int
    end: int
    text: str


class Marked(NamedTuple):
    """A highlighted phrase."""

    side: str
    start: int
    end: int
    text: str


class Cue(NamedTuple):
    """A theme some of whose cue words stand in the text."""

    theme: ThemeRow
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The pair being read."""

    id: int
    key: str
    source: str
    question: tuple[spans.Piece, ...]
    answer: tuple[spans.Piece, ...] | None
    asker_group: str
    answerer_group: str
    theme: ThemeRow | None
    chosen: bool
    marked: tuple[Marked, ...]
    left_out: tuple[LeftOut, ...]
    cues: tuple[Cue, ...]
    previous: int | None
    next: int | None
    number: int  # from 1, in the pile


@dataclass(frozen=True, slots=True)
class Bench:
    corpus: Corpus
    where: Where
    sources: tuple[Source, ...]
    themes: tuple[ThemeRow, ...]
    total: int
    unsorted: int
    quotes: int
    found: int  # cards in the pile
    cards: tuple[CardRow, ...]
    page: int
    pages: int
    reading: Reading | None
    theme: ThemeRow | None  # the chosen one

    @property
    def sorted(self) -> int:
        return self.total - self.unsorted


def bench(corpus: Corpus, where: Where) -> Bench:
    """What the page shows, for one place in one pile."""
    sources = tuple(corpus.sources.all())
    themes = theme_rows(corpus, where)
    counts = _counts(corpus, where.source)
    pile = pile_of(corpus, where)
    found = pile.count()
    unit, number = _current(pile, where, found)
    page = (number - 1) // PAGE + 1 if number else 1
    rows = _rows(pile, start=(page - 1) * PAGE)
    cards = tuple(_card(row, current=unit) for row in rows)
    reading = None if unit is None else _reading(corpus, unit, number, rows, themes, sources)
    return Bench(
        corpus=corpus,
        where=where,
        sources=sources,
        themes=themes,
        total=counts.total,
        unsorted=counts.total - counts.coded,
        quotes=counts.chosen,
        found=found,
        cards=cards,
        page=page,
        pages=max(1, -(-found // PAGE)),
        reading=reading,
        theme=next((theme for theme in themes if theme.current), None),
    )


def theme_rows(corpus: Corpus, where: Where) -> tuple[ThemeRow, ...]:
    """The themes with how many cards each has, of the chosen source."""
    of_source = Q(codings__unit__source=where.source) if where.source else Q()
    themes = Theme.objects.filter(corpus=corpus, deleted_at=None).annotate(cards=Count("codings", filter=of_source))
    return tuple(
        ThemeRow(
            theme.pk,
            theme.name,
            theme.definition,
            tuple(theme.cue_words),
            theme.cards,
            rules.fingerprint(theme),
            theme.pk == where.theme_id,
        )
        for theme in themes
    )


def _questions(corpus: Corpus, source: int | None) -> QuerySet[TextUnit]:
    units = TextUnit.objects.cards().filter(corpus=corpus)
    return units.filter(source=source) if source else units


class Counts(NamedTuple):
    total: int
    coded: int
    chosen: int


def _counts(corpus: Corpus, source: int | None) -> Counts:
    """Three plain counts: one joined aggregate takes three times as long."""
    questions = _questions(corpus, source)
    codings = Coding.objects.filter(unit__in=questions.values("pk")).values("unit").distinct()
    return Counts(questions.count(), codings.count(), Quote.objects.filter(unit__in=questions.values("pk")).count())


def pile_of(corpus: Corpus, where: Where) -> QuerySet[TextUnit]:
    """The questions of a pile in reading order."""
    units = _questions(corpus, where.source).order_by("position", "pk")
    coded = Exists(Coding.objects.filter(unit=OuterRef("pk")))
    if where.theme_id is not None:
        return units.filter(Exists(Coding.objects.filter(unit=OuterRef("pk"), theme=where.theme_id)))
    if where.pile == QUOTES:
        return units.filter(Exists(Quote.objects.filter(unit=OuterRef("pk"))))
    if where.pile == SEARCH:
        return units.filter(_containing(where.search)) if where.search else units.none()
    return units if where.pile == ALL else units.filter(~coded)


def _containing(search: str) -> Q:
    """In question or answer, whatever the case: SQLite knows no case of æ, ø and å, so the usual ones are tried."""
    found = Q(key__iexact=search)
    forms = {search} if search.isascii() else {search, search.lower(), search.upper(), search.capitalize()}
    for form in forms:
        found |= Q(text__icontains=form) | Q(answer__text__icontains=form)
    return found


def _current(pile: QuerySet[TextUnit], where: Where, found: int) -> tuple[int | None, int]:
    """The card being read and its number in the pile, from 1; (None, 0) in an empty pile."""
    if not found:
        return None, 0
    if where.unit is None:
        number = min(max(0, where.page - 1) * PAGE, (found - 1) // PAGE * PAGE)
        return pile.values_list("pk", flat=True)[number], number + 1
    place = TextUnit.objects.filter(pk=where.unit).values_list("position", flat=True).first() or 0
    before = pile.filter(Q(position__lt=place) | Q(position=place, pk__lt=where.unit)).count()
    number = min(before, found - 1)
    return pile.values_list("pk", flat=True)[number], number + 1


def _rows(pile: QuerySet[TextUnit], start: int) -> list[TextUnit]:
    """The cards of one page."""
    return list(with_card_fields(pile)[start : start + PAGE])


def with_card_fields(units: QuerySet[TextUnit]) -> QuerySet[TextUnit]:
    """What a card shows, asked for with the units themselves."""
    coding = Coding.objects.filter(unit=OuterRef("pk")).order_by("pk")
    return units.only("pk", "key", "position", "source_id").annotate(
        begins=Substr("text", 1, CARD_LENGTH + 1),
        theme_id=Subquery(coding.values("theme")[:1]),
        theme_name=Subquery(coding.values("theme__name")[:1]),
        answered=Exists(TextUnit.objects.filter(question=OuterRef("pk"))),
        chosen=Exists(Quote.objects.filter(unit=OuterRef("pk"))),
        marked=Exists(
            Highlight.objects.filter(Q(unit=OuterRef("pk")) | Q(unit__question=OuterRef("pk"))).values(one=Value(1))
        ),
    )


def _card(unit: TextUnit, *, current: int | None) -> CardRow:
    row = vars(unit)
    return CardRow(
        unit.pk,
        unit.key,
        shortened(row["begins"]),
        row["theme_id"],
        row["theme_name"] or "",
        row["answered"],
        row["chosen"],
        row["marked"],
        unit.pk == current,
    )


def card(unit: TextUnit) -> CardRow:
    """A card outside the list of the bench: nothing is being read."""
    return _card(unit, current=None)


def shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= CARD_LENGTH:
        return text
    return text[:CARD_LENGTH].rsplit(maxsplit=1)[0] + " …"


def _reading(
    corpus: Corpus,
    unit_id: int,
    number: int,
    rows: Sequence[TextUnit],
    themes: tuple[ThemeRow, ...],
    sources: tuple[Source, ...],
) -> Reading:
    unit = TextUnit.objects.select_related("answer", "quote").get(corpus=corpus, pk=unit_id)
    answer: TextUnit | None = getattr(unit, "answer", None)
    quote: Quote | None = getattr(unit, "quote", None)
    marks = _marks(unit, answer)
    out_question = _out(quote.kept_question, unit) if quote else ()
    out_answer = _out(quote.kept_answer, answer) if quote and answer else ()
    places = [row.pk for row in rows]
    here = places.index(unit_id)
    theme_id = vars(rows[here])["theme_id"]
    texts = {"question": unit.text, "answer": answer.text if answer else ""}
    return Reading(
        id=unit.pk,
        key=unit.key,
        source=next(source.title for source in sources if source.pk == unit.source_id),
        question=spans.pieces(unit.text, marks["question"], out_question),
        answer=spans.pieces(answer.text, marks["answer"], out_answer) if answer else None,
        asker_group=unit.group,
        answerer_group=answer.group if answer else "",
        theme=next((theme for theme in themes if theme.id == theme_id), None),
        chosen=quote is not None,
        marked=tuple(
            Marked(side, span.start, span.end, texts[side][span.start : span.end])
            for side, found in marks.items()
            for span in found
        ),
        left_out=tuple(
            LeftOut(side, span.start, span.end, texts[side][span.start : span.end])
            for side, found in (("question", out_question), ("answer", out_answer))
            for span in found
            if texts[side][span.start : span.end].strip()
        ),
        cues=_cues(corpus.language, unit.text, themes),
        previous=places[here - 1] if here else None,
        next=places[here + 1] if here + 1 < len(places) else None,
        number=number,
    )


def _marks(unit: TextUnit, answer: TextUnit | None) -> dict[str, tuple[Span, ...]]:
    rows = Highlight.objects.filter(unit__in=[unit.pk, answer.pk if answer else unit.pk])
    found: dict[str, list[Span]] = {"question": [], "answer": []}
    for row in rows:
        found["question" if row.unit_id == unit.pk else "answer"].append(Span(row.start, row.end))
    return {side: tuple(marked) for side, marked in found.items()}


def _out(kept: Sequence[Sequence[int]], unit: TextUnit) -> tuple[Span, ...]:
    return spans.gaps([Span(start, end) for start, end in kept], len(unit.text))


def _cues(language: str, text: str, themes: Sequence[ThemeRow]) -> tuple[Cue, ...]:
    """Themes whose cue words stand in the text, as written or in another form; the most words first."""
    words = {token.form.casefold() for token in tokens(text)}
    words |= {lemma(word, None, language) for word in words}
    plain = " ".join(text.casefold().split())
    found = []
    for theme in themes:
        hits = tuple(
            word
            for word in theme.cue_words
            if (word.casefold() in plain if " " in word else {word.casefold(), lemma(word, None, language)} & words)
        )
        if hits:
            found.append(Cue(theme, hits))
    return tuple(sorted(found, key=lambda cue: -len(cue.words)))[:3]
