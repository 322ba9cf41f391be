"""Figures and sentences as a reader sees them, in Danish or English; still without layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from types import MappingProxyType

from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Figure, Named, Prose, Sentence, Standing, Word

REFERENCE = re.compile(r"\{\{\s*([^{}\n]+?)\s*\}\}")
QUOTED_LINE = re.compile(r"^\s*(?:(?:[-*+]|\d+[.)])\s+)*>")


class Voice(StrEnum):
    PLAIN = "plain"
    FIGURE = "figure"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run of a sentence, and whether it is our words, a figure, or a name set in."""

    text: str
    voice: Voice
    figure: Figure | None = None


def number(value: float, decimals: int, language: str) -> str:
    """`1234.5` as "1.234,5" in Danish and "1,234.5" in English; a true minus sign."""
    text = f"{abs(value):,.{decimals}f}"
    sign = "\N{MINUS SIGN}" if value < 0 and text.strip("0.,") else ""
    if language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return sign + text


def per_cent(value: float | None, language: str) -> str:
    """A share as "21 %"."""
    if value is None:
        return phrase(language, "figure_unknown")
    return phrase(language, "per_cent").format(value=number(value, 0, language))


def shown(figure: Figure, language: str) -> str:
    """A figure as it is printed, or the words that stand for one that is held back or not known."""
    if figure.standing is Standing.HIDDEN:
        return phrase(language, "figure_hidden")
    if figure.standing is Standing.UNKNOWN or figure.value is None:
        return phrase(language, "figure_unknown")
    return number(figure.value, figure.decimals, language)


def sentence(language: str, key: str, figures: Mapping[str, Figure] = MappingProxyType({}), **words: str) -> Sentence:
    """A fixed sentence with those of the figures and words that its template names."""
    template = phrase(language, key)
    names = {name for _, name, _, _ in Formatter().parse(template)}
    return Sentence(
        template,
        tuple(Named(name, value) for name, value in figures.items() if name in names),
        tuple(Word(name, text) for name, text in words.items() if name in names),
    )


def counted(language: str, key: str, value: float | None, words: str) -> str:
    """A count with its noun, "1 tema" or "4 temaer"; `words` is the number as it is shown."""
    spec = next(spec for _, _, spec, _ in Formatter().parse(phrase(language, key)) if spec)
    one, _, many = spec.partition("|")
    return f"{words} {one if value == 1 else many}"


def spoken(sentence: Sentence, language: str) -> tuple[Spoken, ...]:
    """The runs of a sentence, its figures and words set in."""
    figures = {named.name: named.figure for named in sentence.figures}
    words = {word.name: word.text for word in sentence.words}
    runs: list[Spoken] = []
    for literal, name, spec, _ in Formatter().parse(sentence.template):
        if literal:
            runs.append(Spoken(literal, Voice.PLAIN))
        if name is None:
            continue
        if name in words:
            runs.append(Spoken(words[name], Voice.WORD))
            continue
        figure = figures[name]
        runs.append(Spoken(shown(figure, language), Voice.FIGURE, figure))
        if spec:
            one, _, many = spec.partition("|")
            runs.append(Spoken(f" {one if figure.value == 1 else many}", Voice.PLAIN))
    return tuple(runs)


def said(sentence: Sentence, language: str) -> str:
    """A sentence as plain text."""
    return "".join(run.text for run in spoken(sentence, language))


def resolved(prose: Prose, language: str) -> str:
    """The analyst's Markdown with its figures set in. In quotes nothing is set in: they are verbatim."""
    figures = {named.name: shown(named.figure, language) for named in prose.figures}

    def one(match: re.Match[str]) -> str:
        return figures.get(match[1], match[0])

    return "\n".join(line if quoted else REFERENCE.sub(one, line) for line, quoted in quoted_lines(prose.markdown))


def quoted_lines(markdown: str) -> tuple[tuple[str, bool], ...]:
    """Each line, and whether it belongs to a block quote: from a line with `>` to the next blank one."""
    out: list[tuple[str, bool]] = []
    inside = False
    for line in markdown.splitlines():
        inside = bool(line.strip()) and (inside or bool(QUOTED_LINE.match(line)))
        out.append((line, inside))
    return tuple(out)
