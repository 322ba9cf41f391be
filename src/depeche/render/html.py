"""The report as a page: a fragment for the site, or one file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.render import style
from depeche.render.charts import Chart, charts_of, inline_svg
from depeche.render.html_sections import Picture, background, contents, cross, method, source, title_page
from depeche.render.markup import Markup, el, join
from depeche.render.style import NARROW, WIDE

CSS = Path(__file__).parent / "static" / "depeche" / "report.css"

ChartUrl = Callable[[str, str], str]  # (chart id, "wide" or "narrow") -> address


def render_body(report: Report, chart_url: ChartUrl) -> str:
    """The report as one `<article>` for a page of the site, without inline style or script.

    The page links `report_css()` and serves `chart_svg(charts_of(report)[id], size)` at `chart_url(id, size)`.
    """

    def picture(chart: Chart, compact: bool) -> Markup:  # noqa: FBT001  a callback of one caller
        size = "narrow" if compact else "wide"
        image = el("img", src=chart_url(chart.id, size), alt=chart.alt, loading="lazy", class_="dr-picture")
        if compact:
            return image
        return el("picture", el("source", srcset=chart_url(chart.id, "narrow"), media="(max-width: 40em)"), image)

    return _article(report, picture)


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
    body = el(
        "body",
        el("a", phrase(language, "skip"), href="#s-baggrund", class_="dr-skip"),
        el("main", _article(report, picture)),
        class_="dr-document",
    )
    return f"<!doctype html>\n{el('html', head, body, lang=language)}\n".encode()


POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


@cache
def report_css() -> str:
    """The style sheet of the fragment and of the document."""
    return CSS.read_text(encoding="utf-8")


def _article(report: Report, picture: Picture) -> Markup:
    charts = charts_of(report)
    parts = [background(report)]
    parts += [source(section, report, charts, picture) for section in report.sources]
    parts += [cross(report, charts, picture), method(report)]
    return el(
        "article",
        title_page(report),
        el("div", contents(report), el("div", join(parts), class_="dr-main"), class_="dr-layout"),
        class_="dr",
        lang=report.language,
    )
