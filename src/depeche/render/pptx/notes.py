"""What stands in a slide's speaker notes: the words in full, and what figures and quotes rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import shown
from depeche.core.reporting.values import Figure, Quote
from depeche.render.pptx.ink import clean
from depeche.render.pptx.plan import Notes
from depeche.render.prov_json import whole

MOST = 60  # figures told one by one; a larger table is told by its first


def said(notes: Notes, report: Report) -> str:
    """The notes as text, a line each."""
    language = report.language
    lines = [word for word in notes.words if word.strip()]
    if report.origin:
        lines += ["", phrase(language, "source_note").format(origin=report.origin)]
    if notes.quotes:
        lines += ["", phrase(language, "slides_quotes"), *_quotes(notes.quotes)]
    if notes.figures:
        told = list(_figures(notes.figures, language))
        lines += ["", phrase(language, "slides_figures"), *told[:MOST]]
        if len(told) > MOST:
            lines.append("…")
    return clean("\n".join(lines)).replace("\v", "\n").strip()


def _quotes(quotes: Iterable[Quote]) -> Iterator[str]:
    for quote in quotes:
        if whole(quote):
            yield f"{quote.unit} [0–{quote.length}] · SHA-256 {quote.digest[:16]}"
        else:  # by its places and the hash of the whole, a name left out could be guessed and proved
            yield f"{quote.unit} [...]"


def _figures(figures: Iterable[Figure], language: str) -> Iterator[str]:
    for figure in dict.fromkeys(figures):
        yield f"{shown(figure, language)} = {':'.join((figure.recipe, *figure.args))}"
