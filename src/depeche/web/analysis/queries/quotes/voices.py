"""Which group may stand beside a quote: as in the report, so that the board never says more than it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from depeche.core import corpus as core
from depeche.core.relay.rules import Anonymity
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.people import group_names, may_name
from depeche.web.analysis.models import Corpus, Source, TextUnit
from depeche.web.relay.rules import rules_of


@dataclass(frozen=True, slots=True)
class Voices:
    """The groups of each source that have enough people in them, and the sources whose askers stay hidden."""

    named: Mapping[int, frozenset[str]]
    hidden: frozenset[int]

    def of(self, unit: TextUnit, *, answer: bool = False) -> str:
        """The group of who wrote it, "" where it may not be told."""
        if not answer and unit.source_id in self.hidden:
            return ""
        return unit.group if unit.group in self.named[unit.source_id] else ""


def voices(corpus: Corpus) -> Voices:
    """Two queries: the sources, and who wrote in those whose groups nobody has counted."""
    sources = list(corpus.sources.select_related("relay"))
    people = Evidence(_people(corpus, sources))
    named = {
        source.pk: frozenset(name for name in group_names(people, source.key) if may_name(people, source.key, name))
        for source in sources
    }
    return Voices(named, frozenset(source.pk for source in sources if hides_askers(source)))


def hides_askers(source: Source) -> bool:
    """People were promised that output says nothing of who asked, not even the group."""
    return source.relay is not None and rules_of(source.relay).anonymity is Anonymity.HIDDEN


def _people(corpus: Corpus, sources: list[Source]) -> core.Corpus:
    """The sources with their people, without a word of what they wrote."""
    keys = {source.pk: source.key for source in sources if not source.groups}
    writers = corpus.units.filter(source__in=keys).exclude(author_key="").order_by()
    rows = writers.values_list("source_id", "author_key", "group").distinct()
    return core.Corpus(
        title="",
        sources=tuple(
            core.Source(
                source.key,
                source.title,
                source.participants,
                groups=tuple((str(name), int(people)) for name, people in source.groups),
            )
            for source in sources
        ),
        pairs=tuple(
            core.Pair(str(number), "", source=keys[source], asker=author, asker_group=group)
            for number, (source, author, group) in enumerate(rows)
        ),
    )
