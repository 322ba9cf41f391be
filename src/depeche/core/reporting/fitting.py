"""Does each figure stand where it belongs? A number may be right for its recipe and still stand in the wrong row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

from depeche.core.reporting import model
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.recipes import RECIPES
from depeche.core.reporting.values import Figure

_GATHERED: Final = frozenset({"*", "?"})  # arguments that stand for what has no name of its own

# Field -> the recipe that may stand there. What stands in a sentence is told by the sentence.
_RECIPES: Final[Mapping[type, Mapping[str, str]]] = {
    model.SourceRow: {"people": "participants", "questions": "questions", "answers": "answers"},
    model.ThemeShares: {"asked": "questions"},
    model.ThemeRow: {"questions": "theme", "share": "share"},
    model.ThemePage: {"questions": "theme", "share": "share", "chosen": "chosen"},
    model.SharedTheme: {"cells": "theme", "shares": "share"},
    model.WordColumn: {"total": "words"},
    model.WordRow: {"tokens": "word", "texts": "texts"},
    model.Comparison: {"tests": "tests"},
    model.KeyRow: {
        "first": "word",
        "second": "side",
        "first_texts": "texts",
        "second_texts": "side_texts",
        "g2": "g2",
        "ratio": "ratio",
    },
    model.FlowCell: {"questions": "flow"},
    model.CrossRow: {"cells": "cross", "total": "cross_theme"},
    model.CrossTable: {"totals": "cross_group"},
    model.Day: {"questions": "asked_between", "answers": "answered_between"},
    model.Attendance: {"invited": "participants", "took_part": "took_part"},
    model.AttendanceRow: {"invited": "group", "took_part": "took_part"},
}
# Fields of a row that name what its figures are about; each has to be among their arguments.
_NAMES: Final[Mapping[type, tuple[str, ...]]] = {
    model.GroupRow: ("name",),
    model.AttendanceRow: ("name",),
    model.SourceRow: ("id",),
    model.ThemeRow: ("name",),
    model.ThemePage: ("source", "theme"),
    model.ThemeShares: ("source",),
    model.SharedTheme: ("name",),
    model.WordColumn: ("source",),
    model.WordRow: ("word",),
    model.KeyRow: ("word",),
    model.FlowCell: ("asker", "answerer"),
    model.CrossRow: ("name",),
    model.Day: ("date",),
}


def misplaced(value: object, evidence: Evidence) -> Iterator[Figure]:
    """The figures below a part of a report that are not what their place says."""
    yield from _below(value, "", evidence)


def _below(value: object, relay: str, evidence: Evidence) -> Iterator[Figure]:
    if isinstance(value, tuple):
        for item in value:
            yield from _below(item, relay, evidence)
    elif is_dataclass(value) and not isinstance(value, Figure | type):
        relay = _relay(value, evidence) or relay
        for field in fields(value):
            held = getattr(value, field.name)
            for figure in _figures(held):
                if not _fits(value, field.name, figure, relay):
                    yield figure
            yield from _below(held, relay, evidence)


def _figures(held: object) -> tuple[Figure, ...]:
    if isinstance(held, Figure):
        return (held,)
    return tuple(item for item in held if isinstance(item, Figure)) if isinstance(held, tuple) else ()


def _relay(value: object, evidence: Evidence) -> str:
    """The relay all figures below are of; "" where each says it itself."""
    if isinstance(value, model.SourceRow):
        return value.id
    if isinstance(value, model.Attendance):
        return next((source.id for source in evidence.corpus.sources if source.title == value.title), "")
    source = getattr(value, "source", "")
    return source if isinstance(source, str) else ""


def _fits(place: object, field: str, figure: Figure, relay: str) -> bool:
    wanted = _RECIPES.get(type(place), {}).get(field)
    if wanted is not None and figure.recipe != wanted:
        return False
    parts = RECIPES[figure.recipe].parts if figure.recipe in RECIPES else ()
    if relay and "relay" in parts and figure.args[parts.index("relay") : parts.index("relay") + 1] != (relay,):
        return False
    if isinstance(place, model.CrossRow) and "" in figure.args:  # the unsorted, which go by a name of ours there
        return True
    return all(_names(str(getattr(place, name)), figure) for name in _NAMES.get(type(place), ()))


def _names(name: str, figure: Figure) -> bool:
    """A day or a stretch of days is named by where it begins; a gathered group or theme has a name of ours."""
    return name in figure.args or name.partition("/")[0] in figure.args or bool(_GATHERED & set(figure.args))
