"""What the analyses keep of a relay that ends: see `relay.archive.holders`.

The texts of a corpus never change, and a report that was published rests on them; so they go only when the owner wants
them gone and no report needs them. What leads to people is cut in any case.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db.models import ProtectedError, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.relay.rules import Anonymity
from depeche.web.analysis.models import Corpus, Source, TextUnit
from depeche.web.analysis.queries.quotes.consents import frozen
from depeche.web.relay.archive.holders import Holding
from depeche.web.relay.models import Relay
from depeche.web.relay.rules import rules_of

BATCH = 500


def holdings(relay: Relay, *, deleted: bool) -> tuple[Holding, ...]:
    return tuple(_holding(corpus, deleted=deleted) for corpus in _corpora(relay).order_by("pk"))


def _holding(corpus: Corpus, *, deleted: bool) -> Holding:
    count = corpus.units.count()
    texts = ngettext("%(count)s text", "%(count)s texts", count) % {"count": count}
    goes = deleted and not corpus.reports.exclude(versions=None).exists()  # drafts go before it
    if goes:
        fate = _("An analysis with copies of what was written (%(texts)s). It is deleted only if you say so below.")
    elif deleted:
        fate = _("An analysis with copies of what was written (%(texts)s). A report rests on it, so it stays.")
    else:
        fate = _("An analysis with copies of what was written (%(texts)s). It stays; nothing in it leads to people.")
    return Holding(corpus.title, reverse("analysis:workbench", args=[corpus.pk]), fate % {"texts": texts}, goes)


def let_go(relay: Relay, *, deleted: bool, texts: bool) -> Mapping[str, int]:
    counts = {"corpora": 0, "corpora_kept": 0}
    for corpus in _corpora(relay):
        if deleted and texts and _delete(corpus, relay):
            counts["corpora"] += 1
        else:
            _cut(corpus, relay, deleted=deleted)
            counts["corpora_kept"] += 1
    return counts


def _corpora(relay: Relay) -> QuerySet[Corpus]:
    return Corpus.objects.filter(pk__in=Source.objects.filter(relay=relay).values("corpus"))


def _delete(corpus: Corpus, relay: Relay) -> bool:
    """The corpus, or where it holds other relays too, this one's part of it; False where a report rests on it."""
    if corpus.reports.exists():
        return False
    if corpus.sources.exclude(relay=relay).exists():
        corpus.sources.filter(relay=relay).delete()
        corpus.changes.all().delete()  # steps back would lead to texts that are gone
        return True
    try:
        corpus.delete()
    except ProtectedError:  # pragma: no cover - a report begun this very moment
        return False
    return True


def _cut(corpus: Corpus, relay: Relay, *, deleted: bool) -> None:
    """Who wrote what can no longer be computed from an address; how many different people wrote stays known."""
    units = list(corpus.units.exclude(author_key="").only("pk", "author_key"))
    fresh = {unit.author_key: secrets.token_hex(16) for unit in units}
    for unit in units:
        unit.author_key = fresh[unit.author_key]
    TextUnit.objects.bulk_update(units, ["author_key"], batch_size=BATCH)
    mine = Source.objects.filter(corpus=corpus, relay=relay)
    if deleted:
        for source in mine.filter(asks=True).select_related("corpus"):
            source.granted = frozen(source)  # what may be printed stays known, and no more than that
            source.save(update_fields=["granted"])
        if rules_of(relay).anonymity is Anonymity.HIDDEN:  # the promise outlives the rules that hold it
            hidden = TextUnit.objects.filter(source__in=mine, kind=TextUnit.Kind.QUESTION)
            hidden.update(group="", author_key="")
        mine.update(relay=None)
