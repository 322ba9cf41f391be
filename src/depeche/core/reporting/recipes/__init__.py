"""How each number of a report is made from the corpus. A `Figure` names its recipe, so that it can be made again.

In the analyst's text `{{questions:topledere}}` is the recipe `questions` with the relay `topledere`; a relay may be
named by id or by title. `docs/methods/report.md` lists them all, and a test compares.
"""

from depeche.core.reporting.recipes import grouped as _grouped  # noqa: F401 - enters its recipes into the register
from depeche.core.reporting.recipes.base import RECIPES, Recipe, UnknownFigureError, figure, referenced
from depeche.core.reporting.recipes.basic import SIGNIFICANT

__all__ = ["RECIPES", "SIGNIFICANT", "Recipe", "UnknownFigureError", "figure", "referenced"]
