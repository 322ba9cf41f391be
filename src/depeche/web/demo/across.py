"""A second material: the closed relay beside a survey half a year later, for reading across. All of it invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from depeche.core import corpus as core
from depeche.core.text import words_in
from depeche.web.analysis.actions import Card, add_cards, add_file, write_reflection
from depeche.web.analysis.models import Coding, Corpus, TextUnit, Theme
from depeche.web.demo import content, scripts

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

LATER = timedelta(minutes=20)


def read_across(actor: User, corpus: Corpus, now: datetime) -> int:
    """Sort some questions into a second theme, take in the survey, and write beside it. How many answers there were."""
    _second_themes(actor, corpus, now)
    answers = content.survey()
    source = core.Source("opfoelgning", scripts.SURVEY_TITLE, len(answers), material=core.Material.SURVEY)
    pairs = tuple(
        core.Pair(
            id=f"s{number}",
            question=answer.text,
            source=source.id,
            themes=answer.themes,
            asker_group=answer.group,
            asker=f"svar {number}",
            chosen=False,
        )
        for number, answer in enumerate(answers, start=1)
    )
    value = core.Corpus(corpus.title, (source,), pairs, origin=scripts.SURVEY_ORIGIN)
    add_file(actor=actor, corpus=corpus, corpus_value=value, now=now + LATER)
    for place, text in scripts.REFLECTIONS.items():
        write_reflection(actor=actor, corpus=corpus, place=place, text=text, now=now + 2 * LATER)
    return len(answers)


def _second_themes(actor: User, corpus: Corpus, now: datetime) -> None:
    """A question that uses a cue word of another theme is about that too."""
    coded: dict[int, int] = dict(Coding.objects.filter(unit__corpus=corpus).values_list("unit_id", "theme_id"))
    units = TextUnit.objects.filter(corpus=corpus, pk__in=coded).order_by("pk")
    used = {unit.pk: {word.lemma for word in words_in(unit.text)} for unit in units}
    for theme in Theme.objects.filter(corpus=corpus):
        cues = set(theme.cue_words)
        cards = [Card(pk, coded[pk]) for pk, words in used.items() if coded[pk] != theme.pk and cues & words]
        if cards:
            add_cards(actor=actor, corpus=corpus, cards=cards, to_id=theme.pk, now=now)
