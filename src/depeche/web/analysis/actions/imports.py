"""A corpus out of a file: its texts as they stand, and the themes, highlights and choices the file brings along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from django.db import transaction
from django.db.models import Max

from depeche.core import corpus as core
from depeche.core.corpus import Material
from depeche.core.errors import InputError, RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import spans, work
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.actions.material import author_key, insert_units, new_unit, note_material
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Source, TextUnit, Theme, Upload
from depeche.web.common import audit
from depeche.web.projects import rules
from depeche.web.projects.models import Project

BATCH = 500
KINDS = {
    Material.RELAY: TextUnit.Kind.QUESTION,
    Material.SURVEY: TextUnit.Kind.RESPONSE,
    Material.INTERVIEW: TextUnit.Kind.PASSAGE,
    Material.STATEMENTS: TextUnit.Kind.STATEMENT,
}
Pairs = Sequence[tuple[core.Pair, TextUnit, TextUnit | None]]


@transaction.atomic
def import_corpus(*, actor: User, project: Project, corpus_value: core.Corpus, now: datetime) -> Corpus:
    """Write a corpus value down; `queries.corpus_value` gives an equal one back, but for the keys of people."""
    rules.require(actor, project, "analysis.work")
    if not corpus_value.pairs:
        raise RuleError("no_pairs")
    _check_lengths(corpus_value)
    corpus = Corpus.objects.create(
        project=project,
        title=corpus_value.title[:200],
        topic=corpus_value.topic[:200],
        language=corpus_value.language[:5],
        origin=corpus_value.origin[:500],
        note=corpus_value.note,
        days=corpus_value.days,
        contributions=corpus_value.contributions,
        created_at=now,
    )
    _bring_in(actor, corpus, corpus_value, now)
    return corpus


def add_file(*, actor: User, corpus: Corpus, corpus_value: core.Corpus, now: datetime) -> Corpus:
    """Further sources out of a file beside those the corpus has; themes of the same name are the same themes."""
    if not corpus_value.pairs:
        raise RuleError("no_pairs")
    with working(actor, corpus.pk) as step:
        value = _beside(step.corpus, corpus_value)
        _check_lengths(value)
        _bring_in(actor, step.corpus, value, now)
        return step.corpus


def _bring_in(actor: User, corpus: Corpus, value: core.Corpus, now: datetime) -> None:
    pairs = _texts(corpus, value)
    _themes(corpus, actor, pairs, now)
    _highlights(actor, pairs, now)
    _quotes(corpus, actor, pairs, now)
    note_material(actor, corpus, now, "imported", name=value.origin[:200] or corpus.title, count=len(pairs))


def _beside(corpus: Corpus, value: core.Corpus) -> core.Corpus:
    """The value with keys that nothing in the corpus has: a source met again is a source of its own."""
    keys = set(corpus.sources.values_list("key", flat=True))
    sources = {source.id: _free(source.id, keys) for source in value.sources}
    numbers = set(corpus.units.values_list("key", flat=True))
    clash = any(pair.id in numbers for pair in value.pairs)
    mark = _free(str(corpus.sources.count() + 1), {number.partition(".")[0] for number in numbers}) if clash else ""
    return replace(
        value,
        sources=tuple(replace(source, id=sources[source.id]) for source in value.sources),
        pairs=tuple(
            replace(pair, id=f"{mark}.{pair.id}" if mark else pair.id, source=sources[pair.source])
            for pair in value.pairs
        ),
    )


def _free(key: str, taken: set[str]) -> str:
    """`key`, or with the lowest number behind it that makes it new; `taken` grows by it."""
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key[:70]} ({number})"
    taken.add(found)
    return found


def keep_upload(
    *, actor: User, project: Project, name: str, content: bytes, now: datetime, corpus: Corpus | None = None
) -> Upload:
    """Keep a file until its columns are chosen. Nobody but who sent it sees it; after a day the worker removes it.

    `corpus` is the material it is to be added to; without one it becomes a material of its own.
    """
    rules.require(actor, project, "analysis.work")
    if corpus is not None and corpus.project_id != project.pk:
        raise RuleError("relay_elsewhere")
    work.forget_uploads(now)
    upload = Upload.objects.create(project=project, corpus=corpus, by=actor, at=now, name=name[-200:], content=content)
    audit.record(actor=actor, verb="analysis.uploaded", target=upload, at=now, project_id=project.pk, size=len(content))
    return upload


def drop_upload(*, actor: User, upload: Upload) -> None:
    """The file has been read, or is not wanted after all."""
    rules.require(actor, upload.project, "analysis.work")
    upload.delete()


def _check_lengths(value: core.Corpus) -> None:
    limits: Iterable[tuple[str, str, int]] = (
        *(("relay", source.id, 80) for source in value.sources),
        *(("relay", source.title, 200) for source in value.sources),
        *(("theme", theme, 120) for pair in value.pairs for theme in pair.themes),
        *(("id", pair.id, 80) for pair in value.pairs),
        *(("group", group, 120) for pair in value.pairs for group in (pair.asker_group, pair.answerer_group)),
    )
    for column, found, most in limits:
        if len(found) > most:
            raise InputError(f"“{found[:30]}…” has {len(found)} characters; at most {most} are possible", column=column)


def _texts(corpus: Corpus, value: core.Corpus) -> Pairs:
    sources = {
        source.id: Source(
            corpus=corpus,
            key=source.id,
            title=source.title,
            material=source.material,
            participants=source.participants,
            roles=list(source.roles),
            groups=[list(group) for group in source.groups],
            asks=source.asks,
            position=position,
        )
        for position, source in enumerate(value.sources, start=corpus.sources.count())
    }
    Source.objects.bulk_create(sources.values())
    made: list[tuple[core.Pair, TextUnit, TextUnit | None]] = []
    first = (corpus.units.aggregate(last=Max("position"))["last"] or 0) + 1
    for number, pair in enumerate(value.pairs, start=first):
        source = sources[pair.source]
        question = new_unit(source, KINDS[Material(source.material)], pair.id, number, pair.question)
        question.author_key, question.group = author_key(corpus, pair.asker), pair.asker_group
        question.written_at = _noon(pair.asked_at)
        answer = None
        if pair.answer is not None:
            answer = new_unit(source, TextUnit.Kind.ANSWER, pair.id, number, pair.answer)
            answer.author_key, answer.group = author_key(corpus, pair.answerer), pair.answerer_group
            answer.written_at = _noon(pair.answered_at)
        made.append((pair, question, answer))
    insert_units((question, answer) for _, question, answer in made)
    return made


def _noon(day: str) -> datetime | None:
    """A moment on a day, which is all a file tells; it is that day in Denmark too."""
    return datetime.combine(date.fromisoformat(day), time(12), UTC) if day else None


def _themes(corpus: Corpus, actor: User, pairs: Pairs, now: datetime) -> None:
    living = list(Theme.objects.filter(corpus=corpus, deleted_at=None))
    themes = {theme.name.casefold(): theme for theme in living}
    place = living[-1].position + 1 if living else 0
    made: list[Theme] = []
    for name in dict.fromkeys(theme for pair, _, _ in pairs for theme in pair.themes):
        if name.casefold() not in themes:
            themes[name.casefold()] = Theme(corpus=corpus, name=name, position=place + len(made))
            made.append(themes[name.casefold()])
    Theme.objects.bulk_create(made)
    found = dict.fromkeys((unit.pk, themes[name.casefold()].pk) for pair, unit, _ in pairs for name in pair.themes)
    Coding.objects.bulk_create(
        [Coding(theme_id=theme, unit_id=unit, by=actor, at=now) for unit, theme in found], batch_size=BATCH
    )


def _highlights(actor: User, pairs: Pairs, now: datetime) -> None:
    marked = [
        (unit, span)
        for pair, question, answer in pairs
        for unit, found in ((question, pair.highlights_question), (answer, pair.highlights_answer))
        if unit is not None
        for span in spans.merged(found)
    ]
    Highlight.objects.bulk_create(
        [Highlight(unit=unit, start=span.start, end=span.end, by=actor, at=now) for unit, span in marked],
        batch_size=BATCH,
    )


def _quotes(corpus: Corpus, actor: User, pairs: Pairs, now: datetime) -> None:
    chosen = [(pair, unit) for pair, unit, _ in pairs if pair.chosen]
    first = (Quote.objects.filter(unit__corpus=corpus).aggregate(last=Max("position"))["last"] or 0) + 1
    Quote.objects.bulk_create(
        [
            Quote(
                unit=unit,
                kept_question=[[span.start, span.end] for span in pair.kept_question],
                kept_answer=[[span.start, span.end] for span in pair.kept_answer],
                position=place,
                by=actor,
                at=now,
            )
            for place, (pair, unit) in enumerate(chosen, start=first)
        ],
        batch_size=BATCH,
    )
