"""Small corpora, invented, that the tests of reports share."""

from __future__ import annotations

from dataclasses import replace

from depeche.core.corpus import Corpus, Pair, Source, Span
from depeche.core.reporting import Report
from depeche.core.reporting.model import Body, Passage, ThemePage

GATE = "Hvem låser lågen, når vagten er gået hjem?\r\nOg hvem låser den op igen?"
GATE_ANSWER = "Det gør naboen. Hun har haft nøglen siden 2011, og lågen har aldrig stået åben. Spørg hende selv."


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def pairs() -> tuple[Pair, ...]:
    return (
        Pair(
            "g1",
            GATE,
            GATE_ANSWER,
            "have",
            "låger",
            asker_group="gartnere",
            answerer_group="naboer",
            highlights_question=(span(GATE, "låser lågen"),),
            highlights_answer=(span(GATE_ANSWER, "naboen"),),
            kept_answer=(span(GATE_ANSWER, "Det gør naboen."), span(GATE_ANSWER, "Spørg hende selv.")),
        ),
        Pair("g2", "Hvorfor knirker lågen?", "Den mangler olie.", "have", "låger"),
        Pair("g3", "Hvor mange æbler bar træet?", None, "have", "frugt"),
        Pair("g4", "Er bænken malet?", "  ", "have"),
        Pair("h1", "Hvem ejer båden?", "Foreningen ejer båden.", "havn", "både"),
        Pair("h2", "Må jeg låne båden på søndag?", "Ja, hvis båden er hjemme.", "havn", "både"),
        Pair("h3", "Hvor ligger båden om vinteren?", "På land.", "havn", "frugt"),
    )


def small() -> Corpus:
    return Corpus(
        "haven og havnen",
        (
            Source("have", "Haven", 30, ("gartnere", "naboer"), (("gartnere", 20), ("naboer", 10))),
            Source("havn", "Havnen", 12),
        ),
        pairs(),
        topic="det fælles",
        origin="opdigtet",
        days=3,
        contributions=20,
    )


def with_pairs(corpus: Corpus, *made: Pair) -> Corpus:
    return replace(corpus, pairs=made)


def one(question: str, answer: str | None = "Ja.", theme: str = "") -> Corpus:
    return Corpus("Én", (Source("a", "A"),), (Pair("1", question, answer, "a", theme),))


def pages(report: Report, source: str = "") -> tuple[ThemePage, ...]:
    """The theme pages of a relay, of all for ""."""
    return tuple(page for page in report.bodies(ThemePage) if page.source == source or not source)


def passages(report: Report) -> dict[str, str]:
    """The analyst's own texts by the id of their block."""
    return {block.id: block.body.text.markdown for block in report.blocks if isinstance(block.body, Passage)}


def with_body(report: Report, old: Body, new: Body) -> Report:
    """The report with one body put in place of another."""
    blocks = tuple(replace(block, body=new) if block.body is old else block for block in report.blocks)
    return replace(report, blocks=blocks)
