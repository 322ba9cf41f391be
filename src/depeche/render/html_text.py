"""Tables of figures as HTML."""

from __future__ import annotations

from depeche.render.charts import Table
from depeche.render.markup import Markup, el, join


def data_table(table: Table, label: str, *, names: int = 1) -> Markup:
    """A table of figures that can be scrolled by keyboard when it is wider than the page."""
    head = el(
        "tr",
        [el("th", text, scope="col", class_="dr-n" if at >= names else None) for at, text in enumerate(table.head)],
    )
    rows = [
        el(
            "tr",
            el("th", _row_name(row[0]), scope="row"),
            [el("td", text, class_="dr-n" if at >= names else None) for at, text in enumerate(row[1:], 1)],
        )
        for row in table.rows
    ]
    inner = el("table", el("caption", label, class_="dr-sr"), el("thead", head), el("tbody", rows), class_="dr-table")
    return el("div", inner, class_="dr-scroll", role="region", aria_label=label, tabindex=0)


def _row_name(text: str) -> Markup:
    name, _, more = text.partition("\n")
    return join((name, el("span", more, class_="dr-roles"))) if more else join([name])
