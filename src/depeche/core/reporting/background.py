"""What the report says of itself: background, who took part, and the method box."""

from __future__ import annotations

import re

from depeche.core.corpus import Source
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import (
    Attendance,
    AttendanceRow,
    Background,
    GroupRow,
    Method,
    MethodItem,
    SourceRow,
)
from depeche.core.reporting.people import group_names
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.recipes import figure
from depeche.core.reporting.speak import sentence
from depeche.core.reporting.terms import facts
from depeche.core.reporting.texts import ReportTexts
from depeche.core.reporting.values import Figure, Sentence


def all_figures(evidence: Evidence) -> dict[str, Figure]:
    return {name: figure(evidence, name) for name in ("questions", "answers", "relays")}


def background(evidence: Evidence, texts: ReportTexts, language: str) -> Background:
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


def method(evidence: Evidence, texts: ReportTexts, language: str) -> Method:
    """The method box. What it says cannot be chosen away."""
    return Method(
        reservation=phrase(language, "reservation"),
        attendance=tuple(_attendance(evidence, source, texts, language) for source in evidence.corpus.sources),
        items=_items(evidence, texts, language),
    )


def _attendance(evidence: Evidence, source: Source, texts: ReportTexts, language: str) -> Attendance:
    return Attendance(
        source.title,
        figure(evidence, "participants", source.id),
        figure(evidence, "took_part", source.id),
        tuple(
            AttendanceRow(
                name,
                figure(evidence, "group", source.id, name),
                figure(evidence, "took_part", source.id, name),
            )
            for name in group_names(evidence, source.id)
        ),
        facts(source, language, authors_asked=texts.authors_asked),
    )


def _items(evidence: Evidence, texts: ReportTexts, language: str) -> tuple[MethodItem, ...]:
    figures = all_figures(evidence)
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
    items.append(("m_not", [sentence(language, "m_not_1", {})]))
    return tuple(MethodItem(phrase(language, key), tuple(sentences)) for key, sentences in items)
