"""Questions and answers out of a file, as a `Corpus`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import PurePath

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.errors import InputError

from . import objects
from .highlights import fragments, spans
from .published import is_published, read_published
from .several import several
from .tables import Row, Table, kind, read_table


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings to read from, where they are not among the names known in Danish and English; `None` is "as known"."""

    question: str | None = None
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


KNOWN: dict[str, tuple[str, ...]] = {
    "question": ("spørgsmål", "question", "spørgsmålet", "spoergsmaal"),
    "answer": ("svar", "answer", "svaret"),
    "relay": ("stafet", "relay", "kilde", "source", "stafet titel"),
    "group": ("gruppe", "group", "spørgers gruppe", "asker group", "fra gruppe", "from group"),
    "answerer_group": ("svarers gruppe", "answerer group", "til gruppe", "to group"),
    "theme": ("tema", "theme", "emne"),
    "highlights": ("fremhævninger", "highlights", "fremhævning", "highlight"),
    "highlights_question": ("fremhævninger i spørgsmål", "highlights question", "highlights in question"),
    "highlights_answer": ("fremhævninger i svar", "highlights answer", "highlights in answer"),
    "id": ("id", "nummer", "nr", "nr."),
    "asker": ("spørger", "asker"),
    "answerer": ("svarer", "answerer"),
}


def read_corpus(data: bytes, name: str, columns: Columns | None = None, *, language: str = "da") -> Corpus:
    """A corpus from CSV, XLSX or JSON of questions and answers, or from a published relay (a JSON with `relays`).

    Relays stand in the order they are first met; without a relay column all pairs belong to one. Highlights are
    separated by `|` or a line break and have to stand in their text word for word. `language` is that of the texts,
    unless a published relay tells its own.
    """
    if data.strip() and kind(data, name) == "json":
        value = objects.parse(data, name)
        if is_published(value):
            return read_published(value, name)
        return _from_table(objects.table_of(value, name), columns or Columns(), language)
    return _from_table(read_table(data, name), columns or Columns(), language)


def _from_table(table: Table, columns: Columns, language: str) -> Corpus:
    where = {field.name: _column(table, field.name, getattr(columns, field.name)) for field in fields(Columns)}
    if where["question"] is None:
        raise InputError(
            f"no column is called “spørgsmål” or “question”; there are {', '.join(table.headers)}",
            row=1,
            column="question",
        )
    title = PurePath(table.name).stem
    sources: dict[str, Source] = {}
    pairs: list[Pair] = []
    ids: dict[str, int] = {}
    for row in table.rows:
        record = {key: row.cells[index] if index is not None else "" for key, index in where.items()}
        relay = record["relay"] or title
        source = sources.setdefault(relay, Source(relay, relay))
        pair = _pair(record, row, source.id, table.headers[where["question"]])
        if pair.id in ids:
            raise InputError(f"the id {pair.id} stands in row {ids[pair.id]} too", row=row.number, column="id")
        ids[pair.id] = row.number
        pairs.append(pair)
    return Corpus(title, tuple(sources.values()), tuple(pairs), language, origin=table.name)


def _column(table: Table, field: str, override: str | None) -> int | None:
    if override is None:
        return table.column(*KNOWN[field])
    found = table.column(override)
    if found is None:
        raise InputError(
            f"no column is called “{override}”; there are {', '.join(table.headers)}", row=1, column=override
        )
    return found


def _pair(record: dict[str, str], row: Row, source: str, heading: str) -> Pair:
    question, answer = record["question"], record["answer"]
    if not question:
        raise InputError("the row has no question", row=row.number, column=heading)
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
        highlights_question=spans(
            question, [*in_question, *fragments(record["highlights_question"])], label, row.number
        ),
        highlights_answer=spans(answer, [*in_answer, *fragments(record["highlights_answer"])], label, row.number),
    )
