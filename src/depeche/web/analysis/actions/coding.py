"""Double coding: start one, judge blind, say that one is done, settle what differs, write the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import coding_rules
from depeche.web.analysis.actions._fixed import remember
from depeche.web.analysis.actions._journal import Step, note
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.actions.codebook import freeze_codebook
from depeche.web.analysis.coding_rules import Do
from depeche.web.analysis.models import CodebookVersion, Coding, CodingTask, Corpus, DoubleCoding, Verdict
from depeche.web.analysis.queries.agreed import Writing, judged, writing
from depeche.web.analysis.queries.codebook import content_of
from depeche.web.analysis.queries.coding import drawn, may_code, pool
from depeche.web.analysis.queries.machine import suggested
from depeche.web.projects import rules
from depeche.web.projects.models import Role


class Plan(NamedTuple):
    """What a double coding is made of. `version` None: freeze the book as it is; `most` None: all cards of the pile."""

    title: str
    version: int | None
    pile: str
    most: int | None
    seed: int
    first: int
    second: int


def start_coding(*, actor: User, corpus: Corpus, plan: Plan, now: datetime) -> DoubleCoding:
    """Draw the cards, let the machine say its part, and open the desks of the two coders."""
    rules.require(actor, corpus.project, "analysis.work")
    title = _checked(corpus, plan)
    version = _version(actor, corpus, plan.version, now)
    units = drawn(pool(corpus, plan.pile, version), plan.most, plan.seed)
    if not units:
        raise RuleError("no_cards_to_draw")
    if len(units) > coding_rules.MOST_CARDS:
        raise RuleError("cards_number", most=coding_rules.MOST_CARDS)
    machine = suggested(corpus, version, units)  # before the lock: reading large material takes a while
    with working(actor, corpus.pk) as step:
        coding = DoubleCoding.objects.create(
            corpus=step.corpus,
            version=version,
            title=title,
            first_id=plan.first,
            second_id=plan.second,
            pile=plan.pile,
            drawn_from=len(pool(corpus, plan.pile, version)),
            seed=plan.seed,
            machine=machine,
            by=actor,
            at=now,
        )
        CodingTask.objects.bulk_create(
            CodingTask(coding=coding, unit_id=unit, position=at) for at, unit in enumerate(units, 1)
        )
        figures: dict[str, int | str] = {"title": title, "count": len(units), "number": version.number}
        remember(step.corpus, "coding_started", actor=actor, now=now, **figures)
        return coding


def _checked(corpus: Corpus, plan: Plan) -> str:
    """The title as it is kept, or the rule that the plan breaks."""
    title = " ".join(plan.title.split())
    if not title or len(title) > coding_rules.MAX_TITLE:
        raise RuleError("title_missing")
    if plan.first == plan.second:
        raise RuleError("two_coders")
    if may_code(corpus.project).filter(pk__in=[plan.first, plan.second]).count() != len({plan.first, plan.second}):
        raise RuleError("coder_gone")
    if plan.most is not None and not 1 <= plan.most <= coding_rules.MOST_CARDS:
        raise RuleError("cards_number", most=coding_rules.MOST_CARDS)
    return title


def _version(actor: User, corpus: Corpus, number: int | None, now: datetime) -> CodebookVersion:
    """The version of that number; None: the themes as they stand, frozen where the latest version differs from them."""
    found = corpus.codebooks.first() if number is None else corpus.codebooks.filter(number=number).first()
    if number is None and (found is None or found.content != content_of(corpus)):
        return freeze_codebook(actor=actor, corpus=corpus, note="", now=now)
    if found is None:
        raise RuleError("version_gone")
    return found


def judge(
    *, actor: User, coding: DoubleCoding, position: int, themes: Sequence[int], none: bool, comment: str, now: datetime
) -> Verdict:
    """A coder's themes of one card; `none`: none of them fits. Judging again replaces one's own verdict."""
    if bool(themes) == none:
        raise RuleError("none_and_some" if none else "nothing_chosen")
    with _at_work(actor, coding, Do.JUDGE) as (_, held):
        task = held.tasks.filter(position=position).first()
        if task is None:
            raise RuleError("card_gone")
        seat = coding_rules.my_seat(held, actor)
        verdict, _made = Verdict.objects.update_or_create(
            task=task, seat=seat, defaults=_values(held, themes, comment, actor, now)
        )
        note("analysis.coding_judged", actor=actor, corpus=held.corpus, now=now, coding=held.pk, task=task.pk)
        return verdict


def declare_done(*, actor: User, coding: DoubleCoding, now: datetime) -> DoubleCoding:
    """A coder says that all cards are judged. When both have said so, everything is open to both."""
    with _at_work(actor, coding, Do.DECLARE) as (step, held):
        seat = coding_rules.my_seat(held, actor)
        missing = held.tasks.exclude(verdicts__seat=seat).count()
        if missing:
            raise RuleError("not_all_judged", count=missing)
        setattr(held, _done_field(seat), now)
        held.save(update_fields=[_done_field(seat)])
        note("analysis.coding_done", actor=actor, corpus=held.corpus, now=now, coding=held.pk)
        if held.first_done_at and held.second_done_at:
            remember(step.corpus, "coding_finished", actor=actor, now=now, title=held.title)
        return held


def take_back(*, actor: User, coding: DoubleCoding, now: datetime) -> DoubleCoding:
    """Be not done again, as long as the other coder is not."""
    with _at_work(actor, coding, Do.TAKE_BACK) as (_, held):
        field = _done_field(coding_rules.my_seat(held, actor))
        setattr(held, field, None)
        held.save(update_fields=[field])
        note("analysis.coding_taken_back", actor=actor, corpus=held.corpus, now=now, coding=held.pk)
        return held


def settle(
    *, actor: User, coding: DoubleCoding, task_id: int, themes: Sequence[int], comment: str, now: datetime
) -> Verdict:
    """Decide a disagreement. The verdicts of the two coders are not touched."""
    with _at_work(actor, coding, Do.SETTLE) as (_, held):
        said = {
            verdict.seat: set(verdict.themes) for verdict in Verdict.objects.filter(task=task_id, task__coding=held)
        }
        if not said:
            raise RuleError("card_gone")
        if said[Verdict.Seat.FIRST] == said[Verdict.Seat.SECOND]:
            raise RuleError("not_disputed")
        verdict, _made = Verdict.objects.update_or_create(
            task_id=task_id, seat=Verdict.Seat.SETTLED, defaults=_values(held, themes, comment, actor, now)
        )
        if held.written is not None:  # and undone: done again, that step would not be the result any more
            held.written = None
            held.save(update_fields=["written"])
        note("analysis.coding_settled", actor=actor, corpus=held.corpus, now=now, coding=held.pk, task=task_id)
        return verdict


def write_coding(*, actor: User, coding: DoubleCoding, now: datetime) -> Writing:
    """Put what the coders agree about, and what was settled, into the material: one step, which can be undone."""
    with _at_work(actor, coding, Do.WRITE) as (step, held):
        rows = judged(held, actor)
        missing = sum(row.result is None for row in rows)
        if missing:
            raise RuleError("not_settled", count=missing)
        plan = writing(held, rows)
        step.delete(plan.old)
        step.create(Coding(theme_id=theme, unit_id=unit, by=actor, at=now) for unit, theme in plan.new)
        figures: dict[str, int | str] = {"title": held.title, "count": plan.cards}
        change = step.save("coding_written", actor=actor, now=now, **figures)
        if change is None:
            raise RuleError("nothing_to_write")
        held.written = change
        held.save(update_fields=["written"])
        return plan


def drop_coding(*, actor: User, coding: DoubleCoding, now: datetime) -> None:
    """Remove a double coding that is not finished, with all that was judged."""
    with _at_work(actor, coding, Do.DROP) as (step, held):
        role = rules.require(actor, step.corpus.project, "analysis.work").role
        if role != Role.OWNER and held.by_id != actor.pk:
            raise RuleError("not_yours_to_drop")
        remember(step.corpus, "coding_dropped", actor=actor, now=now, title=held.title)
        held.delete()


@contextmanager
def _at_work(actor: User, coding: DoubleCoding, do: Do) -> Iterator[tuple[Step, DoubleCoding]]:
    """The corpus held, the coding as it stands now, and the actor allowed to do this in that state."""
    with working(actor, coding.corpus_id) as step:
        found = step.corpus.double_codings.select_related("version", "written").filter(pk=coding.pk).first()
        if found is None:
            raise RuleError("coding_gone")
        found.corpus = step.corpus
        coding_rules.require(found, actor, do)
        yield step, found


def _values(coding: DoubleCoding, themes: Iterable[int], comment: str, actor: User, now: datetime) -> dict[str, object]:
    chosen, comment = set(themes), " ".join(comment.split())
    known = [int(entry["id"]) for entry in coding.version.content]
    if not chosen <= set(known):
        raise RuleError("theme_unknown")
    if len(comment) > coding_rules.MAX_NOTE:
        raise RuleError("note_long", most=coding_rules.MAX_NOTE)
    return {"themes": [key for key in known if key in chosen], "note": comment, "by": actor, "at": now}


def _done_field(seat: Verdict.Seat) -> str:
    return "first_done_at" if seat == Verdict.Seat.FIRST else "second_done_at"
