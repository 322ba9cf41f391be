"""The figures of agreement as they are said: one line a theme, a chart, and what it all means in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.stats import Interval
from depeche.core.stats.agreement import TENTATIVE, Alpha, Caution, ThemeAgreement, Weight, Why
from depeche.render.agreement_charts import AlphaRow, alphas
from depeche.render.style import ChartSize
from depeche.web.accounts.models import User
from depeche.web.analysis import coding_rules
from depeche.web.analysis.coding_rules import Do
from depeche.web.analysis.insight.parts import Drawn, drawn
from depeche.web.analysis.models import DoubleCoding
from depeche.web.analysis.queries import agreed
from depeche.web.analysis.queries.agreed import Judged, Measured
from depeche.web.analysis.queries.coding import Row
from depeche.web.common.spoken import spoken_number, spoken_share

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One theme, ready to be read. `machine` is its alpha against the one coder and against the other."""

    name: str
    sub: bool
    both: int
    first: int
    second: int
    neither: int
    agreed: str
    agreed_yes: str
    kappa: str
    alpha: str
    interval: str
    meaning: str
    cautions: tuple[str, ...]
    machine: tuple[str, ...]
    machine_intervals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MachineSaid:
    """The machine against one coder, in words and figures."""

    coder: str
    alpha: str
    interval: str
    first: str
    three: str


def results(coding: DoubleCoding, user: User, row: Row) -> dict[str, Any]:
    """What the page of a finished double coding is given."""
    rows = agreed.judged(coding, user)
    found = agreed.measured(coding, rows)
    names = coder_names(row)
    disputed = [one for one in rows if one.disputed]
    settled = sum(one.settled is not None for one in disputed)
    overall = found.coders.overall
    return {
        "units": found.coders.units,
        "same": found.coders.same,
        "names": names,
        "overall": decimal(overall.value),
        "overall_interval": interval(overall.interval),
        "meaning": meaning(overall),
        "lines": _lines(coding, found),
        "chart": _chart(coding, found, names),
        "machine": _machine(found, names),
        "taught": found.machine.taught if found.machine else 0,
        "disputed": len(disputed),
        "settled": settled,
        "samples": overall.samples,
        "may_settle": coding_rules.allows(coding, user, Do.SETTLE),
        "may_write": coding_rules.allows(coding, user, Do.WRITE) and settled == len(disputed),
    }


def coder_names(row: Row) -> tuple[str, str]:
    """The names of the two, or their numbers where somebody has left."""
    first, second = (coder.name for coder in row.coders)
    return first or _("Coder 1"), second or _("Coder 2")


def theme_names(coding: DoubleCoding) -> dict[int, str]:
    return {int(entry["id"]): str(entry["name"]) for entry in coding.version.content}


def said_themes(themes: frozenset[int] | Sequence[int] | None, names: dict[int, str]) -> str:
    """The themes of a card in the order of the code book; "none of them"; nothing where it is open."""
    if themes is None:
        return ""
    return ", ".join(name for key, name in names.items() if key in themes) or _("none of them")


def _lines(coding: DoubleCoding, found: Measured) -> tuple[Line, ...]:
    names = theme_names(coding)
    subs = {str(entry["id"]) for entry in coding.version.content if entry["parent"] is not None}
    against = found.machine.against if found.machine else ()
    return tuple(
        _line(one, names[int(one.theme)], one.theme in subs, [other.themes[at].alpha for other in against])
        for at, one in enumerate(found.coders.themes)
    )


def _line(one: ThemeAgreement, name: str, sub: bool, machine: Sequence[Alpha]) -> Line:  # noqa: FBT001 - a column of the table
    counts = one.counts
    return Line(
        name,
        sub,
        *counts,
        agreed=spoken_share(counts.agreed) if counts.agreed is not None else NOTHING,
        agreed_yes=spoken_share(counts.agreed_yes) if counts.agreed_yes is not None else NOTHING,
        kappa=decimal(counts.kappa),
        alpha=decimal(one.alpha.value),
        interval=interval(one.alpha.interval) or why(one.alpha),
        meaning=meaning(one.alpha),
        cautions=tuple(map(caution, counts.cautions)),
        machine=tuple(decimal(alpha.value) for alpha in machine),
        machine_intervals=tuple(interval(alpha.interval) for alpha in machine),
    )


def _machine(found: Measured, names: tuple[str, str]) -> tuple[MachineSaid, ...]:
    if found.machine is None:
        return ()
    machine = found.machine
    return tuple(
        MachineSaid(
            names[at],
            decimal(machine.against[at].overall.value),
            interval(machine.against[at].overall.interval),
            _of(machine.first[at], machine.asked[at]),
            _of(machine.three[at], machine.asked[at]),
        )
        for at in (0, 1)
    )


def _chart(coding: DoubleCoding, found: Measured, names: tuple[str, str]) -> Drawn | None:
    titles = theme_names(coding)
    rows = [
        _row(titles[int(one.theme)], one.alpha, [other.themes[at].alpha for other in _against(found)])
        for at, one in enumerate(found.coders.themes)
        if one.alpha.value is not None
    ]
    if not rows:
        return None
    rows.append(_row(_("All themes together"), found.coders.overall, [other.overall for other in _against(found)]))
    levels = [(at, spoken_number(at, None if at in {0, 1} else 3)) for at in (0.0, 0.667, 1.0)]
    levels.insert(2, (0.8, spoken_number(0.8, 1)))

    def draw(size: ChartSize) -> str:
        return alphas(rows, levels, (_("the two coders"), _("the machine against either coder")), size)

    units = ngettext("%(count)s card", "%(count)s cards", found.coders.units) % {"count": found.coders.units}
    spoken = (f"{row.name}: {decimal(row.value)} {interval(_bounds(row))}".strip() for row in rows)
    return drawn(_("Krippendorff's alpha by theme"), f"{names[0]} · {names[1]} · {units}", spoken, draw)


def _against(found: Measured) -> Sequence[Any]:
    return found.machine.against if found.machine else ()


def _row(name: str, alpha: Alpha, others: Sequence[Alpha]) -> AlphaRow:
    low, high = alpha.interval or (None, None)
    return AlphaRow(name, alpha.value, low, high, tuple(other.value for other in others))


def _bounds(row: AlphaRow) -> Interval | None:
    return None if row.low is None or row.high is None else Interval(row.low, row.high)


def _of(count: int, whole: int) -> str:
    return _("%(count)s of %(whole)s") % {"count": count, "whole": whole}


def decimal(value: float | None) -> str:
    return NOTHING if value is None else spoken_number(value, 2)


def interval(bounds: Interval | None) -> str:
    return (
        "" if bounds is None else _("%(low)s to %(high)s") % {"low": decimal(bounds.low), "high": decimal(bounds.high)}
    )


def why(alpha: Alpha) -> str:
    """Why there is no interval."""
    return {
        None: "",
        Why.UNDEFINED: _("nothing to tell apart"),
        Why.ALL_AGREE: _("none: they agree on every card"),
        Why.RARE: _("none: too rare"),
    }[alpha.why]


def meaning(alpha: Alpha) -> str:
    """What the usual thresholds make of it; where the interval reaches lower, that too."""
    words = {
        Weight.RELIABLE: _("can be relied on"),
        Weight.TENTATIVE: _("tentative conclusions only"),
        Weight.UNRELIABLE: _("not to be relied on"),
        Weight.UNDEFINED: _("undefined"),
    }[alpha.weight]
    low = alpha.interval.low if alpha.interval else None
    if alpha.weight in {Weight.RELIABLE, Weight.TENTATIVE} and low is not None and low < TENTATIVE:
        return _("%(words)s, but the interval reaches below 0.667") % {"words": words}
    return words


def caution(found: Caution) -> str:
    return {
        Caution.FEW: _("fewer than five cards were put into it"),
        Caution.SKEWED: _("nearly all cards got the same answer: the coefficients are unsteady"),
        Caution.ONE_VALUE: _("both gave every card the same answer"),
    }[found]


def table(
    coding: DoubleCoding, rows: Sequence[Judged], names: tuple[str, str]
) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """The verdicts as a file has them: a row for each card and theme that anybody gave it, 1 for yes.

    "None of them" is a row of its own where anybody said so. Settled is empty where nothing had to be, the result
    where nothing has been yet.
    """
    themes = theme_names(coding)
    found: list[tuple[str | int, ...]] = []
    for row in rows:
        said = (row.first, row.second, row.settled, row.result)
        for key, name in themes.items():
            if any(key in one for one in said if one is not None):
                found.append((row.key, name, *("" if one is None else int(key in one) for one in said)))
        if any(one is not None and not one for one in said):
            found.append((row.key, _("none of them"), *("" if one is None else int(not one) for one in said)))
    return (_("Card number"), _("Theme"), *names, _("Settled"), _("Result")), found
