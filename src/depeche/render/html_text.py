"""Tables of figures as HTML."""

from __future__ import annotations

from collections.abc import Callable

from depeche.core.reporting.values import Figure
from depeche.render.charts import Table
from depeche.render.markup import Markup, el, join

CellMaker = Callable[[str, tuple[Figure, ...]], Markup]  # the text of a cell and the figures behind it


def data_table(table: Table, label: str, *, names: int = 1, cell: CellMaker | None = None) -> Markup:
    """A table of figures that can be scrolled by keyboard when it is wider than the page."""
    head = el(
        "tr",
        [el("th", text, scope="col", class_="dr-n" if at >= names else None) for at, text in enumerate(table.head)],
    )
    rows = [
        el(
            "tr",
            el("th", _row_name(row[0]), scope="row"),
            [
                el("td", cell(text, behind) if cell else text, class_="dr-n" if at >= names else None)
                for at, (text, behind) in enumerate(zip(row[1:], figures[1:], strict=True), 1)
            ],
        )
        for row, figures in zip(table.rows, table.figures or [((),) * len(row) for row in table.rows], strict=True)
    ]
    inner = el("table", el("caption", label, class_="dr-sr"), el("thead", head), el("tbody", rows), class_="dr-table")
    return el("div", inner, class_="dr-scroll", role="region", aria_label=label, tabindex=0)


def _row_name(text: str) -> Markup:
    name, _, more = text.partition("\n")
    return join((name, el("span", more, class_="dr-roles"))) if more else join([name])
