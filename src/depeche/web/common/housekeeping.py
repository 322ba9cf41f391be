"""Duties of the worker that belong to no area."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session


def clear_sessions(now: datetime) -> int:
    """Forget sessions that have run out; how many. Asks before it writes."""
    old = Session.objects.filter(expire_date__lt=now)
    return old.delete()[0] if old.exists() else 0
