"""The words of the questions: those the organiser expected, and those that set a group apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from depeche.core.stats import Figure, Shown, release
from depeche.core.text import Keyword
from depeche.core.text.words import Count
from depeche.render.group_charts import Bar, BarRow, bars_by_group
from depeche.web.analysis.insight.activity import nothing
from depeche.web.analysis.insight.parts import Behind, Entry, Section, Sheet, count, drawn, text
from depeche.web.common.spoken import spoken_number

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight

DRAWN = 12  # words in a chart; the table has all


def expected(insight: Insight) -> Section:
    """Keywords entered before the relay, and how many people used them."""
    title = _("Expected words, and how they are used")
    rows = insight.wording.keywords.rows
    used = [(row, _shown(row.count.tokens, row.count)) for row in rows]
    found = [(row, tokens) for row, tokens in used if tokens]
    bars = [
        BarRow(row.word, (Bar(tokens, spoken_number(tokens)),))
        for row, tokens in sorted(found, key=lambda item: -item[1])[:DRAWN]
    ]
    return Section(
        key="keywords",
        title=_("Expected words"),
        finding=_("%(found)s of %(entered)s expected words are used by five people or more.")
        % {"found": spoken_number(len(found)), "entered": spoken_number(len(rows))}
        if rows
        else "",
        formula=_(
            "Found ÷ entered: a word is found when at least five people use it in a question, in whatever form. Longer "
            "words that contain it (trust in trust reform) are counted beside it and do not make it found."
        ),
        chart=drawn(
            _("Times used, the most used first"),
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(
            Sheet(
                "keywords",
                title,
                (_("Word"), _("Times used"), _("Questions"), _("People"), _("In longer words")),
                tuple(_line(at, row) for at, row in enumerate(rows)),
            ),
        )
        if rows
        else (),
        note=_(
            "A word that is not found may be called something else. Negation is not seen: “no trust” counts for trust."
        ),
        empty=_("No words were entered before this relay opened.") if not rows else nothing(insight, shown=True),
    )


def _line(at: int, row: Keyword) -> tuple[Entry, ...]:
    tokens = _shown(row.count.tokens, row.count)
    behind = Behind("keyword", at)
    return (
        Entry(row.word, "text", behind if tokens else None),
        count(tokens, behind),
        count(_shown(row.count.texts, row.count)),
        count(_shown(row.count.people or 0, row.count)),
        count(_shown(row.inside.tokens, row.inside), Behind("inside_word", at)),
    )


def _shown(value: int, counted: Count) -> int | None:
    cell = release(Figure(value, counted.people or 0))
    return cell.value if isinstance(cell, Shown) else None


def prominent(insight: Insight) -> Section:
    """For each group the words it uses more than the others."""
    found = insight.wording.prominent
    title = _("Words that set a group apart")
    rows = tuple(
        (
            text(name),
            Entry(word.lemma, "text", Behind("word_all", group, at)),
            count(word.tokens, Behind("word", group, at)),
            text(_("beyond chance") if word.beyond_chance else _("may be chance")),
        )
        for group, (name, words) in enumerate(zip(insight.figures.groups, found.groups, strict=True))
        for at, word in enumerate(words)
    )
    bars = [
        BarRow(f"{word.lemma} · {name}", (Bar(word.tokens, spoken_number(word.tokens)),))
        for name, words in zip(insight.figures.groups, found.groups, strict=True)
        for word in words[: max(1, DRAWN // len(found.groups))]
    ]
    return Section(
        key="prominent",
        title=_("Prominent words by group"),
        formula=_(
            "Words that a group uses more than all other groups together. The measure is the signed log-likelihood "
            "(G²), for words used at least five times, by five people or more of the group. Listed are those with p < "
            "0.05, at most eight a group, the most marked first. %(tests)s tests were made; “beyond chance” also holds "
            "with Holm's correction over all of them. How often the others use the word is not shown: it may be few or "
            "none of them."
        )
        % {"tests": spoken_number(found.tests)},
        chart=drawn(
            _("The most marked words of each group, by times used there"),
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(
            Sheet(
                "prominent",
                title,
                (_("Group"), _("Word"), _("Times in the group"), _("Difference")),
                rows,
            ),
        )
        if rows
        else (),
        empty=_why_none(insight) if not rows else "",
    )


def _why_none(insight: Insight) -> str:
    if not insight.found.talk.puts:
        return nothing(insight, shown=False)
    return _("No word is used so much more by one group, by five people or more, that it can be shown.")
