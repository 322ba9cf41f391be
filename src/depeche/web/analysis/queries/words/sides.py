"""The two sides an analyst puts beside each other: the whole, a source, a theme, a group, or the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from depeche.core.stats import Series, Shown, release
from depeche.web.analysis.models import Coding, Theme
from depeche.web.analysis.queries.words.material import Material

Kind = Literal["all", "source", "theme", "group", "rest"]
CODE = 8  # letters of a group's address


class Side(NamedTuple):
    """A side with its address. `key` is the source, the theme, or the name of the group."""

    code: str
    kind: Kind
    title: str
    key: int | str = 0


class Choice(NamedTuple):
    """Sides of one kind, under their heading."""

    title: str
    sides: tuple[Side, ...]


class Chosen(NamedTuple):
    """What is looked at, and what it is compared with."""

    first: Side
    second: Side | None


def whole() -> Side:
    return Side("all", "all", _("All texts"))


def rest() -> Side:
    return Side("rest", "rest", _("All others"))


def choices(found: Material) -> tuple[Choice, ...]:
    """What there is to choose. A group where fewer than five people wrote is not among it."""
    sources = tuple(Side(f"s{one.pk}", "source", one.title, one.pk) for one in found.sources)
    themes = tuple(Side(f"t{one.pk}", "theme", one.name, one.pk) for one in _themes(found))
    groups = tuple(Side(_group_code(name), "group", name, name) for name in groups_told(found))
    kinds = (
        Choice(_("Collections"), sources if len(sources) > 1 else ()),
        Choice(_("Themes"), themes),
        Choice(_("Groups"), groups),
    )
    return tuple(kind for kind in kinds if kind.sides)


def _themes(found: Material) -> Iterable[Theme]:
    return Theme.objects.filter(corpus=found.corpus, deleted_at=None).order_by("position", "pk")


def groups_told(found: Material) -> tuple[str, ...]:
    """Groups of which it may be told how many wrote, by name; all groups are one series."""
    people: dict[str, set[str]] = {}
    for group, author in zip(found.read.groups, found.read.authors, strict=True):
        if author:
            people.setdefault(group, set()).add(author)
    names = sorted(people)
    shown = release(Series.of_people([len(people[name]) for name in names])) if names else None
    cells = zip(names, shown.cells, strict=True) if shown else ()
    return tuple(name for name, cell in cells if name and isinstance(cell, Shown))


def _group_code(name: str) -> str:
    return "g" + hashlib.sha256(name.encode()).hexdigest()[:CODE]


def chosen(found: Material, of: str, than: str) -> Chosen:
    """The sides an address names; two sources are put side by side where it names none."""
    named = {side.code: side for choice in choices(found) for side in choice.sides}
    sources = [side for side in named.values() if side.kind == "source"]
    if of not in named:
        if not of and len(sources) == 2 and not than:
            return Chosen(sources[0], sources[1])
        return Chosen(whole(), None)
    first = named[of]
    second = rest() if than == "rest" else named.get(than)
    return Chosen(first, second if second and may_stand_beside(first, second) else None)


def may_stand_beside(first: Side, second: Side) -> bool:
    """Groups stand beside groups alone: crossed with anything else the figures would be about few people."""
    return second.kind == "rest" or (first.code != second.code and (first.kind == "group") == (second.kind == "group"))


def rows_of(found: Material, side: Side) -> frozenset[int]:
    """The rows of a side. A theme has the cards of its sub-themes too."""
    read = found.read
    if side.kind == "source":
        return frozenset(row for row, source in enumerate(read.sources) if source == side.key)
    if side.kind == "group":
        return frozenset(row for row, group in enumerate(read.groups) if group == side.key)
    if side.kind == "theme":
        codings = Coding.objects.filter(
            Q(theme=side.key) | Q(theme__parent=side.key), theme__corpus=found.corpus, theme__deleted_at=None
        )
        units = set(codings.values_list("unit_id", flat=True))
        return frozenset(row for row, unit in enumerate(read.units) if unit in units)
    return frozenset(range(len(read.units)))


def both_rows(found: Material, sides: Chosen) -> tuple[frozenset[int], frozenset[int]]:
    """The rows of each side; a text that belongs to both is in the first alone."""
    first = rows_of(found, sides.first)
    if sides.second is None:
        return first, frozenset()
    second = frozenset(range(len(found.read.units))) if sides.second.kind == "rest" else rows_of(found, sides.second)
    return first, second - first
