"""`build_report`: corpus and the analyst's texts in, report model out. The command line and the web use the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting.cross import cross_reading
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import (
    SCHEMA,
    Background,
    Figure,
    GroupRow,
    MethodItem,
    PairQuote,
    Report,
    Sentence,
    SourceRow,
    SourceSection,
    ThemeRow,
    ThemeSection,
)
from depeche.core.reporting.people import group_names, may_name
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.quoting import printed, quote
from depeche.core.reporting.recipes import figure
from depeche.core.reporting.speak import sentence
from depeche.core.reporting.texts import ReportTexts, source_slot, theme_slot


def build_report(
    corpus: Corpus,
    texts: ReportTexts,
    language: str,
    *,
    evidence: Evidence | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """The report on a corpus in `language` ("da" or "en").

    `evidence` may be handed in to share its counts with `check_claims`; `progress(done, total)` is told of each relay.
    """
    evidence = evidence or Evidence(corpus)
    tell = progress or (lambda _done, _total: None)
    total = len(corpus.sources) + 1
    ids = _Ids()
    sections = []
    for at, source in enumerate(corpus.sources):
        sections.append(_source_section(evidence, source, texts, language, ids))
        tell(at + 1, total)
    cross = cross_reading(evidence, texts, language)
    tell(total, total)
    return Report(
        schema=SCHEMA,
        language=language,
        text_language=corpus.language,
        title=texts.title or corpus.title[:1].upper() + corpus.title[1:],
        subtitle=texts.subtitle,
        publisher=texts.publisher,
        date=texts.date,
        origin=corpus.origin,
        background=_background(evidence, texts, language),
        sources=tuple(sections),
        cross=cross,
        method_short=sentence(language, "method_short", _all_figures(evidence)),
        method=_method(evidence, texts, language),
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


def _all_figures(evidence: Evidence) -> dict[str, Figure]:
    return {name: figure(evidence, name) for name in ("questions", "answers", "relays")}


def _background(evidence: Evidence, texts: ReportTexts, language: str) -> Background:
    corpus, slots = evidence.corpus, texts.slots
    topic = phrase(language, "topic").format(topic=_escaped(corpus.topic)) if corpus.topic else ""
    sorted_at_all = any(pair.theme for pair in corpus.pairs)
    how = phrase(language, "default_how" if sorted_at_all else "default_how_unsorted")
    if corpus.days is not None:
        how = phrase(language, "default_how_days").format() + how
    material = []
    if corpus.contributions is not None:
        figures = {name: figure(evidence, name) for name in ("contributions", "questions")}
        material.append(sentence(language, "stated", figures))
    all_answered = figure(evidence, "questions").value == figure(evidence, "answers").value
    what = phrase(language, "default_what_all" if all_answered else "default_what").format(topic=topic)
    return Background(
        what=compile_prose(slots.get("what") or what, evidence),
        how=compile_prose(slots.get("how") or how, evidence),
        why=compile_prose(slots.get("why") or phrase(language, "default_why"), evidence),
        who=compile_prose(slots.get("who", ""), evidence),
        sources=tuple(_who(evidence, source) for source in corpus.sources),
        reservation=phrase(language, "reservation"),
        material=tuple(material),
        note=corpus.note,
    )


def _escaped(text: str) -> str:
    """Text as it stands, for Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _who(evidence: Evidence, source: Source) -> SourceRow:
    return SourceRow(
        source.id,
        source.title,
        figure(evidence, "participants", source.id),
        figure(evidence, "questions", source.id),
        figure(evidence, "answers", source.id),
        source.roles,
        tuple(GroupRow(name, figure(evidence, "group", source.id, name)) for name in group_names(evidence, source.id)),
    )


def _source_section(evidence: Evidence, source: Source, texts: ReportTexts, language: str, ids: _Ids) -> SourceSection:
    order = theme_order(evidence, source.id)
    listed = order[: texts.limits.themes]
    rest: tuple[Sentence, ...] = ()
    if len(order) > len(listed):
        named = str(sum(bool(theme) for theme in listed))
        rest = (sentence(language, "rest_themes", {"more": figure(evidence, "other_themes", source.id, named)}),)
    section = ids.make(source.title)
    by_theme: dict[str, list[Pair]] = {}
    for pair in evidence.of(source.id):
        if pair.chosen:
            by_theme.setdefault(pair.theme, []).append(pair)
    return SourceSection(
        id=section,
        source=source.id,
        title=source.title,
        text=compile_prose(texts.slots.get(source_slot(source.id), ""), evidence),
        lead=_lead(evidence, source, language),
        themes=tuple(
            ThemeRow(theme, figure(evidence, "theme", source.id, theme), figure(evidence, "share", source.id, theme))
            for theme in listed
        ),
        rest=rest,
        sections=tuple(
            _theme_section(
                evidence, source, theme, by_theme.get(theme, []), texts, ids.make(source.title, theme or "-")
            )
            for theme in listed
            if by_theme.get(theme) or texts.slots.get(theme_slot(source.id, theme))
        ),
    )


def theme_order(evidence: Evidence, source: str) -> list[str]:
    """Themes of a relay, largest first, those of a size in the order they appear; what is not sorted last."""
    counts = evidence.themes(source)
    return sorted(counts, key=lambda theme: (not theme, -counts[theme]))


def _lead(evidence: Evidence, source: Source, language: str) -> tuple[Sentence, ...]:
    if not evidence.of(source.id):
        return (sentence(language, "lead_empty", {}, relay=source.title),)
    counted = {name: figure(evidence, name, source.id) for name in ("questions", "answers")}
    kind = {counted["questions"].value: "lead_all", 0: "lead_none"}.get(counted["answers"].value or 0, "lead")
    out = [sentence(language, kind, counted, relay=source.title)]
    counts = evidence.themes(source.id)
    if counts[""] == len(evidence.of(source.id)):
        return (*out, sentence(language, "lead_unsorted_all", {}))
    out.append(sentence(language, "lead_themes", {"themes": figure(evidence, "themes", source.id)}))
    if counts[""]:
        out.append(sentence(language, "lead_unsorted_some", {"unsorted": figure(evidence, "unsorted", source.id)}))
    several = figure(evidence, "several", source.id)
    if several.value:
        out.append(sentence(language, "lead_several", {"several": several}))
    return tuple(out)


def _theme_section(
    evidence: Evidence, source: Source, theme: str, pairs: list[Pair], texts: ReportTexts, anchor: str
) -> ThemeSection:
    return ThemeSection(
        id=anchor,
        name=theme,
        questions=figure(evidence, "theme", source.id, theme),
        share=figure(evidence, "share", source.id, theme),
        text=compile_prose(texts.slots.get(theme_slot(source.id, theme), ""), evidence),
        pairs=tuple(_pair(evidence, pair, texts) for pair in printed(pairs, texts.limits.pairs)),
        chosen=figure(evidence, "chosen", source.id, theme),
    )


def _pair(evidence: Evidence, pair: Pair, texts: ReportTexts) -> PairQuote:
    answer = None
    if pair.answer is not None and pair.answer.strip():
        answer = quote(f"{pair.id}/a", pair.answer, pair.kept_answer, pair.highlights_answer)
    groups = [
        group if texts.show_groups and not bare and may_name(evidence, pair.source, group) else ""
        for group, bare in (
            (pair.asker_group, pair.bare_question or evidence.sources[pair.source].askers_hidden),
            (pair.answerer_group, pair.bare_answer),
        )
    ]
    question = quote(f"{pair.id}/q", pair.question, pair.kept_question, pair.highlights_question)
    return PairQuote(pair.id, question, answer, groups[0], groups[1] if answer else "")


def _method(evidence: Evidence, texts: ReportTexts, language: str) -> tuple[MethodItem, ...]:
    figures = _all_figures(evidence)
    quotes = [sentence(language, "m_quotes_1", {})]
    if texts.limits.pairs is not None:
        quotes.append(sentence(language, "m_quotes_2", {}, limit=str(texts.limits.pairs)))
    items: list[tuple[str, list[Sentence]]] = [("m_material", [sentence(language, "m_material_1", figures)])]
    if any(pair.theme for pair in evidence.corpus.pairs):
        several = any(len(pair.themes) > 1 for pair in evidence.corpus.pairs)
        items.append(("m_themes", [sentence(language, "m_themes_several" if several else "m_themes_1", {})]))
    items.append(("m_quotes", quotes))
    items.append(("m_words", [sentence(language, key, {}) for key in ("m_words_1", "m_words_2")]))
    items.append(("m_people", [sentence(language, "m_people_1", {})]))
    return tuple(MethodItem(phrase(language, key), tuple(sentences)) for key, sentences in items)
