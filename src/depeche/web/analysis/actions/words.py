"""Words by hand: left out of the lists, counted as another, brought back. Remembered, and undone like all else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.models import Corpus, WordChoice


def leave_out_words(*, actor: User, corpus: Corpus, lemmas: Sequence[str], now: datetime) -> int:
    """Words that say nothing here are in no list, picture or test any more. How many they were."""
    return _choose(actor, corpus, lemmas, "", now)


def count_as_one(*, actor: User, corpus: Corpus, lemmas: Sequence[str], now: datetime) -> int:
    """Words that mean the same here are counted as the first of them. How many they were."""
    if len(dict.fromkeys(lemmas)) < 2:
        raise RuleError("one_word")
    return _choose(actor, corpus, lemmas[1:], lemmas[0], now) + 1


def bring_back_word(*, actor: User, corpus: Corpus, choice_id: int, now: datetime) -> None:
    """A word counts as itself again."""
    with working(actor, corpus.pk) as step:
        choice = WordChoice.objects.filter(corpus=step.corpus, pk=choice_id).first()
        if choice is None:
            raise RuleError("word_gone")
        step.delete([choice])
        step.save("word_brought_back", actor=actor, now=now, count=1)


def _choose(actor: User, corpus: Corpus, lemmas: Sequence[str], into: str, now: datetime) -> int:
    wanted = list(dict.fromkeys(lemma for lemma in lemmas if lemma != into))
    if not wanted:
        raise RuleError("no_words")
    if len(wanted) > rules.MAX_WORDS:
        raise RuleError("too_many_words", most=rules.MAX_WORDS)
    if any(len(lemma) > rules.MAX_LEMMA for lemma in [*wanted, into]):
        raise RuleError("word_long", most=rules.MAX_LEMMA)
    with working(actor, corpus.pk) as step:
        _write(step, wanted, into, actor, now)
        kind = "words_joined" if into else "words_left_out"
        step.save(kind, actor=actor, now=now, count=len(wanted) + bool(into))
    return len(wanted)


def _write(step: Step, lemmas: Sequence[str], into: str, actor: User, now: datetime) -> None:
    """What others are counted as is a word of its own: a choice about it goes."""
    there = {choice.lemma: choice for choice in WordChoice.objects.filter(corpus=step.corpus)}
    if into in there:
        step.delete([there[into]])
    step.create(
        WordChoice(corpus=step.corpus, lemma=lemma, into=into, by=actor, at=now)
        for lemma in lemmas
        if lemma not in there
    )
    for lemma in lemmas:
        if lemma in there:
            step.update(there[lemma], into=into)
