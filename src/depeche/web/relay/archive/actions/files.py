"""A relay as a file somebody takes away. Each is noted in the record: who, which, and whether with names."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from depeche.core.errors import RuleError
from depeche.core.networks import Put, shown_flow
from depeche.core.relay import archive
from depeche.core.relay.archive.form import Form
from depeche.render import flow_files, relay_files
from depeche.web.common import audit
from depeche.web.projects.rules import require
from depeche.web.relay.archive.queries import is_nameless, one_moment, told
from depeche.web.relay.models import Question, Relay
from depeche.web.relay.queries import talk_by_group

if TYPE_CHECKING:
    from depeche.web.accounts.models import User


class Kind(StrEnum):
    JSON = "json"
    XLSX = "xlsx"
    QUESTIONS = "questions"  # CSV, as the three below
    ANSWERS = "answers"
    HOPS = "hops"
    DEFINITIONS = "definitions"
    GRAPHML = "graphml"
    GEXF = "gexf"


FLOWS = frozenset({Kind.GRAPHML, Kind.GEXF})  # groups alone: the same in both forms
PERMISSION = {Form.FULL: "project.manage", Form.PSEUDONYMOUS: "relay.run"}


def put_into_file(*, actor: User, relay: Relay, kind: Kind, form: Form, language: str, now: datetime) -> IO[bytes]:
    """The file, open at its beginning; it has no name on the disk, and is gone when it is closed.

    Only owners take names out. RuleError nameless: there are none.
    """
    require(actor, relay.project, PERMISSION[form])
    relay.refresh_from_db()
    if form is Form.FULL and is_nameless(relay):
        raise RuleError("nameless")
    audit.record(
        actor=actor, verb="relay.exported", target=relay, at=now, project_id=relay.project_id, kind=kind, form=form
    )
    out = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        with one_moment():
            _write(relay, kind, form, language, out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def _write(relay: Relay, kind: Kind, form: Form, language: str, out: IO[bytes]) -> None:
    if kind is Kind.JSON:
        found = told(relay, form)
        out.writelines(piece.encode() for piece in archive.lines(found.form, found.relay, found.lists))
    elif kind in FLOWS:
        _flows(relay, kind, language, out)
    else:
        _tables(relay, kind, form, language, out)


def _flows(relay: Relay, kind: Kind, language: str, out: IO[bytes]) -> None:
    write = flow_files.graphml if kind is Kind.GRAPHML else flow_files.gexf
    rows = Question.objects.filter(relay=relay).order_by("asked_at", "pk")
    puts = (Put(*row) for row in rows.values_list("pk", "asker_id", "recipient_id", "asked_at").iterator())
    out.write(write(shown_flow(talk_by_group(relay, puts).talk), title=relay.topic, language=language))


def _tables(relay: Relay, kind: Kind, form: Form, language: str, out: IO[bytes]) -> None:
    found = told(relay, form)
    lists = found.lists
    known = relay_files.Known.of(found.relay, form, lists["groups"], lists["people"], language=language)
    if kind is Kind.XLSX:
        sheets = {table: told(relay, form).lists["questions"] for table in relay_files.TABLES[:-1]}
        relay_files.xlsx_file(known, sheets, out)
    else:
        relay_files.csv_file(known, kind.value, lists["questions"], out)
