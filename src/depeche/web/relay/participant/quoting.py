"""May you be quoted? Each passage as it would be printed, with yes and no, until the report is published."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody would like to print this passage. `group` is what would stand beside it, "" for nothing."""

    id: int
    answer: bool
    passage: str
    group: str
    decision: str
    printed: bool


@require_http_methods(["GET", "HEAD", "POST"])
@session.participant_only
def quoting(request: HttpRequest, me: Participant) -> HttpResponse:
    """For whoever came by their own link: a name chosen in a room proves nothing."""
    if not session.by_link(request):
        return redirect("participant:home")
    if request.method == "POST":
        _decide(request, me)
        return redirect("participant:quoting")
    context = {"me": me, "now": standing(me.relay, timezone.now()), "area": "quoting", "wishes": wishes(me)}
    return render(request, "relay/participant/quoting.html", context)


def _decide(request: HttpRequest, me: Participant) -> None:
    number = request.POST.get("passage", "")
    consent = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0  # digits of a key
    try:
        decide(actor=me, consent_id=consent, decision=request.POST.get("decision", ""), now=timezone.now())
    except RuleError as refusal:
        messages.error(request, refusal_in_words(refusal).happened)
    else:
        messages.success(request, _("Thank you. Your reply is kept."))


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
    return Wish(one.pk, answer, checked.passage, "" if hidden else group, one.decision, printed)


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
