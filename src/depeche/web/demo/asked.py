"""A small relay whose people were promised to be asked before they are quoted: pairs are chosen, and nobody is asked
yet, so that whoever tries the demo can ask, and reply from the mailbox.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from depeche.core.relay.behaviour import Behaviour
from depeche.core.relay.rules import Anonymity, Quoting, Rules
from depeche.web.analysis.actions import Card, choose_quote, create_theme, move_cards, start_from_relays
from depeche.web.analysis.models import Corpus
from depeche.web.demo import content, scripts
from depeche.web.demo.playing import four_days, play_relay, set_up
from depeche.web.projects.actions import create_project
from depeche.web.relay import work
from depeche.web.reports.actions import Front, create

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

TEXTS: Final = "asked.txt"
PEOPLE: Final = 16
QUOTES_A_THEME: Final = 3
RULES: Final = Rules(quoting=Quoting.ASK, anonymity=Anonymity.GROUP)
LIVELY: Final = Behaviour(uses_right=0.9)
SEED: Final = 2027
BEFORE: Final = timedelta(days=30)  # so that the project stands below the one that is shown first


def promise_and_play(actor: User, now: datetime) -> int:
    """How many quotes wait for their authors."""
    project = create_project(
        actor=actor,
        name=scripts.ASKED_PROJECT,
        controller=scripts.CONTROLLER,
        language="da",
        now=now - BEFORE,
        invented=True,
    )
    window = four_days(timezone.localtime(now) - timedelta(days=12))
    before, people = window.invite - timedelta(days=1), content.people()[:PEOPLE]
    relay = set_up(
        actor=actor, project=project, script=scripts.ASKED, people=people, window=window, now=before, rules=RULES
    )
    play_relay(relay, window, content.pairs(TEXTS), LIVELY, Random(SEED), now)
    work.tick(now)
    relay.refresh_from_db()
    corpus = start_from_relays(actor=actor, project=project, relays=[relay], title=relay.topic, now=now - BEFORE)
    front = Front(scripts.ASKED.topic, scripts.ASKED_SUBTITLE, scripts.CONTROLLER, days_first=7)
    create(actor=actor, project=project, corpus=corpus, front=front, now=now - BEFORE)
    return _choose(actor, corpus, now)


def _choose(actor: User, corpus: Corpus, now: datetime) -> int:
    themes = {pair.question.text: pair.theme for pair in content.pairs(TEXTS)}
    cards = list(corpus.units.cards().select_related("answer").order_by("position"))
    chosen = 0
    for theme in content.themes(TEXTS):
        made = create_theme(actor=actor, corpus=corpus, name=theme.name, now=now, cue_words=theme.cue_words)
        mine = [card for card in cards if themes[card.text] == theme.name]
        move_cards(actor=actor, corpus=corpus, cards=[Card(card.pk, None) for card in mine], to_id=made.pk, now=now)
        for card in [card for card in mine if hasattr(card, "answer")][:QUOTES_A_THEME]:
            choose_quote(actor=actor, corpus=corpus, unit_id=card.pk, chosen=True, now=now)
            chosen += 1
    return chosen
