"""How questions are asked: open, closed or neither, and what the open ones ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from depeche.core.text import Form, Kind
from depeche.render.group_charts import Bar, BarRow, bars_by_group
from depeche.web.analysis.insight.activity import nothing
from depeche.web.analysis.insight.parts import Behind, Section, Sheet, count, drawn, share, text
from depeche.web.analysis.insight.wording import FORMS, KINDS
from depeche.web.common.spoken import spoken_number, spoken_share

if TYPE_CHECKING:
    from depeche.web.analysis.insight.page import Insight


def form_name(form: Form) -> str:
    return {
        Form.OPEN: _("Open questions"),
        Form.CLOSED: _("Closed questions"),
        Form.OTHER: _("Neither open nor closed"),
    }[form]


def kind_name(kind: Kind) -> str:
    return {
        Kind.SUBSTANTIVE: _("What, who, which"),
        Kind.MANNER: _("How"),
        Kind.CAUSE: _("Why"),
        Kind.CIRCUMSTANCE: _("Where, when"),
        Kind.DEGREE: _("How much, how often"),
    }[kind]


def forms(insight: Insight) -> Section:
    """Open, closed or neither, by group."""
    found = insight.wording.forms.beside(insight.figures.flow.asked)
    title = _("Questions by form and group")
    rows = [
        (
            text(name),
            *(count(value, Behind("form", at, group + 1)) for at, value in enumerate(found.forms[group])),
            count(found.asked[group]),
            share(found.share(group, Form.OPEN)),
        )
        for group, name in enumerate(insight.figures.groups)
    ]
    opened, total = found.all_forms[FORMS.index(Form.OPEN)], found.total
    part = opened / total if opened is not None and total else None
    totals = (count(value, Behind("form", at)) for at, value in enumerate(found.all_forms))
    rows.append((text(_("All")), *totals, count(total), share(part)))
    bars = [
        BarRow(name, (Bar(value, _of(value, asked), whole=asked),))
        for name, (value, *_rest), asked in zip(insight.figures.groups, found.forms, found.asked, strict=True)
        if value is not None and asked
    ]
    return Section(
        key="forms",
        title=_("Open and closed questions"),
        finding=_("%(share)s of the questions are open: they cannot be answered by a yes or a no.")
        % {"share": spoken_share(part)}
        if part is not None
        else "",
        formula=_(
            "Share open = open questions ÷ all questions of the group. Open: a main clause has its question word "
            "first, also after a preposition or another clause. Closed: the verb is first. Neither: a statement, a "
            "request, an indirect question. One open question makes the whole text open. The list of texts marks the "
            "words that decided."
        ),
        chart=drawn(
            _("Open questions of all questions"),
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(
            Sheet(
                "forms",
                title,
                (_("Group"), *(form_name(form) for form in FORMS), _("All questions"), _("Share open")),
                tuple(rows),
            ),
        ),
        note=_(
            "Each text counts once, however often it was sent on. The rules look at the order of words, not at what "
            "was meant."
        ),
        empty=nothing(insight, shown=bool(bars) or total is not None),
    )


def kinds(insight: Insight) -> Section:
    """What the open questions ask for: by group where every margin is shown, else of all."""
    found = insight.wording.forms.beside(insight.figures.flow.asked)
    title = _("Open questions by what they ask for")
    opened = found.all_forms[FORMS.index(Form.OPEN)]
    names = [kind_name(kind) for kind in KINDS]
    rows = [
        (text(name), *(count(value, Behind("kind", at, group + 1)) for at, value in enumerate(values)))
        for group, (name, values) in enumerate(zip(insight.figures.groups, found.kinds, strict=False))
    ]
    rows.append((text(_("All")), *(count(value, Behind("kind", at)) for at, value in enumerate(found.all_kinds))))
    bars = [
        BarRow(name, (Bar(value, _of(value, opened)),))
        for name, value in zip(names, found.all_kinds, strict=True)
        if value is not None and opened
    ]
    first = max(bars, key=lambda row: row.bars[0].value, default=None)
    return Section(
        key="kinds",
        title=_("What is asked for"),
        finding=_("Open questions most often ask with “%(word)s”: %(count)s.")
        % {"word": first.name.lower(), "count": first.bars[0].label}
        if first and None not in found.all_kinds
        else "",
        formula=_(
            "The question word decides, not the meaning: what, who, which ask for something; how for a manner; why for "
            "a cause; where and when for a circumstance; how much and how often for a degree. Of several open "
            "questions in one text the first counts."
        ),
        chart=drawn(
            title,
            insight.subtitle,
            (f"{row.name}: {row.bars[0].label}" for row in bars),
            lambda size: bars_by_group(bars, size),
        )
        if bars
        else None,
        sheets=(Sheet("kinds", title, (_("Group"), *names), tuple(rows)),),
        note=""
        if found.kinds
        else _("By group too few people stand behind some of these figures; they are told of all."),
        empty=nothing(insight, shown=bool(bars)),
    )


def _of(value: int, whole: int) -> str:
    return _("%(part)s of %(whole)s · %(share)s") % {
        "part": spoken_number(value),
        "whole": spoken_number(whole),
        "share": spoken_share(value / whole),
    }
