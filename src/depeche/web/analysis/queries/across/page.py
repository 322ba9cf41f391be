"""The page: what is chosen, its sections, and the one place where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from depeche.web.analysis.insight.parts import Section
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.across.groups import by_group
from depeche.web.analysis.queries.across.material import Material, Named, Place, material, state
from depeche.web.analysis.queries.across.sources import changed, in_sources
from depeche.web.analysis.queries.across.theme import both_sides, flows
from depeche.web.analysis.queries.across.together import on_one_card
from depeche.web.analysis.queries.suggestions.shelf import Shelf

DIGITS = 19  # of a key the database can hold
HELD = 250_000  # texts behind the pages kept in a process


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader has chosen; a source that is not there is read as none."""

    earlier: int | None = None
    later: int | None = None
    source: int | None = None
    fine: bool = False

    @classmethod
    def from_query(cls, params: Mapping[str, str]) -> Chosen:
        def number(name: str) -> int | None:
            value = params.get(name, "")
            return int(value) if value.isascii() and value.isdecimal() and len(value) < DIGITS else None

        return cls(number("from"), number("to"), number("source"), params.get("level") == "all")


@dataclass(frozen=True, slots=True)
class Reading:
    """The sections, and what they are read from. `earlier` is None where there is nothing to compare."""

    found: Material
    chosen: Chosen
    earlier: Place | None
    later: Place | None
    place: Place | None
    sections: tuple[Section, ...]


_readings: Shelf[Reading] = Shelf(HELD)
SHELVES = (_readings,)


def across(corpus: Corpus, chosen: Chosen) -> Reading:
    """The cross-reading of a corpus."""
    return _kept(corpus, chosen, None)


def theme_across(corpus: Corpus, chosen: Chosen, theme: int) -> Reading | None:
    """One theme read across: None where there is no such theme."""
    reading = _kept(corpus, chosen, theme)
    return reading if theme in reading.found.names else None


def theme_of(reading: Reading, key: int) -> Named:
    return next(theme for theme in reading.found.themes if theme.id == key)


def _kept(corpus: Corpus, chosen: Chosen, theme: int | None) -> Reading:
    """Kept in this process's memory until anything it rests on has changed; of each page the last state alone."""
    now = state(corpus)
    sources = tuple(corpus.sources.values_list("pk", "title"))

    def prepare() -> Callable[[], Reading]:
        reading = _read(material(corpus, fine=chosen.fine), chosen, theme)
        return lambda: reading

    name = (corpus.pk, get_language(), chosen, theme)
    made = _readings.get(name, (now, sources), prepare, size=now.units + 1, patient=True)
    return made.value if made is not None and made.key == (now, sources) else prepare()()


def _read(found: Material, chosen: Chosen, theme: int | None) -> Reading:
    places = found.places
    later = found.place(chosen.later) or (places[-1] if places else None)
    earlier = found.place(chosen.earlier) or (places[0] if places else None)
    place = found.place(chosen.source) or (later if theme is None else _answered(found) or later)
    compared = earlier is not None and later is not None and earlier.id != later.id
    sections: list[Section] = []
    if theme is not None:
        one = next((named for named in found.themes if named.id == theme), None)
        if one is not None and place is not None:
            sections = [both_sides(found, one), flows(found, place, one)]
    elif place is not None:
        sections = [in_sources(found)]
        if compared and earlier and later:
            sections.append(changed(found, earlier, later))
        sections += [by_group(found, place), on_one_card(found)]
    return Reading(found, chosen, earlier if compared else None, later if compared else None, place, tuple(sections))


def _answered(found: Material) -> Place | None:
    """The last source in which people answer each other."""
    return next((place for place in reversed(found.places) if any(card.other for card in place.cards)), None)
