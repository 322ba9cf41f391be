"""What a section is made of. Values, not markup: the page, CSV and XLSX say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from depeche.render.charts import Chart, Table, inline_svg
from depeche.render.style import NARROW, WIDE, ChartSize
from depeche.web.common.spoken import spoken_number, spoken_share


class Behind(NamedTuple):
    """The questions a figure counts: `texts.py` has what each `what` means, with one or two numbers."""

    what: str
    a: int = 0
    b: int = 0


class Entry(NamedTuple):
    """A cell. None is a figure that may not be shown; `behind` leads to its texts."""

    value: float | str | None
    form: Literal["text", "count", "share", "mean", "number"] = "count"
    behind: Behind | None = None

    @property
    def said(self) -> str:
        if self.value is None:
            return _("too few")
        if isinstance(self.value, str):
            return self.value
        if self.form == "share":
            return spoken_share(self.value)
        return spoken_number(self.value, {"count": 0, "mean": 1, "number": 2}.get(self.form))

    @property
    def shown(self) -> bool:
        return self.value is not None


def text(words: str) -> Entry:
    return Entry(words, "text")


def count(value: int | None, behind: Behind | None = None) -> Entry:
    """A whole number; one that may not be shown leads nowhere."""
    return Entry(value, "count", behind if value else None)


def share(value: float | None) -> Entry:
    return Entry(value, "share")


def mean(value: float | None) -> Entry:
    return Entry(value, "mean")


def decimal(value: float | None) -> Entry:
    return Entry(value, "number")


NONE = Entry("–", "count")  # there is no such figure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its first column names the row. `key` is its file name."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """Each head, and whether its column holds words: those stand at the left, figures at the right."""
        first = self.rows[0] if self.rows else ()
        return tuple((name, at < len(first) and first[at].form == "text") for at, name in enumerate(self.head))

    @property
    def hides(self) -> bool:
        return any(not entry.shown for row in self.rows for entry in row)

    @property
    def leads(self) -> bool:
        return any(entry.behind for row in self.rows for entry in row)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, drawn for a screen and for a phone; `alt` says it in words."""

    title: str
    subtitle: str
    alt: str
    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Section:
    """One measure: what it shows in a sentence, its chart, its tables, its formula, what to bear in mind.

    With `empty` there is nothing to show, and this is why.
    """

    key: str
    title: str
    formula: str
    finding: str = ""
    chart: Drawn | None = None
    sheets: tuple[Sheet, ...] = ()
    note: str = ""
    empty: str = ""

    @property
    def brief(self) -> str:
        """The first sentence of the formula, said at once; `details` is the rest."""
        return self.formula.partition(". ")[0].rstrip(".") + "."

    @property
    def details(self) -> str:
        return self.formula.partition(". ")[2]


def drawn(title: str, subtitle: str, alt: Iterable[str], draw: Callable[[ChartSize], str]) -> Drawn:
    """Draw a chart in both sizes."""
    spoken = "; ".join(alt)
    chart = Chart("", title, subtitle, "", spoken, Table((), ()), draw)
    return Drawn(title, subtitle, spoken, inline_svg(chart, WIDE), inline_svg(chart, NARROW))
