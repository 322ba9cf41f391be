"""No more reminders: the button of a mail program, the page behind its address, and one's own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from depeche.web.relay import mails
from depeche.web.relay.mails.stopping import participant_by_token
from depeche.web.relay.models import Participant
from depeche.web.relay.participant import session

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # the whole body of the request (RFC 8058, 3.2)


@csrf_exempt  # a mail program has no page of ours; the address itself is the permission, and it opens nothing else
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing and looks nothing up: mail scanners open it too."""
    if request.method != "POST":
        return render(request, "relay/participant/unsubscribe.html")
    if list(request.POST.items()) != [ONE_CLICK] or request.FILES:
        return render(request, "relay/participant/unsubscribe.html", status=400)
    me = participant_by_token(token)
    if me is None:
        return render(request, "relay/participant/no_entry.html", {"too_late": False}, status=404)
    mails.stop_reminders(actor=me, now=timezone.now())
    session.speak(request, me)
    return render(request, "relay/participant/unsubscribed.html", {"relay": me.relay})


@require_POST
@session.participant_only
def reminders(request: HttpRequest, me: Participant) -> HttpResponse:
    """Stop them or let them come again."""
    if request.POST.get("act") == "resume":
        mails.resume_reminders(actor=me, now=timezone.now())
        messages.success(request, _("You get reminders again."))
    else:
        mails.stop_reminders(actor=me, now=timezone.now())
        messages.success(request, _("You get no more reminders from this relay."))
    return redirect("participant:about")
