"""How far threads reach, and where they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.render.group_charts import Bar, BarRow, StepPoint, bars_by_group, survival_steps
from depeche.web.analysis.insight.activity import nothing
from depeche.web.analysis.insight.parts import Behind, Section, Sheet, count, drawn, share, text
from depeche.web.common.spoken import spoken_number, spoken_share

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight


def far(insight: Insight) -> Section:
    """Length and survival."""
    steps = insight.figures.steps
    hours = insight.found.patience.total_seconds() / 3600
    rows = tuple(
        (
            text(spoken_number(s.hop)),
            count(s.reached, Behind("hop", s.hop) if s.hop else None),
            share(s.share),
            share(s.survival),
        )
        for s in steps
    )
    points = [StepPoint(s.hop, s.share, s.survival, spoken_share(s.share)) for s in steps]
    title = _("Threads that reach each length")
    longer = [step for step in steps if step.hop >= 1]
    return Section(
        key="threads",
        title=_("How far threads reach"),
        finding=ngettext(
            "%(share)s of the threads reached %(count)s pair of question and answer or more.",
            "%(share)s of the threads reached %(count)s pairs of question and answer or more.",
            longer[-1].hop,
        )
        % {"share": spoken_share(longer[-1].share), "count": longer[-1].hop}
        if longer
        else "",
        formula=_(
            "A thread is a first question and what followed from it; its length is the number of questions answered "
            "in a row. Share = threads of at least that length ÷ all threads. The estimate (Kaplan & Meier 1958) "
            "leaves out of the count those that were cut off: with less than %(hours)s hours from their last "
            "question or answer to the end, nobody knows whether they would have gone on. What would have become of "
            "them lies between the two lines."
        )
        % {"hours": spoken_number(hours)},
        chart=drawn(
            title,
            insight.subtitle,
            (f"{point.hop}: {point.label}" for point in points),
            lambda size: survival_steps(
                points, (_("Threads that got so far"), _("Estimate, had none been cut off")), size
            ),
        )
        if longer
        else None,
        sheets=(
            Sheet("threads", title, (_("Pairs"), _("Threads"), _("Share"), _("Estimate, had none been cut off")), rows),
        ),
        note=_("Lengths that fewer than five people answered at are not shown."),
        empty=nothing(insight, shown=bool(longer)),
    )


def meet(insight: Insight) -> Section:
    """The first person two threads have in common, told by their group."""
    found = insight.figures.meets
    names = insight.figures.groups
    rows = [
        (text(name), count(value, Behind("meet", at)))
        for at, (name, value) in enumerate(zip(names, found.groups, strict=True))
    ]
    rows.append((text(_("All threads with an answer")), count(found.threads)))
    bars = [
        BarRow(name, (Bar(value, spoken_number(value)),))
        for name, value in zip(names, found.groups, strict=True)
        if value is not None
    ]
    title = _("Threads by the group in which they first meet another")
    said = []
    if found.met is not None and found.threads:
        said.append(
            _("%(met)s of %(threads)s threads come to somebody who also answers in another thread.")
            % {"met": spoken_number(found.met), "threads": spoken_number(found.threads)}
        )
    if found.hop is not None:
        said.append(_("Half of those that meet do so by pair %(hop)s.") % {"hop": found.hop})
    return Section(
        key="meetings",
        title=_("Where threads meet"),
        finding=" ".join(said),
        formula=_(
            "Two threads meet at the first person who answers in both. Each thread is counted once, at the earliest "
            "of its pairs where it meets another, in the group of that person. Persons are never named. "
            "Where there are few threads, a table says at which pair every two of them first come to the same group."
        ),
        chart=drawn(
            title,
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(Sheet("meetings", title, (_("Group"), _("Threads")), tuple(rows)), _two_by_two(insight)),
        empty=nothing(insight, shown=bool(bars) or bool(said)),
    )


def _two_by_two(insight: Insight) -> Sheet:
    names = insight.figures.groups
    rows = tuple(
        (text(spoken_number(met.one)), count(met.other), text(names[met.group]), count(met.first), count(met.second))
        for met in insight.figures.encounters
    )
    head = (_("Thread"), _("Other thread"), _("First group in common"), _("Pair of the one"), _("Pair of the other"))
    return Sheet("encounters", _("Every two threads, and the first group they have in common"), head, rows)
