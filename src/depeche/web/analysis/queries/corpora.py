"""The one bridge from the rows of the workbench to the values of `depeche.core`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core import corpus as core
from depeche.core.corpus import Span
from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Source, TextUnit
from depeche.web.analysis.queries.quotes.consents import Consents, Side, consents
from depeche.web.analysis.queries.quotes.permits import kept_spans, permit_of
from depeche.web.projects.models import Project
from depeche.web.projects.rules import allows
from depeche.web.projects.sections import Row, Section
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.rules import rules_of

DENMARK: Final = ZoneInfo("Europe/Copenhagen")


def corpus_value(corpus: Corpus) -> core.Corpus:
    """All of a corpus as a value: six queries, whatever its size, two more where authors are asked.

    A quote that may not be printed, since it does not stand in its text or an author has not agreed, is not `chosen`.
    Chosen pairs come first within their source, in the order the analyst gave them; the others follow in reading order.
    A question in several themes has them in the order it was put in them.
    """
    sources = list(corpus.sources.select_related("relay"))
    keys = {source.pk: source.key for source in sources}
    themes = _themes(corpus)
    marks = _highlights(corpus)
    quotes = {quote.unit_id: quote for quote in Quote.objects.filter(unit__corpus=corpus)}
    said = consents(corpus, sources)
    answers = {unit.question_id: unit for unit in corpus.units.filter(kind=TextUnit.Kind.ANSWER).order_by()}
    places = {source.pk: place for place, source in enumerate(sources)}
    questions = sorted(
        corpus.units.cards().order_by(),
        key=lambda unit: (places[unit.source_id], *_rank(unit, quotes.get(unit.pk))),
    )
    pairs = (
        _permitted(
            _pair(unit, answers.get(unit.pk), keys[unit.source_id], themes.get(unit.pk, ()), marks),
            unit,
            answers.get(unit.pk),
            quotes.get(unit.pk),
            said,
        )
        for unit in questions
    )
    return core.Corpus(
        title=corpus.title,
        sources=tuple(_source(source) for source in sources),
        pairs=tuple(pairs),
        language=corpus.language,
        topic=corpus.topic,
        origin=corpus.origin,
        note=corpus.note,
        days=corpus.days,
        contributions=corpus.contributions,
    )


def _rank(unit: TextUnit, quote: Quote | None) -> tuple[int, int, int]:
    return (0, quote.position, unit.pk) if quote else (1, unit.position, unit.pk)


def _source(source: Source) -> core.Source:
    relay = source.relay
    rules = rules_of(relay) if relay else None
    return core.Source(
        source.key,
        source.title,
        source.participants,
        tuple(source.roles),
        tuple((str(name), int(people)) for name, people in source.groups),
        core.Material(source.material),
        asks=source.asks,
        askers_hidden=rules is not None and rules.anonymity is Anonymity.HIDDEN,
        opened=_day(relay.opens_at) if relay else "",
        closed=_day(_ended(relay)) if relay else "",
        terms=_terms(rules) if rules else None,
    )


def _ended(relay: Relay) -> datetime | None:
    """When nothing could be written any more: as planned, or earlier where somebody closed it."""
    return min((moment for moment in (relay.closed_at, relay.answers_close_at) if moment), default=None)


def _terms(rules: Rules) -> core.Terms:
    chooses = None if rules.live else rules.recipient
    return core.Terms(rules.start, chooses, rules.answer_within, rules.anonymity, rules.quoting)


def _day(moment: datetime | None) -> str:
    """The day in Denmark."""
    return timezone.localtime(moment, DENMARK).date().isoformat() if moment else ""


def _themes(corpus: Corpus) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Coding.objects.filter(unit__corpus=corpus, theme__deleted_at=None).order_by("pk")
    for unit, name in rows.values_list("unit_id", "theme__name"):
        found[unit] = (*found.get(unit, ()), name)
    return found


def _highlights(corpus: Corpus) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    rows = Highlight.objects.filter(unit__corpus=corpus).order_by("unit_id", "start")
    for unit, start, end in rows.values_list("unit_id", "start", "end"):
        found[unit].append(Span(start, end))
    return found


def _pair(
    unit: TextUnit,
    answer: TextUnit | None,
    source: str,
    themes: tuple[str, ...],
    marks: dict[int, list[Span]],
) -> core.Pair:
    return core.Pair(
        id=unit.key,
        question=unit.text,
        answer=answer.text if answer else None,
        source=source,
        themes=themes,
        asker_group=unit.group,
        answerer_group=answer.group if answer else "",
        asker=unit.author_key,
        answerer=answer.author_key if answer else "",
        highlights_question=tuple(marks.get(unit.pk, ())),
        highlights_answer=tuple(marks.get(answer.pk, ())) if answer else (),
        chosen=False,
        asked_at=_day(unit.written_at),
        answered_at=_day(answer.written_at) if answer else "",
    )


def _permitted(
    pair: core.Pair, unit: TextUnit, answer: TextUnit | None, quote: Quote | None, said: Consents
) -> core.Pair:
    """The pair with what its authors have agreed to. A quote that may not be printed is none."""
    if unit.source_id in said.asking:
        question, reply = said.granted(unit, Side.QUESTION), said.granted(unit, Side.ANSWER)
        pair = replace(pair, granted_question=question, granted_answer=reply)
    if quote is None:
        return pair
    permit = permit_of(unit, answer, quote, said)
    return replace(
        pair,
        kept_question=kept_spans(quote.kept_question),
        kept_answer=kept_spans(quote.kept_answer),
        bare_question=permit.question.bare,
        bare_answer=permit.answer is not None and permit.answer.bare,
        chosen=permit.printable,
    )


class CorpusRow(NamedTuple):
    """A corpus in the list of a project."""

    id: int
    title: str
    questions: int
    unsorted: int
    quotes: int
    created_at: datetime


def corpora(project: Project) -> tuple[CorpusRow, ...]:
    """The corpora of a project, the newest first."""
    question = Q(units__isnull=False, units__question=None)
    rows = project.corpora.annotate(
        questions=Count("units", filter=question, distinct=True),
        coded=Count("units", filter=question & Q(units__codings__isnull=False), distinct=True),
        chosen=Count("units__quote", distinct=True),
    ).order_by("-created_at", "-pk")
    return tuple(
        CorpusRow(row.pk, row.title, row.questions, row.questions - row.coded, row.chosen, row.created_at)
        for row in rows
    )


def closed_relays(project: Project, corpus: Corpus | None = None) -> QuerySet[Relay]:
    """The relays whose texts are final; without those a corpus has already."""
    relays = project.relays.filter(phase=Phase.CLOSED).order_by("-closed_at", "-pk")
    return relays if corpus is None else relays.exclude(sources__corpus=corpus)


LATEST = 5  # corpora on the page of a project


def project_section(project: Project, role: str, now: datetime) -> Section | None:  # noqa: ARG001 - its signature
    """The analyses on the page of a project."""
    if not allows(role, "analysis.see"):
        return None
    rows = corpora(project)
    may_work = allows(role, "analysis.work")
    closed = closed_relays(project).exists()
    return Section(
        title=_("Analysis"),
        rows=tuple(_section_row(row) for row in rows[:LATEST]),
        empty=_("When a relay has closed, its questions and answers are sorted into themes here.")
        if closed
        else _(
            "When a relay has closed, it can be analysed here. A file of questions and answers can be used any time."
        ),
        create_url=reverse("analysis:start" if closed else "analysis:upload", args=[project.pk]) if may_work else "",
        create_label=_("Start an analysis") if closed else _("Bring in a file"),
        more_url=reverse("analysis:list", args=[project.pk]) if rows else "",
        more_label=_("All analyses"),
    )


def _section_row(row: CorpusRow) -> Row:
    questions = ngettext("%(count)s question", "%(count)s questions", row.questions) % {"count": row.questions}
    loose = _("%(count)s unsorted") % {"count": row.unsorted} if row.unsorted else _("all sorted")
    return Row(row.title, reverse("analysis:workbench", args=[row.id]), f"{questions}, {loose}")
