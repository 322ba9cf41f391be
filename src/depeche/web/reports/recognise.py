"""By what somebody could be recognised in a draft: found anew each time, beside what was decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from depeche.core.corpus import Pair, Span, text_hash
from depeche.core.recognise import Finding as Found
from depeche.core.recognise import Kind, Passage, Person, Why, few, recogniser
from depeche.core.reporting import build_report
from depeche.core.reporting.model import PairQuote
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Quote, below
from depeche.web.analysis.models import Source
from depeche.web.relay.models import Participant
from depeche.web.reports import recognise_masks as masks
from depeche.web.reports import recognise_prose as prose
from depeche.web.reports.build import Workshop
from depeche.web.reports.languages import Written
from depeche.web.reports.models import Finding, Report

CONTEXT: Final = 70  # code points shown on either side
Choice = Finding.Choice


class Progress(NamedTuple):
    total: int
    decided: int

    @property
    def undecided(self) -> int:
        return self.total - self.decided


@dataclass(frozen=True, slots=True)
class Place:
    """One thing to decide. `start` is `None` where it is about the whole passage; `choices` are those there are."""

    key: str
    kind: Kind
    why: tuple[Why, ...]
    unit: str
    start: int | None
    end: int | None
    before: str
    words: str
    after: str
    choices: tuple[str, ...]
    row: Finding | None
    same: int = 0  # other places with the same words and kind that can be decided alike

    @property
    def choice(self) -> str:
        return self.row.choice if self.row else ""

    @property
    def folded(self) -> tuple[Kind, str]:
        """By which places are the same."""
        return self.kind, " ".join(self.words.casefold().split())


@dataclass(frozen=True, slots=True)
class Section:
    """A theme of a relay, or one of the analyst's texts, with the page on which its words are changed."""

    title: str
    mend: str  # what is done about words that are no quote
    url: str
    units: tuple[tuple[str, tuple[Place, ...]], ...]  # (what the unit is called, its places)


class Recognition:
    """All places of a draft; what costs time is done when it is first asked for."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.report = workshop.report
        self.rows: dict[str, Finding] = {row.key: row for row in masks.choices(self.report)}
        self.people = directory(self.report)

    @cached_property
    def decided(self) -> masks.Hidden:
        return masks.hidden(self.rows.values(), self.workshop.corpus, self.workshop.language)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What is printed of every unit, as if nothing had been decided, in reading order and each unit once."""
        workshop = self.workshop
        found: dict[str, Passage] = {}
        if not any((workshop.texts.masks, workshop.texts.bare, workshop.texts.cut)):
            model = workshop.model
        else:
            open_texts = replace(workshop.texts, masks={}, bare=frozenset(), cut=frozenset())
            outline = Written(self.report, workshop.language).headings(workshop.outline)
            model = build_report(
                workshop.corpus, open_texts, workshop.language, outline=outline, evidence=workshop.evidence
            )
        for printed in below(model, PairQuote):
            pair = workshop.evidence.pairs[printed.pair]
            for quote, group in (
                (printed.question, printed.asker_group),
                (printed.answer, printed.answerer_group),
            ):
                if quote is not None:
                    found[quote.unit] = _joined(found.get(quote.unit), self._passage(quote, group, pair))
        return tuple(found.values())

    def _passage(self, quote: Quote, group: str, pair: Pair) -> Passage:
        spans = tuple(Span(piece.start, piece.end) for piece in quote.pieces)
        return Passage(quote.unit, self.workshop.evidence.unit(quote.unit) or "", spans, group, pair.source)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """In reading order: quotes first, then the analyst's own words. Of pairs that are cut only what cuts them."""
        found = [*self._in_quotes(), *self._in_prose()]
        alike = Counter(place.folded for place in found if place.words)
        return tuple(replace(place, same=alike[place.folded] - 1) if place.words else place for place in found)

    @property
    def progress(self) -> Progress:
        return Progress(len(self.places), sum(place.row is not None for place in self.places))

    def _in_quotes(self) -> Iterator[Place]:
        language = self.workshop.corpus.language
        finder = recogniser(self.people)
        texts = {passage.unit: passage for passage in self.passages}
        of_words = finder.find(self.passages, language)
        hidden = masks.spans(self.decided.masks)
        of_few = few(self.passages, self.people, finder, hidden=hidden, language=language)
        order = {unit: at for at, unit in enumerate(texts)}
        every = [(found, texts[found.unit]) for found in (*of_words, *of_few)]
        for found, passage in sorted(
            every, key=lambda one: (order[one[0].unit], one[0].start is None, one[0].start or 0)
        ):
            place = self._place(found, passage)
            if passage.unit.rpartition("/")[0] not in self.decided.cut or place.choice == Choice.CUT:
                yield place

    def _place(self, found: Found, passage: Passage) -> Place:
        digest = text_hash(passage.text)
        if found.start is None or found.end is None:
            key = masks.key_of_few(found.kind, found.unit, digest, passage.group, found.why)
            offered = (Choice.KEEP, Choice.MASK, Choice.CUT) if Why.GROUP in found.why else (Choice.KEEP, Choice.CUT)
            before = prose.shortened(passage.text, CONTEXT * 2)
            return Place(
                key, found.kind, found.why, found.unit, None, None, before, "", "", offered, self.rows.get(key)
            )
        key = masks.key_in_unit(found.kind, found.unit, digest, found.start, found.end)
        before, words, after = prose.around(passage.text, found.start, found.end, CONTEXT)
        offered = (Choice.KEEP, Choice.MASK, Choice.CUT)
        return Place(
            key,
            found.kind,
            found.why,
            found.unit,
            found.start,
            found.end,
            before,
            words,
            after,
            offered,
            self.rows.get(key),
        )

    def _in_prose(self) -> Iterator[Place]:
        finder, decided = recogniser(self.people), self.decided
        for written in prose.written(self.workshop):
            for found in prose.found_in(written, finder, self.workshop.evidence, decided.masks):
                start, end = found.start or 0, found.end or 0
                before, words, after = prose.around(written.text, start, end, CONTEXT)
                nth = written.text.count(words, 0, start)
                key = masks.key_in_prose(found.kind, found.unit, written.text, start, end, nth)
                yield Place(
                    key,
                    found.kind,
                    found.why,
                    found.unit,
                    start,
                    end,
                    before,
                    words,
                    after,
                    (Choice.KEEP,),
                    self.rows.get(key),
                )

    def sections(self, places: Sequence[Place]) -> tuple[Section, ...]:
        """Some of the places under the headings they are printed below."""
        own = {written.unit: written for written in prose.written(self.workshop)}

        def heading(place: Place) -> tuple[str, str, str]:
            written = own.get(place.unit)
            return (written.title, written.mend, written.url) if written else (self._theme_of(place.unit), "", "")

        return tuple(
            Section(
                title,
                mend,
                url,
                tuple((self._unit_name(unit), tuple(those)) for unit, those in groupby(list(inside), _unit_of)),
            )
            for (title, mend, url), inside in groupby(places, heading)
        )

    def _theme_of(self, unit: str) -> str:
        evidence, language = self.workshop.evidence, self.report.language
        pair = evidence.pairs[unit.rpartition("/")[0]]
        return f"{evidence.sources[pair.source].title} · {pair.theme or phrase(language, 'unsorted')}"

    def _unit_name(self, unit: str) -> str:
        name, _slash, side = unit.rpartition("/")
        return f"{'!' if side == 'a' else '?'} {name}" if side in {"q", "a"} else ""


def progress(workshop: Workshop) -> Progress:
    """How far the decisions have come."""
    return Recognition(workshop).progress


def undecided(workshop: Workshop) -> int:
    """Places nobody has decided about: what keeps a draft from being published."""
    return progress(workshop).undecided


def directory(report: Report) -> tuple[Person, ...]:
    """Everybody on the lists of the relays behind a report; nobody where the material came from a file."""
    sources: dict[int, list[str]] = {}
    for relay, key in Source.objects.filter(corpus=report.corpus_id, relay__isnull=False).values_list("relay", "key"):
        sources.setdefault(relay, []).append(key)
    rows = Participant.objects.filter(relay__in=sources).order_by("pk")
    return tuple(
        Person(name, title, organisation, sector, group or "", source)
        for name, title, organisation, sector, group, relay in rows.values_list(
            "name", "title", "organisation", "sector", "group__name", "relay"
        )
        for source in sources[relay]
    )


def _unit_of(place: Place) -> str:
    return place.unit


def _joined(first: Passage | None, second: Passage) -> Passage:
    """Of a unit that is printed twice: all that is printed, with the group where it is shown once."""
    if first is None:
        return second
    return replace(first, spans=(*first.spans, *second.spans), group=first.group or second.group)
