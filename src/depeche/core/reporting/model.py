"""The report as values: what it says and what that rests on. It knows no layout.

Every quote points at a text unit by id, offsets and hash; every number is a `Figure` with the recipe that makes it
again. Nothing here formats, measures or reads: `builder` fills it, `claims` checks it, `depeche.render` shows it.

Report
├── Background      what, how, why, who took part, and the reservation that cannot be left out
├── SourceSection   one a relay: shares of the themes, then ThemeSection > PairQuote > Quote > Piece
├── CrossReading    themes side by side, words side by side, Comparison (keyness), Remark, reflections
└── method          sentences on how it was made, each with its figures
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SCHEMA = 1


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
class Quote:
    """What is quoted of one text unit. A gap between pieces, or at either end, is shown as [...].

    `unit` is the pair's id with `/q` or `/a`; `digest` is the SHA-256 of the whole unit, `length` its code points.
    """

    unit: str
    digest: str
    length: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words quoted, trims marked, as they would be read aloud."""
        out, at = [], 0
        for piece in self.pieces:
            out.append(" [...] " if piece.start > at else "")
            out.append(piece.text)
            at = piece.end
        out.append(" [...]" if at < self.length else "")
        return "".join(out).strip()


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


@dataclass(frozen=True, slots=True)
class GroupRow:
    name: str
    people: Figure


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Who took part in one relay."""

    id: str
    title: str
    people: Figure
    questions: Figure
    answers: Figure
    roles: tuple[str, ...] = ()
    groups: tuple[GroupRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    what: Prose
    how: Prose
    why: Prose
    who: Prose
    sources: tuple[SourceRow, ...]
    reservation: str  # that this is no representative survey
    material: tuple[Sentence, ...] = ()  # what the material is, and its own reservation
    note: str = ""  # a reservation of the origin's own, word for word

    def __post_init__(self) -> None:
        if not self.reservation.strip():
            message = "a report says that it is not a representative survey"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One line of the table and one bar of the chart. `name` is "" for what is not sorted."""

    name: str
    questions: Figure
    share: Figure  # per cent of the relay's questions


@dataclass(frozen=True, slots=True)
class PairQuote:
    pair: str
    question: Quote
    answer: Quote | None
    asker_group: str = ""
    answerer_group: str = ""


@dataclass(frozen=True, slots=True)
class ThemeSection:
    id: str
    name: str
    questions: Figure
    share: Figure
    text: Prose
    pairs: tuple[PairQuote, ...]
    chosen: Figure  # pairs marked for the report; more than are printed when there are very many


@dataclass(frozen=True, slots=True)
class SourceSection:
    id: str
    source: str
    title: str
    text: Prose
    lead: tuple[Sentence, ...]
    themes: tuple[ThemeRow, ...]
    rest: tuple[Sentence, ...]  # what the table leaves out, if anything
    sections: tuple[ThemeSection, ...]


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """One theme across the relays; `cells` in the order of the sources."""

    name: str
    cells: tuple[Figure, ...]
    shares: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the questions: times used, and questions that contain it."""

    word: str
    parts: tuple[str, ...]
    tokens: Figure
    texts: Figure


@dataclass(frozen=True, slots=True)
class WordColumn:
    source: str
    title: str
    total: Figure  # running words in the questions of the source
    rows: tuple[WordRow, ...]


class Verdict(StrEnum):
    """What a comparison carries: a difference after correction, one before it only, or none."""

    CARRIED = "carried"
    SINGLE = "single"
    NONE = "none"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A word on two sides. `g2` is signed: above zero when the first side uses it more than its size explains."""

    word: str
    first: Figure
    second: Figure
    first_texts: Figure
    second_texts: Figure
    g2: Figure
    ratio: Figure  # log2 of the relative frequencies
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Remark:
    """A word somebody remarked on, with the sentence that the counts carry."""

    row: KeyRow
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Keyness of one relay's questions against another's, or against all others'."""

    id: str
    first: str
    second: str  # title of the other side
    tests: Figure
    rows: tuple[KeyRow, ...]
    remarks: tuple[Remark, ...]
    summary: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CrossReading:
    themes: tuple[SharedTheme, ...]
    themes_text: Prose
    words: tuple[WordColumn, ...]
    comparisons: tuple[Comparison, ...]
    words_text: Prose
    closing: Prose


@dataclass(frozen=True, slots=True)
class MethodItem:
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole. `language` is that of the report, `text_language` that of the words quoted."""

    schema: int
    language: str
    text_language: str
    title: str
    subtitle: str
    publisher: str
    date: str  # ISO 8601, "" when none is given
    origin: str
    background: Background
    sources: tuple[SourceSection, ...]
    cross: CrossReading | None  # None with a single relay and no words
    method_short: Sentence
    method: tuple[MethodItem, ...]
