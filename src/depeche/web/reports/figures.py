"""The figures a text may refer to, with what they are at present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from depeche.core.corpus import Source
from depeche.core.reporting import Evidence, resolved
from depeche.core.reporting.k_of_n import FORMS
from depeche.core.reporting.prose import compile_prose

WORDS: Final = 8  # of each relay; any other word may be written by hand


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    reference: str  # with its braces, as it stands in the text
    value: str


@dataclass(frozen=True, slots=True)
class FigureList:
    title: str
    rows: tuple[FigureRow, ...]


def figure_lists(evidence: Evidence, language: str) -> tuple[FigureList, ...]:
    """One list for the whole material, then one a relay."""
    whole = (
        (_("Relays"), ("relays",)),
        (_("Questions"), ("questions",)),
        (_("Answers"), ("answers",)),
    )
    lists = [FigureList(_("The whole material"), tuple(_row(evidence, language, label, path) for label, path in whole))]
    lists += [_of_relay(evidence, language, source) for source in evidence.corpus.sources]
    return tuple(lists)


def _of_relay(evidence: Evidence, language: str, source: Source) -> FigureList:
    paths: list[tuple[str, tuple[str, ...]]] = [
        (_("Participants"), ("participants", source.id)),
        (_("Questions"), ("questions", source.id)),
        (_("Answers"), ("answers", source.id)),
        (_("Themes"), ("themes", source.id)),
        (_("Unsorted questions"), ("unsorted", source.id)),
    ]
    for theme in evidence.themes(source.id):
        if theme:
            paths.append((_("Questions in “%(theme)s”") % {"theme": theme}, ("theme", source.id, theme)))
            of_all = _("Questions in “%(theme)s”, of all in the relay") % {"theme": theme}
            paths.append((of_all, (FORMS[language], "theme", source.id, theme)))
            paths.append((_("“%(theme)s”, per cent of the questions") % {"theme": theme}, ("share", source.id, theme)))
    words = [row.lemma for row in evidence.table(source.id).rows[:WORDS]]
    paths += [(_("Times “%(word)s” is used") % {"word": word}, ("word", word, source.id)) for word in words]
    return FigureList(source.title, tuple(_row(evidence, language, label, path) for label, path in paths))


def _row(evidence: Evidence, language: str, label: str, path: tuple[str, ...]) -> FigureRow:
    reference = "{{" + ":".join(path) + "}}"
    return FigureRow(label, reference, resolved(compile_prose(reference, evidence), language))
