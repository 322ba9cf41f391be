"""Charts of the counted blocks: who asks whom, themes by group, day by day. Each with its words and its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from depeche.core.reporting.dates import long_date, short_date
from depeche.core.reporting.model import CrossTable, Flow, FlowCell, Timeline
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import number, shown
from depeche.core.reporting.values import Figure
from depeche.render import style
from depeche.render.chart import Chart, Table
from depeche.render.flow_charts import End, ribbons
from depeche.render.flow_charts import Flow as Ribbon
from depeche.render.plane import LINE_HEIGHT, Plane, Row, Words, broken, stacked, width_of
from depeche.render.style import ChartSize

SAID = 12  # figures that a text alternative names; the table beside has the rest
ROOMY = 56.0  # pixels; a column narrower than that bears a number, and its name stands below
BAR = 7.0
PHONE = 400
ROOM_FOR_BOTH = 110  # pixels of a stretch below which its first and its last day can stand
TALL = 88.0  # pixels of the highest bar of a day, up or down


def counted_charts(anchor: str, body: Flow | CrossTable | Timeline, language: str) -> tuple[Chart, ...]:
    """The chart of a block, if anything of it is shown."""
    if isinstance(body, Flow):
        drawn = flow_chart(anchor, body, language)
        return (drawn,) if drawn else ()
    if isinstance(body, CrossTable):
        return (cross_chart(anchor, body, language),)
    return (timeline_chart(anchor, body, language),)


def flow_chart(anchor: str, body: Flow, language: str) -> Chart | None:
    """Ribbons between groups; `None` where no figure is shown."""
    told = [cell for cell in body.cells if cell.questions.value]
    if not told:
        return None
    names = [row.name for row in body.groups]
    flows = [
        Ribbon(
            names.index(cell.asker),
            names.index(cell.answerer),
            cell.questions.value or 0,
            shown(cell.questions, language),
            own=cell.asker == cell.answerer,
        )
        for cell in told
    ]
    left, right = (
        {group: at for at, group in enumerate(sorted(found))}
        for found in ({flow.source for flow in flows}, {flow.target for flow in flows})
    )
    asks = [End(names[group], "", sum(flow.value for flow in flows if flow.source == group)) for group in left]
    replies = [End(names[group], "", sum(flow.value for flow in flows if flow.target == group)) for group in right]
    drawn = [flow._replace(source=left[flow.source], target=right[flow.target]) for flow in flows]
    total = number(sum(flow.value for flow in flows), 0, language)
    return Chart(
        id=f"{anchor}-stroem",
        title=phrase(language, "chart_flow_title"),
        subtitle=phrase(language, "chart_flow_of").format(title=body.source_title, n=total),
        note=phrase(language, "chart_note"),
        alt=_flow_alt(told, language),
        table=flow_table(body, language),
        draw=lambda size: ribbons((phrase(language, "asks"), phrase(language, "replies")), asks, replies, drawn, size),
    )


def _flow_alt(told: list[FlowCell], language: str) -> str:
    first, *others = sorted(told, key=lambda cell: -(cell.questions.value or 0))
    most = phrase(language, "chart_flow_most").format(
        asker=first.asker, answerer=first.answerer, n=shown(first.questions, language)
    )
    bars = (
        phrase(language, "chart_flow_bar").format(
            asker=cell.asker, answerer=cell.answerer, n=shown(cell.questions, language)
        )
        for cell in others[:SAID]
    )
    return phrase(language, "chart_flow_alt").format(most=most, bars=", ".join(bars))


def flow_table(body: Flow, language: str) -> Table:
    """A row for each group that asks, a column for each that answers."""
    columns = tuple(row.name for row in body.groups)
    rows = tuple(dict.fromkeys(cell.asker for cell in body.cells))
    cells = {(cell.asker, cell.answerer): cell.questions for cell in body.cells}
    figures = tuple(tuple(cells[row, column] for column in columns) for row in rows)
    return Table(
        (phrase(language, "col_from_to"), *columns),
        tuple((row, *(shown(cell, language) for cell in line)) for row, line in zip(rows, figures, strict=True)),
        tuple(((), *((cell,) for cell in line)) for line in figures),
    )


def cross_chart(anchor: str, body: CrossTable, language: str) -> Chart:
    """A table drawn: a number and a small bar for each theme and group."""
    total = number(sum(figure.value or 0 for figure in body.totals), 0, language)
    largest = (
        max(((row.name, row.cells[at]) for row in body.rows), key=lambda one: one[1].value or 0)
        for at in range(len(body.columns))
    )
    bars = (
        phrase(language, "chart_cross_bar").format(group=group, theme=theme, n=shown(cell, language))
        for group, (theme, cell) in zip(body.columns, largest, strict=True)
        if cell.value is not None
    )
    return Chart(
        id=f"{anchor}-grupper",
        title=phrase(language, "chart_cross_title"),
        subtitle=phrase(language, "chart_cross_of").format(title=body.source_title, n=total),
        note=f"{phrase(language, 'chart_note')} – : {phrase(language, 'figure_hidden')}."
        if any(cell.value is None for row in body.rows for cell in row.cells)
        else phrase(language, "chart_note"),
        alt=phrase(language, "chart_cross_alt").format(bars=", ".join(bars)),
        table=cross_table_of(body, language),
        draw=lambda size: _matrix(body, language, size),
    )


def cross_table_of(body: CrossTable, language: str) -> Table:
    """Themes as rows, groups as columns, the totals last."""
    everything = phrase(language, "col_all")
    lines = [(row.name, (*row.cells, row.total)) for row in body.rows]
    figures: list[tuple[tuple[Figure, ...], ...]] = [((), *((cell,) for cell in cells)) for _name, cells in lines]
    rows = [(name, *(shown(cell, language) for cell in cells)) for name, cells in lines]
    rows.append((everything, *(shown(cell, language) for cell in body.totals), ""))
    figures.append(((), *((cell,) for cell in body.totals), ()))
    return Table((phrase(language, "col_theme"), *body.columns, everything), tuple(rows), tuple(figures))


class _Spot(NamedTuple):
    """Where the cell of a column stands, and how wide its bar may be."""

    x: float
    room: float


def _matrix(body: CrossTable, language: str, size: ChartSize) -> str:
    font, columns = size.font, body.columns
    phone = size.width < PHONE
    label = 0.0 if phone else min(float(size.label), max(width_of(row.name, font) for row in body.rows) + 12)
    room = (size.width - label) / len(columns)
    keyed = room < ROOMY + 14
    spots = [_Spot(label + room * at, room - 14) for at in range(len(columns))]
    heads = [(str(at + 1),) if keyed else broken(name, room - 14, font) for at, name in enumerate(columns)]
    top = max(len(lines) for lines in heads) * font * LINE_HEIGHT + 14
    words = [
        word
        for spot, lines in zip(spots, heads, strict=True)
        for word in stacked([(line, style.QUIET) for line in lines], spot.x, top / 2 - 4, font, "left")
    ]
    most = max((cell.value or 0 for row in body.rows for cell in row.cells), default=0) or 1
    bars, rules, at = list[Row](), list[Row](), top
    for row in body.rows:
        rules.append({"x": 0.0, "x2": float(size.width), "y": at - 4})
        names = broken(row.name, size.width if phone else label - 12, font, most=2)
        tall = len(names) * font * LINE_HEIGHT
        middle = at + (tall if phone else 0) + 10
        words += stacked([(name, style.INK) for name in names], 0, at + (tall / 2 if phone else 17), font, "left")
        for spot, cell in zip(spots, row.cells, strict=True):
            said = "–" if cell.value is None else shown(cell, language)
            words.append(Words(spot.x, middle, said, "left", style.INK if cell.value is not None else style.QUIET))
            if cell.value is not None:
                wide = max(spot.room * cell.value / most, 1.5)
                bars.append({"x": spot.x, "x2": spot.x + wide, "y": middle + 10, "y2": middle + 10 + BAR})
        at = max(middle + 10 + BAR, at + (0 if phone else tall)) + 12
    if keyed:
        words += _keys(columns, at, font)
        at += font * LINE_HEIGHT * len(columns) + 4
    plane = Plane(size, at)
    plane.draw("rule", rules, color=style.LINE)
    plane.draw("rect", bars, color=style.ACCENT)
    plane.write(words)
    return plane.svg()


def _keys(columns: Sequence[str], top: float, font: int) -> Iterable[Words]:
    """The names of numbered columns, one to a line."""
    for at, name in enumerate(columns):
        yield Words(0, top + font * LINE_HEIGHT * (at + 0.5), f"{at + 1}  {name}", "left", style.QUIET)


def timeline_chart(anchor: str, body: Timeline, language: str) -> Chart:
    """Questions above the line, answers below it; a stretch of days is as wide as it is long."""
    questions, answers = (number(sum(figure.value or 0 for figure in figures), 0, language) for figures in _sides(body))
    gathered = any("/" in day.date for day in body.days)
    bars = (
        phrase(language, "chart_days_bar").format(
            day=long_date(day.date, language),
            questions=shown(day.questions, language),
            answers=shown(day.answers, language),
        )
        for day in body.days[: 2 * SAID]
    )
    return Chart(
        id=f"{anchor}-dage",
        title=phrase(language, "chart_days_title"),
        subtitle=phrase(language, "chart_days_of_mean" if gathered else "chart_days_of").format(
            title=body.source_title, questions=questions, answers=answers
        ),
        note=phrase(language, "chart_note"),
        alt=phrase(language, "chart_days_alt").format(bars="; ".join(bars)),
        table=timeline_table(body, language),
        draw=lambda size: _days(body, language, size),
    )


def timeline_table(body: Timeline, language: str) -> Table:
    return Table(
        tuple(phrase(language, key) for key in ("col_day", "col_questions", "col_answers")),
        tuple(
            (long_date(day.date, language), shown(day.questions, language), shown(day.answers, language))
            for day in body.days
        ),
        tuple(((), (day.questions,), (day.answers,)) for day in body.days),
    )


def _length(iso: str) -> int:
    first, _, last = iso.partition("/")
    return (date.fromisoformat(last or first) - date.fromisoformat(first)).days + 1


def _sides(body: Timeline) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    return tuple(day.questions for day in body.days), tuple(day.answers for day in body.days)


def _labels_fit(body: Timeline, lengths: Sequence[int], pitch: float, language: str, font: int) -> bool:
    """Whether every bar has room for its figure; else only the largest are said, and the table has the rest."""
    return all(
        width_of(shown(figure, language), font) < pitch * length
        for figures in _sides(body)
        for figure, length in zip(figures, lengths, strict=True)
    )


def _days(body: Timeline, language: str, size: ChartSize) -> str:
    font = size.font
    lengths = [_length(day.date) for day in body.days]
    most = max(
        (figure.value or 0) / length
        for day, length in zip(body.days, lengths, strict=True)
        for figure in (day.questions, day.answers)
    )
    scale, pitch = TALL / (most or 1), size.width / sum(lengths)
    top = font * LINE_HEIGHT * 2 + 6
    middle = top + TALL
    foot = middle + TALL + font * LINE_HEIGHT + 4
    axis = foot + font * LINE_HEIGHT + 4  # where the days stand
    plane = Plane(size, axis + font * LINE_HEIGHT)
    bars: tuple[list[Row], list[Row]] = ([], [])
    words = [
        Words(0, font * 0.7, phrase(language, "col_questions"), "left", style.ACCENT, bold=True),
        Words(0, foot + 2, phrase(language, "col_answers"), "left", style.INK, bold=True),
    ]
    roomy = _labels_fit(body, lengths, pitch, language, font)
    highest = [max(figure.value or 0 for figure in figures) for figures in _sides(body)]
    x = 0.0
    for day, length in zip(body.days, lengths, strict=True):
        wide = pitch * length
        gap = min(3.0, wide * 0.15)
        for side, figure in enumerate((day.questions, day.answers)):
            high = (figure.value or 0) / length * scale
            ends = (middle - 1 - high, middle - 1) if side == 0 else (middle + 1, middle + 1 + high)
            bars[side].append({"x": x + gap, "x2": x + wide - gap, "y": ends[0], "y2": ends[1]})
            said = shown(figure, language)
            if figure.value and (roomy or figure.value == highest[side]):
                at = ends[0] - font * 0.65 if side == 0 else ends[1] + font * 0.65
                words.append(Words(x + wide / 2, at, said, "center", style.QUIET))
        x += wide
    plane.draw("rect", bars[0], color=style.ACCENT)
    plane.draw("rect", bars[1], color=style.ANSWERED)
    plane.draw("rule", [{"x": 0.0, "x2": float(size.width), "y": middle}], color=style.INK)
    plane.write([*words, *_axis(body, lengths, axis, language, size)])
    return plane.svg()


def _axis(body: Timeline, lengths: Sequence[int], y: float, language: str, size: ChartSize) -> Iterable[Words]:
    """The days below their bars, as many as there is room for."""
    pitch, x, free = size.width / sum(lengths), 0.0, 0.0
    for day, length in zip(body.days, lengths, strict=True):
        wide = pitch * length
        name = short_date(day.date if length > 1 and wide > ROOM_FOR_BOTH else day.date.split("/")[0], language)
        if x >= free and x + width_of(name, size.font) <= size.width:
            yield Words(x + min(3.0, wide * 0.15), y, name, "left", style.QUIET)
            free = x + width_of(name, size.font) + 14
        x += wide
