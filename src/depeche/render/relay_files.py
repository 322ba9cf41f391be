"""A relay as tables of questions, answers and hops, and of what they mean: CSV, a file each, or XLSX, a sheet each.

CSV follows the convention of the language's spreadsheets: in Danish `;` between and a decimal comma. All have a byte
order mark, and no cell a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

import xlsxwriter

from depeche.core.cells import safe_cell
from depeche.core.relay.archive.form import Form, Group, Person, Question, Relay
from depeche.core.relay.rules import Anonymity
from depeche.render.relay_columns import CODES, COLUMNS, SAID, SHEETS

Cell = str | int | float | datetime | None
TABLES = ("questions", "answers", "hops", "definitions")
WIDE = frozenset({"question", "answer", "decline_reason", "meaning"})


@dataclass(frozen=True)
class Known:
    """What the tables need of the relay beside its questions."""

    relay: Relay
    form: Form
    language: str
    groups: Mapping[str, str]  # key -> name
    people: Mapping[str, tuple[str, str]]  # key -> name or key, name of the group

    @classmethod
    def of(cls, relay: Relay, form: Form, groups: Iterable[Group], people: Iterable[Person], *, language: str) -> Known:
        names = {group.id: group.name for group in groups}
        known = {person.id: (person.name or person.id, names.get(person.group or "", "")) for person in people}
        return cls(relay, form, language if language in COLUMNS else "en", names, known)

    @property
    def full(self) -> bool:
        return self.form is Form.FULL

    @property
    def hidden(self) -> bool:
        return self.relay.rules.anonymity is Anonymity.HIDDEN

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.relay.rules.timezone)

    def columns(self, table: str) -> tuple[str, ...]:
        """The codes of a table's columns. Who asked, and of which group, stands there only as far as was promised."""
        if table == "answers":
            return ("number", "answered_at", "answerer", "answerer_group", "hours", "answer")
        if table == "hops":
            return ("number", "hop", "recipient", "recipient_group", "began_at", "left_at", "hours", "outcome")
        shown = self.full or not self.hidden
        named = self.full or self.relay.rules.anonymity is Anonymity.NAMED
        who = (*(["asker_hidden" if self.hidden else "asker"] if named else []), *(["asker_group"] if shown else []))
        said = ("decline_reason",) if self.full else ()
        return (
            "number", "thread", "place", "asked_at", *who, "recipient", "recipient_group", "state", "returned", *said,
            "due_at", "ended_at", "resent_from", "question",
        )  # fmt: skip # one row of a table


def headings(known: Known, table: str) -> tuple[str, ...]:
    said, zone = COLUMNS[known.language], known.relay.rules.timezone
    if table == "definitions":
        return tuple(SAID[known.language][key] for key in ("sheet", "column", "meaning"))
    return tuple(
        f"{said[code].heading} ({zone})" if code.endswith("_at") else said[code].heading
        for code in known.columns(table)
    )


def rows(known: Known, table: str, questions: Iterable[Question]) -> Iterator[tuple[Cell, ...]]:
    """The rows of one table. Moments are local, without a zone, as spreadsheets take them; hours have two decimals."""
    if table == "definitions":
        yield from _definitions(known)
        return
    made = {"questions": _question_rows, "answers": _answer_rows, "hops": _hop_rows}[table](known, questions)
    columns = known.columns(table)
    for row in made:
        yield tuple(_local(row[code], known.zone) for code in columns)


def csv_file(known: Known, table: str, questions: Iterable[Question], out: IO[bytes]) -> None:
    """One table as CSV."""
    danish = known.language == "da"
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";" if danish else ",", lineterminator="\r\n")
    writer.writerow(headings(known, table))
    for row in rows(known, table, questions):
        writer.writerow([_text(cell, danish=danish) for cell in row])
    text.detach()


def xlsx_file(known: Known, sheets: Mapping[str, Iterable[Question]], out: IO[bytes]) -> None:
    """All tables as sheets. `sheets` has the questions anew for each of questions, answers, and hops."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    book.set_properties({"title": known.relay.topic, "created": known.relay.created_at.replace(tzinfo=None)})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for table in TABLES:
        sheet = book.add_worksheet(SHEETS[known.language][table])
        sheet.freeze_panes(1, 0)
        codes = ("sheet", "column", "meaning") if table == "definitions" else known.columns(table)
        for at, code in enumerate(codes):
            sheet.set_column(at, at, 80 if code in WIDE else 18, wrapped if code in WIDE else None)
        sheet.write_row(0, 0, headings(known, table), bold)
        for line, row in enumerate(rows(known, table, sheets.get(table, ())), start=1):
            _write(sheet, line, row)
    book.close()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, row: Sequence[Cell]) -> None:
    for at, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(line, at, cell)  # never a formula, whatever it begins with
        elif isinstance(cell, datetime):
            sheet.write_datetime(line, at, cell)
        elif cell is not None:
            sheet.write_number(line, at, cell)


def _question_rows(known: Known, questions: Iterable[Question]) -> Iterator[Mapping[str, Cell]]:
    codes = CODES[known.language]
    threads: dict[str, str] = {}
    for question in questions:
        threads[question.id] = threads.get(question.parent or "", question.id)
        asker, asker_group = known.people[question.asker]
        recipient, recipient_group = known.people[question.recipient]
        yield {
            "number": _number(question.id),
            "thread": _number(threads[question.id]),
            "place": question.depth + 1,
            "asked_at": question.asked_at,
            "asker": asker,
            "asker_hidden": asker,
            "asker_group": asker_group,
            "recipient": recipient,
            "recipient_group": recipient_group,
            "state": codes[question.status],
            "returned": codes.get(question.returned, ""),
            "decline_reason": question.decline_reason,
            "due_at": question.due_at,
            "ended_at": question.ended_at,
            "resent_from": _number(question.resent_from) if question.resent_from else None,
            "question": question.text,
        }


def _answer_rows(known: Known, questions: Iterable[Question]) -> Iterator[Mapping[str, Cell]]:
    for question in questions:
        if question.answer is not None:
            answerer, group = known.people[question.answer.person]
            yield {
                "number": _number(question.id),
                "answered_at": question.answer.at,
                "answerer": answerer,
                "answerer_group": group,
                "hours": _hours(question.since, question.answer.at),
                "answer": question.answer.text,
            }


def _hop_rows(known: Known, questions: Iterable[Question]) -> Iterator[Mapping[str, Cell]]:
    codes = CODES[known.language]
    for question in questions:
        for number, hop in enumerate(question.hops, start=1):
            recipient, group = known.people[hop.recipient]
            yield {
                "number": _number(question.id),
                "hop": number,
                "recipient": recipient,
                "recipient_group": group,
                "began_at": hop.began_at,
                "left_at": hop.ended_at,
                "hours": _hours(hop.began_at, hop.ended_at),
                "outcome": codes.get(hop.outcome, hop.outcome),
            }


def _definitions(known: Known) -> Iterator[tuple[Cell, ...]]:
    said, sheets = SAID[known.language], SHEETS[known.language]
    yield said["about"], said["topic"], known.relay.topic
    yield said["about"], "", said["times"].format(zone=known.relay.rules.timezone)
    if not known.full:
        yield said["about"], "", said["pseudonymous"]
    elif known.hidden:
        yield said["about"], "", said["hidden"]
    for table in TABLES[:-1]:
        for code in known.columns(table):
            column = COLUMNS[known.language][code]
            yield sheets[table], column.heading, column.meaning


def _number(key: str) -> int:
    return int(key[1:])


def _hours(since: datetime, until: datetime | None) -> float | None:
    return None if until is None else round((until - since).total_seconds() / 3600, 2)


def _local(cell: Cell, zone: ZoneInfo) -> Cell:
    return cell.astimezone(zone).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _text(cell: Cell, *, danish: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",") if danish else f"{cell:.2f}"
    return safe_cell(cell) if isinstance(cell, str) else str(cell)
