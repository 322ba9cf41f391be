"""The page of the wizard on which people are put into groups and marked as starters or as from outside."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Start
from depeche.core.relay.window import Act, why_not_now
from depeche.web.relay.actions import organise
from depeche.web.relay.models import Group
from depeche.web.relay.organiser import queries
from depeche.web.relay.organiser.doors import Desk, refused, relay_page
from depeche.web.relay.organiser.forms import ChosenForm, RenameForm
from depeche.web.relay.organiser.setup import step_page
from depeche.web.relay.rules import phase_of, rules_of

PER_PAGE = 100


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def groups(request: HttpRequest, desk: Desk) -> HttpResponse:
    """People to tick, those without a group first; what is chosen happens to all who are ticked."""
    relay, rules = desk.relay, rules_of(desk.relay)
    marks = queries.marks(relay)
    search = request.GET.get("q", "")[:200]
    show = request.GET.get("show", queries.WITHOUT if marks.without else "")
    form = ChosenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _do(request, desk, form)
        return redirect(f"{request.path}?{urlencode({'q': search, 'show': show})}" if request.GET else request.path)
    named = relay.groups.annotate(size=Count("participants")).order_by("position", "pk")
    context = {
        "page": Paginator(queries.members(relay, search, show), PER_PAGE).get_page(request.GET.get("page")),
        "ticked": set(form.data.getlist("people")) if form.is_bound else set(),  # type: ignore[attr-defined] # a QueryDict
        "form": form,
        "groups": named,
        "marks": marks,
        "search": search,
        "show": show,
        "filters": _filters(marks, named),
        "with_starters": rules.start is Start.STARTERS,
        "with_outsiders": rules.outsiders or marks.outsiders > 0,
        "marks_open": why_not_now(Act.EDIT_SETUP, phase_of(relay, timezone.now())) is None,
    }
    return step_page(request, desk, "groups", **context)


def _filters(marks: queries.Marks, named: object) -> list[tuple[str, str]]:
    """Only what somebody would be found by."""
    kinds = (
        (True, "", _("All")),
        (marks.without, queries.WITHOUT, _("Without a group")),
        (marks.starters, queries.STARTERS, _("Those who begin a thread")),
        (marks.outsiders, queries.OUTSIDERS, _("From outside")),
    )
    found = [(code, label) for there, code, label in kinds if there]
    return found + [(str(group.pk), group.name) for group in named]  # type: ignore[attr-defined] # an annotated queryset


def _do(request: HttpRequest, desk: Desk, form: ChosenForm) -> None:
    act, people, name = (form.cleaned_data[field] for field in ("act", "people", "group"))
    order, _dash, mark = act.partition("-")
    common = {"actor": desk.user, "relay": desk.relay, "people": people, "now": timezone.now()}
    try:
        if order == "group":
            count = organise.group_people(**common, name=name)
        else:
            count = organise.mark_people(**common, mark=organise.Mark(mark), marked=order == "set")
    except RuleError as error:
        refused(request, error)
    else:
        messages.success(request, _said(act, count, name))


def _said(act: str, count: int, group: str) -> str:
    words = {
        "group": ngettext("%(count)s person is now in %(group)s.", "%(count)s people are now in %(group)s.", count),
        "set-starter": ngettext("%(count)s more begins a thread.", "%(count)s more begin a thread each.", count),
        "take-starter": ngettext("%(count)s no longer begins.", "%(count)s no longer begin.", count),
        "set-outsider": ngettext("%(count)s is now from outside.", "%(count)s are now from outside.", count),
        "take-outsider": ngettext(
            "%(count)s is no longer from outside.", "%(count)s are no longer from outside.", count
        ),
    }
    return words[act] % {"count": count, "group": group}


@require_POST
@relay_page("relay.run")
def rename_group(request: HttpRequest, desk: Desk, group_id: int) -> HttpResponse:
    group = get_object_or_404(Group.objects.select_related("relay__project"), pk=group_id, relay=desk.relay)
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            organise.rename_group(actor=desk.user, group=group, name=form.cleaned_data["name"], now=timezone.now())
        except RuleError as error:
            refused(request, error)
        else:
            messages.success(request, _("The group has a new name."))
    else:
        messages.error(request, _("Give the group a name of at most 120 characters."))
    return redirect("relay:groups", desk.relay.pk)
