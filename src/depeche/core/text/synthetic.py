"""Invented corpora in Danish of any size, for benchmarks, tests and demonstrations; grammar and words are our own."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from depeche.core.corpus import Corpus, Pair, Source


class Noun(NamedTuple):
    """Indefinite, definite, plural, definite plural."""

    one: str
    the: str
    many: str
    all: str


class Verb(NamedTuple):
    """Infinitive, present, past, participle."""

    infinitive: str
    present: str
    past: str
    participle: str


class Vocabulary(NamedTuple):
    """Words by kind; `themes` are the nouns of each theme, `heads` and `modifiers` make compounds."""

    themes: dict[str, tuple[Noun, ...]]
    verbs: tuple[Verb, ...]
    adjectives: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: tuple[Noun, ...]


_QUESTIONS = (
    "Hvordan kan vi {v.infinitive} {n.the}, når {m.all} fylder så meget i {c.the}?",
    "Hvad gør I for at {v.infinitive} {n.all} hos jer?",
    "Hvorfor er det så svært at {v.infinitive} {n.the} i {c.the}?",
    "Hvem bør efter din mening {v.infinitive} {n.the} sammen med {m.all}?",
    "Oplever du, at {n.all} bliver mere {a} af {m.many}?",
    "Hvilke {a} {n.many} har betydet mest for {c.the} det seneste år?",
    "Vi {v.past} {n.the} sidste år, og nu presser {m.all} på. Hvad ville du gøre?",
    "Er der {a} {m.many}, du ville ønske, at flere kendte til i arbejdet med {n.the}?",
    "Hvornår har du senest {v.participle} {n.the}, og hvad lærte {c.the} af det?",
    "Hvor meget plads giver {m.all} til {n.the} i din hverdag?",
)
_ANSWERS = (
    "Hos os {v.present} vi {n.the} en gang om måneden, og det har gjort en forskel.",
    "Det korte svar er, at {n.all} kræver {a} {m.many}.",
    "Jeg tror, vi skal begynde med {m.all} og lade {c.the} følge efter.",
    "Vi har {v.participle} {n.the}, men {m.all} blev ikke taget alvorligt nok.",
    "Min erfaring er, at {c.the} virker bedst, når {n.all} er {a}.",
    "I {c.the} aftalte vi at {v.infinitive} {n.the}, før {m.all} voksede os over hovedet.",
    "Spørg {m.all}; de ved mere om {n.the}, end vi gør.",
    "Det er {a} spørgsmål, for {n.the} ser forskellig ud alt efter, hvem der {v.present} {m.all}.",
)


def synthetic_corpus(pairs: int, *, rng: random.Random, relays: int = 2, themes: int = 6, people: int = 0) -> Corpus:
    """An invented corpus of `pairs` question-answer pairs in `relays` sources and `themes` themes (1 to 8).

    `people` is the number of participants per relay (0: one for every two pairs, at least 6); they ask at random, some
    far more than others, in five groups. Compounds are made as they are needed, so the vocabulary grows with the size.
    """
    words = vocabulary()
    if not 1 <= themes <= len(words.themes):
        raise ValueError(f"{themes} themes; there are 1 to {len(words.themes)}")
    if pairs < relays or relays < 1:
        raise ValueError(f"{pairs} pairs cannot fill {relays} relays")
    crowd = people or max(6, pairs // relays // 2)
    groups = tuple(f"Gruppe {letter}" for letter in "ABCDE")
    sources = tuple(
        Source(f"relay-{number}", f"Opdigtet stafet {number}", crowd, groups=_shares(groups, crowd))
        for number in range(1, relays + 1)
    )
    names = list(words.themes)[:themes]
    weights = list(accumulate(1 / rank for rank in range(1, themes + 1)))
    made: list[Pair] = []
    for number in range(pairs):
        source = sources[number * relays // pairs]
        theme = rng.choices(names, cum_weights=weights)[0]
        asker = int(crowd * rng.random() ** 1.5)
        answerer = (asker + 1 + int((crowd - 1) * rng.random())) % crowd
        made.append(
            Pair(
                id=f"p{number + 1}",
                question=_sentence(_QUESTIONS, words, theme, rng),
                answer=" ".join(_sentence(_ANSWERS, words, theme, rng) for _ in range(rng.randint(2, 4))),
                source=source.id,
                theme=theme,
                asker_group=groups[asker % 5],
                answerer_group=groups[answerer % 5],
                asker=f"{source.id}:{asker}",
                answerer=f"{source.id}:{answerer}",
            )
        )
    return Corpus("Opdigtet korpus", sources, tuple(made), topic="opdigtede spørgsmål", note="Invented texts.")


def _shares(groups: tuple[str, ...], crowd: int) -> tuple[tuple[str, int], ...]:
    return tuple((group, (crowd - place + len(groups) - 1) // len(groups)) for place, group in enumerate(groups))


def _sentence(forms: tuple[str, ...], words: Vocabulary, theme: str, rng: random.Random) -> str:
    nouns = words.themes[theme]
    other = words.themes[rng.choice(list(words.themes))] if rng.random() < 0.15 else nouns
    sentence = rng.choice(forms).format(
        n=rng.choice(nouns),
        m=rng.choice(other),
        c=compound(words, rng),
        v=rng.choice(words.verbs),
        a=rng.choice(words.adjectives),
    )
    return sentence[0].upper() + sentence[1:]


def compound(words: Vocabulary, rng: random.Random) -> Noun:
    """One or two modifiers before a head."""
    front = "".join(rng.sample(words.modifiers, 2 if rng.random() < 0.2 else 1))
    return Noun(*(front + form for form in rng.choice(words.heads)))


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    themes: dict[str, tuple[Noun, ...]] = {}
    words: dict[str, list[str]] = {}
    text = (files(__package__) / "data" / "synthetic_da.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        kind, theme, entries = line.split("\t")
        if kind == "noun":
            themes[theme] = tuple(Noun(*entry.replace("_", " ").split("/")) for entry in entries.split())
        else:
            words[kind] = entries.split()
    return Vocabulary(
        themes,
        tuple(Verb(*entry.split("/")) for entry in words["verb"]),
        tuple(entry.split("/")[-1] for entry in words["adjective"]),
        tuple(words["modifier"]),
        tuple(Noun(*entry.split("/")) for entry in words["head"]),
    )
