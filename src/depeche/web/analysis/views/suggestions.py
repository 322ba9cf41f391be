"""The next ten: chosen once, kept in the session while somebody works through them."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from depeche.core.errors import RuleError
from depeche.web.analysis import queries
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.views._access import act, next_key, where


@act
def next_ten(request: HttpRequest, corpus: Corpus, now: datetime) -> str:  # noqa: ARG001 - the signature of a step
    loaded = queries.suggester(corpus)
    if loaded is None:
        raise RuleError("still_reading")
    place = where(request, corpus, request.POST)
    request.session[next_key(corpus)] = list(queries.most_useful(corpus, loaded, place.source))
    return ""
