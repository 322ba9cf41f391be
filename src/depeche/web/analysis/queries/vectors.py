"""The texts of a project as its embedder sees them, once the worker has had them all seen."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import NamedTuple

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from numpy.typing import NDArray

from depeche.web.analysis.embedders import key_of
from depeche.web.analysis.models import Corpus, EmbedderChoice, TextUnit, Vector
from depeche.web.projects.models import Project

NUMBER = np.dtype("<f4")


class Vectors(NamedTuple):
    """Texts as the embedder of a project sees them: a row for each unit asked for. `name` is its model's."""

    name: str
    array: NDArray[np.float32]


class Seen(NamedTuple):
    """How many of the different texts of a project have been seen by its embedder."""

    done: int
    total: int


def vectors_of(corpus: Corpus, units: Collection[int]) -> Vectors | None:
    """What the embedder of the project makes of these units, in their order; None where it has none, or not all yet."""
    choice = EmbedderChoice.objects.filter(project=corpus.project_id).first()
    if choice is None:
        return None
    hashes = dict(TextUnit.objects.cards().filter(corpus=corpus).values_list("pk", "sha256"))
    rows = _vectors(choice).filter(sha256__in=TextUnit.objects.cards().filter(corpus=corpus).values("sha256"))
    found = {sha256: np.frombuffer(data, dtype=NUMBER) for sha256, data in rows.values_list("sha256", "data")}
    if not units or any(hashes[unit] not in found for unit in units):
        return None
    arrays = [found[hashes[unit]] for unit in units]
    if len({len(array) for array in arrays}) > 1:  # the model behind the same name was exchanged meanwhile
        return None
    return Vectors(choice.model, np.stack(arrays).astype(np.float32, copy=False))


def version_of(corpus: Corpus) -> Hashable:
    """Changes whenever `vectors_of` would answer otherwise for all cards of the corpus."""
    choice = EmbedderChoice.objects.filter(project=corpus.project_id).first()
    if choice is None:
        return None
    missing = unseen(choice).filter(corpus=corpus).exists()
    return None if missing else (key_of(choice), choice.at)


def unseen(choice: EmbedderChoice) -> QuerySet[TextUnit]:
    """The cards of a project whose text its embedder has not seen."""
    seen = _vectors(choice).filter(sha256=OuterRef("sha256"))
    return TextUnit.objects.cards().filter(~Exists(seen), corpus__project=choice.project_id).order_by()


def seen(choice: EmbedderChoice) -> Seen:
    """For the progress: two counts."""
    cards = TextUnit.objects.cards().filter(corpus__project=choice.project_id).order_by()
    total = cards.values("sha256").distinct().count()
    return Seen(total - unseen(choice).values("sha256").distinct().count(), total)


def choice_of(project: Project) -> EmbedderChoice | None:
    return EmbedderChoice.objects.filter(project=project).select_related("by").first()


def _vectors(choice: EmbedderChoice) -> QuerySet[Vector]:
    return Vector.objects.filter(project=choice.project_id, embedder=key_of(choice))
