"""Double codings: their list, what one can be made of, and one card as its coder sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import coding_rules
from depeche.web.analysis.coding_rules import Do, State
from depeche.web.analysis.models import CodebookVersion, CodingTask, Corpus, DoubleCoding, TextUnit, Theme, Verdict
from depeche.web.analysis.queries.codebook import Book, book_of
from depeche.web.projects.models import Project
from depeche.web.projects.rules import PERMISSIONS

ALL, UNSORTED = "all", "unsorted"


class Coder(NamedTuple):
    """One of the two. `judged` is None where the reader must not see how far they are; `name` "" has left."""

    name: str
    done: bool
    judged: int | None
    me: bool


class Row(NamedTuple):
    """A double coding as somebody may see it."""

    id: int
    title: str
    version: int
    cards: int
    coders: tuple[Coder, Coder]
    state: State
    may: frozenset[Do]
    at: datetime

    @property
    def mine(self) -> Coder | None:
        return next((coder for coder in self.coders if coder.me), None)


class Pile(NamedTuple):
    """Something to draw cards from."""

    code: str
    name: str
    cards: int


@dataclass(frozen=True, slots=True)
class Desk:
    """One card as its coder sees it: the text, the code book, the coder's own marks; nothing else."""

    task: CodingTask
    text: str
    answer: str | None
    chosen: frozenset[int] | None  # None: not judged; empty: none of them
    note: str
    total: int
    judged: int
    missing: int | None  # the first card that is not judged
    book: Book

    @property
    def asked(self) -> bool:
        """Whether it is a question."""
        return self.task.unit.kind == TextUnit.Kind.QUESTION

    @property
    def marks(self) -> frozenset[int]:
        return self.chosen or frozenset()

    @property
    def judged_none(self) -> bool:
        return self.chosen == frozenset()

    @property
    def numbered(self) -> tuple[tuple[str, object], ...]:
        """The themes, the first nine with their key."""
        return tuple((str(at) if at < 10 else "", entry) for at, entry in enumerate(self.book.entries, 1))


def codings(corpus: Corpus, user: User) -> tuple[Row, ...]:
    """Every double coding of a corpus, the newest first: two queries."""
    found = list(_with_people(corpus.double_codings.all()))
    return tuple(row_of(coding, user, counts) for coding, counts in zip(found, _judged(found), strict=True))


def coding_of(corpus: Corpus, coding_id: int) -> DoubleCoding:
    coding = _with_people(corpus.double_codings.filter(pk=coding_id)).first()
    if coding is None:
        raise RuleError("coding_gone")
    return coding


def row(coding: DoubleCoding, user: User) -> Row:
    return row_of(coding, user, _judged([coding])[0])


def row_of(coding: DoubleCoding, user: User, counts: tuple[int, int, int]) -> Row:
    seat = coding_rules.seat_of(coding, user)
    may = frozenset(do for do in Do if coding_rules.allows(coding, user, do))
    people = ((coding.first, coding.first_done_at), (coding.second, coding.second_done_at))
    coders = [
        Coder(
            person.get_full_name() if person else "",
            done is not None,
            counts[number] if Do.PROGRESS in may or seat == number else None,
            seat == number,
        )
        for number, (person, done) in enumerate(people, 1)
    ]
    return Row(
        coding.pk,
        coding.title,
        coding.version.number,
        counts[0],
        (coders[0], coders[1]),
        coding_rules.state_of(coding, user),
        may,
        coding.at,
    )


def _with_people(rows: QuerySet[DoubleCoding]) -> QuerySet[DoubleCoding]:
    return rows.select_related("version", "first", "second", "written", "by")


def _judged(found: Sequence[DoubleCoding]) -> list[tuple[int, int, int]]:
    """Cards of each coding, and how many either coder has judged."""
    tasks = CodingTask.objects.filter(coding__in=found).order_by().values_list("coding")
    counted = tasks.annotate(
        cards=Count("pk", distinct=True),
        first=Count("verdicts", filter=Q(verdicts__seat=Verdict.Seat.FIRST)),
        second=Count("verdicts", filter=Q(verdicts__seat=Verdict.Seat.SECOND)),
    )
    by_coding = {coding: (cards, first, second) for coding, cards, first, second in counted}
    return [by_coding.get(coding.pk, (0, 0, 0)) for coding in found]


def may_code(project: Project) -> QuerySet[User]:
    """Members who may work on the analysis, by name."""
    able = PERMISSIONS["analysis.work"]
    found = User.objects.filter(memberships__project=project, memberships__role__in=able)
    return found.order_by("name", "email", "pk")


def piles(corpus: Corpus) -> tuple[Pile, ...]:
    """All cards, the unsorted ones, and each theme with how many cards are in it. The page names the first two."""
    cards = corpus.units.cards()
    themes = Theme.objects.filter(corpus=corpus, deleted_at=None).annotate(cards=Count("codings"))
    return (
        Pile(ALL, "", cards.count()),
        Pile(UNSORTED, "", cards.filter(codings=None).count()),
        *(Pile(str(theme.pk), theme.name, theme.cards) for theme in themes if theme.cards),
    )


def pool(corpus: Corpus, pile: str, version: CodebookVersion) -> list[int]:
    """The cards to draw from, in reading order. Examples of the code book are left out: their theme is told there."""
    shown = {unit for entry in version.content for unit in entry["examples"]}
    cards = corpus.units.cards()
    if pile == UNSORTED:
        cards = cards.filter(codings=None)
    elif pile != ALL:
        cards = cards.filter(codings__theme=int(pile), codings__theme__corpus=corpus)
    found = cards.order_by("position", "pk").values_list("pk", flat=True)
    return [unit for unit in found if unit not in shown]


def drawn(units: Sequence[int], count: int | None, seed: int) -> list[int]:
    """`count` of them by chance (None: all), in an order by chance: the same seed gives the same."""
    return Random(seed).sample(list(units), len(units) if count is None else min(count, len(units)))


def desk(coding: DoubleCoding, user: User, position: int) -> Desk:
    """A card for its coder: five queries. Reads the verdicts of this coder alone, and no coding of the material."""
    coding_rules.require(coding, user, Do.JUDGE)
    seat = coding_rules.my_seat(coding, user)
    task = coding.tasks.filter(position=position).select_related("unit__answer").first()
    if task is None:
        raise RuleError("card_gone")
    mine = Verdict.objects.filter(task__coding=coding, seat=seat)
    verdict = mine.filter(task=task).first()
    answer: TextUnit | None = getattr(task.unit, "answer", None)
    counted = coding.tasks.order_by().aggregate(
        total=Count("pk", distinct=True), judged=Count("verdicts", filter=Q(verdicts__seat=seat))
    )
    open_tasks = coding.tasks.exclude(pk__in=mine.values("task"))
    return Desk(
        task,
        task.unit.text,
        answer.text if answer else None,
        None if verdict is None else frozenset(verdict.themes),
        verdict.note if verdict else "",
        counted["total"],
        counted["judged"],
        open_tasks.values_list("position", flat=True).first(),
        book_of(coding.corpus, coding.version.content)[0],
    )


def first_open(coding: DoubleCoding, user: User) -> int:
    """Where to take up: the first card this coder has not judged, or the first of all."""
    seat = coding_rules.my_seat(coding, user)
    judged = Verdict.objects.filter(task__coding=coding, seat=seat).values("task")
    return coding.tasks.exclude(pk__in=judged).values_list("position", flat=True).first() or 1


def has_judged(coding: DoubleCoding, user: User, position: int) -> bool:
    seat = coding_rules.my_seat(coding, user)
    return Verdict.objects.filter(task__coding=coding, task__position=position, seat=seat).exists()
