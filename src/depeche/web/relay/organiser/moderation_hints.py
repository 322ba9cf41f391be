"""What in a held question may name or reach somebody: hints beside it, never a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from depeche.web.common.hints import Noticed, noticed
from depeche.web.relay.models import Participant, Question, Relay

MOST = 5_000  # people of a relay whose names are looked for


def own_names(relay: Relay) -> tuple[str, ...]:
    """Names of the participants."""
    return tuple(Participant.objects.filter(relay=relay).order_by("pk").values_list("name", flat=True)[:MOST])


def hinted(relay: Relay, questions: Iterable[Question]) -> list[tuple[Question, tuple[Noticed, ...]]]:
    """Each question with what was noticed in it: one query more, however many there are."""
    held = list(questions)
    names = own_names(relay) if held else ()
    return [(question, hints_in(relay, question, names)) for question in held]


def hints_in(relay: Relay, question: Question, names: Collection[str]) -> tuple[Noticed, ...]:
    return noticed(question.text, relay.language, own_names=names)
