"""The encoder and its heads, in PyTorch."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.annotation.encoder import Labels
from training.base import Base

__all__ = ["HEADS", "REL", "WIDTH", "EvenLinear", "Network", "Outputs", "from_base"]

WIDTH = 384
LAYERS = 12
HEADS = 12
_INNER = 1536
_POSITIONS = 512
# The heads read a learned mix of so many of the last layers: one for syntax, one for names, one for meaning.
_MIXED = 6
_ARC, REL = 256, 128
_ENCODER_DROPOUT, _HEAD_DROPOUT = 0.1, 0.2
_NEVER = -1e9


class Outputs(NamedTuple):
    """Scores (log-odds) for every word of every sentence of a batch; w words, sentences padded."""

    arc: Tensor  # (batch, w, w + 1): the head; column 0 is the root
    rel: Tensor  # (batch, w, relations): to the head that was asked for
    upos: Tensor  # (batch, w, tags)
    feats: Tensor  # (batch, w, values of all features side by side)
    lemma: Tensor  # (batch, w, edit rules)
    ner: Tensor  # (batch, w, BIO tags)
    vector: Tensor  # (batch, 384): the meaning of the sentence


class EvenLinear(nn.Linear):
    """A linear map whose input can be evened out before it is quantised."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        # All ones while training; export.py moves what is extreme from the activations into the weights.
        self.register_buffer("factors", torch.ones(inputs), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x if self.training else x * self.factors)


class _Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps, each with its norm behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = EvenLinear(WIDTH, 3 * WIDTH)
        self.out = EvenLinear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.inner = EvenLinear(WIDTH, _INNER)
        self.outer = EvenLinear(_INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        # Written out: the fused attention of PyTorch is several times slower backwards in bfloat16.
        weights = torch.softmax(torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(2, 3)) + bias, -1)
        mixed = torch.matmul(weights.to(v.dtype), v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.out_norm(x + functional.dropout(self.out(mixed), _ENCODER_DROPOUT, self.training))
        inner = functional.gelu(self.inner(x))
        return self.outer_norm(x + functional.dropout(self.outer(inner), _ENCODER_DROPOUT, self.training))


class Encoder(nn.Module):
    """Word pieces -> one vector a piece, from every layer."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(_POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(_Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]])
        x = functional.dropout(x, _ENCODER_DROPOUT, self.training)
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        outputs = []
        for layer in self.layers:
            x = layer(x, bias)
            outputs.append(x)
        return outputs


class Network(nn.Module):
    """The encoder with a head for each thing that is said of a word."""

    def __init__(self, pieces: int, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.mix = nn.Parameter(torch.zeros(3, _MIXED))
        self.syntax, self.names = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.meaning = nn.Linear(WIDTH, WIDTH)
        self.arc_word, self.arc_head = nn.Linear(WIDTH, _ARC), nn.Linear(WIDTH, _ARC)
        self.rel_word, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.arc_weight = nn.Parameter(nn.init.orthogonal_(torch.empty(_ARC + 1, _ARC), 0.1))
        self.rel_weight = nn.Parameter(torch.randn(REL + 1, len(labels.rel) * (REL + 1)) * 0.02)
        self.upos = nn.Linear(WIDTH, len(labels.upos))
        self.feats = nn.Linear(WIDTH, sum(map(len, labels.feats.values())))
        self.lemma = nn.Linear(WIDTH, len(labels.lemma))
        self.ner = nn.Linear(WIDTH, len(labels.ner))
        self.dropout = nn.Dropout(_HEAD_DROPOUT)

    def forward(
        self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor, wmask: Tensor, heads: Tensor | None = None
    ) -> Outputs:
        """Score a batch.

        ids, mask: (batch, pieces); first, last: (batch, w + 1), where each word begins and ends, entry 0 the
        root; wmask: (batch, w + 1), 1 for the root and real words; heads: (batch, w), the heads that relations are
        scored for, by default the best.
        """
        syntax, names, meaning = self._mixed(self.encoder(ids, mask))
        words = self._words(self.syntax, syntax, first, last)
        dependents = words[:, 1:]
        arc = self._arcs(dependents, words) + (wmask[:, None, :] - 1.0) * -_NEVER
        rel = self._rels(dependents, words, arc.argmax(2) if heads is None else heads)
        total = (meaning * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return Outputs(
            arc=arc,
            rel=rel,
            upos=self.upos(dependents),
            feats=self.feats(dependents),
            lemma=self.lemma(dependents),
            ner=self.ner(self._words(self.names, names, first, last)[:, 1:]),
            vector=self.meaning(total),
        )

    def _mixed(self, layers: list[Tensor]) -> tuple[Tensor, ...]:
        last = torch.stack(layers[-_MIXED:])
        weights = torch.softmax(self.mix, 1).to(last.dtype)
        return tuple(torch.matmul(weights, last.flatten(1)).view(3, *last.shape[1:]))

    def _words(self, linear: nn.Linear, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Make one vector a word of its first and its last piece."""
        ends = [torch.gather(x, 1, at[:, :, None].expand(-1, -1, WIDTH)) for at in (first, last)]
        return self.dropout(functional.gelu(linear(self.dropout(torch.cat(ends, 2)))))

    def _arcs(self, dependents: Tensor, words: Tensor) -> Tensor:
        """Score every word and the root as head of every word (Dozat and Manning 2017, ICLR)."""
        dependent = _with_one(self.dropout(functional.gelu(self.arc_word(dependents))))
        head = self.dropout(functional.gelu(self.arc_head(words)))
        return torch.matmul(torch.matmul(dependent, self.arc_weight), head.transpose(1, 2)) / _ARC**0.5

    def _rels(self, dependents: Tensor, words: Tensor, heads: Tensor) -> Tensor:
        dependent = _with_one(self.dropout(functional.gelu(self.rel_word(dependents))))
        head = _with_one(self.dropout(functional.gelu(self.rel_head(words))))
        chosen = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, REL + 1))
        each = torch.matmul(dependent, self.rel_weight).unflatten(2, (-1, REL + 1))
        return torch.matmul(each, chosen[:, :, :, None]).squeeze(3)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[:, :, :1])], 2)


def from_base(base: Base, kept: list[int], labels: Labels) -> Network:
    """Make a network whose encoder is the base model with some of its pieces."""
    network = Network(len(kept), labels)
    encoder = network.encoder
    with torch.no_grad():
        encoder.word.weight.copy_(torch.from_numpy(base.matrix("emb.word")[kept]))
        # All text is of the same type, so its vector belongs to every position.
        encoder.position.weight.copy_(torch.from_numpy(base.matrix("emb.pos") + base.matrix("emb.type")[0]))
        _fill(encoder.norm, base, "emb.ln")
        for number, layer in enumerate(encoder.layers):
            name = f"l{number}."
            for i, part in enumerate("qkv"):
                rows = slice(i * WIDTH, (i + 1) * WIDTH)
                layer.qkv.weight[rows] = torch.from_numpy(base.matrix(name + part + ".w"))
                layer.qkv.bias[rows] = torch.from_numpy(base.tensors[name + part + ".b"])
            _fill(layer.out, base, name + "ao")
            _fill(layer.out_norm, base, name + "aln")
            _fill(layer.inner, base, name + "fi")
            _fill(layer.outer, base, name + "fo")
            _fill(layer.outer_norm, base, name + "oln")
    return network


def _fill(module: nn.Module, base: Base, name: str) -> None:
    for part, parameter in (("w", module.weight), ("b", module.bias)):
        parameter.copy_(torch.from_numpy(base.tensors[f"{name}.{part}"]).view_as(parameter))
