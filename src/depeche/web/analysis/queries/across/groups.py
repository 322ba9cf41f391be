"""Themes by group in one source, as far as it may be shown, and what stands out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from depeche.core.across import (
    STANDS_OUT,
    UNSORTED,
    CodedCard,
    GroupTable,
    Kind,
    Overall,
    group_table,
    overall,
    residuals,
)
from depeche.render.across_charts import Tile, tiles
from depeche.web.analysis.insight.parts import Behind, Drawn, Entry, Section, Sheet, count, drawn, text
from depeche.web.analysis.queries.across.material import Material, Place
from depeche.web.analysis.queries.across.sources import p_said
from depeche.web.common.spoken import spoken_number

FAR = 4.0  # a residual drawn darkest


def table_of(found: Material, place: Place) -> GroupTable | None:
    """Of whole themes alone: beside their table, one of the sub-themes would give hidden figures away."""
    return None if found.apart else group_table(place.cards, [theme.id for theme in found.themes])


def row_name(found: Material, part: Sequence[int]) -> str:
    names = found.names
    if tuple(part) == (UNSORTED,):
        return _("Unsorted")
    if len(part) == 1:
        return names[part[0]]
    return _("%(count)s other themes") % {"count": spoken_number(sum(key != UNSORTED for key in part))} + (
        " " + _("and the unsorted") if UNSORTED in part else ""
    )


def column_name(side: Sequence[str]) -> str:
    if len(side) == 1:
        return side[0] or _("Group not told")
    return _("%(count)s other groups") % {"count": spoken_number(len(side))}


def by_group(found: Material, place: Place) -> Section:
    """Counts with residuals, and one test of the whole where it is carried."""
    title = _("Themes by group in “%(source)s”") % {"source": place.title}
    table = table_of(found, place)
    formula = _(
        "Counted are cards by theme and by the group of whoever wrote them. A figure is shown where at least five "
        "people stand behind it; some others are held back, so that no hidden one can be worked out. Small themes and "
        "small groups are gathered until every sum can be shown. The adjusted residual says how far a count is from "
        "what it would be if theme and group had nothing to do with each other: beyond 2 or −2 it stands out (▲ more, "
        "▼ fewer)."
    )
    if table is None:
        why = why_apart() if found.apart else _why_none(place)
        return Section(key="groups", title=_("Themes by group"), formula=formula, empty=why)
    far = residuals(table)
    tested = overall(table)
    return Section(
        key="groups",
        title=_("Themes by group"),
        finding=_said(tested),
        formula=formula,
        chart=_drawn(found, table, far, title),
        sheets=(_counts(found, place, table, title), _far(found, table, far)),
        note=_note(found, place, table),
    )


def cell_cards(place: Place, table: GroupTable, row: int, column: int) -> list[int]:
    """Keys of the cards behind a cell."""
    keys, side = set(table.rows[row]), set(table.columns[column])
    return [card.id for card in place.cards if card.group in side and keys & set(card.keys)]


def _counts(found: Material, place: Place, table: GroupTable, title: str) -> Sheet:
    what = "" if place.hidden else f"cell-{place.id}"
    rows: list[tuple[Entry, ...]] = [
        (
            text(row_name(found, part)),
            *(
                count(value, Behind(what, at, beside) if what else None)
                for beside, value in enumerate(table.counts[at])
            ),
            count(table.row_totals[at]),
        )
        for at, part in enumerate(table.rows)
    ]
    rows.append((text(_("All cards")), *(count(total) for total in table.column_totals), count(table.total)))
    return Sheet("groups", title, (_("Theme"), *map(column_name, table.columns), _("All")), tuple(rows))


def _far(found: Material, table: GroupTable, far: Sequence[Sequence[float | None]]) -> Sheet:
    rows = tuple(
        (text(row_name(found, part)), *(Entry(value, "mean") for value in far[at]))
        for at, part in enumerate(table.rows)
    )
    return Sheet("residuals", _("Adjusted residuals"), (_("Theme"), *map(column_name, table.columns)), rows)


def _drawn(found: Material, table: GroupTable, far: Sequence[Sequence[float | None]], title: str) -> Drawn:
    rows = [row_name(found, part) for part in table.rows]
    columns = [column_name(side) for side in table.columns]
    cells = [
        [_tile(value, one) for value, one in zip(values, ones, strict=True)]
        for values, ones in zip(table.counts, far, strict=True)
    ]
    told = (
        f"{row}: " + ", ".join(f"{column} {tile.label}" for column, tile in zip(columns, line, strict=True))
        for row, line in zip(rows, cells, strict=True)
    )
    subtitle = _("n = %(count)s cards · darker: further from what chance would give · ▲ more, ▼ fewer") % {
        "count": spoken_number(table.total)
    }
    return drawn(title, subtitle, told, lambda size: tiles(rows, columns, cells, size))


def _tile(value: int | None, far: float | None) -> Tile:
    if value is None or far is None:
        return Tile("·")
    mark = " ▲" if far > STANDS_OUT else " ▼" if far < -STANDS_OUT else ""
    tone = max(-1.0, min(1.0, far / FAR)) if mark else 0.0
    return Tile(f"{spoken_number(value)}{mark}", tone)


def _said(tested: Overall) -> str:
    """The overall test in words."""
    if tested.kind is Kind.HIDDEN:
        return _("Too little can be shown to say whether the groups write about different things.")
    if tested.kind is Kind.SPARSE or tested.p is None:
        return _("The numbers are small: differences between the groups may be chance, and no test is made.")
    p = f"p {p_said(tested.p)}" if tested.p < 0.001 else f"p = {p_said(tested.p)}"
    how = (
        f"χ² = {spoken_number(tested.statistic or 0, 1)}, df = {tested.degrees}, {p}"
        if tested.kind is Kind.TABLE
        else _("%(tests)s tests, the clearest after Holm's correction: %(p)s")
        % {"tests": spoken_number(tested.tests), "p": p}
    )
    if tested.p < 0.05:
        return _("The groups write about different things, more than chance would give (%(how)s).") % {"how": how}
    return _("The differences between the groups may be chance (%(how)s).") % {"how": how}


def _note(found: Material, place: Place, table: GroupTable) -> str:
    told = []
    if table.several:
        told.append(
            _("%(count)s cards are in several themes and count in each, so each theme is tested by itself.")
            % {"count": spoken_number(table.several)}
        )
    if any(len(part) > 1 for part in table.rows):
        names = [found.names[key] for part in table.rows if len(part) > 1 for key in part if key != UNSORTED]
        told.append(_("Gathered because few people wrote of them: %(names)s.") % {"names": ", ".join(names)})
    if any(len(side) > 1 for side in table.columns):
        names = [name or _("Group not told") for side in table.columns if len(side) > 1 for name in side]
        told.append(_("Gathered because they are few: %(names)s.") % {"names": ", ".join(names)})
    if any(not card.person for card in place.cards):
        told.append(_("Where it is not known who wrote a card, it is counted as one person's."))
    if place.hidden:
        told.append(_("The people were promised that nobody is told who asked, so the figures lead to no cards."))
    told.append(
        _("The test is Pearson's χ² under Cochran's rule: no expected count below 1, and four of five at least 5.")
    )
    return " ".join(told)


def why_apart() -> str:
    return _(
        "By group, sub-themes are counted in the theme above them: shown by themselves too, the one table would tell "
        "what the other holds back."
    )


def _why_none(place: Place) -> str:
    groups = {card.group for card in place.cards}
    if len(groups) < 2:
        return _("“%(source)s” does not tell of different groups.") % {"source": place.title}
    return _("So few people wrote in “%(source)s” that nothing can be shown by group.") % {"source": place.title}


def cards_of(place: Place, keys: frozenset[int]) -> list[CodedCard]:
    """The cards of a source in any of the themes."""
    return [card for card in place.cards if keys & set(card.themes)]
