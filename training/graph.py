"""A trained network -> an ONNX graph, written node by node in the operations that ONNX Runtime runs fastest.

It takes one sentence at a time, so nothing is padded and there is no mask. Linear maps are int8: of the weights each
column has its scale, of what goes in each map has the one that `ranges` gives. Maps of the same input are one matrix.

Processors without instructions for int8 products add two neighbouring ones in 16 bits and cut off what is larger, so
that they would give other scores than the rest. `quantise_map` leaves no pair of weights that could get there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from training.network import HEADS, REL, WIDTH, EvenLinear, Network, Outputs

__all__ = ["INPUTS", "Ranges", "quantise", "quantise_map", "write_graph"]

INPUTS = ("ids", "first", "last")

_OPSET = 17
_VERSION = 8  # of the file format: no newer than the operations, so that older runtimes read it too
_CONTRIBUTED = "com.microsoft"
_LARGEST, _STEPS = 127, 255

# Between which numbers lies what goes into each map, by its name in the network.
Ranges = Mapping[str, tuple[float, float]]


class _Graph:
    """Collects nodes and constants; every method adds what it says and gives the name of its result."""

    def __init__(self, network: Network, ranges: Ranges) -> None:
        self.network = network
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._ranges = ranges
        self._numbers = count()

    def add(self, operation: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: object) -> list[str]:
        names = [f"{operation}_{next(self._numbers)}" for _ in range(outputs)]
        self.nodes.append(helper.make_node(operation, inputs, names, domain=domain, **attributes))
        return names

    def one(self, operation: str, *inputs: str, **attributes: object) -> str:
        return self.add(operation, *inputs, **attributes)[0]

    def contributed(self, operation: str, *inputs: str, **attributes: object) -> str:
        return self.add(operation, *inputs, domain=_CONTRIBUTED, **attributes)[0]

    def constant(self, values: Tensor | NDArray[np.generic] | Sequence[int]) -> str:
        array = values.detach().numpy() if isinstance(values, Tensor) else np.asarray(values)
        name = f"constant_{next(self._numbers)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def maps(self, x: str, *names: str) -> str:
        """Run linear maps of the same input as one: their results lie side by side."""
        linears = [self.network.get_submodule(name) for name in names]
        if isinstance(linears[0], EvenLinear) and not bool((linears[0].factors == 1).all()):
            x = self.one("Mul", x, self.constant(linears[0].factors))
        weight, bias = torch.cat([linear.weight.T for linear in linears], 1), torch.cat([each.bias for each in linears])
        return self.linear(x, weight, bias, names[0])

    def linear(self, x: str, weight: Tensor, bias: Tensor, name: str) -> str:
        """Multiply by an int8 matrix. weight: (in, out); name: whose range holds for `x`."""
        low, high = self._ranges[name]
        step = np.float32((high - low) / _STEPS)
        x_scale, x_zero = self.constant(step), self.constant(np.uint8(round(-low / step)))
        small = self.one("QuantizeLinear", x, x_scale, x_zero)
        rows, scale = map(self.constant, quantise_map(weight))
        return self.contributed("MatMulIntegerToFloat", small, rows, x_scale, scale, x_zero, "", self.constant(bias))

    def split(self, x: str, sizes: Sequence[int]) -> list[str]:
        return self.add("Split", x, self.constant(sizes), outputs=len(sizes), axis=-1)

    def norm(self, x: str, layer: nn.LayerNorm) -> str:
        return self.one(
            "LayerNormalization", x, self.constant(layer.weight), self.constant(layer.bias), epsilon=layer.eps
        )

    def rows(self, x: str, at: str) -> str:
        return self.one("Gather", x, at, axis=0)

    def without_root(self, x: str) -> str:
        begin, end, axis = (self.constant([number]) for number in (1, np.iinfo(np.int64).max, 1))
        return self.one("Slice", x, begin, end, axis)

    def reshape(self, x: str, *shape: int) -> str:
        return self.one("Reshape", x, self.constant(shape))

    def give(self, name: str, x: str) -> None:
        """Make a result an output."""
        self.nodes.append(helper.make_node("Identity", [x], [name]))


def write_graph(network: Network, ranges: Ranges, path: Path) -> None:
    """Write the graph of a network; what goes into its maps is already evened out."""
    graph = _Graph(network, ranges)
    with torch.no_grad():
        _write_heads(graph, *_mixed(graph, _encoded(graph)))
    int64, float32 = TensorProto.INT64, TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info(name, int64, [1, "pieces" if name == "ids" else "words"]) for name in INPUTS
    ]
    outputs = [helper.make_tensor_value_info(name, float32, None) for name in Outputs._fields]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "kg", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIBUTED, 1)],
        ir_version=_VERSION,
    )
    onnx.save(model, path)


def _encoded(graph: _Graph) -> list[str]:
    """Turn pieces into vectors; gives those of every layer, (1, pieces, width) each."""
    encoder = graph.network.encoder
    rows, scale = quantise(encoder.word.weight.T)
    small = graph.one("Cast", graph.rows(graph.constant(rows.T), "ids"), to=TensorProto.FLOAT)
    words = graph.one("Mul", small, graph.rows(graph.constant(scale[:, None]), "ids"))
    length = graph.one("Shape", "ids", start=1, end=2)
    positions = graph.one("Slice", graph.constant(encoder.position.weight), graph.constant([0]), length)
    x = graph.norm(graph.one("Add", words, positions), encoder.norm)
    layers = []
    for number, layer in enumerate(encoder.layers):
        name = f"encoder.layers.{number}"
        q, k, v = graph.split(graph.maps(x, f"{name}.qkv"), [WIDTH] * 3)
        mixed = graph.contributed("MultiHeadAttention", q, k, v, num_heads=HEADS)
        x = graph.norm(graph.one("Add", graph.maps(mixed, f"{name}.out"), x), layer.out_norm)
        inner = graph.contributed("Gelu", graph.maps(x, f"{name}.inner"))
        x = graph.norm(graph.one("Add", graph.maps(inner, f"{name}.outer"), x), layer.outer_norm)
        layers.append(x)
    return layers


def _mixed(graph: _Graph, layers: list[str]) -> list[str]:
    """Mix the last layers: for syntax, for names and for the meaning, (pieces, width) each."""
    weights = torch.softmax(graph.network.mix, 1)
    last = graph.one("Concat", *layers[-weights.shape[1] :], axis=0)
    mixed = graph.one("MatMul", graph.constant(weights), graph.reshape(last, weights.shape[1], -1))
    parts = graph.add("Split", mixed, graph.constant([1, 1, 1]), outputs=3, axis=0)
    return [graph.reshape(part, -1, WIDTH) for part in parts]


def _write_heads(graph: _Graph, syntax: str, names: str, meaning: str) -> None:
    """Write what is said of each word: (1, words, ...) each, the root left out."""
    network = graph.network
    words = _words(graph, "syntax", syntax, "first", "last")
    dependents = graph.without_root(words)
    sizes = [network.arc_word.out_features, network.rel_word.out_features]
    of_words = graph.split(graph.contributed("Gelu", graph.maps(dependents, "arc_word", "rel_word")), sizes)
    of_heads = graph.split(graph.contributed("Gelu", graph.maps(words, "arc_head", "rel_head")), sizes)
    arc = _arcs(graph, of_words[0], of_heads[0])
    graph.give("arc", arc)
    graph.give("rel", _rels(graph, of_words[1], of_heads[1], arc))
    plain = ("upos", "feats", "lemma")
    scores = graph.split(graph.maps(dependents, *plain), [network.get_submodule(name).out_features for name in plain])
    for name, score in zip(plain, scores, strict=True):
        graph.give(name, score)
    ends = [graph.without_root(at) for at in ("first", "last")]
    graph.give("ner", graph.maps(_words(graph, "names", names, *ends), "ner"))
    graph.give("vector", graph.maps(graph.one("ReduceMean", meaning, axes=[0], keepdims=1), "meaning"))


def _words(graph: _Graph, name: str, x: str, first: str, last: str) -> str:
    """Make one vector a word of its first and its last piece."""
    ends = graph.one("Concat", graph.rows(x, first), graph.rows(x, last), axis=-1)
    return graph.contributed("Gelu", graph.maps(ends, name))


def _arcs(graph: _Graph, words: str, heads: str) -> str:
    weight = graph.network.arc_weight / (len(graph.network.arc_weight) - 1) ** 0.5
    # The last row belongs to a one beside every word.
    asked = graph.linear(words, weight[:-1], weight[-1], "arc_weight")
    return graph.one("MatMul", asked, graph.one("Transpose", heads, perm=[0, 2, 1]))


def _rels(graph: _Graph, words: str, heads: str, arc: str) -> str:
    """Score the relations to the likeliest head."""
    # For each relation a column for every number of the head, and one for the one beside them.
    weight = graph.network.rel_weight.view(REL + 1, -1, REL + 1)
    by_head, alone = weight[..., :-1].flatten(1), weight[..., -1]
    wanted = graph.linear(words, by_head[:-1], by_head[-1], "rel_weight")
    chosen = graph.rows(graph.reshape(heads, -1, REL), graph.one("ArgMax", arc, axis=2, keepdims=0))
    fitting = graph.one(
        "MatMul", graph.reshape(wanted, 1, -1, weight.shape[1], REL), graph.reshape(chosen, 1, -1, REL, 1)
    )
    anyway = graph.linear(words, alone[:-1], alone[-1], "rel_weight")
    return graph.one("Add", graph.one("Squeeze", fitting, graph.constant([3])), anyway)


def quantise(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Turn a matrix into int8, with one scale a column."""
    scale = weight.abs().amax(0).clamp(min=1e-8) / _LARGEST
    return torch.round(weight / scale).to(torch.int8), scale


def quantise_map(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Turn the matrix of a linear map, (in, out), into int8 whose products no processor cuts off.

    Rows are multiplied two and two: of each pair what has one sign stays within 128, for 128 * 255 < 2 ** 15.
    """
    pairs = functional.pad(weight, (0, 0, 0, len(weight) % 2)).unflatten(0, (-1, 2))
    sums = torch.maximum(pairs.clamp(min=0).sum(1), (-pairs).clamp(min=0).sum(1)).amax(0)
    # Both of a pair may be rounded up by half.
    scale = sums.clamp(min=1e-8) / _LARGEST
    return torch.round(weight / scale).to(torch.int8), scale
