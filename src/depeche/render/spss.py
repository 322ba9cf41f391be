"""The material card by card for SPSS: labels, missing values, no words and no people. See docs/formats/tables.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from textwrap import wrap
from typing import Final

from depeche.core.reporting.cases import Case, Cases, cases
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Standing
from depeche.render.sav import LINE, TEXT, Format, Measure, Value, Variable, cut, variable_name, write_sav

HIDDEN, UNKNOWN = -1.0, -2.0  # values of a group that stand for none
_DANISH: Final = {
    "card": ("kort", "Kortets nummer i materialet"),
    "relay": ("stafet", "Stafet eller anden kilde"),
    "asker_group": ("gruppe_spoerger", "Gruppe, der spurgte (eller skrev teksten)"),
    "answerer_group": ("gruppe_svarer", "Gruppe, der svarede"),
    "answered": ("besvaret", "Spørgsmålet har fået svar"),
    "question_words": ("ord_spoergsmaal", "Spørgsmålets længde i ord"),
    "answer_words": ("ord_svar", "Svarets længde i ord"),
    "asked_at": ("dag_spoergsmaal", "Dag, spørgsmålet blev stillet"),
    "answered_at": ("dag_svar", "Dag, spørgsmålet blev besvaret"),
    "chosen": ("valgt", "Valgt til rapporten"),
    "sorted": ("sorteret", "Ligger i mindst ét tema"),
    "theme": ("tema", "Tema: {theme}"),
    "no": ("nej", ""),
    "yes": ("ja", ""),
}
_ENGLISH: Final = {
    "card": ("card", "Number of the card in the material"),
    "relay": ("relay", "Relay or other source"),
    "asker_group": ("group_asker", "Group that asked (or wrote the text)"),
    "answerer_group": ("group_answerer", "Group that answered"),
    "answered": ("answered", "The question has an answer"),
    "question_words": ("words_question", "Length of the question in words"),
    "answer_words": ("words_answer", "Length of the answer in words"),
    "asked_at": ("day_question", "Day the question was put"),
    "answered_at": ("day_answer", "Day the question was answered"),
    "chosen": ("marked", "Marked for the report"),
    "sorted": ("sorted", "In at least one theme"),
    "theme": ("theme", "Theme: {theme}"),
    "no": ("no", ""),
    "yes": ("yes", ""),
}
WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {"da": _DANISH, "en": _ENGLISH}
NOTES: Final[Mapping[str, str]] = {
    "da": "En række for hvert spørgsmål. Teksterne er ikke med, og heller ikke hvem der skrev dem. Tal, der regnes ud "
    "fra filen, er ikke beskyttet: Offentliggør intet tal om færre end fem mennesker. -1: gruppen vises ikke. -2: ikke "
    "oplyst.",
    "en": "A row a question. Its words are not included, nor who wrote them. Figures computed from the file are not "
    "protected: publish none about fewer than five people. -1: the group is not shown. -2: not known.",
}
Column = tuple[Variable, Callable[[Case], Value]]


def render_sav(evidence: Evidence, *, title: str, language: str, made_at: datetime) -> bytes:
    """Every card of the material as a case. Words are never in it: such a file leaves the house."""
    told = cases(evidence)
    columns = [*_fixed(told, language), *_themes(told, language)]
    return write_sav(
        [variable for variable, _value in columns],
        [[value(case) for _variable, value in columns] for case in told.rows],
        title=title,
        notes=wrap(NOTES[language], LINE - 20),
        made_at=made_at,
    )


def _fixed(told: Cases, language: str) -> Sequence[Column]:
    words = WORDS[language]
    switch = ((0.0, words["no"][0]), (1.0, words["yes"][0]))
    missing = tuple(
        (value, phrase(language, f"figure_{standing}"))
        for value, standing in ((HIDDEN, Standing.HIDDEN), (UNKNOWN, Standing.UNKNOWN))
    )
    groups = (*((float(at), name) for at, name in enumerate(told.groups, start=1)), *missing)
    relays = tuple((float(at), title) for at, title in enumerate(told.relays, start=1))
    widest = min(TEXT, max((len(case.id.encode()) for case in told.rows), default=1))

    def named(key: str, labels: tuple[tuple[float, str], ...], absent: tuple[float, ...] = ()) -> Variable:
        return Variable(*words[key], labels=labels, missing=absent)

    def length(key: str) -> Variable:
        return Variable(*words[key], measure=Measure.SCALE)

    def day(key: str) -> Variable:
        return Variable(*words[key], form=Format.DAY, measure=Measure.SCALE)

    absent = (HIDDEN, UNKNOWN)
    return (
        (Variable(*words["card"], form=Format.TEXT, width=max(widest, 1)), lambda case: cut(case.id, TEXT).decode()),
        (named("relay", relays), lambda case: case.relay + 1),
        (named("asker_group", groups, absent), lambda case: _group(case.asker_group)),
        (named("answerer_group", groups, absent), lambda case: _group(case.answerer_group)),
        (named("answered", switch), lambda case: None if case.answered is None else float(case.answered)),
        (length("question_words"), lambda case: case.question_words),
        (length("answer_words"), lambda case: case.answer_words),
        (day("asked_at"), lambda case: _day(case.asked_at)),
        (day("answered_at"), lambda case: _day(case.answered_at)),
        (named("chosen", switch), lambda case: float(case.chosen)),
        (named("sorted", switch), lambda case: float(bool(case.themes))),
    )


def _themes(told: Cases, language: str) -> Sequence[Column]:
    words = WORDS[language]
    switch = ((0.0, words["no"][0]), (1.0, words["yes"][0]))
    name, label = words["theme"]
    taken = {one.casefold() for one, _label in words.values()}

    def inside(at: int) -> Callable[[Case], Value]:
        return lambda case: float(at in case.themes)

    return [
        (
            Variable(variable_name(f"{name} {theme}", taken), label.format(theme=theme), labels=switch),
            inside(at),
        )
        for at, theme in enumerate(told.themes)
    ]


def _group(group: int | Standing) -> float:
    if isinstance(group, Standing):
        return HIDDEN if group is Standing.HIDDEN else UNKNOWN
    return group + 1.0


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
