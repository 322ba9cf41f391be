"""Saying that one knows what of a published version no longer holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.common.audit import record
from depeche.web.projects.rules import require
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Standing, Version
from depeche.web.reports.standing import fingerprints, found_in, look, stamp


def acknowledge(*, actor: User, version: Version, marks: str, now: datetime) -> None:
    """Note that the marks of a version are known. `marks` is the stamp of those that were read.

    RuleError("standing_changed") where there are others now: they have to be read first.
    """
    report = version.report
    require(actor, report.project, "report.write")
    evidence = Workshop(report, now).evidence
    if stamp(found_in(version, evidence)) != marks:
        raise RuleError("standing_changed")
    with transaction.atomic():
        look(version, evidence, fingerprints({report.corpus_id})[report.corpus_id], now)
        if Standing.objects.filter(version=version, seen_at=None).update(seen_at=now, seen_by=actor) != 1:
            return  # somebody was faster: it is known
        record(
            actor=actor,
            verb="report.standing_seen",
            target=report,
            at=now,
            project_id=report.project_id,
            number=version.number,
        )
