"""Duties of the worker that belong to the analysis."""

from __future__ import annotations

from datetime import datetime, timedelta

from depeche.web.analysis.models import Upload

KEPT = timedelta(days=1)


def forget_uploads(now: datetime) -> int:
    """Remove files that nobody brought in; how many. Asks before it writes."""
    old = Upload.objects.filter(at__lte=now - KEPT)
    return old.delete()[0] if old.exists() else 0
