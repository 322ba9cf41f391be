"""The outline as the builder shows it: each block with its state, and what can be set on the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from depeche.core.reporting import Item, Kind, editing
from depeche.core.reporting.lost import is_lost
from depeche.web.reports import blocks
from depeche.web.reports.acts import may_come_back
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Report, Step
from depeche.web.reports.review import unresolved_by_section
from depeche.web.reports.sections import Section

SHOWN = 240  # characters of a question in the list of pairs
SILENT = frozenset({Kind.TEXT, Kind.REFLECTION})  # nothing of them is printed while their text is empty


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a block: what it is called there, and the section of the editor it is written in."""

    name: str
    section: Section
    orphans: int
    comments: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """A marked pair a theme's block may print."""

    id: str
    question: str
    chosen: bool
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A block in the list. `place` counts from 1."""

    item: Item
    place: int
    name: str
    kind: str
    tells: str
    texts: tuple[Text, ...]
    comments: int
    lost: bool

    @property
    def words(self) -> int:
        return sum(text.section.words for text in self.texts)

    @property
    def orphans(self) -> int:
        return sum(text.orphans for text in self.texts)

    @property
    def empty(self) -> bool:
        """The report leaves it out: nothing is written, and nothing stands there by itself."""
        return self.item.kind in SILENT and not self.words

    @property
    def fixed(self) -> bool:
        """The method box: always there."""
        return self.item.kind is Kind.METHOD

    @property
    def inner(self) -> bool:
        return self.item.depth > 1

    @property
    def limited(self) -> bool:
        return self.item.kind in editing.LIMITED

    @property
    def unit(self) -> str:
        return blocks.unit_of(self.item.kind)

    @property
    def least(self) -> int:
        return 0 if self.item.kind in editing.NONE_ALLOWED else 1


@dataclass(frozen=True)
class Arranged:
    """All blocks of a report, with the chosen one."""

    workshop: Workshop
    rows: tuple[Row, ...]
    chosen: Row | None
    step: Step | None  # the newest, which can be undone
    comments: int  # nobody has resolved, wherever they stand

    @property
    def report(self) -> Report:
        return self.workshop.report

    @property
    def follows(self) -> bool:
        """Nobody has arranged it: it is the template, made of the material as it is."""
        return not self.report.outline

    @cached_property
    def missing(self) -> tuple[editing.Missing, ...]:
        """Themes the material has and the report has not; a summary leaves most out on purpose."""
        if self.follows or self.report.template == Report.Template.SUMMARY:
            return ()
        return editing.missing(self.workshop.outline, self.workshop.evidence)

    @cached_property
    def lost_texts(self) -> tuple[tuple[Section, bool], ...]:
        """Texts without a block, each with whether it can have one of its own again."""
        return tuple((section, may_come_back(section.key)) for section in self.workshop.places if section.lost)

    @cached_property
    def pairs(self) -> tuple[PairRow, ...]:
        """Of the chosen block: those it prints in their order, then the others that are marked."""
        item = self.chosen.item if self.chosen else None
        if item is None:
            return ()
        known = {pair.id: pair for pair in editing.candidates(item, self.workshop.evidence)}
        named = editing.named_pairs(item, self.workshop.evidence)
        printed = [
            PairRow(name, _short(known[name].question), chosen=True, first=at == 0, last=at == len(named) - 1)
            for at, name in enumerate(named)
        ]
        others = [PairRow(pair.id, _short(pair.question), chosen=False) for pair in known.values()]
        return (*printed, *(row for row in others if row.id not in named))


def arranged(workshop: Workshop, chosen: str = "") -> Arranged:
    """`chosen` is the id of a block; one that is not there chooses none."""
    report = workshop.report
    notes = unresolved_by_section(report)
    orphans = {section.key: len(claims) for section, claims in workshop.claims_by_section}
    sections = {section.key: section for section in workshop.places}
    slots: dict[str, list[Text]] = {}
    for slot in workshop.slots:
        section = sections[slot.key]
        item = workshop.outline.item(slot.item)
        if item is not None:
            text = Text(blocks.text_name(slot, item), section, orphans.get(slot.key, 0), notes.get(slot.key, 0))
            slots.setdefault(slot.item, []).append(text)
    rows = tuple(
        _row(workshop, item, place, tuple(slots.get(item.id, ())), notes)
        for place, item in enumerate(workshop.outline.items, start=1)
    )
    return Arranged(
        workshop,
        rows,
        next((row for row in rows if row.item.id == chosen), None),
        Step.objects.filter(report=report).defer("outline").select_related("by").first(),
        sum(notes.values()),
    )


def _row(workshop: Workshop, item: Item, place: int, texts: tuple[Text, ...], notes: Mapping[str, int]) -> Row:
    words = blocks.words_of(item.kind)
    own = next((text.section.text for text in texts if text.section.key == item.id), "")
    beside = 0 if any(text.section.key == item.id for text in texts) else notes.get(item.id, 0)
    return Row(
        item=item,
        place=place,
        name=blocks.name_of(item, workshop.corpus, workshop.language, own),
        kind=words.name,
        tells=words.tells,
        texts=texts,
        comments=beside + sum(text.comments for text in texts),
        lost=is_lost(item, workshop.evidence),
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"
