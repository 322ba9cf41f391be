"""Versions of the code book. A version never changes, so freezing one is not undone."""

from __future__ import annotations

from datetime import datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._fixed import remember
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.coding_rules import MAX_NOTE
from depeche.web.analysis.models import CodebookVersion, Corpus
from depeche.web.analysis.queries.codebook import content_of


def freeze_codebook(*, actor: User, corpus: Corpus, note: str, now: datetime) -> CodebookVersion:
    """Keep the themes as they stand under the next number."""
    note = " ".join(note.split())
    if len(note) > MAX_NOTE:
        raise RuleError("note_long", most=MAX_NOTE)
    with working(actor, corpus.pk) as step:
        content = content_of(step.corpus)
        latest = step.corpus.codebooks.first()
        if not content:
            raise RuleError("codebook_empty")
        if latest is not None and latest.content == content:
            raise RuleError("codebook_unchanged", number=latest.number)
        version = CodebookVersion.objects.create(
            corpus=step.corpus,
            number=latest.number + 1 if latest else 1,
            note=note,
            content=content,
            by=actor,
            at=now,
        )
        remember(step.corpus, "codebook_frozen", actor=actor, now=now, number=version.number, count=len(content))
        return version
