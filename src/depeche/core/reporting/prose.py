"""The analyst's Markdown made into `Prose`: its figure references computed, its quotes found in the corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable

from depeche.core.corpus import text_hash
from depeche.core.quotes import shaped
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.k_of_n import written_out
from depeche.core.reporting.recipes import UnknownFigureError, referenced
from depeche.core.reporting.speak import QUOTED_LINE, REFERENCE, quoted_lines
from depeche.core.reporting.values import Cited, Named, Piece, Prose, Quote

TRIM = re.compile(r"\s*\[(?:\.\.\.|…)\]\s*")
DOUBLE_MARKS = re.compile(r"[“”„\"]([^“”„\"\n]{12,}?)[“”\"]|[»«]([^»«\n]{12,}?)[»«]")
SINGLE_MARKS = re.compile(r"(?<!\w)[‘‚›‹']((?:[^‘’‚›‹'\n]|(?<=\w)[’'](?=\w)){12,}?)[’‘‹›'](?!\w)")
WRAPPED = re.compile(r"\n(?!\s*(?:[-*+#>|]|\d+[.)]|\n|$))")  # a line that goes on in the next
WORDS_OF_A_QUOTE = 4  # shorter runs in quotation marks are terms, not quotes


def compile_prose(markdown: str, evidence: Evidence) -> Prose:
    """`Prose` of a Markdown text. What cannot be computed or found is left for `check_claims` to name."""
    markdown = written_out(markdown)
    lines = quoted_lines(markdown)
    names = dict.fromkeys(name for line, quoted in lines if not quoted for name in REFERENCE.findall(line))
    figures = []
    for name in names:
        try:
            figures.append(Named(name, referenced(evidence, name)))
        except UnknownFigureError:
            continue
    cited = [Cited(text, find_quote(text, evidence)) for text in block_quotes(markdown)]
    cited += [Cited(text, find_quote(text, evidence)) for text in marked_quotes(markdown)]
    return Prose(markdown, tuple(figures), tuple(cited))


def block_quotes(markdown: str) -> tuple[str, ...]:
    """The texts of the block quotes, line breaks as spaces, in order."""
    quotes: list[list[str]] = []
    before = False
    for line, quoted in quoted_lines(markdown):
        if quoted:
            if not before:
                quotes.append([])
            quotes[-1].append(QUOTED_LINE.sub("", line).lstrip("> ").strip())
        before = quoted
    return tuple(text for text in (" ".join(part for part in quote if part) for quote in quotes) if text)


def marked_quotes(markdown: str) -> tuple[str, ...]:
    """Runs of four words or more in quotation marks, outside block quotes; a line may break in them. What stands in
    single marks inside double ones belongs to the quote around it.
    """
    plain = "\n".join("" if quoted else line for line, quoted in quoted_lines(markdown))
    flowing = WRAPPED.sub(" ", plain)
    found = [(match.start(), match[1] or match[2]) for match in DOUBLE_MARKS.finditer(flowing)]
    rest = DOUBLE_MARKS.sub(lambda match: " " * len(match[0]), flowing)
    found += [(match.start(), match[1]) for match in SINGLE_MARKS.finditer(rest)]
    return tuple(text for _at, text in sorted(found) if len(text.split()) >= WORDS_OF_A_QUOTE)


def find_quote(text: str, evidence: Evidence) -> Quote | None:
    """The unit that holds the quoted words in this order, but for the marked [...]; spaces and composition apart."""
    for candidate in dict.fromkeys((text, text.strip(' "“”„»«'), re.sub(r"\*\*|__|\*", "", text).strip(' "“”„»«.,'))):
        fragments = tuple(shaped(part)[0].strip() for part in TRIM.split(candidate))
        fragments = tuple(part for part in fragments if part)
        if fragments:
            as_written = ((name, unit, unit) for name, unit in evidence.units())
            found = _search(fragments, as_written) or _search(fragments, evidence.flat_units)
            if found:
                return found
    return None


def _search(fragments: tuple[str, ...], units: Iterable[tuple[str, str, str]]) -> Quote | None:
    """`units` are (id, text, the text to look in)."""
    for name, unit, shape in units:
        if fragments[0] in shape:
            pieces = _pieces(fragments, unit)
            if pieces:
                return Quote(name, text_hash(unit), len(unit), pieces)
    return None


def _pieces(fragments: tuple[str, ...], unit: str) -> tuple[Piece, ...]:
    text, places = shaped(unit)
    at, pieces = 0, []
    for fragment in fragments:
        start = text.find(fragment, at)
        if start < 0:
            return ()
        at = start + len(fragment)
        first, last = places[start], places[at]
        end = len(unit[:last].rstrip()) if last > first else last
        pieces.append(Piece(first, end, unit[first:end]))
    return tuple(pieces)
