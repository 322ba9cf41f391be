"""The report as a page: a fragment for the site, or one file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Prose
from depeche.render import style
from depeche.render.arrange import layout
from depeche.render.arrange_prose import prose
from depeche.render.charts import Chart, inline_svg
from depeche.render.html_elements import Ground, Page, Picture, elements, nowhere
from depeche.render.html_sections import body, contents, title_page
from depeche.render.markup import Markup, el, join
from depeche.render.style import NARROW, WIDE

CSS = Path(__file__).parent / "static" / "depeche" / "report.css"

ChartUrl = Callable[[str, str], str]  # (chart id, "wide" or "narrow") -> address


def render_body(report: Report, chart_url: ChartUrl, ground: Ground | None = None) -> str:
    """The report as one `<article>` for a page of the site, without inline style or script.

    The page links `report_css()` and serves `chart_svg(charts_of(report)[id], size)` at `chart_url(id, size)`.
    `ground` gives the address at which a figure or a quote says what it rests on.
    """
    return _article(report, _linked(chart_url), ground)


def render_block(report: Report, block: str, chart_url: ChartUrl) -> str:
    """One block of the report by its id, as it stands in the page; without those below it. "" where there is none."""
    laid, page = layout(report), Page(report.language, report.text_language, _linked(chart_url))
    return str(join(body(replace(laid, sections=tuple(one for one in laid.sections if one.id == block)), page)))


def _linked(chart_url: ChartUrl) -> Picture:
    def picture(chart: Chart, compact: bool) -> Markup:  # noqa: FBT001  a callback of one caller
        size = "narrow" if compact else "wide"
        image = el("img", src=chart_url(chart.id, size), alt=chart.alt, loading="lazy", class_="dr-picture")
        if compact:
            return image
        return el("picture", el("source", srcset=chart_url(chart.id, "narrow"), media="(max-width: 40em)"), image)

    return picture


def render_html(report: Report, *, offline: bool = True) -> bytes:
    """The report as a whole document: type, style and charts inside it, no request at all when it is opened.

    With `offline=False` the typeface is left to the reader's system, which makes the file some 90 kB smaller.
    """

    def picture(chart: Chart, compact: bool) -> Markup:  # noqa: FBT001  a callback of one caller
        sizes = (("compact", NARROW),) if compact else (("wide", WIDE), ("narrow", NARROW))
        drawings = [el("div", Markup(inline_svg(chart, size)), class_=f"dr-drawing dr-{name}") for name, size in sizes]
        return el("div", drawings, role="img", aria_label=chart.alt)

    faces = style.font_faces() if offline else ""
    language = report.language
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("title", report.title),
        el("link", rel="icon", href="data:,"),
        el("style", Markup(faces + report_css())),
    )
    first = next(block.id for block in report.blocks)
    whole = el(
        "body",
        el("a", phrase(language, "skip"), href=f"#{first}", class_="dr-skip"),
        el("main", _article(report, picture)),
        class_="dr-document",
    )
    return f"<!doctype html>\n{el('html', head, whole, lang=language)}\n".encode()


POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


@cache
def report_css() -> str:
    """The style sheet of the fragment and of the document."""
    return CSS.read_text(encoding="utf-8")


def _article(report: Report, picture: Picture, ground: Ground | None = None) -> Markup:
    laid = layout(report)
    page = Page(report.language, report.text_language, picture, ground or nowhere)
    return el(
        "article",
        title_page(laid, page),
        el("p", phrase(report.language, "ground_note"), class_="dr-note dr-grounds") if ground else "",
        el("div", contents(laid), el("div", body(laid, page), class_="dr-main"), class_="dr-layout"),
        class_="dr",
        lang=report.language,
    )


def render_prose(text: Prose, language: str, level: int) -> str:
    """A text of the analyst's as the report shows it; its top headings become `h<level>`."""
    page = Page(language, language, lambda _chart, _compact: Markup(""))
    return elements(prose(text, language, level), page)
