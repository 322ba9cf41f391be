"""Asking the authors of what a report quotes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depeche.web.accounts.models import User
from depeche.web.analysis.actions.consent import promise_to_ask
from depeche.web.common.audit import record
from depeche.web.projects.rules import require
from depeche.web.reports.models import Report


def promise_authors(*, actor: User, report: Report, now: datetime) -> None:
    """Nothing is quoted without its author's yes from now on, whatever the relays promised."""
    require(actor, report.project, "report.write")
    with transaction.atomic():
        if not Report.objects.filter(pk=report.pk, ask_authors=False).update(ask_authors=True, changed_at=now):
            return
        promise_to_ask(actor=actor, corpus=report.corpus, promised=True, now=now)
        record(actor=actor, verb="report.authors_promised", target=report, at=now, project_id=report.project_id)
