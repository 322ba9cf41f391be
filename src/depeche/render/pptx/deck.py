"""The plan of a report's slides -> the presentation: each part in its layout, as much on a slide as can be read."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import singledispatchmethod

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.render.arrange import layout as arranged
from depeche.render.charts import Chart
from depeche.render.dates import long_date
from depeche.render.office import language_tag, set_properties, settled
from depeche.render.pptx import charts, plan, tables
from depeche.render.pptx.design import own_template
from depeche.render.pptx.design_xml import A, P
from depeche.render.pptx.fit import EASY, Page, best_size, pages, short_title, title_size
from depeche.render.pptx.frames import Frame, Slot, frame
from depeche.render.pptx.ink import clean, paragraphs, quiet, runs, solid
from depeche.render.pptx.layouts import EMU, Part, chosen_layouts, opened
from depeche.render.pptx.measure import LEAST, Kind, Para, Rect, TextRun, height
from depeche.render.pptx.notes import said
from depeche.render.pptx.shapes import clear, decorate, describe, foot, order, put, take_place, text_shape, write
from depeche.render.pptx.stripping import stripped

TEXT_SIZES = (26, 24, 22, 20, 18, 16, 14)
SMALL_SIZES = (16, 14)
SHEET_SIZES = (32, 28, 26, 24, 22, 20, 18, 16, 14)
TABLE_NOTE = 46.0  # points, for two lines on how to read a table
NOTE_ROOM = 26.0  # points, for the source of a chart
LINE_STEP = 40.0  # points between lines to write on
_ASIDE = 8.0  # points a programme keeps free at the left and right of a text
LONGEST = 90  # characters of the title at the foot


def render_pptx(report: Report, template: bytes | None = None, choices: Mapping[str, str] | None = None) -> bytes:
    """The presentation. `choices` are {part: name of a layout of the template}; what they leave out is found.

    The same report and template give the same bytes. Raises OfficeError where the template cannot be used.
    """
    deck = _own(report.language) if template is None else stripped(opened(template))
    _Writer(deck, report, choices or {}).write(plan.plan(arranged(report)))
    set_properties(deck.core_properties, report)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


def _own(language: str) -> Deck:
    return Presentation(io.BytesIO(own_template(language)))


class _Writer:
    def __init__(self, deck: Deck, report: Report, choices: Mapping[str, str]) -> None:
        self._deck, self._report = deck, report
        self._lang = language_tag(report.language)
        self._frames = {part: frame(deck, one, part) for part, one in chosen_layouts(deck, choices).items()}
        self._titles: set[str] = set()
        self._date = long_date(report.date, report.language) if report.date else ""

    def write(self, slides: Sequence[plan.Slide]) -> None:
        for slide in slides:
            self._put(slide)

    @singledispatchmethod
    def _put(self, said: plan.Slide) -> None:
        raise TypeError(type(said).__name__)

    @_put.register
    def _cover(self, cover: plan.Cover) -> None:
        page = self._page(Part.TITLE, cover.title, cover.notes)
        paras = tuple(Para((TextRun(line),)) for line in cover.lines)
        if paras:
            page.text("body", paras, (20, 18, 16, 14))
        page.done(numbered=False)

    @_put.register
    def _opener(self, opener: plan.Opener) -> None:
        slot = self._frames[Part.SECTION].body()
        fits = best_size(opener.paras, slot.room, (22, 20, 18, 16), self._frames[Part.SECTION].stretch)
        page = self._page(Part.SECTION, opener.title, opener.notes)
        if opener.paras and fits:
            page.text("body", opener.paras, (22, 20, 18, 16))
        page.done()
        if opener.paras and not fits:
            self._text(plan.Text(opener.title, (), opener.paras, opener.notes))

    @_put.register
    def _text(self, text: plan.Text) -> None:
        here = self._frames[Part.TEXT]
        slot = here.body(facts=bool(text.facts))
        sizes = SMALL_SIZES if text.small else TEXT_SIZES
        for one in pages(text.paras, slot.room, sizes, here.stretch):
            page = self._page(Part.TEXT, text.title, text.notes)
            page.facts(text.facts)
            page.text("body", one.paras, (one.size,))
            page.done()

    @_put.register
    def _drawn(self, drawn: plan.Drawn) -> None:
        slot = self._frames[Part.CHART].body(facts=True)
        data = charts.data_of(drawn.chart, drawn.block, self._report.language)
        parts = [None] if data is None else charts.parted(data, slot.box.height - NOTE_ROOM)
        for part in parts:
            page = self._page(Part.CHART, drawn.title, drawn.notes)
            page.facts((TextRun(drawn.chart.subtitle),))
            page.chart(drawn.chart, part)
            page.done()

    @_put.register
    def _tabled(self, tabled: plan.Tabled) -> None:
        here = self._frames[Part.TABLE]
        slot = here.body(facts=bool(tabled.caption))
        box = slot.box._replace(height=slot.box.height - (TABLE_NOTE if tabled.note else 0))
        for sheet in tables.sheets(tabled.table, tabled.names, box, here.stretch):
            page = self._page(Part.TABLE, tabled.title, tabled.notes)
            page.facts((TextRun(tabled.caption),) if tabled.caption else ())
            page.table(sheet, tabled.title)
            page.note(tabled.note, TABLE_NOTE)
            page.done()

    @_put.register
    def _paired(self, pair: plan.Paired) -> None:
        here = self._frames[Part.PAIR]
        facts = bool(pair.facts)
        boxes = {name: here.body(name, facts=facts).room for name in ("question", "answer")}
        sizes = [
            best_size(paras, boxes[name], stretch=here.stretch)
            for name, paras in (("question", pair.question), ("answer", pair.answer))
        ]
        known = [size for size in sizes if size is not None]
        if len(known) == 2 and min(known) >= EASY:
            page = self._page(Part.PAIR, pair.title, pair.notes)
            page.facts(pair.facts)
            for name, paras in (("question", pair.question), ("answer", pair.answer)):
                page.sign("?" if name == "question" else "!", min(known))
                page.text(name, paras, (min(known),))
            page.done()
            return
        language = self._report.language
        for part, sign, paras, key in (
            (Part.QUESTION, "?", pair.question, "question"),
            (Part.ANSWER, "!", pair.answer, "answer"),
        ):
            title = f"{pair.title}: {phrase(language, key).lower()}"
            self._single(part, sign, title, pair.facts, paras, pair.notes)

    def _single(
        self, part: Part, sign: str, title: str, facts: tuple[TextRun, ...], paras: tuple[Para, ...], notes: plan.Notes
    ) -> None:
        """A question or an answer alone, over as many slides as it needs."""
        here = self._frames[part]
        for one in pages(paras, here.body(facts=bool(facts)).room, stretch=here.stretch):
            page = self._page(part, title, notes)
            page.facts(facts)
            page.sign(sign, one.size)
            page.text("body", one.paras, (one.size,))
            page.done()

    @_put.register
    def _asked(self, asked: plan.Asked) -> None:
        here = self._frames[Part.SHEET]
        slot = here.body(facts=bool(asked.facts))
        room = slot.room._replace(height=slot.room.height * 0.55)
        shown = pages(asked.question, room, SHEET_SIZES, here.stretch)
        for at, one in enumerate(shown):
            page = self._page(Part.SHEET, asked.title, asked.notes)
            page.facts(asked.facts)
            page.sign("?", one.size)
            page.text("body", one.paras, (one.size,))
            if at == len(shown) - 1:
                page.lines(asked.lines, one)
            page.done()

    def _page(self, part: Part, title: str, notes: plan.Notes) -> _Page:
        return _Page(self._deck, self._report, self._frames[part], self._own(title), notes, self._date)

    def _own(self, title: str) -> str:
        """The title, with (continued) where a slide before has it."""
        word = phrase(self._report.language, "slides_continued")
        base = " ".join(clean(title).split()) or phrase(self._report.language, "slides_text")
        name, number = base, 1
        while name.casefold() in self._titles:
            name = f"{base} ({word})" if number == 1 else f"{base} ({word} {number})"
            number += 1
        self._titles.add(name.casefold())
        return name


class _Page:
    """One slide while it is written."""

    def __init__(self, deck: Deck, report: Report, here: Frame, title: str, notes: plan.Notes, date: str) -> None:
        self._slide: Slide = deck.slides.add_slide(here.layout)
        self._report, self._here, self._notes, self._date = report, here, notes, date
        self._lang = language_tag(report.language)
        self._title = title
        self._has_facts = False
        self._used: list[etree._Element] = []
        self._write_title(title)

    def _write_title(self, title: str) -> None:
        slot = self._here.title
        shown = short_title(title, slot.room, self._here.stretch)
        size = title_size(shown, slot.room, self._here.title_size, self._here.stretch)
        shape = text_shape(self._slide, slot, "Titel" if self._report.language == "da" else "Title", title=True)
        line = etree.Element(f"{{{A}}}p")
        line.extend(runs(TextRun(shown), size, self._lang, None))
        write(shape, [line])
        self._used.append(shape)

    def facts(self, words: tuple[TextRun, ...]) -> None:
        """A line of small facts below the title; nothing for none."""
        text = "".join(run.text for run in words)
        if not text.strip():
            return
        self._has_facts = True
        slot = self._here.facts_slot()
        size = title_size(text, slot.room, 18) or 18
        para = Para((TextRun(short_title(text, slot.room)),))
        shape = text_shape(self._slide, slot, "Nøgletal" if self._report.language == "da" else "Facts")
        made = paragraphs([para], size, self._lang, self._slide)
        for look in made[0].iter(f"{{{A}}}rPr"):
            look.insert(0, quiet())
        write(shape, made)
        self._used.append(shape)

    def text(self, name: str, paras: Sequence[Para], sizes: Sequence[int]) -> None:
        """Paragraphs in a slot, in the largest of the sizes that fits."""
        slot = self._slot(name)
        size = best_size(paras, slot.room, sizes, self._here.stretch) or sizes[-1]
        shape = text_shape(self._slide, slot, name.capitalize())
        write(shape, paragraphs(paras, size, self._lang, self._slide), "t" if slot.moved else "")
        self._used.append(shape)

    def sign(self, sign: str, size: float) -> None:
        """? or ! beside the text, where the layout does not have it."""
        box = self._here.signs.get(sign)
        if box is None:
            return
        slot = self._slot("body" if "body" in self._here.slots else "question")
        large = min(60.0, size * 2.4)
        place = Rect(box.left, slot.box.top - large * 0.3, box.width, large * 1.35)
        shape = text_shape(self._slide, Slot(None, place, moved=True, room=place), sign)
        line = etree.Element(f"{{{A}}}p")
        tone = "accent1" if sign == "?" else "accent2"
        line.extend(runs(TextRun(sign, bold=True), large, self._lang, None, colour=tone))
        write(shape, [line], "t", shrink=False)
        decorate(shape, sign)

    def chart(self, chart: Chart, data: charts.Data | None) -> None:
        """The chart: PowerPoint's own where it has that kind; its source below."""
        slot = self._slot("body")
        box = slot.box._replace(height=slot.box.height - NOTE_ROOM)
        shape = charts.picture(self._slide, chart, box) if data is None else charts.native(self._slide, data, box)
        describe(shape, chart.title, charts.words_of(chart))
        take_place(self._slide, slot, shape)
        self._used.append(shape)
        self.note(chart.note, NOTE_ROOM)

    def note(self, text: str, room: float) -> None:
        """Small words along the foot of the content; nothing for none."""
        if not text:
            return
        slot = self._slot("body")
        place = Rect(slot.box.left, slot.box.bottom - room + 2, slot.box.width, room - 2)
        words = short_title(text, place.inside(_ASIDE, 0))
        shape = text_shape(self._slide, Slot(None, place, moved=True, room=place), "Note")
        para = Para((TextRun(words, quiet=True),), Kind.QUIET)
        write(shape, paragraphs([para], LEAST, self._lang, self._slide), "b")
        self._used.append(shape)

    def table(self, sheet: tables.Sheet, title: str) -> None:
        slot = self._slot("body")
        shape = tables.draw(self._slide, sheet, slot.box, self._lang)
        words = phrase(self._report.language, "slides_table").format(title=title, columns=", ".join(sheet.head))
        describe(shape, title, clean(words).replace("\v", " "))
        take_place(self._slide, slot, shape)
        self._used.append(shape)

    def lines(self, count: int, one: Page) -> None:
        """Lines to write on, from below the question to the foot of its place."""
        slot = self._slot("body")
        high = height(one.paras, one.size, slot.room.width, self._here.stretch)
        put(
            self._used[-1],
            slot.box._replace(height=min(slot.box.height, high + slot.box.height - slot.room.height + 4)),
        )
        first = slot.room.top + high + LINE_STEP * 1.2
        for at in range(count):
            level = first + at * LINE_STEP
            if level > slot.box.bottom:
                break
            ends = [round(value * EMU) for value in (slot.room.left, level, slot.room.right, level)]
            line = self._slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
            look = line._element.find(f"{{{P}}}spPr")
            drawn = etree.SubElement(look, f"{{{A}}}ln", w=str(EMU))
            drawn.append(solid("tx1"))
            etree.SubElement(drawn[0][0], f"{{{A}}}alpha", val="50000")
            decorate(line._element, f"Linje {at + 1}")

    def _slot(self, name: str) -> Slot:
        return self._here.body(name, facts=self._has_facts)

    def done(self, *, numbered: bool = True) -> None:
        """What is left: foot, empty placeholders, order of reading, notes."""
        clear(self._slide, self._used)
        order(self._slide, self._used)
        if numbered:
            words = {
                "number": str(len(self._slide.part.package.presentation_part.presentation.slides)),
                "footer": _foot(self._report.title),
                "date": self._date,
            }
            foot(self._slide, self._here.layout, words, self._lang)
        frame = self._slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = said(self._notes, self._report)
            for look in frame._txBody.iter(f"{{{A}}}r"):
                look.insert(0, etree.Element(f"{{{A}}}rPr", lang=self._lang))


def _foot(title: str) -> str:
    short = " ".join(clean(title).split())
    return short if len(short) <= LONGEST else f"{short[: LONGEST - 2].rsplit(' ', 1)[0]} …"
