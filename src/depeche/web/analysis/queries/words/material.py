"""The cards of a corpus as words, read once in a process and kept by what they were made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from django.db.models import Count, Max, Min

from depeche.core.relay.rules import Anonymity
from depeche.core.text import TextUnit, WordIndex
from depeche.web.analysis.models import Corpus, Source, WordChoice
from depeche.web.analysis.models import TextUnit as Unit
from depeche.web.analysis.queries.suggestions.shelf import Shelf
from depeche.web.relay.rules import rules_of

HELD = 250_000  # texts kept in a process


class Read(NamedTuple):
    """Row by row: the unit, its source, the group of its author ("" where it is not told); and the words of all."""

    units: tuple[int, ...]
    sources: tuple[int, ...]
    groups: tuple[str, ...]
    authors: tuple[str, ...]
    words: WordIndex


class Material(NamedTuple):
    """A corpus as the pages of words read it. `key` changes with the texts and with the choices of words."""

    corpus: Corpus
    sources: tuple[Source, ...]
    read: Read
    choices: tuple[WordChoice, ...]
    key: Hashable

    @property
    def into(self) -> dict[str, str]:
        """What each word of a choice counts as, in the end; "" as none. A choice that leads to itself is none."""
        direct = {choice.lemma: choice.into for choice in self.choices}
        found: dict[str, str] = {}
        for lemma, first in direct.items():
            seen, word = {lemma}, first
            while word in direct and word not in seen:
                seen.add(word)
                word = direct[word]
            if word not in seen:
                found[lemma] = word
        return found


_read: Shelf[Read] = Shelf(HELD)
SHELVES = (_read,)


def material(corpus: Corpus) -> Material:
    """Four queries when the words have been read; the texts are read again only when there are others."""
    sources = tuple(corpus.sources.select_related("relay"))
    choices = tuple(WordChoice.objects.filter(corpus=corpus))
    units = Unit.objects.cards().filter(corpus=corpus)
    state = units.order_by().aggregate(cards=Count("pk"), last=Max("pk"), first=Min("sha256"))
    key = (corpus.language, *state.values(), tuple(source.pk for source in sources))

    def prepare() -> Callable[[], Read]:
        read = _from_database(corpus, sources)
        return lambda: read

    made = _read.get(corpus.pk, key, prepare, size=state["cards"], patient=True)
    assert made is not None  # noqa: S101 - who is patient gets it
    return Material(corpus, sources, made.value, choices, (key, tuple((one.lemma, one.into) for one in choices)))


def _from_database(corpus: Corpus, sources: tuple[Source, ...]) -> Read:
    """Where people were promised that nothing tells who asked, nothing tells of which group they are."""
    hidden = {source.pk for source in sources if source.relay and rules_of(source.relay).anonymity is Anonymity.HIDDEN}
    rows = list(
        Unit.objects.cards()
        .filter(corpus=corpus)
        .order_by("position", "pk")
        .values_list("pk", "source_id", "group", "author_key", "text")
    )
    texts = (TextUnit(str(pk), text, str(source), author) for pk, source, _group, author, text in rows)
    return Read(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        tuple("" if row[1] in hidden else row[2] for row in rows),
        tuple(row[3] for row in rows),
        WordIndex.build(texts, language=corpus.language),
    )
