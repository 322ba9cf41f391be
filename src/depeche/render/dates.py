"""Dates in words, as the sentences of a report have them too."""

from __future__ import annotations

from depeche.core.reporting.dates import long_date, short_date

__all__ = ["long_date", "short_date"]
