"""Asking: whom, then what, then a receipt; and the draft that is saved on the way."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.core.relay.window import Phase
from depeche.web.common.spoken import spoken_clock
from depeche.web.relay.actions import ask, save_draft
from depeche.web.relay.actions.drafts import keep_words
from depeche.web.relay.models import Participant, Question
from depeche.web.relay.participant import people, queries
from depeche.web.relay.participant.forms import DraftForm, PeopleForm, QuestionForm, ResendForm, new_key
from depeche.web.relay.participant.session import participant_only
from depeche.web.relay.participant.views import standing
from depeche.web.relay.participant.wording import Refusal, refusal_in_words
from depeche.web.relay.rules import due_of, open_rights, phase_of, rules_of


@require_safe
@participant_only
def choose(request: HttpRequest, me: Participant) -> HttpResponse:
    """Step 1. With `again`, for a question that came back."""
    if phase_of(me.relay, timezone.now()) is not Phase.OPEN or rules_of(me.relay).live:
        return redirect("participant:home")
    again = _returned(me, request.GET.get("again", ""))
    return _people_page(request, me, again)


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def send_again(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """A question that came back, as it is, to the person whose button was pressed."""
    again = queries.question_for(me, question_id)
    if again is None or not again.mine:
        raise Http404
    form = ResendForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(f"{reverse('participant:choose')}?again={again.id}&{request.GET.urlencode()}")
    data, now = form.cleaned_data, timezone.now()
    try:
        question = ask(
            actor=me, recipient_id=data["recipient"], text=again.text, client_key=data["client_key"],
            now=now, resend_of=again.id,
        )  # fmt: skip # one call, two lines
    except RuleError as refusal:
        return _people_page(request, me, again, refusal_in_words(refusal))
    return redirect("participant:sent", question.pk)


def _people_page(
    request: HttpRequest, me: Participant, again: queries.Turn | None, refusal: Refusal | None = None
) -> HttpResponse:
    offered, by = people.choices(me), people.asker(me, again=again is not None)
    form = PeopleForm(request.GET, offered)
    wanted = form.wanted
    rights = open_rights([me.pk]).count()
    part = request.headers.get("HX-Request") and not refusal
    address = request.GET.copy()
    first = not (part or wanted.narrowed or "page" in address)
    address.pop("page", None)
    context = {
        "me": me,
        "now": standing(me.relay, timezone.now()),
        "rights": rights,
        "suggested": people.suggested(by) if rights and first else (),
        "form": form,
        "offered": offered,
        "wanted": wanted,
        "page": people.people(by, wanted, request.GET.get("page", "1")),
        "query": f"{address.urlencode()}&" if address else "",
        "again": again,
        "draft": "" if again else queries.draft_text(me, None),
        "key": new_key(),
        "refusal": refusal,
    }
    page = "_people" if part else "choose"
    return render(request, f"relay/participant/{page}.html", context, status=409 if refusal else 200)


def _returned(me: Participant, question_id: str) -> queries.Turn | None:
    """My question that came back and was not sent on; None for anything else in the address."""
    found = queries.question_for(me, int(question_id)) if question_id.isdecimal() and len(question_id) < 19 else None
    usable = found is not None and found.mine and found.status == Question.Status.RETURNED and not found.resent
    return found if usable else None


@require_http_methods(["GET", "HEAD", "POST"])
@participant_only
def write(request: HttpRequest, me: Participant, recipient_id: int) -> HttpResponse:
    """Step 2. With `again`, a question that came back, to be edited."""
    if request.method != "POST":
        recipient = _recipient(request, me, recipient_id)
        if phase_of(me.relay, timezone.now()) is not Phase.OPEN or rules_of(me.relay).live:
            return redirect("participant:home")
        again = _returned(me, request.GET.get("again", ""))
        begun = {"text": _begun(me, again), "client_key": new_key(), "resend_of": again.id if again else None}
        return _write_page(request, me, recipient, QuestionForm(initial=begun))
    form = QuestionForm(request.POST)
    if "save" in request.POST:
        return _save(request, me, _recipient(request, me, recipient_id), form)
    if not form.is_valid():
        return _write_page(request, me, _recipient(request, me, recipient_id), form, status=422)
    return _send(request, me, recipient_id, form)


def _recipient(request: HttpRequest, me: Participant, recipient_id: int) -> people.Candidate:
    again = bool(request.GET.get("again") or request.POST.get("resend_of"))
    recipient = people.candidate(me, recipient_id, again=again)
    if recipient is None:
        raise Http404
    return recipient


def _send(request: HttpRequest, me: Participant, recipient_id: int, form: QuestionForm) -> HttpResponse:
    """What a rule refuses stays in the form, and as a draft."""
    data, now = form.cleaned_data, timezone.now()
    text, again = data["text"], data["resend_of"]
    try:
        question = ask(
            actor=me, recipient_id=recipient_id, text=text, client_key=data["client_key"], now=now, resend_of=again
        )
    except RuleError as refusal:
        recipient = _recipient(request, me, recipient_id)
        keep_words(me, text, now, answers=_own(me, again), recipient_id=recipient.id)
        return _write_page(request, me, recipient, form, refusal_in_words(refusal), status=409)
    return redirect("participant:sent", question.pk)


def _begun(me: Participant, again: queries.Turn | None) -> str:
    """What the writing begins with: the draft, else the words that came back."""
    if again is None:
        return queries.draft_text(me, None)
    return queries.draft_text(me, again.id) or again.text


def _own(me: Participant, question_id: int | None) -> int | None:
    found = queries.question_for(me, question_id) if question_id else None
    return found.id if found and found.mine else None


def _write_page(
    request: HttpRequest,
    me: Participant,
    recipient: people.Candidate,
    form: QuestionForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    now, rules = timezone.now(), rules_of(me.relay)
    again = form["resend_of"].value()
    context = {
        "me": me,
        "now": standing(me.relay, now),
        "recipient": recipient,
        "form": form,
        "again": again,
        "others": reverse("participant:choose") + (f"?again={again}" if again else ""),
        "refusal": refusal,
        "rights": open_rights([me.pk]).count(),
        "rules": rules,
        "due": due_of(me.relay, rules, now),
    }
    return render(request, "relay/participant/write.html", context, status=status)


def _save(request: HttpRequest, me: Participant, recipient: people.Candidate, form: QuestionForm) -> HttpResponse:
    """The button for those whose browser does not save by itself."""
    kept = DraftForm(request.POST)
    kept.is_valid()
    form.is_valid()
    answers = _own(me, form.cleaned_data.get("resend_of"))
    text = kept.cleaned_data.get("text", "")
    try:
        save_draft(actor=me, text=text, answers=answers, recipient_id=recipient.id, now=timezone.now())
    except RuleError as refusal:
        return _write_page(request, me, recipient, form, refusal_in_words(refusal), status=409)
    messages.success(request, _("Your draft is saved. You find it on this page when you come back."))
    return redirect("participant:home")


@require_safe
@participant_only
def sent(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """The receipt."""
    question = queries.question_for(me, question_id)
    if question is None or not question.mine:
        raise Http404
    context = {"me": me, "now": standing(me.relay, timezone.now()), "question": question, "rules": rules_of(me.relay)}
    return render(request, "relay/participant/sent.html", context)


@require_POST
@participant_only
def draft(request: HttpRequest, me: Participant) -> HttpResponse:
    """What is being written, saved by the page itself. The answer is the line that says so."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Not saved: the text is too long."), status=422, content_type="text/plain")
    data, now = form.cleaned_data, timezone.now()
    if data["client_key"] and queries.sent_already(me, data["client_key"]):
        return HttpResponse("", content_type="text/plain")
    try:
        save_draft(actor=me, text=data["text"], answers=data["answers"], recipient_id=data["recipient"], now=now)
    except RuleError as refusal:
        return HttpResponse(refusal_in_words(refusal).happened, status=409, content_type="text/plain")
    return HttpResponse(_("Saved at %(clock)s") % {"clock": spoken_clock(now)}, content_type="text/plain")
