"""The words as tables to take away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depeche.core.stats import Cell, Shown
from depeche.web.analysis.insight.parts import Entry, Section, Sheet, count, decimal, text
from depeche.web.analysis.queries.words.choices import decided
from depeche.web.analysis.queries.words.counted import LEAST, Words
from depeche.web.analysis.queries.words.lines import WordLine, line, ordered

EXACT = "exact"


def sections(found: Words, *, order: str) -> tuple[Section, ...]:
    """All words of the page, and what was decided about words."""
    words = Sheet(
        _("words"), _("Words"), _head(found), tuple(_row(line(told, found), found) for told in ordered(found, order))
    )
    choices = Sheet(
        _("choices"),
        _("Words left out or counted as another"),
        (_("Word"), _("Counted as")),
        tuple((text(one.lemma), text(one.into or _("left out"))) for one in decided(found.found)),
    )
    return (
        Section(
            key="words",
            title=_("Words"),
            formula=_(
                "Forms of a word are counted as its dictionary form. Times used, texts that contain it, and people who "
                "use it; running words count everything that was written."
            ),
            sheets=(words, choices),
            note=_note(found),
        ),
    )


def _note(found: Words) -> str:
    if not found.comparison.tests:
        return ""
    return _(
        "Signed G² (log-likelihood), log ratio in doublings, z of the log-odds with an informative Dirichlet prior; "
        "tested are the %(tests)s words used at least %(least)s times, p is corrected by Holm over all of them."
    ) % {"tests": found.comparison.tests, "least": LEAST}


def _head(found: Words) -> tuple[str, ...]:
    sides = [
        name
        for title in found.titles
        for name in (
            _("Times used: %(side)s") % {"side": title},
            _("Texts: %(side)s") % {"side": title},
            _("People: %(side)s") % {"side": title},
        )
    ]
    tests = ("G²", _("Log ratio"), "z", _("p after Holm"), _("More in")) if len(found.titles) == 2 else ()
    return (_("Word"), _("Parts"), *sides, *tests)


def _row(word: WordLine, found: Words) -> tuple[Entry, ...]:
    cells = [entry for one in word.counts for entry in (count(one.tokens), count(one.texts), _people(one.people))]
    if len(found.titles) == 2:
        test = word.test
        cells += (
            [decimal(test.g2), decimal(test.log_ratio), decimal(test.z), decimal(test.p_holm)]
            if test
            else [text("")] * 4
        )
        cells.append(text(word.more_in))
    return (text(word.lemma), text("+".join(word.parts)), *cells)


def _people(cell: Cell | None) -> Entry:
    if cell is None:
        return text("")
    return count(cell.value if isinstance(cell, Shown) else None)
