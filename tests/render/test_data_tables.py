from __future__ import annotations

from dataclasses import replace

import pytest

from depeche.core.reporting.model import Report
from depeche.core.reporting.values import Standing
from depeche.render.chart import Table
from depeche.render.charts import charts_of
from depeche.render.data_tables import SHAPES, DataTable, Kind, data_tables
from depeche.render.data_words import COLUMNS, OTHER, TABLES
from tests.render.data_reports import LONG, report, two_relays


def tables(of: Report) -> dict[str, DataTable]:
    return {table.name: table for table in data_tables(of)}


def values(table: DataTable) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in table.rows]


def test_every_table_and_column_has_words_in_both_languages() -> None:
    keys = {key for shape in SHAPES.values() for key in shape}
    for language in ("da", "en"):
        assert set(TABLES[language]) == set(SHAPES)
        assert set(COLUMNS[language]) == keys
        assert all(said.title and said.means for said in (*TABLES[language].values(), *COLUMNS[language].values()))
    assert set(OTHER["da"]) == set(OTHER["en"])


def test_the_tables_of_a_report_stand_in_order_with_rows_as_wide_as_their_columns() -> None:
    found = data_tables(report())
    assert [table.name for table in found] == [name for name in SHAPES if name in {table.name for table in found}]
    assert {"people", "attendance", "themes", "flow", "themes_by_group", "days", "figures"} <= set(tables(report()))
    for table in found:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_cells_are_the_figures_of_the_charts() -> None:
    """The chart's own table has the same numbers, so that no file differs from the page."""
    whole = report()

    def numbers(table: Table) -> list[float | None]:
        return [figure.value for row in table.figures for cell in row for figure in cell]

    drawn = charts_of(whole)
    flow = next(chart for name, chart in drawn.items() if name.endswith("stroem"))
    assert [row[-1] for row in values(tables(whole)["flow"])] == numbers(flow.table)
    days = next(chart for name, chart in drawn.items() if name.endswith("dage"))
    assert [number for row in values(tables(whole)["days"]) for number in row[3:]] == numbers(days.table)


def test_a_hidden_figure_is_marked_and_has_no_value() -> None:
    cells = [cell for table in data_tables(two_relays()) for row in table.rows for cell in row]
    assert {cell.standing for cell in cells} >= {Standing.KNOWN, Standing.UNKNOWN}
    assert all((cell.value is None) == (cell.standing is not Standing.KNOWN) for cell in cells)


def test_kinds_follow_the_columns() -> None:
    for table in data_tables(report()):
        for at, column in enumerate(table.columns):
            known = [row[at].value for row in table.rows if row[at].value is not None]
            wanted = (int, float) if column.kind is Kind.NUMBER else str
            assert all(isinstance(value, wanted) for value in known), (table.name, column.key)


def test_figures_in_sentences_are_listed_with_what_they_count() -> None:
    rows = values(tables(report())["figures"])
    assert any("E-I-indekset for ”Stafetten”" in str(row[1]) for row in rows)
    assert not any(str(row[1]).startswith(("flow", "cross", "dated")) for row in rows), "each recipe has its words"


def test_relays_side_by_side_are_rows() -> None:
    rows = values(tables(two_relays())["themes_by_relay"])
    assert ("både", "Havnen", 2) in [row[:3] for row in rows]
    assert {row[1] for row in rows} == {"Haven", "Havnen"}


def test_what_stands_in_two_blocks_stands_once() -> None:
    whole = report()
    doubled = tuple(data_tables(whole))
    again = data_tables(replace(whole, blocks=(*whole.blocks[:-1], *whole.blocks)))
    assert [table.rows for table in again] == [table.rows for table in doubled]


@pytest.mark.parametrize("language", ["da", "en"])
def test_long_names_stand_whole(language: str) -> None:
    assert any(row[1] == LONG for row in values(tables(report(language))["themes"]))


def test_a_whole_number_is_whole_and_a_share_is_not_rounded() -> None:
    shares = [row[3] for row in values(tables(report())["themes"])]
    assert any(isinstance(share, float) for share in shares)
    assert isinstance(values(tables(report())["themes"])[0][2], int)
