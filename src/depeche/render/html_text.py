"""Prose, sentences, quotes, figures and charts as HTML."""

from __future__ import annotations

from depeche.core.reporting.model import Prose, Quote, Report, Sentence
from depeche.core.reporting.speak import Voice, resolved, spoken
from depeche.render.charts import Table
from depeche.render.markdown import Block, Inline, parse
from depeche.render.markup import Markup, el, join
from depeche.render.quotes import Look, paragraphs


def prose(text: Prose, language: str, level: int) -> Markup:
    """The analyst's Markdown; its top headings become `h<level>`."""
    return join(_block(block, level) for block in parse(resolved(text, language)))


def _block(block: Block, level: int) -> Markup:
    inner = join(_inline(item) for item in block.inlines)
    if block.kind == "p":
        return el("p", inner)
    if block.kind == "h":
        return el(f"h{min(6, level + max(0, block.level - 2))}", inner)
    if block.kind in {"code", "rule"}:
        return el("hr") if block.kind == "rule" else el("pre", el("code", block.text))
    if block.kind == "table":
        return _table(block)
    tag = {"quote": "blockquote"}.get(block.kind, block.kind)
    start = block.level if block.kind == "ol" and block.level != 1 else None
    tight = block.kind == "li" and len(block.blocks) == 1 and block.blocks[0].kind == "p"
    if tight:
        return el("li", [_inline(item) for item in block.blocks[0].inlines])
    return el(tag, [_block(child, level) for child in block.blocks], start=start)


def _table(block: Block) -> Markup:
    cells = [[join(_inline(item) for item in cell.inlines) for cell in row.blocks] for row in block.blocks]
    head, *rows = cells
    return el(
        "table",
        el("thead", el("tr", [el("th", cell, scope="col") for cell in head])),
        el("tbody", [el("tr", [el("td", cell) for cell in row]) for row in rows]),
        class_="dr-table",
    )


def _inline(item: Inline) -> Markup:
    inner = [_inline(child) for child in item.children]
    if item.kind == "break":
        return el("br")
    if item.kind == "link":
        return el("a", inner, href=item.href, rel="noopener noreferrer") if item.href else join(inner)
    if item.kind in {"strong", "em"}:
        return el(item.kind, inner)
    return el("code", item.text) if item.kind == "code" else join([item.text])


def sentence(value: Sentence, language: str) -> Markup:
    """A sentence of ours; names set in are emphasised."""
    return join(
        el("em", run.text) if run.voice is Voice.WORD else Markup(join([run.text])) for run in spoken(value, language)
    )


def sentences(values: tuple[Sentence, ...], language: str) -> Markup:
    """Sentences as one paragraph, nothing for none."""
    if not values:
        return Markup("")
    parts = [part for value in values for part in (" ", sentence(value, language))]
    return el("p", parts[1:])


def quotation(value: Quote, report: Report) -> Markup:
    """The paragraphs of a quote, highlights bold, trims marked."""
    language = report.text_language if report.text_language != report.language else None
    return join(el("p", [_run(text, look) for text, look in runs], lang=language) for runs in paragraphs(value))


def _run(text: str, look: Look) -> Markup:
    if look is Look.STRONG:
        return el("strong", text)
    return el("span", text, class_="dr-trim") if look is Look.TRIM else join([text])


def data_table(table: Table, label: str, *, names: int = 1) -> Markup:
    """A table of figures that can be scrolled by keyboard when it is wider than the page."""
    head = el(
        "tr",
        [el("th", text, scope="col", class_="dr-n" if at >= names else None) for at, text in enumerate(table.head)],
    )
    rows = [
        el(
            "tr",
            el("th", _row_name(row[0]), scope="row"),
            [el("td", text, class_="dr-n" if at >= names else None) for at, text in enumerate(row[1:], 1)],
        )
        for row in table.rows
    ]
    inner = el("table", el("caption", label, class_="dr-sr"), el("thead", head), el("tbody", rows), class_="dr-table")
    return el("div", inner, class_="dr-scroll", role="region", aria_label=label, tabindex=0)


def _row_name(text: str) -> Markup:
    name, _, more = text.partition("\n")
    return join((name, el("span", more, class_="dr-roles"))) if more else join([name])
