"""Danish finite verbs, subjects and adjectives, as far as word order needs to know them."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from depeche.core.text.lemmas import infinitive, lemma


def words_of(text: str) -> frozenset[str]:
    """A word list written as a paragraph."""
    return frozenset(text.split())


AUXILIARY = words_of("""
    er var har havde bliver blev kan kunne skal skulle vil ville må måtte bør burde tør turde gør gjorde får fik
""")
OPINION = words_of("tror synes mener tænker føler oplever siger håber vil ville ønsker foretrækker")
NOMINATIVE = words_of("jeg du han hun vi man de")
EXPLETIVE = words_of("det der den")
ARTICLE = words_of("en et den det de denne dette disse min mit mine din dit dine vores jeres deres")
DETERMINER = ARTICLE | words_of("""
    hans hendes dens dets alle nogen noget nogle ingen intet enhver ethvert hver hvert mange flere begge ens folk
""")
PREPOSITION = words_of("""
    af ad bag blandt efter for foran fra før gennem hos i igennem inden imod imellem mellem med mod om omkring over på
    siden til trods uden uanset under ved via ud ind op ned
""")
# Adverbs, conjunctions and nouns that look like verbs, people above all: a borger seldom pawns anything.
_NEVER = words_of("""
    efter over under eller heller mere flere altid hver her år før især ellers når hænder medarbejder borger minister
    lærer områder mennesker steder måder
""")
_PREFIXES = words_of("""
    af an be bort del er fast for fore forud frem gen god hen ind itale igang i med mod ned om op over på sam stand til
    ud under ved vare
""")
_ADJECTIVE_ENDINGS = ("ig", "isk", "som", "bar", "fuld", "løs", "iv", "ent", "ant", "el", "ær", "abel", "sk", "et")
_MEASURED = words_of("""
    meget mange ofte tit længe langt lidt få stor stort store små lille høj højt god godt gode gammel nær tæt ret
    tidligt sent tilfreds bange klar klart vant ens lang lange kort hurtigt dybt bredt slemt svært nemt let dyrt ung ny
    nyt nye galt
""")


@lru_cache(maxsize=100_000)
def is_finite(word: str) -> bool:
    """Whether a lower-case Danish word can be a finite verb (present, past, or passive in -s)."""
    if word in AUXILIARY or word in _irregular():
        return True
    if word in _NEVER or len(word) < 3:
        return False
    if any(word.startswith(prefix) and word.removeprefix(prefix) in _irregular() for prefix in _PREFIXES):
        return True  # foreslår, deltog, italesætter
    base = infinitive(word.removesuffix("s") if word.endswith("es") else word)
    return word.endswith(("r", "ede", "te", "es")) and base is not None and base != word


@cache
def _irregular() -> frozenset[str]:
    text = (files("depeche.core.text") / "data" / "finite_da.txt").read_text(encoding="utf-8")
    return words_of("\n".join(line for line in text.splitlines() if not line.startswith("#")))


@lru_cache(maxsize=100_000)
def is_measured(word: str) -> bool:
    """Whether *hvor* before this lower-case word asks how much: an adjective or an adverb of quantity."""
    if word in _MEASURED:
        return True
    stems = (word, word.removesuffix("t"), word.removesuffix("e"))
    return any(len(stem) > 3 and stem.endswith(_ADJECTIVE_ENDINGS) for stem in stems) and not is_definite(word)


@lru_cache(maxsize=100_000)
def is_definite(word: str) -> bool:
    """Whether a lower-case word is a noun with its article at the end; such a noun starts a phrase of its own."""
    return len(word) > 4 and word.endswith(("ne", "en", "et")) and infinitive(word) is None and lemma(word) != word
