"""Dealing with what came back: a bounce or an automatic answer that needs nothing more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from depeche.web.common.models import InboundMail
from depeche.web.relay import mails
from depeche.web.relay.models import Participant
from depeche.web.relay.organiser.doors import Desk, relay_page


@require_POST
@relay_page("relay.run")
def ignore_returned(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """All of one kind from this person: the older ones would only take the place of the one that was shown."""
    who = get_object_or_404(Participant.objects.select_related("relay__project"), pk=person_id, relay=desk.relay)
    bounced = request.POST.get("what") == InboundMail.What.BOUNCED
    settled = mails.settle_returned(
        actor=desk.user,
        participant=who,
        handled=InboundMail.Handled.IGNORED,
        what=InboundMail.What.BOUNCED if bounced else InboundMail.What.AUTO_REPLY,
        now=timezone.now(),
    )
    if settled:
        messages.success(request, _("Noted. It is no longer shown."))
    else:
        messages.info(request, _("Somebody has dealt with it already."))
    if request.POST.get("from") == "monitor":
        return redirect("relay:monitor", desk.relay.pk)
    return redirect("relay:person", desk.relay.pk, who.pk)
