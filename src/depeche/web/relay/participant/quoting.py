"""May you be quoted? Each passage as it would be printed, with yes and no, until the report is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.corpus import Span, text_hash
from depeche.core.errors import RuleError
from depeche.core.quotes import Verified, verify
from depeche.core.relay.rules import Anonymity
from depeche.core.stats.disclosure import Series, Shown, release
from depeche.web.relay.actions.consent import decide, text_of
from depeche.web.relay.models import Group, Participant, QuoteConsent, Relay
from depeche.web.relay.participant import session
from depeche.web.relay.participant.views import standing
from depeche.web.relay.participant.wording import refusal_in_words
from depeche.web.relay.rules import rules_of

Decision = QuoteConsent.Decision
WORDS = "words"  # the button of whoever would rather see other words: a no, with them


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody would like to print this passage. `group` is what would stand beside it, "" for nothing. `words` are the
    author's own, where they would rather see others in print.
    """

    id: int
    answer: bool
    passage: str
    group: str
    decision: str
    printed: bool
    answer_by: datetime | None = None
    words: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@session.participant_only
def quoting(request: HttpRequest, me: Participant) -> HttpResponse:
    """For whoever came by their own link: a name chosen in a room proves nothing."""
    if not session.by_link(request):
        return redirect("participant:home")
    if request.method == "POST" and _decide(request, me):
        return redirect("participant:quoting")
    now = timezone.now()
    context = {"me": me, "now": standing(me.relay, now), "area": "quoting", "wishes": wishes(me), "wanted": WORDS}
    if request.method == "POST":
        kept = {"of": _number(request.POST.get("passage", "")), "text": request.POST.get("text", "")}
        return render(request, "relay/participant/quoting.html", context | {"kept": kept}, status=422)
    return render(request, "relay/participant/quoting.html", context)


def _decide(request: HttpRequest, me: Participant) -> bool:
    """Whether there is nothing left to show on the same page: what was written is never lost."""
    decision, text = request.POST.get("decision", ""), request.POST.get("text", "").strip()
    wants = decision == WORDS
    if wants and not text:
        messages.error(request, _("Write the words you would rather see, and send them. Nothing was changed."))
        return False
    try:
        decide(
            actor=me,
            consent_id=_number(request.POST.get("passage", "")),
            decision=Decision.NO if wants else decision,
            wish=text if wants else "",
            now=timezone.now(),
        )
    except RuleError as refusal:
        messages.error(request, refusal_in_words(refusal).happened)
        return not wants
    messages.success(request, _("Thank you. Your reply is kept."))
    return True


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0  # digits of a key


def wishes(me: Participant) -> tuple[Wish, ...]:
    """Undecided ones first; two queries. A passage that no longer stands in the text is not shown, nor printed."""
    asked = QuoteConsent.objects.of(me).select_related("question__answer").order_by("pk")
    group = _group_told(me)
    found = [wish for one in asked if (wish := _wish(one, me.relay, group)) is not None]
    return tuple(sorted(found, key=lambda wish: bool(wish.decision)))


def _wish(one: QuoteConsent, relay: Relay, group: str) -> Wish | None:
    text = text_of(one.question, one.side)
    checked = verify(text, text_hash(text), [Span(*ends) for ends in one.kept])
    if not isinstance(checked, Verified) or checked.digest != one.sha256:
        return None
    answer = one.side == QuoteConsent.Side.ANSWER
    hidden = not answer and rules_of(relay).anonymity is Anonymity.HIDDEN
    printed = one.printed_at is not None
    told = "" if hidden else group
    return Wish(one.pk, answer, checked.passage, told, one.decision, printed, one.answer_by, one.wish)


def _group_told(me: Participant) -> str:
    """My group, where so many belong to it that a report may name it."""
    if me.group_id is None:
        return ""
    sizes = list(Group.objects.filter(relay=me.relay_id).order_by("pk").values_list("pk", "name"))
    people = list(Participant.objects.filter(relay=me.relay_id).values_list("group_id", flat=True))
    counts = [people.count(pk) for pk, _name in sizes]
    left = len(people) - sum(counts)
    cells = release(Series.of_people([*counts, left] if left else counts)).cells
    told = {pk: name for (pk, name), cell in zip(sizes, cells, strict=False) if isinstance(cell, Shown)}
    return told.get(me.group_id, "")
