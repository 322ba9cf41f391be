"""The organiser at the door of a room: open, show on the screen, see who has come in, free a name, close."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act, why_not_now
from depeche.web.common.components import Crumb
from depeche.web.relay.doors import queries, rooms
from depeche.web.relay.doors.forms import RoomForm
from depeche.web.relay.doors.wording import refused
from depeche.web.relay.models import Participant
from depeche.web.relay.organiser.doors import Desk, draw, relay_page
from depeche.web.relay.rules import phase_of, rules_of


@require_http_methods(["GET", "HEAD", "POST"])
@relay_page("relay.run")
def room(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rooms.open_room(actor=desk.user, relay=desk.relay, minutes=form.cleaned_data["minutes"], now=timezone.now())
        except RuleError as error:
            refused(request, error)
        return redirect("relay:room", desk.relay.pk)
    now = timezone.now()
    seated = queries.seated(desk.relay)
    part = request.headers.get("HX-Request") == "true" and request.method == "GET"
    if part and request.GET.get("seen") == queries.mark_of(seated):
        return HttpResponse(status=204)  # nothing new: no button changes under a finger
    context = {
        "form": form,
        "room": queries.open_room_of(desk.relay, now),
        "seated": seated,
        "seen": queries.mark_of(seated),
        "now": now,
        "may_open": why_not_now(Act.ENTER_ROOM, phase_of(desk.relay, now)) is None,
        "live": rules_of(desk.relay).live,
    }
    return draw(request, desk, f"room/{'_people' if part else 'page'}.html", Crumb(_("Room")), **context)


@require_safe
@relay_page("relay.run")
def room_screen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For the projector: code, QR and address, and how many have come in. No name."""
    now = timezone.now()
    door = queries.open_room_of(desk.relay, now)
    context: dict[str, object] = {"room": door, "now": now, "count": queries.seated_count(desk.relay)}
    if door is not None:
        scanned = settings.BASE_URL + reverse("participant:room_code", args=[door.code])
        context |= {"address": room_address(), "qr": qr(scanned)}
    part = request.headers.get("HX-Request") == "true"
    return draw(request, desk, f"room/{'_screen' if part else 'screen'}.html", Crumb(_("Room")), **context)


def room_address() -> str:
    """As one types it: the browser puts https:// in front by itself."""
    return settings.BASE_URL.partition("://")[2] + reverse("participant:room")


def qr(address: str) -> SafeString:
    """The code as a drawing in the page itself: nobody else is asked to make it."""
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(drawn.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))


@require_POST
@relay_page("relay.run")
def room_close(request: HttpRequest, desk: Desk) -> HttpResponse:
    if rooms.close_room(actor=desk.user, relay=desk.relay, now=timezone.now()):
        messages.success(request, _("The door is closed. Those who have come in stay in."))
    return redirect("relay:room", desk.relay.pk)


@require_POST
@relay_page("relay.run")
def free_seat(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    person = get_object_or_404(Participant, pk=person_id, relay=desk.relay)
    if rooms.free_seats(actor=desk.user, participant=person, now=timezone.now()):
        messages.success(
            request,
            _("The name of %(name)s is free. The phone that came in with it is out.") % {"name": person.name},
        )
    return redirect("relay:room", desk.relay.pk)
