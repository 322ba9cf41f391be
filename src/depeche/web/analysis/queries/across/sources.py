"""Themes in each source, and what has changed from an earlier source to a later one."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.across import Change, Difference, Share, Standing, changes, shares
from depeche.core.stats import Interval
from depeche.render.across_charts import Span, SpanRow, spans_by_theme
from depeche.web.analysis.insight.parts import (
    NONE,
    Behind,
    Drawn,
    Entry,
    Section,
    Sheet,
    count,
    drawn,
    share,
    text,
)
from depeche.web.analysis.queries.across.material import Material, Place
from depeche.web.common.spoken import spoken_day, spoken_number, spoken_share

DRAWN = 15  # themes in a chart; the table has all
ORDER = (Standing.NEW, Standing.VANISHED, Standing.PERSISTENT, Standing.UNSEEN, Standing.UNSORTED, Standing.ABSENT)


def shares_of(found: Material, place: Place) -> tuple[Share, ...]:
    """The themes of the material in one source, in the order of the material."""
    counts = dict.fromkeys((theme.id for theme in found.themes), 0)
    for card in place.cards:
        for key in card.themes:
            counts[key] += 1
    return shares(list(counts.values()), place.sorted)


def in_sources(found: Material) -> Section:
    """How central each theme is in each source."""
    by_place = [shares_of(found, place) for place in found.places]
    order = sorted(range(len(found.themes)), key=lambda at: -sum(shares[at].cards for shares in by_place))
    head = [_("Theme")]
    for place in found.places:
        head += [
            _("%(source)s: cards") % {"source": place.title},
            _("share"),
            _("between"),
            _("rank"),
        ]
    rows = []
    for at in order:
        row = [text(found.themes[at].name)]
        for place, own in zip(found.places, by_place, strict=True):
            row += _cells(own[at], Behind(f"in-{place.id}", found.themes[at].id))
        rows.append(tuple(row))
    rows.append(_sorted_row(found))
    title = _("How central each theme is in each source")
    return Section(
        key="sources",
        title=_("Themes in the sources"),
        finding=_first(found, by_place),
        formula=_(
            "Share = cards in the theme ÷ sorted cards of the source. A card may be in several themes, so the shares "
            "can add up to more than 100 %%. Cards that are not sorted yet are left out: they say nothing for or "
            "against a theme. The interval is Wilson's, 95 %%: shares whose intervals overlap much cannot be told "
            "apart by so few cards. Rank 1 is the theme with most cards."
        )
        % {},
        chart=_drawn(found, by_place, order, title) if any(place.sorted for place in found.places) else None,
        sheets=(Sheet("themes-in-sources", title, tuple(head), tuple(rows)),) if found.themes else (),
        note=_("Counted are cards, not people. The material is not a representative survey."),
        empty="" if found.themes else _("There are no themes yet. They are made on the workbench."),
    )


def _cells(own: Share, behind: Behind) -> list[Entry]:
    if not own.of:
        return [NONE] * 4
    rank = text("–") if own.rank is None else count(own.rank)
    return [count(own.cards, behind), share(own.value), text(between(own.interval)), rank]


def _sorted_row(found: Material) -> tuple[Entry, ...]:
    row = [text(_("Sorted, of all cards"))]
    for place in found.places:
        whole = {"sorted": spoken_number(place.sorted), "all": spoken_number(len(place.cards))}
        part = place.sorted / len(place.cards) if place.cards else None
        row += [text(_("%(sorted)s of %(all)s") % whole), NONE if part is None else share(part), text(""), text("")]
    return tuple(row)


def between(interval: Interval) -> str:
    """14–30 %"""
    low, high = (spoken_number(100 * bound, 0) for bound in interval)
    return _("%(low)s–%(high)s%%") % {"low": low, "high": high}


def _first(found: Material, by_place: list[tuple[Share, ...]]) -> str:
    """The largest theme of each source, by name."""
    told = []
    for place, own in zip(found.places, by_place, strict=True):
        names = [theme.name for theme, one in zip(found.themes, own, strict=True) if one.rank == 1]
        if len(names) == 1:
            told.append(_("%(theme)s in %(source)s") % {"theme": names[0], "source": place.title})
    return _("Most cards: %(list)s.") % {"list": ", ".join(told)} if told else ""


def _drawn(found: Material, by_place: list[tuple[Share, ...]], order: list[int], title: str) -> Drawn:
    """At most three sources: the first, the last, and the one before it."""
    chosen = [at for at, place in enumerate(found.places) if place.sorted]
    chosen = chosen if len(chosen) <= 3 else [chosen[0], *chosen[-2:]]
    kinds = [found.places[at].title for at in chosen]
    rows = [
        SpanRow(
            found.themes[theme].name,
            tuple(Span(own.value or 0, *own.interval) if (own := by_place[at][theme]).of else None for at in chosen),
        )
        for theme in order[:DRAWN]
    ]
    most = max((span.high for row in rows for span in row.spans if span), default=0.5)
    levels = [(level, spoken_share(level)) for level in _levels(most)]
    told = (
        f"{row.name}: "
        + ", ".join(f"{kind} {spoken_share(span.value)}" for kind, span in zip(kinds, row.spans, strict=True) if span)
        for row in rows
    )
    subtitle = " · ".join(
        _("%(source)s, n = %(count)s")
        % {"source": found.places[at].title, "count": spoken_number(found.places[at].sorted)}
        for at in chosen
    )
    return drawn(title, subtitle, told, lambda size: spans_by_theme(kinds, rows, levels, size))


def _levels(most: float) -> tuple[float, ...]:
    return next(
        (levels for levels in ((0.0, 0.1, 0.2), (0.0, 0.2, 0.4), (0.0, 0.3, 0.6)) if levels[-1] >= most),
        (0.0, 0.5, 1.0),
    )


def standing_said(standing: Standing) -> str:
    return {
        Standing.NEW: _("new"),
        Standing.PERSISTENT: _("in both"),
        Standing.VANISHED: _("not found any more"),
        Standing.ABSENT: _("in neither"),
        Standing.UNSEEN: _("not looked for in the earlier one"),
        Standing.UNSORTED: _("not sorted in both"),
    }[standing]


def changed(found: Material, earlier: Place, later: Place) -> Section:
    """New, persistent and vanished themes between two sources."""
    unseen = found.unseen(earlier)
    places = {at for at, theme in enumerate(found.themes) if theme.id in unseen}
    change = changes(shares_of(found, earlier), shares_of(found, later), places)
    order = sorted(
        range(len(found.themes)),
        key=lambda at: (ORDER.index(change.themes[at].standing), -abs(change.themes[at].value or 0)),
    )
    rows = tuple(
        _change_row(found.themes[at].name, change.themes[at], earlier, later, found.themes[at].id) for at in order
    )
    names = {"earlier": earlier.title, "later": later.title}
    title = _("From “%(earlier)s” to “%(later)s”") % names
    return Section(
        key="changes",
        title=_("New, persistent, vanished"),
        finding=_said(change),
        formula=_(
            "Difference = share of the sorted cards in “%(later)s” less that in “%(earlier)s”, in percentage points; "
            "the interval is Newcombe's hybrid score interval, 95 %%. Each theme is tested by Fisher's exact test. "
            "%(tests)s tests were made, so some differences come by chance: “holds” is said where p, corrected by Holm "
            "over all of them, is below 0.05; everything else may be chance."
        )
        % (names | {"tests": spoken_number(change.tests)}),
        sheets=(
            Sheet(
                "changes",
                title,
                (
                    _("Theme"),
                    _("Standing"),
                    earlier.title,
                    later.title,
                    _("Difference, points"),
                    _("between"),
                    _("p (Holm)"),
                    _("Says"),
                ),
                rows,
            ),
        ),
        note=_unseen_note(found, earlier, unseen),
        empty="" if found.themes else _("There are no themes yet. They are made on the workbench."),
    )


def _change_row(name: str, one: Difference, earlier: Place, later: Place, key: int) -> tuple[Entry, ...]:
    tested = one.p_holm is not None
    return (
        text(name),
        text(standing_said(one.standing)),
        Entry(_of(one.earlier), "text", Behind(f"in-{earlier.id}", key) if one.earlier.cards else None),
        Entry(_of(one.later), "text", Behind(f"in-{later.id}", key) if one.later.cards else None),
        text(points(one.value) if tested and one.value is not None else "–"),
        text(f"{points(one.interval.low)} … {points(one.interval.high)}" if tested else "–"),
        text(p_said(one.p_holm) if one.p_holm is not None else "–"),
        text(_verdict(one)),
    )


def p_said(p: float) -> str:
    """0.034 as 0,034; what is smaller than it can say as "< 0,001"."""
    return f"< {spoken_number(0.001, 3)}" if p < 0.001 else spoken_number(p, 3)


def _verdict(one: Difference) -> str:
    if one.p_holm is None:
        return _("nothing can be said") if one.standing is not Standing.ABSENT else ""
    return _("holds after correction") if one.beyond_chance else _("may be due to chance")


def _of(own: Share) -> str:
    return _("%(part)s of %(whole)s") % {"part": spoken_number(own.cards), "whole": spoken_number(own.of)}


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    rounded = round(100 * value)
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}{spoken_number(abs(rounded), 0)}"


def _said(change: Change) -> str:
    told = {standing: sum(theme.standing is standing for theme in change.themes) for standing in Standing}
    if not change.tests:
        return _("Nothing can be compared before cards of both sources have been sorted.")
    counts = _("New: %(new)s. In both: %(both)s. Not found any more: %(gone)s.") % {
        "new": spoken_number(told[Standing.NEW]),
        "both": spoken_number(told[Standing.PERSISTENT]),
        "gone": spoken_number(told[Standing.VANISHED]),
    }
    holds = sum(theme.beyond_chance for theme in change.themes)
    if not holds:
        return counts + " " + _("None of the differences holds after correction: they may be chance.")
    return (
        counts
        + " "
        + ngettext(
            "%(count)s difference holds after correction; the others may be chance.",
            "%(count)s differences hold after correction; the others may be chance.",
            holds,
        )
        % {"count": spoken_number(holds)}
    )


def _unseen_note(found: Material, earlier: Place, unseen: frozenset[int]) -> str:
    """Themes made after the earlier source was sorted: their absence there is no evidence."""
    made = [theme for theme in found.themes if theme.id in unseen]
    if not made or earlier.coded_at is None:
        return ""
    return ngettext(
        "“%(themes)s” was made after “%(source)s” was last sorted (%(day)s). That none of its %(cards)s cards are in "
        "it says nothing: they have not been read with it. Its own page lists those the model of today would put "
        "there.",
        "%(themes)s were made after “%(source)s” was last sorted (%(day)s). That none of its %(cards)s cards are in "
        "them says nothing: they have not been read with them. Their own pages list those the model of today would "
        "put there.",
        len(made),
    ) % {
        "themes": made[0].name if len(made) == 1 else ", ".join(f"“{theme.name}”" for theme in made),
        "source": earlier.title,
        "day": spoken_day(earlier.coded_at),
        "cards": spoken_number(len(earlier.cards)),
    }
