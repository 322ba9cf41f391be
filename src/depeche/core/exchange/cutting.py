"""A long text in passages, as they are sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from depeche.core.corpus import Span

LONGEST = 6_000  # code points of a passage; a longer paragraph is cut where a sentence ends
BLANK = re.compile(r"\n[^\S\n]*\n")
SENTENCE = re.compile(r"[.!?…][\"”»)]*\s")


def passages(text: str) -> tuple[Span, ...]:
    r"""Paragraphs without the white space around them: divided by empty lines where there are any, else by line.

    >>> passages("En linje.\nSamme afsnit.\n\n  Det næste.\n")
    (Span(start=0, end=23), Span(start=27, end=37))
    """
    divided = BLANK if BLANK.search(text.strip()) else re.compile(r"\n")
    found: list[Span] = []
    start = 0
    for end, after in (*((hit.start(), hit.end()) for hit in divided.finditer(text)), (len(text), 0)):
        found += _bare(text, start, end)
        start = after
    return tuple(found)


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end = start + len(inside.strip())
    while end - start > LONGEST:
        cut = _cut(text, start)
        yield Span(start, start + len(text[start:cut].rstrip()))
        rest = text[cut:end]
        start = cut + len(rest) - len(rest.lstrip())
    if start < end:
        yield Span(start, end)


def _cut(text: str, start: int) -> int:
    """Where a paragraph that is too long is cut: after a sentence, else at a space, else anywhere."""
    most = start + LONGEST
    ends = [hit.end() for hit in SENTENCE.finditer(text, start + LONGEST // 2, most)]
    space = text.rfind(" ", start + 1, most)
    return ends[-1] if ends else space + 1 if space > start else most
