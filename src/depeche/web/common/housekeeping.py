"""Duties of the worker that belong to no area."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from depeche.web.common.models import InboundMail

ANSWERS_KEPT = timedelta(days=30)


def clear_sessions(now: datetime) -> int:
    """Forget sessions that have run out; how many. Asks before it writes."""
    old = Session.objects.filter(expire_date__lt=now)
    return old.delete()[0] if old.exists() else 0


def forget_answers(now: datetime) -> int:
    """Forget the words of automatic answers that nobody has dealt with for a month, and what is about no mail of ours
    any more; how many.
    """
    old = InboundMail.objects.filter(at__lt=now - ANSWERS_KEPT)
    wordy, stray = old.exclude(text=""), old.filter(mail=None)
    count = wordy.update(text="") if wordy.exists() else 0
    return count + (stray.delete()[0] if stray.exists() else 0)
