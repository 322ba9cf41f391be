"""The words of a page as pictures, each with what it shows in words; the table beside says all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depeche.render.style import NARROW, WIDE
from depeche.render.word_charts import MOST, Pair, Weighed, cloud_svg, dots_svg
from depeche.web.analysis.insight.parts import Drawn
from depeche.web.analysis.queries.suggestions.shelf import Shelf
from depeche.web.analysis.queries.words.counted import Words
from depeche.web.analysis.queries.words.lines import APART, ordered
from depeche.web.common.spoken import spoken_number

DOTS = 20
PER = 1_000  # running words
PICTURES = 400  # kept in a process

_clouds: Shelf[tuple[str, str]] = Shelf(PICTURES)
SHELVES = (_clouds,)


def cloud(found: Words) -> Drawn | None:
    """The most used words of the first side."""
    words = [
        Weighed(told.row.lemma, told.row.counts[0].tokens)
        for told in found.told
        if told.shown[0] and told.row.counts[0].tokens
    ]
    words = sorted(words, key=lambda one: -one.times)[:MOST]
    if not words:
        return None
    key = tuple(words)
    made = _clouds.get(  # by a number: a name may be logged, and participants' words may not
        hash(key), key, lambda: lambda: (cloud_svg(words, WIDE), cloud_svg(words, NARROW)), size=1, patient=True
    )
    assert made is not None  # noqa: S101 - who is patient gets it
    side = found.titles[0]
    return Drawn(
        _("The most used words: %(side)s") % {"side": side},
        _("The larger, the more often used. Colour and place mean nothing."),
        "; ".join(f"{one.word} {spoken_number(one.times)}" for one in words),
        *made.value,
    )


def dots(found: Words) -> Drawn | None:
    """The words that set the two sides most apart, in uses per thousand running words."""
    if len(found.titles) != 2 or not all(table.size for table in found.tables):
        return None
    first, second = (table.size for table in found.tables)
    pairs = [
        Pair(
            told.row.lemma,
            PER * told.row.counts[0].tokens / first if told.shown[0] else None,
            PER * told.row.counts[1].tokens / second if told.shown[1] else None,
        )
        for told in ordered(found, APART)[:DOTS]
        if any(told.shown)
    ]
    if not pairs:
        return None
    titles = (found.titles[0], found.titles[1])
    unit = _("times used per 1,000 words")
    return Drawn(
        _("The words that set them most apart"),
        _("%(first)s (disc) and %(second)s (square), sorted by G²") % {"first": titles[0], "second": titles[1]},
        "; ".join(f"{pair.word} {_said(pair.first)}, {_said(pair.second)}" for pair in pairs),
        dots_svg(pairs, titles, WIDE, unit),
        dots_svg(pairs, titles, NARROW, unit),
    )


def _said(value: float | None) -> str:
    return _("too few") if value is None else spoken_number(value, 1)
