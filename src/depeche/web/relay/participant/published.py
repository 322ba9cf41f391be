"""What was published of a relay, for those who took part: areas above say so as they start; nothing imports upwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import import_string

from depeche.web.relay.models import Participant


@dataclass(frozen=True, slots=True)
class Published:
    """A report somebody may read who took part. `first_until`: until then nobody else but members does."""

    title: str
    url: str
    first_until: datetime | None


Provider = Callable[[Participant, datetime], tuple[Published, ...]]
_providers: list[str] = []


def register(dotted: str) -> None:
    """`dotted` names a function (participant, now) -> what is published of their relay."""
    if dotted not in _providers:
        _providers.append(dotted)


def for_participant(me: Participant, now: datetime) -> tuple[Published, ...]:
    found: list[Published] = []
    for dotted in _providers:
        provider: Provider = import_string(dotted)
        found += provider(me, now)
    return tuple(found)
