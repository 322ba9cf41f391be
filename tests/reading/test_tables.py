from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import random
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.core.errors import InputError
from depeche.reading import read_table, safe_cell
from depeche.reading.tables import CELL_LIMIT, heading_key
from tests.reading.makers import with_member, xlsx


def refusal(data: bytes, name: str = "fil.csv") -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("spørgsmål,svar\nhvad?,ja\n", ","),
        ("spørgsmål;svar\r\nhvad?;ja\r\n", ";"),
        ("spørgsmål\tsvar\nhvad?\tja", "\t"),
        ("sep=;\nspørgsmål;svar\nhvad?;ja\n", ";"),
        ('"spørgsmål";"svar"\n"hvad?";"ja"\n', ";"),
    ],
)
def test_delimiters_are_found(text: str, delimiter: str) -> None:
    table = read_table(text.encode(), "fil.csv")
    assert table.headers == ("spørgsmål", "svar")
    assert [row.cells for row in table.rows] == [("hvad?", "ja")]
    assert table.delimiter == delimiter


@pytest.mark.parametrize(
    ("codec", "encoding", "notes"),
    [
        ("utf-8", "utf-8", ()),
        ("utf-8-sig", "utf-8-sig", ()),
        ("cp1252", "cp1252", ("cp1252",)),
        ("utf-16", "utf-16", ()),
    ],
)
def test_encodings_are_told(codec: str, encoding: str, notes: tuple[str, ...]) -> None:
    table = read_table("spørgsmål;svar\nhvad?;ææå – “ja”\n".encode(codec), "fil.csv")
    assert (table.encoding, table.notes) == (encoding, notes)
    assert table.rows[0].cells == ("hvad?", "ææå – “ja”")


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    table = read_table(b'a;b\n1;"x\ny"\n\n;\n2;z\n', "fil.csv")
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("1", "x\ny")), (5, ("2", "z"))]


def test_line_breaks_inside_cells_are_of_one_kind() -> None:
    table = read_table(b'a;b\r\n1;"x\r\ny\x0bz"\r\n', "fil.csv")
    assert table.rows[0].cells == ("1", "x\ny\nz")


@pytest.mark.parametrize(
    ("data", "sentence", "row", "column"),
    [
        (b"", "is empty", None, None),
        (b" \n\n", "is empty", None, None),
        (b"a;b\n", "no rows below", None, None),
        (b"a;b\n1\n", "1 cells where the headings are 2", 2, None),
        (b"a;b\n1;2;3\n", "3 cells where the headings are 2", 2, None),
        (b"a;A\n1;2\n", "stands in column A too", 1, "B"),
        (b"a;;c\n1;2;3\n", "no heading", 1, "B"),
        (b'a;b\n1;"2\n3;4\n', "never closed", 2, "B"),
        ("a;b\n1;å\n".encode("utf-16-le"), "bytes of value zero", 1, None),
        (b"a;b\n1;\x81\n", "neither UTF-8 nor Windows-1252", 2, None),
        ("a;b\n1;æ\n".encode() + b"2;\xe6\n", "UTF-8 in places", 3, None),
        (b"a;b\n1;x\x07y\n", "control character U+0007", 2, "b"),
        (b"a;b\n1;" + b"x" * (CELL_LIMIT + 1), f"at most {CELL_LIMIT}", 2, "b"),
        (b"%PDF-1.7", "is a PDF", None, None),
        (b"\xd0\xcf\x11\xe0rest", "old Excel file", None, None),
    ],
)  # fmt: skip  # a table of refusals
def test_csv_refusals(data: bytes, sentence: str, row: int | None, column: str | None) -> None:
    fault = refusal(data)
    assert sentence in str(fault)
    assert (fault.row, fault.column) == (row, column)


@pytest.mark.parametrize(("quote", "filling"), [(b"", b"x"), (b'"', b"x"), (b'"', b"x\n"), (b'"', b"x;")])
def test_a_cell_of_50_megabytes_is_refused_with_its_place(quote: bytes, filling: bytes) -> None:
    data = b"a;b\n1;2\n1;" + quote + filling * (50_000_000 // len(filling)) + quote + b"\n"
    fault = refusal(data)
    assert (fault.row, fault.column) == (3, "B")
    assert str(CELL_LIMIT) in str(fault)


def test_workbooks() -> None:
    data = xlsx(
        ("spørgsmål", "antal", "dato", "andel", None),
        ("hvad?", 3, dt.date(2026, 1, 2), 0.5, None),
        (None, None, None, None, None),
        ("=ikke en formel"[1:], 4.0, dt.datetime(2026, 1, 2, 3, 4), None, None),  # noqa: DTZ001  # sheets know no zone
    )
    table = read_table(data, "fil.xlsx")
    assert table.headers == ("spørgsmål", "antal", "dato", "andel")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("hvad?", "3", "2026-01-02", "0.5")),
        (4, ("ikke en formel", "4", "2026-01-02T03:04:00", "")),
    ]


def test_headings_may_stand_below_an_empty_row() -> None:
    table = read_table(xlsx((None,), ("a", "b"), ("1", None)), "fil.xlsx")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("1", ""))]


def test_only_the_first_sheet_with_content_is_read_and_that_is_told() -> None:
    table = read_table(xlsx(sheets={"to": [("a",), ("1",)], "tre": [("b",), ("2",)]}), "fil.xlsx")
    assert table.headers == ("a",)
    assert table.notes == ("more_sheets",)


def test_text_that_looks_like_a_formula_is_text_in_csv_and_quoted_when_written() -> None:
    table = read_table(b'a;b\n=1+1;"@x"\n', "fil.csv")
    assert table.rows[0].cells == ("=1+1", "@x")
    assert [safe_cell(cell) for cell in (*table.rows[0].cells, "-3", "+4,5", "-a", "a", "", "\tx")] == [
        "'=1+1", "'@x", "-3", "+4,5", "'-a", "a", "", "'\tx",
    ]  # fmt: skip  # two rows of cells


def test_a_formula_in_a_workbook_is_refused_by_its_cell() -> None:
    fault = refusal(xlsx(("a", "b"), ("x", "y"), ("x", '=HYPERLINK("http://example.org")')), "fil.xlsx")
    assert "cell B3 holds a formula" in str(fault)
    assert (fault.row, fault.column) == (3, "B")


def test_an_error_value_is_refused_by_its_cell() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "a", "#REF!"
    stream = io.BytesIO()
    book.save(stream)
    assert "cell A2 holds the error #REF!" in str(refusal(stream.getvalue(), "fil.xlsx"))


@pytest.mark.parametrize(
    "prolog", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>', " " * 2_000_000 + '<!ENTITY a "b">'], ids=["first", "later"]
)
def test_entities_are_refused(prolog: str) -> None:
    noise = "".join(f"<!--{number}-->" for number in range(50_000))  # packs as real files do
    data = with_member(
        xlsx(("a",), ("1",)), "xl/styles.xml", ('<?xml version="1.0"?>' + noise + prolog + "<x/>").encode()
    )
    assert "no spreadsheet program writes" in str(refusal(data, "fil.xlsx"))


def test_utf_16_inside_a_workbook_is_refused() -> None:
    data = with_member(xlsx(("a",), ("1",)), "xl/styles.xml", "<x/>".encode("utf-16"))
    assert "no spreadsheet program writes" in str(refusal(data, "fil.xlsx"))


def test_a_bomb_is_refused_unopened() -> None:
    data = with_member(xlsx(("a",), ("1",)), "xl/media/image1.png", b"\0" * 200_000_000)
    tracemalloc.start()
    try:
        assert "looks like an attack" in str(refusal(data, "fil.xlsx"))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 rubbish", b"rubbish", with_member(xlsx(("a",)), "xl/workbook.xml", b"<a>")]
)
def test_damaged_workbooks(data: bytes) -> None:
    assert "fil.xlsx" in str(refusal(data, "fil.xlsx"))


def test_an_empty_workbook() -> None:
    assert "no sheet has content" in str(refusal(xlsx(), "fil.xlsx"))


def test_json_lists() -> None:
    table = read_table('[{"spørgsmål": "hvad?", "n": 2.0}, {"svar": ["a", "b"], "ja": true}]'.encode(), "fil.json")
    assert table.headers == ("spørgsmål", "n", "svar", "ja")
    assert [row.cells for row in table.rows] == [("hvad?", "2", "", ""), ("", "", "a\nb", "True")]


@pytest.mark.parametrize(
    ("data", "sentence", "row"),
    [
        (b"[]", "the list has no objects", None),
        (b'{"a": 1}', "should be a list", None),
        (b'[{"a": 1}, 2]', "is no object", 2),
        (b'[{"a": {"b": 1}}]', "holds an object", 1),
        (b'[{"a": 1},\n{"a": }]', "is no JSON here", 2),
        (b'[{"a": NaN}]', "a number that cannot be read", None),
        (b'[{"a": "\\ud800"}]', "control character U+D800", 1),
        (b"[" * 200_000, "nested too deeply", None),
        (b'[{"a": "\xe6"}]', "is not UTF-8", None),
        (b'[{"a": "' + b"x" * 50_000_000 + b'"}]', "at most", 1),
    ],
)  # fmt: skip  # a table of refusals
def test_json_refusals(data: bytes, sentence: str, row: int | None) -> None:
    fault = refusal(data, "fil.json")
    assert sentence in str(fault)
    assert fault.row == row


def test_headings_are_matched_regardless_of_case_and_marks() -> None:
    assert heading_key("  E-Mail: ") == heading_key("e_mail") == "e mail"
    assert heading_key("Spo\u0308rgsmål") == heading_key("SPÖRGSMÅL")


cells = st.text(alphabet=st.sampled_from('aæ å;,\t"\n=|'), max_size=8).map(str.strip)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(cells, cells).filter(any), min_size=1, max_size=6), st.sampled_from(";,\t"))
def test_what_a_csv_writer_writes_is_read_back(rows: list[tuple[str, str]], mark: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark, quoting=csv.QUOTE_ALL).writerows([["den ene", "den anden"], *rows])
    table = read_table(stream.getvalue().encode(), "fil.csv")
    assert [row.cells for row in table.rows] == rows


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.sampled_from(["fil.csv", "fil.json", "fil.xlsx", "fil"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, name: str) -> None:
    with contextlib.suppress(InputError):  # any other error fails the test
        table = read_table(data, name)
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_workbooks_with_a_changed_byte_are_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    whole = xlsx(("spørgsmål", "svar"), ("a", 1.5))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        name = data.draw(st.sampled_from(archive.namelist()))
        content = bytearray(archive.read(name))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    with contextlib.suppress(InputError):  # any other error, or a warning, fails the test
        read_table(with_member(whole, name, bytes(content)), "fil.xlsx")


def test_a_small_workbook_that_unpacks_to_more_than_a_machine_should_hold_is_refused() -> None:
    """Under the limit of the ratio, member by member."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        block = random.Random(1).randbytes(6_000).hex().encode() + b" " * 1_038_000
        for number in range(330):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", block)
    assert len(packed.getvalue()) < 10_000_000
    with pytest.raises(InputError, match="unpacks to more than can be read"):
        read_table(packed.getvalue(), "a.xlsx")
