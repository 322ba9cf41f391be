"""Words of a text with their place in it.

Matching is done on NFC, places count code points of the original, so a quote can always be cut from what was written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u00ad"  # combining marks (a decomposed å is a + U+030A) and the soft hyphen
_HYPHEN = "-\u2010\u2011"
_ABBREVIATIONS = (
    "adm.dir.", "afd.", "bl.a.", "bla.", "ca.", "d.d.", "d.v.s.", "dvs.", "e.g.", "etc.", "evt.", "f.eks.",
    "f.x.", "feks.", "fhv.", "hhv.", "i.e.", "ift.", "iht.", "incl.", "inkl.", "jf.", "jvf.", "kap.", "kgl.",
    "kl.", "kr.", "m.a.o.", "m.fl.", "m.h.t.", "m.m.", "m.v.", "maks.", "mfl.", "mht.", "mia.", "mill.", "mio.",
    "mv.", "nr.", "o.a.", "o.l.", "o.lign.", "o.s.v.", "obs.", "osv.", "p.g.a.", "p.t.", "pct.", "pga.", "pkt.",
    "pl.", "s.u.", "sml.", "stk.", "t.o.m.", "tlf.", "vedr.", "vha.", "vs.", "årl.",
)  # fmt: skip  # one list, read as a paragraph
_ADDRESS = r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_SHORT = "|".join(map(re.escape, sorted(_ABBREVIATIONS, key=len, reverse=True)))
_MARKED = re.compile(f"[{_MARKS}]")
_MAYBE_ADDRESS = re.compile(r"@|://|www\.", re.IGNORECASE)


@cache
def _pattern(*, marked: bool, address: bool) -> re.Pattern[str]:
    """The pattern of a word. The slower parts are left out for texts (nearly all) that have no use for them."""
    letters = f"(?:[^\\W_][{_MARKS}]*)+" if marked else r"[^\W_]+"
    return re.compile(
        (rf"(?P<skip>{_ADDRESS})|" if address else "")
        + rf"(?:(?=\w{{1,5}}\.)(?<![\w.])(?i:{_SHORT})(?!\w))"
        + rf"|{letters}(?:(?:[{_HYPHEN}'’]|(?<=\d)[.,:](?=\d)){letters})*"
        + rf"(?:[{_HYPHEN}](?=\s+(?:og|eller|samt|and|or)\b))?"
    )


_PLAIN = str.maketrans({"\u00ad": None, "\u2010": "-", "\u2011": "-", "’": "'"})


class Token(NamedTuple):
    """A word: half-open range `[start, end)` in code points of the original, and the form in NFC as it was cased."""

    start: int
    end: int
    form: str


def normal(text: str) -> str:
    """NFC with one kind of hyphen and apostrophe and no soft hyphens; the shape in which words are compared."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_PLAIN))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order.

    A word is a run of letters and digits, also over inner hyphens and apostrophes (*e-mail*, *L'Oréal*) and inside
    numbers over `.`, `,` and `:` (*10.000*). Known abbreviations keep their dots (*bl.a.*). A hanging hyphen before a
    conjunction stays (*børne-* og ungeområdet), so that half a compound is not counted as a word of its own.
    Addresses of pages and mailboxes are no words.

    >>> [token.form for token in tokens("Bl.a. børne- og ungeområdet, 2.500 kr.")]
    ['Bl.a.', 'børne-', 'og', 'ungeområdet', '2.500', 'kr.']
    """
    pattern = _pattern(marked=_MARKED.search(text) is not None, address=_MAYBE_ADDRESS.search(text) is not None)
    return tuple(
        Token(*match.span(), normal(match.group())) for match in pattern.finditer(text) if match.lastgroup is None
    )
