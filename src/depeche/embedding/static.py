"""model2vec: one vector a token, averaged. Small and fast, no network of layers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from model2vec import StaticModel
from numpy.typing import NDArray


class Static:
    """Reads a folder that model2vec saved."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._model = StaticModel.from_pretrained(folder, normalize=True, force_download=False)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d), rows of length 1."""
        if not texts:
            return np.zeros((0, self._model.dim), dtype=np.float32)
        return np.asarray(self._model.encode(list(texts), show_progress_bar=False), dtype=np.float32)
