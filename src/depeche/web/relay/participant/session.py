"""Who is on the other side: a personal link or a seat in a room opens a session in one relay; the newest one counts.

The session is checked at every request, so that it ends with the door that opened it: with the link when that is
revoked, with the seat when the organiser frees it, or a day after the relay has closed (time to read). Each form names
whom it was made for: where two links were opened in one browser, a text never lands in the other relay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from depeche.web.common.prepared import Prepared
from depeche.web.relay.models import Participant, Room, RoomSeat

KEY = "participant"
COOKIE = settings.LINK_COOKIE_NAME
COOKIE_SALT = "depeche.participant.link"
COOKIE_AGE = 600  # seconds from opening the link to pressing Continue
TOKEN = re.compile(r"[\w-]{1,200}", re.ASCII)
READING = timedelta(days=1)  # a session through a room outlives the close by so much
UNREADABLE = "-"  # in the place of what cannot be a token and may not fit into a cookie

P = ParamSpec("P")


class Ended(StrEnum):
    """Why there is nobody on the other side."""

    NONE = "none"  # no link was opened here, or the browser has forgotten it
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    FREED = "freed"  # the organiser freed the seat in the room
    OTHER = "other"  # another link was opened in this browser after the form was made


def remember_link(response: HttpResponse, token: str) -> None:
    """Keep the token for the few minutes until a person presses Continue. Nothing is looked up."""
    response.set_signed_cookie(
        COOKIE,
        token if TOKEN.fullmatch(token) else UNREADABLE,
        salt=COOKIE_SALT,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def remembered_link(request: HttpRequest) -> str:
    """The token of the link opened last; empty when there is none or it is too old."""
    return request.get_signed_cookie(COOKIE, default="", salt=COOKIE_SALT, max_age=COOKIE_AGE) or ""


def forget_link(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
    response.cookies[COOKIE]["secure"] = settings.HTTPS  # a __Host- cookie is removed only by one that is secure too


def open_session(request: HttpRequest, participant: Participant, seat: RoomSeat | None = None) -> None:
    """By the personal link, or by a seat in a room."""
    request.session.cycle_key()
    door = {"link_version": participant.link_version} if seat is None else {"seat": seat.pk}
    request.session[KEY] = {"id": participant.pk} | door


def by_link(request: HttpRequest) -> bool:
    """By the personal link: whoever chose a name in a room has shown nothing that proves it."""
    entry = request.session.get(KEY)
    return isinstance(entry, dict) and "link_version" in entry


def close_session(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


_PRESENT = Prepared(lambda pk: Participant.objects.select_related("relay", "group").filter(pk=pk))


def present(request: HttpRequest) -> Participant | Ended:
    """The participant whose session this is, with relay and group, or why there is none."""
    entry = request.session.get(KEY)
    if not isinstance(entry, dict):
        return Ended.NONE
    found = _PRESENT.first(entry["id"])
    if found is None:
        return Ended.REVOKED
    shut = _why_shut(found, entry)
    if shut is not None:
        return shut
    return Ended.SUSPENDED if found.status == Participant.Status.SUSPENDED else found


_SEATED = Prepared(lambda seat, person: RoomSeat.objects.only("pk").filter(pk=seat, participant=person))


def _why_shut(person: Participant, entry: dict[str, int]) -> Ended | None:
    """Why the door by which the session was opened no longer carries it; None while it does."""
    seat = entry.get("seat")
    if seat is None:
        return None if entry.get("link_version") == person.link_version else Ended.REVOKED
    if not _SEATED.all(seat, person.pk):
        return Ended.FREED
    closed_at = person.relay.closed_at
    return Ended.NONE if closed_at is not None and timezone.now() > closed_at + READING else None


def participant_only(
    view: Callable[Concatenate[HttpRequest, Participant, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give the view its participant; where there is none, say why and hand back what was being sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        me = present(request)
        if isinstance(me, Ended):
            return ended_page(request, me)
        if request.method == "POST" and request.POST.get("me") != str(me.pk):
            return ended_page(request, Ended.OTHER)
        speak(request, me)
        return view(request, me, *args, **kwargs)

    return guarded


def speak(request: HttpRequest, to: Participant | Room) -> None:
    """The relay's language, unless this reader has chosen one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(to.relay.language)
        request.LANGUAGE_CODE = translation.get_language()  # as LocaleMiddleware does


def ended_page(request: HttpRequest, why: Ended) -> HttpResponse:
    kept = [text for name in ("text", "reason", "note") if (text := request.POST.get(name, "").strip())]
    return render(request, "relay/participant/ended.html", {"why": why.value, "kept": kept}, status=403)
