"""The code book: as the themes stand now, as a version froze them, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from depeche.core.quotes import Verified, verify
from depeche.web.analysis.models import CodebookVersion, Coding, Corpus, TextUnit, Theme
from depeche.web.analysis.queries.quotes.consents import Consents, Side, consents
from depeche.web.analysis.queries.themes import in_order


class Example(NamedTuple):
    """A card that shows what a theme means. `text` is "" where the text has been erased since.

    `free`: it may stand in print and in files; see `leaving`.
    """

    unit: int
    key: str
    text: str
    free: bool = True


class Entry(NamedTuple):
    """A theme in the code book. `parent`: it is a sub-theme of that one and stands after it."""

    id: int
    name: str
    definition: str
    include: str
    exclude: str
    cue_words: tuple[str, ...]
    parent: int | None
    examples: tuple[Example, ...]

    @property
    def bare(self) -> bool:
        """Whether there is a name and nothing else to code by."""
        return not (self.definition or self.include or self.exclude or self.cue_words or self.examples)


class Book(NamedTuple):
    entries: tuple[Entry, ...]

    @property
    def names(self) -> dict[int, str]:
        return {entry.id: entry.name for entry in self.entries}

    @property
    def without(self) -> int:
        """Themes nobody has defined."""
        return sum(not entry.definition for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Something of a theme that reads otherwise: which part, as it was, as it is."""

    part: str  # name, definition, include, exclude, cue_words, parent, examples
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one code book to another, by theme."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[tuple[Entry, tuple[Rewritten, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


TEXTS = ("name", "definition", "include", "exclude")


def content_of(corpus: Corpus) -> list[dict[str, Any]]:
    """The themes as a version keeps them: two queries."""
    themes = in_order(Theme.objects.filter(corpus=corpus, deleted_at=None))
    examples: dict[int, list[int]] = {theme.pk: [] for theme in themes}
    rows = Coding.objects.filter(theme__in=themes, example=True).order_by("unit__position", "unit")
    for theme, unit in rows.values_list("theme_id", "unit_id"):
        examples[theme].append(unit)
    return [
        {
            "id": theme.pk,
            **{name: getattr(theme, name) for name in TEXTS},
            "cue_words": list(theme.cue_words),
            "parent": theme.parent_id if theme.parent_id in examples else None,
            "examples": examples[theme.pk],
        }
        for theme in themes
    ]


def book_of(corpus: Corpus, *contents: Iterable[Mapping[str, Any]]) -> tuple[Book, ...]:
    """Contents with the texts of their examples: one query, however many they are."""
    lists = [list(content) for content in contents]
    wanted = {unit for entries in lists for entry in entries for unit in entry["examples"]}
    units = corpus.units.filter(pk__in=wanted).order_by() if wanted else TextUnit.objects.none()
    texts = {unit.pk: Example(unit.pk, unit.key, unit.text) for unit in units}
    return tuple(Book(tuple(_entry(entry, texts) for entry in entries)) for entries in lists)


def _entry(entry: Mapping[str, Any], texts: Mapping[int, Example]) -> Entry:
    return Entry(
        id=int(entry["id"]),
        name=str(entry["name"]),
        definition=str(entry["definition"]),
        include=str(entry["include"]),
        exclude=str(entry["exclude"]),
        cue_words=tuple(entry["cue_words"]),
        parent=entry["parent"],
        examples=tuple(texts.get(unit, Example(unit, "", "")) for unit in entry["examples"]),
    )


def leaving(corpus: Corpus, book: Book) -> Book:
    """The book with what may leave the workbench: where authors were promised to be asked before they are quoted, an
    example stands in print and in files as a quote does, with a yes to all its words.
    """
    said = consents(corpus)
    if not said.asking:
        return book
    wanted = {one.unit for entry in book.entries for one in entry.examples}
    units = corpus.units.filter(pk__in=wanted, source__in=said.asking).order_by()
    bound = {unit.pk for unit in units if not _agreed(unit, said)}
    return Book(
        tuple(
            entry._replace(examples=tuple(one._replace(free=one.unit not in bound) for one in entry.examples))
            for entry in book.entries
        )
    )


def _agreed(unit: TextUnit, said: Consents) -> bool:
    whole = verify(unit.text, unit.sha256, ())
    return isinstance(whole, Verified) and said.of(unit, Side.QUESTION, whole.digest).state.printable


def current(corpus: Corpus) -> Book:
    return book_of(corpus, content_of(corpus))[0]


def versions(corpus: Corpus) -> QuerySet[CodebookVersion]:
    """The newest first, with who froze them."""
    return corpus.codebooks.select_related("by")


def difference(before: Book, after: Book) -> Difference:
    """A theme is the same as long as it is the same row, whatever it is called."""
    old, new = ({entry.id: entry for entry in book.entries} for book in (before, after))
    pairs = [(old[key], entry) for key, entry in new.items() if key in old]
    changed = ((entry, _rewritten(was, entry, before.names, after.names)) for was, entry in pairs)
    return Difference(
        tuple(entry for key, entry in new.items() if key not in old),
        tuple(entry for key, entry in old.items() if key not in new),
        tuple((entry, parts) for entry, parts in changed if parts),
    )


def _rewritten(
    before: Entry, after: Entry, names_before: Mapping[int, str], names_after: Mapping[int, str]
) -> tuple[Rewritten, ...]:
    texts = [(part, getattr(before, part), getattr(after, part)) for part in TEXTS]
    texts.append(("cue_words", ", ".join(before.cue_words), ", ".join(after.cue_words)))
    found = [Rewritten(part, was, now) for part, was, now in texts if was != now]
    if before.parent != after.parent:
        was, now = names_before.get(before.parent or 0, ""), names_after.get(after.parent or 0, "")
        found.append(Rewritten("parent", was, now))
    if [one.unit for one in before.examples] != [one.unit for one in after.examples]:
        was, now = (", ".join(one.key for one in entry.examples) for entry in (before, after))
        found.append(Rewritten("examples", was, now))
    return tuple(found)
