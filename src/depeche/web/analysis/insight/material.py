"""A relay's rows as the values the measures start from; the number of queries does not depend on its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from depeche.core.networks import Put, Talk
from depeche.core.relay.rules import Anonymity, Recipient
from depeche.core.relay.window import Phase
from depeche.web.analysis.models import Coding, Corpus, TextUnit
from depeche.web.relay.models import Question, Relay, Right
from depeche.web.relay.queries import never_released, talk_by_group
from depeche.web.relay.rules import phase_of, rules_of

PATIENCE = timedelta(hours=24)  # where the rules set no time to answer


class Rights(NamedTuple):
    """Rights to ask in a group: used, and all there were; distinct people who had any."""

    used: int
    available: int
    holders: int


@dataclass(frozen=True, slots=True)
class Material:
    """`standing` are the questions whose words may still be read: neither taken back, taken away, sent on nor held when
    the relay closed.
    """

    talk: Talk
    standing: frozenset[int]
    rights: tuple[Rights, ...]
    end: datetime
    patience: timedelta
    own_allowed: bool
    askers_hidden: bool
    closed: bool


def material(relay: Relay, now: datetime) -> Material:
    """Five queries."""
    rules = rules_of(relay)
    closed = phase_of(relay, now) is Phase.CLOSED
    puts, standing = _puts(relay)
    talk, into = talk_by_group(relay, puts)
    return Material(
        talk=talk,
        standing=standing,
        rights=_rights(relay, into, len(talk.groups)),
        end=(relay.closed_at or relay.answers_close_at or now) if closed else now,
        patience=rules.limit or PATIENCE,
        own_allowed=rules.recipient is not Recipient.OTHER_GROUP,
        askers_hidden=rules.anonymity is Anonymity.HIDDEN,
        closed=closed,
    )


def _puts(relay: Relay) -> tuple[tuple[Put, ...], frozenset[int]]:
    rows = Question.objects.filter(relay=relay).order_by("pk")
    columns = ("pk", "asker_id", "recipient_id", "asked_at", "answer__answered_at", "parent_id", "resent_as__pk")
    undecided = set(rows.filter(never_released()).order_by().values_list("pk", flat=True))
    gone = {Question.Status.HELD, Question.Status.REMOVED}
    puts: list[Put] = []
    standing: set[int] = set()
    for values in rows.values_list(*columns, "status", "return_reason"):
        key, asker, recipient, asked_at, answered_at, parent, resent, status, reason = values
        put = Put(key, asker, recipient, asked_at, answered_at, parent, resent is not None)
        puts.append(put)
        taken = status in gone or reason == Question.Returned.WITHDRAWN or put.id in undecided
        if not put.resent and not taken:
            standing.add(put.id)
    return tuple(puts), frozenset(standing)


def _rights(relay: Relay, into: Mapping[int | None, int], groups: int) -> tuple[Rights, ...]:
    used = Count("pk", filter=Q(status=Right.Status.USED))
    rows = (
        Right.objects.filter(relay=relay)
        .order_by()
        .values_list("participant__group")
        .annotate(used=used, available=Count("pk"), holders=Count("participant", distinct=True))
    )
    found = [Rights(0, 0, 0)] * groups
    for group, *counts in rows:
        at = into[group]
        found[at] = Rights(*(one + more for one, more in zip(found[at], counts, strict=True)))
    return tuple(found)


def corpora_of(relay: Relay) -> tuple[tuple[int, str], ...]:
    """(id, title) of the materials a relay was taken into, the newest first."""
    found = Corpus.objects.filter(sources__relay=relay).order_by("-created_at", "-pk")
    return tuple(found.values_list("pk", "title"))


def themes_of(relay: Relay, corpus_id: int, found: Material) -> dict[int, str]:
    """Question -> theme in that material; two queries.

    Texts are copied with the moment they were written, and in the order they were asked. Those of one moment are paired
    in that order, unless they are no longer equally many: then nobody can say which is which, and they have no theme.
    """
    units = TextUnit.objects.filter(corpus=corpus_id, source__relay=relay, kind=TextUnit.Kind.QUESTION)
    copied: dict[datetime, list[int]] = defaultdict(list)
    for unit, moment in units.order_by("position", "pk").values_list("pk", "written_at"):
        if moment is not None:
            copied[moment].append(unit)
    codings = Coding.objects.filter(unit__in=units.order_by(), theme__deleted_at=None).order_by("-pk")
    themes = dict(codings.values_list("unit_id", "theme__name"))
    asked: dict[datetime, list[int]] = defaultdict(list)
    for put in found.talk.puts:
        if put.id in found.standing:
            asked[put.asked_at].append(put.id)
    return {
        question: themes[unit]
        for moment, questions in asked.items()
        if len(questions) == len(copied.get(moment, ()))
        for question, unit in zip(questions, copied[moment], strict=True)
        if unit in themes
    }
