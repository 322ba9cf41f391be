"""How each number of a report is made from the corpus. A `Figure` names its recipe, so that it can be made again.

In the analyst's text `{{questions:topledere}}` is the recipe `questions` with the relay `topledere`; a relay may be
named by id or by title. `docs/methods/report.md` lists them all, and a test compares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.people import released_group, released_people, released_writers
from depeche.core.reporting.values import Figure, Standing
from depeche.core.text import ComparedWord


class UnknownFigureError(LookupError):
    """The recipe, the relay, the theme or the word is not in the corpus."""


Value = float | Standing
Maker = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Recipe:
    """`parts` names the arguments; those in brackets may be left out. `decimals` is how the value is shown."""

    name: str
    parts: tuple[str, ...]
    means: str
    make: Maker
    decimals: int = 0


RECIPES: Final[dict[str, Recipe]] = {}


def figure(evidence: Evidence, name: str, *args: str) -> Figure:
    """The figure a recipe gives; `UnknownFigureError` when it cannot be made from this corpus."""
    recipe = RECIPES.get(name)
    if recipe is None:
        raise UnknownFigureError(name)
    needed = sum(not part.startswith("[") for part in recipe.parts)
    if not needed <= len(args) <= len(recipe.parts):
        raise UnknownFigureError(":".join((name, *args)))
    value = recipe.make(evidence, *args)
    if isinstance(value, Standing):
        return Figure(name, args, None, value, recipe.decimals)
    return Figure(name, args, value, Standing.KNOWN, recipe.decimals)


def referenced(evidence: Evidence, reference: str) -> Figure:
    """The figure a reference like `theme:topledere:krydspres` names. The last part keeps any further colons."""
    name, _, rest = reference.partition(":")
    recipe = RECIPES.get(name.strip())
    if recipe is None:
        raise UnknownFigureError(reference)
    args = [part.strip() for part in rest.split(":", max(0, len(recipe.parts) - 1))] if rest else []
    if len(args) > len(recipe.parts):
        raise UnknownFigureError(reference)
    titles = {source.title: source.id for source in evidence.corpus.sources}
    named = [
        titles.get(arg, arg) if part.strip("[]") in {"relay", "other"} else arg
        for part, arg in zip(recipe.parts, args, strict=False)
    ]
    return figure(evidence, recipe.name, *named)


def _recipe(name: str, *parts: str, means: str, decimals: int = 0) -> Callable[[Maker], Maker]:
    def register(make: Maker) -> Maker:
        RECIPES[name] = Recipe(name, parts, means, make, decimals)
        return make

    return register


def _known(evidence: Evidence, source: str) -> None:
    if source and source not in evidence.sources:
        raise UnknownFigureError(source)


@_recipe("relays", means="relays in the corpus")
def _relays(evidence: Evidence) -> Value:
    return len(evidence.corpus.sources)


@_recipe("days", means="days the relay was open, as its origin says")
def _days(evidence: Evidence) -> Value:
    days = evidence.corpus.days
    return Standing.UNKNOWN if days is None else days


@_recipe("contributions", means="contributions in the whole relay, as its origin says")
def _contributions(evidence: Evidence) -> Value:
    stated = evidence.corpus.contributions
    return Standing.UNKNOWN if stated is None else stated


@_recipe("questions", "[relay]", means="questions of a relay, or of all")
def _questions(evidence: Evidence, source: str = "") -> Value:
    _known(evidence, source)
    return len(evidence.of(source))


@_recipe("answers", "[relay]", means="questions that have an answer")
def _answers(evidence: Evidence, source: str = "") -> Value:
    _known(evidence, source)
    return evidence.answered(source)


@_recipe(
    "participants", "relay", means="people in a relay, as stated or as distinct known writers; never fewer than five"
)
def _participants(evidence: Evidence, source: str) -> Value:
    _known(evidence, source)
    return released_people(evidence, source)


@_recipe("group", "relay", "group", means="people of a group in a relay; never fewer than five")
def _group(evidence: Evidence, source: str, group: str) -> Value:
    _known(evidence, source)
    try:
        return released_group(evidence, source, group)
    except KeyError:
        raise UnknownFigureError(group) from None


@_recipe(
    "took_part",
    "relay",
    "[group]",
    means="people of a relay, or of a group in it, who wrote something; not where those who did not are too few",
)
def _took_part(evidence: Evidence, source: str, group: str = "") -> Value:
    _known(evidence, source)
    return released_writers(evidence, source, group)


@_recipe("themes", "relay", means="themes that hold a question of the relay")
def _themes(evidence: Evidence, source: str) -> Value:
    _known(evidence, source)
    return sum(bool(theme) for theme in evidence.themes(source))


@_recipe("theme", "relay", "theme", means="questions of the relay in the theme")
def _theme(evidence: Evidence, source: str, theme: str) -> Value:
    _known(evidence, source)
    if all(theme not in evidence.themes(known) for known in evidence.sources):
        raise UnknownFigureError(theme)
    return evidence.themes(source)[theme]


@_recipe("share", "relay", "theme", means="per cent of the relay's questions in the theme")
def _share(evidence: Evidence, source: str, theme: str) -> Value:
    count, total = _theme(evidence, source, theme), len(evidence.of(source))
    return round(100 * float(count) / total, 6) if total else Standing.UNKNOWN


@_recipe("unsorted", "relay", means="questions of the relay in no theme")
def _unsorted(evidence: Evidence, source: str) -> Value:
    _known(evidence, source)
    return evidence.themes(source)[""]


@_recipe("several", "relay", means="questions of the relay in more than one theme")
def _several(evidence: Evidence, source: str) -> Value:
    _known(evidence, source)
    return sum(len(pair.themes) > 1 for pair in evidence.of(source))


@_recipe("other_themes", "relay", "listed", means="themes of the relay beyond the largest so many")
def _other_themes(evidence: Evidence, source: str, listed: str) -> Value:
    return max(0, float(_themes(evidence, source)) - int(listed))


@_recipe("chosen", "relay", "theme", means="pairs marked for the report that are printed in the theme, their first")
def _chosen(evidence: Evidence, source: str, theme: str) -> Value:
    _known(evidence, source)
    return evidence.chosen(source)[theme]


@_recipe("words", "relay", means="running words in the questions of the relay")
def _words(evidence: Evidence, source: str) -> Value:
    _known(evidence, source)
    return evidence.table(source).size


@_recipe("word", "word", "relay", means="times the lemma is used in the questions of the relay")
def _word(evidence: Evidence, word: str, source: str) -> Value:
    _known(evidence, source)
    row = evidence.row(source, word)
    return row.tokens if row else 0


@_recipe("texts", "word", "relay", means="questions of the relay that contain the lemma")
def _texts(evidence: Evidence, word: str, source: str) -> Value:
    _known(evidence, source)
    row = evidence.row(source, word)
    return row.texts if row else 0


@_recipe("side", "word", "relay", "[other]", means="times used on the other side: a relay, or all others")
def _side(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return row.counts[1].tokens if row else 0


@_recipe("side_texts", "word", "relay", "[other]", means="questions of the other side that contain the lemma")
def _side_texts(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return row.counts[1].texts if row else 0


@_recipe(
    "g2",
    "word",
    "relay",
    "[other]",
    means="signed log-likelihood of the word, first side against the other",
    decimals=1,
)
def _g2(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return Standing.UNKNOWN if row is None or row.keyness is None else round(row.keyness.g2, 6)


@_recipe("ratio", "word", "relay", "[other]", means="log ratio, in doublings", decimals=1)
def _ratio(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return Standing.UNKNOWN if row is None or row.keyness is None else round(row.keyness.log_ratio, 6)


@_recipe(
    "p_holm", "word", "relay", "[other]", means="p of the difference after Holm's correction for all tests", decimals=3
)
def _p_holm(evidence: Evidence, word: str, first: str, second: str = "") -> Value:
    row = _pair(evidence, word, first, second)
    return Standing.UNKNOWN if row is None or row.p_holm is None else round(row.p_holm, 6)


@_recipe("tests", "relay", "[other]", means="words tested in the comparison")
def _tests(evidence: Evidence, first: str, second: str = "") -> Value:
    _known(evidence, first)
    _known(evidence, second)
    return evidence.comparison(first, second).tests


@_recipe("carried", "relay", "[other]", means="words whose difference holds after Holm's correction (p below .05)")
def _carried(evidence: Evidence, first: str, second: str = "") -> Value:
    _known(evidence, first)
    _known(evidence, second)
    rows = evidence.comparison(first, second).rows
    return sum(row.p_holm is not None and row.p_holm < SIGNIFICANT for row in rows)


SIGNIFICANT = 0.05


def _pair(evidence: Evidence, word: str, first: str, second: str) -> ComparedWord | None:
    _known(evidence, first)
    _known(evidence, second)
    return evidence.compared(word, first, second)
