"""Two published versions held against each other, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from depeche.core.reporting.differences import FigureChange, QuoteChange, TextChange, differences
from depeche.core.reporting.model import Background, Report
from depeche.web.reports import build
from depeche.web.reports.models import Version


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of a table: what, as it was, as it is; "" where a version does not have it."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedText:
    place: str
    change: TextChange


@dataclass(frozen=True, slots=True)
class Compared:
    """`language` is that of the later version, `text_language` that of the words quoted."""

    figures: tuple[Changed, ...]
    quotes: tuple[Changed, ...]
    texts: tuple[ChangedText, ...]
    language: str
    text_language: str

    def __bool__(self) -> bool:
        return bool(self.figures or self.quotes or self.texts)


def compared(before: Version, after: Version) -> Compared:
    old, new = build.thaw(before), build.thaw(after)
    found = differences(old, new)
    titles = {**_titles(old), **_titles(new)}
    return Compared(
        figures=tuple(Changed(_figure(change, titles), change.before, change.after) for change in found.figures),
        quotes=tuple(Changed(_quote(change), change.before, change.after) for change in found.quotes),
        texts=tuple(ChangedText(_place(change), change) for change in found.texts),
        language=new.language,
        text_language=new.text_language,
    )


def _titles(model: Report) -> dict[str, str]:
    """Of the relays, by their ids."""
    return {row.id: row.title for body in model.bodies(Background) for row in body.sources}


_ALONE: Final[Mapping[str, Callable[[], str]]] = {
    "relays": lambda: _("Relays"),
    "days": lambda: _("Days"),
    "contributions": lambda: _("Contributions"),
    "questions": lambda: _("Questions"),
    "answers": lambda: _("Answers"),
    "participants": lambda: _("Participants"),
    "themes": lambda: _("Themes"),
    "took_part": lambda: _("Took part"),
    "unsorted": lambda: _("Unsorted questions"),
    "several": lambda: _("Questions in several themes"),
    "words": lambda: _("Words in the questions"),
    "tests": lambda: _("Words compared"),
    "carried": lambda: _("Words that differ"),
}
_OF_SOMETHING: Final[Mapping[str, tuple[int, Callable[[], str]]]] = {  # place of its name among the arguments
    "took_part": (1, lambda: _("Took part, “%(name)s”")),
    "group": (1, lambda: _("People in “%(name)s”")),
    "theme": (1, lambda: _("Questions in “%(name)s”")),
    "share": (1, lambda: _("“%(name)s”, per cent of the questions")),
    "chosen": (1, lambda: _("Pairs chosen from “%(name)s”")),
    "word": (0, lambda: _("Times “%(name)s” is used")),
    "texts": (0, lambda: _("Questions that hold “%(name)s”")),
    "side": (0, lambda: _("Times “%(name)s” is used")),
    "side_texts": (0, lambda: _("Questions that hold “%(name)s”")),
    "g2": (0, lambda: _("“%(name)s”: how sure the difference is (G²)")),
    "ratio": (0, lambda: _("“%(name)s”: how large the difference is (log ratio)")),
    "p_holm": (0, lambda: _("“%(name)s”: p after correction")),
}


def _figure(change: FigureChange, titles: Mapping[str, str]) -> str:
    """What a number counts, with the relays it is about."""
    args = list(change.args)
    if change.recipe in _OF_SOMETHING and len(args) > _OF_SOMETHING[change.recipe][0]:
        place, words = _OF_SOMETHING[change.recipe]
        label = words() % {"name": args.pop(place)}
    else:
        label = _ALONE[change.recipe]() if change.recipe in _ALONE else change.recipe
    return " · ".join([label, *(titles.get(arg, arg) for arg in args if arg)])


def _quote(change: QuoteChange) -> str:
    pair, _slash, side = change.unit.rpartition("/")
    return (_("Question %(number)s") if side == "q" else _("Answer to %(number)s")) % {"number": pair}


_FIELDS: Final[Mapping[str, Callable[[], str]]] = {
    "title": lambda: _("Title"),
    "subtitle": lambda: _("Subtitle"),
    "publisher": lambda: _("Published by"),
    "what": lambda: _("What it was"),
    "how": lambda: _("How it was done"),
    "why": lambda: _("Why it was done"),
    "who": lambda: _("Who took part"),
    "note": lambda: pgettext("under a block", "Note"),
}


def _place(change: TextChange) -> str:
    """What a text stands in, and which of its texts it is."""
    words = _FIELDS[change.field]() if change.field in _FIELDS else ""
    return " · ".join(part for part in (change.title, words) if part) or _("Text")
