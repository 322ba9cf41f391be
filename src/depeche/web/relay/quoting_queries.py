"""How many of those who were asked to be quoted cannot be reached. Who they are is told to nobody."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from depeche.web.relay.access import NOBODY
from depeche.web.relay.models import Participant, QuoteConsent, Relay


def unreachable(relays: Collection[Relay]) -> int:
    """Passages nobody has replied to, whose author gets no mail: suspended, or without an address. One query."""
    active = Participant.Status.ACTIVE
    asker = Q(question__asker__status=active) & ~Q(question__asker__email__endswith=NOBODY)
    author = Q(question__answer__author__status=active) & ~Q(question__answer__author__email__endswith=NOBODY)
    side = QuoteConsent.Side
    waiting = QuoteConsent.objects.filter(question__relay__in=relays, decision="")
    return waiting.exclude(Q(side=side.QUESTION) & asker | Q(side=side.ANSWER) & author).count()
