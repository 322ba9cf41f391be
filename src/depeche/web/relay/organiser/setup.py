"""The set-up wizard, page by page. Every page can be opened at any time; the last one says what is still missing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import advise
from depeche.web.common.components import Crumb
from depeche.web.projects.doors import person, project_page
from depeche.web.projects.models import Project
from depeche.web.relay import actions
from depeche.web.relay.actions import setup
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.organiser import steps
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page
from depeche.web.relay.organiser.forms import KeywordsForm, NewRelayForm, TopicForm, WindowForm
from depeche.web.relay.organiser.wording import advice_hint
from depeche.web.relay.participant.promises import rules_in_words, words_about_words
from depeche.web.relay.participant.queries import group_sizes
from depeche.web.relay.rules import rules_of, window_of

BEFORE = {Phase.DRAFT, Phase.SCHEDULED, Phase.INVITED}
MOMENT_FIELDS = {"invite": "invites_at", "open": "opens_at", "close": "closes_at", "answers_close": "answers_close_at"}


@require_http_methods(["GET", "POST"])
@project_page("relay.run")
def new(request: HttpRequest, project: Project) -> HttpResponse:
    form = NewRelayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        relay = setup.create_relay(
            actor=person(request), project=project, topic=form.cleaned_data["topic"], now=timezone.now()
        )
        _warn_of_question(request, relay.topic)
        return redirect("relay:topic", relay.pk)
    crumbs = (
        Crumb(_("Projects"), reverse("projects:list")),
        Crumb(project.name, reverse("projects:project", args=[project.pk])),
        Crumb(_("New relay")),
    )
    context = {"form": form, "project": project, "crumbs": crumbs, "nav_area": "projects"}
    return render(request, "relay/organiser/new.html", context)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def topic(request: HttpRequest, desk: Desk) -> HttpResponse:
    relay = desk.relay
    form = TopicForm(request.POST or None, initial={name: getattr(relay, name) for name in TopicForm.base_fields})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        purpose = setup.Purpose(data.pop("purpose_why"), data.pop("purpose_gain"), data.pop("purpose_use"))
        try:
            setup.set_topic(actor=desk.user, relay=relay, purpose=purpose, now=timezone.now(), **data)
        except (RuleError, InputError) as error:
            refused(request, error)
        else:
            _warn_of_question(request, data["topic"])
            return _onward(request, relay, "topic")
    return step_page(request, desk, "topic", form=form)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def keywords(request: HttpRequest, desk: Desk) -> HttpResponse:
    known = "\n".join(desk.relay.keywords.order_by("pk").values_list("word", flat=True))
    form = KeywordsForm(request.POST or None, initial={"words": known})
    if request.method == "POST" and form.is_valid():
        try:
            setup.set_keywords(actor=desk.user, relay=desk.relay, words=form.cleaned_data["words"], now=timezone.now())
        except RuleError as error:
            refused(request, error)
        else:
            return _onward(request, desk.relay, "keywords")
    return step_page(request, desk, "keywords", form=form)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def window(request: HttpRequest, desk: Desk) -> HttpResponse:
    relay, now = desk.relay, timezone.now()
    passed = frozenset(name for name in MOMENT_FIELDS if _has_passed(relay, name, now))
    form = WindowForm(request.POST or None, initial=_moments(relay, now), passed=passed)
    if request.method == "POST" and form.is_valid():
        move = setup.set_window if relay.phase == Phase.DRAFT else actions.move_window
        try:
            move(actor=desk.user, relay=relay, window=form.cleaned_data["window"], now=now)
        except (RuleError, InputError) as error:
            refused(request, error)
        else:
            if relay.phase in BEFORE:
                return _onward(request, relay, "window")
            messages.success(request, _("The window has been moved. Time limits of waiting questions follow."))
            return redirect("relay:monitor", relay.pk)
    return step_page(request, desk, "window", form=form)


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    relay, now = desk.relay, timezone.now()
    if request.method == "POST":
        back = request.POST.get("act") == "back"
        try:
            (actions.unschedule if back else actions.schedule)(actor=desk.user, relay=relay, now=now)
        except RuleError as error:
            refused(request, error)
        else:
            done = (
                _("The relay is being set up again.") if back else _("The relay is scheduled. It runs by itself now.")
            )
            messages.success(request, done)
        return redirect("relay:start", relay.pk)
    return step_page(request, desk, "start", ready=steps.readiness(relay, now), window=window_of(relay), now=now)


@require_http_methods(["GET"])
@relay_page("relay.see")
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The relay as a participant meets it."""
    known = rules_of(desk.relay)
    words = {"rules": rules_in_words(known), "about_words": words_about_words(known)}
    groups = group_sizes(desk.relay)
    return draw(request, desk, "preview.html", Crumb(_("As a participant sees it")), words=words, groups=groups)


def step_page(request: HttpRequest, desk: Desk, name: str, **context: object) -> HttpResponse:
    """A page of the wizard; once the relay is open what is fixed is shown without a way to change it."""
    context |= {
        "steps": steps.steps(desk.relay, name),
        "step": name,
        "editable": desk.relay.phase in BEFORE,
        "heading": steps.STEPS[name],
    }
    return draw(request, desk, f"setup/{name}.html", Crumb(str(steps.STEPS[name])), **context)


def _onward(request: HttpRequest, relay: Relay, name: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(steps.step_after(name), relay.pk)


def _warn_of_question(request: HttpRequest, topic: str) -> None:
    for advice in advise(topic=topic, groups={}):
        if advice.code == "topic_is_question":
            messages.warning(request, advice_hint(advice).text)


def _has_passed(relay: Relay, name: str, now: datetime) -> bool:
    moment = getattr(relay, MOMENT_FIELDS[name])
    return relay.phase != Phase.DRAFT and moment is not None and moment <= now


def _moments(relay: Relay, now: datetime) -> dict[str, datetime]:
    """As they are set; for a new relay: invitations tomorrow at nine, four days of asking, one more to answer."""
    known = window_of(relay)
    if known is not None:
        return {name: timezone.localtime(getattr(known, name)) for name in MOMENT_FIELDS}
    morning = timezone.localtime(now).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    days = {"invite": 0, "open": 2, "close": 6, "answers_close": 7}
    return {name: morning + timedelta(days=count) for name, count in days.items()}
