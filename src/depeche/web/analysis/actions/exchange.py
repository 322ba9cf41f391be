"""Code books and projects of other tools: taken out, and brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.exchange import Arrival, CodeBook, NewTheme, Project, codebook_of, project_of
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._fixed import remember
from depeche.web.analysis.actions._journal import Step, note
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.actions.imports import add_file
from depeche.web.analysis.actions.reflections import MAX_REFLECTION
from depeche.web.analysis.actions.themes import living, renumber
from depeche.web.analysis.models import Corpus, Reflection, Theme, Upload
from depeche.web.analysis.queries.across.notes import theme_place
from depeche.web.analysis.queries.exchange import book_of, material_of
from depeche.web.projects import rules
from depeche.web.projects.models import Project as ProjectRow


@transaction.atomic
def take_out_project(*, actor: User, corpus: Corpus, now: datetime) -> Project:
    """All of a material as a project. That it was taken out is on record; what it says is not."""
    rules.require(actor, corpus.project, "analysis.work")
    project = project_of(material_of(corpus))
    note("analysis.exported", actor=actor, corpus=corpus, now=now, form="qdpx", texts=len(project.sources))
    return project


@transaction.atomic
def take_out_codebook(*, actor: User, corpus: Corpus, now: datetime) -> CodeBook:
    """The themes as a code book; refused where there are none."""
    rules.require(actor, corpus.project, "analysis.work")
    book = codebook_of(book_of(corpus))
    if not book.codes:
        raise RuleError("no_themes")
    note("analysis.exported", actor=actor, corpus=corpus, now=now, form="qdc", themes=len(book.codes))
    return book


@transaction.atomic
def bring_in(
    *,
    actor: User,
    project: ProjectRow,
    arrival: Arrival,
    name: str,
    now: datetime,
    corpus: Corpus | None = None,
    title: str = "",
    upload: Upload | None = None,
) -> Corpus:
    """Write down what arrives: into a material, or as a new one with a title. All of it, or nothing.

    Themes of the same name are the same themes; what stands on their cards stays. Themes that come without texts into
    a material that was there are one step and can be undone; texts, as everywhere, cannot. `name` is that of the file;
    `upload`, where it was kept, goes with it, so that a second click brings nothing in twice.
    """
    rules.require(actor, project, "analysis.work")
    if upload is not None and not Upload.objects.filter(pk=upload.pk).delete()[0]:
        raise RuleError("changed_meanwhile")
    if corpus is None:
        corpus = _begin(actor, project, arrival, title, name, now)
        fresh = True
    elif corpus.project_id != project.pk:
        raise RuleError("relay_elsewhere")
    else:
        fresh = False
    with working(actor, corpus.pk) as step:
        made = _themes(step, arrival.themes)
        told = arrival.memo if fresh else "\n\n".join(part for part in (arrival.note, arrival.memo) if part)
        _memos(step, actor, arrival.themes, told, now)
        figures: dict[str, int | str] = {"name": name[:200], "count": made}
        if fresh or arrival.texts is not None:
            remember(step.corpus, "project_imported", actor=actor, now=now, **figures)
        elif step.save("codebook_imported", actor=actor, now=now, **figures) is None:
            raise RuleError("nothing_new")
    if arrival.texts is not None:
        value = replace(arrival.texts, origin=name[:200])
        add_file(actor=actor, corpus=corpus, corpus_value=value, now=now)
    return corpus


def _begin(actor: User, project: ProjectRow, arrival: Arrival, title: str, name: str, now: datetime) -> Corpus:
    if not title.strip():
        raise RuleError("no_title")
    corpus = Corpus.objects.create(
        project=project, title=title.strip()[:200], origin=name[:500], note=arrival.note, created_at=now
    )
    note("analysis.started", actor=actor, corpus=corpus, now=now, relays=0)
    return corpus


def _themes(step: Step, themes: Sequence[NewTheme]) -> int:
    """How many are new. A sub-theme whose parent is a sub-theme here stands by itself: there is one level."""
    there = {theme.name.casefold(): theme for theme in living(step.corpus)}
    place = max((theme.position for theme in there.values()), default=-1) + 1
    made = 0
    for level in (False, True):  # parents first: a sub-theme needs the key of its parent
        new = [one for one in themes if bool(one.parent) is level and one.name.casefold() not in there]
        rows = [_row(step.corpus, one, place + made + number, there) for number, one in enumerate(new)]
        step.create(rows)
        there |= {row.name.casefold(): row for row in rows}
        made += len(rows)
    for one in themes:
        _fill(step, there[one.name.casefold()], one)
    if made:
        _order(step, themes, there)
    return made


def _row(corpus: Corpus, one: NewTheme, position: int, there: dict[str, Theme]) -> Theme:
    parent = there.get(one.parent.casefold()) if one.parent else None
    return Theme(
        corpus=corpus,
        name=one.name,
        definition=one.definition,
        include=one.include,
        exclude=one.exclude,
        cue_words=list(one.cue_words),
        parent=parent if parent is not None and parent.parent_id is None else None,
        position=position,
    )


def _fill(step: Step, theme: Theme, one: NewTheme) -> None:
    """What the card lacks; nothing that somebody has written on it is touched."""
    lacking = {
        field: getattr(one, field)
        for field in ("definition", "include", "exclude")
        if getattr(one, field) and not getattr(theme, field)
    }
    if one.cue_words and not theme.cue_words:
        lacking["cue_words"] = list(one.cue_words)
    if lacking:
        step.update(theme, **lacking)


def _order(step: Step, themes: Sequence[NewTheme], there: dict[str, Theme]) -> None:
    """The tree in order: what was there first, then the new in the order of the file."""
    arrived = {there[one.name.casefold()].pk: number for number, one in enumerate(themes)}
    tops = [theme for theme in living(step.corpus) if theme.parent_id is None]
    subs = sorted(
        (theme for theme in there.values() if theme.parent_id is not None),
        key=lambda theme: (arrived.get(theme.pk, -1), theme.position),
    )
    renumber(step, tops, subs)


def _memos(step: Step, actor: User, arrived: Sequence[NewTheme], whole: str, now: datetime) -> None:
    """Memos as reflections: behind what stands at their place already, as far as there is room."""
    themes = {theme.name.casefold(): theme.pk for theme in living(step.corpus)}
    told = {theme_place(themes[one.name.casefold()]): one.memo for one in arrived if one.memo}
    if whole:
        told[""] = whole
    there = {row.place: row for row in Reflection.objects.filter(corpus=step.corpus, place__in=told)}
    for place, memo in told.items():
        before = there.get(place)
        if before is None:
            step.create([Reflection(corpus=step.corpus, place=place, text=memo, by=actor, at=now)])
        elif memo not in before.text:
            text = f"{before.text}\n\n{memo}"[:MAX_REFLECTION]
            step.update(before, text=text, by_id=actor.pk, at=now)
