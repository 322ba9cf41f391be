"""Answering, declining, and the receipt that gives the next question."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.web.relay import actions
from depeche.web.relay.actions.drafts import save_draft
from depeche.web.relay.models import Participant, Question
from depeche.web.relay.participant import passing, queries
from depeche.web.relay.participant.forms import AnswerForm, DeclineForm, DraftForm
from depeche.web.relay.participant.moderation import put_to
from depeche.web.relay.participant.session import participant_only
from depeche.web.relay.participant.views import standing
from depeche.web.relay.participant.wording import Refusal, refusal_in_words
from depeche.web.relay.rules import open_rights, rules_of


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def answer(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    if request.method != "POST":
        return _begin(request, me, put_to(me, question_id))
    form = AnswerForm(request.POST)
    if "save" in request.POST:
        return _save(request, me, put_to(me, question_id))
    if not form.is_valid():
        return _answer_page(request, me, put_to(me, question_id), form, status=422)
    try:
        actions.answer(actor=me, question_id=question_id, text=form.cleaned_data["text"], now=timezone.now())
    except RuleError as refusal:
        return _answer_page(request, me, put_to(me, question_id), form, refusal_in_words(refusal), status=409)
    return redirect("participant:thanks", question_id)


def _begin(request: HttpRequest, me: Participant, question: queries.Turn) -> HttpResponse:
    """The question and the field under it, or where one can see what has become of the question."""
    if question.status == Question.Status.HELD:
        messages.info(request, _("The organiser looks at this question. It comes to you again if it goes on."))
        return redirect("participant:home")
    if question.status != Question.Status.WAITING:
        return redirect(f"{reverse('participant:thread', args=[question.thread_id])}#q{question.id}")
    return _answer_page(request, me, question, AnswerForm(initial={"text": queries.draft_text(me, question.id)}))


def _answer_page(
    request: HttpRequest,
    me: Participant,
    question: queries.Turn,
    form: AnswerForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    now = standing(me.relay, timezone.now())
    context = {
        "me": me,
        "now": now,
        "question": question,
        "form": form,
        "refusal": refusal,
        "rules": rules_of(me.relay),
        "may_pass_on": passing.may_pass_on(me, question, now.phase),
    }
    return render(request, "relay/participant/answer.html", context, status=status)


def _save(request: HttpRequest, me: Participant, question: queries.Turn) -> HttpResponse:
    """The button for those whose browser does not save by itself."""
    kept = DraftForm(request.POST)
    kept.is_valid()
    text = kept.cleaned_data.get("text", "")
    try:
        save_draft(actor=me, text=text, answers=question.id, recipient_id=None, now=timezone.now())
    except RuleError as refusal:
        form = AnswerForm(request.POST)
        return _answer_page(request, me, question, form, refusal_in_words(refusal), status=409)
    messages.success(request, _("Your draft is saved. It stands here when you come back."))
    return redirect("participant:home")


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def decline(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    question = put_to(me, question_id)
    form, refusal, status = DeclineForm(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(actor=me, question_id=question_id, reason=form.cleaned_data["reason"], now=timezone.now())
        except RuleError as error:
            refusal, status = refusal_in_words(error), 409
        else:
            messages.success(request, _("You declined, and the question has gone back to the one who asked."))
            return redirect("participant:home")
    elif request.method == "POST":
        status = 422
    context = {
        "me": me,
        "now": standing(me.relay, timezone.now()),
        "question": question,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "relay/participant/decline.html", context, status=status)


@require_safe
@participant_only
def thanks(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """The receipt."""
    question = put_to(me, question_id)
    if not question.answer:
        raise Http404
    if rules_of(me.relay).live:
        return redirect("participant:home")
    context = {
        "me": me,
        "now": standing(me.relay, timezone.now()),
        "question": question,
        "rights": open_rights([me.pk]).count(),
    }
    return render(request, "relay/participant/thanks.html", context)
