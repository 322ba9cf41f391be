"""What a report rests on, counted once: the corpus with its words, themes, people and text units."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting.days import Stretch, stretches
from depeche.core.reporting.grouped import ByTheme, GroupFlow, by_theme, group_flow
from depeche.core.text import ComparedWord, Comparison, WordRow, WordTable, compare, count_words, questions

LEAST = 5  # a word is tested when it is used this often in both sides together


class Evidence:
    """Counts of one corpus, each made when first asked for and kept. The corpus itself is never altered."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._tables: dict[str, WordTable] = {}
        self._rows: dict[str, dict[str, WordRow]] = {}
        self._themes: dict[str, Counter[str]] = {}
        self._answered: dict[str, int] = {}
        self._chosen: dict[str, Counter[str]] = {}
        self._people: dict[str, tuple[dict[str, int], int | None]] = {}
        self._by_theme: dict[str, ByTheme | None] = {}
        self._flow: dict[str, GroupFlow | None] = {}
        self._stretches: dict[str, tuple[Stretch, ...]] = {}
        self._compared: dict[tuple[str, str], Comparison] = {}
        self._compared_rows: dict[tuple[str, str], dict[str, ComparedWord]] = {}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The relays by id."""
        return {source.id: source for source in self.corpus.sources}

    @cached_property
    def pairs(self) -> dict[str, Pair]:
        """The pairs by id."""
        return {pair.id: pair for pair in self.corpus.pairs}

    def of(self, source: str) -> tuple[Pair, ...]:
        """The pairs of a relay; of all relays for ""."""
        return self.corpus.of(source) if source else self.corpus.pairs

    def unit(self, unit: str) -> str | None:
        """The text of `<pair>/q` or `<pair>/a`; `None` where there is none."""
        name, _, side = unit.rpartition("/")
        pair = self.pairs.get(name)
        if pair is None or side not in {"q", "a"}:
            return None
        return pair.question if side == "q" else pair.answer

    def units(self) -> Iterator[tuple[str, str]]:
        """Every text unit with its id, in reading order."""
        for pair in self.corpus.pairs:
            yield f"{pair.id}/q", pair.question
            if pair.answer is not None:
                yield f"{pair.id}/a", pair.answer

    @cached_property
    def flat_units(self) -> tuple[tuple[str, str, str], ...]:
        """(id, text, text composed and with single spaces): what a quote is looked for in when its spacing differs."""
        return tuple(
            (name, text, unicodedata.normalize("NFC", " ".join(re.split(r"\s+", text)))) for name, text in self.units()
        )

    def themes(self, source: str) -> Counter[str]:
        """Questions by theme, each counted in all its themes; "" are those not sorted."""
        if source not in self._themes:
            self._themes[source] = Counter(theme for pair in self.of(source) for theme in pair.counted_in)
        return self._themes[source]

    def answered(self, source: str) -> int:
        """Questions of a relay, or of all for "", that have an answer."""
        if source not in self._answered:
            self._answered[source] = sum(bool(pair.answer and pair.answer.strip()) for pair in self.of(source))
        return self._answered[source]

    def chosen(self, source: str) -> Counter[str]:
        """Pairs marked for the report by the theme they are printed in: their first."""
        if source not in self._chosen:
            self._chosen[source] = Counter(pair.theme for pair in self.of(source) if pair.chosen)
        return self._chosen[source]

    def people(self, source: str) -> tuple[dict[str, int], int | None]:
        """(people by group, people in all): as stated, or distinct known writers; `None` when neither is known.

        Raw counts: what is shown of them goes through `release()` in `reporting.people`.
        """
        if source not in self._people:
            self._people[source] = self._count_people(self.sources[source])
        return self._people[source]

    def writers(self, source: str) -> dict[str, str]:
        """Known writers of a relay, as opaque keys, with their group."""
        people: dict[str, str] = {}
        for pair in self.corpus.of(source):
            if pair.asker:
                people.setdefault(pair.asker, pair.asker_group)
            if pair.answerer:
                people.setdefault(pair.answerer, pair.answerer_group)
        return people

    def by_theme(self, source: str) -> ByTheme | None:
        """Themes of a relay by the group that asked, as far as it may be told."""
        if source not in self._by_theme:
            self._by_theme[source] = by_theme(self.sources[source], self.of(source))
        return self._by_theme[source]

    def flow(self, source: str) -> GroupFlow | None:
        """Which group asks which in a relay, as far as it may be told."""
        if source not in self._flow:
            self._flow[source] = group_flow(self.sources[source], self.of(source), self.by_theme(source))
        return self._flow[source]

    def stretches(self, source: str) -> tuple[Stretch, ...]:
        """The days of a relay, gathered until five people stand behind each figure."""
        if source not in self._stretches:
            self._stretches[source] = stretches(self.of(source))
        return self._stretches[source]

    def _count_people(self, source: Source) -> tuple[dict[str, int], int | None]:
        if source.groups:
            groups = dict(source.groups)
            return groups, max(source.participants or 0, sum(groups.values()))
        people = self.writers(source.id)
        groups = dict(Counter(group for group in people.values() if group))
        if source.participants is None:
            return groups, len(people) or None
        return groups, max(source.participants, len(people))

    def table(self, source: str) -> WordTable:
        """Words of the questions of a relay."""
        if source not in self._tables:
            self._tables[source] = count_words(
                questions(self.corpus.of(source)), source=source, language=self.corpus.language
            )
        return self._tables[source]

    def row(self, source: str, word: str) -> WordRow | None:
        """A lemma in the questions of a relay, `None` where it is not used."""
        if source not in self._rows:
            self._rows[source] = {row.lemma: row for row in self.table(source).rows}
        return self._rows[source].get(word)

    def comparison(self, first: str, second: str) -> Comparison:
        """The words of one relay against another's, or against all others' for ""."""
        key = (first, second)
        if key not in self._compared:
            other = self.table(second) if second else self._rest(first)
            self._compared[key] = compare((self.table(first), other), least=LEAST)
        return self._compared[key]

    def compared(self, word: str, first: str, second: str) -> ComparedWord | None:
        """One lemma in a comparison, `None` where neither side uses it."""
        key = (first, second)
        if key not in self._compared_rows:
            self._compared_rows[key] = {row.lemma: row for row in self.comparison(first, second).rows}
        return self._compared_rows[key].get(word)

    def _rest(self, first: str) -> WordTable:
        """The tables of all other relays added up; people are not, since the same person may be in several."""
        tables = [self.table(source.id) for source in self.corpus.sources if source.id != first]
        used: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        parts: dict[str, tuple[str, ...]] = {}
        for table in tables:
            for row in table.rows:
                used[row.lemma] += row.tokens
                texts[row.lemma] += row.texts
                parts[row.lemma] = row.parts
        rows = tuple(WordRow(word, used[word], texts[word], None, (), parts[word]) for word in used)
        return WordTable("", sum(table.size for table in tables), sum(table.texts for table in tables), None, rows)
