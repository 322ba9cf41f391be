"""One analyst at a time: every step takes its corpus first, so that what it checks is still true when it writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.models import Corpus, TextUnit, Theme
from depeche.web.projects import rules


@contextmanager
def working(actor: User, corpus_id: int) -> Iterator[Step]:
    """A transaction that holds the corpus, for somebody who may work on it.

    On PostgreSQL the row is locked; on SQLite the transaction itself is exclusive (BEGIN IMMEDIATE).
    """
    with transaction.atomic():
        corpus = Corpus.objects.select_for_update().get(pk=corpus_id)
        rules.require(actor, corpus.project, "analysis.work")
        yield Step(corpus)


def theme_of(corpus: Corpus, theme_id: int) -> Theme:
    """A theme of this corpus that has not been removed."""
    theme = Theme.objects.filter(corpus=corpus, pk=theme_id, deleted_at=None).first()
    if theme is None:
        raise RuleError("theme_gone")
    return theme


def question_of(corpus: Corpus, unit_id: int) -> TextUnit:
    """A question of this corpus with its answer."""
    unit = corpus.units.cards().filter(pk=unit_id).select_related("answer").first()
    if unit is None:
        raise RuleError("card_gone")
    return unit
