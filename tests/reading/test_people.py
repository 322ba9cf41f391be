from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.core.errors import InputError
from depeche.reading import PersonRow, Problem, is_email, read_pasted, read_people, read_people_file, read_table
from tests.reading.makers import xlsx

HEADINGS = ("Navn", "E-mail", "Titel", "Organisation", "Sektor", "Gruppe")


def test_a_sheet_in_danish() -> None:
    data = xlsx(HEADINGS, ("Ane  Bo", "ane@example.org", "leder", "Nykøbing", "kommune", "Leder"))
    sheet = read_people(read_table(data, "fil.xlsx"))
    assert sheet.rows == (PersonRow(2, "Ane Bo", "ane@example.org", "leder", "Nykøbing", "kommune", "Leder"),)
    assert sheet.groups == (("Leder", 1),)


def test_a_sheet_in_english_with_names_in_two_columns_and_one_nobody_asked_for() -> None:
    table = read_table(b"First name,Last name,Email address,Shoe size\nAne,Bo,ane@example.org,38\n", "fil.csv")
    sheet = read_people(table)
    assert sheet.rows[0][:3] == (2, "Ane Bo", "ane@example.org")
    assert sheet.unknown == ("Shoe size",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ane Bo <ane@example.org>", ("Ane Bo", "ane@example.org", "", "", "", "")),
        ('"Bo, Ane" <ane@example.org>;', ("Bo, Ane", "ane@example.org", "", "", "", "")),
        ("<ane@example.org>", ("", "ane@example.org", "", "", "", "")),
        ("ane@example.org", ("", "ane@example.org", "", "", "", "")),
        ("Ane Bo ane@example.org", ("Ane Bo", "ane@example.org", "", "", "", "")),
        (
            "Ane; ane@example.org; chef; Odense; kommune; A",
            ("Ane", "ane@example.org", "chef", "Odense", "kommune", "A"),
        ),
        (
            "Ane\tane@example.org\tchef\tOdense\tkommune\tA",
            ("Ane", "ane@example.org", "chef", "Odense", "kommune", "A"),
        ),
        ("ane@example.org; Ane; chef", ("Ane", "ane@example.org", "chef", "", "", "")),
        ("Ane <ane@example.org>; chef; Odense", ("Ane", "ane@example.org", "chef", "Odense", "", "")),
        ("Ane, ane@example.org", ("Ane", "ane@example.org", "", "", "", "")),
        ("Ane;mailto:ane@example.org", ("Ane", "ane@example.org", "", "", "", "")),
    ],
)
def test_pasted_lines(line: str, expected: tuple[str, ...]) -> None:
    assert read_pasted(line).rows[0][1:7] == expected


def test_pasted_from_a_spreadsheet_with_headings() -> None:
    sheet = read_pasted("Gruppe\tE-mail\tNavn\nA\tane@example.org\tAne\n")
    assert sheet.rows == (PersonRow(2, "Ane", "ane@example.org", group="A"),)


def test_every_row_is_kept_with_its_problems_and_number() -> None:
    lines = [
        "Ane; ane@example.org; ; ; kommune; A",
        "",
        "; bo@example.org; ; ; stat; A",
        "Cy; cy@example; ; ; kommune; A",
        "Di; ANE@example.org; ; ; kommune; A",
        "Ea; ; ; ; kommune; A",
        "Fy; fy@example.org; ; ; planet; ",
        "Gi; gi@example.org; 010190-1234; ; kommune; B",
    ]
    sheet = read_pasted("\n".join(lines), sectors=["Stat", "Kommune"], groups=["A"])
    assert [(row.number, row.problems) for row in sheet.rows] == [
        (1, (Problem.DUPLICATE_EMAIL,)),
        (3, (Problem.MISSING_NAME,)),
        (4, (Problem.BAD_EMAIL,)),
        (5, (Problem.DUPLICATE_EMAIL,)),
        (6, (Problem.MISSING_EMAIL,)),
        (7, (Problem.MISSING_GROUP, Problem.UNKNOWN_SECTOR)),
        (8, (Problem.UNKNOWN_GROUP, Problem.CPR)),
    ]
    assert len(sheet.bad) == 7
    assert sheet.rows[0].sector == "Kommune"


def test_without_groups_none_is_missing() -> None:
    assert read_pasted("Ane <ane@example.org>").bad == ()


def test_columns_that_must_be_there() -> None:
    with pytest.raises(InputError, match="no column is called “e-mail”"):
        read_people(read_table(b"navn;mobil\nAne;1\n", "fil.csv"))
    with pytest.raises(InputError, match="no column is called “navn”"):
        read_people(read_table(b"mail;mobil\nane@example.org;1\n", "fil.csv"))
    with pytest.raises(InputError, match="there is no participant"):
        read_pasted(" \n ")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("navn;mail\nÆble;a@example.org\n".encode("cp1252"), "fil.csv"),
        ("Æble <a@example.org>\n".encode(), "fil.txt"),
        (xlsx(("navn", "mail"), ("Æble", "a@example.org")), "fil.xlsx"),
        ('[{"navn": "Æble", "mail": "a@example.org"}]'.encode(), "fil.json"),
    ],
)
def test_files(data: bytes, name: str) -> None:
    assert [row[1:3] for row in read_people_file(data, name).rows] == [("Æble", "a@example.org")]


@pytest.mark.parametrize(
    "address", ["a@example.org", "a.b+c@sub.example.org", "søren@example.org", "a@kommune-æø.dk", "o'neil@example.org"]
)
def test_addresses(address: str) -> None:
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "@example.org", "a@example..org", "x" * 250 + "@example.org", "a@", "a@example",
     "a@@example.org", "a b@example.org", ".a@example.org", "a.@example.org", "a..b@example.org",
     "a@-example.org", "a@example.org.", "a@example.org\n"],
)  # fmt: skip  # read as a paragraph
def test_no_addresses(address: str) -> None:
    assert not is_email(address)


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from('ab@.;,\t<> "'), max_size=20), max_size=6))
def test_no_line_is_dropped(lines: list[str]) -> None:
    filled = [line for line in lines if line.strip()]
    if not filled:
        return
    try:
        sheet = read_pasted("\n".join(lines))
    except InputError:
        return
    assert len(sheet.rows) == len(filled)


def test_a_hundred_thousand_people() -> None:
    text = "\n".join(f"Person {n};p{n}@example.org;;;kommune;A" for n in range(100_000))
    assert len(read_pasted(text).rows) == 100_000


def test_starters_and_people_from_outside_are_said_with_yes_or_no() -> None:
    text = "Navn;E-mail;Gruppe;Starter;Udefra\nAne;a@x.org;A;Ja;\nBo;b@x.org;;-;X\nCarl;c@x.org;A;måske;"
    sheet = read_pasted(text)
    assert [(row.begins, row.from_outside) for row in sheet.rows] == [(True, False), (False, True), (False, False)]
    assert [row.problems for row in sheet.rows] == [(), (), (Problem.UNCLEAR_MARK,)]
