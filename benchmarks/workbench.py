"""Is the workbench fluent with 1,000 questions and with 100,000? As many queries, and how many milliseconds?

Invented corpora in a database of their own (SQLite in a temporary folder; BENCH_DATABASE_URL names another, which is
emptied). Half of the questions are sorted. Each line: queries, median milliseconds of processor time on the server of
15 requests with everything rendered, and the size of the page in elements and kB. Fails when queries grow with the
number of questions. The same pages without suggestions give the ratio: what they cost while a warm model stands by.
What it takes to read the texts and to fit the model again after one decision is printed too, and who waits for it.

Run: `.venv/bin/python -m benchmarks.workbench`
"""

from __future__ import annotations

import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from depeche.core.text.synthetic import synthetic_corpus

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from depeche.web.accounts.models import User
    from depeche.web.analysis.models import Corpus

SIZES = (1_000, 10_000, 100_000)
REQUESTS = 15
ASSISTED = frozenset({"unsorted", "card in the middle", "theme", "move, and what follows"})
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Line(NamedTuple):
    page: str
    questions: int
    queries: int
    milliseconds: float
    elements: int
    kilobytes: float
    ratio: float | None = None  # to the same page without suggestions


def start(folder: Path) -> None:
    """Settings and an empty database."""
    os.environ.setdefault("DATABASE_URL", os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}"))
    os.environ.setdefault("DEPECHE_SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("DEPECHE_BASE_URL", "http://localhost:8000")
    os.environ.setdefault("DEPECHE_DEMO", "1")
    os.environ.setdefault("DEPECHE_STATIC_DIR", str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depeche.web.config.settings")
    import django  # noqa: PLC0415 - the settings stand only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)


def fill(questions: int, user: User) -> tuple[Corpus, float]:
    """A corpus, and the seconds it took to bring it in."""
    from depeche.web.analysis import actions  # noqa: PLC0415 - Django is set up only now
    from depeche.web.projects.models import Membership, Project, Role  # noqa: PLC0415 - as above

    project = Project.objects.create(name=f"{questions}", created_at=NOW, invented=True)
    Membership.objects.create(project=project, user=user, role=Role.OWNER, since=NOW)
    value = synthetic_corpus(questions, rng=random.Random(questions))
    sorted_ones = (pair if at % 2 else replace(pair, theme="", themes=()) for at, pair in enumerate(value.pairs))
    pairs = tuple(replace(pair, chosen=at % 100 == 0) for at, pair in enumerate(sorted_ones))
    began = time.perf_counter()
    corpus = actions.import_corpus(actor=user, project=project, corpus_value=replace(value, pairs=pairs), now=NOW)
    return corpus, time.perf_counter() - began


def measure(page: str, questions: int, request: Callable[[], Response]) -> Line:
    from django.db import connection  # noqa: PLC0415 - Django is set up only now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    request()
    with CaptureQueriesContext(connection) as caught:
        response = request()
    queries = len(caught)  # now: the next request forgets them
    assert response.status_code == 200, f"{page}: {response.status_code}"
    times = []
    for _ in range(REQUESTS):
        began = time.thread_time()
        request()
        times.append(1000 * (time.thread_time() - began))
    content = response.content
    elements = content.count(b"<") - content.count(b"</") - content.count(b"<!--")
    return Line(page, questions, queries, statistics.median(times), elements, len(content) / 1000)


def pages(corpus: Corpus, client: Client, user: User) -> dict[str, Callable[[], Response]]:
    from django.urls import reverse  # noqa: PLC0415 - Django is set up only now

    from depeche.web.analysis import actions  # noqa: PLC0415 - as above

    bench = reverse("analysis:workbench", args=[corpus.pk])
    loose = corpus.units.filter(kind="question", codings=None).order_by("position", "pk")
    theme = corpus.themes.all()[0]
    middle = corpus.units.filter(kind="question")[corpus.units.filter(kind="question").count() // 2]

    def get(address: str, **params: str | int) -> Callable[[], Response]:
        return lambda: client.get(address, params, headers={"hx-request": "true"})

    def move() -> Response:
        unit = loose.values_list("pk", flat=True)[0]
        form = {"card": f"{unit}:", "to": theme.pk, "unit": unit}
        moved: Response = client.post(
            reverse("analysis:move", args=[corpus.pk]), form, follow=True, headers={"hx-request": "true"}
        )
        return moved

    def search() -> Response:
        form = {"q": "kommune", "pile": "search"}
        found: Response = client.post(
            reverse("analysis:search", args=[corpus.pk]), form, follow=True, headers={"hx-request": "true"}
        )
        return found

    actions.create_theme(actor=user, corpus=corpus, name="Til sidst", cue_words=["kommune"], now=NOW)
    return {
        "unsorted": get(bench),
        "card in the middle": get(bench, pile="all", unit=middle.pk),
        "theme": get(bench, pile=theme.pk),
        "like a card": get(bench, pile="like", like=middle.pk),
        "nearly the same": get(bench, pile="twins"),
        "move, and what follows": move,
        "search": search,
        "board": get(reverse("analysis:board", args=[corpus.pk])),
        "themes": get(reverse("analysis:themes", args=[corpus.pk])),
        "words, counted before": get(reverse("analysis:words", args=[corpus.pk])),
    }


def warm(corpus: Corpus) -> None:
    """Read the texts and fit the model; say what it took."""
    from depeche.web.analysis import queries  # noqa: PLC0415 - Django is set up only now
    from depeche.web.analysis.queries.suggestions.loaded import EAGER, SHELVES  # noqa: PLC0415 - as above

    for name, shelf in zip(("texts read", "model fitted", "near-duplicates found"), (0, 2, 1), strict=True):
        queries.suggester(corpus)
        SHELVES[shelf].settle(3600)
        held = SHELVES[shelf].held(corpus.pk)
        print(f"{'':>9} {name}: {held.seconds if held else float('nan'):.2f} s, once", flush=True)
    assert queries.suggester(corpus) is not None
    units = corpus.units.cards().count()
    print(f"{'':>9} the page {'waits for that' if units <= EAGER else 'does not wait for that'}")


def retrain(corpus: Corpus, user: User) -> float:
    """Median seconds to fit the model again after one decision."""
    from depeche.web.analysis import actions, queries  # noqa: PLC0415 - Django is set up only now
    from depeche.web.analysis.queries.suggestions.loaded import SHELVES  # noqa: PLC0415 - as above

    seconds = []
    for unit in corpus.units.cards().filter(codings=None)[:5]:
        theme = corpus.themes.all()[0].pk
        actions.sort_cards(actor=user, corpus=corpus, cards=[actions.Card(unit.pk, None)], to_id=theme, now=NOW)
        queries.suggester(corpus)
        SHELVES[2].settle(3600)
        held = SHELVES[2].held(corpus.pk)
        seconds.append(held.seconds if held else float("nan"))
    return statistics.median(seconds)


def without_suggestions(page: str, questions: int, request: Callable[[], Response]) -> float:
    """Milliseconds of the same page while there is no model."""
    from unittest.mock import patch  # noqa: PLC0415 - beside what it patches

    with patch("depeche.web.analysis.queries.suggester", return_value=None):
        return measure(page, questions, request).milliseconds


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder))
        from django.test import Client  # noqa: PLC0415 - Django is set up only now

        from depeche.web.accounts.models import User  # noqa: PLC0415 - as above

        user = User.objects.create_user(f"{secrets.token_hex(4)}@bench.test", "Karen Krogh")
        client = Client(headers={"host": "localhost"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        lines = []
        for questions in SIZES:
            corpus, seconds = fill(questions, user)
            print(f"{questions:>9,} questions brought in: {seconds:.1f} s")
            asked = pages(corpus, client, user)
            warm(corpus)
            print(f"{'':>9} model fitted again after one decision: {retrain(corpus, user):.2f} s", flush=True)
            for page, request in asked.items():
                began = time.perf_counter()
                request()
                if page.startswith("words"):
                    print(f"{questions:>9,} questions counted into words: {time.perf_counter() - began:.1f} s, once")
                line = measure(page, questions, request)
                if page in ASSISTED:
                    plain = without_suggestions(page, questions, request)
                    line = line._replace(ratio=line.milliseconds / plain)
                lines.append(line)
    print(f"\n{'page':<24} {'questions':>9} {'queries':>8} {'ms':>7} {'elements':>9} {'kB':>6} {'ratio':>6}")
    for line in sorted(lines, key=lambda line: line.page):
        print(
            f"{line.page:<24} {line.questions:>9,} {line.queries:>8} {line.milliseconds:>7.0f} "
            f"{line.elements:>9,} {line.kilobytes:>6.0f} {f'{line.ratio:.2f}' if line.ratio else '':>6}"
        )
    counts = {line.page: {other.queries for other in lines if other.page == line.page} for line in lines}
    grown = [page for page, found in counts.items() if len(found) > 1]
    print("queries grow: " + ", ".join(grown) if grown else "the number of queries does not grow")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
