from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from depeche.render.sheets import Tab, workbook

MADE = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_numbers_are_numbers_and_nothing_runs() -> None:
    tabs = [Tab("flow", ("Fra", "Antal"), [("=1+1", 3), ("+x", 0.25), ("https://example.test", None)])]
    book = load_workbook(io.BytesIO(workbook(tabs, title="Tal", made_at=MADE)))
    rows = [[(cell.value, cell.data_type) for cell in row] for row in book["flow"].iter_rows()]
    assert rows[0] == [("Fra", "s"), ("Antal", "s")]
    assert rows[1] == [("=1+1", "s"), (3, "n")]
    assert rows[2] == [("+x", "s"), (0.25, "n")]
    assert rows[3][0] == ("https://example.test", "s")
    assert book["flow"]["A4"].hyperlink is None
    assert book.properties.title == "Tal"


def test_names_of_sheets_are_what_a_spreadsheet_takes() -> None:
    names = ["a/b:c", "A b c", "x" * 40, "x" * 40, "'", "'"]
    book = load_workbook(io.BytesIO(workbook([Tab(name, ("h",), []) for name in names], title="", made_at=MADE)))
    assert len({name.casefold() for name in book.sheetnames}) == 6
    assert max(map(len, book.sheetnames)) == 31
    assert book.sheetnames[0] == "a b c"


def test_the_same_tables_give_the_same_file() -> None:
    tabs = [Tab("a", ("h",), [("x",)])]
    assert workbook(tabs, title="t", made_at=MADE) == workbook(tabs, title="t", made_at=MADE)
