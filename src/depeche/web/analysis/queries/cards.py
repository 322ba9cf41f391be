"""What a card in a list shows."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Substr

from depeche.web.analysis.models import Highlight, Quote, TextUnit
from depeche.web.analysis.queries.suggestions.loaded import Loaded
from depeche.web.analysis.queries.themes import InTheme, seen_in

CARD_LENGTH = 240  # code points of a question on a card; all of it stands where it is read


class CardRow(NamedTuple):
    """A card. `seen` is where it is seen to be, which every step says along: see `themes.seen_in`.

    `unanswered`: a question of a relay that nobody answered. `twins`: so many other texts say nearly the same; those
    of one `group` do (0: in none).
    """

    id: int
    key: str
    text: str
    themes: tuple[InTheme, ...]
    seen: str
    unanswered: bool
    chosen: bool
    marked: bool
    current: bool
    twins: int = 0
    group: int = 0


def with_card_fields(units: QuerySet[TextUnit]) -> QuerySet[TextUnit]:
    """What a card shows, asked for with the units themselves."""
    return units.only("pk", "key", "kind", "position", "source_id").annotate(
        begins=Substr("text", 1, CARD_LENGTH + 1),
        answered=Exists(TextUnit.objects.filter(question=OuterRef("pk"))),
        chosen=Exists(Quote.objects.filter(unit=OuterRef("pk"))),
        marked=Exists(
            Highlight.objects.filter(Q(unit=OuterRef("pk")) | Q(unit__question=OuterRef("pk"))).values(one=Value(1))
        ),
    )


def card(
    unit: TextUnit,
    themes: tuple[InTheme, ...],
    *,
    pile: int | None = None,
    current: int | None = None,
    loaded: Loaded | None = None,
) -> CardRow:
    """A row of `with_card_fields` as a card of a pile."""
    row = vars(unit)
    twins = loaded.twins_of(unit.pk) if loaded else ()
    return CardRow(
        unit.pk,
        unit.key,
        shortened(row["begins"]),
        themes,
        seen_in(themes, pile),
        unit.kind == TextUnit.Kind.QUESTION and not row["answered"],
        row["chosen"],
        row["marked"],
        unit.pk == current,
        len(twins),
        min(unit.pk, *twins) if twins else 0,
    )


def shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= CARD_LENGTH:
        return text
    return text[:CARD_LENGTH].rsplit(maxsplit=1)[0] + " …"
