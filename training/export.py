"""A trained network -> the files of the shipped model: ONNX with 8-bit weights, tokenizer, labels.

Weights are int8 with one scale a column; activations are quantised when the model runs, one scale a
matrix. Where single columns of the activations are far larger than the rest they would spoil that
scale, so they are divided by a factor that the weights are multiplied with (Xiao et al. 2023, ICML).
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from kg.annotation.decoding import decode
from kg.annotation.encoder import Encoder, Labels, Scores
from training.batches import group
from training.network import Network, Outputs
from training.pieces import write_tokenizer
from training.train import Task

__all__ = ["export", "write_examples"]

_INPUTS = ("ids", "mask", "first", "last", "wmask")
_OPSET = 17
_EXAMPLES = 6
_SAMPLE = 600  # sentences that show how large activations get
# Half of what is extreme goes into the weights.
_MIGRATED = 0.5


def export(network: Network, task: Task, out: Path) -> None:
    """Write model.onnx, tokenizer.json and labels.json into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    network = network.cpu().float().eval()
    _smooth(network, task)
    network.encoder.word = _SmallEmbedding(network.encoder.word.weight)
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder, "plain.onnx"), Path(folder, "prepared.onnx")
        _write_onnx(network, plain)
        quant_pre_process(plain, prepared, skip_symbolic_shape=True)
        quantize_dynamic(
            prepared,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
        )
    write_tokenizer(task.tokenizer, out / "tokenizer.json")
    _write_labels(task.labels, out)
    # The scores become probabilities by a temperature each, measured on the files just written.
    _write_labels(replace(task.labels, temperatures=_temperatures(task, out)), out)


class _SmallEmbedding(nn.Module):
    """An embedding kept as int8 with one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


def _smooth(network: Network, task: Task) -> None:
    """Even out the columns of what the inner layers give."""
    largest = [torch.full_like(layer.smooth, 1e-5) for layer in network.encoder.layers]

    def watch(number: int) -> object:
        def hook(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            seen = inputs[0].abs().flatten(0, -2).amax(0)
            largest[number] = torch.maximum(largest[number], seen)

        return hook

    hooks = [layer.outer.register_forward_pre_hook(watch(i)) for i, layer in enumerate(network.encoder.layers)]
    chance = random.Random(0)
    for sentences in group(chance.sample(task.sentences, _SAMPLE), task.codec, 2000, chance):
        batch = task.codec.stack(sentences)
        with torch.no_grad():
            network.encoder(batch.ids, batch.mask)
    for hook in hooks:
        hook.remove()
    with torch.no_grad():
        for layer, seen in zip(network.encoder.layers, largest, strict=True):
            weights = layer.outer.weight.abs().amax(0).clamp(min=1e-5)
            factor = (seen**_MIGRATED / weights ** (1 - _MIGRATED)).clamp(min=1e-3)
            layer.smooth.copy_(1 / factor)
            layer.outer.weight.mul_(factor)


def _write_onnx(network: Network, path: Path) -> None:
    ids = torch.randint(4, 1000, (2, 9))
    at = torch.tensor([[0, 1, 3], [0, 2, 4]])
    example = (ids, torch.ones(2, 9), at, at, torch.ones(2, 3))
    names = list(Outputs._fields)
    axes = {name: {0: "batch", 1: "pieces" if name in ("ids", "mask") else "words"} for name in _INPUTS}
    axes |= {name: {0: "batch", 1: "dependents"} for name in names}
    axes["arc"] = {0: "batch", 1: "dependents", 2: "words"}
    axes["vector"] = {0: "batch"}
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=list(_INPUTS),
        output_names=names,
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )


def _write_labels(labels: Labels, out: Path) -> None:
    text = json.dumps(asdict(labels), ensure_ascii=False, indent=1)
    (out / "labels.json").write_text(text + "\n", encoding="utf-8")


def _temperatures(task: Task, out: Path) -> dict[str, float]:
    """Find by what to divide the scores of each head, so that a probability is how often it is right."""
    encoder = Encoder(out)
    seen: dict[str, list[_Decision]] = {"arc": [], "rel": [], "upos": [], "ner": []}
    for sentence in (sentence for dev in task.dev.values() for sentence in dev):
        found = encoder.score(sentence.words, (True, *sentence.spaces[:-1]))
        batch = task.codec.stack([sentence])
        heads, rels, upos = (gold[0].tolist() for gold in (batch.heads, batch.rels, batch.upos))
        for i in range(len(sentence.words)):
            seen["arc"].append(_Decision(found.arc[i], [heads[i]]))
            # Relations are scored for the best head: elsewhere there is nothing to compare with.
            if int(found.arc[i].argmax()) == heads[i]:
                seen["rel"].append(_Decision(found.rel[i], [rels[i]]))
            seen["upos"].append(_Decision(found.upos[i], [upos[i]]))
            seen["ner"].append(_Decision(found.ner[i], batch.allowed[0, i].nonzero().flatten().tolist()))
    known = {name: [d for d in decisions if d.right and min(d.right) >= 0] for name, decisions in seen.items()}
    return {name: _temperature(decisions) for name, decisions in known.items() if decisions}


def write_examples(task: Task, folder: Path, path: Path) -> None:
    """Write what the files in `folder` give for a few sentences, fed as in training: the wrapper must give the same."""
    session = ort.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    own = [sentence for sentence in task.sentences if "PRODUCT" in sentence.annotates]
    shown = [next(s for s in own[at:] if len(s.words) > 8) for at in range(0, len(own), len(own) // _EXAMPLES)]
    examples = []
    for sentence in shown:
        batch = task.codec.stack([sentence])
        feed = {name: getattr(batch, name).numpy() for name in _INPUTS}
        outputs = session.run(list(Outputs._fields), feed)
        parse = decode(sentence.words, Scores(*(output[0] for output in outputs)), task.labels)
        tags = ["O"] * len(sentence.words)
        for name in parse.entities:
            tags[name.start : name.end] = [f"I-{name.label}"] * (name.end - name.start)
            tags[name.start] = f"B-{name.label}"
        examples.append(
            {
                "words": sentence.words,
                "spaces": sentence.spaces,
                "upos": parse.upos,
                "feats": [dict(pair.split("=") for pair in feats.split("|") if pair) for feats in parse.feats],
                "heads": [head + 1 for head in parse.heads],
                "deprel": parse.deprels,
                "lemma": [candidates[0][0] for candidates in parse.lemmas],
                "ner": tags,
            }
        )
    path.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class _Decision(NamedTuple):
    """The scores of one word, and which columns would be right."""

    scores: NDArray[np.float32]
    right: list[int]


def _temperature(decisions: list[_Decision]) -> float:
    """Choose the temperature of the least surprise, in steps of a twentieth."""

    def surprise(temperature: float) -> float:
        total = 0.0
        for scores, right in decisions:
            scaled = scores.astype(np.float64) / temperature
            total += np.logaddexp.reduce(scaled) - np.logaddexp.reduce(scaled[right])
        return total

    return min((step / 20 for step in range(10, 61)), key=surprise)
