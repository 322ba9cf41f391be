"""Theme cards: make, describe, put in order and under each other, remove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.actions._lock import theme_of, working
from depeche.web.analysis.actions.cards import Taken, alone
from depeche.web.analysis.models import Corpus, Theme
from depeche.web.analysis.queries.themes import in_order


def create_theme(
    *,
    actor: User,
    corpus: Corpus,
    name: str,
    now: datetime,
    definition: str = "",
    cue_words: Sequence[str] = (),
    parent_id: int | None = None,
) -> Theme:
    with working(actor, corpus.pk) as step:
        theme = new_theme(step, name, definition, cue_words, parent_id)
        step.save("theme_created", actor=actor, now=now, theme=theme.name)
        return theme


class ThemeWords(NamedTuple):
    """What a person writes on a theme card."""

    name: str
    definition: str = ""
    cue_words: Sequence[str] = ()
    include: str = ""
    exclude: str = ""


def edit_theme(
    *, actor: User, corpus: Corpus, theme_id: int, words: ThemeWords, now: datetime, seen: str | None = None
) -> Theme:
    """Write the theme card anew. `seen` is `rules.fingerprint` of the theme as the form showed it."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        if seen is not None and seen != rules.fingerprint(theme):
            raise RuleError("changed_meanwhile")
        old = theme.name
        step.update(theme, **_checked(step.corpus, words, but=theme.pk)._asdict())
        kind = "theme_renamed" if theme.name != old else "theme_described"
        step.save(kind, actor=actor, now=now, theme=theme.name, old=old)
        return theme


def nest_theme(*, actor: User, corpus: Corpus, theme_id: int, parent_id: int | None, now: datetime) -> Theme:
    """Make a theme a sub-theme of another, last among those it has; `parent_id` None: a theme of its own again."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        if theme.parent_id == parent_id:
            return theme
        former = theme.parent_id
        parent = None if parent_id is None else _parent_of(step.corpus, parent_id, theme)
        step.update(theme, parent_id=parent_id)
        tops = [other for other in living(step.corpus) if other.parent_id is None and other.pk != theme.pk]
        if parent is None:  # beside the theme it was under
            place = next((number for number, top in enumerate(tops, 1) if top.pk == former), len(tops))
            renumber(step, [*tops[:place], theme, *tops[place:]])
        else:
            renumber(step, tops, last=theme.pk)
        under = "" if parent is None else parent.name
        step.save("theme_nested", actor=actor, now=now, theme=theme.name, parent=under)
        return theme


def delete_theme(*, actor: User, corpus: Corpus, theme_id: int, now: datetime) -> Taken:
    """Remove a theme; cards that were in no other are unsorted again, sub-themes become themes of their own."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        codings, loose = list(theme.codings.order_by("pk")), alone(theme.codings.all())
        step.delete(codings)
        for sub in theme.children.filter(deleted_at=None):
            step.update(sub, parent_id=None)
        step.update(theme, deleted_at=now)
        step.save("theme_removed", actor=actor, now=now, theme=theme.name, count=loose)
        return Taken(len(codings), loose)


def place_theme(*, actor: User, corpus: Corpus, theme_id: int, place: int, now: datetime) -> None:
    """Put a theme at `place` (from 0) among those beside it, which keep their order; its sub-themes come along."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        beside = [other for other in living(step.corpus) if other.parent_id == theme.parent_id and other != theme]
        beside.insert(max(0, place), theme)
        tops = [other for other in living(step.corpus) if other.parent_id is None]
        renumber(step, beside if theme.parent_id is None else tops, beside)
        step.save("theme_placed", actor=actor, now=now, theme=theme.name, place=beside.index(theme) + 1)


def new_theme(
    step: Step, name: str, definition: str = "", cue_words: Iterable[str] = (), parent_id: int | None = None
) -> Theme:
    """A theme at the end: of all, or of the sub-themes of `parent_id`."""
    words = _checked(step.corpus, ThemeWords(name, definition, tuple(cue_words)), but=None)
    if parent_id is not None:
        _parent_of(step.corpus, parent_id, None)
    before = living(step.corpus)
    position = before[-1].position + 1 if before else 0
    theme = Theme(corpus=step.corpus, position=position, parent_id=parent_id, **words._asdict())
    step.create([theme])
    if parent_id is not None:
        renumber(step, [other for other in living(step.corpus) if other.parent_id is None])
    return theme


def living(corpus: Corpus) -> list[Theme]:
    """The themes in order, each parent before its sub-themes."""
    return in_order(Theme.objects.filter(corpus=corpus, deleted_at=None))


def renumber(step: Step, tops: Sequence[Theme], subs: Sequence[Theme] = (), *, last: int | None = None) -> None:
    """Number all themes through, so that their order is that of the tree: `tops` as given, each followed by its
    sub-themes, in the order of `subs` where those are given; `last` stands last among its own.
    """
    given = {theme.pk: number for number, theme in enumerate(subs)}
    beneath: dict[int, list[Theme]] = {}
    for theme in living(step.corpus):
        if theme.parent_id is not None:
            beneath.setdefault(theme.parent_id, []).append(theme)
    order: list[Theme] = []
    for top in tops:
        mine = beneath.get(top.pk, [])
        order += [top, *sorted(mine, key=lambda sub: (sub.pk == last, given.get(sub.pk, 0)))]
    for position, theme in enumerate(order):
        step.update(theme, position=position)


def _parent_of(corpus: Corpus, parent_id: int, theme: Theme | None) -> Theme:
    """The theme another may stand under, or the rule against it: one level, no circles."""
    parent = theme_of(corpus, parent_id)
    if theme is not None and parent.pk == theme.pk:
        raise RuleError("parent_itself")
    if parent.parent_id is not None:
        raise RuleError("parent_is_sub", name=parent.name)
    if theme is not None and theme.children.filter(deleted_at=None).exists():
        raise RuleError("has_subs", name=theme.name)
    return parent


def _checked(corpus: Corpus, words: ThemeWords, *, but: int | None) -> ThemeWords:
    """The words of a theme card as they are stored, or the rule they break."""
    name, definition, include, exclude = (
        " ".join(words.name.split()),
        words.definition.strip(),
        words.include.strip(),
        words.exclude.strip(),
    )
    cue_words = list(dict.fromkeys(" ".join(word.split()) for word in words.cue_words if word.strip()))
    if not name:
        raise RuleError("theme_name_missing")
    if len(name) > rules.MAX_NAME:
        raise RuleError("theme_name_long", most=rules.MAX_NAME)
    if len(definition) > rules.MAX_DEFINITION:
        raise RuleError("definition_long", most=rules.MAX_DEFINITION)
    if max(len(include), len(exclude)) > rules.MAX_DEFINITION:
        raise RuleError("boundary_long", most=rules.MAX_DEFINITION)
    if len(cue_words) > rules.MAX_CUE_WORDS or any(len(word) > rules.MAX_CUE_WORD for word in cue_words):
        raise RuleError("cue_words_many", most=rules.MAX_CUE_WORDS, length=rules.MAX_CUE_WORD)
    taken = (other.name for other in living(corpus) if other.pk != but)
    if name.casefold() in {other.casefold() for other in taken}:
        raise RuleError("theme_name_taken", name=name)
    return ThemeWords(name, definition, cue_words, include, exclude)
