"""Duties of the worker that belong to the analysis."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef

from depeche.core.corpus import text_hash
from depeche.core.errors import InputError
from depeche.embedding import EndpointError
from depeche.web.analysis.embedders import embedder_of, key_of
from depeche.web.analysis.models import EmbedderChoice, TextUnit, Upload, Vector
from depeche.web.analysis.queries.vectors import NUMBER, unseen

log = logging.getLogger("depeche.analysis")

KEPT = timedelta(days=1)
BATCH = 64  # texts at a time: the worker has other duties
PAUSE = timedelta(minutes=5)  # after a failure


def forget_uploads(now: datetime) -> int:
    """Remove files that nobody brought in; how many. Asks before it writes."""
    old = Upload.objects.filter(at__lte=now - KEPT)
    return old.delete()[0] if old.exists() else 0


def embed(now: datetime) -> int:
    """Have the next texts of each project that has an embedder seen by it; how many were."""
    due = EmbedderChoice.objects.exclude(tried_at__gt=now - PAUSE).order_by("pk")
    return sum(_embed(choice, now) for choice in due)


def _embed(choice: EmbedderChoice, now: datetime) -> int:
    texts = {text_hash(text): text for text in unseen(choice).values_list("text", flat=True)[:BATCH]}
    if not texts:
        return 0
    try:
        vectors = embedder_of(choice).encode(list(texts.values()))
    except Exception as fault:  # noqa: BLE001 - whatever a library raises: the other projects go on
        # The words of a library may be those of a text.
        trouble = str(fault) if isinstance(fault, InputError | EndpointError) else type(fault).__name__
        log.warning("embedder of project %s: %s", choice.project_id, trouble)
        EmbedderChoice.objects.filter(pk=choice.pk).update(trouble=trouble[:200], tried_at=now)
        return 0
    rows = [
        Vector(project_id=choice.project_id, embedder=key_of(choice), sha256=sha256, data=row.tobytes())
        for sha256, row in zip(texts, np.asarray(vectors, dtype=NUMBER), strict=True)
    ]
    with transaction.atomic():  # switching off waits for this, and this finds out if it was first
        if not EmbedderChoice.objects.filter(pk=choice.pk, at=choice.at).update(trouble="", tried_at=None):
            return 0
        Vector.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def forget_vectors(now: datetime) -> int:  # noqa: ARG001 - the signature of a duty
    """Remove what an embedder made of texts that are gone; how many."""
    there = TextUnit.objects.filter(corpus__project=OuterRef("project"), sha256=OuterRef("sha256"))
    return Vector.objects.filter(~Exists(there)).delete()[0]
