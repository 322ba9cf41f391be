"""Words as they are compared: runs of letters, folded so that Ågård and Aagaard are one, with the endings taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from depeche.core.recognise.gazetteer import ordinary_words
from depeche.core.text import stop_words
from depeche.core.text.lemmas import dictionary_lemma
from depeche.core.text.names import begins_sentence, is_first_name

_ATOM = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u00ad]*)+")
_LETTERS = str.maketrans(
    {"å": "aa", "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "ı": "i", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"}
)
_PLAIN = str.maketrans({"å": "a", "æ": "a", "ä": "a", "ø": "o", "ö": "o", "ı": "i", "ð": "d", "ł": "l"})
_POLITE = re.compile(r"(?<!\w)(?:hr|fr|frk|dr|mr|mrs|ms|prof|jr)\.\s$", re.IGNORECASE)
_GENITIVES = ("s", "es")
_DEFINITES = ("en", "ens", "et", "ets", "n", "ns", "t", "ts")
_PLURALS = ("e", "er", "ers", "erne", "ernes", "ne", "nes", "es", "r", "rne", "rnes")


class Atom(NamedTuple):
    """A run of letters: `[start, end)` in the original, NFC form, folded form, and what stands before it."""

    start: int
    end: int
    form: str
    low: str
    gap: str

    @property
    def capital(self) -> bool:
        return self.form[0].isupper()

    @property
    def joined(self) -> bool:
        """Only a space or a hyphen parts it from the atom before."""
        return self.gap in {" ", "\u00a0", "-", "\u2010", "\u2011"}

    @property
    def hyphened(self) -> bool:
        return self.gap in {"-", "\u2010", "\u2011"}


def atoms(text: str) -> list[Atom]:
    """Every run of letters of `text`, in order."""
    found: list[Atom] = []
    before = 0
    for match in _ATOM.finditer(text):
        form = unicodedata.normalize("NFC", match.group().replace("\u00ad", ""))
        found.append(Atom(match.start(), match.end(), form, fold(form), text[before : match.start()]))
        before = match.end()
    return found


@lru_cache(maxsize=200_000)
def fold(form: str) -> str:
    """The form in which words are compared: lower case, å as aa, ø as oe, æ as ae, other marks dropped.

    >>> fold("Ågård") == fold("Aagaard"), fold("Yıldız"), fold("RENÉ")
    (True, 'yildiz', 'rene')
    """
    return _bare(unicodedata.normalize("NFC", form).casefold().translate(_LETTERS))


def plain(form: str) -> str:
    """As `fold`, for those who write o for ø and a for å."""
    return _bare(unicodedata.normalize("NFC", form).casefold().translate(_PLAIN))


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def pieces(text: str) -> tuple[str, ...]:
    """The folded atoms of a name or title."""
    return tuple(atom.low for atom in atoms(text))


@lru_cache(maxsize=200_000)
def without_genitive(low: str) -> tuple[str, ...]:
    """The word itself, then without -s and -es."""
    return (low, *(low[: -len(end)] for end in _GENITIVES if low.endswith(end) and len(low) - len(end) > 2))


@lru_cache(maxsize=100_000)
def uninflected(low: str) -> tuple[str, ...]:
    """The word itself, then without each ending of a noun that it has, the longest left first."""
    found = {low[: -len(end)] for end in (*_GENITIVES, *_DEFINITES, *_PLURALS) if low.endswith(end)}
    found |= {stem[:-1] for stem in found if stem[-2:-1] == stem[-1:]}  # biskoppen
    return (low, *sorted((stem for stem in found if len(stem) > 3), key=lambda stem: (-len(stem), stem)))


def is_definite(low: str, stem: str) -> bool:
    """Whether a word is its stem in the definite singular: direktøren, direktørens."""
    ending = low.removeprefix(stem)
    return low != stem and (ending in _DEFINITES or (ending[:1] == stem[-1] and ending[1:] in _DEFINITES))


@lru_cache(maxsize=100_000)
def is_ordinary(form: str) -> bool:
    """Whether a word, cased as it is, is also an ordinary Danish one; the dictionary writes names with a capital.

    >>> is_ordinary("Vejen"), is_ordinary("Aalborg"), is_ordinary("Storm"), is_ordinary("Mette")
    (True, False, True, False)
    """
    word = form.lower()
    if word in ordinary_words() or word in stop_words("da"):
        return True
    if is_first_name(form):
        return False
    lemma = dictionary_lemma(word)
    return lemma is not None and lemma[:1].islower()


def opens(text: str, atom: Atom) -> bool:
    """Whether the atom has its capital from the beginning of a sentence; *Hr.* ends none."""
    if _POLITE.search(text, max(0, atom.start - 6), atom.start):
        return False
    return begins_sentence(text, atom.start)


def whole(text: str, found: list[Atom], at: int) -> int:
    """Where the word at atom `at` ends, with the genitive's apostrophe and what a hyphen binds to it."""
    end = found[at].end
    if text[end : end + 1] in {"'", "’"}:
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and following.start == end + 1 and following.low == "s":
            return following.end
        if found[at].low[-1:] in {"s", "x", "z"} and text[found[at].start - 1 : found[at].start] not in {"'", "’"}:
            return end + 1
    for atom in found[at + 1 :]:
        if not atom.hyphened or atom.capital:
            break
        end = atom.end
    return end
