"""Deciding what becomes of a place by which somebody could be recognised; taking the decision back is another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.common.audit import record
from depeche.web.projects.rules import require
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Finding, Report
from depeche.web.reports.recognise import Place, Recognition


class Scope(StrEnum):
    """How far a decision reaches from the place it was made at."""

    ONE = "one"
    WORD = "word"  # every place with the same words
    KIND = "kind"  # every undecided place of the same kind that can be decided so


def decide(
    *, actor: User, report: Report, place: str, choice: str, now: datetime, scope: Scope = Scope.ONE
) -> tuple[Place, ...]:
    """Keep, mask or cut what stands at the place with this key, or with "" leave it undecided again.

    The places that were decided. RuleError("finding_gone") where the text has changed in the meantime, and
    RuleError("finding_choice") for a choice there is not.
    """
    require(actor, report.project, "report.write")
    places = Recognition(Workshop(report, now)).places
    origin = next((one for one in places if one.key == place), None)
    if origin is None:
        raise RuleError("finding_gone")
    if choice and choice not in origin.choices:
        raise RuleError("finding_choice")
    chosen = tuple(one for one in _reached(places, origin, scope) if not choice or choice in one.choices)
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if choice:
            _write(held, chosen, actor, choice, now)
        else:
            Finding.objects.filter(report=held, key__in=[one.key for one in chosen]).delete()
        Report.objects.filter(pk=report.pk).update(changed_at=now)
        for kind, count in sorted(Counter(one.kind for one in chosen).items()):
            record(
                actor=actor,
                verb="report.recognition_decided",
                target=report,
                at=now,
                project_id=report.project_id,
                kind=kind.value,
                choice=choice or "open",
                places=count,
            )
    return chosen


def _reached(places: Sequence[Place], origin: Place, scope: Scope) -> tuple[Place, ...]:
    if scope is Scope.WORD and origin.words:
        return tuple(one for one in places if one.folded == origin.folded)
    if scope is Scope.KIND:
        return tuple(one for one in places if one.kind is origin.kind and (not one.choice or one.key == origin.key))
    return (origin,)


def _write(report: Report, places: Sequence[Place], actor: User, choice: str, now: datetime) -> None:
    Finding.objects.bulk_create(
        [
            Finding(
                report=report,
                key=one.key,
                kind=one.kind.value,
                unit=one.unit,
                start=one.start,
                end=one.end,
                choice=choice,
                decided_by=actor,
                decided_at=now,
            )
            for one in places
        ],
        update_conflicts=True,
        unique_fields=["report", "key"],
        update_fields=["choice", "decided_by", "decided_at"],
    )
