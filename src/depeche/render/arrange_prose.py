"""The analyst's Markdown -> elements, its figures kept as figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from depeche.core.reporting.speak import REFERENCE, quoted_lines, shown
from depeche.core.reporting.values import Prose, Quote
from depeche.render.charts import Table
from depeche.render.layout import (
    BlockQuote,
    Element,
    Heading,
    Listing,
    Look,
    Paragraph,
    Preformatted,
    Rule,
    Run,
    Runs,
    TableElement,
)
from depeche.render.markdown import Block, Inline, parse, plain

# Two signs of the private-use area stand round the number of a figure while the Markdown is read.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_LOOKS: Final = {"strong": Look.STRONG, "em": Look.EMPHASIS, "code": Look.CODE, "text": Look.PLAIN}


def prose(text: Prose, language: str, level: int) -> list[Element]:
    """The elements of a text; its top headings become headings of `level`."""
    return _Prose(text, language, level).elements


class _Prose:
    def __init__(self, text: Prose, language: str, level: int) -> None:
        self._language, self._level = language, level
        self._figures = [named.figure for named in text.figures]
        places = {named.name: at for at, named in enumerate(text.figures)}
        self._quotes = {_flat(cited.text): cited.found for cited in text.quotes}
        lines = []
        for line, quoted in quoted_lines(text.markdown.replace(_OPEN, "").replace(_CLOSE, "")):
            lines.append(line if quoted else REFERENCE.sub(lambda match: _marked(match, places), line))
        self.elements = [self._block(block) for block in parse("\n".join(lines))]

    def _block(self, block: Block) -> Element:
        makers: dict[str, Callable[[Block], Element]] = {
            "p": lambda found: Paragraph(self._runs(found.inlines)),
            "h": lambda found: Heading(min(6, self._level + max(0, found.level - 2)), self._words(found.inlines)),
            "code": lambda found: Preformatted(self._plain(found.text)),
            "rule": lambda _found: Rule(),
            "table": self._table,
            "ul": self._listing,
            "ol": self._listing,
            "quote": lambda found: BlockQuote(self._inner(found), self._quote(found)),
        }
        return makers[block.kind](block)

    def _inner(self, block: Block) -> tuple[Element, ...]:
        return tuple(self._block(child) for child in block.blocks)

    def _listing(self, block: Block) -> Listing:
        items = tuple(self._inner(item) for item in block.blocks)
        return Listing(items, ordered=block.kind == "ol", start=max(1, block.level))

    def _quote(self, block: Block) -> Quote | None:
        return self._quotes.get(_flat(plain(block.blocks)))

    def _table(self, block: Block) -> TableElement:
        rows = [tuple(self._words(cell.inlines) for cell in row.blocks) for row in block.blocks]
        return TableElement(Table(rows[0], tuple(rows[1:])), "", names=len(rows[0]))

    def _runs(self, inlines: tuple[Inline, ...], look: Look = Look.PLAIN, href: str = "") -> Runs:
        out: list[Run] = []
        for item in inlines:
            if item.kind == "break":
                out.append(Run("", Look.BREAK))
            elif item.kind == "link":
                out += self._runs(item.children, look, item.href)
            elif item.children:
                out += self._runs(item.children, _LOOKS[item.kind], href)
            else:
                out += self._split(item.text, Look.CODE if item.kind == "code" else look, href)
        return tuple(out)

    def _split(self, text: str, look: Look, href: str) -> list[Run]:
        out: list[Run] = []
        for at, part in enumerate(_MARK.split(text)):
            if at % 2:
                figure = self._figures[int(part)]
                out.append(Run(shown(figure, self._language), look, href, figure))
            elif part:
                out.append(Run(part, look, href))
        return out

    def _words(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(" " if run.look is Look.BREAK else run.text for run in self._runs(inlines))

    def _plain(self, text: str) -> str:
        return _MARK.sub(lambda match: shown(self._figures[int(match[1])], self._language), text)


def _marked(match: re.Match[str], places: dict[str, int]) -> str:
    at = places.get(match[1])
    return match[0] if at is None else f"{_OPEN}{at}{_CLOSE}"


def _flat(text: str) -> str:
    return " ".join(text.split())
