"""How wrong a network is about a batch: against what a set marks, and against what teachers find likely."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from kg.annotation.encoder import Labels
from training.batches import IGNORED, Batch
from training.network import Network, Outputs

__all__ = ["feature_sizes", "find_losses", "weigh"]

# How much each thing counts.
_WEIGHTS = {"arc": 1.0, "rel": 1.0, "upos": 0.5, "feats": 0.15, "lemma": 0.3, "ner": 1.5, "vector": 0.3}
# The teachers' word beside that of the sets.
_LESSON = "lesson:"


def weigh(losses: dict[str, Tensor]) -> Tensor:
    """Add the losses up, each with its weight."""
    return torch.stack([_WEIGHTS[name.removeprefix(_LESSON)] * loss for name, loss in losses.items()]).sum()


def find_losses(network: Network, batch: Batch, labels: Labels) -> dict[str, Tensor]:
    """Compute the mean loss of each thing that the batch may teach; 0 where it does not.

    Nothing here asks a GPU for a number or for places, which would make it stand still.
    """
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        out = network(batch.ids, batch.mask, batch.first, batch.last, batch.wmask, batch.asked)
    losses = {
        "arc": _cross_entropy(out.arc, batch.heads),
        "rel": _cross_entropy(out.rel, batch.rels),
        "upos": _cross_entropy(out.upos, batch.upos),
        "lemma": _cross_entropy(out.lemma, batch.lemmas),
        "feats": _feature_loss(out.feats, batch.feats, labels),
        "ner": _partial_loss(out.ner.float(), batch.allowed),
        "vector": _distance(out.vector.float(), batch.vectors),
    }
    if batch.shares:
        losses |= {f"{_LESSON}{name}": loss for name, loss in _lesson_losses(out, batch.shares, labels).items()}
    return losses


def _mean(values: Tensor, counted: Tensor) -> Tensor:
    return torch.where(counted, values, 0.0).sum() / counted.sum().clamp(min=1)


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    total = functional.cross_entropy(
        scores.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    return total / (targets != IGNORED).sum().clamp(min=1)


def _feature_loss(scores: Tensor, targets: Tensor, labels: Labels) -> Tensor:
    parts = scores.split(feature_sizes(labels), 2)
    return torch.stack([_cross_entropy(part, targets[:, :, i]) for i, part in enumerate(parts)]).sum()


def _partial_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """The negative log of the probability that all allowed tags have together."""
    named = allowed.any(2)
    some = scores.masked_fill(~(allowed | ~named[:, :, None]), float("-inf"))
    return _mean(torch.logsumexp(scores, 2) - torch.logsumexp(some, 2), named)


def _distance(vectors: Tensor, known: Tensor) -> Tensor:
    """One less the cosine, of the sentences whose vector is known."""
    return _mean(1 - functional.cosine_similarity(vectors, known), known.any(1))


def _lesson_losses(out: Outputs, shares: dict[str, Tensor], labels: Labels) -> dict[str, Tensor]:
    """Compute the cross-entropy between what the teachers find likely and what the network does."""
    taught = shares["arc"].any(2)
    losses = {}
    for name, share in shares.items():
        scores = getattr(out, name).float()
        parts = scores.split(feature_sizes(labels), 2) if name == "feats" else [scores]
        likely = torch.cat([functional.log_softmax(part, 2) for part in parts], 2)
        losses[name] = _mean(-(share.float() * likely).sum(2), taught)
    return losses


def feature_sizes(labels: Labels) -> list[int]:
    """Say how many columns of the output belong to each feature."""
    return [len(values) for values in labels.feats.values()]
