"""A report as elements in reading order: the one thing page, PDF, Word and slides are all made from.

Layout > Section (one a block of the report) > elements. Elements say what a thing is, never how it looks; each figure
and each quote keeps the value it came from, so that a format can say what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from depeche.core.reporting.model import Block, PairQuote, Report
from depeche.core.reporting.values import Figure, Quote
from depeche.render.charts import Chart, Table


class Look(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    QUIET = "quiet"
    BREAK = "break"  # a new line inside a paragraph


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `figure` is the figure it prints; `href` where it leads."""

    text: str
    look: Look = Look.PLAIN
    href: str = ""
    figure: Figure | None = None


Runs = tuple[Run, ...]


class Role(StrEnum):
    PLAIN = "plain"
    LEAD = "lead"  # opens what follows and stays with it
    QUIET = "quiet"  # a note, small


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    role: Role = Role.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; it stands in no table of contents. `level` is 3 or deeper."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is elements. `start` is the first number of an ordered one."""

    items: tuple[tuple[Element, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A quote the analyst set into the text. `quote` is what it was found to be."""

    elements: tuple[Element, ...]
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Preformatted:
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class TableElement:
    """`names` columns at the left are words, the others numbers. `narrow` keeps the numbers near their names."""

    table: Table
    caption: str
    names: int = 1
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class ChartElement:
    """A chart, with its words and its table. `compact` where it shares its width with another."""

    chart: Chart
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Elements beside each other; where there is no room, below."""

    columns: tuple[tuple[Element, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A theme's size in words, and its share in per cent, drawn small."""

    runs: Runs
    share: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer; `None` where it got none. `asked_by` is "" where the group is not told."""

    pair: PairQuote
    asked_by: str
    answered_by: str
    silent: str  # what stands in place of an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question printed large, with `lines` to write on below it."""

    pair: PairQuote
    asked_by: str
    lines: int


class BoxKind(StrEnum):
    RESERVATION = "reservation"
    REFLECTION = "reflection"
    NOTE = "note"  # the analyst's annotation of a block
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Box:
    """Elements set apart."""

    kind: BoxKind
    elements: tuple[Element, ...]


Element = (
    Paragraph
    | Heading
    | Listing
    | BlockQuote
    | Preformatted
    | Rule
    | TableElement
    | ChartElement
    | Columns
    | Facts
    | Pair
    | Asked
    | Box
)


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the report. `title` is "" where nothing stands above it; `new_page` begins one in print.

    `listed` sections stand in the table of contents.
    """

    id: str
    level: int
    title: str
    elements: tuple[Element, ...]
    block: Block
    new_page: bool
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """The title page and the sections. `imprint` says who published it and when; `brief` is the method in short."""

    report: Report
    kind: str
    imprint: str
    brief: Runs
    contents: str  # the heading of the table of contents
    sections: tuple[Section, ...]
