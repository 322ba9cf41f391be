"""Arranging the blocks of a report, and taking a step of it back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.reporting import Outline
from depeche.core.reporting.outline import from_plain, to_plain
from depeche.web.accounts.models import User
from depeche.web.common.audit import record
from depeche.web.projects.rules import require
from depeche.web.reports.models import Report, Step

KEPT: Final = 50  # steps of a report that can be undone


def outline_stamp(outline: Outline) -> str:
    """Identifies the arrangement somebody had before them."""
    return hashlib.sha256(json.dumps(to_plain(outline), sort_keys=True).encode()).hexdigest()


def arrange(
    *,
    actor: User,
    report: Report,
    following: Outline,
    base: str,
    act: str,
    item: str,
    edit: Callable[[Outline], Outline],
    now: datetime,
) -> Outline:
    """Do one edit of the outline and remember the one before; returns the new one.

    `following` is the outline while nobody has arranged anything: the template made of the material. The first edit
    freezes it. `base` is the stamp of the outline the person saw: RuleError("outline_changed") when it is another by
    now, and nothing is written. An edit that changes nothing leaves no step.
    """
    require(actor, report.project, "report.write")
    with transaction.atomic():
        held = Report.objects.select_for_update().only("pk", "outline", "template").get(pk=report.pk)
        before = _seen(held, following, base)
        after = edit(before)
        if after == before:
            return before
        _step(held, actor, act, item, now)
        Report.objects.filter(pk=report.pk).update(outline=to_plain(after), changed_at=now)
        _note(actor, report, act, len(after.items), now)
    return after


def begin_again(*, actor: User, report: Report, following: Outline, base: str, template: str, now: datetime) -> None:
    """Back to a template, which follows the material again. Texts stay, and so do the steps: it can be undone."""
    require(actor, report.project, "report.write")
    with transaction.atomic():
        held = Report.objects.select_for_update().only("pk", "outline", "template").get(pk=report.pk)
        _seen(held, following, base)
        chosen = Report.Template(template)
        if not held.outline and held.template == chosen:
            return
        _step(held, actor, "restart", "", now)
        Report.objects.filter(pk=report.pk).update(outline=[], template=chosen, changed_at=now)
        _note(actor, report, "restart", 0, now)


def undo_step(*, actor: User, report: Report, following: Outline, base: str, now: datetime) -> Step:
    """The report as it was before its newest step, which is forgotten. RuleError("nothing_to_undo") without one."""
    require(actor, report.project, "report.write")
    with transaction.atomic():
        held = Report.objects.select_for_update().only("pk", "outline", "template").get(pk=report.pk)
        _seen(held, following, base)
        step = Step.objects.filter(report=held).first()
        if step is None:
            raise RuleError("nothing_to_undo")
        Report.objects.filter(pk=report.pk).update(outline=step.outline, template=step.template, changed_at=now)
        Step.objects.filter(pk=step.pk).delete()
        _note(actor, report, f"undo.{step.act}", len(step.outline), now)
    return step


def _seen(held: Report, following: Outline, base: str) -> Outline:
    outline = from_plain(held.outline) if held.outline else following
    if outline_stamp(outline) != base:
        raise RuleError("outline_changed")
    return outline


def _step(held: Report, actor: User, act: str, item: str, now: datetime) -> None:
    Step.objects.create(report=held, act=act, item=item, outline=held.outline, template=held.template, by=actor, at=now)
    old = Step.objects.filter(report=held).values_list("pk", flat=True)[KEPT:]
    Step.objects.filter(pk__in=list(old)).delete()


def _note(actor: User, report: Report, act: str, blocks: int, now: datetime) -> None:
    record(
        actor=actor,
        verb="report.arranged",
        target=report,
        at=now,
        project_id=report.project_id,
        act=act,
        blocks=blocks,
    )
