"""A phone in the room: write, then answer together. The page looks by itself whether the round has moved on."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.web.common.spoken import spoken_clock
from depeche.web.relay import actions
from depeche.web.relay.doors import live_queries, rounds
from depeche.web.relay.doors.forms import LiveQuestionForm
from depeche.web.relay.models import Participant
from depeche.web.relay.participant import queries
from depeche.web.relay.participant.forms import AnswerForm, DraftForm
from depeche.web.relay.participant.session import participant_only
from depeche.web.relay.participant.views import RUNNING, standing
from depeche.web.relay.participant.wording import Refusal, refusal_in_words
from depeche.web.relay.rules import phase_of, rules_of


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def live(request: HttpRequest, me: Participant) -> HttpResponse:
    """The one thing to do now. POST: the button for those whose browser does not save by itself."""
    if not rules_of(me.relay).live or phase_of(me.relay, timezone.now()) not in RUNNING:
        return redirect("participant:home")
    if request.method != "POST":
        return _page(request, me)
    form = LiveQuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, me, form=form, status=422)
    try:
        in_time = rounds.save_words(actor=me, text=form.cleaned_data["text"], now=timezone.now())
    except RuleError as error:
        return _page(request, me, form=form, refusal=_refusal(error), status=409)
    said = _("Saved. You can write on until time is up.") if in_time else _("Saved for the next round.")
    messages.success(request, said)
    return redirect("participant:live")


def _refusal(error: RuleError) -> Refusal:
    if error.code == "question_dealt":
        return Refusal(_("Time was up: your question has been dealt as it stood."), _("Write on in the next round."))
    return refusal_in_words(error)


def _page(
    request: HttpRequest,
    me: Participant,
    *,
    form: LiveQuestionForm | None = None,
    answer_form: AnswerForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    seen = live_queries.live(me, now)
    begun = queries.draft_text(me, seen.to_answer.id) if seen.to_answer and answer_form is None else ""
    context = {
        "me": me,
        "now": standing(me.relay, now),
        "live": seen,
        "together": together([each.name for each in seen.table]),
        "area": "home",
        "form": form or LiveQuestionForm(initial={"text": seen.draft}),
        "answer_form": answer_form or AnswerForm(initial={"text": begun}),
        "refusal": refusal,
        "rules": rules_of(me.relay),
    }
    return render(request, "relay/doors/live.html", context, status=status)


def together(names: Sequence[str]) -> str:
    """Anne; Anne and Bo."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@require_POST
@participant_only
def live_draft(request: HttpRequest, me: Participant) -> HttpResponse:
    """What is being written, saved by the page itself. The answer is the line that says so."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Not saved: the text is too long."), status=422, content_type="text/plain")
    now = timezone.now()
    try:
        in_time = rounds.save_words(actor=me, text=form.cleaned_data["text"], now=now)
    except RuleError as error:
        return HttpResponse(_refusal(error).happened, status=409, content_type="text/plain")
    said = _("Saved at %(clock)s") % {"clock": spoken_clock(now)} if in_time else _("Saved for the next round.")
    return HttpResponse(said, content_type="text/plain")


@require_safe
@participant_only
def live_state(request: HttpRequest, me: Participant) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """What the phone compares: another answer than before means that the page has something else to show."""
    return HttpResponse(live_queries.state_of(me, timezone.now()), content_type="text/plain")


@require_POST
@participant_only
def live_answer(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """As in any relay; only that one stays with the round afterwards."""
    form = AnswerForm(request.POST)
    question = queries.question_for(me, question_id)
    if question is None or not question.to_me:
        raise Http404
    if not form.is_valid():
        return _page(request, me, answer_form=form, status=422)
    try:
        actions.answer(actor=me, question_id=question_id, text=form.cleaned_data["text"], now=timezone.now())
    except RuleError as error:
        return _page(request, me, answer_form=form, refusal=refusal_in_words(error), status=409)
    return redirect("participant:live")
