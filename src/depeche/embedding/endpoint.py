"""An endpoint that speaks as OpenAI's `POST …/embeddings` does. What is sent leaves the server: off unless switched on.

Request `{"model": …, "input": [texts]}`, answer `{"data": [{"index": i, "embedding": [numbers]}, …]}`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from depeche.core.errors import DepecheError, InputError

BATCH = 64  # texts a request
PAUSES = (1.0, 4.0, 15.0)  # seconds before each further try
AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})
LARGEST = 64_000_000  # bytes of an answer
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class EndpointError(DepecheError):
    """The endpoint did not answer as it should. The message has no text that was sent, and none that came back."""


class Endpoint:
    """`url` is the base, as in `https://host/v1`; redirects are not followed, since the key would go along."""

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str = "",
        timeout: float = 30.0,
        pauses: Sequence[float] = PAUSES,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise InputError("the endpoint has to begin with https://, since texts are sent to it")
        if not parts.hostname:
            raise InputError("the endpoint names no host")
        self.name = model
        self._parts, self._key, self._timeout = parts, key, timeout
        self._pauses, self._pause = tuple(pauses), pause

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) as the endpoint gives them. `EndpointError` after the last pause, or at once where none helps."""
        parts = [self._encode(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        if len({part.shape[1] for part in parts}) > 1:
            raise EndpointError("the endpoint changed the length of its vectors from one answer to the next")
        return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        body = json.dumps({"model": self.name, "input": list(texts), "encoding_format": "float"}).encode()
        for pause in (*self._pauses, None):
            try:
                status, answer = self._post(body)
            except (OSError, HTTPException) as fault:
                trouble = f"the endpoint could not be reached ({type(fault).__name__})"
            else:
                if status == 200:
                    return _vectors(answer, len(texts))
                trouble = f"the endpoint answered {status}"
                if status not in AGAIN:
                    break
            if pause is not None:
                self._pause(pause)
        raise EndpointError(trouble)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        connect = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = connect(str(self._parts.hostname), self._parts.port, timeout=self._timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request("POST", f"{self._parts.path.rstrip('/')}/embeddings", body, headers)
            response: HTTPResponse = connection.getresponse()
            return response.status, response.read(LARGEST)
        finally:
            connection.close()


def _vectors(answer: bytes, count: int) -> NDArray[np.float32]:
    try:
        rows = sorted(json.loads(answer)["data"], key=lambda row: int(row["index"]))
        found = np.array([row["embedding"] for row in rows], dtype=np.float32)
    except (ValueError, KeyError, TypeError) as fault:
        raise EndpointError("the endpoint's answer is not in the form of OpenAI's") from fault
    if found.ndim != 2 or len(found) != count or not np.isfinite(found).all():
        raise EndpointError(f"the endpoint gave {len(found)} vectors for {count} texts, or unusable ones")
    return found
