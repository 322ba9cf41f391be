"""Themes that stand on the same card."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depeche.core.across import Together, together
from depeche.render.across_charts import Tile, tiles
from depeche.web.analysis.insight.parts import Behind, Drawn, Section, Sheet, count, drawn, mean, share, text
from depeche.web.analysis.queries.across.material import Material
from depeche.web.common.spoken import spoken_number

DRAWN = 10  # themes in the chart; the table has all


def on_one_card(found: Material) -> Section:
    """Pairs of themes with their cards, over all sources."""
    counted = together(card.themes for place in found.places for card in place.cards)
    names = found.names
    rows = tuple(
        (
            text(names[pair.one]),
            text(names[pair.other]),
            count(pair.cards, Behind("both", pair.one, pair.other)),
            mean(pair.lift),
            share(pair.jaccard),
            text(_("holds after correction") if pair.beyond_chance else _("may be due to chance")),
        )
        for pair in counted.pairs
    )
    title = _("Themes on the same card")
    return Section(
        key="together",
        title=title,
        finding=_said(found, counted),
        formula=_(
            "Times as many = cards in both × sorted cards ÷ (cards in the one × cards in the other): 1 is what there "
            "would be if either theme were given without regard to the other. Shared = cards in both ÷ cards in either "
            "(Jaccard). %(tests)s pairs were tested by Fisher's exact test, those that never meet included; “holds” is "
            "said where p after Holm's correction over all of them is below 0.05."
        )
        % {"tests": spoken_number(counted.tests)},
        chart=_drawn(found, counted) if rows else None,
        sheets=(
            Sheet(
                "together",
                title,
                (_("Theme"), _("Other theme"), _("Cards in both"), _("Times as many"), _("Shared"), _("Says")),
                rows,
            ),
        )
        if rows
        else (),
        empty="" if rows else _("No card is in two themes. On the workbench a card can be put into several."),
    )


def _said(found: Material, counted: Together) -> str:
    if not counted.pairs:
        return ""
    first = counted.pairs[0]
    names = found.names
    return _(
        "%(several)s of %(cards)s sorted cards are in several themes; most often %(one)s with %(other)s (%(both)s)."
    ) % {
        "several": spoken_number(counted.several),
        "cards": spoken_number(counted.cards),
        "one": names[first.one],
        "other": names[first.other],
        "both": spoken_number(first.cards),
    }


def _drawn(found: Material, counted: Together) -> Drawn:
    """A matrix of the themes that meet most; above the diagonal, which holds each theme's own cards."""
    met = {key for pair in counted.pairs for key in (pair.one, pair.other)}
    keys = sorted(met, key=lambda key: -counted.themes[key])[:DRAWN]
    both = {frozenset((pair.one, pair.other)): pair for pair in counted.pairs}
    most = max(pair.cards for pair in counted.pairs)
    names = [found.names[key] for key in keys]
    cells = []
    for row, key in enumerate(keys):
        line = []
        for column, other in enumerate(keys):
            pair = both.get(frozenset((key, other)))
            if row == column:
                line.append(Tile(f"({spoken_number(counted.themes[key])})"))
            else:
                line.append(Tile(spoken_number(pair.cards), pair.cards / most) if pair else Tile("–"))
        cells.append(line)
    told = (
        f"{found.names[pair.one]} + {found.names[pair.other]}: {spoken_number(pair.cards)}"
        for pair in counted.pairs[:DRAWN]
    )
    subtitle = _("n = %(count)s sorted cards · in brackets all cards of the theme") % {
        "count": spoken_number(counted.cards)
    }
    return drawn(_("Cards in both themes"), subtitle, told, lambda size: tiles(names, names, cells, size))
