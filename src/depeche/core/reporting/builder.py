"""`build_report`: corpus, outline and the analyst's texts in, report out. The command line and the web use the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from depeche.core.corpus import Corpus
from depeche.core.reporting.background import all_figures, background, method
from depeche.core.reporting.counted import cross_table, flow, timeline
from depeche.core.reporting.cross import comparison, shared_themes, word_lists
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.lost import is_lost
from depeche.core.reporting.model import SCHEMA, Block, Body, Part, Passage, Report, ThemePage, ThemeShares
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.pages import appendix, sheet, theme_page, theme_shares
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.slots import usual_title
from depeche.core.reporting.speak import sentence
from depeche.core.reporting.templates import Template, template_outline
from depeche.core.reporting.texts import ReportTexts
from depeche.core.reporting.values import Prose


def build_report(
    corpus: Corpus,
    texts: ReportTexts,
    language: str,
    *,
    outline: Outline | None = None,
    evidence: Evidence | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """The report on a corpus in `language` ("da" or "en"), by the whole relay's template unless an outline is given.

    `evidence` may be handed in to share its counts with `check_claims`; `progress(done, total)` is told of each item.
    An item whose relay or theme is gone, or that has nothing to show, becomes no block.
    """
    evidence = evidence or Evidence(corpus)
    plan = outline or template_outline(Template.RELAY, evidence, texts.slots, texts.limits)
    ids, blocks = _Ids(), []
    for at, item in enumerate(plan.shown, start=1):
        block = _block(evidence, item, texts, language, ids)
        blocks += [block] if block else []
        if progress:
            progress(at, len(plan.shown))
    return Report(
        schema=SCHEMA,
        language=language,
        text_language=corpus.language,
        title=texts.title or corpus.title[:1].upper() + corpus.title[1:],
        subtitle=texts.subtitle,
        publisher=texts.publisher,
        date=texts.date,
        origin=corpus.origin,
        method_short=sentence(language, "method_short", all_figures(evidence)),
        blocks=tuple(blocks),
    )


_LETTERS = {ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"}


class _Ids:
    """Anchors: readable, ASCII, each once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def make(self, *parts: str) -> str:
        text = "-".join(parts).casefold().translate(_LETTERS)
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "afsnit"
        name, number = f"s-{base}", 2
        while name in self._used:
            name, number = f"s-{base}-{number}", number + 1
        self._used.add(name)
        return name


_ANCHORS = {Kind.BACKGROUND: "baggrund", Kind.METHOD: "metode", Kind.PART: "tvaerlaesning"}


def _block(evidence: Evidence, item: Item, texts: ReportTexts, language: str, ids: _Ids) -> Block | None:
    if is_lost(item, evidence):
        return None
    body = _body(evidence, item, texts, language)
    if body is None:
        return None
    note = Prose() if item.slots == (item.id,) else compile_prose(texts.slots.get(item.note_slot, ""), evidence)
    return Block(
        id=ids.make(*_anchor(item, body)),
        level=item.depth,
        title=item.title or usual_title(item, evidence.corpus, language),
        body=body,
        note=note,
    )


def _anchor(item: Item, body: Body) -> tuple[str, ...]:
    if isinstance(body, ThemeShares):
        return (body.source_title,)
    if isinstance(body, ThemePage):
        return (body.source_title, body.theme or "-")
    return (_ANCHORS.get(item.kind, item.id),)


def _body(evidence: Evidence, item: Item, texts: ReportTexts, language: str) -> Body | None:
    makers: dict[Kind, Callable[[], Body | None]] = {
        Kind.BACKGROUND: lambda: background(evidence, texts, language),
        Kind.SHARES: lambda: theme_shares(evidence, item, texts, language),
        Kind.THEME: lambda: theme_page(evidence, item, texts),
        Kind.SHARED: lambda: shared_themes(evidence, item.most or texts.limits.themes),
        Kind.WORDS: lambda: word_lists(evidence, item.most or texts.limits.words),
        Kind.COMPARISON: lambda: comparison(evidence, item, texts, language),
        Kind.FLOW: lambda: flow(evidence, item, language),
        Kind.CROSS_TABLE: lambda: cross_table(evidence, item, language),
        Kind.TIMELINE: lambda: timeline(evidence, item, language),
        Kind.TEXT: lambda: _passage(evidence, item, texts),
        Kind.REFLECTION: lambda: _passage(evidence, item, texts),
        Kind.PART: lambda: Part(compile_prose(texts.slots.get(item.id, ""), evidence)),
        Kind.APPENDIX: lambda: appendix(evidence, item, texts, language),
        Kind.SHEET: lambda: sheet(evidence, item, texts),
        Kind.METHOD: lambda: method(evidence, texts, language),
    }
    return makers[item.kind]()


def _passage(evidence: Evidence, item: Item, texts: ReportTexts) -> Passage | None:
    text = compile_prose(texts.slots.get(item.id, ""), evidence)
    return Passage(text, reflection=item.kind is Kind.REFLECTION) if text else None
