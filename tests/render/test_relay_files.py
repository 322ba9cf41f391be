from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from depeche.core.relay.archive.form import Form
from depeche.core.relay.rules import Anonymity, Rules
from depeche.render.relay_files import TABLES, Known, csv_file, headings, xlsx_file
from tests.core.relay.test_archive import small


def known(language: str = "en", form: Form = Form.FULL, anonymity: Anonymity = Anonymity.HIDDEN) -> Known:
    told = small()
    relay = type(told.relay)(
        "Tillid", "da", Rules(anonymity=anonymity), told.relay.phase, told.relay.window, told.relay.created_at
    )
    return Known.of(relay, form, told.groups, told.people, language=language)


def lines(of: Known, table: str, delimiter: str = ",") -> list[list[str]]:
    out = io.BytesIO()
    csv_file(of, table, small().questions, out)
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")), delimiter=delimiter))


def test_english_tables_have_commas_between_and_points_in_decimals() -> None:
    heading, answer = lines(known(), "answers")
    assert heading == ["No.", "Answered (Europe/Copenhagen)", "Answer from", "Answer from group", "Hours", "Answer"]
    assert answer == ["1", "2026-09-07 11:00:00", "N2", "Top", "1.00", "Nu."]


def test_danish_tables_have_semicolons_between_and_a_decimal_comma() -> None:
    assert lines(known("da"), "answers", ";")[1][4] == "1,00"


def test_another_language_reads_english() -> None:
    assert headings(known("fi"), "hops") == headings(known("en"), "hops")


@pytest.mark.parametrize(
    ("form", "anonymity", "shown"),
    [
        (Form.FULL, Anonymity.HIDDEN, {"Asked by (HIDDEN)", "From group", "Reason"}),
        (Form.FULL, Anonymity.NAMED, {"Asked by", "From group", "Reason"}),
        (Form.PSEUDONYMOUS, Anonymity.HIDDEN, set()),
        (Form.PSEUDONYMOUS, Anonymity.GROUP, {"From group"}),
        (Form.PSEUDONYMOUS, Anonymity.NAMED, {"Asked by", "From group"}),
    ],
)
def test_who_asked_is_told_as_far_as_was_promised(form: Form, anonymity: Anonymity, shown: set[str]) -> None:
    found = set(headings(known(form=form, anonymity=anonymity), "questions"))
    assert found & {"Asked by", "Asked by (HIDDEN)", "From group", "Reason"} == shown


def test_every_column_is_explained() -> None:
    of = known()
    told = {(sheet, column) for sheet, column, _ in lines(of, "definitions")[1:]}
    for table, sheet in zip(TABLES[:-1], ("Questions", "Answers", "Hops"), strict=True):
        for heading in headings(of, table):
            assert (sheet, heading.removesuffix(" (Europe/Copenhagen)")) in told
    assert "WARNING" in str(lines(of, "definitions"))


def test_the_workbook_holds_moments_as_moments() -> None:
    out = io.BytesIO()
    xlsx_file(known(), {table: small().questions for table in TABLES[:-1]}, out)
    book = load_workbook(io.BytesIO(out.getvalue()))
    assert book.sheetnames == ["Questions", "Answers", "Hops", "Definitions"]
    assert book["Hops"]["E2"].value == datetime(2026, 9, 7, 10)  # noqa: DTZ001 - spreadsheets know no zone
    assert book["Questions"]["A2"].value == 1
