"""Participants: the list, one of them, and lists of new ones with their preview."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.window import Act, why_not_now
from depeche.web.common.components import Confirmation, Crumb
from depeche.web.relay.actions import organise, setup
from depeche.web.relay.imports import actions as imports
from depeche.web.relay.models import Participant, Phase
from depeche.web.relay.organiser import queries, sheets
from depeche.web.relay.organiser.delivery import mail_lines
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page
from depeche.web.relay.organiser.forms import PeopleForm, PersonForm
from depeche.web.relay.organiser.setup import BEFORE, step_page
from depeche.web.relay.organiser.wording import on_joining, unreadable
from depeche.web.relay.rules import phase_of

PER_PAGE = 50
LONG_LIST = 200_000  # bytes of a file, some 2,000 people: from here on the worker reads it and takes it in
PERSON_FIELDS = ("name", "email", "title", "organisation", "sector")


@require_safe
@relay_page("relay.see")
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; with htmx only its rows, as one types in the search field."""
    search, only = request.GET.get("q", "")[:200], request.GET.get("only", "")
    page = Paginator(queries.people(desk.relay, search, only), PER_PAGE).get_page(request.GET.get("page"))
    phase = phase_of(desk.relay, timezone.now())
    context = {
        "page": page,
        "search": search,
        "only": only if only in queries.FILTERS else "",
        "filters": _filters(),
        "may_add": desk.may_run and not why_not_now(Act.ADD_PERSON, phase),
    }
    if request.headers.get("HX-Request") == "true":
        return draw(request, desk, "people/rows.html", **context)
    if desk.relay.phase in BEFORE and desk.may_run:
        return step_page(request, desk, "people", **context)
    return draw(request, desk, "people/list.html", Crumb(_("Participants")), **context)


def _filters() -> list[tuple[str, str]]:
    names = (_("Neither asked nor answered"), _("Have a question waiting"), _("Suspended"), _("Mail did not arrive"))
    return [("", _("All")), *zip(queries.FILTERS, names, strict=True)]


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Paste or upload, look at the preview, mend, take in: all of the list or nothing."""
    form = PeopleForm(request.POST or None, request.FILES or None)
    checked = None
    if request.method == "POST" and form.is_valid():
        file, lines = form.cleaned_data["file"], form.cleaned_data["lines"]
        if file and file.size > LONG_LIST:
            handed = imports.hand_in(
                actor=desk.user, relay=desk.relay, data=file.read(), name=file.name, now=timezone.now()
            )
            return redirect("relay:import", desk.relay.pk, handed.pk)
        try:
            checked = (
                sheets.check_file(desk.relay, file.read(), file.name)
                if file
                else sheets.check_pasted(desk.relay, lines)
            )
        except InputError as error:
            form.add_error("file" if file else "lines", unreadable(error))
    if checked is None:
        gets = on_joining(desk.relay)
        return draw(request, desk, "people/add.html", Crumb(_("Add participants")), form=form, gets=gets)
    if request.POST.get("act") == "import" and checked.good:
        return _take_in(request, desk, checked)
    language = get_language() or "da"
    text = checked.text(language, only_good=request.POST.get("act") == "drop" and bool(checked.bad))
    if request.POST.get("act") == "drop" and len(checked.rows) > len(checked.bad):
        checked = sheets.check_pasted(desk.relay, text)
    context = {"form": PeopleForm(initial={"lines": text}), "checked": checked, "gets": on_joining(desk.relay)}
    return draw(request, desk, "people/preview.html", Crumb(_("Look through the list")), **context)


def _take_in(request: HttpRequest, desk: Desk, checked: sheets.CheckedSheet) -> HttpResponse:
    try:
        added = setup.import_people(actor=desk.user, relay=desk.relay, sheet=checked.sheet, now=timezone.now())
    except (RuleError, InputError) as error:
        refused(request, error)
        return redirect("relay:add_people", desk.relay.pk)
    count = len(added)
    said = ngettext("%(count)s participant has been added.", "%(count)s participants have been added.", count)
    messages.success(request, said % {"count": count})
    return redirect("relay:people", desk.relay.pk)


@require_http_methods(["GET", "POST"])
@relay_page("relay.see")
def person(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """Mails are for whoever runs the relay: when a question was answered tells, beside the texts, who had asked it."""
    who = get_object_or_404(queries.people(desk.relay), pk=person_id)
    form = PersonForm(request.POST or None, initial={name: getattr(who, name) for name in PERSON_FIELDS})
    if request.method == "POST" and form.is_valid():
        data = organise.PersonData(**form.cleaned_data)
        try:
            organise.edit_person(actor=desk.user, participant=who, data=data, now=timezone.now())
        except RuleError as error:
            refused(request, error)
        else:
            messages.success(request, _saved(who, data))
            return redirect("relay:person", desk.relay.pk, who.pk)
    context = {
        "who": who,
        "form": form,
        "mails": mail_lines(queries.mails_to(who)[:20], timezone.now()) if desk.may_run else (),
        "before": desk.relay.phase in BEFORE,
        "running": desk.relay.phase not in {Phase.DRAFT, Phase.SCHEDULED},
        "open_for_changes": desk.may_run and desk.relay.phase != Phase.CLOSED,
    }
    people_crumb = Crumb(_("Participants"), reverse("relay:people", args=[desk.relay.pk]))
    return draw(request, desk, "people/person.html", people_crumb, Crumb(who.name), **context)


def _saved(before: Participant, data: organise.PersonData) -> str:
    if before.email == data.email.strip().lower() or before.access_hash is None:
        return _("Saved.")
    return _("Saved. The link sent to the old address opens nothing any more; send the mail with the link again.")


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def remove(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    who = get_object_or_404(Participant.objects.select_related("relay__project"), pk=person_id, relay=desk.relay)
    if request.method == "POST":
        try:
            setup.remove_person(actor=desk.user, participant=who, now=timezone.now())
        except (RuleError, InputError) as error:
            refused(request, error)
            return redirect("relay:person", desk.relay.pk, person_id)
        messages.success(request, _("%(name)s has been removed.") % {"name": who.name})
        return redirect("relay:people", desk.relay.pk)
    confirmation = Confirmation(
        title=_("Remove %(name)s from the relay?") % {"name": who.name},
        button=_("Remove"),
        cancel_url=reverse("relay:person", args=[desk.relay.pk, who.pk]),
        undo=_("You can add them again."),
    )
    return draw(request, desk, "confirm.html", Crumb(_("Remove")), confirmation=confirmation)
