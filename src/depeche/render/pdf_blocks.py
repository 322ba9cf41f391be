"""The report as the plain data that `report.typ` sets: blocks of runs, each text made printable on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from depeche.core.reporting.model import (
    Comparison,
    PairQuote,
    Prose,
    Quote,
    Report,
    Sentence,
    SourceSection,
    ThemeSection,
)
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import Voice, counted, number, per_cent, resolved, shown, spoken
from depeche.render.charts import Chart, Table, charts_of
from depeche.render.dates import long_date
from depeche.render.glyphs import MISSING, printable, running
from depeche.render.html_sections import cross_title
from depeche.render.markdown import Block, Inline, parse
from depeche.render.quotes import Look, paragraphs
from depeche.render.style import NARROW, WIDE, ChartSize
from depeche.render.tables import comparison_table, groups_table, shared_table, who_table

WHOLE = 1200  # a pair that fills less than a third of a page is not broken over two; in characters of an answer

Node = Mapping[str, object]
Nodes = list[Node]


def document(report: Report) -> dict[str, object]:
    """Everything `report.typ` needs, as JSON values."""
    language = report.language
    imprint = [phrase(language, "published_by").format(publisher=report.publisher)] if report.publisher else []
    if report.date:
        imprint.append(long_date(report.date, language))
    blocks = [*_background(report), *_sources(report), *_cross(report), *_method(report)]
    if _holds(blocks, MISSING):
        blocks.append({"k": "quiet", "c": _plain(phrase(language, "missing_glyphs"))})
    return {
        "lang": language,
        "text_lang": report.text_language,
        "title": printable(report.title),
        "short": printable(_short(report.title)),
        "subtitle": printable(report.subtitle),
        "author": printable(report.publisher),
        "description": printable(report.background.reservation),
        "date": _day(report.date),
        "kind": phrase(language, "report"),
        "imprint": printable(" · ".join(imprint)),
        "brief": _sentence(report.method_short, language),
        "contents": phrase(language, "contents"),
        "blocks": blocks,
    }


def _short(title: str) -> str:
    return title if len(title) <= 70 else f"{title[:67].rsplit(' ', 1)[0]} …"


def _day(iso: str) -> list[int] | None:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return [day.year, day.month, day.day]


def _holds(value: object, text: str) -> bool:
    if isinstance(value, str):
        return text in value
    if isinstance(value, Mapping):
        return any(_holds(item, text) for key, item in value.items() if key != "svg")
    return isinstance(value, list) and any(_holds(item, text) for item in value)


def _plain(text: str) -> Nodes:
    return [{"k": "t", "s": running(text)}]


def _heading(text: str, level: int, *, outlined: bool = False) -> Node:
    return {"k": "h", "level": level, "s": running(text), "outlined": outlined}


def _sentence(value: Sentence, language: str) -> Nodes:
    return [
        {"k": "e", "c": _plain(run.text)} if run.voice is Voice.WORD else _plain(run.text)[0]
        for run in spoken(value, language)
    ]


def _sentences(values: tuple[Sentence, ...], language: str) -> Nodes:
    runs: Nodes = []
    for at, value in enumerate(values):
        runs += ([*_plain(" ")] if at else []) + _sentence(value, language)
    return [{"k": "p", "c": runs}] if runs else []


def _prose(text: Prose, language: str, level: int) -> Nodes:
    return [_block(block, level) for block in parse(resolved(text, language))]


def _block(block: Block, level: int) -> Node:
    if block.kind == "p":
        return {"k": "p", "c": _inlines(block.inlines)}
    if block.kind == "h":
        words = "".join(part.text for part in _flat(block.inlines))
        return _heading(words, min(6, level + max(0, block.level - 2)))
    if block.kind in {"code", "rule"}:
        return {"k": block.kind, "s": "\n".join(running(line) for line in block.text.splitlines())}
    if block.kind == "table":
        rows = [["".join(part.text for part in _flat(cell.inlines)) for cell in row.blocks] for row in block.blocks]
        return _table(Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:])), names=len(rows[0]))
    if block.kind in {"ul", "ol"}:
        items = [[_block(child, level) for child in item.blocks] for item in block.blocks]
        return {"k": block.kind, "items": items, "start": block.level}
    return {"k": "quote", "blocks": [_block(child, level) for child in block.blocks]}


def _flat(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for item in inlines:
        yield item
        yield from _flat(item.children)


def _inlines(inlines: tuple[Inline, ...]) -> Nodes:
    out: Nodes = []
    for item in inlines:
        inner = _inlines(item.children)
        if item.kind == "break":
            out.append({"k": "n"})
        elif item.kind == "link" and not item.href.startswith(("http", "mailto:")):
            out += inner
        elif item.kind == "link":
            out.append({"k": "l", "href": item.href, "c": inner})
        elif item.kind in {"strong", "em"}:
            out.append({"k": "b" if item.kind == "strong" else "e", "c": inner})
        else:
            out.append({"k": "c" if item.kind == "code" else "t", "s": running(item.text)})
    return out


def _table(table: Table, *, names: int = 1, narrow: bool = False, tight: bool = False) -> Node:
    """`narrow` keeps the numbers near their names; `tight` sets the rows closer."""
    head = [running(cell) for cell in table.head]
    rows = [[[running(line) for line in cell.split("\n")] for cell in row] for row in table.rows]
    return {"k": "table", "head": head, "rows": rows, "names": names, "narrow": narrow, "tight": tight}


def _chart(chart: Chart, size: ChartSize) -> Node:
    words = {name: printable(getattr(chart, name)) for name in ("title", "subtitle", "note", "alt")}
    return {"k": "chart", **words, "svg": printable(chart.draw(size))}


def _background(report: Report) -> Nodes:
    language, data = report.language, report.background
    blocks: Nodes = [{"k": "page"}, _heading(phrase(language, "background"), 1, outlined=True)]
    for key, text in (("what", data.what), ("how", data.how), ("why", data.why)):
        blocks += [_heading(phrase(language, key), 2), *_prose(text, language, 3)]
        if key == "what":
            blocks += _sentences(data.material, language)
    blocks.append({"k": "box", "blocks": [{"k": "p", "c": _plain(data.reservation)}]})
    blocks += [_heading(phrase(language, "who"), 2), *_prose(data.who, language, 3), _table(who_table(report))]
    groups = groups_table(report)
    if groups.rows:
        blocks.append(_table(groups, names=2))
    if data.note:
        blocks.append({"k": "quiet", "c": _plain(f"{phrase(language, 'origin_note')}: {data.note}")})
    if report.origin:
        blocks.append({"k": "quiet", "c": _plain(phrase(language, "source_note").format(origin=report.origin))})
    return blocks


def _sources(report: Report) -> Nodes:
    charts = charts_of(report)
    return [block for section in report.sources for block in _source(section, report, charts)]


def _source(section: SourceSection, report: Report, charts: Mapping[str, Chart]) -> Nodes:
    language = report.language
    title = phrase(language, "questions_answers").format(title=section.title)
    blocks: Nodes = [{"k": "page"}, _heading(title, 1, outlined=True), *_sentences(section.lead, language)]
    blocks += _prose(section.text, language, 2)
    chart = charts.get(f"{section.id}-temaer")
    if chart:
        blocks += [_chart(chart, WIDE), _table(chart.table, narrow=True)]
    blocks += _sentences(section.rest, language)
    for theme in section.sections:
        blocks += _theme(theme, report)
    return blocks


def _theme(theme: ThemeSection, report: Report) -> Nodes:
    language = report.language
    name = theme.name or phrase(language, "unsorted")
    count = counted(language, "questions_n", theme.questions.value, shown(theme.questions, language))
    facts = f"{count} · {per_cent(theme.share.value, language)}"
    if theme.chosen.value is not None and len(theme.pairs) < theme.chosen.value:
        chosen = shown(theme.chosen, language)
        printed = phrase(language, "shown_of").format(shown=number(len(theme.pairs), 0, language), chosen=chosen)
        facts += f" · {printed}"
    return [
        _heading(name[:1].upper() + name[1:], 2, outlined=True),
        {"k": "facts", "s": facts, "share": theme.share.value or 0},
        *_prose(theme.text, language, 3),
        *(_pair(pair, language) for pair in theme.pairs),
    ]


def _pair(pair: PairQuote, language: str) -> Node:
    room = max(len(pair.question.text) * 2, len(pair.answer.text) if pair.answer else 0)
    silent: list[Nodes] = [[{"k": "q", "s": phrase(language, "no_answer")}]]
    return {
        "k": "pair",
        "whole": room <= WHOLE,
        "q": _quote(pair.question),
        "a": _quote(pair.answer) if pair.answer else silent,
        "qby": running(phrase(language, "question_by").format(group=pair.asker_group)) if pair.asker_group else "",
        "aby": running(phrase(language, "answer_by").format(group=pair.answerer_group)) if pair.answerer_group else "",
    }


def _quote(quote: Quote) -> list[Nodes]:
    def one(text: str, look: Look) -> Node:
        if look is Look.STRONG:
            return {"k": "b", "c": _plain(text)}
        return {"k": "q" if look is Look.TRIM else "t", "s": running(text)}

    return [[one(text, look) for text, look in runs] for runs in paragraphs(quote)]


def _cross(report: Report) -> Nodes:
    language, data = report.language, report.cross
    if data is None:
        return []
    charts = charts_of(report)
    blocks: Nodes = [{"k": "page"}, _heading(cross_title(report), 1, outlined=True)]
    if data.themes:
        blocks.append(_heading(phrase(language, "shared_themes"), 2, outlined=True))
        chart = charts.get("s-temaer-side-om-side")
        blocks += [_chart(chart, WIDE)] if chart else []
        blocks.append(_table(shared_table(report)))
    blocks += _reflection(data.themes_text, language)
    blocks.append(_heading(phrase(language, "frequent_words"), 2, outlined=True))
    blocks.append({"k": "lead", "c": _plain(phrase(language, "words_lead"))})
    drawn = [charts[f"s-ord-kilde-{at + 1}"] for at, column in enumerate(data.words) if column.rows]
    if len(drawn) == 1:  # the figures fill the column that another relay's chart would have had
        blocks.append({"k": "columns", "columns": [[_chart(drawn[0], NARROW)], [_table(drawn[0].table, tight=True)]]})
        drawn = []
    for at in range(0, len(drawn), 2):
        two = [[_chart(chart, NARROW), _table(chart.table, tight=True)] for chart in drawn[at : at + 2]]
        blocks.append({"k": "columns", "columns": [*two, *([[]] if len(two) == 1 else [])]})
    for item in data.comparisons:
        blocks += _comparison(item, language)
    blocks += _reflection(data.words_text, language)
    if data.closing:
        blocks += [_heading(phrase(language, "closing"), 2, outlined=True), *_prose(data.closing, language, 3)]
    return blocks


def _comparison(item: Comparison, language: str) -> Nodes:
    title = f"{phrase(language, 'compared_words')}: {item.first} · {item.second}"
    blocks: Nodes = [_heading(title, 2, outlined=True), *_sentences(item.summary, language)]
    if item.rows:
        blocks.append(_table(comparison_table(item, language)))
        blocks.append({"k": "quiet", "c": _plain(phrase(language, "compare_key").format(first=item.first))})
    if item.remarks:
        blocks.append(_heading(phrase(language, "remarks"), 3))
        items = [_sentences(remark.sentences, language) for remark in item.remarks]
        blocks.append({"k": "ul", "items": items})
    return blocks


def _reflection(text: Prose, language: str) -> Nodes:
    if not text:
        return []
    return [{"k": "reflection", "blocks": [_heading(phrase(language, "reflection"), 3), *_prose(text, language, 4)]}]


def _method(report: Report) -> Nodes:
    language = report.language
    blocks: Nodes = [_heading(phrase(language, "method"), 1, outlined=True)]
    for item in report.method:
        name: Node = {"k": "b", "c": _plain(f"{item.title}. ")}
        said: Nodes = [run for value in item.sentences for run in (*_plain(" "), *_sentence(value, language))]
        blocks.append({"k": "p", "c": [name, *said[1:]]})
    return blocks
