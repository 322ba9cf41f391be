"""What the report will show: highlighted phrases, chosen pairs, and what is left out of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from django.db.models import OuterRef, Subquery

from depeche.core.corpus import Span
from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import spans
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.actions._lock import question_of, working
from depeche.web.analysis.actions.consent import take_back_stale
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, TextUnit

Side = Literal["question", "answer"]


def highlight(
    *,
    actor: User,
    corpus: Corpus,
    unit_id: int,
    side: Side,
    span: Span,
    now: datetime,
    on: bool = True,
    phrase: str | None = None,
) -> None:
    """Highlight a range of a question or its answer, or take the highlight from it (`on` false).

    Ranges that overlap become one. `phrase` is what the person saw selected: where the text says otherwise nothing is
    written.
    """
    with working(actor, corpus.pk) as step:
        question = question_of(step.corpus, unit_id)
        unit = _side(question, side)
        chosen = _checked(unit.text, span, phrase)
        rows = list(unit.highlights.all())
        now_marked = [Span(row.start, row.end) for row in rows]
        wanted = spans.merged([*now_marked, chosen]) if on else spans.without(now_marked, chosen)
        wanted = tuple(kept for kept in (spans.trimmed(unit.text, part) for part in wanted) if kept.start < kept.end)
        step.delete(row for row in rows if Span(row.start, row.end) not in wanted)
        step.create(
            Highlight(unit=unit, start=part.start, end=part.end, by=actor, at=now)
            for part in wanted
            if part not in now_marked
        )
        step.save("highlighted" if on else "highlight_removed", actor=actor, now=now, key=question.key)


def choose_quote(*, actor: User, corpus: Corpus, unit_id: int, chosen: bool, now: datetime) -> None:
    """Mark a pair for the report, after those marked before; or take it out, with what its authors have not
    replied to yet. Doing it twice is doing it once.
    """
    with working(actor, corpus.pk) as step:
        question = question_of(step.corpus, unit_id)
        if chosen:
            _quote(step, question, actor, now)
        else:
            step.delete(Quote.objects.filter(unit=question))
        step.save("quote_chosen" if chosen else "quote_removed", actor=actor, now=now, key=question.key)
        if not chosen:
            take_back_stale(step, actor=actor, now=now)


def place_quote(*, actor: User, corpus: Corpus, unit_id: int, after: bool, now: datetime) -> None:
    """Let a quote change places with its neighbour among the quotes of its source and first theme."""
    with working(actor, corpus.pk) as step:
        question = question_of(step.corpus, unit_id)
        group = _beside(question)
        places = [quote.unit_id for quote in group]
        if question.pk not in places:
            raise RuleError("not_chosen")
        here = places.index(question.pk)
        there = here + (1 if after else -1)
        if not 0 <= there < len(group):
            return
        mine, other = group[here].position, group[there].position
        step.update(group[here], position=other)
        step.update(group[there], position=mine)
        step.save("quote_placed", actor=actor, now=now, key=question.key)


def leave_out(
    *,
    actor: User,
    corpus: Corpus,
    unit_id: int,
    side: Side,
    span: Span,
    now: datetime,
    out: bool = True,
    phrase: str | None = None,
) -> None:
    """Leave a range out of the report, shown there as [...]; or bring it back (`out` false).

    Leaving something out of a pair that is not yet marked for the report marks it.
    """
    with working(actor, corpus.pk) as step:
        question = question_of(step.corpus, unit_id)
        text = _side(question, side).text
        chosen = _checked(text, span, phrase)
        quote = _quote(step, question, actor, now)
        kept = _kept(quote, side) or (Span(0, len(text)),)
        new = spans.without(kept, chosen) if out else _joined([*kept, chosen])
        new = tuple(part for part in new if text[part.start : part.end].strip())
        if not new:
            raise RuleError("nothing_left")
        whole = new == (Span(0, len(text)),)
        values = [] if whole else [[part.start, part.end] for part in new]
        step.update(quote, **{f"kept_{side}": values})
        step.save("left_out" if out else "brought_back", actor=actor, now=now, key=question.key)


def _beside(question: TextUnit) -> list[Quote]:
    """The quotes that the report prints in the same place: of the same source and first theme, in their order."""
    coding = Coding.objects.filter(unit=OuterRef("unit"), theme__deleted_at=None).order_by("pk")
    quotes = Quote.objects.filter(unit__source=question.source_id).annotate(theme=Subquery(coding.values("theme")[:1]))
    found = list(quotes.order_by("position", "pk"))
    mine = next((vars(quote)["theme"] for quote in found if quote.unit_id == question.pk), None)
    return [quote for quote in found if vars(quote)["theme"] == mine]


def _quote(step: Step, question: TextUnit, actor: User, now: datetime) -> Quote:
    """The mark of a pair; made, as the last of all, where there is none."""
    quote = Quote.objects.filter(unit=question).first()
    if quote is not None:
        return quote
    last = Quote.objects.filter(unit__corpus=step.corpus).order_by("-position").first()
    new = Quote(unit=question, position=last.position + 1 if last else 1, by=actor, at=now)
    return step.create([new])[0]


def _kept(quote: Quote, side: Side) -> tuple[Span, ...]:
    rows = quote.kept_question if side == "question" else quote.kept_answer
    return tuple(Span(start, end) for start, end in rows)


def _joined(parts: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping and touching ranges made one."""
    found: list[Span] = []
    for part in sorted(parts, key=lambda part: part.start):
        if found and part.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return tuple(found)


def _side(question: TextUnit, side: Side) -> TextUnit:
    if side == "question":
        return question
    answer: TextUnit | None = getattr(question, "answer", None)
    if answer is None:
        raise RuleError("no_answer")
    return answer


def _checked(text: str, span: Span, phrase: str | None) -> Span:
    """The range without white space at its ends, if it is inside the text and says what the person saw."""
    if not 0 <= span.start < span.end <= len(text):
        raise RuleError("outside_text")
    if phrase is not None and not spans.same_words(text[span.start : span.end], phrase):
        raise RuleError("phrase_moved")
    inside = spans.trimmed(text, span)
    if inside.start == inside.end:
        raise RuleError("outside_text")
    return inside
