"""What every part of a report is made of: figures with their recipes, sentences, quotes with their places, prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TypeVar

TRIM = "[...]"


class Standing(StrEnum):
    """Whether a figure can be shown: known, held back by disclosure control, or not in the material."""

    KNOWN = "known"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the recipe that makes it again. `value` is `None` unless `standing` is KNOWN."""

    recipe: str
    args: tuple[str, ...] = ()
    value: float | None = None
    standing: Standing = Standing.KNOWN
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with the name it has in a template or in the analyst's text."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Word:
    """A name (of a relay, a theme, a word) that a template sets in."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours: `{name}` is a figure or a word, `{name:one|many}` the noun that fits the figure."""

    template: str
    figures: tuple[Named, ...] = ()
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `[start, end)` of a text unit, in code points, and its exact text."""

    start: int
    end: int
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch `[start, end)` of a text unit that is not printed, since somebody could be recognised by it.

    `label` stands in its place, such as "[navn]"; "" cuts it out, which shows as [...] like any other gap.
    """

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted of one text unit. A gap between pieces, or at either end, is shown as [...] or by its masks.

    `unit` is the pair's id with `/q` or `/a`; `digest` is the SHA-256 of the whole unit, `length` its code points.
    """

    unit: str
    digest: str
    length: int
    pieces: tuple[Piece, ...]
    masks: tuple[Mask, ...] = ()  # in order; none overlaps a piece, and together with the pieces they are the passage

    @property
    def text(self) -> str:
        """The words quoted, trims marked, as they would be read aloud."""
        words = ""
        for part in self.parts:
            said = part.text if isinstance(part, Piece) else part.label
            if not said:
                words = f"{words.rstrip(' ')} {TRIM} "
            else:
                words += said.lstrip(" ") if words.endswith(f" {TRIM} ") else said
        return words.strip()

    @property
    def parts(self) -> tuple[Piece | Mask, ...]:
        """Pieces and what stands between them, in order: masks with a label, and one without for each [...]."""
        out: list[Piece | Mask] = []
        at = 0
        for piece in self.pieces:
            out += self._between(at, piece.start)
            out.append(piece)
            at = piece.end
        return (*out, *self._between(at, self.length))

    def _between(self, start: int, end: int) -> list[Mask]:
        if start >= end:
            return []
        labelled = [mask for mask in self.masks if mask.label and start <= mask.start and mask.end <= end]
        out: list[Mask] = []
        for mask in labelled:
            if mask.start > start:
                out.append(Mask(start, mask.start))
            out.append(mask)
            start = mask.end
        return [*out, Mask(start, end)] if start < end else out


@dataclass(frozen=True, slots=True)
class Cited:
    """A block quote, or words in quotation marks, in the analyst's text; `found` is `None` where no unit holds it."""

    text: str
    found: Quote | None


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown by the analyst (or a fixed text of ours), its figure references and its quotes."""

    markdown: str = ""
    figures: tuple[Named, ...] = ()
    quotes: tuple[Cited, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.markdown.strip())


Held = TypeVar("Held")


def below(value: object, *kinds: type[Held]) -> Iterator[Held]:
    """Every value of these kinds in a value of the report model, in reading order; what is found is not looked into."""
    if isinstance(value, kinds):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from below(item, *kinds)
    elif is_dataclass(value):
        for field in fields(value):
            yield from below(getattr(value, field.name), *kinds)
