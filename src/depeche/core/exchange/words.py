"""The few words of our own that stand in an exported project, and theme cards as one text and back."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID, uuid5

NAMESPACE = UUID("6a1f0f5e-3a51-5c1b-9e0f-2f9f0c1d7b52")  # drawn once; every guid we write descends from it
ORIGIN = "Depeche"
KINDS = ("question", "answer", "response", "passage", "statement")  # of a text, as the workbench has them


def guid(*parts: str) -> str:
    """The same for the same parts, wherever and whenever it is asked for."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


MARKS_CODE = guid("code", "marks")  # holds the codes that are no themes
KIND_CODES = {kind: guid("code", kind) for kind in KINDS}
HIGHLIGHT_CODE = guid("code", "highlight")
QUOTE_CODE = guid("code", "quote")
OWN_USER = guid("user", "depeche")  # what nobody made, or nobody known any more: some tools want an author everywhere
OWN_CODES = frozenset({MARKS_CODE, HIGHLIGHT_CODE, QUOTE_CODE, *KIND_CODES.values()})
NUMBER, SOURCE, GROUP, ASKER_GROUP, ANSWERER_GROUP, PROMISE = (
    guid("variable", name) for name in ("number", "source", "group", "asker_group", "answerer_group", "promise")
)
OWN_VARIABLES = frozenset({NUMBER, SOURCE, GROUP, ASKER_GROUP, ANSWERER_GROUP, PROMISE})
COLORS = ("#0b5c64", "#b3541e", "#5b4a9e", "#2f8f83", "#8a6d00", "#a13d63", "#3f6ea8", "#5f6b3a")


class Words(NamedTuple):
    marks: str
    kinds: tuple[str, ...]
    highlight: str
    quote: str
    number: str
    source: str
    group: str
    asker_group: str
    answerer_group: str
    promise: str
    asked_first: str
    include: str
    exclude: str
    cue_words: str
    whole: str
    memo: str
    theme_memo: str
    places: tuple[tuple[str, str], ...]


WORDS = {
    "da": Words(
        marks="Depeche: mærker",
        kinds=("Spørgsmål", "Svar", "Svar i spørgeskema", "Interviewpassage", "Udsagn"),
        highlight="Fremhævet",
        quote="Citat",
        number="Nummer",
        source="Kilde",
        group="Gruppe",
        asker_group="Spørgers gruppe",
        answerer_group="Svarers gruppe",
        promise="Løfte",
        asked_first="spørges før citat",
        include="Hører til: ",
        exclude="Hører ikke til: ",
        cue_words="Stikord: ",
        whole="Om hele materialet",
        memo="Bemærkning til {key}",
        theme_memo="Om temaet {name}",
        places=(
            ("sources", "Om kilderne"),
            ("changes", "Om det nye og det forsvundne"),
            ("groups", "Om grupperne"),
            ("together", "Om temaer på samme kort"),
        ),
    ),
    "en": Words(
        marks="Depeche: marks",
        kinds=("Question", "Answer", "Survey answer", "Interview passage", "Statement"),
        highlight="Highlighted",
        quote="Quote",
        number="Number",
        source="Source",
        group="Group",
        asker_group="Group of the asker",
        answerer_group="Group of the answerer",
        promise="Promise",
        asked_first="asked before being quoted",
        include="Belongs here: ",
        exclude="Does not belong here: ",
        cue_words="Cue words: ",
        whole="On the whole material",
        memo="Remark on {key}",
        theme_memo="On the theme {name}",
        places=(
            ("sources", "On the sources"),
            ("changes", "On what is new and what has gone"),
            ("groups", "On the groups"),
            ("together", "On themes on the same card"),
        ),
    ),
}


def words(language: str) -> Words:
    return WORDS.get(language[:2], WORDS["en"])


class Described(NamedTuple):
    """What is written on a theme card besides its name."""

    definition: str = ""
    include: str = ""
    exclude: str = ""
    cue_words: tuple[str, ...] = ()


def describe(card: Described, language: str) -> str:
    r"""A theme card as one text, each part after a word of its own: other tools have one field.

    >>> describe(Described("Om tro på hinanden", "mistillid", "", ("tillid", "tro")), "da")
    'Om tro på hinanden\n\nHører til: mistillid\n\nStikord: tillid, tro'
    """
    said = words(language)
    parts = (
        card.definition,
        card.include and said.include + card.include,
        card.exclude and said.exclude + card.exclude,
        card.cue_words and said.cue_words + ", ".join(card.cue_words),
    )
    return "\n\n".join(part for part in parts if part)


def described(text: str) -> Described:
    r"""A theme card out of such a text; what bears none of our words is the definition.

    >>> described("Om tro på hinanden\n\nHører til: mistillid\n\nStikord: tillid, tro").include
    'mistillid'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = [_parts(text, said) for said in WORDS.values()]
    return max(found, key=lambda card: sum(map(bool, card[1:])))


def _parts(text: str, said: Words) -> Described:
    rest, cues = _cut(text, said.cue_words)
    rest, exclude = _cut(rest, said.exclude)
    definition, include = _cut(rest, said.include)
    cue_words = tuple(word.strip() for word in cues.split(",") if word.strip())
    return Described(definition, include, exclude, cue_words)


def _cut(text: str, label: str) -> tuple[str, str]:
    """What stands before the last paragraph that begins with `label`, and what follows the label."""
    before, mark, after = text.rpartition("\n\n" + label)
    if mark:
        return before.strip(), after.strip()
    return ("", text[len(label) :].strip()) if text.startswith(label) else (text, "")
