"""Which back-end reads which folder, and how each is loaded."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from depeche.core.errors import InputError

if TYPE_CHECKING:
    from depeche.core.themes import Embedder


class Backend(StrEnum):
    """What reads the weights. `OPENAI` is any endpoint that speaks as OpenAI's does: texts leave the server."""

    SENTENCE_TRANSFORMERS = "sentence-transformers"
    MODEL2VEC = "model2vec"
    ONNX = "onnx"
    OPENAI = "openai"


FOLDERS = (Backend.MODEL2VEC, Backend.ONNX, Backend.SENTENCE_TRANSFORMERS)  # read a folder; the lightest first
PACKAGES: dict[Backend, tuple[str, ...]] = {
    Backend.SENTENCE_TRANSFORMERS: ("sentence_transformers",),
    Backend.MODEL2VEC: ("model2vec",),
    Backend.ONNX: ("onnxruntime", "tokenizers"),
    Backend.OPENAI: (),
}


def installed(backend: Backend) -> bool:
    """Whether the packages a back-end needs are there (`pip install depeche[embedders]`)."""
    return all(find_spec(package) is not None for package in PACKAGES[backend])


def kinds_of(folder: Path) -> tuple[Backend, ...]:
    """The back-ends that can read a folder, told by the files in it; installed or not."""
    found = {
        Backend.MODEL2VEC: _is_static(folder),
        Backend.ONNX: onnx_file(folder) is not None and (folder / "tokenizer.json").is_file(),
        Backend.SENTENCE_TRANSFORMERS: (folder / "modules.json").is_file() and not _is_static(folder),
    }
    return tuple(backend for backend in FOLDERS if found[backend])


def _is_static(folder: Path) -> bool:
    config = folder / "config.json"
    return config.is_file() and b'"model2vec"' in config.read_bytes()


def onnx_file(folder: Path) -> Path | None:
    """Where exports usually put the graph."""
    return next((path for path in (folder / "model.onnx", folder / "onnx" / "model.onnx") if path.is_file()), None)


def load(backend: Backend, folder: Path) -> Embedder:
    """The model in `folder`. Raises `InputError` where package, folder or files are missing or cannot be read."""
    if backend not in FOLDERS:
        raise ValueError(f"{backend} reads no folder")
    if not installed(backend):
        names = ", ".join(PACKAGES[backend])
        raise InputError(f"{backend} needs {names}, which is not installed: pip install 'depeche[embedders]'")
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder.name} to read a model from")
    if backend not in kinds_of(folder):
        raise InputError(f"{folder.name} does not hold a model that {backend} can read")
    try:
        return _load(backend, folder)
    except Exception as fault:  # whatever a library raises about files that are broken
        raise InputError(f"the model in {folder.name} cannot be loaded ({type(fault).__name__})") from fault


def _load(backend: Backend, folder: Path) -> Embedder:
    if backend is Backend.MODEL2VEC:
        from .static import Static  # noqa: PLC0415 - its package may not be there

        return Static(folder)
    if backend is Backend.ONNX:
        from .graph import Graph  # noqa: PLC0415 - as above

        return Graph(folder)
    from .transformer import Transformer  # noqa: PLC0415 - as above

    return Transformer(folder)
