"""Themes out of themes: merge two, split one, gather cards into a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.actions._lock import theme_of, working
from depeche.web.analysis.actions.cards import Card, put, still_there
from depeche.web.analysis.actions.themes import living, new_theme, renumber
from depeche.web.analysis.models import Coding, Corpus, Theme


def merge_themes(*, actor: User, corpus: Corpus, theme_id: int, into_id: int, now: datetime) -> Theme:
    """Cards, examples, cue words and sub-themes of one theme go over to another, and the first is removed."""
    if theme_id == into_id:
        raise RuleError("merge_itself")
    with working(actor, corpus.pk) as step:
        theme, into = theme_of(step.corpus, theme_id), theme_of(step.corpus, into_id)
        codings = list(theme.codings.order_by("pk"))
        there = set(into.codings.values_list("unit_id", flat=True))
        step.delete(codings)
        step.create(
            Coding(theme=into, unit_id=coding.unit_id, by=actor, at=now, example=coding.example)
            for coding in codings
            if coding.unit_id not in there
        )
        words = list(dict.fromkeys([*into.cue_words, *theme.cue_words]))[: rules.MAX_CUE_WORDS]
        step.update(into, cue_words=words)
        _hand_over(step, theme, into)
        step.update(theme, deleted_at=now)
        step.save("themes_merged", actor=actor, now=now, theme=theme.name, into=into.name, count=len(codings))
        return into


def _hand_over(step: Step, theme: Theme, into: Theme) -> None:
    """The sub-themes of a theme that goes: they come under the one it goes into, or under the parent of that.

    A theme that goes into a sub-theme of its own leaves its place to it.
    """
    subs = list(theme.children.filter(deleted_at=None).exclude(pk=into.pk).order_by("position", "pk"))
    if into.parent_id == theme.pk:
        step.update(into, parent_id=None)
    for sub in subs:
        step.update(sub, parent_id=into.parent_id or into.pk)
    if subs:
        renumber(step, [other for other in living(step.corpus) if other.parent_id is None and other.pk != theme.pk])


def split_theme(*, actor: User, corpus: Corpus, theme_id: int, units: Sequence[int], name: str, now: datetime) -> Theme:
    """Some cards of a theme become a theme beside it; those that are no longer in it stay where they are."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        cards = [Card(unit, theme.pk) for unit in units]
        new, count = _gather(step, actor, cards, name, now, parent_id=theme.parent_id)
        step.save("theme_split", actor=actor, now=now, theme=theme.name, into=new.name, count=count)
        return new


def gather_theme(*, actor: User, corpus: Corpus, cards: Sequence[Card], name: str, now: datetime) -> Theme:
    """Cards from anywhere become a new theme, out of those they were seen in; those moved since stay where they are."""
    with working(actor, corpus.pk) as step:
        new, count = _gather(step, actor, cards, name, now, parent_id=None)
        step.save("theme_gathered", actor=actor, now=now, theme=new.name, count=count)
        return new


def _gather(
    step: Step, actor: User, cards: Sequence[Card], name: str, now: datetime, parent_id: int | None
) -> tuple[Theme, int]:
    found = still_there(step.corpus, cards)
    if not found:
        raise RuleError("no_cards")
    seen = {card.unit_id: card.themes for card in cards}
    new = new_theme(step, name, parent_id=parent_id)
    step.delete(coding for unit, codings in found.items() for coding in codings if coding.theme_id in seen[unit])
    put(step, actor, new, found, now)
    return new, len(found)
