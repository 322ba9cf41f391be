"""The layout as a page: title, contents, and the sections, those of the second level inside those of the first."""

from __future__ import annotations

from collections.abc import Sequence

from depeche.core.reporting.model import Background, Method, Sheet, ThemePage
from depeche.render.html_elements import Page, elements, runs
from depeche.render.layout import Layout, Section
from depeche.render.markup import Markup, el, join

__all__ = ["Page", "body", "contents", "title_page"]

Nested = tuple[Section, tuple[Section, ...]]


def title_page(laid: Layout, page: Page) -> Markup:
    """Title, subtitle, who published it and when, and the method in brief."""
    report = laid.report
    return el(
        "header",
        el(
            "p",
            el("span", "?", class_="dr-ask"),
            el("span", "!", class_="dr-tell"),
            class_="dr-motif",
            aria_hidden="true",
        ),
        el("p", laid.kind, class_="dr-kind"),
        el("h1", report.title),
        el("p", report.subtitle, class_="dr-subtitle") if report.subtitle else "",
        el("p", laid.imprint, class_="dr-imprint") if laid.imprint else "",
        el("p", runs(laid.brief, page), class_="dr-brief"),
        class_="dr-title",
    )


def contents(laid: Layout) -> Markup:
    """The table of contents, which follows on wide screens."""
    entries = []
    for first, below in nested(laid.sections):
        named = [_entry(section) for section in below if section.listed]
        entries.append(_entry(first, el("ol", named) if named else "") if first.listed else join(named))
    title = el("h2", laid.contents, id="s-indhold")
    return el("nav", title, el("ol", entries), class_="dr-toc", aria_labelledby="s-indhold")


def _entry(section: Section, below: Markup | str = "") -> Markup:
    return el("li", el("a", section.title, href=f"#{section.id}"), below)


def nested(sections: Sequence[Section]) -> list[Nested]:
    """Each section of the first level with those of the second that follow it; one with none before it stands alone."""
    out: list[Nested] = []
    for section in sections:
        if section.level == 1 or not out:
            out.append((section, ()))
        else:
            out[-1] = (out[-1][0], (*out[-1][1], section))
    return out


def body(laid: Layout, page: Page) -> list[Markup]:
    """The sections in reading order."""
    return [
        _section(first, "dr-part", page, [_section(section, "dr-sub", page) for section in below])
        for first, below in nested(laid.sections)
    ]


def _section(section: Section, css: str, page: Page, below: Sequence[Markup] = ()) -> Markup:
    of_body = {Background: " dr-background", Method: " dr-method", ThemePage: " dr-theme", Sheet: " dr-theme"}
    return el(
        "section",
        el(f"h{section.level + 1}", section.title) if section.title else "",
        elements(section.elements, page),
        list(below),
        id=section.id,
        class_=css + of_body.get(type(section.block.body), ""),
    )
