"""Nothing that was typed is lost when it is refused: the form is shown again with it, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest

from depeche.core.errors import RuleError
from depeche.web.analysis import rules
from depeche.web.analysis.forms import ThemeForm
from depeche.web.analysis.models import Corpus


def typed(request: HttpRequest, corpus: Corpus, form: int = 0) -> dict[str, Any] | None:
    """What somebody had typed when it was refused, with the reason.

    `form` is the theme it was about; 0: a new one; below: the proposed group of that number.
    """
    kept = request.session.get(_key(corpus))
    if not kept or kept["form"] != form:
        return None
    del request.session[_key(corpus)]
    return dict(kept)


@contextmanager
def keeping(request: HttpRequest, corpus: Corpus, form: int = 0, left: Sequence[int] = ()) -> Iterator[None]:
    """Keep what was sent if a rule refuses it. `left` are cards that were deselected."""
    try:
        yield
    except RuleError as error:
        words = {name: request.POST.get(name, "")[: 2 * rules.MAX_DEFINITION] for name in ThemeForm.base_fields}
        kept = {**words, "form": form, "said": rules.said(error), "code": error.code, "left": list(left)}
        request.session[_key(corpus)] = kept
        raise


def _key(corpus: Corpus) -> str:
    return f"analysis.typed.{corpus.pk}"
