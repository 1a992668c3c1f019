"""The ONNX model, and the wrapper around it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from kg import paths
from kg.annotation.decoding import decode
from kg.annotation.encoder import Encoder, load_encoder
from kg.errors import ModelError

EXAMPLES = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(paths.MODEL)


def bio(length: int, entities: Any) -> list[str]:
    tags = ["O"] * length
    for entity in entities:
        tags[entity.start : entity.end] = [f"I-{entity.label}"] * (entity.end - entity.start)
        tags[entity.start] = f"B-{entity.label}"
    return tags


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: " ".join(example["words"][:3]))
def test_wrapper_gives_what_the_model_was_measured_with(encoder: Encoder, example: dict[str, Any]) -> None:
    """A wrong piece, position or column would silently cost accuracy."""
    words = example["words"]
    parse = decode(words, encoder.score(words, [True, *example["spaces"][:-1]]), encoder.labels)

    assert list(parse.upos) == example["upos"]
    assert [head + 1 for head in parse.heads] == example["heads"]
    assert list(parse.deprels) == example["deprel"]
    assert [candidates[0][0] for candidates in parse.lemmas] == example["lemma"]
    assert bio(len(words), parse.entities) == example["ner"]
    assert list(parse.feats) == [
        "|".join(sorted(f"{name}={value}" for name, value in feats.items())) for feats in example["feats"]
    ]


def test_scores_have_a_row_a_word(encoder: Encoder) -> None:
    """The decoder relies on it, also for words that the tokenizer has no piece for."""
    words = ["Twitter", "\x01", "😀", "x" * 10_000, "."]

    scores = encoder.score(words, [True] * 5)

    assert scores.arc.shape == (5, 6)
    assert {len(array) for array in scores[:6]} == {5}
    assert all(np.isfinite(array).all() for array in scores[:6])


def test_short_sentence_is_one_stretch(encoder: Encoder) -> None:
    """A sentence is cut only where the model cannot hold it."""
    assert encoder.split(["Das", "geht", "."]) == [slice(0, 3)]
    assert encoder.split([]) == []


@pytest.mark.parametrize("words", [["Wort"] * 999, ["Donaudampfschifffahrtsgesellschaftskapitänswitwe"] * 300])
def test_long_sentence_is_cut_without_loss(encoder: Encoder, words: list[str]) -> None:
    """Neither many words nor long words may go past the model's positions."""
    stretches = encoder.split(words)

    assert [word for stretch in stretches for word in words[stretch]] == words
    for stretch in stretches:
        part = words[stretch]
        assert len(encoder.score(part, [True] * len(part)).arc) == len(part) <= 200


def test_cut_falls_behind_punctuation(encoder: Encoder) -> None:
    """Half a clause parses badly."""
    words = [*["Wort"] * 150, ",", *["Wort"] * 150]
    assert encoder.split(words) == [slice(0, 151), slice(151, 301)]


@pytest.mark.parametrize("name", paths.MODEL_FILES)
@pytest.mark.parametrize("state", ["missing", "damaged"])
def test_bad_model_file_is_named(tmp_path: Path, name: str, state: str) -> None:
    """A broken installation must say so, and what to do."""
    for file in paths.MODEL_FILES:
        if file == "model.onnx" or file == name:
            (tmp_path / file).write_bytes(b"broken")
        else:
            shutil.copyfile(paths.MODEL / file, tmp_path / file)
    if state == "missing":
        (tmp_path / name).unlink()

    with pytest.raises(ModelError, match=f"{name}: the model file is {state}; install kg again"):
        Encoder(tmp_path)


def test_no_processor_cuts_off_a_product() -> None:
    """Without instructions for int8, two neighbouring products are added in 16 bits: larger sums would be cut off."""
    graph = onnx.load(paths.MODEL / "model.onnx").graph
    constants = {constant.name: constant for constant in graph.initializer}
    maps = [node.input[1] for node in graph.node if node.op_type == "MatMulIntegerToFloat"]

    weights = [onnx.numpy_helper.to_array(constants[name]).astype(np.int32) for name in maps]

    assert len(weights) > 40
    for weight in weights:
        pairs = np.pad(weight, ((0, len(weight) % 2), (0, 0))).reshape(-1, 2, weight.shape[1])
        assert 255 * np.maximum(pairs, 0).sum(axis=1).max() < 2**15
        assert 255 * np.minimum(pairs, 0).sum(axis=1).min() >= -(2**15)
