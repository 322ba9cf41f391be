"""Questions and answers as paragraphs: the sign in the margin, what it is in a word, then what was written.

Paragraphs and no table: they are read in order by a screen reader, flow over pages, and are edited like any text.
"""

from __future__ import annotations

from copy import copy
from typing import Final

from depeche.core.reporting.values import Quote
from depeche.render import layout as lay
from depeche.render.docx.added import INDENT
from depeche.render.docx.parts import Part
from depeche.render.docx.writer import Writer
from depeche.render.docx.xml import Element, el, paragraph, put, run_of
from depeche.render.quotes import Look, paragraphs

SIGN: Final = 32  # half points
LARGE: Final = 32
LINE_GAP: Final = 560  # twentieths of a point between lines to write on: 10 mm


def pair(item: lay.Pair, writer: Writer) -> list[Element]:
    asked = _side("?", "question", item.pair.question, item.asked_by, writer)
    if item.pair.answer is not None:
        return [*asked, *_side("!", "answer", item.pair.answer, item.answered_by, writer)]
    silent = [*_sign("!", "answer", writer), writer.run(item.silent, writer.colour(writer.palette.quiet))]
    return [*asked, paragraph(writer.styles.of(Part.ANSWER), silent)]


def asked(item: lay.Asked, writer: Writer) -> list[Element]:
    """The question large, then lines: the leaders of one paragraph's tabs, so that there is nothing empty to read."""
    question = _side("?", "question", item.pair.question, item.asked_by, writer, large=True)
    lines: list[Element] = []
    for at in range(item.lines):
        if at:
            lines.append(run_of(el("w:br")))
        lines.append(run_of(el("w:tab"), writer.colour(writer.palette.line)))
    if not lines:
        return question
    ruled = paragraph(
        writer.styles.of(Part.BODY),
        lines,
        el("w:tabs", el("w:tab", val="right", leader="underscore", pos=writer.width)),
        el("w:spacing", before=120, after=240, line=LINE_GAP, lineRule="exact"),
        el("w:keepLines"),
    )
    return [*question, ruled]


def _side(kind: str, word: str, quote: Quote, by: str, writer: Writer, *, large: bool = False) -> list[Element]:
    """One or more paragraphs: a question stays with its answer, or with the lines below it."""
    style = writer.styles.of(Part.QUESTION if kind == "?" else Part.ANSWER)
    found = paragraphs(quote)
    size = writer.size(LARGE) if large else []
    made = []
    for at, runs in enumerate(found):
        content = _sign(kind, word, writer) if not at else []
        content += [_quoted(text, look, writer, size) for text, look in runs]
        if by and at == len(found) - 1:
            content += [run_of(el("w:br")), writer.run(by, writer.colour(writer.palette.quiet), *writer.size(17))]
        line = paragraph(style, content)
        if at:
            put(line, el("w:ind", left=INDENT, firstLine=0))
        if kind == "?":
            put(line, el("w:keepNext"))
            put(line, el("w:keepLines"))
        if at and at < len(found):
            put(line, el("w:spacing", before=0))
        made.append(line)
    return made


def _sign(kind: str, word: str, writer: Writer) -> list[Element]:
    colour = writer.palette.accent if kind == "?" else writer.palette.second
    sign = writer.run(f"{kind}\t", el("w:b"), el("w:bCs"), writer.colour(colour), *writer.size(SIGN))
    label = writer.run(f"{writer.words(word)}: ", writer.colour(writer.palette.quiet), *writer.size(17))
    return [sign, label]


def _quoted(text: str, look: Look, writer: Writer, size: list[Element]) -> Element:
    own = list(map(copy, size))
    if look is Look.STRONG:
        own += [el("w:b"), el("w:bCs")]
    elif look is not Look.PLAIN:
        own.append(writer.colour(writer.palette.quiet))
    return writer.run(text, *own, quoted=True)
