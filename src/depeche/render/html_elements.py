"""The elements of a layout as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import singledispatch

from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import per_cent, shown
from depeche.core.reporting.values import Figure, Quote
from depeche.render import layout as lay
from depeche.render import style
from depeche.render.charts import Chart
from depeche.render.html_text import CellMaker, data_table
from depeche.render.markup import Markup, el, join
from depeche.render.quotes import Look as QuoteLook
from depeche.render.quotes import paragraphs

Picture = Callable[[Chart, bool], Markup]  # the chart, and whether it stands in a narrow column
Ground = Callable[[Figure | Quote], str | None]


def nowhere(_value: Figure | Quote) -> str | None:
    """A page whose figures and quotes lead nowhere: one for reading offline, a preview."""
    return None


@dataclass(frozen=True, slots=True)
class Page:
    """What the elements of one page share: the languages, how a chart is shown, and where each figure and each quote
    says what it rests on (`None`: nowhere).
    """

    language: str
    text_language: str
    picture: Picture
    ground: Ground = nowhere


def elements(found: Iterable[lay.Element], page: Page) -> Markup:
    return join(element(item, page) for item in found)


@singledispatch
def element(item: lay.Element, _page: Page) -> Markup:
    raise TypeError(f"no HTML for {type(item).__name__}")


def runs(found: lay.Runs, page: Page) -> Markup:
    return join(_run(run, page) for run in found)


def _run(run: lay.Run, page: Page) -> Markup:
    tags = {lay.Look.STRONG: "strong", lay.Look.EMPHASIS: "em", lay.Look.CODE: "code"}
    if run.look is lay.Look.BREAK:
        return el("br")
    words = el(tags[run.look], run.text) if run.look in tags else join([run.text])
    if run.href:
        return el("a", words, href=run.href, rel="noopener noreferrer")
    return to_ground(words, run.figure, page)


def to_ground(words: Markup, figure: Figure | None, page: Page) -> Markup:
    """A figure as a quiet link to what it rests on, where the page leads there."""
    href = page.ground(figure) if figure is not None else None
    return el("a", words, href=href, class_="dr-ground") if href else words


@element.register
def _paragraph(item: lay.Paragraph, page: Page) -> Markup:
    return el("p", runs(item.runs, page), class_="dr-note" if item.role is lay.Role.QUIET else None)


@element.register
def _heading(item: lay.Heading, _page: Page) -> Markup:
    return el(f"h{min(6, item.level)}", item.text)


@element.register
def _listing(item: lay.Listing, page: Page) -> Markup:
    entries = []
    for inner in item.items:
        only = inner[0] if len(inner) == 1 else None
        tight = runs(only.runs, page) if isinstance(only, lay.Paragraph) else None
        entries.append(el("li", elements(inner, page) if tight is None else tight))
    start = item.start if item.ordered and item.start != 1 else None
    return el("ol" if item.ordered else "ul", entries, start=start)


@element.register
def _block_quote(item: lay.BlockQuote, page: Page) -> Markup:
    return el("blockquote", elements(item.elements, page), _from(item.quote, page))


@element.register
def _preformatted(item: lay.Preformatted, _page: Page) -> Markup:
    return el("pre", el("code", item.text))


@element.register
def _rule(_item: lay.Rule, _page: Page) -> Markup:
    return el("hr")


@element.register
def _table(item: lay.TableElement, page: Page) -> Markup:
    return data_table(item.table, item.caption or item.table.head[0], names=item.names, cell=_cells(page))


def _cells(page: Page) -> CellMaker:
    """Cells whose numbers lead to what they rest on."""

    def cell(text: str, figures: tuple[Figure, ...]) -> Markup:
        parts: list[Markup] = []
        for figure in figures:
            words = next((word for word in _said(figure, page.language) if word in text), "")
            before, found, text = text.partition(words) if words else (text, "", "")
            parts += [join([before]), to_ground(join([found]), figure, page)] if found else [join([before])]
        return join((*parts, text))

    return cell


def _said(figure: Figure, language: str) -> tuple[str, ...]:
    """How a cell may print it, the longer way first."""
    return per_cent(figure.value, language), shown(figure, language)


@element.register
def _chart(item: lay.ChartElement, page: Page) -> Markup:
    """A chart with its title, of whom, its source, and the same figures as a table one click away."""
    chart = item.chart
    return el(
        "figure",
        el("figcaption", el("strong", chart.title), " ", el("span", chart.subtitle)),
        page.picture(chart, item.compact),
        el("p", chart.note, class_="dr-note"),
        el(
            "details",
            el("summary", phrase(page.language, "show_table")),
            data_table(chart.table, f"{chart.title}. {chart.subtitle}", cell=_cells(page)),
        ),
        class_="dr-figure",
    )


@element.register
def _columns(item: lay.Columns, page: Page) -> Markup:
    return el("div", [elements(column, page) for column in item.columns], class_="dr-columns")


@element.register
def _facts(item: lay.Facts, page: Page) -> Markup:
    return el("p", _share(item.share), el("span", runs(item.runs, page)), class_="dr-share")


def _share(per_cent: float) -> Markup:
    """The share drawn small: a bar of 96 px, filled so far."""
    bar = [
        el("rect", width=96, height=8, rx=2, fill=style.LINE),
        el("rect", width=f"{max(0.0, min(100.0, per_cent)) * 0.96:.1f}", height=8, rx=2, fill=style.ACCENT),
    ]
    return el("svg", bar, width=96, height=8, viewBox="0 0 96 8", aria_hidden="true", focusable="false")


@element.register
def _pair(item: lay.Pair, page: Page) -> Markup:
    answer = quotation(item.pair.answer, page) if item.pair.answer else el("p", item.silent, class_="dr-silent")
    return el(
        "div",
        _side(
            "dr-q",
            "?",
            quotation(item.pair.question, page),
            item.asked_by,
            phrase(page.language, "question"),
            _from(item.pair.question, page),
        ),
        _side("dr-a", "!", answer, item.answered_by, phrase(page.language, "answer"), _from(item.pair.answer, page)),
        class_="dr-pair",
    )


@element.register
def _asked(item: lay.Asked, page: Page) -> Markup:
    """On a screen there is nothing to write on; the lines come in print."""
    return el(
        "div",
        _side("dr-q", "?", quotation(item.pair.question, page), item.asked_by, phrase(page.language, "question")),
        el("div", [el("hr") for _ in range(item.lines)], class_="dr-lines", aria_hidden="true"),
        class_="dr-asked",
    )


def _side(name: str, mark: str, words: Markup, by: str, label: str, source: Markup | str = "") -> Markup:
    return el(
        "blockquote",
        el("span", mark, class_="dr-mark", aria_hidden="true"),
        el("span", f"{label}: ", class_="dr-sr"),
        words,
        el("p", by, class_="dr-by") if by else "",
        source,
        class_=name,
    )


def _from(quote: Quote | None, page: Page) -> Markup:
    """The way to what a quote rests on."""
    href = page.ground(quote) if quote is not None else None
    if quote is None or not href:
        return Markup("")
    unit = el("span", f" {quote.unit}", class_="dr-sr")
    return el("p", el("a", phrase(page.language, "ground_quote"), unit, href=href), class_="dr-from")


@element.register
def _box(item: lay.Box, page: Page) -> Markup:
    css = "dr-box-note" if item.kind is lay.BoxKind.NOTE else f"dr-{item.kind}"
    return el("div", elements(item.elements, page), class_=css)


def quotation(value: Quote, page: Page) -> Markup:
    """The paragraphs of a quote, highlights bold, trims and masks marked."""
    language = page.text_language if page.text_language != page.language else None
    return join(el("p", [_quoted(text, look) for text, look in found], lang=language) for found in paragraphs(value))


def _quoted(text: str, look: QuoteLook) -> Markup:
    if look is QuoteLook.STRONG:
        return el("strong", text)
    return join([text]) if look is QuoteLook.PLAIN else el("span", text, class_="dr-trim")
