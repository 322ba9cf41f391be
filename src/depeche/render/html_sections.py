"""The parts of the report page in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from depeche.core.reporting.model import (
    Comparison,
    CrossReading,
    PairQuote,
    Prose,
    Report,
    SourceSection,
    ThemeSection,
)
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import counted, number, per_cent, shown
from depeche.render import style
from depeche.render.charts import Chart
from depeche.render.dates import long_date
from depeche.render.html_text import data_table, prose, quotation, sentence, sentences
from depeche.render.markup import Markup, el, join
from depeche.render.tables import comparison_table, groups_table, shared_table, who_table

Picture = Callable[[Chart, bool], Markup]  # the chart, and whether it stands in a narrow column
Charts = Mapping[str, Chart]


def title_page(report: Report) -> Markup:
    """Title, subtitle, who published it and when, and the method in brief."""
    language = report.language
    imprint = [phrase(language, "published_by").format(publisher=report.publisher)] if report.publisher else []
    if report.date:
        imprint.append(long_date(report.date, language))
    return el(
        "header",
        el(
            "p",
            el("span", "?", class_="dr-ask"),
            el("span", "!", class_="dr-tell"),
            class_="dr-motif",
            aria_hidden="true",
        ),
        el("p", phrase(language, "report"), class_="dr-kind"),
        el("h1", report.title),
        el("p", report.subtitle, class_="dr-subtitle") if report.subtitle else "",
        el("p", " · ".join(imprint), class_="dr-imprint") if imprint else "",
        el("p", sentence(report.method_short, language), class_="dr-brief"),
        class_="dr-title",
    )


def contents(report: Report) -> Markup:
    """The table of contents, which follows on wide screens."""
    language = report.language
    entries = [_entry("s-baggrund", phrase(language, "background"))]
    for section in report.sources:
        below = [_entry(theme.id, _theme_name(theme, language)) for theme in section.sections]
        name = phrase(language, "questions_answers").format(title=section.title)
        entries.append(_entry(section.id, name, el("ol", below) if below else ""))
    if report.cross is not None:
        entries.append(_entry("s-tvaerlaesning", cross_title(report)))
    entries.append(_entry("s-metode", phrase(language, "method")))
    title = el("h2", phrase(language, "contents"), id="s-indhold")
    return el("nav", title, el("ol", entries), class_="dr-toc", aria_labelledby="s-indhold")


def _entry(anchor: str, name: str, below: Markup | str = "") -> Markup:
    return el("li", el("a", name, href=f"#{anchor}"), below)


def cross_title(report: Report) -> str:
    """Cross-reading, or with one relay only the words of it."""
    return phrase(report.language, "cross" if len(report.sources) > 1 else "words_alone")


def background(report: Report) -> Markup:
    """What, how, why, who; and that it is no representative survey."""
    language, data = report.language, report.background
    parts: list[Markup] = []
    for key, text in (("what", data.what), ("how", data.how), ("why", data.why)):
        parts.append(el("section", el("h3", phrase(language, key)), prose(text, language, 4), class_="dr-reason"))
        if key == "what":
            parts.append(sentences(data.material, language))
    who = phrase(language, "who")
    parts += [
        el("p", data.reservation, class_="dr-reservation"),
        el("h3", who),
        prose(data.who, language, 4),
        data_table(who_table(report), who),
    ]
    groups = groups_table(report)
    if groups.rows:
        parts.append(data_table(groups, f"{who} {phrase(language, 'col_group')}", names=2))
    if data.note:
        note = phrase(language, "origin_note")
        parts.append(el("p", el("strong", f"{note}: "), data.note, class_="dr-note"))
    if report.origin:
        parts.append(el("p", phrase(language, "source_note").format(origin=report.origin), class_="dr-note"))
    return el("section", el("h2", phrase(language, "background")), join(parts), id="s-baggrund", class_="dr-part")


def source(section: SourceSection, report: Report, charts: Charts, picture: Picture) -> Markup:
    """One relay: its themes as chart and table, then theme after theme."""
    language = report.language
    chart = charts.get(f"{section.id}-temaer")
    return el(
        "section",
        el("h2", phrase(language, "questions_answers").format(title=section.title)),
        sentences(section.lead, language),
        prose(section.text, language, 3),
        figure(chart, picture, language) if chart else "",
        sentences(section.rest, language),
        [_theme(theme, report) for theme in section.sections],
        id=section.id,
        class_="dr-part",
    )


def figure(chart: Chart, picture: Picture, language: str, *, compact: bool = False) -> Markup:
    """A chart with its title, of whom, its source, and the same figures as a table one click away."""
    return el(
        "figure",
        el("figcaption", el("strong", chart.title), " ", el("span", chart.subtitle)),
        picture(chart, compact),
        el("p", chart.note, class_="dr-note"),
        el(
            "details",
            el("summary", phrase(language, "show_table")),
            data_table(chart.table, f"{chart.title}. {chart.subtitle}"),
        ),
        class_="dr-figure",
    )


def _theme_name(theme: ThemeSection, language: str) -> str:
    return theme.name or phrase(language, "unsorted")


def _theme(theme: ThemeSection, report: Report) -> Markup:
    language = report.language
    count = counted(language, "questions_n", theme.questions.value, shown(theme.questions, language))
    facts = f"{count} · {per_cent(theme.share.value, language)}"
    if theme.chosen.value is not None and len(theme.pairs) < theme.chosen.value:
        chosen = shown(theme.chosen, language)
        shown_of = phrase(language, "shown_of").format(shown=number(len(theme.pairs), 0, language), chosen=chosen)
        facts += f" · {shown_of}"
    return el(
        "section",
        el("h3", _theme_name(theme, language)),
        el("p", _share(theme.share.value or 0), facts, class_="dr-share"),
        prose(theme.text, language, 4),
        [_pair(pair, report) for pair in theme.pairs],
        id=theme.id,
        class_="dr-theme",
    )


def _share(per_cent: float) -> Markup:
    """The share drawn small: a bar of 96 px, filled so far."""
    bar = [
        el("rect", width=96, height=8, rx=2, fill=style.LINE),
        el("rect", width=f"{max(0.0, min(100.0, per_cent)) * 0.96:.1f}", height=8, rx=2, fill=style.ACCENT),
    ]
    return el("svg", bar, width=96, height=8, viewBox="0 0 96 8", aria_hidden="true", focusable="false")


def _pair(pair: PairQuote, report: Report) -> Markup:
    language = report.language
    answer = (
        quotation(pair.answer, report) if pair.answer else el("p", phrase(language, "no_answer"), class_="dr-silent")
    )
    return el(
        "div",
        _side(
            "dr-q",
            "?",
            "question",
            quotation(pair.question, report),
            _by("question_by", pair.asker_group, language),
            language,
        ),
        _side("dr-a", "!", "answer", answer, _by("answer_by", pair.answerer_group, language), language),
        class_="dr-pair",
    )


def _by(key: str, group: str, language: str) -> str:
    return phrase(language, key).format(group=group) if group else ""


def _side(name: str, mark: str, label: str, words: Markup, by: str, language: str) -> Markup:
    return el(
        "blockquote",
        el("span", mark, class_="dr-mark", aria_hidden="true"),
        el("span", f"{phrase(language, label)}: ", class_="dr-sr"),
        words,
        el("p", by, class_="dr-by") if by else "",
        class_=name,
    )


def cross(report: Report, charts: Charts, picture: Picture) -> Markup:
    """Themes side by side, words side by side, what tells them apart, and the analyst's reflections."""
    language, data = report.language, report.cross
    if data is None:
        return Markup("")
    return el(
        "section",
        el("h2", cross_title(report)),
        _shared(data, report, charts, picture),
        _words(data, report, charts, picture),
        [_comparison(item, language) for item in data.comparisons],
        _reflection(data.words_text, language),
        el("div", el("h3", phrase(language, "closing")), prose(data.closing, language, 4)) if data.closing else "",
        id="s-tvaerlaesning",
        class_="dr-part",
    )


def _shared(data: CrossReading, report: Report, charts: Charts, picture: Picture) -> Markup:
    if not data.themes:
        return _reflection(data.themes_text, report.language)
    title = phrase(report.language, "shared_themes")
    chart = charts.get("s-temaer-side-om-side")
    body = figure(chart, picture, report.language) if chart else data_table(shared_table(report), title)
    return el("section", el("h3", title), body, _reflection(data.themes_text, report.language))


def _words(data: CrossReading, report: Report, charts: Charts, picture: Picture) -> Markup:
    language = report.language
    drawn = [charts[f"s-ord-kilde-{at + 1}"] for at, column in enumerate(data.words) if column.rows]
    return el(
        "section",
        el("h3", phrase(language, "frequent_words")),
        el("p", phrase(language, "words_lead")),
        el("div", [figure(chart, picture, language, compact=True) for chart in drawn], class_="dr-columns"),
    )


def _comparison(item: Comparison, language: str) -> Markup:
    title = f"{phrase(language, 'compared_words')}: {item.first} · {item.second}"
    remarks = [el("li", sentences(remark.sentences, language)) for remark in item.remarks]
    return el(
        "section",
        el("h3", title),
        sentences(item.summary, language),
        data_table(comparison_table(item, language), title) if item.rows else "",
        el("p", phrase(language, "compare_key").format(first=item.first), class_="dr-note") if item.rows else "",
        el("h4", phrase(language, "remarks")) if remarks else "",
        el("ul", remarks, class_="dr-remarks") if remarks else "",
        id=item.id,
    )


def _reflection(text: Prose, language: str) -> Markup:
    if not text:
        return Markup("")
    return el("div", el("h4", phrase(language, "reflection")), prose(text, language, 5), class_="dr-reflection")


def method(report: Report) -> Markup:
    """How the report was made, item by item."""
    language = report.language
    items = [(el("dt", item.title), el("dd", sentences(item.sentences, language))) for item in report.method]
    title = el("h2", phrase(language, "method"))
    return el("section", title, el("dl", items), id="s-metode", class_="dr-part dr-method")
