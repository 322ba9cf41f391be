"""Steps of work on the text being read, and undoing: one form, one action, one sentence."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.corpus import Span
from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, spans
from depeche.web.analysis.forms import PassageForm
from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.analysis.views._access import Done, act, number, person, search_key


@act
def highlight(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    passage = _passage(request, corpus, unit_id)
    on = request.POST.get("on", "1") == "1"
    actions.highlight(
        actor=person(request),
        corpus=corpus,
        unit_id=unit_id,
        side=passage.side,
        span=passage.span,
        phrase=passage.phrase,
        on=on,
        now=now,
    )
    return _("Highlighted.") if on else _("The highlight has been taken away.")


@act
def leave_out(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    passage = _passage(request, corpus, unit_id)
    out = request.POST.get("on", "1") == "1"
    actions.leave_out(
        actor=person(request),
        corpus=corpus,
        unit_id=unit_id,
        side=passage.side,
        span=passage.span,
        phrase=passage.phrase,
        out=out,
        now=now,
    )
    return _("The report will show [...] there.") if out else _("The passage is back.")


@act
def quote(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    chosen = request.POST.get("on", "1") == "1"
    actions.choose_quote(actor=person(request), corpus=corpus, unit_id=unit_id, chosen=chosen, now=now)
    return _("Marked for the report.") if chosen else _("Taken out of the report.")


@act
def place_quote(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    after = request.POST.get("after") == "1"
    actions.place_quote(actor=person(request), corpus=corpus, unit_id=unit_id, after=after, now=now)
    return ""


@act
def undo(request: HttpRequest, corpus: Corpus, now: datetime) -> Done:
    seen = number(request, "seen") if request.POST.get("seen") else None
    change = actions.undo(actor=person(request), corpus=corpus, seen=seen, now=now)
    said = _("Undone: %(what)s.") % {"what": queries.sentence(change.kind, change.data["figures"])}
    return Done(said, actions.card_of(change))


@act
def undo_to(request: HttpRequest, corpus: Corpus, now: datetime, change_id: int) -> str:
    seen = number(request, "seen") if request.POST.get("seen") else None
    count = actions.undo_to(actor=person(request), corpus=corpus, change_id=change_id, seen=seen, now=now)
    return ngettext("%(count)s step undone.", "%(count)s steps undone.", count) % {"count": count}


@act
def redo(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    change = actions.redo(actor=person(request), corpus=corpus, now=now)
    return _("Done again: %(what)s.") % {"what": queries.sentence(change.kind, change.data["figures"])}


@act
def search(request: HttpRequest, corpus: Corpus, now: datetime) -> str:  # noqa: ARG001 - the signature of a step
    """What to search for is kept in the session: participants' words do not belong in addresses and logs."""
    request.session[search_key(corpus)] = request.POST.get("q", "").strip()[:200]
    return ""


class Passage:
    """A passage as sent: by its place with the words seen there, or by its words alone."""

    def __init__(self, side: actions.Side, span: Span, phrase: str | None) -> None:
        self.side, self.span, self.phrase = side, span, phrase


def _passage(request: HttpRequest, corpus: Corpus, unit_id: int) -> Passage:
    form = PassageForm(request.POST)
    if not form.is_valid():
        raise RuleError("outside_text")
    data = form.cleaned_data
    side = cast("actions.Side", data["side"])
    if data["start"] is not None and data["end"] is not None:
        return Passage(side, Span(data["start"], data["end"]), data["phrase"] or None)
    units = TextUnit.objects.filter(corpus=corpus)
    unit = units.filter(pk=unit_id) if side == "question" else units.filter(question=unit_id)
    found = spans.find(unit.values_list("text", flat=True).first() or "", data["phrase"])
    if found is None:
        raise RuleError("phrase_missing")
    return Passage(side, found, None)
