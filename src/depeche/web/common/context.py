from __future__ import annotations

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest


class Site(TypedDict):
    demo: bool
    accessibility_statement_url: str


def site(request: HttpRequest) -> Site:  # noqa: ARG001 - the signature of a context processor
    """What every page may need to know of the installation."""
    return Site(demo=settings.DEMO, accessibility_statement_url=settings.ACCESSIBILITY_STATEMENT_URL)
