"""The plan of a report's slides -> the presentation: each part in its layout, as much on a slide as can be read."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import singledispatchmethod

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.render.arrange import layout as arranged
from depeche.render.dates import long_date
from depeche.render.office import language_tag, set_properties, settled
from depeche.render.pptx import charts, plan, tables
from depeche.render.pptx.design import own_template
from depeche.render.pptx.fit import EASY, Page, best_size, pages
from depeche.render.pptx.frames import frame
from depeche.render.pptx.ink import clean
from depeche.render.pptx.layouts import Part, chosen_layouts, opened
from depeche.render.pptx.measure import Para, TextRun
from depeche.render.pptx.numbering import count_on
from depeche.render.pptx.page import NOTE_ROOM, TABLE_NOTE, SlidePage
from depeche.render.pptx.stripping import settle_parts, stripped

TEXT_SIZES = (26, 24, 22, 20, 18, 16, 14)
SMALL_SIZES = (16, 14)
SHEET_SIZES = (32, 28, 26, 24, 22, 20, 18, 16, 14)


def render_pptx(report: Report, template: bytes | None = None, choices: Mapping[str, str] | None = None) -> bytes:
    """The presentation. `choices` are {part: name of a layout of the template}; what they leave out is found.

    The same report and template give the same bytes. Raises OfficeError where the template cannot be used.
    """
    deck = _own(report.language) if template is None else stripped(opened(template))
    count_on(deck)
    _Writer(deck, report, choices or {}).write(plan.plan(arranged(report)))
    set_properties(deck.core_properties, report)
    settle_parts(deck)
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
        parts = [None] if data is None else charts.parted(data, slot.box._replace(height=slot.box.height - NOTE_ROOM))
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
        more = slot.room._replace(height=slot.room.height * 0.7)
        large = best_size(asked.question, room, SHEET_SIZES[:-2], here.stretch)
        size = large or best_size(asked.question, more, SHEET_SIZES, here.stretch)
        shown = [Page(asked.question, size)] if size else pages(asked.question, slot.room, SHEET_SIZES, here.stretch)
        if len(shown) > 1:  # a question that fills its slides gets its lines on one of their own
            shown = [*shown, Page((), EASY)]
        for at, one in enumerate(shown):
            page = self._page(Part.SHEET, asked.title, asked.notes)
            page.facts(asked.facts)
            page.sign("?", one.size)
            if one.paras:
                page.text("body", one.paras, (one.size,))
            if at == len(shown) - 1:
                page.lines(asked.lines, one)
            page.done()

    def _page(self, part: Part, title: str, notes: plan.Notes) -> SlidePage:
        return SlidePage(self._deck, self._report, self._frames[part], self._own(title), notes, self._date)

    def _own(self, title: str) -> str:
        """The title, with (continued) where a slide before has it."""
        word = phrase(self._report.language, "slides_continued")
        base = " ".join(clean(title).split()) or phrase(self._report.language, "in_short")
        name, number = base, 1
        while name.casefold() in self._titles:
            name = f"{base} ({word})" if number == 1 else f"{base} ({word} {number})"
            number += 1
        self._titles.add(name.casefold())
        return name
