"""Elements of a layout as paragraphs of a slide."""

from __future__ import annotations

from functools import singledispatch

from depeche.core.reporting.values import Quote
from depeche.render import layout as page
from depeche.render.office import language_tag
from depeche.render.pptx.measure import Kind, Para, TextRun
from depeche.render.quotes import Look, paragraphs


def text_runs(runs: page.Runs) -> tuple[TextRun, ...]:
    """Runs of a layout as runs of a slide; a line break is a vertical tab."""
    looks = page.Look
    return tuple(
        TextRun(
            "\v" if run.look is looks.BREAK else run.text,
            bold=run.look is looks.STRONG,
            italic=run.look is looks.EMPHASIS,
            quiet=run.look is looks.QUIET,
            href=run.href if run.href.startswith(("http", "mailto:")) else "",
        )
        for run in runs
    )


def quote_paras(quote: Quote, language: str) -> tuple[Para, ...]:
    """The paragraphs of a quote, highlights bold, what is left out quiet. `language` is "" for that of the report."""
    tag = language_tag(language) if language else ""
    return tuple(
        Para(
            tuple(
                TextRun(run.text, bold=run.look is Look.STRONG, quiet=run.look in {Look.TRIM, Look.MASK}, lang=tag)
                for run in runs
            )
        )
        for runs in paragraphs(quote)
    )


@singledispatch
def paras_of(_element: page.Element, _language: str) -> tuple[Para, ...]:
    """The paragraphs an element becomes where it flows; nothing for what has no words."""
    return ()


@paras_of.register
def _paragraph(element: page.Paragraph, _language: str) -> tuple[Para, ...]:
    kind = Kind.QUIET if element.role is page.Role.QUIET else Kind.PLAIN
    runs = text_runs(element.runs)
    return (Para(runs, kind, holds=element.role is page.Role.LEAD),) if any(run.text for run in runs) else ()


@paras_of.register
def _heading(element: page.Heading, _language: str) -> tuple[Para, ...]:
    return (Para((TextRun(element.text, bold=True),), Kind.HEADING, holds=True),)


@paras_of.register
def _listing(element: page.Listing, language: str) -> tuple[Para, ...]:
    out: list[Para] = []
    for at, item in enumerate(element.items, start=element.start):
        mark = f"{at}." if element.ordered else "•"
        for inner in item:
            for number, para in enumerate(paras_of(inner, language)):
                first = not number and inner is item[0] and para.kind is Kind.PLAIN
                out.append(
                    Para(para.runs, Kind.ITEM, mark, para.depth)
                    if first
                    else Para(para.runs, para.kind, para.mark, para.depth + 1, para.holds)
                )
    return tuple(out)


@paras_of.register
def _quote(element: page.BlockQuote, language: str) -> tuple[Para, ...]:
    return tuple(
        Para(para.runs, Kind.QUOTE if para.kind is Kind.PLAIN else para.kind, para.mark, para.depth, para.holds)
        for inner in element.elements
        for para in paras_of(inner, language)
    )


@paras_of.register
def _code(element: page.Preformatted, _language: str) -> tuple[Para, ...]:
    text = "\v".join(element.text.splitlines())
    return (Para((TextRun(text),), Kind.CODE),) if text.strip() else ()


@paras_of.register
def _box(element: page.Box, language: str) -> tuple[Para, ...]:
    return tuple(para for inner in element.elements for para in paras_of(inner, language))


@paras_of.register
def _facts(element: page.Facts, _language: str) -> tuple[Para, ...]:
    return (Para(text_runs(element.runs)),)


@paras_of.register
def _pair(element: page.Pair, language: str) -> tuple[Para, ...]:
    """A pair where many follow each other: ? and ! open the paragraphs."""
    answer = quote_paras(element.pair.answer, language) if element.pair.answer else ()
    silent = () if answer else (Para((TextRun(element.silent, quiet=True),), Kind.QUIET),)
    return (
        *_signed("?", quote_paras(element.pair.question, language), element.asked_by),
        *_signed("!", answer, element.answered_by),
        *silent,
    )


@paras_of.register
def _asked(element: page.Asked, language: str) -> tuple[Para, ...]:
    return _signed("?", quote_paras(element.pair.question, language), element.asked_by)


def _signed(sign: str, paras: tuple[Para, ...], by: str) -> tuple[Para, ...]:
    if not paras:
        return ()
    first = Para((TextRun(f"{sign} ", bold=True), *paras[0].runs), holds=sign == "?")
    last = (Para((TextRun(by, quiet=True),), Kind.QUIET),) if by else ()
    return (first, *paras[1:], *last)
