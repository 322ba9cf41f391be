"""How often the suggestions were right, counted on what people decided themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from depeche.web.analysis.models import Corpus, Decision

LATEST = 50


class Hits(NamedTuple):
    """Of so many decisions: in how many the theme that was chosen stood first, and in how many among the three."""

    decisions: int
    first: int
    three: int

    @property
    def first_share(self) -> int:
        """Per cent, rounded."""
        return round(100 * self.first / self.decisions) if self.decisions else 0

    @property
    def three_share(self) -> int:
        return round(100 * self.three / self.decisions) if self.decisions else 0


class HitRate(NamedTuple):
    """Over the latest fifty decisions and over all of them."""

    latest: Hits
    all: Hits


def hit_rate(corpus: Corpus) -> HitRate:
    """Decisions that stand: what has been undone does not count."""
    standing = Decision.objects.filter(corpus=corpus, change__undone_at=None)
    latest = standing.order_by("-pk").values_list("rank", flat=True)[:LATEST]
    counted = standing.order_by().values_list("rank").annotate(count=Count("pk"))
    return HitRate(_hits((rank, 1) for rank in latest), _hits(counted))


def _hits(ranks: Iterable[tuple[int, int]]) -> Hits:
    found = list(ranks)
    return Hits(
        sum(count for _, count in found),
        sum(count for rank, count in found if rank == 1),
        sum(count for rank, count in found if rank > 0),
    )
