"""Sorting with suggestions: what a person decides, and where it stood among what was offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from depeche.web.accounts.models import User
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.actions.cards import Card, Moved, add_cards, move_cards
from depeche.web.analysis.models import Change, Corpus, Decision, Theme
from depeche.web.analysis.offered import Offered

LEXICAL = "lexical"


def sort_cards(
    *,
    actor: User,
    corpus: Corpus,
    cards: Sequence[Card],
    to_id: int | None,
    now: datetime,
    also: bool = False,
    offered: Offered | None = None,
) -> Moved:
    """Put cards into a theme: instead of those they were seen in, or `also`. What was offered is counted with it."""
    with working(actor, corpus.pk) as step:
        moved = (
            add_cards(actor=actor, corpus=corpus, cards=cards, to_id=to_id, now=now)
            if also and to_id
            else move_cards(actor=actor, corpus=corpus, cards=cards, to_id=to_id, now=now)
        )
        if offered and to_id and moved.cards == 1 and [*cards] == [Card(offered.unit_id, None)]:
            _count(step.corpus, actor, offered, to_id, now)
        return moved


def _count(corpus: Corpus, actor: User, offered: Offered, theme_id: int, now: datetime) -> None:
    """An unsorted card was sorted while suggestions were shown for it. Themes that are gone were not offered."""
    found = Theme.objects.filter(corpus=corpus, pk__in=offered.themes, deleted_at=None)
    living = set(found.values_list("pk", flat=True))
    themes = [theme for theme in offered.themes if theme in living]
    if not themes:
        return
    Decision.objects.create(
        corpus=corpus,
        change=Change.objects.filter(corpus=corpus).order_by("-pk")[0],  # ours: we hold the corpus
        unit_id=offered.unit_id,
        theme_id=theme_id,
        offered=themes,
        rank=themes.index(theme_id) + 1 if theme_id in themes else 0,
        embedder=offered.machine or LEXICAL,
        by=actor,
        at=now,
    )
