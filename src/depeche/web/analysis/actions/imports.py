"""A corpus out of a file: its texts as they stand, and the themes, highlights and choices the file brings along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from depeche.core import corpus as core
from depeche.core.errors import InputError, RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import spans, work
from depeche.web.analysis.actions.material import author_key, insert_units, new_unit, note_material
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Source, TextUnit, Theme, Upload
from depeche.web.common import audit
from depeche.web.projects import rules
from depeche.web.projects.models import Project

BATCH = 500
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
    pairs = _texts(corpus, corpus_value)
    _themes(corpus, actor, pairs, now)
    _highlights(actor, pairs, now)
    _quotes(actor, pairs, now)
    note_material(actor, corpus, now, "imported", name=corpus_value.origin[:200] or corpus.title, count=len(pairs))
    return corpus


def keep_upload(*, actor: User, project: Project, name: str, content: bytes, now: datetime) -> Upload:
    """Keep a file until its columns are chosen. Nobody but who sent it sees it; after a day the worker removes it."""
    rules.require(actor, project, "analysis.work")
    work.forget_uploads(now)
    upload = Upload.objects.create(project=project, by=actor, at=now, name=name[-200:], content=content)
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
            participants=source.participants,
            roles=list(source.roles),
            groups=[list(group) for group in source.groups],
            position=position,
        )
        for position, source in enumerate(value.sources)
    }
    Source.objects.bulk_create(sources.values())
    made: list[tuple[core.Pair, TextUnit, TextUnit | None]] = []
    for number, pair in enumerate(value.pairs, start=1):
        source = sources[pair.source]
        question = new_unit(source, TextUnit.Kind.QUESTION, pair.id, number, pair.question)
        question.author_key, question.group = author_key(corpus, pair.asker), pair.asker_group
        answer = None
        if pair.answer is not None:
            answer = new_unit(source, TextUnit.Kind.ANSWER, pair.id, number, pair.answer)
            answer.author_key, answer.group = author_key(corpus, pair.answerer), pair.answerer_group
        made.append((pair, question, answer))
    insert_units((question, answer) for _, question, answer in made)
    return made


def _themes(corpus: Corpus, actor: User, pairs: Pairs, now: datetime) -> None:
    names = dict.fromkeys(theme for pair, _, _ in pairs for theme in pair.themes)
    themes = {name: Theme(corpus=corpus, name=name, position=place) for place, name in enumerate(names)}
    Theme.objects.bulk_create(themes.values())
    Coding.objects.bulk_create(
        [Coding(theme=themes[name], unit=unit, by=actor, at=now) for pair, unit, _ in pairs for name in pair.themes],
        batch_size=BATCH,
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


def _quotes(actor: User, pairs: Pairs, now: datetime) -> None:
    chosen = [(pair, unit) for pair, unit, _ in pairs if pair.chosen]
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
            for place, (pair, unit) in enumerate(chosen, start=1)
        ],
        batch_size=BATCH,
    )
