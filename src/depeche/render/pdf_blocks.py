"""The layout as the plain data that `report.typ` sets: blocks of runs, each text made printable on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import singledispatch

from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Quote
from depeche.render import layout as lay
from depeche.render.charts import Chart, Table
from depeche.render.glyphs import MISSING, printable, running
from depeche.render.quotes import Look as QuoteLook
from depeche.render.quotes import paragraphs
from depeche.render.style import NARROW, WIDE

WHOLE = 1200  # a pair that fills less than a third of a page is not broken over two; in characters of an answer
BRISK = 9  # sections
SHEET_ROOM = 234  # mm of a page below the title of a sheet
ASKED_SIGNS, ASKED_LINE, ASKED_ROUND = 52, 7.8, 5  # signs a line of a question, mm a line, mm round each question
WRITE_LINE = 9  # mm between lines to write on
SAFE_LINKS = ("http", "mailto:")

Node = Mapping[str, object]
Nodes = list[Node]


def document(laid: lay.Layout) -> dict[str, object]:
    """Everything `report.typ` needs, as JSON values."""
    report = laid.report
    blocks = [block for section in laid.sections for block in _section(section)]
    if _holds(blocks, MISSING):
        blocks.append({"k": "quiet", "c": _plain(phrase(report.language, "missing_glyphs"))})
    return {
        "lang": report.language,
        "text_lang": report.text_language,
        "title": printable(report.title),
        "short": printable(_short(report.title)),
        "subtitle": printable(report.subtitle),
        "author": printable(report.publisher),
        "description": printable(report.method.reservation),
        "date": _day(report.date),
        "kind": laid.kind,
        "imprint": printable(laid.imprint),
        "brief": _runs(laid.brief),
        "contents": laid.contents,
        "brisk": brisk(laid),
        "blocks": blocks,
    }


def brisk(laid: lay.Layout) -> bool:
    """Whether a report is a few pages without parts: it has its title above the text, and needs no contents."""
    return len(laid.sections) <= BRISK and not any(section.new_page for section in laid.sections)


def _short(title: str) -> str:
    return title if len(title) <= 70 else f"{title[:67].rsplit(' ', 1)[0]} …"


def _day(iso: str) -> list[int] | None:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return [day.year, day.month, day.day]


def _holds(value: object, text: str) -> bool:
    if isinstance(value, str):
        return text in value
    if isinstance(value, Mapping):
        return any(_holds(item, text) for key, item in value.items() if key != "svg")
    return isinstance(value, list) and any(_holds(item, text) for item in value)


def _section(section: lay.Section) -> Iterator[Node]:
    if section.new_page:
        yield {"k": "page"}
    if section.title:
        yield _heading(section.title, section.level, outlined=section.listed)
    room = _lines_to_write(section)
    yield from ({**node, "lines": room} if node["k"] == "asked" else node for node in _nodes(section.elements))


def _lines_to_write(section: lay.Section) -> int:
    """Lines below each question of a sheet, so that they fill one page; as many as are asked for where they cannot."""
    asked = [element for element in section.elements if isinstance(element, lay.Asked)]
    wanted = max((element.lines for element in asked), default=0)
    above = any(not isinstance(element, lay.Asked) for element in section.elements)
    if not asked or above:  # how high the analyst's own text is, only Typst knows
        return wanted
    taken = sum(-(-len(element.pair.question.text) // ASKED_SIGNS) * ASKED_LINE + ASKED_ROUND for element in asked)
    fits = int((SHEET_ROOM - taken) / WRITE_LINE / len(asked))
    return min(fits, 2 * wanted) if fits >= wanted - 2 else wanted


def _nodes(elements: Iterable[lay.Element]) -> Nodes:
    return [node for element in elements for node in _node(element)]


@singledispatch
def _node(element: lay.Element) -> Nodes:
    raise TypeError(f"no print for {type(element).__name__}")


@_node.register
def _paragraph(element: lay.Paragraph) -> Nodes:
    kinds = {lay.Role.PLAIN: "p", lay.Role.LEAD: "lead", lay.Role.QUIET: "quiet"}
    return [{"k": kinds[element.role], "c": _runs(element.runs)}]


@_node.register
def _inner_heading(element: lay.Heading) -> Nodes:
    return [_heading(element.text, element.level - 1)]


@_node.register
def _listing(element: lay.Listing) -> Nodes:
    items = [_nodes(item) for item in element.items]
    return [{"k": "ol" if element.ordered else "ul", "items": items, "start": element.start}]


@_node.register
def _block_quote(element: lay.BlockQuote) -> Nodes:
    return [{"k": "quote", "blocks": _nodes(element.elements)}]


@_node.register
def _preformatted(element: lay.Preformatted) -> Nodes:
    return [{"k": "code", "s": "\n".join(running(line) for line in element.text.splitlines())}]


@_node.register
def _rule(_element: lay.Rule) -> Nodes:
    return [{"k": "rule", "s": ""}]


@_node.register
def _table_element(element: lay.TableElement) -> Nodes:
    return [_table(element.table, names=element.names, narrow=element.narrow)]


@_node.register
def _chart_element(element: lay.ChartElement) -> Nodes:
    table = _table(element.chart.table, narrow=not element.compact, tight=element.compact)
    return [_chart(element.chart, compact=element.compact), table]


@_node.register
def _columns(element: lay.Columns) -> Nodes:
    columns = [_nodes(column) for column in element.columns]
    if len(columns) == 1:  # the figures fill the column that another chart would have had
        return [{"k": "columns", "columns": [columns[0][:1], columns[0][1:]]}]
    rows = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    return [{"k": "columns", "columns": [*row, *([[]] if len(row) == 1 else [])]} for row in rows]


@_node.register
def _facts(element: lay.Facts) -> Nodes:
    return [{"k": "facts", "s": running("".join(run.text for run in element.runs)), "share": element.share}]


@_node.register
def _pair(element: lay.Pair) -> Nodes:
    pair = element.pair
    room = max(len(pair.question.text) * 2, len(pair.answer.text) if pair.answer else 0)
    silent: list[Nodes] = [[{"k": "q", "s": element.silent}]]
    return [
        {
            "k": "pair",
            "whole": room <= WHOLE,
            "q": _quote(pair.question),
            "a": _quote(pair.answer) if pair.answer else silent,
            "qby": running(element.asked_by),
            "aby": running(element.answered_by),
        }
    ]


@_node.register
def _asked(element: lay.Asked) -> Nodes:
    return [
        {
            "k": "asked",
            "q": _quote(element.pair.question),
            "qby": running(element.asked_by),
            "lines": element.lines,
        }
    ]


@_node.register
def _box(element: lay.Box) -> Nodes:
    kind = "reflection" if element.kind in {lay.BoxKind.REFLECTION, lay.BoxKind.NOTE} else "box"
    return [{"k": kind, "blocks": _nodes(element.elements)}]


def _plain(text: str) -> Nodes:
    return [{"k": "t", "s": running(text)}]


def _heading(text: str, level: int, *, outlined: bool = False) -> Node:
    return {"k": "h", "level": level, "s": running(text), "outlined": outlined}


def _runs(runs: lay.Runs) -> Nodes:
    return [_run(run) for run in runs]


def _run(run: lay.Run) -> Node:
    if run.look is lay.Look.BREAK:
        return {"k": "n"}
    words: Node = {"k": {lay.Look.CODE: "c", lay.Look.QUIET: "q"}.get(run.look, "t"), "s": running(run.text)}
    if run.look in {lay.Look.STRONG, lay.Look.EMPHASIS}:
        words = {"k": "b" if run.look is lay.Look.STRONG else "e", "c": [words]}
    return {"k": "l", "href": run.href, "c": [words]} if run.href.startswith(SAFE_LINKS) else words


def _table(table: Table, *, names: int = 1, narrow: bool = False, tight: bool = False) -> Node:
    """`narrow` keeps the numbers near their names; `tight` sets the rows closer."""
    head = [running(cell) for cell in table.head]
    rows = [[[running(line) for line in cell.split("\n")] for cell in row] for row in table.rows]
    return {"k": "table", "head": head, "rows": rows, "names": names, "narrow": narrow, "tight": tight}


def _chart(chart: Chart, *, compact: bool) -> Node:
    words = {name: printable(getattr(chart, name)) for name in ("title", "subtitle", "note", "alt")}
    return {"k": "chart", **words, "svg": printable(chart.draw(NARROW if compact else WIDE))}


def _quote(quote: Quote) -> list[Nodes]:
    def one(text: str, look: QuoteLook) -> Node:
        if look is QuoteLook.STRONG:
            return {"k": "b", "c": _plain(text)}
        return {"k": "t" if look is QuoteLook.PLAIN else "q", "s": running(text)}

    return [[one(text, look) for text, look in runs] for runs in paragraphs(quote)]
