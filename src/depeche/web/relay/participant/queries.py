"""What a participant sees of a relay. Each function makes a constant number of queries, whatever the relay's size.

Who asked is told only as far as the rules say (`Sight`), and a question knows its recipient only when the reader asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from depeche.core.relay.rules import Anonymity
from depeche.core.stats.disclosure import Series, Shown, release
from depeche.web.relay.models import Draft, Group, Hop, ModerationAct, Participant, Question, Relay, Right
from depeche.web.relay.queries import never_released
from depeche.web.relay.rules import rules_of

Status = Question.Status
SEEN = Q(status__in=(Status.WAITING, Status.ANSWERED, Status.RETURNED))
ENDED_BY_FACILITATOR = (ModerationAct.Act.REWRITE, ModerationAct.Act.REMOVED)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is shown of other people beside what they wrote."""

    names: bool  # of those who ask
    asked_by: frozenset[int]  # groups that a question may be said to come from
    answered_by: frozenset[int]  # and an answer


@dataclass(frozen=True, slots=True)
class Notice:
    """Why the facilitator has asked for other words, or removed a question."""

    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, as one reader may see it."""

    id: int
    thread_id: int
    text: str
    answer: str
    hop: int  # its place in the thread, from 1
    mine: bool  # the reader asked it
    to_me: bool  # the reader was asked
    recipient: Participant | None  # known to the asker alone
    group: str  # of the one who answered, when it may be shown
    asker: str  # name and group of the one who asked, as far as they may be shown; the reader's own are not
    asker_group: str
    passed_by: str  # who had it last and passed it on; for the asker and for whom it was passed on to
    rewrite: bool  # held, and the asker is to put it in other words
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
    rewrite: tuple[Turn, ...]  # mine, to be put in other words
    held: tuple[Turn, ...]  # mine or put to me, and the organiser looks at it
    removed: tuple[Turn, ...]  # mine, and I still have the right that came with it
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


def sight(relay: Relay, *, whole: bool) -> Sight:
    """`whole`: of everything, once the relay has closed; before that, of one's own questions only."""
    anonymity = rules_of(relay).anonymity
    known = whole or anonymity is Anonymity.GROUP
    groups = frozenset(pk for pk, _name in readable_groups(relay)) if known else frozenset[int]()
    return Sight(
        names=anonymity is Anonymity.NAMED,
        asked_by=frozenset() if anonymity is Anonymity.HIDDEN else groups,
        answered_by=groups if whole else frozenset(),
    )


def turn(question: Question, me: Participant, seen: Sight | None = None) -> Turn:
    """`question` needs its answer, asker and recipient loaded; best by `loaded`."""
    seen = seen or sight(me.relay, whole=False)
    mine, back = question.asker_id == me.pk, question.return_reason == Question.Returned.PASSED
    to_me = question.recipient_id == me.pk and not back  # passed on to the asker: as to anybody, it is gone
    answer = getattr(question, "answer", None)
    part = mine or to_me
    return Turn(
        id=question.pk,
        thread_id=question.root_id or question.pk,
        text=question.text,
        answer=answer.text if answer else "",
        hop=question.depth + 1,
        mine=mine,
        to_me=to_me,
        recipient=question.recipient if mine else None,
        group=_group(question.recipient, seen.answered_by),
        asker="" if mine or not seen.names else question.asker.name,
        asker_group="" if mine else _group(question.asker, seen.asked_by),
        passed_by=getattr(question, "passed_by", None) or "" if part and not back else "",
        rewrite=mine and question.rewrite_asked_at is not None,
        status=question.status,
        return_reason=question.return_reason,
        decline_reason=question.decline_reason if mine else "",
        resent=getattr(question, "resent_as", None) is not None,
        asked_at=question.asked_at,
        due_at=question.due_at,
        answered_at=answer.answered_at if answer else None,
    )


def _group(person: Participant, shown: frozenset[int]) -> str:
    return person.group.name if person.group_id in shown and person.group is not None else ""


def loaded() -> QuerySet[Question]:
    """All that `turn` needs."""
    passed = Hop.objects.filter(question=OuterRef("pk"), outcome=Question.Returned.PASSED).order_by("-number")
    return Question.objects.select_related("answer", "asker__group", "recipient__group", "resent_as").annotate(
        passed_by=Subquery(passed.values("recipient__name")[:1])
    )


def _is_part(me: Participant) -> Q:
    """I asked it, or have it: as soon as I have passed it on, I have no part in it. The relay is left out: with it, a
    database would rather go through all its questions than through the few of one person.
    """
    return Q(asker=me) | (Q(recipient=me) & ~Q(return_reason=Question.Returned.PASSED))


def _of_mine(me: Participant) -> Q:
    """Of what I am part of, all but what was taken from me."""
    return _is_part(me) & ((SEEN & ~never_released()) | Q(status=Status.HELD) | Q(asker=me))


def _questions(relay: Relay) -> QuerySet[Question]:
    return loaded().filter(relay=relay)


def mine(me: Participant) -> Mine:
    """Three queries, and one more where askers are shown by their group."""
    seen = sight(me.relay, whole=False)
    found = [turn(q, me, seen) for q in loaded().filter(_of_mine(me)).order_by("asked_at", "pk")]
    rights = list(Right.objects.filter(participant=me, status=Right.Status.OPEN).values_list("origin", "source_id"))
    came_back = {source for origin, source in rights if origin == Right.Origin.RETURN}
    to_answer = [t for t in found if t.to_me and t.status == Status.WAITING]
    back = tuple(t for t in found if t.mine and t.id in came_back and not t.resent)
    returned = tuple(t for t in back if t.status == Status.RETURNED)
    removed = tuple(t for t in back if t.status == Status.REMOVED)
    held = tuple(t for t in found if t.status == Status.HELD)
    return Mine(
        rights=len(rights),
        to_answer=tuple(sorted(to_answer, key=lambda t: (t.due_at is None, t.due_at or t.asked_at))),
        returned=returned,
        waiting=tuple(t for t in found if t.mine and t.status == Status.WAITING),
        rewrite=tuple(t for t in held if t.rewrite),
        held=tuple(t for t in held if not t.rewrite),
        removed=removed,
        threads=_thread_lines(found, back),
        draft=Draft.objects.select_related("recipient").filter(participant=me, answers=None).first(),
    )


def _thread_lines(found: Sequence[Turn], back: Iterable[Turn]) -> tuple[ThreadLine, ...]:
    """What I asked or answered, by thread, the newest first. Left out: what I was asked and did not answer, and what
    stands elsewhere on the front page because it waits, is held or has come back.
    """
    elsewhere = {item.id for item in back} | {item.id for item in found if item.status == Status.HELD}
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
            waiting=any(item.status == Status.WAITING for item in items),
        )
        for key, items in threads.items()
        if any(item.status != Status.WAITING and item.id not in elsewhere for item in items)
    ]
    newest = {key: max(item.answered_at or item.asked_at for item in items) for key, items in threads.items()}
    return tuple(sorted(lines, key=lambda line: newest[line.id], reverse=True))


def question_for(me: Participant, question_id: int) -> Turn | None:
    """A question I asked or have been asked."""
    found = loaded().filter(_of_mine(me), pk=question_id).first()
    return turn(found, me) if found else None


def thread(me: Participant, thread_id: int, *, whole: bool) -> tuple[Turn, ...]:
    """The turns of a thread in order: all of it when `whole`, else those I am part of. A question that was sent on to
    somebody else stands once, where it ended up; one that was taken back stands for its asker alone.

    The relay is compared here: in the query, SQLite would go through all its questions for the few of the thread.
    """
    found = loaded().filter(Q(pk=thread_id) | Q(root=thread_id))
    found = found.filter((SEEN & ~never_released()) | _of_mine(me)) if whole else found.filter(_of_mine(me))
    seen = sight(me.relay, whole=whole)
    turns = [turn(q, me, seen) for q in found.order_by("depth", "asked_at", "pk") if q.relay_id == me.relay_id]
    told = [t for t in turns if t.mine or t.return_reason != Question.Returned.WITHDRAWN]
    kept = [t for t in told if t.mine or t.answer or (t.to_me and t.status == Status.WAITING) or whole]
    return tuple(t for t in kept if not t.resent)


def notices(turns: Iterable[Turn]) -> dict[int, Notice]:
    """For those of the reader's own questions that the facilitator has asked to rewrite, or has removed; one query."""
    wanted = [t.id for t in turns if t.mine and (t.rewrite or t.status == Status.REMOVED)]
    acts = ModerationAct.objects.filter(question__in=wanted, act__in=ENDED_BY_FACILITATOR) if wanted else ()
    return {act.question_id: Notice(act.get_reason_display(), act.note) for act in acts}  # the latest stays


def thread_goes_on(me: Participant, turns: Sequence[Turn]) -> bool:
    """Others have carried the thread further than the reader may follow yet."""
    last = turns[-1].id
    return Question.objects.filter(SEEN, parent_id=last).exclude(_is_part(me)).exists()


# After the close: everything


def all_pairs(
    relay: Relay, *, search: str | None = "", group: int | None = None, asked_by: int | None = None
) -> QuerySet[Question]:
    """Answered questions, thread by thread; `turn` makes them readable. `group`: of the one who answered."""
    found = _questions(relay).filter(status=Status.ANSWERED)
    for word in (search or "").split():
        spellings = {word, word.lower(), word.upper(), word.capitalize()}  # SQLite compares æ, ø, å as they are written
        either = Q()
        for spelling in spellings:
            either |= Q(text__icontains=spelling) | Q(answer__text__icontains=spelling)
        found = found.filter(either)
    if group is not None:
        found = found.filter(recipient__group=group)
    if asked_by is not None:
        found = found.filter(asker__group=asked_by)
    return found.annotate(first=Coalesce("root_id", F("id"))).order_by("first", "depth", "pk")


def lengths(relay: Relay, threads: Iterable[int]) -> dict[int, int]:
    """Thread -> answered questions in it."""
    counted = (
        Question.objects.filter(relay=relay, status=Status.ANSWERED)
        .annotate(first=Coalesce("root_id", F("id")))
        .filter(first__in=set(threads))
        .values_list("first")
        .annotate(n=Count("pk"))
    )
    return dict(counted)


def pair_count(relay: Relay) -> PairCount:
    """Questions put (one sent on to somebody else counts once) and those answered."""
    answered = Count("pk", filter=Q(status=Status.ANSWERED))
    seen = Question.objects.filter(SEEN & ~never_released(), relay=relay, resent_as=None)
    found = seen.aggregate(n=Count("pk"), answered=answered)
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
