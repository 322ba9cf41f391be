"""The index of a corpus and the model fitted to what has been sorted, kept in the process by what they were made of.

Neither is stored: both follow from the texts, the theme cards and the codings. Small material is read while one waits;
large material in a thread, and until that is done there is nothing, or for the model the one before the last decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Max

from depeche.core.themes import Suggester, TextIndex, ThemeCard
from depeche.web.analysis.models import Change, Coding, Corpus, TextUnit, Theme
from depeche.web.analysis.queries.suggestions.shelf import Made, Shelf
from depeche.web.analysis.queries.vectors import Vectors, vectors_of, version_of

EAGER = 2_000  # cards that are read while the page waits
QUICK = 0.3  # seconds a fit may keep the page waiting; a slower one is made beside it
HELD = 250_000  # texts kept in a process


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The cards of a corpus as rows of an index. `machine`: see `Loaded`."""

    units: tuple[int, ...]
    places: Mapping[int, int]  # unit -> row
    index: TextIndex
    machine: str


class Fitted(NamedTuple):
    texts: Texts
    model: Suggester
    labels: Mapping[int, Collection[str]]


class Near(NamedTuple):
    """Groups of rows that say nearly the same, and the group of each row that is in one."""

    groups: tuple[tuple[int, ...], ...]
    of: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Index and model of a corpus. `labels` are the themes by row that the model has learned from.

    `machine` names the embedder behind the suggestions; it is empty for our own lexical way. `near` is None until the
    near-duplicates of large material are known.
    """

    index: TextIndex
    model: Suggester
    rows: tuple[int, ...]  # row -> key of the unit
    places: Mapping[int, int]
    labels: Mapping[int, Collection[str]]
    machine: str = ""
    near: Near | None = None

    def row_of(self, unit: int) -> int | None:
        return self.places.get(unit)

    def twins_of(self, unit: int) -> tuple[int, ...]:
        """Keys of the other units that say nearly the same."""
        row = self.row_of(unit)
        group = () if row is None or self.near is None else self.near.of.get(row, ())
        return tuple(self.rows[other] for other in group if other != row)


_texts: Shelf[Texts] = Shelf(HELD)
_near: Shelf[Near] = Shelf(HELD)
_models: Shelf[Fitted] = Shelf(HELD)
SHELVES = (_texts, _near, _models)


def suggester(corpus: Corpus) -> Loaded | None:
    """Index and model as good as they are now; None while large material is being read for the first time."""
    texts = _read(corpus)
    if texts is None:
        return None
    themes = list(Theme.objects.filter(corpus=corpus, deleted_at=None))
    key = (texts.key, _cards(themes), _work_done(corpus))
    before, size = _models.held(corpus.pk), len(texts.value.units)
    patient = size <= EAGER or (before is not None and before.seconds <= QUICK)

    def prepare() -> Callable[[], Fitted]:
        cards, labels = _cards(themes), _labels(corpus, texts.value)
        return lambda: Fitted(texts.value, Suggester(texts.value.index, cards, labels), labels)

    made = _models.get(corpus.pk, key, prepare, size=size, patient=patient)
    if made is None:
        return None
    fitted = made.value
    near = _near_duplicates(corpus.pk, texts) if fitted.texts is texts.value else None
    held = fitted.texts
    return Loaded(held.index, fitted.model, held.units, held.places, fitted.labels, held.machine, near)


def failed(corpus: Corpus) -> bool:
    """Whether there are no suggestions because they could not be made."""
    return any(shelf.failed(corpus.pk) for shelf in (_texts, _models))


def _read(corpus: Corpus) -> Made[Texts] | None:
    units = TextUnit.objects.cards().filter(corpus=corpus)
    found = units.order_by().aggregate(cards=Count("pk"), last=Max("pk"))
    first = corpus.units.order_by("sha256").values_list("sha256", flat=True).first()
    key = (corpus.language, found["cards"], found["last"], first, version_of(corpus))

    def prepare() -> Callable[[], Texts]:
        rows = list(units.order_by("position", "pk").values_list("pk", "text"))
        keys = tuple(pk for pk, _ in rows)
        vectors = vectors_of(corpus, keys)
        return lambda: _index(keys, [text for _, text in rows], corpus.language, vectors)

    return _texts.get(corpus.pk, key, prepare, size=found["cards"], patient=found["cards"] <= EAGER)


def _index(keys: tuple[int, ...], texts: list[str], language: str, vectors: Vectors | None) -> Texts:
    index = TextIndex.build(texts, language=language, vectors=None if vectors is None else vectors.array)
    places = {unit: row for row, unit in enumerate(keys)}
    return Texts(keys, places, index, "" if vectors is None else vectors.name)


def _near_duplicates(name: int, texts: Made[Texts]) -> Near | None:
    index = texts.value.index

    def make() -> Near:
        groups = index.duplicates()
        return Near(groups, {row: group for group in groups for row in group})

    made = _near.get(name, texts.key, lambda: make, size=len(index), patient=len(index) <= EAGER)
    return made.value if made and made.key == texts.key else None


def _cards(themes: list[Theme]) -> tuple[ThemeCard, ...]:
    return tuple(ThemeCard(str(one.pk), one.name, tuple(one.cue_words), one.definition) for one in themes)


def _work_done(corpus: Corpus) -> tuple[Hashable, ...]:
    """Changes with every step of work, and with every undoing and redoing."""
    changes = Change.objects.filter(corpus=corpus).order_by()
    found = changes.aggregate(last=Max("pk"), undone=Count("undone_at"), undone_last=Max("undone_at"))
    return tuple(found.values())


def _labels(corpus: Corpus, texts: Texts) -> dict[int, set[str]]:
    codings = Coding.objects.filter(theme__corpus=corpus, theme__deleted_at=None).values_list("unit_id", "theme_id")
    found: dict[int, set[str]] = {}
    for unit, theme in codings:
        if unit in texts.places:
            found.setdefault(texts.places[unit], set()).add(str(theme))
    return found
