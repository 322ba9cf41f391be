"""ONNX: a transformer exported as a graph, with its tokenizer; token vectors are averaged where they are words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from .backends import onnx_file

BATCH = 32
LONGEST = 512  # tokens; a longer text is cut


class Graph:
    """Reads `model.onnx` (or `onnx/model.onnx`) and `tokenizer.json`.

    The graph takes `input_ids`, and `attention_mask` and `token_type_ids` where it names them. Its first output is
    (n, tokens, d), averaged over the tokens of the text, or (n, d) already.
    """

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._session = onnxruntime.InferenceSession(str(onnx_file(folder)), providers=["CPUExecutionProvider"])
        self._takes = {one.name for one in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d), rows of length 1."""
        parts = [self._encode(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in found], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in found], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in found], dtype=np.int64),
        }
        output = np.asarray(
            self._session.run(None, {name: array for name, array in given.items() if name in self._takes})[0],
            dtype=np.float32,
        )
        if output.ndim == 3:
            weights = mask[:, :, None].astype(np.float32)
            output = (output * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
        lengths = np.linalg.norm(output, axis=1, keepdims=True)
        return np.asarray(output / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)
