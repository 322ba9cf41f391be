"""The index and the model of a corpus: made once, made anew when their content changes, by one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depeche.core.themes import Suggester, TextIndex
from depeche.web.analysis import actions
from depeche.web.analysis.queries.suggestions import loaded, suggester
from depeche.web.analysis.queries.suggestions.shelf import Shelf
from tests.web.analysis.talk import TEXTS
from tests.web.analysis.talk import talk as five_questions
from tests.web.analysis.world import NOW, World


@pytest.fixture
def talk(db: None) -> World:
    return five_questions()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often an index was built and a model fitted."""
    counts = {"index": 0, "model": 0}
    build = TextIndex.build

    def building(*args: object, **options: object) -> TextIndex:
        counts["index"] += 1
        return build(*args, **options)  # type: ignore[arg-type] # as it was called

    def fitting(*args: object) -> Suggester:
        counts["model"] += 1
        return Suggester(*args)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(TextIndex, "build", building)
    monkeypatch.setattr(loaded, "Suggester", fitting)
    return counts


def best(world: World, key: int) -> list[str]:
    found = suggester(world.corpus)
    assert found is not None
    row = found.row_of(world.unit(key).pk)
    assert row is not None
    return [suggestion.theme for suggestion in found.model.suggest(row)]


def test_cue_words_suggest_before_anything_is_sorted_and_examples_after(talk: World) -> None:
    money, trust = talk.theme("Økonomi", "budget"), talk.theme("Tillid")
    assert best(talk, 3) == [str(money.pk), str(trust.pk)]
    assert best(talk, 1) == [str(trust.pk), str(money.pk)]
    care = talk.theme("Omsorg")
    talk.move(care, 3)
    assert best(talk, 4)[0] in {str(money.pk), str(care.pk)}
    found = suggester(talk.corpus)
    assert found is not None
    assert found.labels == {2: {str(care.pk)}}
    assert found.rows == tuple(talk.unit(key).pk for key in range(1, 6))


def test_each_is_made_once_and_anew_for_each_kind_of_change(talk: World, made: dict[str, int]) -> None:
    trust = talk.theme("Tillid", "tillid")
    for _ in range(3):
        assert suggester(talk.corpus) is not None
    assert made == {"index": 1, "model": 1}
    steps: list[Callable[[], object]] = [
        lambda: talk.move(trust, 1),
        lambda: actions.undo(actor=talk.owner, corpus=talk.corpus, now=NOW),
        lambda: actions.redo(actor=talk.owner, corpus=talk.corpus, now=NOW),
        lambda: talk.theme("Økonomi"),
        lambda: actions.delete_theme(actor=talk.owner, corpus=talk.corpus, theme_id=trust.pk, now=NOW),
    ]
    for number, step in enumerate(steps, 2):
        step()
        assert suggester(talk.corpus) is not None
        assert made == {"index": 1, "model": number}
    talk.corpus.units.filter(key="5").delete()
    found = suggester(talk.corpus)
    assert found is not None
    assert (made["index"], len(found.rows)) == (2, 4)


def test_texts_that_say_the_same_are_known(talk: World) -> None:
    found = suggester(talk.corpus)
    assert found is not None
    assert found.twins_of(talk.unit(2).pk) == (talk.unit(5).pk,)
    assert found.twins_of(talk.unit(1).pk) == ()
    assert found.near is not None
    assert found.near.groups == ((1, 4),)


def test_a_warm_model_costs_five_queries(talk: World) -> None:
    for number in range(3):
        talk.theme(f"Tema {number}")
        suggester(talk.corpus)
        with CaptureQueriesContext(connection) as caught:
            suggester(talk.corpus)
        assert len(caught) == 5


def test_large_material_is_read_beside_the_page(talk: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded, "EAGER", 2)
    monkeypatch.setattr(loaded, "QUICK", -1.0)
    trust = talk.theme("Tillid")
    build, read = TextIndex.build, threading.Event()
    monkeypatch.setattr(TextIndex, "build", lambda *a, **k: build(*a, **k) if read.wait(10) else None)
    assert suggester(talk.corpus) is None
    assert suggester(talk.corpus) is None
    read.set()
    loaded._texts.settle()
    for shelf in (loaded._texts, loaded._models, loaded._near):
        suggester(talk.corpus)
        shelf.settle()
    found = suggester(talk.corpus)
    assert found is not None
    assert found.near is not None
    talk.move(trust, 1)
    go = threading.Event()
    monkeypatch.setattr(loaded, "Suggester", lambda *args: Suggester(*args) if go.wait(10) else None)
    stale = suggester(talk.corpus)
    assert stale is not None
    assert stale.labels == {}  # the model before the decision, while the next is made
    go.set()
    loaded._models.settle()
    fresh = suggester(talk.corpus)
    assert fresh is not None
    assert fresh.labels == {0: {str(trust.pk)}}


def test_what_cannot_be_made_is_said_without_words_of_participants(
    talk: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_options: object) -> TextIndex:
        raise ValueError(TEXTS[0])

    monkeypatch.setattr(TextIndex, "build", broken)
    assert suggester(talk.corpus) is None
    assert loaded.failed(talk.corpus)
    assert "ValueError" in caplog.text
    assert "tillid" not in caplog.text


def test_one_value_is_made_at_a_time_and_all_who_wait_get_it() -> None:
    shelf: Shelf[int] = Shelf(10)
    begun, go = threading.Event(), threading.Event()
    count = 0

    def slow() -> int:
        nonlocal count
        count += 1
        begun.set()
        assert go.wait(10)
        return 7

    found: list[int] = []

    def ask() -> None:
        made = shelf.get("a", 1, lambda: slow, size=1, patient=True)
        found.append(made.value if made else -1)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    assert shelf.get("a", 1, lambda: slow, size=1, patient=False) is None
    go.set()
    for thread in threads:
        thread.join(10)
    assert (found, count) == ([7, 7, 7, 7], 1)


def test_the_least_used_go_when_there_is_no_room() -> None:
    shelf: Shelf[str] = Shelf(10)
    for name in "abc":
        shelf.get(name, 1, lambda name=name: lambda: name, size=5, patient=True)  # type: ignore[misc] # bound by name
    assert [shelf.held(name) is not None for name in "abc"] == [False, True, True]
    shelf.get("b", 1, lambda: lambda: "never", size=5, patient=True)
    shelf.get("d", 1, lambda: lambda: "d", size=5, patient=True)
    assert [shelf.held(name) is not None for name in "bcd"] == [True, False, True]
    shelf.get("large", 1, lambda: lambda: "large", size=99, patient=True)
    assert shelf.held("large") is not None


def test_a_question_to_the_database_that_fails_leaves_nobody_waiting() -> None:
    shelf: Shelf[int] = Shelf(10)

    def broken() -> Callable[[], int]:
        raise OSError("the database is gone")

    with pytest.raises(OSError, match="gone"):
        shelf.get("a", 1, broken, size=1, patient=True)
    made = shelf.get("a", 1, lambda: lambda: 3, size=1, patient=True)
    assert made is not None
    assert made.value == 3
