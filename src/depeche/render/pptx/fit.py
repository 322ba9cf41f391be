"""Texts divided over slides: as few as stay easy to read, as large as fits, broken between paragraphs.

Only a paragraph that no slide can hold is broken inside: between sentences where it can be, else words, else letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from depeche.render.pptx.measure import LEAST, SIZES, Kind, Para, Rect, TextRun, after, height, longest_word

EASY: Final = 18  # points; rather two slides in this size than one in a smaller
_SENTENCE: Final = re.compile(r"(?<=[.!?…:;])\s+")
_WORD: Final = re.compile(r"\s+")
_SHARES: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Page(NamedTuple):
    """What one slide says, and in which size."""

    paras: tuple[Para, ...]
    size: int


def best_size(paras: Sequence[Para], box: Rect, sizes: Sequence[int] = SIZES, stretch: float = 1.0) -> int | None:
    """The largest of `sizes` in which everything fits in one box and no word is broken; None where none does."""
    return next(
        (
            size
            for size in sizes
            if height(paras, size, box.width, stretch) <= box.height
            and (size == sizes[-1] or longest_word(paras, size) * stretch <= box.width)
        ),
        None,
    )


def pages(paras: Sequence[Para], box: Rect, sizes: Sequence[int] = SIZES, stretch: float = 1.0) -> list[Page]:
    """At least one page. Never smaller than the least of `sizes`, and never higher than the box."""
    one = best_size(paras, box, sizes, stretch)
    if one is not None and (one >= EASY or one == sizes[0]):
        return [Page(tuple(paras), one)]
    easy = next((size for size in reversed(sizes) if size >= EASY), sizes[-1])
    parted = _broken(paras, easy, box, stretch)
    few = len(parted)
    if one is not None and few > 2:
        return [Page(tuple(paras), one)]
    low, high = 0, len(sizes) - 1  # the larger the letters the more slides, so the largest that does is found by halves
    while low < high:
        middle = (low + high) // 2
        if len(_broken(paras, sizes[middle], box, stretch)) <= few:
            high = middle
        else:
            low = middle + 1
    size = sizes[low]
    parted = _broken(paras, size, box, stretch)
    return [Page(tuple(page), size) for page in _even(paras, size, box, stretch, parted)]


def _even(paras: Sequence[Para], size: int, box: Rect, stretch: float, parted: list[list[Para]]) -> list[list[Para]]:
    """The same number of pages, with about as much on each; one that is broken inside stays as it is."""
    if _torn(parted, paras):
        return parted
    for share in _SHARES:
        made = _broken(paras, size, box._replace(height=box.height * share), stretch)
        if len(made) <= len(parted) and not _torn(made, paras):
            return made
    return parted


def _torn(made: list[list[Para]], paras: Sequence[Para]) -> bool:
    return sum(len(page) for page in made) > len(paras)


def _broken(paras: Sequence[Para], size: int, box: Rect, stretch: float) -> list[list[Para]]:
    out: list[list[Para]] = [[]]
    waiting = list(paras)
    while waiting:
        para = waiting.pop(0)
        group = [para, waiting[0]] if para.holds and waiting else [para]
        page = out[-1]
        if height([*page, *group], size, box.width, stretch) <= box.height:
            page.append(para)
        elif page and not all(item.holds for item in page):
            out.append([])
            waiting.insert(0, para)
        elif para.holds and waiting:
            page.append(para)
        else:
            room = box.height - (height(page, size, box.width, stretch) + after(page[-1], size) if page else 0)
            first, rest = _split(para, size, box._replace(height=room), stretch)
            page.append(first)
            if rest is not None:
                out.append([])
                waiting.insert(0, rest)
    return out


def _split(para: Para, size: int, box: Rect, stretch: float) -> tuple[Para, Para | None]:
    """As much of a paragraph as the box holds, and what remains."""
    text = para.text
    if height([para], size, box.width, stretch) <= box.height or len(text) < 2:
        return para, None
    for pattern in (_SENTENCE, _WORD):
        cuts = [match.end() for match in pattern.finditer(text) if match.end() < len(text)]
        at = _last(para, cuts, size, box, stretch)
        if at:
            return _cut(para, at)
    at = _last(para, list(range(1, len(text))), size, box, stretch)
    return _cut(para, at or 1)


def _last(para: Para, cuts: Sequence[int], size: int, box: Rect, stretch: float) -> int:
    """The last of the cuts before which everything fits; 0 for none."""
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) // 2
        first, _rest = _cut(para, cuts[middle])
        if height([first], size, box.width, stretch) <= box.height:
            low = middle + 1
        else:
            high = middle
    return cuts[low - 1] if low else 0


def _cut(para: Para, at: int) -> tuple[Para, Para]:
    before: list[TextRun] = []
    behind: list[TextRun] = []
    seen = 0
    for run in para.runs:
        here = max(0, min(len(run.text), at - seen))
        if here:
            before.append(replace(run, text=run.text[:here]))
        if here < len(run.text):
            behind.append(replace(run, text=run.text[here:]))
        seen += len(run.text)
    rest = replace(para, runs=tuple(behind), mark="" if para.kind is Kind.ITEM else para.mark)
    return replace(para, runs=tuple(before)), rest


def title_size(text: str, box: Rect, usual: float, stretch: float = 1.0) -> float | None:
    """The size of a title's letters: None for the layout's own, else one of a few smaller ones."""
    if _title_fits(text, usual, box, stretch):
        return None
    smaller = [size for size in (40, 36, 32, 28, 26, 24, 22, 20, 18, 16, LEAST) if size < usual]
    return next((size for size in smaller if _title_fits(text, size, box, stretch)), LEAST)


def short_title(text: str, box: Rect, stretch: float = 1.0) -> str:
    """As much of a title as fits in the smallest size, then …; cut between words where there are any."""
    if _title_fits(text, LEAST, box, stretch):
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _title_fits(f"{text[:middle]} …", LEAST, box, stretch):
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept[low // 2 :] else kept} …"


def _title_fits(text: str, size: float, box: Rect, stretch: float) -> bool:
    para = Para((TextRun(text, bold=True),))
    return height([para], size, box.width, stretch) <= box.height + 0.5
