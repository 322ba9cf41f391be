"""The material as it leaves for another tool, and what is to be said of it before it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from depeche.core.corpus import Span
from depeche.core.exchange import Card, CardCoding, Mark, Material, Memo, Origin, Side, Theme
from depeche.core.exchange.words import Described
from depeche.web.accounts.models import User
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Reflection, TextUnit, Verdict
from depeche.web.analysis.models import Theme as ThemeRow
from depeche.web.analysis.queries.quotes.consents import Consents, consents
from depeche.web.analysis.queries.quotes.permits import kept_spans, permit_of
from depeche.web.analysis.queries.quotes.voices import Voices, voices
from depeche.web.analysis.queries.themes import in_order


class Leaving(NamedTuple):
    """What an export holds, in counts. `asking`: sources whose people were promised to be asked before being quoted."""

    cards: int
    answers: int
    themes: int
    codings: int
    highlights: int
    quotes: int
    memos: int
    groups: tuple[str, ...]
    asking: int


def seed_of(corpus: Corpus) -> str:
    """Tells a material from every other, on this server and elsewhere."""
    return f"{corpus.pk}/{corpus.created_at.isoformat()}"


def material_of(corpus: Corpus) -> Material:
    """All of a material: as many queries whatever its size. A group that may not stand beside a quote is not in it."""
    sources = list(corpus.sources.select_related("relay"))
    places = {source.pk: place for place, source in enumerate(sources)}
    people: dict[int, User] = {}
    gathered = _Gathered(corpus, people, voices(corpus), consents(corpus, sources))
    units = sorted(corpus.units.cards().order_by(), key=lambda unit: (places[unit.source_id], unit.position, unit.pk))
    cards = tuple(gathered.card(unit) for unit in units)
    memos = tuple(_memos(corpus, people))
    return Material(
        seed=seed_of(corpus),
        title=corpus.title,
        language=corpus.language,
        sources=tuple(Origin(str(source.pk), source.title, source.asks) for source in sources),
        themes=themes_of(corpus),
        cards=cards,
        people={_person(user): user.get_full_name() for user in sorted(people.values(), key=lambda user: user.pk)},
        memos=memos,
        note=corpus.note,
        at=corpus.created_at,
    )


def book_of(corpus: Corpus) -> Material:
    """The themes alone: one query."""
    return Material(seed_of(corpus), corpus.title, corpus.language, (), themes_of(corpus), ())


def themes_of(corpus: Corpus) -> tuple[Theme, ...]:
    rows = in_order(ThemeRow.objects.filter(corpus=corpus, deleted_at=None))
    here = {row.pk for row in rows}
    return tuple(
        Theme(
            str(row.pk),
            row.name,
            Described(row.definition, row.include, row.exclude, tuple(row.cue_words)),
            str(row.parent_id) if row.parent_id in here else "",
        )
        for row in rows
    )


def leaving(material: Material) -> Leaving:
    cards = material.cards
    sides = [side for card in cards for side in (card.first, card.answer) if side is not None]
    return Leaving(
        cards=len(cards),
        answers=sum(card.answer is not None for card in cards),
        themes=len(material.themes),
        codings=sum(len(card.codings) for card in cards),
        highlights=sum(len(side.marks) for side in sides),
        quotes=sum(card.quoted is not None for card in cards),
        memos=len(material.memos),
        groups=tuple(sorted({side.group for side in sides if side.group})),
        asking=sum(source.asks for source in material.sources),
    )


class _Gathered:
    """Everything that stands beside the texts of a material."""

    def __init__(self, corpus: Corpus, people: dict[int, User], named: Voices, said: Consents) -> None:
        self.people = people
        self.named = named
        self.said = said
        self.answers = {unit.question_id: unit for unit in corpus.units.filter(kind=TextUnit.Kind.ANSWER).order_by()}
        self.quotes = {quote.unit_id: quote for quote in Quote.objects.filter(unit__corpus=corpus).select_related("by")}
        self.codings: dict[int, list[CardCoding]] = defaultdict(list)
        codings = Coding.objects.filter(unit__corpus=corpus, theme__deleted_at=None).order_by("pk")
        for coding in codings.select_related("by"):
            self.codings[coding.unit_id].append(CardCoding(str(coding.theme_id), self._by(coding.by), coding.at))
        self.marks: dict[int, list[Mark]] = defaultdict(list)
        for mark in Highlight.objects.filter(unit__corpus=corpus).select_related("by").order_by("start", "end"):
            self.marks[mark.unit_id].append(Mark(Span(mark.start, mark.end), self._by(mark.by), mark.at))

    def card(self, unit: TextUnit) -> Card:
        answer, quote = self.answers.get(unit.pk), self.quotes.get(unit.pk)
        permit = permit_of(unit, answer, quote, self.said) if quote else None
        bare = (
            permit is not None and permit.question.bare,
            permit is not None and any(one.bare for one in permit.sides[1:]),
        )
        return Card(
            key=str(unit.pk),
            number=unit.key,
            source=str(unit.source_id),
            kind=unit.kind,
            first=self._side(unit, quote.kept_question if quote else (), bare=bare[0], answer=False),
            answer=self._side(answer, quote.kept_answer if quote else (), bare=bare[1], answer=True)
            if answer
            else None,
            codings=tuple(self.codings.get(unit.pk, ())),
            quoted=(self._by(quote.by), quote.at) if quote else None,
        )

    def _side(self, unit: TextUnit, kept: Iterable[Iterable[int]], *, bare: bool, answer: bool) -> Side:
        """`bare`: its author agreed to be quoted, but not to the group beside it."""
        return Side(
            text=unit.text,
            group="" if bare else self.named.of(unit, answer=answer),
            marks=tuple(self.marks.get(unit.pk, ())),
            kept=kept_spans([list(span) for span in kept]),
        )

    def _by(self, user: User | None) -> str:
        return _known(user, self.people)


def _memos(corpus: Corpus, people: dict[int, User]) -> Iterator[Memo]:
    """Reflections, and what coders have noted on cards of double codings that both have finished."""
    for row in Reflection.objects.filter(corpus=corpus).select_related("by").order_by("place"):
        yield Memo(row.place, row.text, _known(row.by, people), row.at)
    verdicts = Verdict.objects.filter(
        task__coding__corpus=corpus,
        task__coding__first_done_at__isnull=False,
        task__coding__second_done_at__isnull=False,
    ).exclude(note="")
    for verdict in verdicts.select_related("by", "task").order_by("pk"):
        yield Memo(f"card-{verdict.task.unit_id}", verdict.note, _known(verdict.by, people), verdict.at)


def _known(user: User | None, people: dict[int, User]) -> str:
    if user is None:
        return ""
    people[user.pk] = user
    return _person(user)


def _person(user: User) -> str:
    """The same for the same member of staff in every material, and nobody else's elsewhere."""
    return f"{user.pk}/{user.date_joined.isoformat()}"
