"""Undo and redo: the changes of a corpus as a pile. Material that was added is not part of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._journal import TABLES, note, repeat, revert, rows_of
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.actions.consent import take_back_stale
from depeche.web.analysis.models import Change, Corpus, TextUnit
from depeche.web.analysis.rules import MATERIAL


def undo(*, actor: User, corpus: Corpus, now: datetime, seen: int | None = None) -> Change:
    """Take back the last change that stands. `seen` is the change the person meant to undo: if it is no longer the
    last one, somebody else has worked since, and nothing is undone.
    """
    with working(actor, corpus.pk) as step:
        change = done(step.corpus).first()
        if change is None:
            raise RuleError("nothing_to_undo")
        if seen is not None and change.pk != seen:
            raise RuleError("changed_meanwhile")
        _undo(change, actor, now)
        take_back_stale(step, actor=actor, now=now)
        return change


def undo_to(*, actor: User, corpus: Corpus, change_id: int, now: datetime, seen: int | None = None) -> int:
    """Take back a change and all that came after it. How many they were."""
    with working(actor, corpus.pk) as step:
        changes = list(done(step.corpus).filter(pk__gte=change_id))
        if not changes or changes[-1].pk != change_id:
            raise RuleError("nothing_to_undo")
        if seen is not None and changes[0].pk != seen:
            raise RuleError("changed_meanwhile")
        for change in changes:
            _undo(change, actor, now)
        take_back_stale(step, actor=actor, now=now)
        return len(changes)


def redo(*, actor: User, corpus: Corpus, now: datetime) -> Change:
    """Make the change again that was undone last, if nothing has been done since."""
    with working(actor, corpus.pk) as step:
        change = undone(step.corpus).first()
        if change is None:
            raise RuleError("nothing_to_redo")
        repeat(change)
        Change.objects.filter(pk=change.pk).update(undone_at=None)
        note("analysis.redone", actor=actor, corpus=step.corpus, now=now, change=change.pk)
        take_back_stale(step, actor=actor, now=now)
        return change


def card_of(change: Change) -> int | None:
    """The card a change touched, where it touched one alone: a person who undoes it wants to see it."""
    units = {
        int(str(values[TABLES[row.table].fields.index("unit_id")]))
        for row in rows_of(change)
        if "unit_id" in TABLES[row.table].fields
        for values in (row.before, row.after)
        if values is not None
    }
    found = TextUnit.objects.filter(pk__in=units).values_list("question_id", "pk") if len(units) == 1 else ()
    return next((question or unit for question, unit in found), None)


def done(corpus: Corpus) -> QuerySet[Change]:
    """The changes that stand, the last first."""
    return Change.objects.filter(corpus=corpus, undone_at=None).exclude(kind__in=MATERIAL).order_by("-pk")


def undone(corpus: Corpus) -> QuerySet[Change]:
    """The changes that can be made again, the next one first: undone after the last that stands."""
    last = done(corpus).values_list("pk", flat=True).first() or 0
    return Change.objects.filter(corpus=corpus, undone_at__isnull=False, pk__gt=last).order_by("-undone_at", "pk")


def _undo(change: Change, actor: User, now: datetime) -> None:
    revert(change)
    Change.objects.filter(pk=change.pk).update(undone_at=now)
    note("analysis.undone", actor=actor, corpus=change.corpus, now=now, change=change.pk)
