"""The network of groups, its ties named by the theme most of their questions belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from depeche.render.flow_charts import Link, Node, group_network
from depeche.web.analysis.insight.activity import nothing
from depeche.web.analysis.insight.parts import NONE, Behind, Drawn, Section, Sheet, count, drawn, text
from depeche.web.common.spoken import spoken_number

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight


def by_theme(insight: Insight) -> Section:
    found = insight.figures
    between = [tie for tie in found.ties if tie.one != tie.other]
    rows = tuple(
        (
            text(found.groups[tie.one]),
            text(found.groups[tie.other] if tie.other != tie.one else _("their own group")),
            count(tie.there, Behind("flow", tie.one, tie.other)),
            count(tie.back, Behind("flow", tie.other, tie.one)) if tie.other != tie.one else NONE,
            text(tie.theme or "–"),
        )
        for tie in found.ties
    )
    title = _("What groups ask one another about")
    head = (_("Group"), _("Other group"), _("Questions there"), _("Questions back"), _("Most of them are about"))
    unsorted = not found.sorted_any
    return Section(
        key="network",
        title=_("The network of groups"),
        formula=_(
            "Two groups are tied by the questions they put to each other. The theme of a tie is the one most of "
            "those questions belong to, whichever way they went; of two equally frequent themes, that of the "
            "earliest question. It is named where at least five people of each group stand behind it."
        ),
        chart=_drawn(insight, title) if between else None,
        sheets=(Sheet("network", title, head, rows),) if rows else (),
        note=_("The questions have not been sorted into themes, so the ties have none yet.") if unsorted else "",
        empty=_("There is only one group, so nothing flows between groups.")
        if len(found.groups) < 2 and insight.found.talk.puts
        else nothing(insight, shown=bool(between)),
    )


def _drawn(insight: Insight, title: str) -> Drawn:
    found = insight.figures
    named = list(dict.fromkeys(tie.theme for tie in found.ties if tie.theme and tie.one != tie.other))
    links = [
        Link(source, target, questions, named.index(tie.theme) if tie.theme else None)
        for tie in found.ties
        if tie.one != tie.other
        for source, target, questions in ((tie.one, tie.other, tie.there), (tie.other, tie.one, tie.back))
        if questions
    ]
    nodes = [
        Node(
            name,
            _("%(count)s people") % {"count": spoken_number(size)} if size is not None else _("too few"),
            size or 1,
        )
        for name, size in zip(found.groups, found.flow.sizes, strict=True)
    ]
    told = (
        f"{found.groups[link.source]} → {found.groups[link.target]}: {spoken_number(link.value)}"
        + (f" ({named[link.theme]})" if link.theme is not None else "")
        for link in links
    )
    return drawn(
        title,
        insight.subtitle + " · " + _("a tie is thick where the question begins, thin where it ends"),
        told,
        lambda size: group_network(nodes, links, named, size),
    )
