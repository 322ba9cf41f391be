"""Fill an empty database with the demo: a closed relay, sorted and reported on, and an open one in its second day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from depeche.core.relay.behaviour import Behaviour
from depeche.web.accounts.actions import make_organiser
from depeche.web.analysis.actions import (
    Card,
    choose_quote,
    create_theme,
    highlight,
    move_cards,
    start_from_relays,
)
from depeche.web.analysis.actions.quotes import Side
from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.demo import content, scripts
from depeche.web.demo.across import read_across
from depeche.web.demo.asked import promise_and_play
from depeche.web.demo.playing import Script, four_days, play_relay, set_up
from depeche.web.demo.scenes import LAST, play_scenes
from depeche.web.projects.actions import create_project
from depeche.web.projects.models import Project
from depeche.web.relay import access, work
from depeche.web.relay.models import Participant, Question, Relay, Right
from depeche.web.reports.actions import Front, create, publish, save_section
from depeche.web.reports.build import stamp
from depeche.web.reports.models import Report, Version

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

SEED = 2026
QUOTES_A_THEME = 3
EARLIER = timedelta(days=1)  # so that the sorted relay alone stays the newest material
LIVELY = Behaviour(uses_right=0.9)
SLOW = Behaviour(uses_right=0.8, ask_median=5.0, answer_median=4.0)  # leaves something to ask on the second day

Say = Callable[[str], None]


class Door(NamedTuple):
    """A participant of the open relay, and what awaits them behind their personal link."""

    name: str
    link: str
    awaits: str


def is_built() -> bool:
    return Project.objects.filter(invented=True).exists()


@transaction.atomic
def build(say: Say, now: datetime) -> None:
    """All or nothing, so that a demo that was interrupted begins anew. About 20 s."""
    actor, _new = make_organiser(email=scripts.ORGANISER[0], name=scripts.ORGANISER[1], now=now)
    project = create_project(
        actor=actor, name=scripts.PROJECT, controller=scripts.CONTROLLER, language="da", now=now, invented=True
    )
    today = timezone.localtime(now)
    closed = _relay(actor, project, scripts.CLOSED, "closed.txt", LIVELY, today - timedelta(days=12), now, say)
    work.tick(now)
    across = _sort(actor, project, closed, now - EARLIER, say, scripts.ACROSS_TITLE)
    say(f"  beside it a survey with {read_across(actor, across, now - EARLIER)} answers")
    corpus = _sort(actor, project, closed, now, say)
    _report(actor, project, corpus, now, say)
    say(f"  in a project of its own, {promise_and_play(actor, now)} quotes whose authors are to be asked")
    running = _relay(actor, project, scripts.OPEN, "open.txt", SLOW, today - timedelta(days=1), now - LAST, say)
    say(f"  {play_scenes(running, actor, now)} questions that are passed on, removed, held")


def _relay(
    actor: User,
    project: Project,
    script: Script,
    texts: str,
    behaviour: Behaviour,
    first_day: datetime,
    until: datetime,
    say: Say,
) -> Relay:
    window = four_days(first_day)
    before = window.invite - timedelta(days=1)
    relay = set_up(actor=actor, project=project, script=script, people=content.people(), window=window, now=before)
    asked = play_relay(relay, window, content.pairs(texts), behaviour, Random(SEED), until)
    relay.refresh_from_db()
    answered = Question.objects.filter(relay=relay, status=Question.Status.ANSWERED).count()
    say(f"  «{script.topic}» ({relay.phase}): {asked} questions, {answered} answers")
    return relay


def _sort(actor: User, project: Project, relay: Relay, now: datetime, say: Say, title: str = "") -> Corpus:
    """Theme, highlight and choose as the marks in the text file say."""
    title = title or relay.topic
    corpus = start_from_relays(actor=actor, project=project, relays=[relay], title=title, now=now)
    pairs = {pair.question.text: pair for pair in content.pairs("closed.txt")}
    units = list(corpus.units.filter(kind=TextUnit.Kind.QUESTION).select_related("answer"))
    for theme in content.themes("closed.txt"):
        made = create_theme(actor=actor, corpus=corpus, name=theme.name, now=now, cue_words=theme.cue_words)
        mine = [unit for unit in units if pairs[unit.text].theme == theme.name]
        move_cards(actor=actor, corpus=corpus, cards=[Card(unit.pk, None) for unit in mine], to_id=made.pk, now=now)
        answered = [unit for unit in mine if hasattr(unit, "answer")]
        for unit in answered[:QUOTES_A_THEME]:
            choose_quote(actor=actor, corpus=corpus, unit_id=unit.pk, chosen=True, now=now)
    for unit in units:
        pair = pairs[unit.text]
        sides: list[tuple[Side, content.DemoText]] = [("question", pair.question)]
        if hasattr(unit, "answer"):
            sides.append(("answer", pair.answer))
        for side, marked in sides:
            for span in marked.highlights:
                highlight(actor=actor, corpus=corpus, unit_id=unit.pk, side=side, span=span, now=now)
    say(f"  sorted into {corpus.themes.count()} themes")
    return corpus


def _report(actor: User, project: Project, corpus: Corpus, now: datetime, say: Say) -> None:
    front = Front(scripts.REPORT_TITLE, scripts.REPORT_SUBTITLE, scripts.CONTROLLER)
    report = create(actor=actor, project=project, corpus=corpus, front=front, now=now)
    for place, (section, markdown) in enumerate(scripts.REPORT_SLOTS.items()):
        save_section(
            actor=actor, report=report, section=section, place=place, markdown=markdown, base=stamp(""), now=now
        )
    report.refresh_from_db()
    publish(actor=actor, report=report, audience=Version.Audience.PUBLIC, after=0, now=now)
    say("  report published")


def report_address() -> str:
    return f"{settings.BASE_URL}/r/{Report.objects.filter(project__invented=True).earliest('pk').address}/"


def doors() -> list[Door]:
    """Three people: one who has been asked, one who may ask, one who waits; any other where there is none such now."""
    relay = Relay.objects.filter(project__invented=True).latest("pk")
    people = Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE).order_by("pk")
    may_ask = people.filter(rights__status=Right.Status.OPEN)
    has_asked = people.filter(asked__status=Question.Status.WAITING)
    found = (
        ("has been asked a question", people.filter(waiting_count__gt=0).first()),
        ("may ask", may_ask.filter(waiting_count=0).first()),
        ("waits for an answer", has_asked.filter(waiting_count=0).exclude(pk__in=may_ask).first()),
    )
    chosen = [(awaits, person) for awaits, person in found if person is not None]
    others = people.exclude(pk__in=[person.pk for _, person in chosen])[: len(found) - len(chosen)]
    chosen += [("takes part", person) for person in others]
    return [Door(person.name, access.link(person), awaits) for awaits, person in chosen]
