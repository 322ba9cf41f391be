"""Who asks whom between groups, against free mixing; and whether groups turn inward or outward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from depeche.core.networks import Measure
from depeche.render.flow_charts import End, Flow, ribbons
from depeche.render.group_charts import Bar, BarRow, bars_by_group
from depeche.web.analysis.insight.activity import nothing
from depeche.web.analysis.insight.parts import (
    NONE,
    Behind,
    Drawn,
    Entry,
    Section,
    Sheet,
    count,
    decimal,
    drawn,
    mean,
    share,
    text,
)
from depeche.web.common.spoken import spoken_number, spoken_share

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight


def who_asks_whom(insight: Insight) -> Section:
    """The directed counts, and what free mixing would give."""
    flow = insight.figures.flow
    alone = len(flow.groups) < 2
    return Section(
        key="flow",
        title=_("Who asks whom"),
        formula=_(
            "Counted are questions from the group in the row to the group in the column. Free mixing is what there "
            "would be if everybody asked as often as they did and picked freely among all others: questions of the "
            "asking group × people of the asked group ÷ (all people − 1); in their own group there is one person "
            "fewer to pick."
        )
        if insight.found.own_allowed
        else _(
            "Counted are questions from the group in the row to the group in the column. In this relay only other "
            "groups may be asked. Free mixing is what there would be if everybody picked freely among them: "
            "questions of the asking group × people of the asked group ÷ people of all other groups."
        ),
        chart=_ribbons(insight) if flow.anything and not alone else None,
        sheets=(_matrix(insight), _against_free(insight)) if not alone else (),
        note=_(
            "A figure is shown where at least five people asked and five were asked; some others are held back, so "
            "that no hidden one can be worked out."
        ),
        empty=_("There is only one group, so nothing flows between groups.")
        if alone and insight.found.talk.puts
        else nothing(insight, shown=flow.anything),
    )


def _matrix(insight: Insight) -> Sheet:
    flow = insight.figures.flow
    rows: list[tuple[Entry, ...]] = [
        (
            text(name),
            *(count(cell, Behind("flow", row, column)) for column, cell in enumerate(cells)),
            count(flow.asked[row], Behind("asked", row)),
        )
        for row, (name, cells) in enumerate(zip(flow.groups, flow.counts, strict=True))
    ]
    received = (count(value, Behind("received", column)) for column, value in enumerate(flow.received))
    rows.append((text(_("All")), *received, count(flow.total)))
    return Sheet("flow", _("Questions from group to group"), (_("From ↓ to →"), *flow.groups, _("All")), tuple(rows))


def _against_free(insight: Insight) -> Sheet:
    flow = insight.figures.flow
    rows = []
    for row, asker in enumerate(flow.groups):
        for column, asked in enumerate(flow.groups):
            seen, free = flow.counts[row][column], flow.free[row][column]
            if seen is not None and free is not None:
                ratio = seen / free if free else None
                rows.append(
                    (
                        text(asker),
                        text(asked),
                        count(seen, Behind("flow", row, column)),
                        mean(free),
                        mean(ratio) if ratio is not None else NONE,
                    )
                )
    head = (_("From"), _("To"), _("Questions"), _("Free mixing"), _("Times as many"))
    return Sheet("free-mixing", _("Against free mixing"), head, tuple(rows))


def _ribbons(insight: Insight) -> Drawn:
    flow = insight.figures.flow
    groups = range(len(flow.groups))
    flows = [
        Flow(row, column, value, spoken_number(value), own=row == column)
        for row in groups
        for column in groups
        if (value := flow.counts[row][column])
    ]
    left = [_end(flow.groups[g], flow.asked[g], sum(f.value for f in flows if f.source == g)) for g in groups]
    right = [_end(flow.groups[g], flow.received[g], sum(f.value for f in flows if f.target == g)) for g in groups]
    return drawn(
        _("Questions flow from group to group"),
        insight.subtitle + " · " + _("dark: to one's own group"),
        (f"{flow.groups[f.source]} → {flow.groups[f.target]}: {f.label}" for f in flows),
        lambda size: ribbons((_("Asks"), _("Is asked")), left, right, flows, size),
    )


def _end(name: str, value: int | None, drawn_of_it: float) -> End:
    return End(name, spoken_number(value) if value is not None else _("too few"), max(value or 0, drawn_of_it))


def inward(insight: Insight) -> Section:
    """Own share by group, with the E-I index and assortativity of the whole."""
    flow = insight.figures.flow
    groups = range(len(flow.groups))
    alone = len(flow.groups) < 2
    title = _("Share of the questions that went to one's own group")
    known = [(g, mine, flow.inward_free(g)) for g in groups if (mine := flow.inward(g)) is not None]
    bars = [BarRow(flow.groups[g], (Bar(mine, spoken_share(mine), whole=1.0, mark=free),)) for g, mine, free in known]
    ei, r = flow.ei(), flow.assortativity()
    rows = tuple(
        (
            text(flow.groups[g]),
            count(flow.own[g], Behind("flow", g, g)),
            count(flow.asked[g]),
            share(flow.inward(g)),
            share(flow.inward_free(g)),
        )
        for g in groups
    )
    measures = tuple(
        (text(name), decimal(m.value), decimal(m.free), count(m.questions), text(_of_whom(insight, m)))
        for name, m in ((_("E-I index"), ei), (_("Assortativity r"), r))
        if m.value is not None
    )
    return Section(
        key="inward",
        title=_("Inward or outward"),
        finding=_finding(insight, ei),
        formula=_(
            "Own share = questions to one's own group ÷ questions asked. E-I index = (questions to others − "
            "questions to one's own) ÷ all: −1 is only inward, 1 only outward (Krackhardt & Stern 1988). "
            "Assortativity r = (share within groups − what it would be by chance from how much each group asks and "
            "is asked) ÷ (1 − that): 1 is only one's own, 0 as by chance, below 0 rather others (Newman 2003)."
        ),
        chart=drawn(
            title,
            insight.subtitle + " · " + _("the line: free mixing"),
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars and not alone
        else None,
        sheets=(
            Sheet(
                "inward", title, (_("Group"), _("To their own"), _("Asked"), _("Own share"), _("By free mixing")), rows
            ),
            Sheet(
                "balance",
                _("The balance in one figure"),
                (_("Measure"), _("Value"), _("By free mixing"), _("Questions"), _("Rests on")),
                measures,
            ),
        )
        if not alone
        else (),
        empty=_("There is only one group, so all questions stay within it.")
        if alone and insight.found.talk.puts
        else nothing(insight, shown=bool(known)),
    )


def _finding(insight: Insight, ei: Measure) -> str:
    """How much went across, beside free mixing; of which questions, where not of all."""
    if ei.value is None:
        return ""
    said = {"share": spoken_share((1 + ei.value) / 2), "questions": spoken_number(ei.questions)}
    whole = len(ei.groups) == len(insight.figures.groups)
    if ei.free is None:
        return _("%(share)s of %(questions)s questions went to another group.") % said
    said["free"] = spoken_share((1 + ei.free) / 2)
    if whole:
        return _("%(share)s of the questions went to another group; free mixing would give %(free)s.") % said
    return (
        _(
            "%(share)s of the %(questions)s questions from groups that can be shown went to another group; free mixing "
            "would give %(free)s."
        )
        % said
    )


def _of_whom(insight: Insight, measure: Measure) -> str:
    names = insight.figures.groups
    if len(measure.groups) == len(names):
        return _("all groups")
    return ", ".join(names[group] for group in measure.groups)
