"""What a participant sees of a relay. Each function makes a constant number of queries, whatever the relay's size.

Who asked stays out of everything here: a `Shown` question knows its recipient only when the reader chose them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from depeche.core.stats.disclosure import Series, Shown, release
from depeche.web.relay.models import Draft, Group, Participant, Question, Relay, Right

SEEN = Q(status__in=(Question.Status.WAITING, Question.Status.ANSWERED, Question.Status.RETURNED))


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, as one reader may see it."""

    id: int
    thread_id: int
    text: str
    answer: str
    mine: bool  # the reader asked it
    to_me: bool  # the reader was asked
    recipient: Participant | None  # known to the asker alone
    group: str  # of the one who answered, when it may be shown
    status: str
    return_reason: str
    decline_reason: str  # for the asker alone
    resent: bool
    asked_at: datetime
    due_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One of my threads in a list: its first question that I may read, and how far it has come."""

    id: int
    text: str
    asked: int
    answered: int
    waiting: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything that is mine in a relay."""

    rights: int
    to_answer: tuple[Turn, ...]  # put to me and waiting, the first due first
    returned: tuple[Turn, ...]  # mine, come back, and I still have the right that came with them
    waiting: tuple[Turn, ...]  # mine, not answered yet
    threads: tuple[ThreadLine, ...]
    draft: Draft | None  # of a new question


@dataclass(frozen=True, slots=True)
class GroupSize:
    name: str
    people: int | None  # None: too few to tell


@dataclass(frozen=True, slots=True)
class PairCount:
    asked: int
    answered: int


def turn(question: Question, me: Participant, *, groups_shown: frozenset[int] = frozenset()) -> Turn:
    """`question` needs its answer and recipient loaded."""
    mine, to_me = question.asker_id == me.pk, question.recipient_id == me.pk
    answer = getattr(question, "answer", None)
    recipient = question.recipient
    shown_group = recipient.group_id in groups_shown and recipient.group is not None
    return Turn(
        id=question.pk,
        thread_id=question.root_id or question.pk,
        text=question.text,
        answer=answer.text if answer else "",
        mine=mine,
        to_me=to_me,
        recipient=recipient if mine else None,
        group=recipient.group.name if shown_group and recipient.group else "",
        status=question.status,
        return_reason=question.return_reason,
        decline_reason=question.decline_reason if mine else "",
        resent=getattr(question, "resent_as", None) is not None,
        asked_at=question.asked_at,
        due_at=question.due_at,
        answered_at=answer.answered_at if answer else None,
    )


def _loaded() -> QuerySet[Question]:
    return Question.objects.filter(SEEN).select_related("answer", "recipient__group", "resent_as")


def _questions(relay: Relay) -> QuerySet[Question]:
    return _loaded().filter(relay=relay)


def _is_part(me: Participant) -> Q:
    return Q(asker=me) | Q(recipient=me)


def mine(me: Participant) -> Mine:
    """Three queries."""
    found = [turn(q, me) for q in _questions(me.relay).filter(_is_part(me)).order_by("asked_at", "pk")]
    rights = list(Right.objects.filter(participant=me, status=Right.Status.OPEN).values_list("origin", "source_id"))
    came_back = {source for origin, source in rights if origin == Right.Origin.RETURN}
    waiting = Question.Status.WAITING
    to_answer = [t for t in found if t.to_me and t.status == waiting]
    returned = tuple(t for t in found if t.mine and t.id in came_back and not t.resent)
    return Mine(
        rights=len(rights),
        to_answer=tuple(sorted(to_answer, key=lambda t: (t.due_at is None, t.due_at or t.asked_at))),
        returned=returned,
        waiting=tuple(t for t in found if t.mine and t.status == waiting),
        threads=_thread_lines(found, returned),
        draft=Draft.objects.select_related("recipient").filter(participant=me, answers=None).first(),
    )


def _thread_lines(found: Iterable[Turn], returned: Iterable[Turn]) -> tuple[ThreadLine, ...]:
    """What I asked or answered, by thread, the newest first. Left out: what I was asked and did not answer, and what
    stands elsewhere on the front page because it waits or has come back.
    """
    elsewhere = {item.id for item in returned}
    threads: dict[int, list[Turn]] = {}
    for item in found:
        if (item.mine and not item.resent) or (item.to_me and item.answer):
            threads.setdefault(item.thread_id, []).append(item)
    lines = [
        ThreadLine(
            id=key,
            text=items[0].text,
            asked=len(items),
            answered=sum(1 for item in items if item.answer),
            waiting=any(item.status == Question.Status.WAITING for item in items),
        )
        for key, items in threads.items()
        if any(item.status != Question.Status.WAITING and item.id not in elsewhere for item in items)
    ]
    newest = {key: max(item.answered_at or item.asked_at for item in items) for key, items in threads.items()}
    return tuple(sorted(lines, key=lambda line: newest[line.id], reverse=True))


def question_for(me: Participant, question_id: int) -> Turn | None:
    """A question I asked or was asked."""
    found = _questions(me.relay).filter(_is_part(me), pk=question_id).first()
    return turn(found, me) if found else None


def thread(me: Participant, thread_id: int, *, whole: bool) -> tuple[Turn, ...]:
    """The turns of a thread in order: all of it when `whole`, else those I am part of. A question that was sent on to
    somebody else stands once, where it ended up.

    The relay is compared here: in the query, SQLite would go through all its questions for the few of the thread.
    """
    found = _loaded().filter(Q(pk=thread_id) | Q(root=thread_id))
    if not whole:
        found = found.filter(_is_part(me))
    turns = [turn(q, me) for q in found.order_by("depth", "asked_at", "pk") if q.relay_id == me.relay_id]
    kept = [t for t in turns if t.mine or t.answer or (t.to_me and t.status == Question.Status.WAITING) or whole]
    return tuple(t for t in kept if not t.resent)


def thread_goes_on(me: Participant, turns: Sequence[Turn]) -> bool:
    """Others have carried the thread further than the reader may follow yet."""
    last = turns[-1].id
    return Question.objects.filter(SEEN, parent_id=last).exclude(_is_part(me)).exists()


# After the close: everything, without names


def all_pairs(relay: Relay, *, search: str = "", group: int | None = None) -> QuerySet[Question]:
    """Answered questions, thread by thread; `turn` makes them readable."""
    found = _questions(relay).filter(status=Question.Status.ANSWERED)
    for word in search.split():
        spellings = {word, word.lower(), word.upper(), word.capitalize()}  # SQLite compares æ, ø, å as they are written
        either = Q()
        for spelling in spellings:
            either |= Q(text__icontains=spelling) | Q(answer__text__icontains=spelling)
        found = found.filter(either)
    if group is not None:
        found = found.filter(recipient__group=group)
    return found.annotate(first=Coalesce("root_id", F("id"))).order_by("first", "depth", "pk")


def lengths(relay: Relay, threads: Iterable[int]) -> dict[int, int]:
    """Thread -> answered questions in it."""
    counted = (
        Question.objects.filter(relay=relay, status=Question.Status.ANSWERED)
        .annotate(first=Coalesce("root_id", F("id")))
        .filter(first__in=set(threads))
        .values_list("first")
        .annotate(n=Count("pk"))
    )
    return dict(counted)


def pair_count(relay: Relay) -> PairCount:
    """Questions put (one sent on to somebody else counts once) and those answered."""
    answered = Count("pk", filter=Q(status=Question.Status.ANSWERED))
    found = Question.objects.filter(SEEN, relay=relay, resent_as=None).aggregate(n=Count("pk"), answered=answered)
    return PairCount(asked=found["n"], answered=found["answered"])


# Who takes part


def _groups(relay: Relay) -> list[tuple[int, str, int]]:
    active = Count("participants", filter=Q(participants__status=Participant.Status.ACTIVE))
    found = Group.objects.filter(relay=relay).annotate(n=active).order_by("position", "pk")
    return list(found.values_list("pk", "name", "n"))


def group_sizes(relay: Relay) -> tuple[GroupSize, ...]:
    found = _groups(relay)
    cells = release(Series.of_people([n for _pk, _name, n in found])).cells
    return tuple(
        GroupSize(name, cell.value if isinstance(cell, Shown) else None)
        for (_pk, name, _n), cell in zip(found, cells, strict=True)
    )


def readable_groups(relay: Relay) -> tuple[tuple[int, str], ...]:
    """Groups an answer may be shown as that of: those with enough people, and none that gives another away. Were one
    group alone left unsaid, every answer without a group would be known as that group's.
    """
    found = _groups(relay)
    cells = release(Series.of_people([n for _pk, _name, n in found])).cells
    return tuple((pk, name) for (pk, name, _n), cell in zip(found, cells, strict=True) if isinstance(cell, Shown))


def draft_text(me: Participant, question_id: int | None) -> str:
    """What I have begun to write: an answer to a question, a returned question anew, or (None) a new question."""
    found = Draft.objects.filter(participant=me, answers=question_id).values_list("text", flat=True)
    return found.first() or ""


def sent_already(me: Participant, client_key: UUID) -> bool:
    """The form with this key has become a question: a late autosave must not bring its text back as a draft."""
    return Question.objects.filter(asker=me, client_key=client_key).exists()
