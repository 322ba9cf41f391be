"""sentence-transformers: the usual models with attention, on the processor, from a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

BATCH = 32


class Transformer:
    """Reads a folder that sentence-transformers saved; code that comes with a model is never run."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d), rows of length 1."""
        found = self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32).reshape(len(texts), -1)
