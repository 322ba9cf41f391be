"""The cross-reading: themes and words of the relays side by side, and what their differences carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from depeche.core.corpus import Source
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import (
    Comparison,
    KeyRow,
    Remark,
    SharedTheme,
    SharedThemes,
    Verdict,
    WordColumn,
    WordLists,
    WordRow,
)
from depeche.core.reporting.outline import Item
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.recipes import SIGNIFICANT, figure
from depeche.core.reporting.speak import sentence
from depeche.core.reporting.texts import ReportTexts
from depeche.core.reporting.values import Figure, Sentence
from depeche.core.text import ComparedWord, lemma

SINGLE_TEST = 3.84  # chi-squared with one degree of freedom, p = .05


def verdict(evidence: Evidence, word: str, first: str, second: str) -> Verdict:
    """What the texts carry about a word: a difference after Holm, only before it, none; or it is too rare."""
    row = evidence.compared(word, first, second)
    if row is None or row.keyness is None or row.p_holm is None:
        return Verdict.ABSENT
    if row.p_holm < SIGNIFICANT:
        return Verdict.CARRIED
    return Verdict.SINGLE if abs(row.keyness.g2) > SINGLE_TEST else Verdict.NONE


def shared_themes(evidence: Evidence, most: int) -> SharedThemes | None:
    """The largest themes of all relays beside each other; `None` with a single relay, or where nothing was asked."""
    sources = evidence.corpus.sources
    totals: Counter[str] = Counter()
    for source in sources:
        totals.update(evidence.themes(source.id))
    if len(sources) < 2 or not any(totals):
        return None
    order = sorted(totals, key=lambda theme: (not theme, -totals[theme]))[:most]
    rows = tuple(
        SharedTheme(
            theme,
            tuple(figure(evidence, "theme", source.id, theme) for source in sources),
            tuple(figure(evidence, "share", source.id, theme) for source in sources),
        )
        for theme in order
    )
    return SharedThemes(tuple(source.title for source in sources), rows)


def word_lists(evidence: Evidence, most: int) -> WordLists:
    return WordLists(tuple(_column(evidence, source, most) for source in evidence.corpus.sources))


def _column(evidence: Evidence, source: Source, most: int) -> WordColumn:
    rows = evidence.table(source.id).rows[:most]
    return WordColumn(
        source.id,
        source.title,
        figure(evidence, "words", source.id),
        tuple(
            WordRow(
                row.lemma,
                row.parts,
                figure(evidence, "word", row.lemma, source.id),
                figure(evidence, "texts", row.lemma, source.id),
            )
            for row in rows
        ),
    )


def comparison(evidence: Evidence, item: Item, texts: ReportTexts, language: str) -> Comparison | None:
    """One relay's words against another's, or all others'; `None` where one side has no words."""
    first, second = evidence.sources[item.source], evidence.sources.get(item.other)
    if item.other and second is None:
        return None
    other = second.id if second else ""
    compared = evidence.comparison(first.id, other)
    if min(compared.sizes) == 0:
        return None
    tested = [row for row in compared.rows if row.keyness is not None]
    tested.sort(key=lambda row: -abs(row.keyness.g2 if row.keyness else 0))
    names = [row.lemma for row in tested[: item.most or texts.limits.compared]]
    noted = _noted(evidence, texts, compared.rows, tested)
    names += [word for word in noted if word not in names]
    rows = {word: _key_row(evidence, word, first.id, other) for word in names}
    ordered = sorted(rows.values(), key=lambda row: -(row.g2.value or 0))
    title = second.title if second else phrase(language, "all_others")
    return Comparison(
        first=first.title,
        second=title,
        tests=figure(evidence, "tests", first.id, other),
        rows=tuple(ordered),
        remarks=tuple(_remark(evidence, rows[word], first, other, title, language) for word in noted),
        summary=_summary(evidence, first, other, title, language),
    )


def _noted(
    evidence: Evidence, texts: ReportTexts, frequent: Sequence[ComparedWord], distinct: Sequence[ComparedWord]
) -> list[str]:
    """The words to remark on, as lemmas: those asked for, else the most distinct and the most frequent."""
    if texts.remark_on:
        language = evidence.corpus.language
        return list(
            dict.fromkeys(lemma(word.strip().lower(), None, language) for word in texts.remark_on if word.strip())
        )
    apart = [row for row in distinct if row.keyness is not None and abs(row.keyness.g2) > SINGLE_TEST]
    chosen = {row.lemma for row in (*apart[: texts.limits.remarks // 2], *frequent[: texts.limits.remarks])}
    return [row.lemma for row in distinct if row.lemma in chosen]


def _key_row(evidence: Evidence, word: str, first: str, other: str) -> KeyRow:
    return KeyRow(
        word,
        figure(evidence, "word", word, first),
        figure(evidence, "side", word, first, other),
        figure(evidence, "texts", word, first),
        figure(evidence, "side_texts", word, first, other),
        figure(evidence, "g2", word, first, other),
        figure(evidence, "ratio", word, first, other),
        verdict(evidence, word, first, other),
    )


def _remark(evidence: Evidence, row: KeyRow, first: Source, other: str, title: str, language: str) -> Remark:
    figures: dict[str, Figure] = {"a": row.first, "b": row.second, "at": row.first_texts, "bt": row.second_texts}
    figures |= {
        "g2": row.g2,
        "tests": figure(evidence, "tests", first.id, other),
        "p": figure(evidence, "p_holm", row.word, first.id, other),
    }
    keys = ("remark_counts", f"remark_{row.verdict}")
    names = {"word": row.word, "first": first.title, "second": title}
    return Remark(row, tuple(sentence(language, key, figures, **names) for key in keys))


def _summary(evidence: Evidence, first: Source, other: str, title: str, language: str) -> tuple[Sentence, ...]:
    tests, carried = (figure(evidence, name, first.id, other) for name in ("tests", "carried"))
    key = "compare_untested" if not tests.value else "compare_some" if carried.value else "compare_none"
    return (sentence(language, key, {"tests": tests, "carried": carried}, first=first.title, second=title),)
