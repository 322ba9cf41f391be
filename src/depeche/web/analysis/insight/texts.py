"""The questions a figure counts, and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from depeche.core.networks import LONGEST_RING, Put, Talk, first_meetings, hops_of, most_asked, ring_hops, threads
from depeche.web.analysis.insight.figures import circle_of
from depeche.web.analysis.insight.material import Material
from depeche.web.analysis.insight.parts import Behind, Section
from depeche.web.analysis.insight.word_texts import ABOUT_WORDS, marked
from depeche.web.analysis.insight.wording import Places
from depeche.web.common.components import Pair
from depeche.web.relay.models import Question


def leads(sections: Iterable[Section], behind: Behind) -> bool:
    """Whether a figure that is shown leads to these texts; no other list is opened."""
    return any(
        entry.behind == behind and entry.shown
        for section in sections
        if not section.empty
        for sheet in section.sheets
        for row in sheet.rows
        for entry in row
    )


def questions(found: Material, behind: Behind, places: Places) -> list[int]:
    """In the order they were put, those whose words may be read; `places` are those of a figure about words."""
    which = WHICH.get(behind.what)
    chosen = set(places) if which is None else {put.id for put in which(found.talk, behind)}
    return [put.id for put in found.talk.puts if put.id in chosen and put.id in found.standing]


def words(keys: Iterable[int], places: Places) -> list[Pair]:
    """The questions of one page with their answers; in the questions, the words they are counted for are marked."""
    rows = Question.objects.filter(pk__in=list(keys)).select_related("answer").order_by("pk")
    return [
        Pair(
            marked(row.text, places.get(row.pk, ())),
            answer=answer.text if (answer := getattr(row, "answer", None)) else "",
            state=_("Not answered"),
        )
        for row in rows
    ]


def heading(talk: Talk, behind: Behind) -> str:
    """What the list holds."""
    a = talk.groups[behind.a] if behind.a < len(talk.groups) else ""
    b = talk.groups[behind.b] if behind.b < len(talk.groups) else ""
    names = {"a": a, "b": b, "n": behind.a}
    return {
        "flow": _("From %(a)s to %(b)s"),
        "asked": _("Asked by %(a)s"),
        "received": _("Put to %(a)s"),
        "answered": _("Answered by %(a)s"),
        "hop": _("Pair %(n)s of its thread"),
        "meet": _("Where threads first meet, in %(a)s"),
        "ring": _("Came back after %(n)s questions") if behind.a else _("Came back to somebody the thread had visited"),
        "mutual": _("Between people who asked each other"),
        "inside": _("Inside the circle of the most asked"),
    }[behind.what] % names


def _flow(talk: Talk, behind: Behind) -> Iterable[Put]:
    ends = (behind.a, behind.b)
    return (put for put in talk.puts if (talk.people[put.asker], talk.people[put.recipient]) == ends)


def _ring(talk: Talk, behind: Behind) -> Iterable[Put]:
    return (put for put, ring in ring_hops(talk) if ring and behind.a in {0, min(ring, LONGEST_RING)})


def _mutual(talk: Talk, behind: Behind) -> Iterable[Put]:  # noqa: ARG001 - as the others
    asked = {(put.asker, put.recipient) for put in talk.puts}
    return (put for put in talk.puts if (put.recipient, put.asker) in asked)


def _inside(talk: Talk, behind: Behind) -> Iterable[Put]:  # noqa: ARG001 - as the others
    members = most_asked(talk, circle_of(talk))
    return (put for put in talk.puts if put.asker in members and put.recipient in members)


def _hop(talk: Talk, behind: Behind) -> Iterable[Put]:
    return (put for thread in threads(talk) for hop, put in hops_of(thread) if hop == behind.a)


def _meet(talk: Talk, behind: Behind) -> Iterable[Put]:
    found = (meeting[1] for meeting in first_meetings(threads(talk)) if meeting)
    return (put for put in found if talk.people[put.recipient] == behind.a)


WHICH: dict[str, Callable[[Talk, Behind], Iterable[Put]]] = {
    "flow": _flow,
    "asked": lambda talk, behind: (put for put in talk.puts if talk.people[put.asker] == behind.a),
    "received": lambda talk, behind: (put for put in talk.puts if talk.people[put.recipient] == behind.a),
    "answered": lambda talk, behind: (
        put for put in talk.puts if put.answered_at and talk.people[put.recipient] == behind.a
    ),
    "hop": _hop,
    "meet": _meet,
    "ring": _ring,
    "mutual": _mutual,
    "inside": _inside,
}
KNOWN = frozenset(WHICH) | ABOUT_WORDS
