"""What the facilitator reads of questions that are held, that could be, and that were. Constant numbers of queries."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from depeche.web.relay.models import ModerationAct, Question, Relay

Act = ModerationAct.Act


def held(relay: Relay) -> QuerySet[Question]:
    """The facilitator's turn first, then the askers' who are to rewrite; longest held first.

    Each with `held_at`, and its acts prefetched in order.
    """
    taken = ModerationAct.objects.filter(question=OuterRef("pk"), act__in=[Act.REPORTED, Act.HELD]).order_by("-pk")
    return (
        _people(Question.objects.filter(relay=relay, status=Question.Status.HELD))
        .prefetch_related("moderation__participant", "moderation__user")
        .annotate(held_at=Subquery(taken.values("at")[:1]))
        .order_by(F("rewrite_asked_at").asc(nulls_first=True), "held_at", "pk")
    )


def waiting(relay: Relay, search: str) -> QuerySet[Question]:
    """Questions that wait for an answer and hold every word of `search`, in their text or in one of the two names."""
    found = _people(Question.objects.filter(relay=relay, status=Question.Status.WAITING)).order_by("-since", "-pk")
    for word in search.split()[:5]:
        name = word.casefold()
        found = found.filter(
            Q(text__icontains=word) | Q(asker__search__contains=name) | Q(recipient__search__contains=name)
        )
    return found


def log(relay: Relay) -> QuerySet[ModerationAct]:
    """Newest first, with the question and who acted."""
    acts = ModerationAct.objects.filter(relay=relay).select_related("question", "participant", "user")
    return acts.order_by("-at", "-pk")


def _people(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.select_related("asker__group", "recipient__group")


def role(act: ModerationAct) -> str:
    """As what somebody acted; the code that stands in the exported log."""
    return {Act.REPORTED: "recipient", Act.REWRITTEN: "asker"}.get(Act(act.act), "facilitator")
