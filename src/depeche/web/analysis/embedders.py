"""Which embedders this server offers, and the one a project has switched on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from depeche.core.errors import InputError
from depeche.core.themes import Embedder
from depeche.embedding import Backend, Endpoint, installed, kinds_of, load
from depeche.web.analysis.models import EmbedderChoice

PATIENCE = 10.0  # seconds the worker waits for an endpoint


class Offer(NamedTuple):
    """An embedder that can be chosen. `host` is where texts are sent, "" where they stay."""

    backend: Backend
    model: str
    endpoint: str = ""
    ready: bool = True  # False: the packages it needs are not installed

    @property
    def key(self) -> str:
        return f"{self.backend}:{self.model}"

    @property
    def host(self) -> str:
        return urlsplit(self.endpoint).hostname or ""


def offers() -> tuple[Offer, ...]:
    """The models in the folder of the server, then the endpoint; none where the server has set neither."""
    found = []
    if settings.EMBEDDING_MODELS:
        for folder in sorted(path for path in Path(settings.EMBEDDING_MODELS).iterdir() if path.is_dir()):
            found += [Offer(kind, folder.name, ready=installed(kind)) for kind in kinds_of(folder)]
    if settings.EMBEDDING_ENDPOINT:
        found.append(Offer(Backend.OPENAI, settings.EMBEDDING_ENDPOINT_MODEL, settings.EMBEDDING_ENDPOINT))
    return tuple(found)


def key_of(choice: EmbedderChoice) -> str:
    """What vectors are stored under: another model or place has others."""
    return hashlib.sha256(f"{choice.backend}\0{choice.model}\0{choice.endpoint}".encode()).hexdigest()


def embedder_of(choice: EmbedderChoice) -> Embedder:
    """The model, loaded once in a process. Raises `InputError` where the server no longer has it, or sends elsewhere:
    nothing goes to an endpoint that has been taken out of the settings, neither texts nor the key of another.
    """
    if choice.backend == Backend.OPENAI:
        if (choice.endpoint, choice.model) != (settings.EMBEDDING_ENDPOINT, settings.EMBEDDING_ENDPOINT_MODEL):
            raise InputError("the endpoint that was switched on is no longer the one this server offers")
        return Endpoint(choice.endpoint, choice.model, key=settings.EMBEDDING_KEY, timeout=PATIENCE, pauses=())
    return _loaded(Backend(choice.backend), Path(settings.EMBEDDING_MODELS or ".") / choice.model)


_loaded: Callable[[Backend, Path], Embedder] = lru_cache(maxsize=2)(load)
