"""The charts of a report as SVG, drawn on the server by Vega-Lite; each with its words and its figures as a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal

import altair as alt

from depeche.core.reporting.model import (
    Block,
    CrossTable,
    Flow,
    Report,
    SharedThemes,
    ThemeRow,
    ThemeShares,
    Timeline,
    WordColumn,
    WordLists,
)
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import per_cent, shown
from depeche.render import style
from depeche.render.block_charts import counted_charts
from depeche.render.chart import Chart, Table, chart_svg, drawn_svg, inline_svg, register_fonts
from depeche.render.style import ChartSize

__all__ = ["BARS", "Chart", "Table", "chart_svg", "charts_in", "charts_of", "inline_svg", "register_fonts"]
MANY = 8  # above so many bars a chart is drawn denser
BARS = 12  # the largest so many are drawn; the table beside has the rest


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    value: float
    label: str
    colour: str = style.ACCENT


def charts_of(report: Report) -> dict[str, Chart]:
    """Every chart of a report by its id. Nothing is drawn before `draw` is called."""
    return {chart.id: chart for block in report.blocks for chart in charts_in(block, report.language)}


def charts_in(block: Block, language: str) -> tuple[Chart, ...]:
    """The charts of one block, in order."""
    body = block.body
    if isinstance(body, ThemeShares) and body.themes:
        return (theme_chart(block.id, body, language),)
    if isinstance(body, SharedThemes) and len(body.sources) == 2:
        return (shared_chart(block.id, body, language),)
    if isinstance(body, Flow | CrossTable | Timeline):
        return counted_charts(block.id, body, language)
    if isinstance(body, WordLists):
        drawn = [column for column in body.columns if column.rows]
        return tuple(word_chart(f"{block.id}-{at + 1}", column, at, language) for at, column in enumerate(drawn))
    return ()


def theme_chart(anchor: str, body: ThemeShares, language: str) -> Chart:
    """The themes of one relay as bars, largest first, what is not sorted last."""
    rows = body.themes
    bars = tuple(
        Bar(
            _name(row, language),
            row.questions.value or 0,
            f"{shown(row.questions, language)} · {per_cent(row.share.value, language)}",
            style.ACCENT if row.name else style.PALE,
        )
        for row in rows[:BARS]
    )
    return Chart(
        id=f"{anchor}-temaer",
        title=phrase(language, "chart_themes_title"),
        subtitle=phrase(language, "chart_themes_of").format(title=body.source_title, n=shown(body.asked, language)),
        note=phrase(language, "chart_note"),
        alt=_alt(bars, language),
        table=Table(
            tuple(phrase(language, key) for key in ("col_theme", "col_questions", "col_share")),
            tuple(
                (_name(row, language), shown(row.questions, language), per_cent(row.share.value, language))
                for row in rows
            ),
            tuple(((), (row.questions,), (row.share,)) for row in rows),
        ),
        draw=lambda size: _bars(bars, size),
    )


def word_chart(anchor: str, column: WordColumn, at: int, language: str) -> Chart:
    """The most frequent words of one relay as bars."""
    tone = style.ACCENT if at % 2 == 0 else style.ANSWERED
    bars = tuple(
        Bar(row.word, row.tokens.value or 0, shown(row.tokens, language), tone) for row in column.rows[: BARS + 3]
    )
    total = shown(column.total, language)
    return Chart(
        id=anchor,
        title=column.title,
        subtitle=phrase(language, "chart_words_of").format(n=total),
        note=phrase(language, "chart_note"),
        alt=_alt(bars, language),
        table=Table(
            tuple(phrase(language, key) for key in ("col_word", "col_tokens", "col_texts")),
            tuple(
                (
                    f"{row.word}\n{' + '.join(row.parts)}" if row.parts else row.word,
                    shown(row.tokens, language),
                    shown(row.texts, language),
                )
                for row in column.rows
            ),
            tuple(((), (row.tokens,), (row.texts,)) for row in column.rows),
        ),
        draw=lambda size: _bars(bars, size),
    )


def shared_chart(anchor: str, body: SharedThemes, language: str) -> Chart:
    """Two relays: each a column of its themes, largest first; thin lines join the themes they share."""
    titles = body.sources
    rows = [(row.name or phrase(language, "unsorted"), row) for row in body.rows][:BARS]
    columns = tuple(
        tuple(
            (name, f"{shown(row.cells[side], language)} · {per_cent(row.shares[side].value, language)}")
            for name, row in sorted(rows, key=lambda item: (not item[1].name, -(item[1].shares[side].value or 0)))
            if row.cells[side].value
        )
        for side in range(2)
    )
    spoken = "; ".join(
        f"{title}: {', '.join(f'{name} {label}' for name, label in column)}"
        for title, column in zip(titles, columns, strict=True)
    )
    most = " ".join(
        phrase(language, "chart_shared_most").format(
            title=title, name=max(rows, key=lambda item: item[1].shares[side].value or 0)[0]
        )
        for side, title in enumerate(titles)
        if columns[side]
    )
    head = [phrase(language, "col_theme")]
    for title in titles:
        head += [title, phrase(language, "col_share")]
    return Chart(
        id=f"{anchor}-temaer",
        title=phrase(language, "chart_shared_title"),
        subtitle=phrase(language, "chart_shared_of").format(sources=" · ".join(titles)),
        note=phrase(language, "chart_note"),
        alt=phrase(language, "chart_shared_alt").format(most=most, columns=spoken),
        table=Table(
            tuple(head),
            tuple(
                (
                    name,
                    *(
                        text
                        for cell, share in zip(row.cells, row.shares, strict=True)
                        for text in (shown(cell, language), per_cent(share.value, language))
                    ),
                )
                for name, row in rows
            ),
            tuple(
                (
                    (),
                    *((figure,) for cell, share in zip(row.cells, row.shares, strict=True) for figure in (cell, share)),
                )
                for _name, row in rows
            ),
        ),
        draw=lambda size: _joined(titles, columns, size),
    )


def _name(row: ThemeRow, language: str) -> str:
    return row.name or phrase(language, "unsorted")


def _alt(bars: tuple[Bar, ...], language: str) -> str:
    """What the bars say: the longest, then the others."""
    longest = max(bars, key=lambda bar: bar.value)
    ordered = (longest, *(bar for bar in bars if bar is not longest))
    first, *others = [phrase(language, "chart_bar").format(name=bar.name, n=bar.label) for bar in ordered]
    key = "chart_themes_alt" if others else "chart_one_alt"
    return phrase(language, key).format(first=first, bars=", ".join(others))


def _two_lines(name: str, size: ChartSize) -> tuple[str, str]:
    """A name too long for its room, broken where the longer line is shortest; two empty lines where it fits in one."""
    if len(name) * size.font * 0.5 + 14 <= size.label or " " not in name:
        return "", ""
    gaps = [at for at, sign in enumerate(name) if sign == " "]
    gap = min(gaps, key=lambda at: max(at, len(name) - at - 1))
    return name[:gap], name[gap + 1 :]


def _bars(bars: tuple[Bar, ...], size: ChartSize) -> str:
    """Bars in their order, each with its name at the left and its label at its end."""
    most = max((bar.value for bar in bars), default=0) or 1
    broken = [_two_lines(bar.name, size) for bar in bars]
    step, thick = (22, 14) if len(bars) > MANY and not any(upper for upper, _ in broken) else (30, 16)
    values = [
        {
            "at": at,
            "from": 0,
            "value": bar.value,
            "name": "" if broken[at][0] else bar.name,
            "upper": broken[at][0],
            "lower": broken[at][1],
            "label": bar.label,
            "tone": bar.colour,
        }
        for at, bar in enumerate(bars)
    ]
    label = min(size.label, max((len(bar.name) for bar in bars), default=0) * size.font * 0.64 + 14)
    room = max((len(bar.label) for bar in bars), default=0) * size.font * 0.62 + 16
    across = alt.Scale(domain=[0, most], range=[label, size.width - room], nice=False)
    down = alt.Y("at:O", axis=None, scale=alt.Scale(domain=list(range(len(bars)))))
    base = alt.Chart(_data(values))
    drawn = base.mark_bar(height=thick, cornerRadiusEnd=2).encode(
        x=alt.X("value:Q", scale=across, axis=None),
        x2=alt.X2("from:Q"),
        y=down,
        color=alt.Color("tone:N", scale=None),
    )
    names = [
        base.mark_text(align="right", dx=-10, dy=dy, limit=label - 12).encode(
            x=alt.value(label), y=down, text=f"{line}:N"
        )
        for line, dy in (("name", 0), ("upper", -7), ("lower", 7))
    ]
    labels = base.mark_text(align="left", dx=8, color=style.QUIET).encode(
        x=alt.X("value:Q", scale=across, axis=None), y=down, text="label:N"
    )
    return _svg(alt.layer(drawn, *names, labels), size, step * max(1, len(bars)))


def _joined(titles: tuple[str, ...], columns: tuple[tuple[tuple[str, str], ...], ...], size: ChartSize) -> str:
    step, top = 44, 46
    edges = (size.width * 0.40, size.width * 0.60)
    places = tuple({name: top + step * (at + 0.5) for at, (name, _) in enumerate(column)} for column in columns)
    lines = [
        {"x": edges[0], "y": places[0][name], "x2": edges[1], "y2": places[1][name]}
        for name in places[0]
        if name in places[1]
    ]
    words, ends = [], []
    for side, column in enumerate(columns):
        anchor = edges[side] + (-14 if side == 0 else 14)
        words.append({"x": anchor, "y": 10, "text": wrap(titles[side], 20)[:2], "side": side, "kind": "title"})
        for name, label in column:
            y = places[side][name]
            words.append({"x": anchor, "y": y - 8, "text": name, "side": side, "kind": "name"})
            words.append({"x": anchor, "y": y + 8, "text": label, "side": side, "kind": "label"})
            ends.append({"x": edges[side], "y": y, "tone": (style.ACCENT, style.ANSWERED)[side]})
    height = top + step * max(len(column) for column in columns) + 4
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, size.width], range=[0, size.width], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], nice=False))
    layers: list[Any] = [
        alt.Chart(_data(lines))
        .mark_rule(color=style.PALE, strokeWidth=1.2)
        .encode(x=across, y=down, x2="x2:Q", y2="y2:Q")
    ]
    layers.append(
        alt.Chart(_data(ends))
        .mark_circle(size=52, opacity=1)
        .encode(x=across, y=down, color=alt.Color("tone:N", scale=None))
    )
    kinds: dict[str, tuple[str, Literal[400, 600]]] = {
        "title": (style.INK, 600),
        "name": (style.INK, 400),
        "label": (style.QUIET, 400),
    }
    sides: tuple[Literal["right", "left"], ...] = ("right", "left")
    for side, align in enumerate(sides):
        for kind, (colour, weight) in kinds.items():
            chosen = [word for word in words if word["side"] == side and word["kind"] == kind]
            layers.append(
                alt.Chart(_data(chosen))
                .mark_text(align=align, color=colour, fontWeight=weight, limit=edges[0] - 16)
                .encode(x=across, y=down, text="text:N")
            )
    return _svg(alt.layer(*layers), size, height)


def _data(rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401  altair's classes for data are untyped
    """Rows as the data of a layer."""
    made: Any = alt.Data(values=rows)  # type: ignore[no-untyped-call]  # as above
    return made


def _svg(layered: Any, size: ChartSize, height: float) -> str:  # noqa: ANN401  altair is untyped
    """Layers whose scales are in pixels, drawn in our type."""
    spec = (
        layered.properties(width=size.width, height=height, padding=0, background="transparent", autosize="none")
        .configure(font=style.FAMILY, aria=False)
        .configure_view(stroke=None)
        .configure_text(fontSize=size.font, color=style.INK, baseline="middle")
        .to_dict()
    )
    return drawn_svg(json.dumps(spec, sort_keys=True))
