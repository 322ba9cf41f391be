"""Steps that are in the history and cannot be undone: they change nothing of what has been worked out."""

from __future__ import annotations

from datetime import datetime

from depeche.web.accounts.models import User
from depeche.web.analysis.actions._journal import note
from depeche.web.analysis.models import Change, Corpus


def remember(corpus: Corpus, kind: str, *, actor: User, now: datetime, **figures: int | str) -> Change:
    """The line of the history and the event; `kind` is one of `rules.MATERIAL`."""
    change = Change.objects.create(corpus=corpus, by=actor, at=now, kind=kind, data={"rows": [], "figures": figures})
    note(f"analysis.{kind}", actor=actor, corpus=corpus, now=now, change=change.pk)
    return change
