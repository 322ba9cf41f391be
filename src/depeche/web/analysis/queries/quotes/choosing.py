"""The candidates of one theme beside what has been chosen from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models.functions import Length

from depeche.core.quotes import Candidate, Text, candidates
from depeche.web.analysis.models import Coding, Corpus, Quote, TextUnit, Theme
from depeche.web.analysis.queries.quotes.voices import Voices, voices
from depeche.web.analysis.queries.suggestions import Loaded, suggester

PAGE = 10
MOST = 90  # candidates of a theme; whoever wants more reads the pile
SLICE = 400  # texts of a theme that are looked at, from the middle outwards


class CandidateRow(NamedTuple):
    id: int
    key: str
    source: str
    group: str  # where it may be told
    text: str
    answer: str | None
    one: Candidate
    themes: tuple[str, ...]
    like: int  # near-duplicates it stands for
    asked: bool  # a question of a relay


@dataclass(frozen=True, slots=True)
class Choosing:
    theme: Theme
    page: Page[Candidate]
    rows: tuple[CandidateRow, ...]
    chosen: tuple[TextUnit, ...]
    several: bool
    ready: bool  # whether it is known what is near the middle


def choosing(corpus: Corpus, theme: Theme, number: int) -> Choosing:
    """As many queries whatever the number of candidates."""
    people = voices(corpus)
    inside = _inside(corpus, theme)
    marked = Quote.objects.filter(unit__codings__theme=theme).order_by("position", "pk").select_related("unit__answer")
    chosen = tuple(quote.unit for quote in marked)
    loaded = suggester(corpus)
    found = _candidates(inside, theme, loaded, chosen)
    page = Paginator(found, PAGE).get_page(number)
    names = dict(Theme.objects.filter(corpus=corpus, deleted_at=None).values_list("pk", "name"))
    return Choosing(
        theme=theme,
        page=page,
        rows=_rows(list(page.object_list), people, names),
        chosen=chosen,
        several=len(people.named) > 1,
        ready=loaded is not None,
    )


def _inside(corpus: Corpus, theme: Theme) -> list[Text]:
    """The cards of the theme without their words; a row is the key of the unit."""
    units = TextUnit.objects.cards().filter(corpus=corpus, codings__theme=theme).order_by("position", "pk")
    others: dict[int, list[str]] = {}
    further = Coding.objects.filter(unit__in=units.values("pk"), theme__deleted_at=None).exclude(theme=theme)
    for unit, other in further.order_by("pk").values_list("unit_id", "theme_id"):
        others.setdefault(unit, []).append(str(other))
    rows = units.annotate(length=Length("text")).values_list("pk", "length", "source_id", "group", "author_key")
    return [
        Text(pk, length, str(source), group, author, tuple(others.get(pk, ())))
        for pk, length, source, group, author in rows
    ]


def _candidates(
    inside: Sequence[Text], theme: Theme, loaded: Loaded | None, chosen: Sequence[TextUnit]
) -> tuple[Candidate, ...]:
    """Rows of the index are put into keys of units, which the page knows."""
    taken = {unit.pk for unit in chosen}
    marked = [text for text in inside if text.row in taken]
    if loaded is None or str(theme.pk) not in {card.id for card in loaded.model.cards}:
        return candidates(inside[:SLICE], [], [], chosen=marked, most=MOST)
    middle = [loaded.rows[row] for row in loaded.model.representative(str(theme.pk), most=SLICE)]
    edge = [loaded.rows[row] for row in loaded.model.contrasting(str(theme.pk), most=SLICE // 2)]
    known = {text.row: text for text in inside}
    wanted = [known[pk] for pk in dict.fromkeys((*middle, *edge, *known)) if pk in known][: SLICE * 2]
    here = {text.row for text in wanted}
    groups = loaded.near.groups if loaded.near else ()
    twins = [tuple(loaded.rows[row] for row in group) for group in groups]
    return candidates(
        wanted,
        [pk for pk in middle if pk in here],
        [pk for pk in edge if pk in here],
        duplicates=[group for group in twins if any(pk in here for pk in group)],
        chosen=marked,
        most=MOST,
    )


def _rows(found: Sequence[Candidate], people: Voices, names: Mapping[int, str]) -> tuple[CandidateRow, ...]:
    units = TextUnit.objects.select_related("source", "answer").in_bulk([one.row for one in found])
    return tuple(_row(units[one.row], one, people, names) for one in found if one.row in units)


def _row(unit: TextUnit, one: Candidate, people: Voices, names: Mapping[int, str]) -> CandidateRow:
    answer: TextUnit | None = getattr(unit, "answer", None)
    themes = tuple(names[int(theme)] for theme in one.themes if int(theme) in names)
    return CandidateRow(
        id=unit.pk,
        key=unit.key,
        source=unit.source.title,
        group=people.of(unit),
        text=unit.text,
        answer=answer.text if answer else None,
        one=one,
        themes=themes,
        like=len(one.like),
        asked=unit.kind == TextUnit.Kind.QUESTION,
    )
