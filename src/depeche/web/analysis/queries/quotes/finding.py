"""Where a pasted sentence stands: word for word, or nearly."""

from __future__ import annotations

from typing import NamedTuple

from depeche.core.quotes import Place, locate
from depeche.web.analysis.models import Corpus, TextUnit


class Found(NamedTuple):
    """`card` is the unit on the workbench: of an answer, its question. `others`: keys of cards with the very same."""

    card: TextUnit
    unit: TextUnit
    answer: bool
    place: Place
    others: tuple[str, ...]

    @property
    def side(self) -> str:
        return "answer" if self.answer else "question"


def find_pasted(corpus: Corpus, pasted: str) -> Found | None:
    """In questions and answers alike; two queries."""
    rows = list(corpus.units.order_by("position", "kind", "pk").values_list("pk", "key", "text"))
    place = locate(pasted, [text for _pk, _key, text in rows])
    if place is None:
        return None
    unit = TextUnit.objects.select_related("question", "source").get(pk=rows[place.row][0])
    others = tuple(dict.fromkeys(rows[other][1] for other in place.others))
    return Found(unit.question or unit, unit, unit.question_id is not None, place, others)
