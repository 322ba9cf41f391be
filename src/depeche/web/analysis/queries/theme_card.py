"""All that a theme card shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from depeche.web.analysis.models import Coding, Corpus, TextUnit
from depeche.web.analysis.queries.cards import shortened
from depeche.web.analysis.queries.suggestions import suggester
from depeche.web.analysis.queries.themes import ThemeRow, theme_rows

PROPOSED_WORDS = 8
PROPOSED_EXAMPLES = 4


class Example(NamedTuple):
    """A card of the theme, in full where it is chosen as an example."""

    id: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ThemeCardView:
    """A theme card. `words` and `candidates` are the machine's: cue words and cards that speak for the theme."""

    theme: ThemeRow
    parent: ThemeRow | None
    subs: tuple[ThemeRow, ...]
    others: tuple[ThemeRow, ...]  # what it can be merged into
    parents: tuple[ThemeRow, ...]  # what it can be put under
    examples: tuple[Example, ...]
    candidates: tuple[Example, ...]
    words: tuple[str, ...]


def theme_card(corpus: Corpus, theme_id: int) -> ThemeCardView | None:
    """None where the theme has been removed or is not of this corpus."""
    rows = theme_rows(corpus, current=theme_id)
    theme = next((row for row in rows if row.current), None)
    if theme is None:
        return None
    others = tuple(row for row in rows if not row.current)
    parents = () if theme.subs else tuple(row for row in others if row.parent is None and row.id != theme.parent)
    chosen = Coding.objects.filter(theme=theme_id, example=True).order_by("unit__position", "unit")
    examples = tuple(Example(*row) for row in chosen.values_list("unit", "unit__key", "unit__text"))
    words, units = _machine(corpus, theme, {example.id for example in examples})
    found = {unit.pk: unit for unit in TextUnit.objects.filter(pk__in=units).only("pk", "key", "text")}
    return ThemeCardView(
        theme=theme,
        parent=next((row for row in rows if row.id == theme.parent), None),
        subs=tuple(row for row in rows if row.parent == theme_id),
        others=others,
        parents=parents,
        examples=examples,
        candidates=tuple(
            Example(unit, found[unit].key, shortened(found[unit].text)) for unit in units if unit in found
        ),
        words=words,
    )


def _machine(corpus: Corpus, theme: ThemeRow, chosen: set[int]) -> tuple[tuple[str, ...], list[int]]:
    """Proposed cue words and cards, from what has been sorted; none while nothing is in the theme."""
    loaded = suggester(corpus) if theme.cards else None
    if loaded is None or str(theme.id) not in {label for labels in loaded.labels.values() for label in labels}:
        return (), []
    have = {word.casefold() for word in theme.cue_words}
    words = loaded.model.cue_words(str(theme.id), most=PROPOSED_WORDS + len(have))
    rows = loaded.model.representative(str(theme.id), most=PROPOSED_EXAMPLES + len(chosen))
    units = [loaded.rows[row] for row in rows if loaded.rows[row] not in chosen][:PROPOSED_EXAMPLES]
    return tuple(word for word in words if word.casefold() not in have)[:PROPOSED_WORDS], units
