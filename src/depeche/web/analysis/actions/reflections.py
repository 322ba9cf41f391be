"""What an analyst writes beside the cross-reading."""

from __future__ import annotations

from datetime import datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._lock import theme_of, working
from depeche.web.analysis.models import Corpus, Reflection
from depeche.web.analysis.queries.across import PLACES, stamp

MAX_REFLECTION = 20_000


def write_reflection(
    *, actor: User, corpus: Corpus, place: str, text: str, now: datetime, seen: str | None = None
) -> Reflection | None:
    """Write, rewrite, or with an empty text take away what stands at a place. None where nothing stands there then.

    `seen` is the `stamp` of the text as the form showed it: if somebody has written since, nothing is changed.
    """
    text = text.replace("\r\n", "\n").strip()
    if len(text) > MAX_REFLECTION:
        raise RuleError("reflection_long", most=MAX_REFLECTION)
    with working(actor, corpus.pk) as step:
        theme = "" if place in PLACES else _theme(step.corpus, place)
        before = Reflection.objects.filter(corpus=step.corpus, place=place).first()
        if seen is not None and seen != stamp(before.text if before else ""):
            raise RuleError("reflection_changed")
        if before is None and not text:
            return None
        if before is not None and not text:
            step.delete([before])
        elif before is None:
            step.create([Reflection(corpus=step.corpus, place=place, text=text, by=actor, at=now)])
        elif before.text != text:
            step.update(before, text=text, by_id=actor.pk, at=now)
        kind = "reflection_written" if text else "reflection_removed"
        step.save(kind, actor=actor, now=now, theme=theme)
    return Reflection.objects.filter(corpus=corpus, place=place).first()


def _theme(corpus: Corpus, place: str) -> str:
    """The name of the theme a place is beside; another place is refused."""
    key = place.removeprefix("theme-")
    if key == place or not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise RuleError("no_such_place")
    return theme_of(corpus, int(key)).name
