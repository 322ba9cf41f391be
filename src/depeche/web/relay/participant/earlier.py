"""What the round before left: questions nobody answered, offered again, and the way between the rounds."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from depeche.core.errors import RuleError
from depeche.web.relay import access
from depeche.web.relay.actions import rounds
from depeche.web.relay.models import Participant, Phase, Question
from depeche.web.relay.participant.session import by_link, participant_only
from depeche.web.relay.participant.wording import refusal_in_words

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Round:
    """The same person in another round. `link` opens it for them."""

    topic: str
    link: str
    before: bool


def unanswered(me: Participant) -> tuple[Question, ...]:
    """At most SHOWN of `rounds.earlier`, for whoever came by their own link; one query, none in a first round."""
    return tuple(rounds.earlier(me)[:SHOWN]) if me.previous_id else ()


def other_rounds(me: Participant) -> tuple[Round, ...]:
    """Rounds before and after in which the same address takes part; one query.

    For whoever came by their own link: each has the personal link of the other round in it.
    """
    linked = Participant.objects.filter(Q(pk=me.previous_id) | Q(previous=me), email=me.email)
    open_to_read = linked.filter(status=Participant.Status.ACTIVE).exclude(email__endswith=access.NOBODY)
    found = open_to_read.exclude(relay__phase__in=[Phase.DRAFT, Phase.SCHEDULED]).exclude(access_hash=None)
    people = found.select_related("relay").order_by("relay_id")
    return tuple(Round(other.relay.topic, access.link(other), before=other.pk == me.previous_id) for other in people)


@require_POST
@participant_only
def take_up(request: HttpRequest, me: Participant, question_id: int) -> HttpResponse:
    """Go on to choosing whom to ask, with the earlier words as the draft."""
    if not by_link(request):
        return redirect("participant:home")
    try:
        rounds.take_up(actor=me, question_id=question_id, now=timezone.now())
    except RuleError as refusal:
        if refusal.code == "draft_there":
            messages.info(request, _("You have begun another question. Send it first, or delete its words."))
        else:
            messages.error(request, refusal_in_words(refusal).happened)
        return redirect("participant:home")
    return redirect("participant:choose")
