"""Blocks that count beyond themes and words: who asks whom, themes by group, day by day."""

from __future__ import annotations

from depeche.core.across import UNSORTED
from depeche.core.reporting.dates import long_date, set_in
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.grouped import NOT_TOLD, OTHERS
from depeche.core.reporting.model import CrossRow, CrossTable, Day, Flow, FlowCell, GroupRow, Timeline
from depeche.core.reporting.outline import Item
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.recipes import figure
from depeche.core.reporting.speak import number, sentence
from depeche.core.reporting.values import Figure, Sentence


def flow(evidence: Evidence, item: Item, language: str) -> Flow | None:
    """Which group asks which; `None` where nothing of it may be told."""
    source = evidence.sources[item.source]
    found = evidence.flow(source.id)
    if found is None:
        return None
    names = tuple(_group(key, len(side), language) for key, side in zip(found.groups, found.sides, strict=True))
    asking = range(len(found.counts))
    return Flow(
        source=source.id,
        source_title=source.title,
        groups=tuple(
            GroupRow(name, figure(evidence, "flow_people", source.id, key))
            for name, key in zip(names, found.groups, strict=True)
        ),
        cells=tuple(
            FlowCell(names[row], name, figure(evidence, "flow", source.id, found.groups[row], key))
            for row in asking
            for name, key in zip(names, found.groups, strict=True)
        ),
        lead=_flow_lead(evidence, source.id, dict(zip(found.groups, names, strict=True)), language),
    )


def _group(key: str, count: int, language: str) -> str:
    """A group by its name, or what it is when it has none."""
    if key == OTHERS:
        return phrase(language, "others_groups").format(n=number(count, 0, language))
    return phrase(language, "group_not_told") if key == NOT_TOLD else key


def _flow_lead(evidence: Evidence, source: str, names: dict[str, str], language: str) -> tuple[Sentence, ...]:
    found = evidence.flow(source)
    shown = {"shown": figure(evidence, "flow_shown", source)}
    out = [sentence(language, "flow_lead", shown, relay=evidence.sources[source].title)]
    if found is not None and found.told:
        whole = {
            "asked": figure(evidence, "flow_asked", source),
            "own": figure(evidence, "flow_own", source),
            "share": figure(evidence, "own_share", source),
            "ei": figure(evidence, "ei", source),
        }
        all_told = len(found.told) == len(found.counts)
        out.append(sentence(language, "flow_own" if all_told else "flow_own_some", whole))
        shares = {found.groups[row]: figure(evidence, "own_share", source, found.groups[row]) for row in found.told}
        if len(shares) > 1:
            most = max(shares, key=lambda key: shares[key].value or 0)
            out.append(sentence(language, "flow_most", {"share": shares[most]}, group=names[most]))
    return (*out, sentence(language, "flow_rule"))


def cross_table(evidence: Evidence, item: Item, language: str) -> CrossTable | None:
    """Themes by the group that asked; `None` where it may not be told of two themes and two groups at least."""
    source = evidence.sources[item.source]
    found = evidence.by_theme(source.id)
    if found is None:
        return None
    table = found.table
    answered = (
        "by_group_lead_answered" if 0 < evidence.answered(source.id) < len(evidence.of(source.id)) else "by_group_lead"
    )
    total = {"total": figure(evidence, "cross_total", source.id)}
    lead = [sentence(language, answered, total, relay=source.title)]
    if table.several:
        lead.append(sentence(language, "by_group_several"))
    return CrossTable(
        source=source.id,
        source_title=source.title,
        columns=tuple(_group(key, len(side), language) for key, side in zip(found.groups, table.columns, strict=True)),
        rows=tuple(
            CrossRow(
                _theme(theme, part, language),
                tuple(figure(evidence, "cross", source.id, theme, group) for group in found.groups),
                figure(evidence, "cross_theme", source.id, theme),
            )
            for theme, part in zip(found.themes, table.rows, strict=True)
        ),
        totals=tuple(figure(evidence, "cross_group", source.id, group) for group in found.groups),
        lead=(*lead, sentence(language, "by_group_rule")),
    )


def _theme(name: str, part: tuple[int, ...], language: str) -> str:
    if name != OTHERS:
        return name or phrase(language, "unsorted")
    key = "others_themes_unsorted" if UNSORTED in part else "others_themes"
    return phrase(language, key).format(n=number(len(part) - (UNSORTED in part), 0, language))


def timeline(evidence: Evidence, item: Item, language: str) -> Timeline | None:
    """Day by day; `None` where the days are not known, or too few wrote."""
    source = evidence.sources[item.source]
    found = evidence.stretches(source.id)
    if len(found) < 2:
        return None
    days = tuple(
        Day(
            one.iso,
            figure(evidence, "asked_between", source.id, one.first.isoformat(), one.last.isoformat()),
            figure(evidence, "answered_between", source.id, one.first.isoformat(), one.last.isoformat()),
        )
        for one in found
    )
    counted = {
        "questions": figure(evidence, "dated", source.id),
        "answers": figure(evidence, "dated_answers", source.id),
    }
    ends = {
        "first": long_date(found[0].first.isoformat(), language),
        "last": long_date(found[-1].last.isoformat(), language),
    }
    key = "timeline_lead" if counted["answers"].value else "timeline_lead_questions"
    lead = [set_in(sentence(language, key, counted, relay=source.title, **ends), *ends)]
    lead += _most(days, [one.days for one in found], language)
    usual = min(one.days for one in found)
    if usual > 1:
        lead.append(sentence(language, "timeline_weeks"))
    if any(one.days > usual for one in found):
        lead.append(sentence(language, "timeline_gathered"))
    return Timeline(source.id, source.title, days, tuple(lead))


def _most(days: tuple[Day, ...], lengths: list[int], language: str) -> list[Sentence]:
    """The busiest day, where it is one alone and stands by itself."""
    means = [(day.questions.value or 0) / length for day, length in zip(days, lengths, strict=True)]
    at = means.index(max(means))
    if lengths[at] > 1 or days[at].questions.value is None or means.count(means[at]) > 1:
        return []
    most: dict[str, Figure] = {"most": days[at].questions}
    return [set_in(sentence(language, "timeline_most", most, day=long_date(days[at].date, language)), "day")]
