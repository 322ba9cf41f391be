"""The mails of a relay: read as they will leave, and written anew by the organiser."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import InputError
from depeche.web.common.components import Crumb
from depeche.web.common.outbox import LINK
from depeche.web.relay import mails as texts
from depeche.web.relay.actions import setup
from depeche.web.relay.mails.rendering import Own
from depeche.web.relay.models import MailText, Participant, Relay
from depeche.web.relay.organiser.doors import Desk, draw, relay_page
from depeche.web.relay.organiser.forms import MailTextForm
from depeche.web.relay.organiser.setup import step_page


class MailRow(NamedTuple):
    kind: str
    label: object  # lazily translated
    own: bool
    preview: texts.MailPreview


def as_read(preview: texts.MailPreview) -> texts.MailPreview:
    """With words where the personal link goes as the mail leaves: nobody but its owner is shown one."""
    return preview._replace(text=preview.text.replace(LINK, _("(the personal link)")))


@require_safe
@relay_page("relay.run")
def mail_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A dry run of all mails: each as it would leave to one participant."""
    own = {text.kind: text for text in MailText.objects.filter(relay=desk.relay)}
    reader = _reader(desk.relay)
    rows = []
    for kind, words in texts.KINDS.items():
        preview = texts.render(kind, reader, own=_words(desk.relay, kind, own.get(kind)))
        rows.append(MailRow(kind, words.label, kind in own, as_read(preview)))
    return step_page(request, desk, "mails", mails=rows, reader=reader)


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
    context = {
        "form": form,
        "label": label,
        "saved": saved,
        "reader": _reader(desk.relay),
        "preview": as_read(texts.render(kind, _reader(desk.relay), own=shown)),
        "placeholders": [(f"{{{name}}}", words) for name, words in texts.placeholders(kind).items()],
    }
    return draw(request, desk, "setup/mail_text.html", Crumb(label), **context)


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
    return Own(*texts.standard_text(kind, relay.language))


def _reader(relay: Relay) -> Participant:
    """To whom the mails are shown: the first participant, or somebody invented while there is none."""
    first = relay.participants.select_related("relay__project").order_by("pk").first()
    return first or Participant(relay=relay, name=_("Astrid Example"), email="astrid@example.org")
