"""Kinds, reasons and choices in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.recognise import Kind, Why
from depeche.web.reports.models import Finding


def kind_said(kind: Kind) -> str:
    return {
        Kind.NAME: _("Name"),
        Kind.ORGANISATION: _("Organisation"),
        Kind.PLACE: _("Place"),
        Kind.TITLE: _("Title"),
        Kind.NUMBER: _("Number"),
        Kind.EMAIL: _("E-mail"),
        Kind.ADDRESS: _("Address"),
        Kind.SMALL_GROUP: _("Small group"),
        Kind.COMBINATION: _("Combination"),
    }[kind]


def kinds_said(kind: Kind, count: int) -> str:
    """A number of places of one kind."""
    words = {
        Kind.NAME: ngettext("%(count)s name", "%(count)s names", count),
        Kind.ORGANISATION: ngettext("%(count)s organisation", "%(count)s organisations", count),
        Kind.PLACE: ngettext("%(count)s place name", "%(count)s place names", count),
        Kind.TITLE: ngettext("%(count)s title", "%(count)s titles", count),
        Kind.NUMBER: ngettext("%(count)s number", "%(count)s numbers", count),
        Kind.EMAIL: ngettext("%(count)s e-mail address", "%(count)s e-mail addresses", count),
        Kind.ADDRESS: ngettext("%(count)s address", "%(count)s addresses", count),
        Kind.SMALL_GROUP: ngettext("%(count)s small group", "%(count)s small groups", count),
        Kind.COMBINATION: ngettext("%(count)s combination", "%(count)s combinations", count),
    }
    return words[kind] % {"count": count}


def why_said(kind: Kind, why: Sequence[Why]) -> str:
    """Why it was found, in a sentence."""
    if kind is Kind.SMALL_GROUP:
        return _("Fewer than five people on the list are in the group that is printed beside it.")
    if kind is Kind.COMBINATION:
        return _("Fewer than five people on the list fit all of this: %(traits)s.") % {
            "traits": ", ".join(_trait(one) for one in why)
        }
    sentences = {
        Why.PARTICIPANT: _("Somebody on the list of participants is called so."),
        Why.LOOKS_LIKE: _("It reads as the name of a person."),
        Why.EMPLOYER: _("Somebody on the list of participants works there."),
        Why.ABBREVIATION: _("It is the short form of an organisation."),
        Why.AUTHORITY: _("It is a public authority or a national organisation."),
        Why.MUNICIPALITY: _("It is a municipality."),
        Why.FEW_HOLD: _("Fewer than five people on the list have this title."),
        Why.OFFICE: _("There is one of them in each house."),
        Why.OF_A_PLACE: _("It stands with the house or place it belongs to."),
        Why.CPR: _("It looks like a CPR number."),
        Why.PHONE: _("It looks like a phone number."),
        Why.CASE: _("It looks like the number of a case."),
        Why.REGISTRATION: _("It looks like a number somebody is registered under."),
        Why.MAILBOX: _("It is an e-mail address."),
        Why.STREET: _("It looks like somebody's address."),
        Why.MASKED_ELSEWHERE: _("These words are hidden where the quoted text itself is printed."),
    }
    more = {
        Why.MISSPELT: _("One letter is different."),
        Why.COMPOUND: _("It is part of a longer word."),
        Why.PEOPLE_OF: _("It is what its people are called."),
    }
    return " ".join([*(sentences[one] for one in why if one in sentences), *(more[one] for one in why if one in more)])


def _trait(why: Why) -> str:
    return {
        Why.GROUP: _("the group beside it"),
        Why.ORGANISATION: _("the organisation in the text"),
        Why.PLACE: _("the place in the text"),
        Why.REGION: _("the region in the text"),
        Why.SECTOR: _("the sector in the text"),
        Why.LEVEL: _("the level in the text"),
        Why.TITLE: _("the title in the text"),
    }[why]


def choice_said(kind: Kind, choice: str) -> str:
    """What the button says."""
    if kind.in_words:
        said = {Finding.Choice.KEEP: _("Keep"), Finding.Choice.MASK: _("Mask"), Finding.Choice.CUT: _("Cut out")}
    else:
        said = {
            Finding.Choice.KEEP: _("Keep"),
            Finding.Choice.MASK: _("Print without the group"),
            Finding.Choice.CUT: _("Leave the pair out"),
        }
    return said[Finding.Choice(choice)]


def done_said(kind: Kind, choice: str) -> str:
    """What was decided."""
    if kind.in_words:
        said = {Finding.Choice.KEEP: _("Kept"), Finding.Choice.MASK: _("Masked"), Finding.Choice.CUT: _("Cut out")}
    else:
        said = {
            Finding.Choice.KEEP: _("Kept"),
            Finding.Choice.MASK: _("Printed without the group"),
            Finding.Choice.CUT: _("The pair is left out"),
        }
    return said[Finding.Choice(choice)]
