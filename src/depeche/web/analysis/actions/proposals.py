"""Proposed groups: a person names one, and it becomes a theme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.actions.cards import own, put
from depeche.web.analysis.actions.themes import new_theme
from depeche.web.analysis.models import Coding, Corpus, Theme


class Accepted(NamedTuple):
    """The new theme with how many `cards`; `skipped` somebody had sorted meanwhile, and they stay where they are."""

    theme: Theme
    cards: int
    skipped: int


def accept_group(
    *, actor: User, corpus: Corpus, units: Sequence[int], name: str, cue_words: Sequence[str], now: datetime
) -> Accepted:
    """A theme with cue words and those of the cards that are still unsorted, in one step."""
    wanted = list(dict.fromkeys(units))
    if not wanted:
        raise RuleError("no_cards")
    if len(wanted) > rules.MAX_GROUP:
        raise RuleError("too_many_cards", most=rules.MAX_GROUP)
    with working(actor, corpus.pk) as step:
        own(step.corpus, wanted)
        sorted_since = set(Coding.objects.filter(unit__in=wanted).values_list("unit_id", flat=True))
        loose = [unit for unit in wanted if unit not in sorted_since]
        if not loose:
            raise RuleError("group_sorted")
        theme = new_theme(step, name, cue_words=cue_words)
        put(step, actor, theme, loose, now)
        step.save("group_accepted", actor=actor, now=now, theme=theme.name, count=len(loose))
        return Accepted(theme, len(loose), len(wanted) - len(loose))
