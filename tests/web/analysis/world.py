"""A project with material for tests. The texts are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from depeche.core import corpus as core
from depeche.core.corpus import Span
from depeche.web.accounts.models import User
from depeche.web.analysis import actions
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, TextUnit, Theme
from depeche.web.projects.models import Membership, Project, Role

NOW = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CRLF = "Først én linje.\r\nSå 👩‍🚒 og ærø\r\n\r\nTil sidst."


def value(pairs: int = 6, *, themes: bool = False) -> core.Corpus:
    """Two relays of invented questions; every third has no answer, the second one has CRLF and an emoji."""
    return core.Corpus(
        title="Ledelse på tværs",
        topic="Ledelse",
        origin="Opdigtet til prøverne",
        sources=(core.Source("top", "Topledere", 30, groups=(("Stat", 12),)), core.Source("inst", "Institutioner", 40)),
        pairs=tuple(
            core.Pair(
                id=str(number),
                question=CRLF if number == 2 else f"Hvordan skaber sektoren tillid nummer {number}?",
                answer=None if number % 3 == 0 else f"Ved at lytte først, svar {number}.",
                source="top" if number <= pairs // 2 else "inst",
                theme="tillid" if themes and number % 2 else "",
                asker_group="Stat",
                asker=f"p{number % 4}",
                answerer=f"p{number % 5}",
                chosen=False,
            )
            for number in range(1, pairs + 1)
        ),
    )


@dataclass
class World:
    owner: User
    project: Project
    corpus: Corpus
    now: datetime = NOW

    def member(self, role: Role) -> User:
        user = User.objects.create_user(f"{uuid4().hex[:8]}@{role}.test", f"Anna {role}")
        Membership.objects.create(project=self.project, user=user, role=role, since=NOW)
        return user

    def unit(self, key: int) -> TextUnit:
        return TextUnit.objects.get(corpus=self.corpus, kind=TextUnit.Kind.QUESTION, key=str(key))

    def theme(self, name: str, *cue_words: str) -> Theme:
        return actions.create_theme(actor=self.owner, corpus=self.corpus, name=name, cue_words=cue_words, now=self.now)

    def move(self, theme: Theme | None, *keys: int) -> actions.Moved:
        """Move cards from wherever they are now."""
        cards = [actions.Card(unit.pk, self.theme_of(key)) for key in keys for unit in [self.unit(key)]]
        to_id = theme.pk if theme else None
        return actions.move_cards(actor=self.owner, corpus=self.corpus, cards=cards, to_id=to_id, now=self.now)

    def add(self, theme: Theme, *keys: int) -> actions.Moved:
        """Put cards into a theme too, from wherever they are now."""
        cards = [actions.Card(unit.pk, self.theme_of(key)) for key in keys for unit in [self.unit(key)]]
        return actions.add_cards(actor=self.owner, corpus=self.corpus, cards=cards, to_id=theme.pk, now=self.now)

    def themes_of(self, key: int) -> list[str]:
        """Names, in the order the card was put in them."""
        codings = Coding.objects.filter(unit=self.unit(key), theme__deleted_at=None).order_by("pk")
        return list(codings.values_list("theme__name", flat=True))

    def theme_of(self, key: int) -> int | None:
        return Coding.objects.filter(unit=self.unit(key)).values_list("theme_id", flat=True).first()

    def mark(self, key: int, start: int, end: int, *, side: actions.Side = "question", on: bool = True) -> None:
        actions.highlight(
            actor=self.owner,
            corpus=self.corpus,
            unit_id=self.unit(key).pk,
            side=side,
            span=Span(start, end),
            on=on,
            now=self.now,
        )

    def marks(self, key: int) -> list[str]:
        unit = self.unit(key)
        return [unit.text[row.start : row.end] for row in unit.highlights.all()]

    def state(self) -> object:
        """All that work changes, as plain values: two equal ones are the same state."""
        return (
            sorted(
                Theme.objects.filter(corpus=self.corpus).values_list(
                    "pk",
                    "name",
                    "definition",
                    "include",
                    "exclude",
                    "parent",
                    "cue_words",
                    "position",
                    "deleted_at",
                ),
                key=repr,
            ),
            sorted(
                Coding.objects.filter(unit__corpus=self.corpus).values_list(
                    "pk", "theme", "unit", "by", "at", "example"
                )
            ),
            sorted(Highlight.objects.filter(unit__corpus=self.corpus).values_list("pk", "unit", "start", "end", "by")),
            sorted(
                Quote.objects.filter(unit__corpus=self.corpus).values_list(
                    "pk", "unit", "kept_question", "kept_answer", "position"
                ),
                key=repr,
            ),
        )


def make(corpus_value: core.Corpus | None = None) -> World:
    owner = User.objects.create_user(f"{uuid4().hex[:8]}@owner.test", "Karen Krogh")
    project = Project.objects.create(name="Ledelse", created_at=NOW)
    Membership.objects.create(project=project, user=owner, role=Role.OWNER, since=NOW)
    corpus = actions.import_corpus(actor=owner, project=project, corpus_value=corpus_value or value(), now=NOW)
    return World(owner, project, corpus)
