"""What becomes of a question beside an answer: passed on, reported, put in other words, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Recipient
from depeche.web.relay import actions
from depeche.web.relay.actions.drafts import keep_words, save_draft
from depeche.web.relay.models import Participant, Question
from depeche.web.relay.participant import passing, people, queries
from depeche.web.relay.participant.forms import DraftForm, PassOnForm, PeopleForm, ReportForm, RewriteForm
from depeche.web.relay.participant.session import participant_only
from depeche.web.relay.participant.views import standing
from depeche.web.relay.participant.wording import Doing, Refusal, refusal_in_words

Status = Question.Status


def put_to(me: Participant, question_id: int) -> queries.Turn:
    """A question put to the reader. Once they have passed it on there is no such page, whatever became of it."""
    question = queries.question_for(me, question_id)
    if question is None or not question.to_me:
        raise Http404
    return question


def asked_by(me: Participant, question_id: int) -> queries.Turn:
    question = queries.question_for(me, question_id)
    if question is None or not question.mine:
        raise Http404
    return question


# Pass on


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def pass_on(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """Choose somebody better placed; the button beside a name sends the question there."""
    if request.method == "POST":
        return _pass_on(request, me, question_id)
    question = put_to(me, question_id)
    if not passing.may_pass_on(me, question, standing(me.relay, timezone.now()).phase):
        return redirect("participant:answer", question_id)
    return _pass_on_page(request, me, question)


def _pass_on(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    form = PassOnForm(request.POST)
    if not form.is_valid():
        return redirect("participant:pass_on", question_id)
    to, now = form.cleaned_data["to"], timezone.now()
    try:
        actions.pass_on(actor=me, question_id=question_id, to_id=to, now=now)
    except RuleError as error:
        refusal = refusal_in_words(error, Doing.PASSING_ON)
        question = queries.question_for(me, question_id)
        if refusal.elsewhere or question is None or not question.to_me:
            messages.error(request, f"{refusal.happened} {refusal.todo}")
            return redirect("participant:home")
        return _pass_on_page(request, me, question, refusal)
    name = Participant.objects.values_list("name", flat=True).get(pk=to)
    messages.success(request, _("You have passed the question on to %(name)s. Thank you.") % {"name": name})
    return redirect("participant:home")


def _pass_on_page(
    request: HttpRequest, me: Participant, question: queries.Turn, refusal: Refusal | None = None
) -> HttpResponse:
    offered = people.choices(me, Recipient.FREE)
    form = PeopleForm(request.GET, offered)
    now = standing(me.relay, timezone.now())
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        "me": me,
        "now": now,
        "question": question,
        "form": form,
        "offered": offered,
        "wanted": form.wanted,
        "page": people.page_of(me, form.wanted, request.GET.get("page", "1"), passing.judge(me, question, now.phase)),
        "query": f"{address.urlencode()}&" if address else "",
        "refusal": refusal,
    }
    part = request.headers.get("HX-Request") and not refusal
    page = "_pass_on_people" if part else "pass_on"
    return render(request, f"relay/participant/{page}.html", context, status=409 if refusal else 200)


# Report


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def report(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """Have the question held until the organiser has looked at it."""
    question = put_to(me, question_id)
    form, refusal, status = ReportForm(request.POST or None), None, 200
    if request.method != "POST" and question.status != Status.WAITING:
        return redirect("participant:answer", question_id)
    if request.method == "POST" and form.is_valid():
        try:
            said = {"reason": form.cleaned_data["fault"], "note": form.cleaned_data["note"]}
            actions.report(actor=me, question_id=question_id, now=timezone.now(), **said)
        except RuleError as error:
            refusal, status = refusal_in_words(error), 409
        else:
            messages.success(request, _("The question is held. The organiser looks at it, and you need do no more."))
            return redirect("participant:home")
    elif request.method == "POST":
        status = 422
    now = standing(me.relay, timezone.now())
    context = {"me": me, "now": now, "question": question, "form": form, "refusal": refusal}
    return render(request, "relay/participant/report.html", context, status=status)


# Rewrite


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def rewrite(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """Put a question in other words, as the organiser has asked."""
    question = asked_by(me, question_id)
    if request.method != "POST":
        if not question.rewrite:
            return redirect("participant:thread", question.thread_id)
        begun = queries.draft_text(me, question_id) or question.text
        return _rewrite_page(request, me, question, RewriteForm(initial={"text": begun}))
    form, now = RewriteForm(request.POST), timezone.now()
    if "save" in request.POST:
        return _save(request, me, question, form)
    if not form.is_valid():
        return _rewrite_page(request, me, question, form, status=422)
    try:
        sent = actions.rewrite(actor=me, question_id=question_id, text=form.cleaned_data["text"], now=now)
    except RuleError as error:
        if question.status == Status.HELD:
            keep_words(me, form.cleaned_data["text"], now, answers=question_id)
        return _rewrite_page(request, me, question, form, refusal_in_words(error, Doing.REWRITING), status=409)
    said = _("Your question has gone on to %(name)s in its new words.") % {"name": sent.recipient.name}
    messages.success(request, said)
    return redirect("participant:home")


def _rewrite_page(
    request: HttpRequest,
    me: Participant,
    question: queries.Turn,
    form: RewriteForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "me": me,
        "now": standing(me.relay, timezone.now()),
        "question": question,
        "notice": queries.notices([question]).get(question.id),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "relay/participant/rewrite.html", context, status=status)


def _save(request: HttpRequest, me: Participant, question: queries.Turn, form: RewriteForm) -> HttpResponse:
    """The button for those whose browser does not save by itself."""
    kept = DraftForm(request.POST)
    kept.is_valid()
    text = kept.cleaned_data.get("text", "")
    try:
        save_draft(actor=me, text=text, answers=question.id, recipient_id=None, now=timezone.now())
    except RuleError as refusal:
        return _rewrite_page(request, me, question, form, refusal_in_words(refusal), status=409)
    messages.success(request, _("Your draft is saved. It stands here when you come back."))
    return redirect("participant:home")


# Take back


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def withdraw(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """Take back a question that nobody has answered yet."""
    question, refusal = asked_by(me, question_id), None
    if request.method == "POST":
        try:
            actions.withdraw(actor=me, question_id=question_id, now=timezone.now())
        except RuleError as error:
            refusal = refusal_in_words(error)
        else:
            messages.success(request, _("You have taken the question back, and may ask another instead."))
            return redirect("participant:home")
    elif question.status != Status.WAITING:
        return redirect("participant:thread", question.thread_id)
    now = standing(me.relay, timezone.now())
    context = {"me": me, "now": now, "question": question, "refusal": refusal}
    return render(request, "relay/participant/withdraw.html", context, status=409 if refusal else 200)
