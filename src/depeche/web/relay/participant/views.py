"""The door, the front page in each phase, how it works, and leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.relay.decisions import starts_with_right
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Phase
from depeche.web.relay import access
from depeche.web.relay.actions.arrive import arrive
from depeche.web.relay.doors import live_queries
from depeche.web.relay.models import Participant, QuoteConsent, Relay
from depeche.web.relay.participant import earlier, passing, published, queries, session
from depeche.web.relay.participant.forms import AnswerForm
from depeche.web.relay.participant.promises import rules_in_words, words_about_words
from depeche.web.relay.rules import phase_of, rules_of

RUNNING = frozenset({Phase.OPEN, Phase.ANSWERING})


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """The personal link. It changes nothing and looks nothing up: mail scanners open it too."""
    response = HttpResponseRedirect(reverse("participant:welcome"), status=303)
    response["Referrer-Policy"] = "no-referrer"  # the welcome page itself keeps same-origin: its form needs its origin
    session.remember_link(response, token)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """What Depeche is, and a button. Only pressing it shows whether the link works."""
    token = session.remembered_link(request)
    if request.method != "POST":
        return render(request, "relay/participant/welcome.html", {"has_link": bool(token)})
    me = access.participant_by_token(token) if token else None
    if me is None:
        response = render(request, "relay/participant/no_entry.html", {"too_late": not token}, status=403)
    elif me.status == Participant.Status.SUSPENDED:
        response = session.ended_page(request, session.Ended.SUSPENDED)
    else:
        session.open_session(request, me)
        arrive(actor=me, now=timezone.now())
        response = redirect("participant:home")
    session.forget_link(response)
    return response


class Next(StrEnum):
    """The one thing to do next."""

    REWRITE = "rewrite"
    ANSWER = "answer"
    RETURNED = "returned"
    ASK = "ask"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Now:
    """Where the relay stands, for the head of every page."""

    phase: Phase
    at: datetime
    asking_ends: datetime | None
    answering_ends: datetime | None
    opens: datetime | None


def standing(relay: Relay, now: datetime) -> Now:
    return Now(phase_of(relay, now), now, relay.closes_at, relay.answers_close_at, relay.opens_at)


def next_thing(phase: Phase, mine: queries.Mine) -> Next:
    """A question of yours is to be rewritten > you have been asked > one of yours came back > ask > wait."""
    if mine.rewrite and phase in RUNNING:
        return Next.REWRITE
    if mine.to_answer and phase in RUNNING:
        return Next.ANSWER
    if phase is Phase.OPEN and mine.returned:
        return Next.RETURNED
    return Next.ASK if phase is Phase.OPEN and mine.rights else Next.WAIT


@require_safe
@session.participant_only
def home(request: HttpRequest, me: Participant) -> HttpResponse:
    now = standing(me.relay, timezone.now())
    if now.phase not in RUNNING | {Phase.CLOSED}:
        waiting = live_queries.waiting(me, now.at)
        return render(request, "relay/participant/landing.html", _about(me, now, "home") | {"waiting": waiting})
    mine = queries.mine(me)
    if rules_of(me.relay).live and now.phase in RUNNING and not mine.rewrite:
        return redirect("participant:live")
    context = {"me": me, "now": now, "mine": mine, "rules": rules_of(me.relay), "area": "home"}
    if now.phase is Phase.CLOSED:
        context["count"] = queries.pair_count(me.relay)
        context["asked_to_quote"] = asked_to_quote(me) if session.by_link(request) else None
        context["rounds"] = earlier.other_rounds(me) if session.by_link(request) else ()
        context["published"] = published.for_participant(me, now.at) if session.by_link(request) else ()
        return render(request, "relay/participant/closed.html", context)
    context["next"] = next_thing(now.phase, mine).value
    context["notices"] = queries.notices([*mine.rewrite, *mine.removed])
    if context["next"] == Next.ASK and session.by_link(request):
        context["earlier"] = earlier.unanswered(me)
    if mine.to_answer:
        question = mine.to_answer[0]
        context["question"] = question
        context["form"] = AnswerForm(initial={"text": queries.draft_text(me, question.id)})
        context["may_pass_on"] = passing.may_pass_on(me, question, now.phase)
    return render(request, "relay/participant/home.html", context)


def asked_to_quote(me: Participant) -> int | None:
    """How many passages wait for a yes or no; None where nobody has ever asked. One query: people may be asked also
    where the rules promised nothing.
    """
    asked = list(QuoteConsent.objects.of(me).values_list("decision", flat=True))
    return asked.count("") if asked else None


@require_safe
@session.participant_only
def about(request: HttpRequest, me: Participant) -> HttpResponse:
    """Purpose, who takes part, how it works, what happens to my words, when: readable in every phase."""
    context = _about(me, standing(me.relay, timezone.now()), "about")
    context["rounds"] = earlier.other_rounds(me) if session.by_link(request) else ()
    return render(request, "relay/participant/about.html", context)


def _about(me: Participant, now: Now, area: str) -> dict[str, object]:
    rules: Rules = rules_of(me.relay)
    return {
        "me": me,
        "now": now,
        "area": area,
        "groups": queries.group_sizes(me.relay),
        "controller": me.relay.project.controller,
        "begins": starts_with_right(rules, starter=me.starter, outsider=me.outsider),
        "rules_in_words": rules_in_words(rules),
        "words_about_words": words_about_words(rules),
    }


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """For a phone or computer shared with others. The link in the mail opens the relay again."""
    session.close_session(request)
    return redirect("participant:welcome")
