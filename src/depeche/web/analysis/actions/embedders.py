"""Switching an embedder on for a project, and off again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.embedding import Backend
from depeche.web.accounts.models import User
from depeche.web.analysis.embedders import Offer, offers
from depeche.web.analysis.models import EmbedderChoice, Vector
from depeche.web.common import audit
from depeche.web.projects import rules
from depeche.web.projects.models import Project


@transaction.atomic
def switch_on(*, actor: User, project: Project, key: str, accepted: str, now: datetime) -> EmbedderChoice:
    """Use the embedder with this `Offer.key`. `accepted` is the data-protection text, needed where texts leave."""
    rules.require(actor, project, "project.manage")
    offer = next((one for one in offers() if one.key == key and one.ready), None)
    if offer is None:
        raise RuleError("embedder_gone")
    if offer.backend is Backend.OPENAI and not accepted:
        raise RuleError("embedder_not_accepted")
    EmbedderChoice.objects.select_for_update().filter(project=project).first()  # the worker may be writing: wait
    Vector.objects.filter(project=project).delete()
    choice, _ = EmbedderChoice.objects.update_or_create(project=project, defaults=_values(offer, accepted, actor, now))
    audit.record(
        actor=actor, verb="analysis.embedder_on", target=choice, at=now, project_id=project.pk, backend=offer.backend
    )
    return choice


@transaction.atomic
def switch_off(*, actor: User, project: Project, now: datetime) -> None:
    """Back to our own way. What the embedder made of the texts is deleted."""
    rules.require(actor, project, "project.manage")
    choice = EmbedderChoice.objects.select_for_update().filter(project=project).first()
    if choice is None:
        raise RuleError("embedder_off")
    Vector.objects.filter(project=project).delete()
    audit.record(
        actor=actor, verb="analysis.embedder_off", target=choice, at=now, project_id=project.pk, backend=choice.backend
    )
    choice.delete()


def _values(offer: Offer, accepted: str, actor: User, now: datetime) -> dict[str, object]:
    return {
        "backend": offer.backend,
        "model": offer.model,
        "endpoint": offer.endpoint,
        "accepted_text": accepted,
        "trouble": "",
        "tried_at": None,
        "by": actor,
        "at": now,
    }
