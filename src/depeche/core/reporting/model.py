"""The report as values: a title page and blocks in reading order, and what each rests on. It knows no layout.

Every quote points at a text unit by id, offsets and hash; every number is a `Figure` with the recipe that makes it
again. Nothing here formats, measures or reads: `builder` fills it by an `Outline`, `claims` checks it, `depeche.render`
shows it.

Report > Block > one of the bodies:
├── Background      what, how, why, who took part
├── ThemeShares     one relay: its themes as chart and table      ├── ThemePage  a theme: text and chosen pairs
├── SharedThemes    themes of several relays side by side         ├── WordLists  the most frequent words of each relay
├── Comparison      words that tell two sides apart               ├── Flow       which group asks which
├── CrossTable      themes by the group that asked                ├── Timeline   questions and answers day by day
├── Passage         the analyst's own text, or a reflection       ├── Part       a heading with what follows below it
├── Appendix        all questions of a relay                      ├── Sheet      a theme's questions with space to write
└── Method          the method box: the one block that no report is without
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from depeche.core.reporting.values import Figure, Prose, Quote, Sentence

SCHEMA = 2


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


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One line of the table and one bar of the chart. `name` is "" for what is not sorted."""

    name: str
    questions: Figure
    share: Figure  # per cent of the relay's questions


@dataclass(frozen=True, slots=True)
class ThemeShares:
    """One relay: its themes, largest first, what is not sorted last. `asked` are all its questions."""

    source: str
    source_title: str
    asked: Figure
    text: Prose
    lead: tuple[Sentence, ...]
    themes: tuple[ThemeRow, ...]
    rest: tuple[Sentence, ...]  # what the table leaves out, if anything


@dataclass(frozen=True, slots=True)
class PairQuote:
    pair: str
    question: Quote
    answer: Quote | None
    asker_group: str = ""
    answerer_group: str = ""


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme of one relay. `theme` is "" for what is not sorted."""

    source: str
    source_title: str
    theme: str
    questions: Figure
    share: Figure
    text: Prose
    pairs: tuple[PairQuote, ...]
    chosen: Figure  # pairs marked for the report; more than are printed when there are very many


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """One theme across the relays; `cells` in the order of the sources."""

    name: str
    cells: tuple[Figure, ...]
    shares: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class SharedThemes:
    sources: tuple[str, ...]  # titles
    rows: tuple[SharedTheme, ...]


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


@dataclass(frozen=True, slots=True)
class WordLists:
    columns: tuple[WordColumn, ...]


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

    first: str
    second: str  # title of the other side
    tests: Figure
    rows: tuple[KeyRow, ...]
    remarks: tuple[Remark, ...]
    summary: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FlowCell:
    """Questions from one group to another."""

    asker: str
    answerer: str
    questions: Figure


@dataclass(frozen=True, slots=True)
class Flow:
    """Which group asks which, as far as `release()` shows it; `cells` row by row in the order of `groups`."""

    source: str
    source_title: str
    groups: tuple[GroupRow, ...]
    cells: tuple[FlowCell, ...]
    lead: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CrossRow:
    name: str
    cells: tuple[Figure, ...]
    total: Figure


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Themes (rows) by the group that asked (columns), as far as `release()` shows it."""

    source: str
    source_title: str
    columns: tuple[str, ...]
    rows: tuple[CrossRow, ...]
    totals: tuple[Figure, ...]
    lead: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Day:
    date: str  # ISO 8601
    questions: Figure
    answers: Figure


@dataclass(frozen=True, slots=True)
class Timeline:
    source: str
    source_title: str
    days: tuple[Day, ...]
    lead: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The analyst's own text. A reflection is set apart from what was counted."""

    text: Prose
    reflection: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the first level; what follows stands below it."""

    text: Prose


@dataclass(frozen=True, slots=True)
class Appendix:
    """All questions of a relay with their answers, in reading order."""

    source: str
    source_title: str
    pairs: tuple[PairQuote, ...]
    lead: tuple[Sentence, ...]  # how many there are, and how many are left out and why


@dataclass(frozen=True, slots=True)
class Sheet:
    """A theme's chosen questions, printed large, with `lines` to write on below each."""

    source: str
    source_title: str
    theme: str
    text: Prose
    pairs: tuple[PairQuote, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class MethodItem:
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of one relay: who was invited and who took part, by group, and by what rules (dates, rights, anonymity)."""

    title: str
    invited: Figure
    took_part: Figure
    groups: tuple[AttendanceRow, ...]
    facts: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    name: str
    invited: Figure
    took_part: Figure


@dataclass(frozen=True, slots=True)
class Method:
    """The method box: who was invited and took part, when, by what rules, and what the report is not."""

    reservation: str
    attendance: tuple[Attendance, ...]
    items: tuple[MethodItem, ...]

    def __post_init__(self) -> None:
        if not self.reservation.strip():
            message = "a report says that it is not a representative survey"
            raise ValueError(message)


Body = (
    Background
    | ThemeShares
    | ThemePage
    | SharedThemes
    | WordLists
    | Comparison
    | Flow
    | CrossTable
    | Timeline
    | Passage
    | Part
    | Appendix
    | Sheet
    | Method
)
BodyT = TypeVar("BodyT")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `id` is its anchor, `level` 1 or 2, `title` "" where nothing stands above it.

    `note` is what the analyst says to it, set below.
    """

    id: str
    level: int
    title: str
    body: Body
    note: Prose


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
    method_short: Sentence
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if sum(isinstance(block.body, Method) for block in self.blocks) != 1:
            message = "a report has one method box"
            raise ValueError(message)

    @property
    def method(self) -> Method:
        return self.bodies(Method)[0]

    def bodies(self, kind: type[BodyT]) -> tuple[BodyT, ...]:
        """The bodies of one kind, in reading order."""
        return tuple(block.body for block in self.blocks if isinstance(block.body, kind))
