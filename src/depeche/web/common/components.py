"""What the shared parts of the pages are given: values, so that a template is told everything and looks nothing up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["", "asked", "answered", "care"]
Variant = Literal["info", "success", "warning", "error"]
StepState = Literal["done", "current", "todo", "error"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and, when there is one, its answer. Names stand here only when the reader may see them."""

    question: str
    answer: str = ""
    asker: str = ""
    recipient: str = ""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    state: str = ""  # said where the answer would stand while there is none
    anchor: str = ""  # id of the element, for links to it


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a row of numbers."""

    label: str
    value: int | float | str
    note: str = ""
    tone: Tone = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str = ""  # empty: the page one is on


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a wizard; a step without url cannot be opened yet."""

    label: str
    url: str = ""
    state: StepState = "todo"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A page that asks before a step that touches much. `consequences` say with numbers what will happen."""

    title: str
    button: str
    cancel_url: str
    text: str = ""
    consequences: tuple[str, ...] = ()
    undo: str = ""  # how it can be undone; empty: it cannot, and the page says so
    danger: bool = True
