"""Questions and answers out of a file, or texts of any other kind, as a `Corpus`.

Known by their headings: the list of statements that Polis exports (`comment-id, author-id, agrees, disagrees,
moderated, comment-body`), and the table Talk to the City reads (`id` or `comment-id`, `comment` or `comment-body`,
`interview`: who was interviewed).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePath

from depeche.core.corpus import Corpus, Material, Pair, Source
from depeche.core.errors import InputError

from . import objects
from .highlights import fragments, spans
from .published import is_published, read_published
from .several import several
from .tables import Row, Table, heading_key, kind, read_table


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings to read from, where they are not among the names known in Danish and English; `None` is "as known"."""

    question: str | None = None  # or the text, where there are no questions
    answer: str | None = None
    relay: str | None = None
    group: str | None = None  # of who asks
    answerer_group: str | None = None
    theme: str | None = None
    highlights: str | None = None  # in question or answer, wherever the fragment is found
    highlights_question: str | None = None
    highlights_answer: str | None = None
    id: str | None = None
    asker: str | None = None
    answerer: str | None = None
    asked_at: str | None = None  # days
    answered_at: str | None = None


TEXTS = ("tekst", "text", "comment body", "comment", "kommentar", "udsagn", "statement", "passage", "citat", "quote")
_WRITTEN = re.compile(
    r"(?:(?P<year_first>\d{4})-(?P<month_first>\d\d?)-(?P<day_first>\d\d?)"
    r"|(?P<day>\d\d?)[./-] ?(?P<month>\d\d?)[./-] ?(?P<year>\d{4}))(?:[T ,].*)?"
)
REJECTED = "-1"  # in the column `moderated` of Polis
KNOWN: dict[str, tuple[str, ...]] = {
    "question": ("spørgsmål", "question", "spørgsmålet", "spoergsmaal", *TEXTS),
    "answer": ("svar", "answer", "svaret"),
    "relay": ("stafet", "relay", "kilde", "source", "stafet titel", "runde", "round"),
    "group": ("gruppe", "group", "spørgers gruppe", "asker group", "fra gruppe", "from group"),
    "answerer_group": ("svarers gruppe", "answerer group", "til gruppe", "to group"),
    "theme": ("tema", "theme", "emne"),
    "highlights": ("fremhævninger", "highlights", "fremhævning", "highlight"),
    "highlights_question": ("fremhævninger i spørgsmål", "highlights question", "highlights in question"),
    "highlights_answer": ("fremhævninger i svar", "highlights answer", "highlights in answer"),
    "id": ("id", "comment id", "nummer", "nr", "nr."),
    "asker": ("spørger", "asker", "author id", "author", "forfatter", "interview", "respondent", "deltager"),
    "answerer": ("svarer", "answerer"),
    "asked_at": ("dato", "date", "dag", "day", "stillet", "asked at", "spørgsmål dato", "question date"),
    "answered_at": ("besvaret", "answered at", "svar dato", "answer date"),
}
DAYS = ("asked_at", "answered_at")


def read_corpus(
    data: bytes,
    name: str,
    columns: Columns | None = None,
    *,
    language: str = "da",
    material: Material | None = None,
) -> Corpus:
    """A corpus from CSV, XLSX or JSON of questions and answers, or from a published relay (a JSON with `relays`).

    `material` says what the rows are; left out, it is guessed from the headings (`material_of`). In anything but a
    relay each row is one text and the columns of answers are not read.

    Relays stand in the order they are first met; without a relay column all pairs belong to one. Highlights are
    separated by `|` or a line break and have to stand in their text word for word. `language` is that of the texts,
    unless a published relay tells its own.
    """
    if data.strip() and kind(data, name) == "json":
        value = objects.parse(data, name)
        if is_published(value):
            return read_published(value, name)
        return _from_table(objects.table_of(value, name), columns or Columns(), language, material)
    return _from_table(read_table(data, name), columns or Columns(), language, material)


def material_of(headers: Sequence[str]) -> Material:
    """What a table with these headings holds, as far as they tell.

    >>> material_of(["comment-id", "author-id", "moderated", "comment-body"]).value
    'statements'
    """
    keys = {heading_key(header) for header in headers}
    if not keys & set(TEXTS) or keys & {"spørgsmål", "question", "svar", "answer"}:
        return Material.RELAY
    if keys & {"interview", "passage"}:
        return Material.INTERVIEW
    return Material.SURVEY if "respondent" in keys else Material.STATEMENTS


def _from_table(table: Table, columns: Columns, language: str, material: Material | None) -> Corpus:
    material = material or material_of(table.headers)
    where = {field.name: _column(table, field.name, getattr(columns, field.name)) for field in fields(Columns)}
    if material is not Material.RELAY:
        where |= dict.fromkeys(("answer", "answerer", "answerer_group", "highlights_answer", "answered_at"))
    moderated = table.column("moderated")
    if where["question"] is None:
        raise InputError(
            f"no column is called “spørgsmål”, “question” or “text”; there are {', '.join(table.headers)}",
            row=1,
            column="question",
        )
    title = PurePath(table.name).stem
    sources: dict[str, Source] = {}
    pairs: list[Pair] = []
    ids: dict[str, int] = {}
    kept = [row for row in table.rows if moderated is None or row.cells[moderated] != REJECTED]
    for field in DAYS:
        if not _holds_days(table, kept, where[field], chosen=getattr(columns, field) is not None):
            where[field] = None
    for row in kept:
        record = {key: row.cells[index] if index is not None else "" for key, index in where.items()}
        relay = record["relay"] or title
        source = sources.setdefault(relay, Source(relay, relay, material=material))
        pair = _pair(record, row, source.id, table.headers[where["question"]])
        if pair.id in ids:
            raise InputError(f"the id {pair.id} stands in row {ids[pair.id]} too", row=row.number, column="id")
        ids[pair.id] = row.number
        pairs.append(pair)
    left_out = len(table.rows) - len(kept)
    return Corpus(title, tuple(sources.values()), tuple(pairs), language, origin=table.name, left_out=left_out)


def guessed(field: str, headers: Sequence[str]) -> int | None:
    """Index of the heading that `field` of `Columns` is read from where nothing else is said: the best known name."""
    keys = [heading_key(header) for header in headers]
    return next((keys.index(name) for name in KNOWN[field] if name in keys), None)


def _column(table: Table, field: str, override: str | None) -> int | None:
    if override is None:
        return guessed(field, table.headers)
    found = table.column(override)
    if found is None:
        raise InputError(
            f"no column is called “{override}”; there are {', '.join(table.headers)}", row=1, column=override
        )
    return found


def _pair(record: dict[str, str], row: Row, source: str, heading: str) -> Pair:
    question, answer = record["question"], record["answer"]
    if not question:
        raise InputError("the row has no text", row=row.number, column=heading)
    both = fragments(record["highlights"])
    label = f"row {row.number}"
    in_question = [part for part in both if part in question]
    in_answer = [part for part in both if part not in question]
    return Pair(
        id=record["id"] or str(row.number),
        question=question,
        answer=answer or None,
        source=source,
        themes=several(record["theme"]),
        asker_group=record["group"],
        answerer_group=record["answerer_group"],
        asker=record["asker"],
        answerer=record["answerer"],
        asked_at=_day(record["asked_at"]),
        answered_at=_day(record["answered_at"]) if answer else "",
        highlights_question=spans(
            question, [*in_question, *fragments(record["highlights_question"])], label, row.number
        ),
        highlights_answer=spans(answer, [*in_answer, *fragments(record["highlights_answer"])], label, row.number),
    )


def _holds_days(table: Table, rows: Sequence[Row], column: int | None, *, chosen: bool) -> bool:
    """Whether every filled cell is a day. Where somebody said that it is, one that is not is an InputError."""
    if column is None:
        return False
    wrong = next((row for row in rows if row.cells[column] and day_of(row.cells[column]) is None), None)
    if wrong is not None and chosen:
        raise InputError(
            f"“{wrong.cells[column][:30]}” is no date; write it like 2026-11-22 or 22.11.2026, or leave the cell empty",
            row=wrong.number,
            column=table.headers[column],
        )
    return wrong is None


def _day(text: str) -> str:
    found = day_of(text)
    return found.isoformat() if found else ""


def day_of(text: str) -> date | None:
    """The day a cell tells, in the ways it is written in Denmark and in ISO 8601; None where it is none.

    >>> day_of("22.11.2026") == day_of("2026-11-22T14:30:00") == day_of("22/11-2026") == date(2026, 11, 22)
    True
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    parts = {name: int(part) for name, part in match.groupdict().items() if part}
    try:
        return date(*(parts.get(f"{name}_first", parts.get(name, 0)) for name in ("year", "month", "day")))
    except ValueError:
        return None
