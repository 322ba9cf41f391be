"""What the analyst's words are in the other language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from depeche.web.accounts.models import User
from depeche.web.common.audit import record
from depeche.web.projects.rules import require
from depeche.web.reports.languages import key_in
from depeche.web.reports.models import Report


def translate_titles(
    *, actor: User, report: Report, titles: Mapping[str, str], language: str, now: datetime
) -> dict[str, str]:
    """Title, subtitle and headings by their slots, in `language`; an empty one is as it is in the report's own."""
    require(actor, report.project, "report.write")
    with transaction.atomic():
        texts: dict[str, str] = dict(
            Report.objects.select_for_update().values_list("texts", flat=True).get(pk=report.pk)
        )
        for key, text in titles.items():
            texts.pop(key_in(key, language), None)
            if text.strip():
                texts[key_in(key, language)] = " ".join(text.split())
        Report.objects.filter(pk=report.pk).update(texts=texts, changed_at=now)
        record(
            actor=actor,
            verb="report.translated",
            target=report,
            at=now,
            project_id=report.project_id,
            language=language,
            titles=len(titles),
        )
    return texts
