"""What was written is copied in once, with its hash, and never changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.crypto import salted_hmac

from depeche.core.corpus import text_hash
from depeche.core.errors import RuleError
from depeche.core.relay.rules import Quoting
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._journal import note
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.models import Change, Corpus, Source, TextUnit
from depeche.web.projects import rules
from depeche.web.projects.models import Project
from depeche.web.relay.models import Group, Phase, Question, Relay
from depeche.web.relay.queries import never_released
from depeche.web.relay.rules import rules_of

BATCH = 500
LEFT_OUT = Q(status__in=[Question.Status.HELD, Question.Status.REMOVED]) | Q(
    return_reason=Question.Returned.WITHDRAWN
)  # taken back by whoever wrote it, or taken away; as is what was held to the end


def author_key(corpus: Corpus, person: str) -> str:
    """An opaque key of a person: the same within a corpus, another in the next, useless without the secret key."""
    return salted_hmac(f"analysis.author.{corpus.pk}", person.casefold()).hexdigest()[:32] if person else ""


@transaction.atomic
def start_from_relays(*, actor: User, project: Project, relays: Sequence[Relay], title: str, now: datetime) -> Corpus:
    """A corpus of the questions and answers of closed relays, those without an answer too."""
    rules.require(actor, project, "analysis.work")
    if not relays:
        raise RuleError("no_relay")
    if not title.strip():
        raise RuleError("no_title")
    corpus = Corpus.objects.create(
        project=project, title=title.strip(), topic=relays[0].topic, language=relays[0].language, created_at=now
    )
    note("analysis.started", actor=actor, corpus=corpus, now=now, relays=len(relays))
    for relay in relays:
        _copy_relay(actor, corpus, relay, now)
    return corpus


def add_relay(*, actor: User, corpus: Corpus, relay: Relay, now: datetime) -> Source:
    """A further closed relay in a corpus; its questions are unsorted."""
    with working(actor, corpus.pk) as step:
        return _copy_relay(actor, step.corpus, relay, now)


def _copy_relay(actor: User, corpus: Corpus, relay: Relay, now: datetime) -> Source:
    if relay.project_id != corpus.project_id:
        raise RuleError("relay_elsewhere")
    if relay.phase != Phase.CLOSED:
        raise RuleError("relay_not_closed")
    if corpus.sources.filter(relay=relay).exists():
        raise RuleError("relay_already_in")
    groups = Group.objects.filter(relay=relay).annotate(people=Count("participants"))
    source = Source.objects.create(
        corpus=corpus,
        relay=relay,
        key=f"relay-{relay.pk}",
        title=relay.topic,
        participants=relay.participants.count(),
        groups=[[group.name, group.people] for group in groups],
        asks=rules_of(relay).quoting is Quoting.ASK or Source.objects.filter(relay=relay, asks=True).exists(),
        position=corpus.sources.count(),
    )
    found = (
        Question.objects.filter(relay=relay, resent_as=None)
        .exclude(LEFT_OUT | never_released())
        .select_related("asker__group", "answer__author__group")
        .order_by("asked_at", "pk")
    )
    first = (corpus.units.aggregate(last=Max("position"))["last"] or 0) + 1
    units = [_of_question(source, question, number) for number, question in enumerate(found, start=first)]
    insert_units(units)
    note_material(actor, corpus, now, "relay_added", name=source.title, count=len(units))
    return source


def _of_question(source: Source, question: Question, number: int) -> tuple[TextUnit, TextUnit | None]:
    corpus, key, asker = source.corpus, str(number), question.asker
    unit = new_unit(source, TextUnit.Kind.QUESTION, key, number, question.text)
    unit.author_key = author_key(corpus, asker.email)
    unit.group = asker.group.name if asker.group else ""
    unit.written_at = question.asked_at
    answer = getattr(question, "answer", None)
    if answer is None:
        return unit, None
    reply = new_unit(source, TextUnit.Kind.ANSWER, key, number, answer.text)
    reply.author_key = author_key(corpus, answer.author.email)
    reply.group = answer.author.group.name if answer.author.group else ""
    reply.written_at = answer.answered_at
    return unit, reply


def new_unit(source: Source, kind: TextUnit.Kind, key: str, position: int, text: str) -> TextUnit:
    return TextUnit(
        corpus=source.corpus, source=source, kind=kind, key=key, position=position, text=text, sha256=text_hash(text)
    )


def insert_units(units: Iterable[tuple[TextUnit, TextUnit | None]]) -> None:
    """Questions first: an answer needs the key of its question."""
    pairs = list(units)
    TextUnit.objects.bulk_create([question for question, _ in pairs], batch_size=BATCH)
    answers = []
    for question, answer in pairs:
        if answer is not None:
            answer.question = question
            answers.append(answer)
    TextUnit.objects.bulk_create(answers, batch_size=BATCH)


def note_material(actor: User, corpus: Corpus, now: datetime, kind: str, *, name: str, count: int) -> None:
    """A line in the history. It has no rows: material is never taken away by undoing."""
    data = {"rows": [], "figures": {"name": name, "count": count}}
    change = Change.objects.create(corpus=corpus, by=actor, at=now, kind=kind, data=data)
    note(f"analysis.{kind}", actor=actor, corpus=corpus, now=now, change=change.pk, units=count)
