"""Numbers, dates and spans of time in the reader's language, as one says them; pages and mails use the same words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

DAY_FORMATS = {"da": "j. F Y", "en": "j F Y"}
CLOCK_FORMATS = {"da": "H.i", "en": "H:i"}


def _form(formats: dict[str, str]) -> str:
    return formats["da" if (get_language() or "da").startswith("da") else "en"]


def spoken_day(value: datetime) -> str:
    """22. november 2026 / 22 November 2026, in the installation's time zone."""
    return date_format(timezone.localtime(value), _form(DAY_FORMATS))


def spoken_clock(value: datetime) -> str:
    """14.30 / 14:30"""
    return date_format(timezone.localtime(value), _form(CLOCK_FORMATS))


def spoken_moment(value: datetime) -> str:
    """22. november 2026 kl. 14.30 / 22 November 2026 at 14:30"""
    return _("%(day)s at %(clock)s") % {"day": spoken_day(value), "clock": spoken_clock(value)}


def spoken_number(value: float, decimals: int | None = None) -> str:
    """1.234,5 in Danish, 1,234.5 in English. Without `decimals`, whole numbers have none and others one."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1
    if (get_language() or "da").startswith("da"):
        rounded = round(value, decimals)  # Django would cut the rest off
        return number_format(rounded, decimals, use_l10n=True, force_grouping=True)
    return f"{value:,.{decimals}f}"


def spoken_share(value: float, decimals: int = 0) -> str:
    """0.125 -> 13 % (Danish), 13% (English)"""
    return _("%(number)s%%") % {"number": spoken_number(100 * value, decimals)}


def spoken_span(span: timedelta) -> str:
    """The two largest units: "2 days and 3 hours", "45 minutes"; under a minute and backwards: "less than a minute"."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    units = [
        (days, ngettext("%(count)s day", "%(count)s days", days)),
        (hours, ngettext("%(count)s hour", "%(count)s hours", hours)),
        (minutes, ngettext("%(count)s minute", "%(count)s minutes", minutes)),
    ]
    first = next(index for index, (count, _words) in enumerate(units) if count)
    parts = [words % {"count": spoken_number(count)} for count, words in units[first : first + 2] if count]
    return _("%(first)s and %(second)s") % {"first": parts[0], "second": parts[1]} if len(parts) == 2 else parts[0]
