"""The mails of a relay: read as they will leave, and written anew by the organiser."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp.decorators import csp, csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST

from depeche.core.errors import InputError
from depeche.core.relay.rules import Quoting
from depeche.web.common.components import Crumb
from depeche.web.common.mailpage import page, paragraph
from depeche.web.common.outbox import LINK
from depeche.web.relay import mails as texts
from depeche.web.relay.actions import setup
from depeche.web.relay.mails.rendering import Own
from depeche.web.relay.mails.wording import DANISH
from depeche.web.relay.models import MailText, Participant, Relay
from depeche.web.relay.organiser import queries
from depeche.web.relay.organiser.doors import Desk, draw, relay_page
from depeche.web.relay.organiser.forms import MailLimitsForm, MailTextForm
from depeche.web.relay.organiser.setup import step_page
from depeche.web.relay.rules import rules_of

STYLED = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
    "style-src": ["'unsafe-inline'"],  # mail carries its styles on its elements
    "sandbox": [],  # no scripts, no forms, no origin: it may be looked at
}
FRAMES = {"frame-src": ["'self'"]}


class MailRow(NamedTuple):
    kind: str
    label: object  # lazily translated
    own: bool
    preview: texts.MailPreview


def as_read(preview: texts.MailPreview) -> texts.MailPreview:
    """With words where the personal link goes as the mail leaves: nobody but its owner is shown one."""
    return preview._replace(text=preview.text.replace(LINK, _("(the personal link)")))


@csp_update(FRAMES)  # type: ignore[arg-type] # django-csp's types know no views with arguments
@require_http_methods(["GET", "HEAD", "POST"])
@relay_page("relay.run")
def mail_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A dry run of all mails, each as it would leave to one participant whom one may choose; and how many a day."""
    now = {"mail_cap": desk.relay.mail_cap, "mail_workdays": desk.relay.mail_workdays}
    limits = MailLimitsForm(request.POST or None, initial=now)
    if request.method == "POST" and limits.is_valid():
        setup.set_mail_limits(actor=desk.user, relay=desk.relay, now=timezone.now(), **limits.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("relay:mails", desk.relay.pk)
    own = {text.kind: text for text in MailText.objects.filter(relay=desk.relay)}
    reader = _reader(request, desk.relay)
    rows = []
    for kind, words in texts.KINDS.items():
        if kind in {"quoting", "reminder_quoting"} and rules_of(desk.relay).quoting is Quoting.FREE:
            continue  # nobody is promised to be asked
        preview = texts.render(kind, reader, own=_words(desk.relay, kind, own.get(kind)))
        rows.append(MailRow(kind, words.label, kind in own, as_read(preview)))
    search = request.GET.get("q", "").strip()
    found = list(queries.people(desk.relay, search)[:6]) if search else []
    context = {"mails": rows, "reader": reader, "search": search, "found": found[:5], "more": len(found) > 5}
    return step_page(request, desk, "mails", form=limits, **context)


@csp_update(FRAMES)  # type: ignore[arg-type] # as above
@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def mail_text(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    if kind not in texts.KINDS:
        raise Http404
    saved = MailText.objects.filter(relay=desk.relay, kind=kind).first()
    form = MailTextForm(request.POST or None, initial=_words(desk.relay, kind, saved)._asdict())
    act = request.POST.get("act", "")
    if request.method == "POST" and act == "standard":
        setup.reset_mail_text(actor=desk.user, relay=desk.relay, kind=kind, now=timezone.now())
        messages.success(request, _("The mail has its standard text again."))
        return redirect("relay:mail_text", desk.relay.pk, kind)
    shown = _words(desk.relay, kind, saved)
    if request.method == "POST" and form.is_valid() and (usable := _checked(form, kind)):
        shown = usable
        if act != "preview":
            setup.set_mail_text(
                actor=desk.user, relay=desk.relay, kind=kind, subject=shown.subject, body=shown.body, now=timezone.now()
            )
            messages.success(request, _("The text is saved."))
            return redirect("relay:mail_text", desk.relay.pk, kind)
    label = str(texts.KINDS[kind].label)
    reader = _reader(request, desk.relay)
    context = {
        "form": form,
        "label": label,
        "kind": kind,
        "saved": saved,
        "reader": reader,
        "preview": as_read(texts.render(kind, reader, own=shown)),
        "placeholders": placeholder_lines(kind),
    }
    return draw(request, desk, "setup/mail_text.html", Crumb(label), **context)


@csp(STYLED)  # type: ignore[arg-type] # as above
@xframe_options_sameorigin
@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def mail_html(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """As a mail program shows it, in a frame that may do nothing. Posted words are shown and not saved."""
    if kind not in texts.KINDS:
        raise Http404
    words = _words(desk.relay, kind, MailText.objects.filter(relay=desk.relay, kind=kind).first())
    if request.method == "POST":
        form = MailTextForm(request.POST)
        usable = _checked(form, kind) if form.is_valid() else None
        if usable is None:
            faults = [str(fault) for faults in form.errors.values() for fault in faults]
            return HttpResponse(page(map(paragraph, faults), title="", language=get_language() or "da"), status=400)
        words = usable
    preview = texts.render(kind, _reader(request, desk.relay), own=words)
    return HttpResponse(preview.html.replace(LINK, "#"))


@require_POST
@relay_page("relay.run")
def send_trial(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One kind, or all of them, to oneself."""
    kind = request.POST.get("kind", "")
    if kind and kind not in texts.KINDS:
        raise Http404
    kinds = [kind] if kind else list(texts.KINDS)
    reader = _reader(request, desk.relay)
    sent = texts.send_trial(actor=desk.user, relay=desk.relay, kinds=kinds, reader=reader, now=timezone.now())
    said = ngettext("%(count)s mail is on its way to %(to)s.", "%(count)s mails are on their way to %(to)s.", sent)
    messages.success(request, said % {"count": sent, "to": desk.user.email})
    return redirect("relay:mail_text", desk.relay.pk, kind) if kind else redirect("relay:mails", desk.relay.pk)


def placeholder_lines(kind: str) -> list[tuple[str, str, object]]:
    """(mark, the same in Danish or nothing, what stands in its place)."""
    danish = {name: f"{{{word}}}" for word, name in DANISH.items()}
    return [(f"{{{name}}}", danish.get(name, ""), words) for name, words in texts.placeholders(kind).items()]


def _checked(form: MailTextForm, kind: str) -> Own | None:
    words = Own(form.cleaned_data["subject"], form.cleaned_data["body"])
    try:
        texts.check_text(kind, words.subject, words.body)
    except InputError as error:
        form.add_error(error.column if error.column in form.fields else None, error.message)
        return None
    return words


def _words(relay: Relay, kind: str, saved: MailText | None) -> Own:
    if saved is not None:
        return Own(saved.subject, saved.body)
    return Own(*texts.standard_text(kind, relay.language, live=rules_of(relay).live))


def _reader(request: HttpRequest, relay: Relay) -> Participant:
    """To whom the mails are shown: whoever was chosen, else the first; somebody invented while there is none."""
    chosen = (request.POST if request.method == "POST" else request.GET).get("som", "")
    people = relay.participants.select_related("relay__project").order_by("pk")
    known = people.filter(pk=int(chosen)) if re.fullmatch("[0-9]{1,18}", chosen) else people
    found = known.first() or people.first()
    return found or Participant(relay=relay, name=_("Astrid Example"), email="astrid@example.org")
