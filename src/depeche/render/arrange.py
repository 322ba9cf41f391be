"""Report -> layout: what each block becomes, said once for every format."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from depeche.core.reporting.model import (
    Appendix,
    Background,
    Block,
    Body,
    Comparison,
    CrossTable,
    Flow,
    Method,
    PairQuote,
    Part,
    Passage,
    Report,
    SharedThemes,
    Sheet,
    ThemePage,
    ThemeShares,
    Timeline,
    WordLists,
)
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import Voice, counted, number, per_cent, shown, spoken
from depeche.core.reporting.values import Sentence
from depeche.render.arrange_counted import counted_elements
from depeche.render.arrange_prose import prose
from depeche.render.charts import charts_in
from depeche.render.dates import long_date
from depeche.render.layout import (
    Asked,
    Box,
    BoxKind,
    ChartElement,
    Columns,
    Element,
    Facts,
    Heading,
    Layout,
    Listing,
    Look,
    Pair,
    Paragraph,
    Role,
    Run,
    Runs,
    Section,
    TableElement,
)
from depeche.render.tables import attendance_table, comparison_table, groups_table, shared_table, who_table

Elements = list[Element]


def layout(report: Report) -> Layout:
    """The whole report."""
    language = report.language
    imprint = [phrase(language, "published_by").format(publisher=report.publisher)] if report.publisher else []
    if report.date:
        imprint.append(long_date(report.date, language))
    return Layout(
        report=report,
        kind=phrase(language, "report"),
        imprint=" · ".join(imprint),
        brief=sentence(report.method_short, language),
        contents=phrase(language, "contents"),
        sections=tuple(section(block, report) for block in report.blocks),
    )


@singledispatch
def elements_of(body: Body, _block: Block, _report: Report) -> Elements:
    """What a block's body becomes; each kind registers its own."""
    raise TypeError(f"no elements for {type(body).__name__}")


def section(block: Block, report: Report) -> Section:
    """One block."""
    elements = elements_of(block.body, block, report)
    if block.note:
        elements.append(Box(BoxKind.NOTE, tuple(prose(block.note, report.language, block.level + 2))))
    aside = isinstance(block.body, Passage) and block.body.reflection
    listed = bool(block.title) and not aside
    return Section(block.id, block.level, block.title, tuple(elements), block, _opens_page(block), listed)


def _opens_page(block: Block) -> bool:
    return (block.level == 1 and not isinstance(block.body, Method | Passage)) or isinstance(block.body, Sheet)


def sentence(value: Sentence, language: str) -> Runs:
    return tuple(
        Run(run.text, Look.EMPHASIS if run.voice is Voice.WORD else Look.PLAIN, figure=run.figure)
        for run in spoken(value, language)
    )


def sentences(values: Iterable[Sentence], language: str) -> Elements:
    """Sentences as one paragraph, nothing for none."""
    runs: list[Run] = []
    for value in values:
        runs += [Run(" "), *sentence(value, language)]
    return [Paragraph(tuple(runs[1:]))] if runs else []


def plain(text: str, role: Role = Role.PLAIN) -> Paragraph:
    return Paragraph((Run(text),), role)


@elements_of.register
def _background(body: Background, block: Block, report: Report) -> Elements:
    language = report.language
    below = block.level + 2
    out: Elements = []
    for key, text in (("what", body.what), ("how", body.how), ("why", body.why)):
        out += [Heading(below, phrase(language, key)), *prose(text, language, below + 1)]
        if key == "what":
            out += sentences(body.material, language)
    who = phrase(language, "who")
    out.append(Box(BoxKind.RESERVATION, (plain(body.reservation),)))
    out += [Heading(below, who), *prose(body.who, language, below + 1)]
    out.append(TableElement(who_table(body, language), who))
    groups = groups_table(body, language)
    if groups.rows:
        out.append(TableElement(groups, f"{who} {phrase(language, 'col_group')}", names=2))
    if body.note:
        note = phrase(language, "origin_note")
        out.append(Paragraph((Run(f"{note}: ", Look.STRONG), Run(body.note)), Role.QUIET))
    if report.origin:
        out.append(plain(phrase(language, "source_note").format(origin=report.origin), Role.QUIET))
    return out


@elements_of.register
def _shares(body: ThemeShares, block: Block, report: Report) -> Elements:
    language = report.language
    out = [*sentences(body.lead, language), *prose(body.text, language, block.level + 2)]
    out += [ChartElement(chart) for chart in charts_in(block, language)]
    return [*out, *sentences(body.rest, language)]


@elements_of.register
def _theme(body: ThemePage, block: Block, report: Report) -> Elements:
    language = report.language
    return [
        Facts(_facts(body, language), body.share.value or 0),
        *prose(body.text, language, block.level + 2),
        *(pair(item, language) for item in body.pairs),
    ]


def _facts(body: ThemePage, language: str) -> Runs:
    words = counted(language, "questions_n", body.questions.value, shown(body.questions, language))
    runs = [Run(words, figure=body.questions), Run(" · ")]
    runs.append(Run(per_cent(body.share.value, language), figure=body.share))
    if body.chosen.value is not None and len(body.pairs) < body.chosen.value:
        chosen = shown(body.chosen, language)
        printed = phrase(language, "shown_of").format(shown=number(len(body.pairs), 0, language), chosen=chosen)
        runs += [Run(" · "), Run(printed, figure=body.chosen)]
    return tuple(runs)


def pair(item: PairQuote, language: str) -> Pair:
    return Pair(
        item,
        _by("question_by", item.asker_group, language),
        _by("answer_by", item.answerer_group, language),
        phrase(language, "no_answer"),
    )


def _by(key: str, group: str, language: str) -> str:
    return phrase(language, key).format(group=group) if group else ""


@elements_of.register
def _shared(body: SharedThemes, block: Block, report: Report) -> Elements:
    charts = charts_in(block, report.language)
    if charts:
        return [ChartElement(chart) for chart in charts]
    return [TableElement(shared_table(body, report.language), block.title)]


@elements_of.register
def _words(_body: WordLists, block: Block, report: Report) -> Elements:
    drawn = charts_in(block, report.language)
    lead = plain(phrase(report.language, "words_lead"), Role.LEAD)
    return [lead, Columns(tuple((ChartElement(chart, compact=True),) for chart in drawn))] if drawn else [lead]


@elements_of.register
def _comparison(body: Comparison, block: Block, report: Report) -> Elements:
    language = report.language
    out = sentences(body.summary, language)
    if body.rows:
        out.append(TableElement(comparison_table(body, language), block.title))
        out.append(plain(phrase(language, "compare_key").format(first=body.first), Role.QUIET))
    if body.remarks:
        out.append(Heading(block.level + 2, phrase(language, "remarks")))
        out.append(Listing(tuple(tuple(sentences(remark.sentences, language)) for remark in body.remarks)))
    return out


@elements_of.register
def _counted(body: Flow | CrossTable | Timeline, block: Block, report: Report) -> Elements:
    return [*sentences(body.lead, report.language), *counted_elements(body, block, report)]


@elements_of.register
def _passage(body: Passage, block: Block, report: Report) -> Elements:
    said = prose(body.text, report.language, block.level + 2)
    return [Box(BoxKind.REFLECTION, tuple(said))] if body.reflection else said


@elements_of.register
def _part(body: Part, block: Block, report: Report) -> Elements:
    return prose(body.text, report.language, block.level + 2)


@elements_of.register
def _appendix(body: Appendix, _block: Block, report: Report) -> Elements:
    return [*sentences(body.lead, report.language), *(pair(item, report.language) for item in body.pairs)]


@elements_of.register
def _sheet(body: Sheet, block: Block, report: Report) -> Elements:
    language = report.language
    asked = (Asked(item, _by("question_by", item.asker_group, language), body.lines) for item in body.pairs)
    return [*prose(body.text, language, block.level + 2), *asked]


@elements_of.register
def _method(body: Method, _block: Block, report: Report) -> Elements:
    language = report.language
    inner: Elements = [plain(body.reservation)]
    if body.attendance:
        table = attendance_table(body.attendance, language)
        inner.append(TableElement(table, phrase(language, "attendance"), names=2))
    for relay in body.attendance:
        said = sentences(relay.facts, language)
        if said and isinstance(said[0], Paragraph):
            inner.append(Paragraph((Run(f"{relay.title}. ", Look.STRONG), *said[0].runs)))
    for item in body.items:
        runs = [run for value in item.sentences for run in (Run(" "), *sentence(value, language))]
        inner.append(Paragraph((Run(f"{item.title}. ", Look.STRONG), *runs[1:])))
    return [Box(BoxKind.METHOD, tuple(inner))]
