"""What a person wrote in a form that was refused because its protection had run out: kept, so that nothing is lost.

Only a form sent from our own pages is given back: otherwise a foreign page could have us show its words as the
visitor's.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

SECRET = frozenset({"csrfmiddlewaretoken", "code", "password", "token"})
LONG = 80  # characters; from here on a value is something a person wrote


@dataclass(frozen=True, slots=True)
class KeptField:
    name: str
    value: str
    long: bool  # shown in a text box; the others go along unseen


def from_our_pages(request: HttpRequest) -> bool:
    """By the browser's own word: a page cannot set these headers."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def kept_fields(request: HttpRequest) -> tuple[KeptField, ...]:
    """The fields of the refused form in their order; none when nothing in it was written by hand."""
    if request.method != "POST" or not from_our_pages(request):
        return ()
    fields = tuple(
        KeptField(name=name, value=value, long=len(value) > LONG or "\n" in value or name in {"text", "answer", "body"})
        for name, values in request.POST.lists()
        if name not in SECRET
        for value in values
    )
    return fields if any(field.long and field.value for field in fields) else ()
