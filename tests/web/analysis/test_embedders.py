from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from depeche.core.errors import RuleError
from depeche.embedding import Backend, Endpoint
from depeche.web.analysis import actions, work
from depeche.web.analysis.embedders import offers
from depeche.web.analysis.models import EmbedderChoice, TextUnit, Vector
from depeche.web.analysis.queries.suggestions import suggester
from depeche.web.analysis.queries.vectors import seen, vectors_of, version_of
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from tests.embedding.speaker import Speaker
from tests.web.analysis.world import NOW, World

REMOTE = "openai:stor-model"


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    made = Speaker()
    with override_settings(EMBEDDING_ENDPOINT=made.url, EMBEDDING_ENDPOINT_MODEL="stor-model", EMBEDDING_KEY="nøgle"):
        yield made
    made.stop()


def switched_on(world: World) -> EmbedderChoice:
    return actions.switch_on(actor=world.owner, project=world.project, key=REMOTE, accepted="Læst.", now=NOW)


def test_without_settings_there_is_nothing_to_choose_and_nothing_is_sent(world: World, client: Client) -> None:
    assert offers() == ()
    page = client.get(reverse("analysis:embedder", args=[world.project.pk])).content.decode()
    assert "ingen sprogmodel" in page
    with pytest.raises(RuleError):
        switched_on(world)
    assert work.embed(NOW) == 0


def test_nothing_is_sent_before_the_text_is_accepted(world: World, client: Client, speaker: Speaker) -> None:
    address = reverse("analysis:embedder", args=[world.project.pk])
    assert "127.0.0.1" in client.get(address).content.decode()
    refused = client.post(address, {"key": REMOTE})
    assert refused.status_code == 200
    assert not EmbedderChoice.objects.exists()
    work.embed(NOW)
    assert speaker.asked == []
    assert client.post(address, {"key": REMOTE, "accepted": "on"}).status_code == 302
    choice = EmbedderChoice.objects.get()
    assert "127.0.0.1" in choice.accepted_text
    assert work.embed(NOW) == TextUnit.objects.cards().filter(corpus=world.corpus).values("sha256").distinct().count()
    sent = {text for asked in speaker.asked for text in asked.texts}
    assert sent == set(TextUnit.objects.cards().filter(corpus=world.corpus).values_list("text", flat=True))
    assert "stor-model" in client.get(address).content.decode()


def test_suggestions_use_the_vectors_when_all_texts_have_one_and_say_so(world: World, speaker: Speaker) -> None:
    cards = list(TextUnit.objects.cards().filter(corpus=world.corpus).order_by("position"))
    actions.create_theme(actor=world.owner, corpus=world.corpus, name="Penge", cue_words=["budget"], now=NOW)
    choice = switched_on(world)
    assert version_of(world.corpus) is None
    loaded = suggester(world.corpus)
    assert loaded is not None
    assert loaded.machine == ""
    work.embed(NOW)
    assert seen(choice).done == seen(choice).total > 0
    found = vectors_of(world.corpus, [card.pk for card in cards])
    assert found is not None
    assert np.array_equal(found.array, np.array([[len(card.text), 1] for card in cards], dtype=np.float32))
    loaded = suggester(world.corpus)
    assert loaded is not None
    assert loaded.machine == "stor-model"
    actions.switch_off(actor=world.owner, project=world.project, now=NOW)
    assert not Vector.objects.exists()
    loaded = suggester(world.corpus)
    assert loaded is not None
    assert loaded.machine == ""
    with pytest.raises(RuleError):
        actions.switch_off(actor=world.owner, project=world.project, now=NOW)


def test_an_endpoint_in_trouble_is_left_alone_for_a_while(
    world: World, speaker: Speaker, caplog: pytest.LogCaptureFixture
) -> None:
    choice = switched_on(world)
    speaker.statuses = [503] * 9
    speaker.answer = TextUnit.objects.cards().filter(corpus=world.corpus)[0].text.encode()
    with caplog.at_level(logging.WARNING):
        assert work.embed(NOW) == 0
    assert work.embed(NOW + timedelta(minutes=1)) == 0
    assert len(speaker.asked) == 1
    choice.refresh_from_db()
    assert "503" in choice.trouble
    texts = TextUnit.objects.filter(corpus=world.corpus).values_list("text", flat=True)
    assert not any(text in caplog.text or text in choice.trouble for text in texts if len(text) > 5)
    speaker.statuses, speaker.answer = [], None
    assert work.embed(NOW + timedelta(minutes=6)) > 0
    choice.refresh_from_db()
    assert choice.trouble == ""


def test_vectors_of_texts_that_are_gone_go_too(world: World, speaker: Speaker) -> None:
    assert speaker.asked == []
    switched_on(world)
    work.embed(NOW)
    assert Vector.objects.exists()
    assert work.forget_vectors(NOW) == 0
    count = Vector.objects.count()
    world.corpus.delete()
    assert work.forget_vectors(NOW) == count


def test_only_an_owner_switches_it_on_and_the_event_holds_no_address(world: World, speaker: Speaker) -> None:
    assert speaker.asked == []
    with pytest.raises(PermissionDenied):
        actions.switch_on(
            actor=world.member(Role.ANALYST), project=world.project, key=REMOTE, accepted="Læst.", now=NOW
        )
    switched_on(world)
    event = Event.objects.filter(verb="analysis.embedder_on").get()
    assert event.data == {"backend": "openai"}


def test_a_model_in_the_folder_of_the_server_needs_no_acceptance(world: World, tmp_path: Path, client: Client) -> None:
    folder = tmp_path / "lille"
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "model2vec"}', encoding="utf-8")
    with override_settings(EMBEDDING_MODELS=str(tmp_path)):
        (offer,) = offers()
        assert (offer.backend, offer.model, offer.host) == (Backend.MODEL2VEC, "lille", "")
        page = client.get(reverse("analysis:embedder", args=[world.project.pk])).content.decode()
        assert "lille" in page
        if offer.ready:
            actions.switch_on(actor=world.owner, project=world.project, key=offer.key, accepted="", now=NOW)
            assert work.embed(NOW) == 0  # the folder holds no weights
            assert "cannot be loaded" in EmbedderChoice.objects.get().trouble


@pytest.mark.parametrize("elsewhere", [("", ""), ("https://andet.test/v1", "stor-model")])
def test_an_endpoint_that_left_the_settings_gets_no_text_and_no_key(
    world: World, speaker: Speaker, elsewhere: tuple[str, str]
) -> None:
    switched_on(world)
    with override_settings(EMBEDDING_ENDPOINT=elsewhere[0], EMBEDDING_ENDPOINT_MODEL=elsewhere[1]):
        assert work.embed(NOW) == 0
    assert speaker.asked == []
    assert "no longer" in EmbedderChoice.objects.get().trouble


def test_what_came_back_after_it_was_switched_off_is_not_kept(
    world: World, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert speaker.asked == []
    switched_on(world)
    depths = []
    write = Vector.objects.bulk_create
    before = len(connection.savepoint_ids)

    def written(rows: list[Vector], *, ignore_conflicts: bool) -> list[Vector]:
        depths.append(len(connection.savepoint_ids) - before)
        return write(rows, ignore_conflicts=ignore_conflicts)

    monkeypatch.setattr(Vector.objects, "bulk_create", written)
    assert work.embed(NOW) > 0
    assert depths == [1]  # with the look at the choice in one transaction, which switching off waits for


def test_a_model_that_breaks_stops_no_other_project_and_its_words_are_not_kept(
    world: World, speaker: Speaker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert speaker.asked == []
    switched_on(world)

    def broken(_: EmbedderChoice) -> Endpoint:
        raise RuntimeError("Hvordan skaber sektoren tillid")

    monkeypatch.setattr(work, "embedder_of", broken)
    with caplog.at_level(logging.WARNING):
        assert work.embed(NOW) == 0
    assert EmbedderChoice.objects.get().trouble == "RuntimeError"
    assert "tillid" not in caplog.text
