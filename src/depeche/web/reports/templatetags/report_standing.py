"""`{% load report_standing %}`: what of published versions no longer holds, in words and as numbers."""

from __future__ import annotations

from typing import Final, NamedTuple

from django import template
from django.utils.translation import gettext as _

from depeche.core.reporting import Claim, Fault
from depeche.core.reporting.k_of_n import k_of_n
from depeche.core.reporting.speak import REFERENCE
from depeche.core.reporting.standing import Change, Mark
from depeche.web.reports.desk import Desk
from depeche.web.reports.models import Report
from depeche.web.reports.standing import VersionStanding, noted

register = template.Library()
OF_QUOTES: Final = frozenset({Change.GONE, Change.CHANGED, Change.CONSENT, Change.MOVED})


class Note(NamedTuple):
    """Of one report: versions with marks nobody has said are known, how many marks, and whether a look is under way."""

    versions: tuple[VersionStanding, ...]
    marks: int
    looking: bool


@register.simple_tag
def standing_of(report: Report) -> Note | None:
    """As it was last looked at, and whether it is to be looked at again; `None` where nothing is published."""
    found = noted(report)
    return _note(found) if found else None


def _note(versions: tuple[VersionStanding, ...]) -> Note:
    open_ = tuple(one for one in versions if one.marks and one.seen_at is None)
    return Note(open_, sum(len(one.marks) for one in open_), any(not one.fresh for one in versions))


@register.filter
def counts_nothing(claim: Claim) -> bool:
    """A word such as "many" without "k of N"."""
    return claim.fault is Fault.QUANTITY


@register.simple_tag
def binding(desk: Desk, claim: Claim) -> str:
    """The reference that binds it: of a count that stands there already, else of the theme the section is about."""
    language = desk.workshop.language
    key = (desk.original or desk.section).key
    near = [*REFERENCE.findall(claim.sentence), *([key] if key.startswith("theme:") else [])]
    return next((found for found in (k_of_n(reference, language) for reference in near) if found), "")


@register.filter
def what_changed(mark: Mark) -> str:
    """A mark as a sentence in the language of the page."""
    sentences = {
        Change.COUNT: _("The number of %(what)s was %(was)s and is %(now)s now."),
        Change.HIDDEN: _("The number of %(what)s was %(was)s and can no longer be shown: it is about too few people."),
        Change.SHOWN: _("The number of %(what)s could not be told (%(was)s) and is %(now)s now."),
        Change.LOST: _(
            "The number of %(what)s was %(was)s and can no longer be counted: its relay, theme, group or word is not "
            "in the material any more."
        ),
        Change.VERDICT: _("Whether the texts carry a difference in the word “%(what)s”: was %(was)s, is %(now)s now."),
        Change.WORD: _("“%(what)s” no longer fits the numbers beside it, %(now)s."),
        Change.GONE: _("A text that is quoted (%(what)s) is no longer in the material."),
        Change.CHANGED: _("A text that is quoted (%(what)s) is not as it was."),
        Change.CONSENT: _("The author has not said yes to the words that are printed (%(what)s)."),
        Change.MOVED: _("A pair stands under a theme, relay or group it is no longer in (%(what)s)."),
    }
    what = _unit(mark.what) if mark.change in OF_QUOTES else mark.what
    return sentences[mark.change] % {"what": what, "was": mark.was, "now": mark.now}


def _unit(name: str) -> str:
    """`21/a` in words."""
    number, _sep, side = name.rpartition("/")
    if not number:
        return _("without a number")
    return (_("the answer to %(number)s") if side == "a" else _("question %(number)s")) % {"number": number}
