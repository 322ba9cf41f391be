"""Sentences as the rules of question forms need them: words and the marks before them, quotations left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from depeche.core.text.tokens import tokens

_LONGEST_QUOTE = 400
_QUOTES = re.compile(
    "|".join(
        f"{opening}(?P<q{number}>[^{closing}]{{1,{_LONGEST_QUOTE}}}){closing}{after}"
        for number, (opening, closing, after) in enumerate(
            [
                ('"', '"', ""), ("“", "”", ""), ("”", "”", ""), ("„", "“", ""), ("»", "«", ""), ("«", "»", ""),
                (r"(?<!\w)'", "'", r"(?!\w)"), ("‘", "’", r"(?!\w)"),
            ]
        )
    )
)  # fmt: skip  # pairs of marks
_QUOTED = "\ue000"  # stands where a quotation was; for private use, so no text of people has it
_MARK = re.compile(r"[?!.…]")
_QUOTED_WORDS = 3  # up to so many words in inverted commas are part of the sentence: a word held at arm's length
_CLAUSE_MARK = re.compile(r"[,()/\u2013\u2014\u2212\ue000]|\s-|-\s")
_AFTER_QUOTE = re.compile(f"{_QUOTED}[^.?!…]*$")
_BULLET = re.compile(r"[-*•·\u2013\u2014]\s*$")


class Piece(NamedTuple):
    """A word: its place in the text, lower-cased and as written; `parted` from what is before by a mark or quote."""

    start: int
    end: int
    low: str
    form: str
    parted: bool


class Sentence(NamedTuple):
    """The words up to a full stop, colon, question mark, ...; `mark` is "?", "!" or "" for all others."""

    words: tuple[Piece, ...]
    mark: str


def sentences(text: str) -> list[Sentence]:
    """Sentences of `text` without what it quotes; where everything is quoted, the quotation is the text."""
    masked = _unquoted(text)
    found = tokens(masked)
    if not found:
        masked = text
        found = tokens(text)
    done: list[Sentence] = []
    words: list[Piece] = []
    before = ""
    last = 0
    for start, end, form in found:
        gap = masked[last:start]
        mark = _boundary(before, gap, form) if words else None
        if mark is not None:
            done.append(Sentence(tuple(words), mark))
            words = []
        parted = (_CLAUSE_MARK if words else _AFTER_QUOTE).search(gap) is not None
        words.append(Piece(start, end, form.lower(), form, parted))
        before, last = form, end
    if words:
        done.append(Sentence(tuple(words), _strongest(masked[last:])))
    return done


def _boundary(before: str, gap: str, following: str) -> str | None:
    """The mark that ends a sentence in `gap`, "" for one that neither asks nor exclaims, `None` where none ends."""
    if gap == " ":
        return None  # the usual case, for speed
    gap = gap.replace("(?)", "").replace("(!)", "")
    strongest = _strongest(gap)
    if strongest:
        return strongest
    small = following[:1].islower()
    if "\n" in gap and (not small or gap.count("\n") > 1 or _BULLET.search(gap)):
        return ""
    if "…" in gap or ".." in gap:
        return None if small else ""
    if "." in gap:
        return None if small and before.isdigit() else ""
    return "" if ";" in gap or re.search(r":\s", gap) else None


def _strongest(gap: str) -> str:
    return "?" if "?" in gap else "!" if "!" in gap else ""


def _unquoted(text: str) -> str:
    """`text`, as long as it was, with quotations blanked; a quoted sentence before a capital letter ends its own."""

    def blank(match: re.Match[str]) -> str:
        inner = match[match.lastgroup or 0]
        if len(inner.split()) <= _QUOTED_WORDS and not _MARK.search(inner):
            return match[0]
        following = text[match.end() :].lstrip()[:1]
        ends = _MARK.search(inner[-1:]) and following.isupper()
        return " " * (len(match[0]) - 1) + ("." if ends else _QUOTED)

    return _QUOTES.sub(blank, text)
