"""For those who have no link at hand: asking for it, and coming in by a room's code and one's name."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.web.relay.doors import limits, links, queries, rooms
from depeche.web.relay.doors.forms import AddressForm, CodeForm, NameForm
from depeche.web.relay.doors.wording import to_visitor
from depeche.web.relay.models import DoorTry, Participant, Room
from depeche.web.relay.participant import session

KEY = "room"  # in the session: the code with which the door was found


@require_http_methods(["GET", "HEAD", "POST"])
def link_again(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address."""
    form, refusal, status = AddressForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                links.request_link(
                    email=form.cleaned_data["email"], source=limits.source_of(request), now=timezone.now()
                )
            except RuleError as error:
                refusal, status = to_visitor(error), 429
            else:
                return redirect("participant:link_sent")
    return render(request, "relay/doors/link_again.html", {"form": form, "refusal": refusal}, status=status)


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "relay/doors/link_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, code: str = "") -> HttpResponse:
    """Step 1, the code: typed, or brought by the QR. Opening the page looks nothing up."""
    if request.method != "POST":
        known = session.present(request)
        inside = known if isinstance(known, Participant) else None
        context = {"form": CodeForm(initial={"code": code.upper()}), "code": code, "inside": inside}
        return render(request, "relay/doors/room.html", context)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, "relay/doors/room.html", {"form": form}, status=422)
    found = _found(request, form.cleaned_data["code"])
    if isinstance(found, RuleError):
        form.add_error("code", to_visitor(found))
        return render(request, "relay/doors/room.html", {"form": form}, status=_STATUS[found.code])
    request.session[KEY] = found.code
    return redirect("participant:room_names")


_STATUS = {"too_many_tries": 429, "no_room": 422, "room_closed": 409}


def _found(request: HttpRequest, code: str) -> Room | RuleError:
    """The room of a code that somebody sends; a wrong one is counted."""
    source, now = limits.source_of(request), timezone.now()
    if limits.spent(DoorTry.Door.CODE, source, now):
        return RuleError("too_many_tries")
    found = queries.room_of_code(code, now)
    if found is None:
        limits.count(DoorTry.Door.CODE, source, now)
        return RuleError("no_room")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Step 2, the name. The code stands in the form, so that it may be sent again when an answer was lost."""
    if request.method == "POST":
        return _come_in(request)
    code = request.session.get(KEY, "")
    found = queries.room_of_code(code, timezone.now()) if code else None
    if found is None:
        return _at_the_door(request, RuleError("room_closed")) if code else redirect("participant:room")
    return _names_page(request, found)


def _come_in(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    form.is_valid()
    found = _found(request, form.cleaned_data.get("code", ""))
    if isinstance(found, RuleError):
        return _at_the_door(request, RuleError("room_closed") if found.code == "no_room" else found)
    if not form.is_valid():
        return _names_page(request, found, str(form.errors.get("person", [""])[0]), status=422)
    data, now = form.cleaned_data, timezone.now()
    try:
        seat = rooms.take_seat(room=found, participant_id=data["person"], client_key=data["client_key"], now=now)
    except RuleError as error:
        return _names_page(request, found, to_visitor(error), status=409)
    request.session.pop(KEY, None)
    session.open_session(request, seat.participant, seat)
    return redirect("participant:home")


def _names_page(request: HttpRequest, found: Room, refusal: str = "", status: int = 200) -> HttpResponse:
    session.speak(request, found)
    typed = request.GET.get("q", request.POST.get("q", ""))[:100]
    context = {
        "room": found,
        "names": queries.names(found, typed),
        "typed": typed,
        "key": uuid.uuid4(),
        "refusal": refusal,
    }
    part = request.headers.get("HX-Request") and not refusal
    return render(request, f"relay/doors/{'_names' if part else 'names'}.html", context, status=status)


def _at_the_door(request: HttpRequest, error: RuleError) -> HttpResponse:
    """Back to the code, with the reason."""
    request.session.pop(KEY, None)
    context = {"form": CodeForm(), "refusal": to_visitor(error)}
    return render(request, "relay/doors/room.html", context, status=_STATUS[error.code])
