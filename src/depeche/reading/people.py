"""Participants out of a sheet or pasted lines: every row is kept, each fault is told with its row."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from depeche.core.errors import InputError

from .delimited import decode
from .tables import Table, kind, read_table


class Problem(StrEnum):
    """What is wrong with a row; the web has a sentence for each."""

    MISSING_NAME = "missing_name"
    MISSING_EMAIL = "missing_email"
    BAD_EMAIL = "bad_email"
    DUPLICATE_EMAIL = "duplicate_email"
    MISSING_GROUP = "missing_group"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_SECTOR = "unknown_sector"
    TOO_LONG = "too_long"
    UNCLEAR_MARK = "unclear_mark"  # a column for yes or no says something else
    CPR = "cpr"  # a cell looks like a civil registration number, which is never to be handed in


class PersonRow(NamedTuple):
    """One participant as written. `number` is the row of the sheet (headings are row 1) or the pasted line, from 1.

    `starter` and `outsider` are yes or no as written; empty is no.
    """

    number: int
    name: str = ""
    email: str = ""
    title: str = ""
    organisation: str = ""
    sector: str = ""
    group: str = ""
    starter: str = ""
    outsider: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def begins(self) -> bool:
        """Is named to begin a thread."""
        return self.starter.casefold() in YES

    @property
    def from_outside(self) -> bool:
        return self.outsider.casefold() in YES


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """Rows in order. `unknown` are headings nobody asked for; their contents are not kept."""

    rows: tuple[PersonRow, ...]
    unknown: tuple[str, ...] = ()

    @property
    def bad(self) -> tuple[PersonRow, ...]:
        """The rows with a problem."""
        return tuple(row for row in self.rows if row.problems)

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Groups in the order first met, with the rows in each."""
        return tuple(Counter(row.group for row in self.rows if row.group).items())


YES = frozenset({"ja", "j", "yes", "y", "x", "1", "true", "sand"})
NO = frozenset({"", "nej", "n", "no", "0", "false", "falsk", "-"})
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("navn", "name", "fulde navn", "full name", "deltager", "participant"),
    "email": (
        "e mail",
        "email",
        "mail",
        "mailadresse",
        "e mailadresse",
        "emailadresse",
        "email address",
        "e mail address",
    ),
    "title": ("titel", "title", "stilling", "job title", "position", "rolle"),
    "organisation": ("organisation", "organization", "arbejdsplads", "arbejdssted", "myndighed", "workplace"),
    "sector": ("sektor", "sector"),
    "group": ("gruppe", "group"),
    "starter": ("starter", "begynder", "begins", "starts"),
    "outsider": ("udefra", "ekstern", "outsider", "from outside", "external"),
}
FIRST_NAMES = ("fornavn", "first name", "given name")
LAST_NAMES = ("efternavn", "last name", "surname", "family name")
FIELDS = ("name", "email", "title", "organisation", "sector", "group", "starter", "outsider")

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
_ANGLED = re.compile(r"^\s*\"?(?P<name>[^<>\"]*?)\"?\s*<\s*(?P<email>[^<>]*)\s*>\s*[;,]?\s*(?P<rest>.*)$")
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[- ]?\d{4}(?!\d)")
LONGEST = {
    "name": 200,
    "email": 254,
    "title": 200,
    "organisation": 200,
    "sector": 100,
    "group": 120,
    "starter": 20,
    "outsider": 20,
}
"""Code points of a field; as many as the application keeps."""


def read_people(
    table: Table, *, sectors: Collection[str] | None = None, groups: Collection[str] | None = None
) -> PeopleSheet:
    """Participants of a table. Without `sectors` or `groups` any name of one is accepted.

    Raises `InputError` where there is no column for addresses or for names.
    """
    where = {field: table.column(*HEADINGS[field]) for field in FIELDS}
    first, last = table.column(*FIRST_NAMES), table.column(*LAST_NAMES)
    if where["email"] is None:
        raise InputError(f"no column is called “e-mail”; there are {', '.join(table.headers)}", row=1, column="e-mail")
    if where["name"] is None and first is None:
        raise InputError(
            f"no column is called “navn” or “name”; there are {', '.join(table.headers)}", row=1, column="navn"
        )
    used = {index for index in (*where.values(), first, last) if index is not None}
    rows: list[PersonRow] = []
    for row in table.rows:
        values = {field: row.cells[index] if index is not None else "" for field, index in where.items()}
        if where["name"] is None:
            values["name"] = " ".join(row.cells[index] for index in (first, last) if index is not None)
        rows.append(_person(row.number, values))
    unknown = tuple(header for index, header in enumerate(table.headers) if index not in used)
    return PeopleSheet(_checked(rows, sectors, groups), unknown)


def read_pasted(
    text: str, *, sectors: Collection[str] | None = None, groups: Collection[str] | None = None
) -> PeopleSheet:
    """Participants of pasted lines, one a line: `Navn <mail>`, an address alone, or fields in the order
    name, e-mail, title, organisation, sector, group, starter, outsider with `;`, tab or `,` between. Headings on the
    first line (in Danish or English) decide the order instead.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "@" not in first and any(mark in first for mark in ";\t,"):
        table = read_table(text.encode(), "pasted")
        if table.column(*HEADINGS["email"]) is not None:
            return read_people(table, sectors=sectors, groups=groups)
    rows = [_person(number, _fields(line)) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return PeopleSheet(_checked(rows, sectors, groups))


def read_people_file(
    data: bytes, name: str, *, sectors: Collection[str] | None = None, groups: Collection[str] | None = None
) -> PeopleSheet:
    """Participants of a file: XLSX, JSON or CSV with headings, or a text file of lines as they are pasted."""
    if data.strip() and kind(data, name) == "csv":
        return read_pasted(decode(data, name).text, sectors=sectors, groups=groups)
    return read_people(read_table(data, name), sectors=sectors, groups=groups)


def _fields(line: str) -> dict[str, str]:
    if angled := _ANGLED.match(line):
        rest = _split(angled["rest"]) if angled["rest"] else []
        return dict(zip(FIELDS, [angled["name"], angled["email"], *rest], strict=False))
    parts = _split(line)
    if len(parts) == 1:
        found = _EMAIL.search(line)
        if found:
            return {"name": (line[: found.start()] + line[found.end() :]).strip(" ,;"), "email": found.group()}
        return {"name": line}
    if "@" in parts[0] and "@" not in parts[1]:
        parts[0], parts[1] = parts[1], parts[0]
    return dict(zip(FIELDS, parts, strict=False))


def _split(line: str) -> list[str]:
    mark = next((mark for mark in "\t;," if mark in line), None)
    return [part.strip().strip('"') for part in line.split(mark)] if mark else [line.strip()]


def _person(number: int, values: dict[str, str]) -> PersonRow:
    clean = {field: " ".join(unicodedata.normalize("NFC", values.get(field, "")).split()) for field in FIELDS}
    return PersonRow(
        number,
        name=clean["name"],
        email=clean["email"].removeprefix("mailto:").strip("<>"),
        title=clean["title"],
        organisation=clean["organisation"],
        sector=clean["sector"],
        group=clean["group"],
        starter=clean["starter"],
        outsider=clean["outsider"],
    )


def _checked(
    rows: list[PersonRow], sectors: Collection[str] | None, groups: Collection[str] | None
) -> tuple[PersonRow, ...]:
    if not rows:
        raise InputError("there is no participant")
    times = Counter(row.email.casefold() for row in rows if row.email)
    grouped = groups is not None or any(row.group for row in rows)
    sector_of = None if sectors is None else {sector.casefold(): sector for sector in sectors}
    group_of = None if groups is None else {group.casefold(): group for group in groups}
    return tuple(_with_problems(row, times, sector_of, group_of, grouped=grouped) for row in rows)


def _with_problems(
    row: PersonRow,
    times: Counter[str],
    sector_of: dict[str, str] | None,
    group_of: dict[str, str] | None,
    *,
    grouped: bool,
) -> PersonRow:
    sector, group, address = row.sector.casefold(), row.group.casefold(), row.email.casefold()
    found = {
        Problem.MISSING_NAME: not row.name,
        Problem.MISSING_EMAIL: not row.email,
        Problem.BAD_EMAIL: bool(row.email) and not is_email(row.email),
        Problem.DUPLICATE_EMAIL: times[address] > 1,
        Problem.MISSING_GROUP: grouped and not row.group and not row.from_outside,
        Problem.UNKNOWN_GROUP: bool(group) and group_of is not None and group not in group_of,
        Problem.UNKNOWN_SECTOR: bool(sector) and sector_of is not None and sector not in sector_of,
        Problem.TOO_LONG: any(len(getattr(row, field)) > longest for field, longest in LONGEST.items()),
        Problem.UNCLEAR_MARK: any(mark.casefold() not in YES | NO for mark in (row.starter, row.outsider)),
        Problem.CPR: any(_CPR.search(getattr(row, field)) for field in FIELDS),
    }
    return row._replace(
        sector=row.sector if sector_of is None else sector_of.get(sector, row.sector),
        group=row.group if group_of is None else group_of.get(group, row.group),
        problems=tuple(problem for problem, there in found.items() if there),
    )


def is_email(text: str) -> bool:
    """Whether `text` can be an address: one @, no brackets, a domain of two labels, at most 254 long."""
    local = text.partition("@")[0]
    return (
        len(text) <= 254
        and _EMAIL.fullmatch(text) is not None
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
    )
