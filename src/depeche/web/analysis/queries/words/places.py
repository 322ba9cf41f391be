"""A word where it stands: every occurrence with the card it stands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from depeche.core.stats import Figure, release
from depeche.core.text import TextUnit, by_left, by_right, concordance
from depeche.web.analysis.models import Coding
from depeche.web.analysis.models import TextUnit as Unit
from depeche.web.analysis.queries.words.lines import WordCount
from depeche.web.analysis.queries.words.material import Material
from depeche.web.analysis.queries.words.sides import Side, rows_of

BATCH = 5_000  # SQLite takes 32,766 variables in a statement
ORDERS: dict[str, Callable[..., Any] | None] = {"text": None, "left": by_left, "right": by_right}


class Place(NamedTuple):
    """An occurrence with the card it stands on."""

    unit_id: int
    source: str
    left: str
    word: str
    right: str


def lemmas_of(found: Material, lemma: str) -> frozenset[str]:
    """A word with those that an analyst counts as it."""
    return frozenset({lemma} | {word for word, into in found.into.items() if into == lemma})


def places(found: Material, lemma: str, *, within: Side | None = None, order: str = "text") -> tuple[Place, ...]:
    """Every occurrence in the cards of `within` (in all without): in reading order, or by the words before or after."""
    read, lemmas = found.read, lemmas_of(found, lemma)
    rows = range(len(read.units)) if within is None else sorted(rows_of(found, within))
    wanted = [row for row in rows if any(word in lemmas for word, _form in read.words.rows[row].words)]
    texts = _texts(found, [read.units[row] for row in wanted])
    sources = {read.units[row]: read.sources[row] for row in wanted}
    titles = {source.pk: source.title for source in found.sources}
    units = [TextUnit(str(pk), text) for pk, text in texts.items()]
    hits = concordance(units, lemmas, language=found.corpus.language)
    key = ORDERS.get(order)
    return tuple(
        Place(unit, titles[sources[unit]], hit.left, texts[unit][hit.start : hit.end], hit.right)
        for hit in (sorted(hits, key=key) if key else hits)
        for unit in (int(hit.text_id),)
    )


class Share(NamedTuple):
    """A word in a part of the material."""

    title: str
    used: WordCount


def by_part(found: Material, lemma: str) -> tuple[Share, ...]:
    """A word in each source, and in each theme where it stands: one query."""
    read, lemmas = found.read, lemmas_of(found, lemma)
    uses = {row: sum(word in lemmas for word, _form in one.words) for row, one in enumerate(read.words.rows)}
    used = [row for row, times in uses.items() if times]
    codings = Coding.objects.filter(theme__corpus=found.corpus, theme__deleted_at=None)
    themes: dict[int, set[tuple[int, str]]] = {}
    for unit, position, name in codings.values_list("unit_id", "theme__position", "theme__name"):
        themes.setdefault(unit, set()).add((position, name))
    parts: dict[tuple[int, int, str], list[int]] = {(0, at, one.title): [] for at, one in enumerate(found.sources)}
    places = {one.pk: (0, at, one.title) for at, one in enumerate(found.sources)}
    for row in used:
        parts[places[read.sources[row]]].append(row)
        for position, name in themes.get(read.units[row], ()):
            parts.setdefault((1, position, name), []).append(row)
    return tuple(Share(key[2], _count(found, rows, uses)) for key, rows in sorted(parts.items()))


def _count(found: Material, rows: Sequence[int], uses: Mapping[int, int]) -> WordCount:
    known = any(found.read.authors)
    people = {found.read.authors[row] for row in rows} - {""}
    cell = release(Figure(len(people))) if known else None
    return WordCount(sum(uses[row] for row in rows), len(rows), cell)


def _texts(found: Material, units: Sequence[int]) -> dict[int, str]:
    """The texts of some units in the order given, read a batch at a time."""
    texts: dict[int, str] = {}
    for start in range(0, len(units), BATCH):
        batch = units[start : start + BATCH]
        rows = dict(Unit.objects.filter(corpus=found.corpus, pk__in=batch).values_list("pk", "text"))
        texts.update((unit, rows[unit]) for unit in batch if unit in rows)
    return texts
