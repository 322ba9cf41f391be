"""Reported questions: what is held and waits for the facilitator, what can be held, and what has been done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act, why_not_now
from depeche.web.common.components import Crumb
from depeche.web.relay import mails
from depeche.web.relay.actions import moderate
from depeche.web.relay.models import ModerationAct, Question
from depeche.web.relay.organiser import moderation_queries as queries
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page
from depeche.web.relay.organiser.mails import as_read
from depeche.web.relay.organiser.moderation_hints import hinted, hints_in, own_names
from depeche.web.relay.organiser.moderation_words import ROLES, WAYS, SettleForm, Way, log_csv
from depeche.web.relay.rules import phase_of

PER_PAGE = 20
FOUND = 20
HISTORY = 50
ACTIONS: Mapping[str, Callable[..., Question]] = {
    "hold": moderate.hold,
    "release": moderate.release,
    "rewrite": moderate.ask_for_rewrite,
    "remove": moderate.remove,
}


@require_safe
@relay_page("relay.run")
def moderation(request: HttpRequest, desk: Desk) -> HttpResponse:
    relay, search = desk.relay, request.GET.get("q", "").strip()[:200]
    phase = phase_of(relay, timezone.now())
    log = Paginator(queries.log(relay), HISTORY).get_page(request.GET.get("log"))
    held = Paginator(queries.held(relay), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "now": timezone.now(),
        "page": held,
        "rows": hinted(relay, held),
        "search": search,
        "found": queries.waiting(relay, search)[:FOUND] if search else (),
        "log": [(act, ROLES[queries.role(act)]) for act in log],
        "log_page": log,
        "open": why_not_now(Act.MODERATE, phase) is None,
        "begun": phase not in {"draft", "scheduled", "invited"},
    }
    return draw(request, desk, "moderation/page.html", Crumb(_("Reported questions")), **context)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def settle(request: HttpRequest, desk: Desk, question_id: int, act: str) -> HttpResponse:
    """Look at the question and at what the one who asked will be told, then decide."""
    if act not in WAYS:
        raise Http404
    way, relay = WAYS[act], desk.relay
    with_people = Question.objects.select_related("asker__group", "asker__relay__project", "recipient__group", "relay")
    question = get_object_or_404(with_people, pk=question_id, relay=relay)
    form = SettleForm(request.POST or None, way)
    if request.method == "POST" and form.is_valid() and request.POST.get("act") != "preview":
        _settle(request, desk, question, act, form)
        return redirect("relay:moderation", relay.pk)
    context = {
        "question": question,
        "noticed": hints_in(relay, question, own_names(relay)),
        "way": way,
        "form": form,
        "act": act,
        "preview": as_read(mails.render(way.mail, question.asker, question=question)),
        "reason": _label(form),
        "note": form.data.get("note", "").strip(),
    }
    if request.headers.get("HX-Request") == "true":
        return draw(request, desk, "moderation/told.html", **context)
    crumb = Crumb(_("Reported questions"), reverse("relay:moderation", args=[relay.pk]))
    return draw(request, desk, "moderation/settle.html", crumb, Crumb(str(way.button)), **context)


def _settle(request: HttpRequest, desk: Desk, question: Question, act: str, form: SettleForm) -> None:
    way: Way = WAYS[act]
    reason = ModerationAct.Reason(form.cleaned_data["reason"])
    more = {"note": form.cleaned_data["note"]} if way.note else {}
    try:
        ACTIONS[act](actor=desk.user, question=question, reason=reason, now=timezone.now(), **more)
    except RuleError as error:
        refused(request, error)
    else:
        messages.success(request, " ".join(filter(None, (str(way.done), str(way.undo)))))


def _label(form: SettleForm) -> str:
    chosen = form.data.get("reason", "")
    return str(dict(ModerationAct.Reason.choices).get(chosen, ""))


@require_safe
@relay_page("relay.run")
def moderation_log(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    acts = ModerationAct.objects.filter(relay=desk.relay).order_by("pk")
    name = f"moderation-{desk.relay.pk}.csv"
    return HttpResponse(
        log_csv(acts.iterator(2000)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
