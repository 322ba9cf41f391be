"""The places of a report that take the analyst's Markdown, as its outline has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from depeche.core.corpus import Corpus
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.phrases import phrase


class Slot(NamedTuple):
    """A place for Markdown: its key, its name in the language of the report, and the item it stands in."""

    key: str
    label: str
    item: str


def text_slots(outline: Outline, corpus: Corpus, language: str) -> tuple[Slot, ...]:
    """Every place that takes a text, in reading order; those of hidden items too."""
    return tuple(slot for item in outline.items for slot in _slots(item, corpus, language))


def usual_title(item: Item, corpus: Corpus, language: str) -> str:
    """What an item is called where nobody has given it a title; "" where nothing stands above it."""
    source = next((source.title for source in corpus.sources if source.id == item.source), item.source)
    theme = item.theme or phrase(language, "unsorted")
    other = next((source.title for source in corpus.sources if source.id == item.other), phrase(language, "all_others"))
    titles = {
        Kind.BACKGROUND: phrase(language, "background"),
        Kind.SHARES: phrase(language, "questions_answers").format(title=source),
        Kind.THEME: theme[:1].upper() + theme[1:],
        Kind.SHEET: theme[:1].upper() + theme[1:],
        Kind.SHARED: phrase(language, "shared_themes"),
        Kind.WORDS: phrase(language, "frequent_words"),
        Kind.COMPARISON: f"{phrase(language, 'compared_words')}: {source} · {other}",
        Kind.FLOW: phrase(language, "flow_title").format(title=source),
        Kind.CROSS_TABLE: phrase(language, "cross_table_title").format(title=source),
        Kind.TIMELINE: phrase(language, "timeline_title").format(title=source),
        Kind.REFLECTION: phrase(language, "reflection"),
        Kind.PART: phrase(language, "cross" if len(corpus.sources) > 1 else "words_alone"),
        Kind.APPENDIX: phrase(language, "appendix_title").format(title=source),
        Kind.METHOD: phrase(language, "method"),
    }
    if item.kind is Kind.TEXT:
        key = {"closing": "closing", "text:summary": "in_short"}.get(item.id)
        return phrase(language, key) if key else ""
    return titles[item.kind]


def _slots(item: Item, corpus: Corpus, language: str) -> Iterator[Slot]:
    title = item.title or usual_title(item, corpus, language) or phrase(language, "own_text")
    source = next((source.title for source in corpus.sources if source.id == item.source), item.source)
    for key in item.slots:
        if key == item.note_slot:
            yield Slot(key, f"{title} · {phrase(language, 'note')}", item.id)
        elif item.kind is Kind.BACKGROUND:
            yield Slot(key, phrase(language, key), item.id)
        elif item.kind is Kind.SHARES:
            yield Slot(key, source, item.id)
        elif item.kind is Kind.THEME:
            yield Slot(key, f"{source} · {item.theme or phrase(language, 'unsorted')}", item.id)
        elif item.kind is Kind.REFLECTION and not item.title:
            about = {"reflection:themes": "shared_themes", "reflection:words": "frequent_words"}.get(item.id)
            yield Slot(key, f"{title}: {phrase(language, about)}" if about else title, item.id)
        else:
            yield Slot(key, title, item.id)
