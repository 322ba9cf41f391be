"""The counted blocks as elements: what is said, the chart with its table, or the table alone."""

from __future__ import annotations

from depeche.core.reporting.model import Block, CrossTable, Flow, Report, Timeline
from depeche.render.block_charts import flow_table
from depeche.render.charts import charts_in
from depeche.render.layout import ChartElement, Element, TableElement


def counted_elements(body: Flow | CrossTable | Timeline, block: Block, report: Report) -> list[Element]:
    """A chart brings its table with it; a flow of which no figure is shown has its table alone."""
    charts = charts_in(block, report.language)
    if isinstance(body, Flow) and not charts:
        return [TableElement(flow_table(body, report.language), block.title)]
    return [ChartElement(chart) for chart in charts]
