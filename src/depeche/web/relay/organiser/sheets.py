"""A list of people on its way in: read, checked against the relay, shown with every fault, and only then taken in.

Nothing of it is kept between two pages: the checked lines travel in the page itself, where they can be mended.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from depeche.reading.people import FIELDS, PeopleSheet, PersonRow, read_pasted, read_people_file
from depeche.web.relay.models import Participant, Relay, Sector
from depeche.web.relay.organiser.wording import PROBLEMS, Words

HEADINGS = {"da": ("Navn", "E-mail", "Titel", "Organisation", "Sektor", "Gruppe", "Starter", "Udefra")}
ENGLISH = ("Name", "E-mail", "Title", "Organisation", "Sector", "Group", "Starter", "From outside")

LOOKED_THROUGH = 1000  # rows of a list that somebody looks through one by one


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One line of the list. `codes` say what is wrong with it; empty when the line can be used. `namesake` is the
    address of somebody of this name who takes part already: it stops nothing.
    """

    person: PersonRow
    codes: tuple[str, ...]
    namesake: str = ""

    @property
    def faults(self) -> tuple[str, ...]:
        """In words."""
        return tuple(str(FAULTS[code]) for code in self.codes)


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A list as the preview shows it. `sheet` has sectors as codes and is what the action takes in."""

    sheet: PeopleSheet
    rows: tuple[CheckedRow, ...]

    @property
    def bad(self) -> tuple[CheckedRow, ...]:
        return tuple(row for row in self.rows if row.faults)

    @property
    def good(self) -> bool:
        return not self.bad

    @property
    def doubtful(self) -> tuple[CheckedRow, ...]:
        """Rows that can be used, and may be somebody who takes part already."""
        return tuple(row for row in self.rows if row.namesake and not row.codes)

    @property
    def marked(self) -> bool:
        """Somebody begins a thread or is from outside, so that it is worth a column."""
        return any(row.person.begins or row.person.from_outside for row in self.rows)

    def text(self, language: str, *, only_good: bool = False) -> str:
        """The list as lines with `;` between and headings first, to be mended in the page and read again."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(HEADINGS.get(language, ENGLISH))
        for row in self.rows:
            if not (only_good and row.faults):
                writer.writerow(getattr(row.person, field) for field in FIELDS)
        return out.getvalue()


def sector_codes() -> Mapping[str, str]:
    """Every way to write a sector, in the language of the page or as its code -> the code."""
    words = {str(sector.label): sector.value for sector in Sector}
    return words | {sector.value: sector.value for sector in Sector} | _DANISH


_DANISH = {
    "Stat": "state",
    "Staten": "state",
    "Region": "region",
    "Kommune": "municipality",
    "Privat": "private",
    "Civilsamfund": "civil",
    "Andet": "other",
}


def check_pasted(relay: Relay, text: str) -> CheckedSheet:
    """Raises InputError where the lines make no list."""
    return _checked(relay, read_pasted(text, sectors=tuple(sector_codes())))


def check_file(relay: Relay, data: bytes, name: str) -> CheckedSheet:
    """Raises InputError where the file makes no list."""
    return _checked(relay, read_people_file(data, name, sectors=tuple(sector_codes())))


def _checked(relay: Relay, sheet: PeopleSheet) -> CheckedSheet:
    known = set(Participant.objects.filter(relay=relay).values_list("email", flat=True).iterator())
    needs_group = relay.phase != "draft"
    codes = {word.casefold(): code for word, code in sector_codes().items()}
    namesakes = _namesakes(relay, sheet)
    rows = tuple(
        CheckedRow(row, _codes(row, known, needs_group=needs_group), namesakes.get(row.name, "")) for row in sheet.rows
    )
    coded = tuple(row._replace(sector=codes.get(row.sector.casefold(), row.sector)) for row in sheet.rows)
    return CheckedSheet(sheet=PeopleSheet(coded, sheet.unknown), rows=rows)


def _namesakes(relay: Relay, sheet: PeopleSheet) -> Mapping[str, str]:
    """Name -> address, of people who take part. In a long list nobody would look at them, so it is not asked."""
    if len(sheet.rows) > LOOKED_THROUGH:
        return {}
    people = Participant.objects.filter(relay=relay, name__in={row.name for row in sheet.rows})
    return dict(people.values_list("name", "email"))


def _codes(row: PersonRow, known: set[str], *, needs_group: bool) -> tuple[str, ...]:
    found = [problem.value for problem in row.problems]
    if row.email.lower() in known:
        found.append("participant_already")
    if needs_group and not row.group and not row.from_outside and not row.problems:
        found.append("group_needed")
    return tuple(found)


FAULTS: Mapping[str, Words] = {
    **{problem.value: words for problem, words in PROBLEMS.items()},
    "participant_already": gettext_lazy("Is a participant already"),
    "group_needed": gettext_lazy("The relay is scheduled, so everybody needs a group"),
}
