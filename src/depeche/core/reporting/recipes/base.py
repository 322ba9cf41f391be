"""What a recipe is, and the register of them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.values import Figure, Standing


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
    found = RECIPES.get(name)
    if found is None:
        raise UnknownFigureError(name)
    needed = sum(not part.startswith("[") for part in found.parts)
    nameless = any(part == "relay" and not arg for part, arg in zip(found.parts, args, strict=False))
    if nameless or not needed <= len(args) <= len(found.parts):
        raise UnknownFigureError(":".join((name, *args)))
    value = found.make(evidence, *args)
    if isinstance(value, Standing):
        return Figure(name, args, None, value, found.decimals)
    return Figure(name, args, value, Standing.KNOWN, found.decimals)


def referenced(evidence: Evidence, reference: str) -> Figure:
    """The figure a reference like `theme:topledere:krydspres` names. The last part keeps any further colons."""
    name, _, rest = reference.partition(":")
    found = RECIPES.get(name.strip())
    if found is None:
        raise UnknownFigureError(reference)
    args = [part.strip() for part in rest.split(":", max(0, len(found.parts) - 1))] if rest else []
    if len(args) > len(found.parts):
        raise UnknownFigureError(reference)
    titles = {source.title: source.id for source in evidence.corpus.sources}
    named = [
        titles.get(arg, arg) if part.strip("[]") in {"relay", "other"} else arg
        for part, arg in zip(found.parts, args, strict=False)
    ]
    return figure(evidence, found.name, *named)


def recipe(name: str, *parts: str, means: str, decimals: int = 0) -> Callable[[Maker], Maker]:
    """Enter a maker of figures into the register."""

    def register(make: Maker) -> Maker:
        RECIPES[name] = Recipe(name, parts, means, make, decimals)
        return make

    return register


def known(evidence: Evidence, source: str) -> None:
    """UnknownFigureError where the corpus has no such relay."""
    if source and source not in evidence.sources:
        raise UnknownFigureError(source)
