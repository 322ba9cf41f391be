"""What keeps a draft from being published: each gate looks at it, and says what is wrong and where it is mended.

They are looked at together, on the page for publishing and once more as it is published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.web.reports.build import Workshop
from depeche.web.reports.recognise import undecided


class Reason(NamedTuple):
    """In words: what is wrong, with its number, and the page on which it is mended."""

    said: str
    mend: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Gate:
    """`count` says how many things stand in the way, 0 for none; `say` puts them into words."""

    code: str
    count: Callable[[Workshop], int]
    say: Callable[[Workshop, int], Reason]


class Stopped(NamedTuple):
    code: str
    number: int
    reason: Reason


class BlockedError(RuleError):
    """Gates that are shut, by their codes. Nothing was published."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        super().__init__("publishing_blocked")


def stopped(workshop: Workshop) -> tuple[Stopped, ...]:
    """Every gate that is shut, in the order of `GATES`."""
    counted = ((gate, gate.count(workshop)) for gate in GATES)
    return tuple(Stopped(gate.code, count, gate.say(workshop, count)) for gate, count in counted if count)


def check(workshop: Workshop) -> None:
    """Raise `BlockedError` where a gate is shut; claims are held against the material by whoever freezes the report."""
    shut = tuple(gate.code for gate in GATES if gate is not CLAIMS and gate.count(workshop))
    if shut:
        raise BlockedError(shut)


def _orphans(workshop: Workshop) -> int:
    return len(workshop.claims)


def _say_orphans(workshop: Workshop, count: int) -> Reason:
    return Reason(
        ngettext(
            "Cannot be published: %(count)s claim lacks its ground",
            "Cannot be published: %(count)s claims lack their ground",
            count,
        )
        % {"count": count},
        _(
            "Mend each of them in its section: set in a reference instead of the number, note its source, or quote "
            "word for word. Nothing was published."
        ),
        reverse("reports:report", args=[workshop.report.pk]),
        _("Back to the report"),
    )


def _say_undecided(workshop: Workshop, count: int) -> Reason:
    return Reason(
        ngettext(
            "%(count)s place by which somebody could be recognised is not decided yet",
            "%(count)s places by which somebody could be recognised are not decided yet",
            count,
        )
        % {"count": count},
        _("Decide for each whether it is kept, masked or cut out. Nothing was published."),
        reverse("reports:recognise", args=[workshop.report.pk]) + "?vis=mangler",
        _("Go through them"),
    )


CLAIMS: Final = Gate("claims", _orphans, _say_orphans)
GATES: Final[tuple[Gate, ...]] = (
    CLAIMS,
    Gate("recognition", undecided, _say_undecided),
)
