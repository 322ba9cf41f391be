"""`{% load report_claims %}`: orphan claims in words."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.reporting import Claim, Fault
from depeche.web.reports.sections import Section

register = template.Library()


@register.filter
def why(claim: Claim) -> str:
    """What is wrong with it and what mends it, in the language of the page."""
    reasons = {
        Fault.QUOTE: _("This quote does not stand in the material word for word:"),
        Fault.CONSENT: _("Its author has been promised to be asked first, and has not said yes to these words:"),
        Fault.FIGURE: _("The number %(value)s is %(now)s in the material now:"),
        Fault.REFERENCE: _("This reference names no number of the material:"),
        Fault.BARE: _("The number %(value)s has neither a reference nor a source:"),
        Fault.QUANTITY: _("“%(value)s” does not say how many. Write the number and the whole beside it:"),
        Fault.CONTRADICTION: _("“%(value)s” does not fit the numbers beside it, %(now)s:"),
        Fault.RESERVATION: _("The sentence that this is no representative survey is missing:"),
        Fault.PLACE: _("This pair does not belong to the theme it stands under:"),
    }
    return reasons[claim.fault] % {"value": claim.value, "now": claim.now}


@register.simple_tag
def claims_verdict(claims: Sequence[tuple[Section, Sequence[Claim]]]) -> str:
    return blocked_verdict(sum(len(orphans) for _section, orphans in claims))


@register.simple_tag
def blocked_verdict(count: int) -> str:
    return ngettext(
        "Cannot be published: %(count)s claim lacks its ground",
        "Cannot be published: %(count)s claims lack their ground",
        count,
    ) % {"count": count}


@register.simple_tag
def orphans_here(claims: Sequence[Claim]) -> str:
    count = len(claims)
    return ngettext("%(count)s claim here lacks its ground", "%(count)s claims here lack their ground", count) % {
        "count": count
    }
