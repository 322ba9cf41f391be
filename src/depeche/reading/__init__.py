"""Bytes to values: tables, corpora and lists of participants out of CSV, XLSX, JSON and pasted lines. No Django."""

from depeche.core.cells import safe_cell

from .corpora import Columns, read_corpus
from .people import PeopleSheet, PersonRow, Problem, is_email, read_pasted, read_people, read_people_file
from .tables import Row, Table, read_table

__all__ = [
    "Columns",
    "PeopleSheet",
    "PersonRow",
    "Problem",
    "Row",
    "Table",
    "is_email",
    "read_corpus",
    "read_pasted",
    "read_people",
    "read_people_file",
    "read_table",
    "safe_cell",
]
