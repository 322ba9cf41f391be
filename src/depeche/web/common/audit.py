"""The audit record: every action that changes state writes one event, in the same transaction."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import models

from depeche.web.common.models import Event
from depeche.web.common.prepared import insert

CODE = re.compile(r"[\w.:+-]{0,64}", re.ASCII)  # an identifier or a code, never a sentence


def record(
    *,
    actor: models.Model | None,
    verb: str,
    target: models.Model,
    at: datetime,
    project_id: int | None,
    **data: float | str | bool | None,
) -> Event:
    """Write one event. `actor` is a user, a participant, or None for the worker. A sentence in `data` is refused."""
    for name, value in data.items():
        if isinstance(value, str) and not CODE.fullmatch(value):
            raise ValueError(f"An event holds codes and numbers only; {name} is free text.")
    kind = Event.ActorKind.SYSTEM
    if actor is not None:
        is_participant = actor._meta.model_name == "participant"
        kind = Event.ActorKind.PARTICIPANT if is_participant else Event.ActorKind.USER
    return insert(
        Event(
            at=at,
            project_id=project_id,
            actor_kind=kind,
            actor_id=actor.pk if actor is not None else None,
            verb=verb,
            object_type=target._meta.model_name or "",
            object_id=target.pk,
            data=data,
        )
    )
