"""`{% load depeche %}`: fields, error summaries, icons, and numbers, dates and spans of time as one says them."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.web.common.fieldviews import FieldView, SummaryLine, field_view, summary_lines
from depeche.web.common.spoken import spoken_clock, spoken_day, spoken_moment, spoken_number, spoken_share, spoken_span

register = template.Library()
SPRITE = "vendor/dkfds-11.2.0/img/all-svg-icons.svg"


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the design system's sprite; without a label it is decoration beside a word."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    classes, target = f"icon-svg {css}".strip(), f"{static(SPRITE)}#{name}"
    return format_html('<svg class="{}" focusable="false" {}><use href="{}"></use></svg>', classes, spoken, target)


@register.inclusion_tag("common/components/field.html")
def field(
    bound: BoundField,
    hint: str = "",
    *,
    counter: bool = False,
    css: str = "",
    mark_optional: bool = True,
    **attrs: str,
) -> dict[str, FieldView]:
    """A form field with label, hint and error as the design system draws them.

    Further arguments become attributes of the control: `{% field form.text rows="6" autocomplete="off" %}`; an
    underscore in a name is written as a hyphen.
    """
    view = field_view(bound, hint=hint, counter=counter, css=css, mark_optional=mark_optional, attrs=attrs)
    return {"view": view}


@register.inclusion_tag("common/components/error_summary.html")
def error_summary(*forms: object) -> dict[str, list[SummaryLine]]:
    """What is to be mended in one or more forms, each line a link to its field. Nothing when all is well."""
    return {"lines": summary_lines(forms)}


@register.filter
def moment(value: datetime | None) -> str:
    return spoken_moment(value) if value else ""


@register.filter
def day(value: datetime | None) -> str:
    return spoken_day(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    return spoken_clock(value) if value else ""


@register.simple_tag
def when(value: datetime | None) -> SafeString | str:
    """`<time>` with the whole date and hour in words."""
    if value is None:
        return ""
    iso = timezone.localtime(value).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', iso, spoken_moment(value))


@register.simple_tag
def since(value: datetime | None, now: datetime | None = None) -> SafeString | str:
    """`<time>` that says how long ago, with the hour itself on hover."""
    if value is None:
        return ""
    text = _("%(span)s ago") % {"span": spoken_span((now or timezone.now()) - value)}
    iso = timezone.localtime(value).isoformat(timespec="minutes")
    return format_html('<time datetime="{}" title="{}">{}</time>', iso, spoken_moment(value), text)


@register.filter
def time_left(value: datetime | None, now: datetime | None = None) -> str:
    """The time until `value` in words, e.g. "2 days and 3 hours"; a moment that has passed leaves nothing."""
    if value is None:
        return ""
    return spoken_span(value - (now or timezone.now()))


@register.filter
def number(value: float | str | None, decimals: int | None = None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return spoken_number(value, decimals)


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent."""
    return "" if value is None else spoken_share(value, decimals)


@register.filter
def questions_left(count: int) -> str:
    """The rights of a participant as one says them."""
    if count == 0:
        return _("No questions left")
    return ngettext("%(count)s question left", "%(count)s questions left", count) % {"count": spoken_number(count)}


@register.filter
def times(count: int) -> range:
    """For drawing something so many times; never more than ten."""
    return range(min(count, 10))
