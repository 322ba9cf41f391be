from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from depeche.core.errors import InputError
from depeche.embedding import Endpoint, EndpointError
from tests.embedding.speaker import Speaker


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    made = Speaker()
    yield made
    made.stop()


def test_texts_are_sent_in_batches_and_come_back_in_their_order(speaker: Speaker) -> None:
    texts = ["x" * (i + 1) for i in range(130)]
    found = Endpoint(speaker.url, "et-navn", key="hemmelig").encode(texts)
    assert found.dtype == np.float32
    assert found.shape == (130, 2)
    assert found[:, 0].tolist() == [float(i + 1) for i in range(130)]
    assert [len(asked.texts) for asked in speaker.asked] == [64, 64, 2]
    assert {(asked.path, asked.key) for asked in speaker.asked} == {("/v1/embeddings", "Bearer hemmelig")}


def test_no_text_is_no_request(speaker: Speaker) -> None:
    assert Endpoint(speaker.url, "m").encode([]).shape[0] == 0
    assert speaker.asked == []


def test_a_busy_endpoint_is_asked_again_after_growing_pauses(speaker: Speaker) -> None:
    speaker.statuses = [429, 503]
    waited: list[float] = []
    assert Endpoint(speaker.url, "m", pause=waited.append).encode(["ja"]).tolist() == [[2.0, 1.0]]
    assert waited == [1.0, 4.0]


@pytest.mark.parametrize("status", [400, 401, 404, 302])
def test_what_asking_again_cannot_mend_is_said_at_once(speaker: Speaker, status: int) -> None:
    speaker.statuses = [status]
    speaker.answer = b"fortrolige ord"
    with pytest.raises(EndpointError) as error:
        Endpoint(speaker.url, "m", key="hemmelig").encode(["fortrolige ord"])
    assert str(status) in str(error.value)
    assert "fortrolige" not in str(error.value)
    assert len(speaker.asked) == 1


def test_an_endpoint_that_never_answers_is_given_up(speaker: Speaker) -> None:
    url = speaker.url
    speaker.stop()
    waited: list[float] = []
    with pytest.raises(EndpointError, match="could not be reached"):
        Endpoint(url, "m", timeout=0.5, pause=waited.append).encode(["ja"])
    assert waited == [1.0, 4.0, 15.0]


@pytest.mark.parametrize(
    "answer",
    [b"nej", b"{}", b'{"data": []}', b'{"data": [{"index": 0, "embedding": ["x"]}]}', b'{"data": [{"index": 0}]}'],
)
def test_an_answer_in_another_form_is_refused(speaker: Speaker, answer: bytes) -> None:
    speaker.answer = answer
    with pytest.raises(EndpointError):
        Endpoint(speaker.url, "m").encode(["ja"])


@pytest.mark.parametrize("url", ["http://example.dk/v1", "ftp://example.dk", "https:///v1", "example.dk"])
def test_texts_leave_the_server_encrypted_or_not_at_all(url: str) -> None:
    with pytest.raises(InputError):
        Endpoint(url, "m")
