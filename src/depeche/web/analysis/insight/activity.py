"""Activity, use of rights, and size beside traffic, by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from depeche.render.group_charts import Bar, BarRow, DotRow, bars_by_group, dots_by_group
from depeche.web.analysis.insight.parts import Behind, Section, Sheet, count, drawn, share, text
from depeche.web.common.spoken import spoken_number, spoken_share

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight

LEVELS = (0.1, 0.2, 0.25, 0.5)  # steps of a scale of shares


def by_group(insight: Insight) -> Section:
    """Questions and answers."""
    found = insight.figures
    asked, answered = found.flow.asked, found.answered
    both = tuple(a + b if a is not None and b is not None else None for a, b in zip(asked, answered, strict=True))
    rows = [
        (text(name), count(size), count(a, Behind("asked", at)), count(b, Behind("answered", at)), count(c))
        for at, (name, size, a, b, c) in enumerate(
            zip(found.groups, found.flow.sizes, asked, answered, both, strict=True)
        )
    ]
    total = found.flow.total
    together = total + found.answered_total if total is not None and found.answered_total is not None else None
    rows.append((text(_("All")), count(found.flow.people), count(total), count(found.answered_total), count(together)))
    head = (_("Group"), _("People"), _("Questions"), _("Answers"), _("Together"))
    title = _("Questions and answers by group")
    bars = [
        BarRow(
            name,
            (
                Bar(a, _("%(count)s questions") % {"count": spoken_number(a)}),
                Bar(b, _("%(count)s answers") % {"count": spoken_number(b)}),
            ),
        )
        for name, a, b in zip(found.groups, asked, answered, strict=True)
        if a is not None and b is not None
    ]
    return Section(
        key="activity",
        title=_("Activity"),
        finding=_("%(asked)s questions were put, and %(answered)s answers given.")
        % {"asked": spoken_number(total), "answered": spoken_number(found.answered_total)}
        if total is not None and found.answered_total is not None
        else "",
        formula=_(
            "Activity = questions asked + answers given. Every time a question was put to somebody counts, also when "
            "it came back and was sent on. Where a question was passed on, the one it ended with was asked."
        ),
        chart=drawn(
            title,
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}, {row.bars[1].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(Sheet("activity", title, head, tuple(rows)),),
        empty=nothing(insight, shown=together is not None or bool(bars)),
    )


def rights(insight: Insight) -> Section:
    """Used of available."""
    found = insight.figures
    title = _("Rights used of those there were")
    known = [
        (name, used, there) for name, used, there in zip(found.groups, found.flow.asked, found.available, strict=True)
    ]
    rows = [
        (text(name), count(used), count(there), share(used / there if used is not None and there else None))
        for name, used, there in [*known, (_("All"), found.flow.total, found.available_total)]
    ]
    bars = [
        BarRow(name, (Bar(used, _said(used, there), whole=there),))
        for name, used, there in known
        if used is not None and there
    ]
    total, whole = found.flow.total, found.available_total
    return Section(
        key="rights",
        title=_("Use of the right to ask"),
        finding=_("%(share)s of the rights to ask were used.") % {"share": spoken_share(total / whole)}
        if total is not None and whole
        else "",
        formula=_(
            "Use = rights used ÷ rights available. Available are those everyone began with, those earned by answering, "
            "and those that came back with a question. Each right used is one question put."
        ),
        chart=drawn(
            title,
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(Sheet("rights", title, (_("Group"), _("Used"), _("Available"), _("Share used")), tuple(rows)),),
        note=_("A row is about everybody in the group who had a right, not only about those who left one unused."),
        empty=nothing(insight, shown=bool(bars) or bool(total is not None and whole)),
    )


def traffic(insight: Insight) -> Section:
    """Share of people beside share of questions asked and received."""
    found = insight.figures
    flow = found.flow
    people, total = flow.people, flow.total

    def part(of: int | None, whole: int | None) -> float | None:
        return of / whole if of is not None and whole else None

    shares = [
        (part(size, people), part(asked, total), part(received, total))
        for size, asked, received in zip(flow.sizes, flow.asked, flow.received, strict=True)
    ]
    rows = tuple(
        (
            text(name),
            count(size),
            share(s[0]),
            count(asked),
            share(s[1]),
            count(received, Behind("received", at)),
            share(s[2]),
        )
        for at, (name, size, asked, received, s) in enumerate(
            zip(flow.groups, flow.sizes, flow.asked, flow.received, shares, strict=True)
        )
    )
    title = _("Share of the people beside share of the questions")
    kinds = (_("of the people"), _("of the questions asked"), _("of the questions received"))
    dots = [DotRow(name, s) for name, s in zip(flow.groups, shares, strict=True) if any(v is not None for v in s)]
    return Section(
        key="traffic",
        title=_("Size beside traffic"),
        formula=_(
            "Share of the people = people of the group ÷ all people. Share of the traffic = questions the group "
            "asked, or was asked, ÷ all questions."
        ),
        chart=drawn(
            title,
            insight.subtitle,
            (
                f"{row.name}: "
                + ", ".join(
                    f"{spoken_share(v)} {kind}" for v, kind in zip(row.values, kinds, strict=True) if v is not None
                )
                for row in dots
            ),
            lambda size: dots_by_group(kinds, dots, _levels(dots), size),
        )
        if dots
        else None,
        sheets=(
            Sheet(
                "traffic",
                title,
                (
                    _("Group"),
                    _("People"),
                    _("Share of the people"),
                    _("Questions asked"),
                    _("Share asked"),
                    _("Questions received"),
                    _("Share received"),
                ),
                rows,
            ),
        ),
        empty=nothing(insight, shown=bool(dots)),
    )


def _said(used: int, there: int) -> str:
    return _("%(used)s of %(available)s · %(share)s") % {
        "used": spoken_number(used),
        "available": spoken_number(there),
        "share": spoken_share(used / there),
    }


def _levels(dots: list[DotRow]) -> tuple[tuple[float, str], ...]:
    most = max(value for row in dots for value in row.values if value is not None)
    step = next((step for step in LEVELS if step * 4 >= most), LEVELS[-1])
    levels = [step * number for number in range(int(most / step - 1e-9) + 2)]
    return tuple((level, spoken_share(level)) for level in levels)


def nothing(insight: Insight, *, shown: bool) -> str:
    """Why a section has nothing to show; "" where it has."""
    if not insight.found.talk.puts:
        return _("Nothing has been asked yet.")
    return "" if shown else _("Too few people stand behind these figures to show them without telling of somebody.")
