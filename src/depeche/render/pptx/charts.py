"""Charts as PowerPoint's own, which people can edit; those it has no kind for as pictures. Both with their words."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final, NamedTuple

from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.slide import Slide
from pptx.util import Pt

from depeche.core.reporting.model import Block, SharedThemes, ThemeShares, Timeline, WordLists
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Figure, Standing
from depeche.render.charts import BARS, Chart
from depeche.render.office import alt_text, chart_picture
from depeche.render.office.settling import packed
from depeche.render.pptx.ink import clean
from depeche.render.pptx.layouts import emu
from depeche.render.pptx.measure import LEAST, Rect, text_height
from depeche.render.style import ChartSize

WORDS: Final = 15  # bars of a chart of words
BAR: Final = 15.3  # points, the least a bar with its figure needs
KEYS: Final = 30.0  # points for the names of several series
DAYS: Final = 14  # so many days are labelled with their figures
_CREATED: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_LONG_AGO: Final = rb"\g<1>1980-01-01T00:00:00Z\g<3>"
_SIZES: Final = (18, 17, 16, 15, 14)
_LETTERS: Final = 16  # of a picture's texts, in points on the slide
_BEYOND: Final = 1.06  # of the longest bar, kept for its figure
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMES: Final = 0.2  # of a chart's width, in which names of bars are broken into lines
_APART: Final = 1.05
_TRIES: Final = 4
_LEAST_SCALE: Final = 0.4


class Series(NamedTuple):
    name: str
    figures: tuple[Figure, ...]


class Data(NamedTuple):
    """What a native chart shows. `rest` is the index of the bar that stands for what is not sorted.

    `top` is the longest bar of the whole chart where this is a part of it, so that its parts can be compared.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    per_cent: bool = False
    over_time: bool = False
    rest: int | None = None
    top: float = 0.0

    @property
    def longest(self) -> float:
        return max((figure.value or 0 for series in self.series for figure in series.figures), default=0.0)


def data_of(chart: Chart, block: Block, language: str) -> Data | None:
    """The figures of a chart that PowerPoint has a kind for; None for others."""
    body = block.body
    unsorted = phrase(language, "unsorted")
    if isinstance(body, ThemeShares):
        themes = body.themes[:BARS]
        names = tuple(row.name or unsorted for row in themes)
        rest = next((at for at, row in enumerate(themes) if not row.name), None)
        return Data(names, (Series(chart.table.head[1], tuple(row.questions for row in themes)),), rest=rest)
    if isinstance(body, SharedThemes):
        rows = body.rows[:BARS]
        names = tuple(row.name or unsorted for row in rows)
        series = tuple(Series(title, tuple(row.shares[at] for row in rows)) for at, title in enumerate(body.sources))
        return Data(names, series, per_cent=True)
    if isinstance(body, WordLists):
        column = next((one for one in body.columns if one.title == chart.title), None)
        if column is None:
            return None
        words = column.rows[:WORDS]
        return Data(
            tuple(row.word for row in words), (Series(chart.table.head[1], tuple(row.tokens for row in words)),)
        )
    if isinstance(body, Timeline) and not any("/" in day.date for day in body.days):  # else bars of unlike widths
        asked = Series(chart.table.head[1], tuple(day.questions for day in body.days))
        answered = Series(chart.table.head[2], tuple(day.answers for day in body.days))
        return Data(_short_days(tuple(row[0] for row in chart.table.rows)), (asked, answered), over_time=True)
    return None


def _short_days(days: tuple[str, ...]) -> tuple[str, ...]:
    """Days without their year, where all are of one."""
    years = {day.rsplit(" ", 1)[-1] for day in days}
    return tuple(day.rsplit(" ", 1)[0] for day in days) if len(years) == 1 else days


def parted(data: Data, box: Rect) -> list[Data]:
    """A chart of many bars over several slides, so that each has its name and figure; days stay together."""
    if data.over_time:
        return [data]
    keys = KEYS if len(data.series) > 1 else 0.0
    pitch = max(BAR * len(data.series) * (1.35 if len(data.series) > 1 else 1.2), _name_room(data, LEAST, box))
    most = max(1, int((box.height - keys) // pitch))
    slides = -(-len(data.categories) // most)
    step = -(-len(data.categories) // slides) if slides else 1
    return [_slice(data, at, at + step) for at in range(0, len(data.categories), step)] or [data]


def _name_room(data: Data, size: float, box: Rect) -> float:
    """Points the name of a bar is high; LibreOffice leaves every other one out where they stand closer."""
    names = [text_height(name, size, _NAMES * box.width) for name in data.categories]
    return max(names, default=0.0) * _APART


def _slice(data: Data, start: int, end: int) -> Data:
    series = tuple(Series(one.name, one.figures[start:end]) for one in data.series)
    rest = data.rest - start if data.rest is not None and start <= data.rest < end else None
    return data._replace(categories=data.categories[start:end], series=series, rest=rest, top=data.longest)


def native(slide: Slide, data: Data, box: Rect) -> etree._Element:
    """A chart of PowerPoint's own at its place: the frame that holds it."""
    make: Any = ChartData  # python-pptx gives it no types
    given = make(number_format='0" %"' if data.per_cent else "0")
    given.categories = [clean(name).replace("\v", " ") or "–" for name in data.categories]
    for series in data.series:
        given.add_series(clean(series.name), [_value(figure) for figure in series.figures])
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if data.over_time else XL_CHART_TYPE.BAR_CLUSTERED
    left, top, width, height = (emu(value) for value in box)
    frame: Any = slide.shapes.add_chart(kind, left, top, width, height, given)  # it says a chart, and is its frame
    _look(frame.chart, data, box)
    book = frame.chart.part.chart_workbook.xlsx_part
    if book is not None:
        book._blob = _settled_book(book.blob)
    made: etree._Element = frame._element
    return made


def picture(slide: Slide, chart: Chart, box: Rect) -> etree._Element:
    """A chart as a picture as large as its place allows, its letters as large as on other slides."""
    scale = 1.0
    for _try in range(_TRIES):  # too high: drawn wider with larger letters, set smaller
        wide = box.width / scale
        size = ChartSize(round(wide), round(min(wide * 0.36, 300 / scale)), round(_LETTERS / scale))
        shot = chart_picture(chart, size)
        fits = min(box.width / shot.width, box.height / shot.height)
        if fits > 0.95 * scale:
            break
        scale = max(fits, _LEAST_SCALE)
    scale = min(box.width / shot.width, box.height / shot.height)
    width, height = shot.width * scale, shot.height * scale
    left = box.left + (box.width - width) / 2
    placed = slide.shapes.add_picture(io.BytesIO(shot.png), emu(left), emu(box.top), emu(width), emu(height))
    return placed._element


def words_of(chart: Chart) -> str:
    """The alternative text."""
    return clean(alt_text(chart)).replace("\v", " ")


def _value(figure: Figure) -> float | None:
    return figure.value if figure.standing is Standing.KNOWN else None


def _look(chart: NativeChart, data: Data, box: Rect) -> None:
    """Bars with their figures beside them: no frame, no grid but behind days."""
    chart.has_title = False
    chart.font.size = Pt(_letters(data, box))
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.has_legend = len(data.series) > 1
    if chart.has_legend and chart.legend is not None:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    _axes(chart, data)
    plot = chart.plots[0]
    if not data.over_time or len(data.categories) <= DAYS:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = '0" %"' if data.per_cent else "0", False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.gap_width = 45 if len(data.series) == 1 else 35
    plot.overlap = 0
    _tones(chart, data)


def _letters(data: Data, box: Rect) -> int:
    """As large as names and figures have room for."""
    if data.over_time:
        return LEAST
    pitch = (box.height - (KEYS if len(data.series) > 1 else 0)) / max(1, len(data.categories))
    fits = (
        size
        for size in _SIZES
        if _name_room(data, size, box) <= pitch and size * 1.35 * len(data.series) <= pitch * 0.8
    )
    return next(fits, LEAST)


def _axes(chart: NativeChart, data: Data) -> None:
    """The axis of figures is drawn behind days alone: other bars carry theirs."""
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines = values.visible = data.over_time
    values.minimum_scale = 0
    if not data.over_time:
        values.maximum_scale = max(data.top, data.longest, 1) * _BEYOND
    _every_name(names)
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if data.over_time:
        values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
        values.format.line.fill.background()
    else:
        names.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
        names.reverse_order = True


def _every_name(axis: Any) -> None:  # noqa: ANN401  python-pptx gives axes no common type
    """No name of a bar is left out for want of room, as a programme would."""
    element = axis._element
    for old in element.findall(f"{{{_C}}}tickLblSkip"):
        element.remove(old)
    skip = etree.Element(f"{{{_C}}}tickLblSkip", val="1")
    last = element.find(f"{{{_C}}}noMultiLvlLbl")
    if last is None:
        element.append(skip)
    else:
        last.addprevious(skip)


def _tones(chart: NativeChart, data: Data) -> None:
    """Told apart in grey and by the colour-blind: full, and hatched."""
    tones = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.ACCENT_4, MSO_THEME_COLOR.ACCENT_5)
    for at, series in enumerate(chart.plots[0].series):
        tone = tones[at % len(tones)]
        if at % 2:
            _hatch(series.format.fill, tone)
        else:
            _fill(series.format.fill, tone)
        series.invert_if_negative = False
    if data.rest is not None and not data.over_time:
        _hatch(chart.plots[0].series[0].points[data.rest].format.fill, tones[0])


def _fill(fill: Any, tone: MSO_THEME_COLOR) -> None:  # noqa: ANN401  python-pptx gives fills no types
    fill.solid()
    fill.fore_color.theme_color = tone


def _hatch(fill: Any, tone: MSO_THEME_COLOR) -> None:  # noqa: ANN401  as above
    fill.patterned()
    fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    fill.back_color.theme_color = tone


def _settled_book(data: bytes) -> bytes:
    """The data sheet of a chart without the moment of writing."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    core = "docProps/core.xml"
    parts[core] = _CREATED.sub(_LONG_AGO, parts[core])
    return packed(parts)
