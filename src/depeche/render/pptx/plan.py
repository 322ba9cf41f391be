"""A report's layout -> what its slides say, one after the other; not yet how much of it fits on one.

Plan > Cover, then of each section: Opener, Text, Drawn, Tabled, Paired, Asked. Every one carries what its speaker's
notes say: the words in full, the figures with their recipes, the quotes with their units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from depeche.core.reporting.model import (
    Appendix,
    Background,
    Block,
    Comparison,
    Method,
    PairQuote,
    Passage,
    Sheet,
    WordLists,
)
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Figure, Quote
from depeche.render import layout as page
from depeche.render.charts import Chart, Table
from depeche.render.pptx.flow import paras_of, quote_paras, text_runs
from depeche.render.pptx.measure import Kind, Para, TextRun

MANY_ROWS: Final = 40  # the table of a native chart with more rows is left to the chart's own data sheet

SHORT: Final = 170  # characters that fit below a table


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands in the speaker's notes beside the slide's own words."""

    words: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    lines: tuple[str, ...]
    notes: Notes


@dataclass(frozen=True, slots=True)
class Opener:
    title: str
    paras: tuple[Para, ...]
    notes: Notes


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    facts: tuple[TextRun, ...]
    paras: tuple[Para, ...]
    notes: Notes
    small: bool = False  # much text, for reading rather than showing


@dataclass(frozen=True, slots=True)
class Drawn:
    title: str
    chart: Chart
    block: Block
    notes: Notes


@dataclass(frozen=True, slots=True)
class Tabled:
    title: str
    caption: str
    table: Table
    names: int
    notes: Notes
    note: str = ""  # how to read it, said below


@dataclass(frozen=True, slots=True)
class Paired:
    """`name` is the theme; `title` adds which pair of how many it is."""

    title: str
    facts: tuple[TextRun, ...]
    question: tuple[Para, ...]
    answer: tuple[Para, ...]
    notes: Notes


@dataclass(frozen=True, slots=True)
class Asked:
    title: str
    facts: tuple[TextRun, ...]
    question: tuple[Para, ...]
    lines: int
    notes: Notes


Slide = Cover | Opener | Text | Drawn | Tabled | Paired | Asked


def plan(layout: page.Layout) -> tuple[Slide, ...]:
    """Every slide to be, in order; titles may still be alike."""
    return (_cover(layout), *(slide for section in _ordered(layout) for slide in _Section(layout, section).slides()))


def _ordered(layout: page.Layout) -> list[page.Section]:
    """The sections as they stand, but the method last."""
    last = [section for section in layout.sections if isinstance(section.block.body, Method)]
    return [section for section in layout.sections if section not in last] + last


def _cover(layout: page.Layout) -> Cover:
    report = layout.report
    brief = "".join(run.text for run in layout.brief)
    figures = tuple(run.figure for run in layout.brief if run.figure is not None)
    lines = tuple(line for line in (report.subtitle, layout.imprint) if line)
    return Cover(report.title, lines, Notes((layout.kind, brief), figures))


@dataclass(slots=True)
class _Section:
    """One section while it is divided: the title that stands now, and the paragraphs that wait for a slide."""

    layout: page.Layout
    section: page.Section
    title: str = ""
    facts: tuple[TextRun, ...] = ()
    waiting: list[page.Element] = field(default_factory=list)
    pairs: int = 0
    made: list[Slide] = field(default_factory=list)

    def slides(self) -> list[Slide]:
        self.title = self._name()
        body = self.section.block.body
        elements = list(self.section.elements)
        if self.section.level == 1 and not isinstance(body, Method | Passage | Sheet):
            elements = self._open(elements)
        for element in elements:
            self._take(element)
        self._flush()
        return self.made

    def _name(self) -> str:
        """The section's title, or what kind of text it is; with its relay where some of its kind have the same."""
        body = self.section.block.body
        title = self.section.title or phrase(self.layout.report.language, "in_short")
        alike = [other.title for other in self.layout.sections if isinstance(other.block.body, type(body))]
        source = getattr(body, "source_title", "")
        return f"{title} ({source})" if source and source not in title and len(set(alike)) < len(alike) else title

    def _open(self, elements: list[page.Element]) -> list[page.Element]:
        """The slide that opens a part, with the few words before anything else."""
        said: list[page.Element] = []
        while elements and isinstance(elements[0], page.Paragraph) and len(said) < 2:
            said.append(elements.pop(0))
        paras = tuple(para for element in said for para in self._paras(element))
        self.made.append(Opener(self.title, paras, self._notes(said)))
        return elements

    def _take(self, element: page.Element) -> None:
        """One element: it becomes a slide, or waits for one."""
        inner = _inner(element)
        if inner:
            for one in inner:
                self._take(one)
        elif isinstance(element, page.Heading) and self._turns(element):
            self._flush()
            self.title = f"{self._name()}: {element.text}"
        elif isinstance(element, page.ChartElement):
            self._chart(element.chart)
        elif isinstance(element, page.TableElement):
            self._flush()
            self.made.append(Tabled(self._caption(element), "", element.table, element.names, _of_table(element.table)))
        elif self._explains(element):
            self._annotate(element)
        elif isinstance(element, page.Pair):
            self._pair(element)
        elif isinstance(element, page.Asked):
            self._asked(element)
        else:
            self.facts = text_runs(element.runs) if isinstance(element, page.Facts) else self.facts
            self.waiting.append(element)

    def _explains(self, element: page.Element) -> bool:
        """Whether a short quiet paragraph follows a table, and tells how to read it."""
        if not isinstance(element, page.Paragraph) or element.role is not page.Role.QUIET or self.waiting:
            return False
        table = self.made[-1] if self.made else None
        return isinstance(table, Tabled) and len(table.note) + sum(len(run.text) for run in element.runs) <= SHORT

    def _annotate(self, element: page.Element) -> None:
        table = self.made[-1]
        if isinstance(table, Tabled):
            words = (table.note, *(para.text for para in self._paras(element)))
            self.made[-1] = replace(table, note=" · ".join(word for word in words if word))

    def _turns(self, heading: page.Heading) -> bool:
        """Whether a heading is one of ours, which begins a slide, rather than one in the analyst's text."""
        own = isinstance(self.section.block.body, Background | Comparison)
        return own and heading.level == self.section.level + 2

    def _caption(self, element: page.TableElement) -> str:
        caption = element.caption
        if not caption or caption in self.title:
            return self.title
        return f"{self._name()}: {caption}" if isinstance(self.section.block.body, Background | Method) else caption

    def _chart(self, chart: Chart) -> None:
        lead = [item for item in self.waiting if isinstance(item, page.Paragraph) and item.role is page.Role.LEAD]
        self.waiting = [item for item in self.waiting if item not in lead]
        self._flush()
        title = self._chart_title(chart)
        notes = self._notes(lead, (chart.alt, chart.note))
        self.made.append(Drawn(title, chart, self.section.block, replace(notes, figures=_figures(chart.table))))
        if len(chart.table.rows) <= MANY_ROWS:
            numbers = phrase(self.layout.report.language, "slides_numbers").format(title=title)
            self.made.append(Tabled(numbers, chart.subtitle, chart.table, 1, _of_table(chart.table, chart.note)))

    def _chart_title(self, chart: Chart) -> str:
        """The chart's own; with the relay where another chart has the same; behind the section's where it is a name."""
        body = self.section.block.body
        if isinstance(body, WordLists):
            return self._name() if len(body.columns) == 1 else f"{self._name()}: {chart.title}"
        source = getattr(self.section.block.body, "source_title", "")
        many = sum(other.title == chart.title for other in self._charts()) > 1
        return f"{source}: {chart.title[:1].lower()}{chart.title[1:]}" if many and source else chart.title

    def _charts(self) -> Iterator[Chart]:
        for section in self.layout.sections:
            for element in section.elements:
                for inner in _inner(element) or [element]:
                    if isinstance(inner, page.ChartElement):
                        yield inner.chart

    def _pair(self, element: page.Pair) -> None:
        if isinstance(self.section.block.body, Appendix):
            self.waiting.append(element)
            return
        intro = [item for item in self.waiting if not isinstance(item, page.Facts)]
        if intro:
            self._flush()
        self.waiting = []
        self.pairs += 1
        answer = element.pair.answer
        self.made.append(
            Paired(
                self._numbered(),
                self._facts_of(),
                (*self._quoted(element.pair.question), *_by(element.asked_by)),
                (*self._quoted(answer), *_by(element.answered_by)) if answer else _by(element.silent),
                self._notes([element]),
            )
        )

    def _facts_of(self) -> tuple[TextRun, ...]:
        """The facts of a theme, before them its relay where there are several."""
        body = self.section.block.body
        source = getattr(body, "source_title", "")
        sources = {getattr(section.block.body, "source_title", "") for section in self.layout.sections} - {""}
        if not source or len(sources) < 2 or source in self.title:
            return self.facts
        return (TextRun(source), *((TextRun(" · "), *self.facts) if self.facts else ()))

    def _numbered(self) -> str:
        count = sum(isinstance(item, page.Pair | page.Asked) for item in self.section.elements)
        if count < 2:
            return self.title
        of = phrase(self.layout.report.language, "slides_of").format(n=self.pairs, count=count)
        return f"{self.title} · {of}"

    def _asked(self, element: page.Asked) -> None:
        self._flush()
        self.pairs += 1
        question = (*self._quoted(element.pair.question), *_by(element.asked_by))
        notes = self._notes([element])
        self.made.append(Asked(self._numbered(), self._facts_of(), question, element.lines, notes))

    def _flush(self) -> None:
        """What waits becomes a slide of text."""
        waiting, self.waiting = self.waiting, []
        words = [item for item in waiting if not isinstance(item, page.Facts)]
        if not words and not (waiting and not self.made):
            return
        paras = tuple(para for item in words for para in self._paras(item))
        if isinstance(self.section.block.body, Appendix):
            self.made.append(Text(self.title, (), paras, self._notes(words), small=True))
        elif paras:
            self.made.append(Text(self.title, self._facts_of(), paras, self._notes(words)))
        else:
            facts = (Para(self._facts_of()),)
            self.made.append(Text(self.title, (), facts, self._notes(waiting)))

    def _paras(self, element: page.Element) -> tuple[Para, ...]:
        return paras_of(element, self._foreign())

    def _quoted(self, quote: Quote) -> tuple[Para, ...]:
        return quote_paras(quote, self._foreign())

    def _foreign(self) -> str:
        report = self.layout.report
        return report.text_language if report.text_language != report.language else ""

    def _notes(self, elements: Sequence[page.Element], more: Iterable[str] = ()) -> Notes:
        words = [para.text for element in elements for para in self._paras(element)]
        figures = [run.figure for element in elements for run in _runs(element) if run.figure is not None]
        pairs = [item for element in elements for item in _pairs(element)]
        quotes = [quote for pair in pairs for quote in (pair.question, pair.answer) if quote is not None]
        quotes += [item.quote for item in elements if isinstance(item, page.BlockQuote) and item.quote is not None]
        if self.facts and pairs:
            figures += [run.figure for item in self.section.elements for run in _facts_runs(item) if run.figure]
        return Notes((*words, *(word for word in more if word)), tuple(figures), tuple(quotes))


def _inner(element: page.Element) -> list[page.Element]:
    """What stands in columns or boxes, one after the other."""
    if isinstance(element, page.Columns):
        return [inner for column in element.columns for inner in column]
    return list(element.elements) if isinstance(element, page.Box) else []


def _by(text: str) -> tuple[Para, ...]:
    return (Para((TextRun(text, quiet=True),), Kind.QUIET),) if text else ()


def _facts_runs(element: page.Element) -> page.Runs:
    return element.runs if isinstance(element, page.Facts) else ()


def _runs(element: page.Element) -> Iterator[page.Run]:
    if isinstance(element, page.Paragraph | page.Facts):
        yield from element.runs
    elif isinstance(element, page.Listing):
        for item in element.items:
            for inner in item:
                yield from _runs(inner)
    elif isinstance(element, page.BlockQuote | page.Box):
        for inner in element.elements:
            yield from _runs(inner)


def _pairs(element: page.Element) -> tuple[PairQuote, ...]:
    return (element.pair,) if isinstance(element, page.Pair | page.Asked) else ()


def _figures(table: Table) -> tuple[Figure, ...]:
    return tuple(figure for row in table.figures for cell in row for figure in cell)


def _of_table(table: Table, note: str = "") -> Notes:
    return Notes((note,) if note else (), _figures(table))
