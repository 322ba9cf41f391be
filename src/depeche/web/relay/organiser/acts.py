"""What the organiser does to a running relay. What touches many asks first, with the numbers it touches."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from depeche.core.errors import RuleError
from depeche.web.common import outbox
from depeche.web.common.components import Confirmation, Crumb
from depeche.web.common.models import OutboxMail
from depeche.web.relay import access, actions, mails, queries
from depeche.web.relay.actions import organise
from depeche.web.relay.models import Participant, Question
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page
from depeche.web.relay.organiser.mails import as_read


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def close_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    relay, now = desk.relay, timezone.now()
    if request.method == "POST":
        try:
            actions.close_now(actor=desk.user, relay=relay, now=now)
        except RuleError as error:
            refused(request, error)
        else:
            messages.success(request, _("The relay is closed. Everybody can read everything now."))
        return redirect("relay:monitor", relay.pk)
    counts = queries.monitor(relay, now).counts
    waiting = ngettext(
        "%(count)s question waits for an answer and will stay without one.",
        "%(count)s questions wait for an answer and will stay without one.",
        counts.waiting,
    ) % {"count": counts.waiting}
    unused = ngettext("%(count)s unused question lapses.", "%(count)s unused questions lapse.", counts.rights) % {
        "count": counts.rights
    }
    confirmation = Confirmation(
        title=_("Close the relay now?"),
        text=_("Asking and answering end at once, and the participants are told."),
        consequences=(waiting, unused),
        button=_("Close now"),
        cancel_url=reverse("relay:monitor", args=[relay.pk]),
    )
    return draw(request, desk, "confirm.html", Crumb(_("Close now")), confirmation=confirmation)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def remind(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Look at the mail and at whom it goes to, then send."""
    if kind not in set(organise.Reminder):
        raise Http404
    reminder = organise.Reminder(kind)
    people = organise.to_remind(desk.relay, reminder)
    if request.method == "POST":
        try:
            sent = organise.remind(actor=desk.user, relay=desk.relay, kind=reminder, now=timezone.now())
        except RuleError as error:
            refused(request, error)
        else:
            messages.success(request, _sent(sent))
        return redirect("relay:monitor", desk.relay.pk)
    first = people.select_related("relay__project").first()
    question = (
        Question.objects.filter(recipient=first, status=Question.Status.WAITING).select_related("recipient").first()
    )
    context = {
        "count": people.count(),
        "some": people[:12],
        "label": mails.KINDS[kind].label,
        "kind": kind,
        "preview": as_read(mails.render(kind, first, question=question)) if first else None,
    }
    return draw(request, desk, "remind.html", Crumb(_("Remind")), **context)


def _sent(count: int) -> str:
    if not count:
        return _("Everybody has had this reminder today, so none was sent.")
    return ngettext("%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count) % {
        "count": count
    }


@require_POST
@relay_page("relay.run")
def resend(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    who = _person(desk, person_id)
    try:
        mail = mails.resend(who, timezone.now(), actor=desk.user)
    except RuleError as error:
        refused(request, error)
        return _back(request, desk, who)
    if mail is None:
        messages.error(request, _("%(name)s is suspended, so no mail was sent.") % {"name": who.name})
    else:
        messages.success(request, _("A mail with the link is on its way to %(name)s.") % {"name": who.name})
    return _back(request, desk, who)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def suspend(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    who = _person(desk, person_id)
    if request.method == "POST":
        said = _("%(name)s is suspended. Questions waiting at them have gone back.") % {"name": who.name}
        return _do(request, desk, who, actions.suspend, said)
    waiting = ngettext(
        "%(count)s question waiting at them goes back to the one who asked.",
        "%(count)s questions waiting at them go back to those who asked.",
        who.waiting_count,
    ) % {"count": who.waiting_count}
    confirmation = Confirmation(
        title=_("Suspend %(name)s?") % {"name": who.name},
        text=_("Nobody can ask them, and they can neither ask nor answer. What they have written stays."),
        consequences=(waiting,) if who.waiting_count else (),
        button=_("Suspend"),
        cancel_url=reverse("relay:person", args=[desk.relay.pk, who.pk]),
        undo=_("You can restore them at any time; the questions that went back stay where they are."),
    )
    return draw(request, desk, "confirm.html", Crumb(_("Suspend")), confirmation=confirmation)


@require_POST
@relay_page("relay.run")
def restore(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    who = _person(desk, person_id)
    return _do(request, desk, who, actions.restore, _("%(name)s takes part again.") % {"name": who.name})


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def new_link(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """For a link that came into wrong hands."""
    who = _person(desk, person_id)
    if request.method == "POST":
        access.revoke(actor=desk.user, participant=who, now=timezone.now())
        messages.success(
            request, _("The old link opens nothing any more. Send %(name)s a new one.") % {"name": who.name}
        )
        return redirect("relay:person", desk.relay.pk, who.pk)
    confirmation = Confirmation(
        title=_("Make the link of %(name)s invalid?") % {"name": who.name},
        text=_("The link they have opens nothing from then on. The next mail to them holds a new one."),
        button=_("Make it invalid"),
        cancel_url=reverse("relay:person", args=[desk.relay.pk, who.pk]),
    )
    return draw(request, desk, "confirm.html", Crumb(_("New link")), confirmation=confirmation)


@require_POST
@relay_page("relay.run")
def settle_mail(request: HttpRequest, desk: Desk, mail_id: int) -> HttpResponse:
    """Decide on a mail nobody can be sure of: it has arrived, or it is sent once more."""
    ours = Participant.objects.filter(relay=desk.relay).values("pk")
    mail = get_object_or_404(OutboxMail, pk=mail_id, subject_type="participant", subject_id__in=ours)
    again = request.POST.get("act") == "again"
    settle = outbox.resend_unsure if again else outbox.has_arrived
    if settle(actor=desk.user, mail=mail, now=timezone.now()):
        messages.success(request, _("The mail is sent once more.") if again else _("Noted: the mail has arrived."))
    else:
        messages.info(request, _("Somebody has decided on this mail already."))
    return redirect("relay:monitor", desk.relay.pk)


def _person(desk: Desk, person_id: int) -> Participant:
    return get_object_or_404(Participant.objects.select_related("relay__project"), pk=person_id, relay=desk.relay)


def _do(request: HttpRequest, desk: Desk, who: Participant, act: Callable[..., Participant], said: str) -> HttpResponse:
    try:
        act(actor=desk.user, participant=who, now=timezone.now())
    except RuleError as error:
        refused(request, error)
    else:
        messages.success(request, said)
    return _back(request, desk, who)


def _back(request: HttpRequest, desk: Desk, who: Participant) -> HttpResponse:
    """To the monitor when one came from it, else to the person."""
    if request.POST.get("from") == "monitor":
        return redirect("relay:monitor", desk.relay.pk)
    return redirect("relay:person", desk.relay.pk, who.pk)
