"""Themes: make, describe, merge, split, remove, put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.actions._lock import theme_of, working
from depeche.web.analysis.actions.cards import Card, still_there
from depeche.web.analysis.models import Coding, Corpus, Theme


def create_theme(
    *, actor: User, corpus: Corpus, name: str, now: datetime, definition: str = "", cue_words: Sequence[str] = ()
) -> Theme:
    with working(actor, corpus.pk) as step:
        theme = _new(step, name, definition, cue_words)
        step.save("theme_created", actor=actor, now=now, theme=theme.name)
        return theme


def edit_theme(
    *,
    actor: User,
    corpus: Corpus,
    theme_id: int,
    name: str,
    definition: str,
    cue_words: Sequence[str],
    now: datetime,
    seen: str | None = None,
) -> Theme:
    """Rename, define, give cue words. `seen` is `rules.fingerprint` of the theme as the form showed it."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        if seen is not None and seen != rules.fingerprint(theme):
            raise RuleError("changed_meanwhile")
        old = theme.name
        values = _checked(step.corpus, name, definition, cue_words, but=theme.pk)
        step.update(theme, name=values[0], definition=values[1], cue_words=values[2])
        kind = "theme_renamed" if theme.name != old else "theme_described"
        step.save(kind, actor=actor, now=now, theme=theme.name, old=old)
        return theme


def merge_themes(*, actor: User, corpus: Corpus, theme_id: int, into_id: int, now: datetime) -> Theme:
    """The cards and cue words of one theme go over to another, and the first is removed."""
    if theme_id == into_id:
        raise RuleError("merge_itself")
    with working(actor, corpus.pk) as step:
        theme, into = theme_of(step.corpus, theme_id), theme_of(step.corpus, into_id)
        codings = list(theme.codings.order_by("pk"))
        there = set(into.codings.values_list("unit_id", flat=True))
        step.delete(codings)
        step.create(
            Coding(theme=into, unit_id=coding.unit_id, by=actor, at=now)
            for coding in codings
            if coding.unit_id not in there
        )
        words = list(dict.fromkeys([*into.cue_words, *theme.cue_words]))[: rules.MAX_CUE_WORDS]
        step.update(into, cue_words=words)
        step.update(theme, deleted_at=now)
        step.save("themes_merged", actor=actor, now=now, theme=theme.name, into=into.name, count=len(codings))
        return into


def split_theme(*, actor: User, corpus: Corpus, theme_id: int, units: Sequence[int], name: str, now: datetime) -> Theme:
    """Some cards of a theme become a theme of their own; those that are no longer in it stay where they are."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        new, count = _gather(step, actor, [Card(unit, theme.pk) for unit in units], name, now)
        step.save("theme_split", actor=actor, now=now, theme=theme.name, into=new.name, count=count)
        return new


def gather_theme(*, actor: User, corpus: Corpus, cards: Sequence[Card], name: str, now: datetime) -> Theme:
    """Cards from anywhere become a new theme; those somebody else has moved since stay where they are."""
    with working(actor, corpus.pk) as step:
        new, count = _gather(step, actor, cards, name, now)
        step.save("theme_gathered", actor=actor, now=now, theme=new.name, count=count)
        return new


def _gather(step: Step, actor: User, cards: Sequence[Card], name: str, now: datetime) -> tuple[Theme, int]:
    codings = still_there(step.corpus, cards)
    if not codings:
        raise RuleError("no_cards")
    new = _new(step, name, "", ())
    step.delete(coding for found in codings.values() for coding in found)
    step.create(Coding(theme=new, unit_id=unit, by=actor, at=now) for unit in codings)
    return new, len(codings)


def delete_theme(*, actor: User, corpus: Corpus, theme_id: int, now: datetime) -> int:
    """Remove a theme; its cards are unsorted again. How many they are."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        codings = list(theme.codings.order_by("pk"))
        step.delete(codings)
        step.update(theme, deleted_at=now)
        step.save("theme_removed", actor=actor, now=now, theme=theme.name, count=len(codings))
        return len(codings)


def place_theme(*, actor: User, corpus: Corpus, theme_id: int, place: int, now: datetime) -> None:
    """Put a theme at `place` (from 0) among the others, which keep their order."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        order = [other for other in _living(step.corpus) if other.pk != theme.pk]
        order.insert(max(0, place), theme)
        for position, other in enumerate(order):
            step.update(other, position=position)
        step.save("theme_placed", actor=actor, now=now, theme=theme.name, place=order.index(theme) + 1)


def _new(step: Step, name: str, definition: str, cue_words: Iterable[str]) -> Theme:
    name, definition, words = _checked(step.corpus, name, definition, cue_words, but=None)
    living = _living(step.corpus)
    position = living[-1].position + 1 if living else 0
    theme = Theme(corpus=step.corpus, name=name, definition=definition, cue_words=words, position=position)
    return step.create([theme])[0]


def _living(corpus: Corpus) -> list[Theme]:
    return list(Theme.objects.filter(corpus=corpus, deleted_at=None))


def _checked(
    corpus: Corpus, name: str, definition: str, cue_words: Iterable[str], *, but: int | None
) -> tuple[str, str, list[str]]:
    """Name, definition and cue words as they are stored, or the rule they break."""
    name, definition = " ".join(name.split()), definition.strip()
    words = list(dict.fromkeys(" ".join(word.split()) for word in cue_words if word.strip()))
    if not name:
        raise RuleError("theme_name_missing")
    if len(name) > rules.MAX_NAME:
        raise RuleError("theme_name_long", most=rules.MAX_NAME)
    if len(definition) > rules.MAX_DEFINITION:
        raise RuleError("definition_long", most=rules.MAX_DEFINITION)
    if len(words) > rules.MAX_CUE_WORDS or any(len(word) > rules.MAX_CUE_WORD for word in words):
        raise RuleError("cue_words_many", most=rules.MAX_CUE_WORDS, length=rules.MAX_CUE_WORD)
    taken = (other.name for other in _living(corpus) if other.pk != but)
    if name.casefold() in {other.casefold() for other in taken}:
        raise RuleError("theme_name_taken", name=name)
    return name, definition, words
