from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class PrivateResponses:
    """No shared computer, proxy or search engine keeps what a person sees, unless the view says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class PlainText:
    """What is sent is text. A zero byte is none: PostgreSQL refuses it with a fault, SQLite keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Behind the check of the form's token, which has read what was sent already."""
        if any("\0" in value for sent in (request.GET, request.POST) for value in _values(sent)):
            raise BadRequest("A zero byte was sent.")


def _values(sent: QueryDict) -> Iterator[str]:
    return (value for _name, values in sent.lists() for value in values)
