"""One slide while it is written: its title, texts, signs, chart, table, lines to write on, foot and notes."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.render.charts import Chart
from depeche.render.office import language_tag
from depeche.render.pptx import charts, plan, tables
from depeche.render.pptx.design_xml import A
from depeche.render.pptx.fit import Page, best_size, short_title, title_size
from depeche.render.pptx.frames import Frame, Slot
from depeche.render.pptx.ink import clean, paragraphs, quiet, runs
from depeche.render.pptx.layouts import emu
from depeche.render.pptx.measure import LEAST, Kind, Para, Rect, TextRun, height
from depeche.render.pptx.notes import said
from depeche.render.pptx.shapes import clear, decorate, describe, foot, order, put, take_place, text_shape, thin, write

TABLE_NOTE = 46.0  # points, for two lines on how to read a table
NOTE_ROOM = 30.0  # points, for the source of a chart
LINE_STEP = 40.0  # points between lines to write on
_ASIDE, _ABOVE = 8.0, 3.6  # points a programme keeps free beside and above a text
LONGEST = 90  # characters of the title at the foot


class SlidePage:
    """One slide while it is written."""

    def __init__(self, deck: Deck, report: Report, here: Frame, title: str, notes: plan.Notes, date: str) -> None:
        self._slide: Slide = deck.slides.add_slide(here.layout)
        self._report, self._here, self._notes, self._date = report, here, notes, date
        self._lang = language_tag(report.language)
        self._title = title
        self._has_facts = False
        self._used: list[etree._Element] = []
        self._written = self._write_title(title)

    def _write_title(self, title: str) -> str:
        """Written as far as it fits; what was."""
        slot = self._here.title
        shown = short_title(title, slot.room, self._here.stretch)
        size = title_size(shown, slot.room, self._here.title_size, self._here.stretch)
        shape = text_shape(self._slide, slot, "Titel" if self._report.language == "da" else "Title", title=True)
        line = etree.Element(f"{{{A}}}p")
        line.extend(runs(TextRun(shown), size, self._lang, None))
        write(shape, [line])
        self._used.append(shape)
        return shown

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
        if not paras:
            return
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
        place = Rect(box.left, slot.box.top - large * 0.3, box.width, large * 1.3 + 9)
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
        take_place(self._slide, slot, shape, "pic" if data is None else "chart")
        self._used.append(shape)
        self.note(chart.note, NOTE_ROOM)

    def note(self, text: str, room: float) -> None:
        """Small words along the foot of the content; nothing for none."""
        if not text:
            return
        slot = self._slot("body")
        place = Rect(slot.box.left, slot.box.bottom - room + 2, slot.box.width, room - 2)
        words = short_title(text, place.inside(_ASIDE, _ABOVE))
        shape = text_shape(self._slide, Slot(None, place, moved=True, room=place), "Note")
        para = Para((TextRun(words, quiet=True),), Kind.QUIET)
        write(shape, paragraphs([para], LEAST, self._lang, self._slide), "b")
        self._used.append(shape)

    def table(self, sheet: tables.Sheet, title: str) -> None:
        slot = self._slot("body")
        shape = tables.draw(self._slide, sheet, slot.box, self._lang)
        words = phrase(self._report.language, "slides_table").format(title=title, columns=", ".join(sheet.head))
        describe(shape, title, clean(words).replace("\v", " "))
        take_place(self._slide, slot, shape, "tbl")
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
            left, right, down = emu(slot.room.left), emu(slot.room.right), emu(level)
            line = self._slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, left, down, right, down)
            thin(line._element)
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
            whole = "" if self._written == self._title else f"{self._title}\n"
            frame.text = whole + said(self._notes, self._report)
            for look in frame._txBody.iter(f"{{{A}}}r"):
                look.insert(0, etree.Element(f"{{{A}}}rPr", lang=self._lang))


def _foot(title: str) -> str:
    short = " ".join(clean(title).split())
    return short if len(short) <= LONGEST else f"{short[: LONGEST - 2].rsplit(' ', 1)[0]} …"
