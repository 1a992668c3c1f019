"""A trained network -> the files of the shipped model: ONNX with 8-bit weights, tokenizer, labels.

Weights are int8 with one scale a column; what goes into a linear map is quantised when the model runs, between the
numbers that a sample of sentences gave it. So a word scores the same whatever its sentence, but for what the words
say of each other. Where single columns are far larger than the rest they would spoil that, so they are divided by a
factor that the weights are multiplied with (Xiao et al. 2023, ICML).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from kg.annotation.decoding import decode
from kg.annotation.encoder import Encoder, Labels, Scores
from training.corpora import Sentence
from training.graph import INPUTS, Ranges, write_graph
from training.network import WIDTH, EvenLinear, Network, Outputs
from training.pieces import write_tokenizer
from training.train import Task

__all__ = ["export", "write_examples"]

_EXAMPLES = 6
_SAMPLE = 600  # sentences that show how large activations get
# So much of what is extreme goes into the weights.
_MIGRATED = 0.6
# So many sentences lie between the ends of each range; what lies outside is cut off.
_COVERED = 0.99
# Examples are of more words than this.
_LONG = 8


def export(network: Network, task: Task, out: Path) -> None:
    """Write model.onnx, tokenizer.json and labels.json into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    network = network.cpu().float().eval()
    sample = random.Random(0).sample(task.sentences, _SAMPLE)
    _even_out(network, _largest(network, task, sample))
    write_graph(network, _ranges(network, task, sample), out / "model.onnx")
    write_tokenizer(task.tokenizer, out / "tokenizer.json")
    _write_labels(task.labels, out)
    # The scores become probabilities by a temperature each, measured on the files just written.
    _write_labels(replace(task.labels, temperatures=_temperatures(task, out)), out)


def _largest(network: Network, task: Task, sentences: list[Sentence]) -> dict[nn.Linear, Tensor]:
    """Find how large each column gets of what goes into the maps of the layers."""
    largest: dict[nn.Linear, Tensor] = {}

    def see(linear: nn.Linear, x: Tensor) -> None:
        seen = x.abs().flatten(0, -2).amax(0)
        largest[linear] = torch.maximum(largest.get(linear, seen), seen)

    _watch(network, task, sentences, EvenLinear, see)
    return largest


def _even_out(network: Network, largest: dict[nn.Linear, Tensor]) -> None:
    """Divide what goes into the maps of the layers by a factor for each column, and multiply the weights with it."""
    with torch.no_grad():
        for linear, seen in largest.items():
            weights = linear.weight.abs().amax(0).clamp(min=1e-5)
            factors = seen.clamp(min=1e-3) ** _MIGRATED / weights ** (1 - _MIGRATED)
            linear.weight.mul_(factors)
            linear.factors.copy_(1 / factors)
        for layer in network.encoder.layers:
            # The values of the attention come out of another map, which can do it.
            layer.qkv.weight[-WIDTH:].mul_(layer.out.factors[:, None])
            layer.qkv.bias[-WIDTH:].mul_(layer.out.factors)
            layer.out.factors.fill_(1)


def _ranges(network: Network, task: Task, sentences: list[Sentence]) -> Ranges:
    """Find between which numbers lies what goes into each linear map, but for the rarest sentences."""
    ends: dict[str, list[tuple[float, float]]] = {}

    def note(name: str, x: Tensor) -> None:
        ends.setdefault(name, []).append((float(x.min()), float(x.max())))

    names = {module: name for name, module in network.named_modules()}

    def see(linear: nn.Linear, x: Tensor) -> None:
        note(names[linear], x * linear.factors if isinstance(linear, EvenLinear) else x)
        if linear in (network.arc_word, network.rel_word):
            asked = functional.gelu(functional.linear(x, linear.weight, linear.bias))
            note(names[linear].replace("_word", "_weight"), asked)

    _watch(network, task, sentences, nn.Linear, see)
    return {
        name: (
            min(0.0, float(np.quantile([low for low, _ in seen], 1 - _COVERED))),
            max(0.0, float(np.quantile([high for _, high in seen], _COVERED))),
        )
        for name, seen in ends.items()
    }


def _watch(
    network: Network,
    task: Task,
    sentences: list[Sentence],
    kind: type[nn.Linear],
    see: Callable[[nn.Linear, Tensor], None],
) -> None:
    """Run sentences one by one, and show what goes into each linear map of a kind."""
    hooks = [
        module.register_forward_pre_hook(lambda linear, inputs: see(linear, inputs[0]))
        for module in network.modules()
        if isinstance(module, kind)
    ]
    for sentence in sentences:
        batch = task.codec.stack([sentence])
        with torch.no_grad():
            network(batch.ids, batch.mask, batch.first, batch.last, batch.wmask)
    for hook in hooks:
        hook.remove()


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
    long = [sentence for sentence in own if len(sentence.words) > _LONG]
    shown = long[:: len(long) // _EXAMPLES][:_EXAMPLES]
    examples = []
    for sentence in shown:
        batch = task.codec.stack([sentence])
        feed = {name: getattr(batch, name).numpy() for name in INPUTS}
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
