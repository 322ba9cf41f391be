"""Each back-end really loads and encodes: tiny models are made here, since weights belong to the user."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from depeche.core.errors import InputError
from depeche.core.themes import TextIndex
from depeche.embedding import Backend, installed, kinds_of, load

pytestmark = [
    pytest.mark.embedders,
    pytest.mark.filterwarnings("ignore"),  # the libraries warn of each other's ways; none of it is ours to mend
]
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = [*MARKS, "ledelse", "er", "svært", "hvad", "koster", "det", "borger", "og"]
TEXTS = ["ledelse er svært", "hvad koster det", "ledelse og borger", ""]


def tokenizer_file(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415 - may not be there

    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))


def static(folder: Path) -> None:
    from model2vec import StaticModel  # noqa: PLC0415 - as above
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415 - as above

    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    vectors = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)
    StaticModel(vectors=vectors, tokenizer=tokenizer, config={"model_type": "model2vec"}).save_pretrained(str(folder))


def graph(folder: Path) -> None:
    """Token vectors looked up in a table: input_ids (n, t) -> (n, t, 8)."""
    import onnx  # noqa: PLC0415 - as above
    from onnx import TensorProto, helper, numpy_helper  # noqa: PLC0415 - as above

    table = np.random.default_rng(2).normal(size=(len(WORDS), 8)).astype(np.float32)
    made = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"], axis=0)],
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "t"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "t", 8])],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer_file(folder)


def transformer(folder: Path) -> None:
    import torch  # noqa: PLC0415 - as above
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - as above
    from sentence_transformers.models import Pooling, Transformer  # noqa: PLC0415 - as above
    from transformers import BertConfig, BertModel, BertTokenizer  # noqa: PLC0415 - as above

    torch.manual_seed(3)
    inner = folder / "bert"
    inner.mkdir(parents=True)
    (inner / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(str(inner))
    BertTokenizer(str(inner / "vocab.txt")).save_pretrained(str(inner))
    part = Transformer(str(inner), max_seq_length=32)
    SentenceTransformer(modules=[part, Pooling(16)], device="cpu").save(str(folder))


MAKERS = {Backend.MODEL2VEC: static, Backend.ONNX: graph, Backend.SENTENCE_TRANSFORMERS: transformer}


@pytest.mark.parametrize("backend", list(MAKERS))
def test_a_model_in_a_folder_loads_and_encodes(backend: Backend, tmp_path: Path) -> None:
    if not installed(backend):
        pytest.skip(f"{backend} is not installed: make embedders")
    folder = tmp_path / "lille-model"
    folder.mkdir()
    MAKERS[backend](folder)
    assert backend in kinds_of(folder)
    embedder = load(backend, folder)
    assert embedder.name == "lille-model"
    vectors = embedder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(TEXTS)
    assert np.isfinite(vectors).all()
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-4)
    again = embedder.encode(TEXTS)
    assert np.array_equal(vectors, again)
    alone = embedder.encode(TEXTS[:1])
    assert np.allclose(alone[0], vectors[0], atol=1e-5)  # what else is in the batch does not matter
    likeness = vectors[:3] @ vectors[:3].T
    assert likeness[0, 2] > likeness[0, 1]  # the two that share a word
    index = TextIndex.build(TEXTS, vectors=vectors)
    assert len(index) == len(TEXTS)


def test_a_folder_that_is_not_there_or_holds_something_else_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}), encoding="utf-8")
    assert kinds_of(tmp_path) == ()
    for backend in MAKERS:
        if installed(backend):
            with pytest.raises(InputError, match="does not hold a model"):
                load(backend, tmp_path)
            with pytest.raises(InputError, match="no folder"):
                load(backend, tmp_path / "væk")
        else:
            with pytest.raises(InputError, match="not installed"):
                load(backend, tmp_path)


def test_a_broken_model_is_said_without_words_of_the_library(tmp_path: Path) -> None:
    if not installed(Backend.ONNX):
        pytest.skip("onnxruntime is not installed: make embedders")
    (tmp_path / "model.onnx").write_bytes(b"intet")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be loaded"):
        load(Backend.ONNX, tmp_path)
