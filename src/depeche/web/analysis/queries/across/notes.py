"""Reflections beside the parts of the cross-reading, and the cards behind a figure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from depeche.web.analysis.models import Corpus, Reflection, TextUnit
from depeche.web.analysis.queries.across.drift import drift
from depeche.web.analysis.queries.across.groups import cell_cards, column_name, row_name, table_of
from depeche.web.analysis.queries.across.material import Material, Place

PLACES = ("", "sources", "changes", "groups", "together")


class Note(NamedTuple):
    """A reflection as a form shows it. `stamp` is that of the text it shows."""

    place: str
    text: str
    stamp: str
    by: str
    at: object

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.replace("\r\n", "\n").split("\n\n") if part.strip()]


class Behind(NamedTuple):
    """The cards of a figure and what they are, in words."""

    heading: str
    units: list[int]


def stamp(text: str) -> str:
    """A short mark of a text; another one means that somebody has written since."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def notes(corpus: Corpus) -> dict[str, Note]:
    """Every reflection by its place."""
    rows = Reflection.objects.filter(corpus=corpus).select_related("by")
    return {
        row.place: Note(row.place, row.text, stamp(row.text), row.by.get_full_name() if row.by else "", row.at)
        for row in rows
    }


def note_at(written: dict[str, Note], place: str) -> Note:
    return written.get(place) or Note(place, "", stamp(""), "", None)


def theme_place(theme: int) -> str:
    return f"theme-{theme}"


def behind(corpus: Corpus, found: Material, what: str, a: int, b: int) -> Behind | None:
    """The cards a figure counts; None where there is no such figure, or it may not be shown."""
    kind, _dash, source = what.partition("-")
    place = found.place(int(source)) if source.isascii() and source.isdecimal() and len(source) < 19 else None
    names = found.names
    if kind == "both" and a in names and b in names:
        units = [card.id for one in found.places for card in one.cards if {a, b} <= set(card.themes)]
        return Behind(_("Cards in both “%(one)s” and “%(other)s”") % {"one": names[a], "other": names[b]}, units)
    if place is None:
        return None
    if kind == "in" and a in names:
        said = {"theme": names[a], "source": place.title}
        units = [card.id for card in place.cards if a in card.themes]
        return Behind(_("Cards of “%(source)s” in “%(theme)s”") % said, units)
    if kind == "drift" and a in names:
        return _drift(corpus, found, place, a)
    return _cell(found, place, a, b) if kind == "cell" else None


def _drift(corpus: Corpus, found: Material, place: Place, key: int) -> Behind | None:
    theme = next(theme for theme in found.themes if theme.id == key)
    drifts = drift(corpus, found, theme)
    units = next((list(one.cards) for one in drifts or () if one.place.id == place.id), None)
    if units is None:
        return None
    said = {"theme": theme.name, "source": place.title}
    return Behind(_("Cards of “%(source)s” that the model of today would put into “%(theme)s”") % said, units)


def _cell(found: Material, place: Place, row: int, column: int) -> Behind | None:
    table = None if place.hidden else table_of(found, place)
    if table is None or row >= len(table.rows) or column >= len(table.columns) or table.counts[row][column] is None:
        return None
    said = {
        "theme": row_name(found, table.rows[row]),
        "group": column_name(table.columns[column]),
        "source": place.title,
    }
    heading = _("“%(theme)s” by %(group)s in “%(source)s”") % said
    return Behind(heading, cell_cards(place, table, row, column))


def card_rows(units: Sequence[int]) -> QuerySet[TextUnit]:
    """The cards of one page of a list, with source and answer."""
    return TextUnit.objects.filter(pk__in=units).select_related("source", "answer")


__all__ = [
    "PLACES",
    "Behind",
    "Note",
    "behind",
    "card_rows",
    "note_at",
    "notes",
    "stamp",
    "theme_place",
]
