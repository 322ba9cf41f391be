"""Danish alphabetical order: æ, ø, å last, and aa as å (Retskrivningsordbogen § 4)."""

from __future__ import annotations

import unicodedata

_LAST = str.maketrans({"æ": "\U000f0001", "ä": "\U000f0001", "ø": "\U000f0002", "ö": "\U000f0002", "å": "\U000f0003"})


def danish_key(text: str) -> tuple[str, str]:
    """Sorting key of a word in Danish order; ties between equal keys fall to the text itself, so the order is total.

    >>> sorted(["år", "ære", "Aalborg", "zoo", "øre"], key=danish_key)
    ['zoo', 'ære', 'øre', 'Aalborg', 'år']
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_LAST)
    if not folded.isascii():  # é sorts as e; the three Danish letters are private characters by now and stay
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return folded, text
