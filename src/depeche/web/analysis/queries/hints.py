"""Hints beside the card being read: what in it may name or reach somebody."""

from __future__ import annotations

from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.common.hints import Noticed, noticed


def hints_of(corpus: Corpus, unit_id: int) -> tuple[Noticed, ...]:
    """Of a card and its answer, each thing once: one query. The length is no matter: what is sorted may be long."""
    texts = TextUnit.objects.filter(corpus=corpus, pk=unit_id).values_list("text", "answer__text").first() or ()
    found = (hint for text in texts if text for hint in noticed(text, corpus.language, length=None))
    return tuple(dict.fromkeys(found))
