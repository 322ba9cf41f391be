"""The dictionary form of a word: simplemma, mended by a small table and a guess from the word before.

What it reaches on UD_Danish-DDT stands in docs/methods/lemmas.md and is measured by benchmarks/lemmas.py.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import simplemma
from simplemma.strategies import DictionaryLookupStrategy

LANGUAGES = ("da", "en")
_LOOKUP = DictionaryLookupStrategy()  # read when first used; simplemma's low-memory way is 20 times as slow here


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INFINITIVE_AFTER = _set("at kan kunne skal skulle vil ville må måtte bør burde tør turde lad lade lader ikke")
_FINITE_AFTER = _set("jeg du han hun vi man der")  # not "som": som leder is "as a leader"
_PARTICIPLE_AFTER = _set("har havde have haft er var være været bliver blev blive blevet få fået får fik")
_SINGULAR_AFTER = _set("en den denne min din sin vores jeres deres hver enhver som")
_NOMINAL_AFTER = _set("""
    en et den det de denne dette disse min mit mine din dit dine sin sit sine vores jeres deres hans hendes dens dets
    nogle mange alle flere få ingen hver hvert enhver af i på til med for fra om under over mellem efter hos mod uden
    meget mere mest så alt for ret lidt helt to tre fire fem
""")
_VERB_ENDINGS = (
    ("ede", "e"), ("edes", "e"), ("et", "e"), ("te", "e"), ("t", "e"), ("er", "e"), ("r", ""), ("s", ""), ("", ""),
)  # fmt: skip  # pairs of what goes and what comes back


@lru_cache(maxsize=200_000)
def lemma(form: str, previous: str | None = None, language: str = "da") -> str:
    """Lower-case dictionary form of `form`; `previous` is the word before it in the text, where there is one.

    >>> lemma("sektorerne"), lemma("Kommunens"), lemma("leder", "jeg"), lemma("leder", "en")
    ('sektor', 'kommune', 'lede', 'leder')
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    word = form.lower()
    if language == "en":
        return _plain(word, language)
    readings = _readings(word)
    if previous is None or readings.verb is None:
        return readings.usual
    return _chosen(word, previous.lower(), readings)


class _Readings(NamedTuple):
    """What a form can be: the usual lemma, and those as a verb and as a noun or adjective where it can be one."""

    usual: str
    verb: str | None = None
    nominal: str | None = None
    agent: str | None = None  # one who does it: bruger, vælger
    participle: str | None = None


def _chosen(word: str, previous: str, readings: _Readings) -> str:
    if readings.verb and (
        (previous in _INFINITIVE_AFTER and word.endswith(("e", "s")) and not word.endswith("ede"))
        or (previous in _FINITE_AFTER and not word.endswith(("e", "et")))
        or (previous in _FINITE_AFTER and word.endswith(("ede", "te")))
    ):
        return readings.verb
    if readings.participle and previous in _PARTICIPLE_AFTER:
        return readings.participle
    if readings.agent and previous in _SINGULAR_AFTER:
        return readings.agent
    if readings.nominal and previous in _NOMINAL_AFTER:
        return readings.nominal
    return readings.usual


@lru_cache(maxsize=100_000)
def _readings(word: str) -> _Readings:
    mended = _table().get(word)
    if mended is None and "-" in word[1:-1]:
        front, _, last = word.rpartition("-")
        return _Readings(f"{front}-{_readings(last).usual}")
    usual = mended or _usual(word)
    if mended and mended.endswith("s"):  # verbs in -s (synes, lykkes) have no other reading
        return _Readings(mended)
    verb = infinitive(word)
    agent = word if word.endswith("er") and _known(f"{word}en") == word else None
    participle = verb if word.endswith("t") and mended is None else None
    return _Readings(usual, verb, mended or _nominal(word), agent, participle)


def _usual(word: str) -> str:
    if word.endswith("ende") and len(word) > 6:
        return word  # a present participle stands as an adjective far more often
    if word.endswith("erer") and _is_verb(word[:-1]):
        return word[:-1]
    if word.endswith("lige") and not is_known(word):
        return word[:-1]  # barndommelige
    return _person(word, _plain(word, "da"))


def _person(word: str, found: str) -> str:
    """Those who do a thing, where the dictionary takes them for something else or does not have them."""
    if found.endswith("led") and "leder" in word[1:]:
        return f"{found}er"  # distriktslederne: people again, not joints
    if found.endswith("borge") and "borger" in word[1:]:
        return f"{found}r"  # medborgeren: a citizen, not a castle
    if word.endswith("er") and found == word[:-1] and not is_known(word) and _ends_in_agent(word):
        return word  # procesudvikler: a compound the dictionary lacks is a person, not a verb
    return found


def _ends_in_agent(word: str) -> bool:
    tails = (word[at:] for at in range(3, len(word) - 4))
    return any(_known(f"{tail}en") == tail for tail in tails)


@lru_cache(maxsize=100_000)
def infinitive(word: str) -> str | None:
    """Danish infinitive of a lower-case form, where the dictionary knows the paradigm; else `None`.

    >>> infinitive("oplever"), infinitive("faktorer")
    ('opleve', None)
    """
    for ending, restored in _VERB_ENDINGS:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem) > 1 and _is_verb(stem + restored):
            return stem + restored
    return None


@lru_cache(maxsize=100_000)
def _is_verb(word: str) -> bool:
    stem = word.removesuffix("e")
    return (
        _known(word) == word
        and _known(f"{word}r") is not None
        and any(_known(stem + ending) == word for ending in ("ede", "te", "et", "t"))
    )


def _nominal(word: str) -> str | None:
    if word.endswith("et") and infinitive(word):
        return _known(f"{word}s")  # samarbejdets there is, bekymrets not: a participle has no genitive
    stems = [word]
    if word.endswith(("e", "t")):
        stems.append(word[:-1])
        if word[-3:-2] == word[-2:-1]:
            stems.append(word[:-2])  # smukke, smuk
    for stem in stems:
        if stem and _known(f"{stem}ere") == stem:
            return stem
    return None


@lru_cache(maxsize=100_000)
def _known(word: str) -> str | None:
    found: str | None = _LOOKUP.get_lemma(word, "da")
    return found


def is_known(word: str) -> bool:
    """Whether the Danish dictionary has a lower-case form; names and misspellings it mostly has not."""
    return _known(word) is not None


def dictionary_lemma(word: str) -> str | None:
    """What the Danish dictionary alone gives for a lower-case form; `None` where it does not have it."""
    return _known(word)


@cache
def _table() -> dict[str, str]:
    text = (files(__package__) / "data" / "lemmas_da.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {form: word for form, word, _reason in rows}


@lru_cache(maxsize=100_000)
def _plain(form: str, language: str) -> str:
    if not form[-1:].isalpha():
        return form
    return simplemma.lemmatize(form, lang=language).lower()
