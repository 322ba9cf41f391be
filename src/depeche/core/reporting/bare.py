"""Numbers in the analyst's prose that nothing carries: no reference, source note, year, date or list number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from depeche.core.reporting.speak import REFERENCE, quoted_lines

SOURCE_NOTE = re.compile(r"\[(?:source|kilde):[^\]]+\]", re.IGNORECASE)
_MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    "january|february|march|may|june|july|october"
)
_ALLOWED = re.compile(
    r"https?://\S+|www\.\S+"  # addresses
    r"|\]\([^)\s]*\)"  # targets of links
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./-]\d{2,4}\b"  # 2026-11-22, 22/11/2026, 22.11.2026, 22/11-2026
    r"|\b(?:den|d\.)\s+\d{1,2}/\d{1,2}\b"  # den 22/11
    rf"|\b\d{{1,2}}\.?\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}\b"  # 22. november, November 22
    r"|\bkl\.\s*\d{1,2}(?:[.:]\d{2})?\b|\b\d{1,2}:\d{2}\b"  # the hour
    r"|(?<![\d.,])(?:1[89]|20|21)\d{2}(?![\d]|[.,]\d)"  # years 1800-2199
    r"|(?:§+\s*|\b(?:afsnit|kapitel|side|fase|trin|section|chapter|page|phase|step)\s+)\d+[a-z]?\b",  # places
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"^\s*(?:[-*+]\s+|#+\s+)*\d+[.)]\s")
_NUMBER = re.compile(r"(?<![\w])(?<![^\W\d_]-)\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?(?:\s?%)?(?!\w)")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ\"“»*_(\[])|\n\s*\n|\n(?=\s*[-*+#])")


class Bare(NamedTuple):
    """A number nothing carries, and its sentence."""

    number: str
    sentence: str


def bare_figures(markdown: str) -> tuple[Bare, ...]:
    """The bare figures of a text in order. Numbers in letters are not seen; block quotes are checked elsewhere."""
    return tuple(bare for sentence in sentences_of(markdown) for bare in _of(sentence))


def sentences_of(markdown: str) -> Iterator[str]:
    """The sentences outside block quotes, in order."""
    text = "\n".join("" if quoted else _LIST_NUMBER.sub("- ", line) for line, quoted in quoted_lines(markdown))
    return _sentences(text)


def _sentences(text: str) -> Iterator[str]:
    """Sentences of Markdown; a source note after the full stop belongs to the sentence before it."""
    held = ""
    for part in (part.strip() for part in _SENTENCE.split(text)):
        if held and SOURCE_NOTE.match(part):
            held = f"{held} {part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _of(sentence: str) -> Iterator[Bare]:
    if SOURCE_NOTE.search(sentence):
        return
    plain = REFERENCE.sub(" ", sentence)
    plain = _ALLOWED.sub(" ", plain)
    for number in _NUMBER.findall(plain):
        yield Bare(number.strip(), " ".join(sentence.split()))
