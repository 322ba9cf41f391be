"""Workbook and CSV read back: equal to the tables, nothing that runs, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from depeche.core.reporting import ReportTexts, build_report
from depeche.core.reporting.values import Standing
from depeche.reading import read_corpus
from depeche.render.data_csv import Convention, render_csv_zip
from depeche.render.data_tables import DataCell, DataTable, Kind, data_tables
from depeche.render.data_xlsx import render_xlsx
from tests.render.data_reports import EVIL, LONG, NOW, report, two_relays
from tests.shared import shared_file


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_workbook_read_back_is_equal_to_the_tables(language: str) -> None:
    whole = report(language)
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(whole, made_at=NOW)))
    tables = data_tables(whole)
    assert len(book.sheetnames) == len(tables) + 1
    words = {"da": ("vises ikke", "ikke oplyst"), "en": ("not shown", "not known")}[language]
    for name, table in zip(book.sheetnames[1:], tables, strict=True):
        read = [list(row) for row in book[name].iter_rows(values_only=True)]
        assert read[0] == [column.title for column in table.columns]
        for given, found in zip(table.rows, read[1:], strict=True):
            for cell, column, value in zip(given, table.columns, found, strict=True):
                _same(cell, column.kind, value, words)


def _same(cell: DataCell, kind: Kind, value: object, words: tuple[str, str]) -> None:
    if cell.standing is not Standing.KNOWN:
        assert value in words
    elif kind is Kind.DAY:
        assert isinstance(value, datetime)
        assert value.date() == date.fromisoformat(str(cell.value))
    elif kind is Kind.NUMBER:
        assert isinstance(value, int | float)
        assert value == pytest.approx(cell.value)
    else:
        assert (value or "") == cell.value


def test_the_first_sheet_defines_every_column_and_what_is_not_shown() -> None:
    whole = report()
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(whole, made_at=NOW)))
    first = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    keys = {str(row[2]) for row in first}
    assert all(column.key in keys for table in data_tables(whole) for column in table.columns)
    text = "\n".join(" ".join(map(str, row)) for row in first)
    assert "vises ikke" in text
    assert "Færre end fem mennesker" in text
    assert "ikke en repræsentativ undersøgelse" in text


def test_nothing_in_the_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(report(), made_at=NOW)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == EVIL for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_same_report_gives_the_same_files() -> None:
    assert render_xlsx(report(), made_at=NOW) == render_xlsx(report(), made_at=NOW)
    for convention in Convention:
        assert render_csv_zip(report(), convention) == render_csv_zip(report(), convention)


def test_danish_csv_opens_as_spreadsheets_in_denmark_do() -> None:
    files = members(render_csv_zip(report(), Convention.DANISH))
    themes = files["themes.csv"]
    assert themes.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in themes
    rows = rows_of(themes, ";")
    assert rows[0] == ["Stafet", "Tema", "Spørgsmål", "Andel"]
    assert any(row[1] == LONG for row in rows)
    assert any(row[1] == f"'{EVIL}" for row in rows)
    assert any("," in row[3] and "." not in row[3] for row in rows[1:])
    assert "2026-03-02" in files["days.csv"].decode("utf-8-sig")


def test_plain_csv_and_its_package_say_what_is_in_it() -> None:
    files = members(render_csv_zip(report(), Convention.PLAIN))
    assert not any(data.startswith(b"\xef\xbb\xbf") for data in files.values())
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        rows = rows_of(files[resource["path"]], ",")
        fields = resource["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        for row in rows[1:]:
            for field, value in zip(fields, row, strict=True):
                if value in resource["schema"]["missingValues"]:
                    continue
                if field["type"] == "number":
                    assert float(value) == float(value)
                elif field["type"] == "date":
                    assert date.fromisoformat(value)
    assert {resource["path"] for resource in package["resources"]} == {name for name in files if name.endswith(".csv")}


@pytest.mark.parametrize("convention", Convention)
def test_both_conventions_carry_every_cell(convention: Convention) -> None:
    danish = convention is Convention.DANISH
    for whole in (report(), two_relays()):
        files = members(render_csv_zip(whole, convention))
        for table in data_tables(whole):
            rows = rows_of(files[f"{table.name}.csv"], ";" if danish else ",")
            assert [_read(row, table, danish=danish) for row in rows[1:]] == [
                tuple((cell.standing, None if cell.value is None else cell.value) for cell in row) for row in table.rows
            ]


def _read(row: list[str], table: DataTable, *, danish: bool) -> tuple[tuple[Standing, object], ...]:
    held = {
        "vises ikke" if danish else "hidden": Standing.HIDDEN,
        "ikke oplyst" if danish else "unknown": Standing.UNKNOWN,
    }
    out: list[tuple[Standing, object]] = []
    for value, column in zip(row, table.columns, strict=True):
        if column.kind is Kind.NUMBER and value in held:
            out.append((held[value], None))
        elif column.kind is Kind.NUMBER:
            number = float(value.replace(",", ".") if danish else value)
            out.append((Standing.KNOWN, pytest.approx(number, abs=1e-6)))
        else:
            out.append((Standing.KNOWN, value[1:] if value.startswith("'=") else value))
    return tuple(out)


def test_the_readme_tells_every_table() -> None:
    for convention in Convention:
        files = members(render_csv_zip(report(), convention))
        text = files["README.txt"].decode("utf-8-sig")
        assert all(name in text for name in files if name.endswith(".csv"))
        assert ("vises ikke:" if convention is Convention.DANISH else "hidden:") in text


@pytest.mark.shared
def test_the_pairs_of_2017_are_the_same_in_workbook_and_text() -> None:
    corpus = read_corpus(shared_file("data/relay-2017.json").read_bytes(), "relay-2017.json")
    whole = build_report(corpus, ReportTexts(), "da")
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(whole, made_at=NOW)))
    themes = list(book["Temaer"].iter_rows(min_row=2, values_only=True))
    read = rows_of(members(render_csv_zip(whole, Convention.PLAIN))["themes.csv"], ",")[1:]
    assert [(row[0], row[1], str(row[2])) for row in themes] == [(row[0], row[1], row[2]) for row in read]
    assert sum(int(row[2]) for row in read) == len(corpus.pairs)
