"""Rings, and the circle of the most asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from depeche.core.networks import LONGEST_RING
from depeche.render.group_charts import Bar, BarRow, bars_by_group
from depeche.web.analysis.insight.activity import nothing
from depeche.web.analysis.insight.parts import NONE, Behind, Section, Sheet, count, drawn, mean, share, text
from depeche.web.common.spoken import spoken_number, spoken_share

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight


def rings(insight: Insight) -> Section:
    """Hops that come back in their thread, and people who ask each other."""
    found = insight.figures.rings
    named: list[tuple[str, int | None, Behind | None]] = [(_("on to somebody new"), found.onward, None)]
    named += [(_ring(length), value, Behind("ring", length)) for length, value in enumerate(found.lengths, 2)]
    if not found.lengths:
        named.append((_("back to somebody it had visited"), found.back, Behind("ring")))
    rows = tuple(
        (text(name), count(value, behind), share(value / found.hops if value is not None and found.hops else None))
        for name, value, behind in [*named, (_("All"), found.hops, None)]
    )
    bars = [BarRow(name, (Bar(value, spoken_number(value)),)) for name, value, _behind in named if value is not None]
    pairs = (
        (text(_("Pairs of people of whom one or both asked the other")), count(found.pairs)),
        (text(_("Pairs who asked each other")), count(found.mutual, Behind("mutual"))),
        (text(_("Rings of three: A asks B, B asks C, C asks A")), count(found.triangles)),
    )
    title = _("Where the next question of a thread goes")
    return Section(
        key="rings",
        title=_("Rings"),
        finding=_("%(share)s of the answered follow-up questions came back to somebody the thread had visited before.")
        % {"share": spoken_share(found.back / found.hops)}
        if found.back is not None and found.hops
        else "",
        formula=_(
            "Share of rings = answered follow-up questions whose recipient the thread had visited before ÷ all "
            "answered follow-up questions. The length of a ring is the number of questions since that visit: 2 is "
            "straight back to the one who had just asked. Below, directed rings among people whatever the thread."
        ),
        chart=drawn(
            title,
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(
            Sheet("rings", title, (_("The question went"), _("Questions"), _("Share")), rows),
            Sheet("cycles", _("Rings among people"), (_("Ring"), _("Count")), pairs),
        ),
        empty=nothing(insight, shown=bool(bars) or found.pairs is not None),
    )


def _ring(length: int) -> str:
    if length == 2:
        return _("straight back to the asker")
    if length == LONGEST_RING:
        return _("back after %(count)s or more") % {"count": length}
    return _("back after %(count)s") % {"count": length}


def most_asked(insight: Insight) -> Section:
    """How much of the talk stays among the tenth who are asked most."""
    found = insight.figures.circle
    title = _("Questions to and among the most asked")
    formula = _(
        "The most asked are the tenth of the people with most questions received, at least five; who ties with the "
        "last belongs too. Share inside = questions between two of them ÷ all questions. Free mixing: each of them "
        "asks as often as they did and picks freely among all others."
    )
    if found is None:
        why = (
            nothing(insight, shown=False)
            if not insight.found.talk.puts
            else _("There are too few people for a circle.")
        )
        return Section("most-asked", _("The circle of the most asked"), formula, empty=why)

    def part(value: float | None) -> float | None:
        return value / found.total if value is not None and found.total else None

    rows = (
        (text(_("The most asked, number of people")), count(found.size), NONE),
        (text(_("Questions put to them")), count(found.to_them), share(part(found.to_them))),
        (text(_("Questions inside the circle")), count(found.inside, Behind("inside")), share(part(found.inside))),
        (text(_("Inside, by free mixing")), mean(found.inside_free), share(part(found.inside_free))),
        (text(_("All questions")), count(found.total), share(part(found.total))),
    )
    inside = part(found.inside)
    return Section(
        key="most-asked",
        title=_("The circle of the most asked"),
        finding=_("%(share)s of all questions stayed among the %(people)s most asked.")
        % {"share": spoken_share(inside), "people": spoken_number(found.size)}
        if inside is not None
        else "",
        formula=formula,
        sheets=(Sheet("most-asked", title, (_("Questions"), _("Count"), _("Share")), rows),),
        empty=nothing(insight, shown=found.total is not None),
    )
