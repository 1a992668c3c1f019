"""Training: public data in, a checkpoint out.

On a processor two single-threaded processes each take half a batch and average their gradients
through shared memory: threads inside one process stand still whenever anything else runs. For a GPU
other processes make the batches. After every epoch the state is saved; a training that was
interrupted goes on from there.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader

from kg.annotation.encoder import Labels
from training.base import Base, read_base
from training.batches import Batch, Codec, Vectors, choose, group
from training.corpora import Sentence, read_dataset, read_datasets
from training.guises import vary
from training.habits import follow_habits
from training.harmony import harmonize, join, project_names
from training.labels import collect_labels
from training.losses import find_losses, weigh
from training.network import Network, from_base
from training.parallel import is_kept_apart
from training.pieces import choose_pieces, make_tokenizer

__all__ = ["Recipe", "Task", "prepare", "train"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What can be varied."""

    epochs: int = 14
    batch: int = 2800  # pieces in all, padding counted
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.04
    seed: int = 1


# So many sentences per set show what the base model made of them; the meaning must stay near that.
_TAUGHT = 700
# Processes that make batches for a GPU.
_STACKERS = 3
# Sentences of so few words are the same in many texts.
_COMMON = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is learned from, and in which terms."""

    sentences: list[Sentence]
    raw: list[Sentence]  # of which only the words are known
    dev: dict[str, list[Sentence]]  # by language
    base: Base
    pieces: list[int]
    tokenizer: Tokenizer
    labels: Labels
    codec: Codec


def prepare(data: Path, *, non_commercial: bool = False) -> Task:
    """Read the corpora, settle their labels and choose the word pieces."""
    apart = {s.words for use in ("dev", "test") for dataset in read_datasets(use) for s in read_dataset(dataset, data)}
    read: list[Sentence] = []
    for dataset in read_datasets("train"):
        if dataset.is_free or non_commercial:
            # Some sets share sentences with those that are measured on; "Danke!" is no secret.
            learned = (s for s in read_dataset(dataset, data) if len(s.words) <= _COMMON or s.words not in apart)
            read.extend(harmonize(follow_habits(sentence)) for sentence in learned)
    sentences = project_names(join(read), from_languages=("de", "en"))
    base = read_base()
    pieces = choose_pieces(base, (word for sentence in sentences for word in sentence.words))
    tokenizer = make_tokenizer(base, pieces)
    labels = collect_labels(sentences)
    codec = Codec(tokenizer, labels)
    dev: dict[str, list[Sentence]] = {}
    for dataset in read_datasets("dev"):
        watched = map(harmonize, read_dataset(dataset, data))
        dev.setdefault(dataset.language, []).extend(sentence for sentence in watched if codec.fits(sentence))
    return Task(
        sentences=[sentence for sentence in sentences if codec.fits(sentence)],
        raw=[sentence for sentence in _read_raw(data, apart | {s.words for s in sentences}) if codec.fits(sentence)],
        dev=dev,
        base=base,
        pieces=pieces,
        tokenizer=tokenizer,
        labels=labels,
        codec=codec,
    )


def _read_raw(data: Path, known: set[tuple[str, ...]]) -> list[Sentence]:
    """Read the sentences that teachers annotate; whatever a file says of them but their words is left out."""
    read = (sentence for dataset in read_datasets("raw") for sentence in read_dataset(dataset, data))
    return [replace(sentence, tree=None, names=None) for sentence in read if sentence.words not in known]


def train(task: Task, checkpoint: Path, recipe: Recipe | None = None) -> Network:
    """Train until the recipe is done, from the checkpoint if there is one; returns the network."""
    recipe = recipe or Recipe()
    torch.manual_seed(recipe.seed)
    on_gpu = torch.cuda.is_available()
    device = torch.device("cuda" if on_gpu else "cpu")
    if not on_gpu:
        # One thread from here on: a pool of threads does not survive the fork below.
        torch.set_num_threads(1)
    network = from_base(task.base, task.pieces, task.labels)
    vectors = {} if _epochs_done(checkpoint) >= recipe.epochs else _teach(task, network, device, recipe)
    if on_gpu:
        _Worker(task, network.to(device), recipe, checkpoint, vectors, device).run()
        return network.cpu()
    crew = _Crew(network)
    worker = _Worker(task, network, recipe, checkpoint, vectors, device, crew=crew)
    other = os.fork()
    if other == 0:
        worker.rank = 1
        worker.run()
        os._exit(0)
    worker.run()
    os.waitpid(other, 0)
    return worker.network


def _epochs_done(checkpoint: Path) -> int:
    return int(torch.load(checkpoint, map_location="cpu")["epoch"]) if checkpoint.is_file() else 0


class _Crew:
    """Two processes that average their gradients through memory they share."""

    size = 2

    def __init__(self, network: Network) -> None:
        parameters = [parameter for parameter in network.parameters() if parameter.requires_grad]
        count = sum(parameter.numel() for parameter in parameters)
        shared = multiprocessing.RawArray(ctypes.c_float, self.size * count)
        self._gradients = torch.frombuffer(shared, dtype=torch.float32).view(self.size, count)
        self._barrier: Barrier = multiprocessing.Barrier(self.size)

    def average(self, network: Network, rank: int) -> None:
        parameters = [parameter for parameter in network.parameters() if parameter.requires_grad]
        at = 0
        for parameter in parameters:
            end = at + parameter.numel()
            part = self._gradients[rank, at:end]
            part.zero_() if parameter.grad is None else part.copy_(parameter.grad.reshape(-1))
            at = end
        self._barrier.wait()
        mean = self._gradients.mean(0)
        self._barrier.wait()
        at = 0
        for parameter in parameters:
            end = at + parameter.numel()
            parameter.grad = mean[at:end].view_as(parameter)
            at = end

    def wait(self) -> None:
        self._barrier.wait()


class _Worker:
    """Goes through the epochs; of several workers each takes its share of the batches."""

    def __init__(
        self,
        task: Task,
        network: Network,
        recipe: Recipe,
        checkpoint: Path,
        vectors: Vectors,
        device: torch.device,
        crew: _Crew | None = None,
    ) -> None:
        self.task, self.network, self.recipe = task, network, recipe
        self.checkpoint, self.vectors, self.device, self.crew = checkpoint, vectors, device, crew
        self.rank = 0
        self.size = crew.size if crew else 1

    def run(self) -> None:
        if self.crew:
            # Each worker has its own copy: equal, for they make the same steps.
            self.network = _copy(self.network, self.task)
        optimizer = _optimizer(self.network, self.recipe)
        start = self._resume(optimizer)
        for epoch in range(start, self.recipe.epochs):
            self._epoch(epoch, optimizer)
            if self.rank == 0:
                self._save(epoch + 1, optimizer)
            if self.crew:
                self.crew.wait()

    def _epoch(self, epoch: int, optimizer: torch.optim.Optimizer) -> None:
        chance = random.Random(f"{self.recipe.seed}-{epoch}")
        torch.manual_seed(1000 * self.recipe.seed + 10 * epoch + self.rank)
        chosen = [vary(sentence, chance) for sentence in choose(self.task.sentences, chance)]
        chosen = [sentence for sentence in chosen if self.task.codec.fits(sentence)]
        groups = group(chosen, self.task.codec, self.recipe.batch // self.size, chance)
        groups = groups[self.rank : len(groups) // self.size * self.size : self.size]
        self.network.train()
        progress = _Progress()
        for step, batch in enumerate(self._stack(groups)):
            now = epoch + step / len(groups)
            _set_rates(optimizer, now / self.recipe.epochs, self.recipe)
            losses = find_losses(self.network, batch.to(self.device), self.task.labels)
            weigh(losses).backward()
            if self.crew:
                self.crew.average(self.network, self.rank)
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            progress.add(int(batch.mask.sum()) * self.size, losses)
            if self.rank == 0 and step % 50 == 49:
                print(f"epoch {now:.2f}  {progress}", flush=True)
                progress = _Progress()

    def _stack(self, groups: list[list[Sentence]]) -> Iterable[Batch]:
        """Make the batches; for a GPU other processes do, for it is faster than one can."""
        stack = partial(self.task.codec.stack, vectors=self.vectors)
        if self.device.type == "cpu":
            return map(stack, groups)
        return DataLoader(
            groups, batch_size=None, collate_fn=stack, num_workers=_STACKERS, prefetch_factor=8, pin_memory=True
        )

    def _save(self, epoch: int, optimizer: torch.optim.Optimizer) -> None:
        scores = {language: _las(self.network, self.task, sentences) for language, sentences in self.task.dev.items()}
        print(f"epoch {epoch} done: LAS " + " ".join(f"{k} {v:.1f}" for k, v in scores.items()), flush=True)
        partial = self.checkpoint.with_suffix(".partial")
        state = {"epoch": epoch, "network": self.network.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(state, partial)
        partial.replace(self.checkpoint)

    def _resume(self, optimizer: torch.optim.Optimizer) -> int:
        if not self.checkpoint.is_file():
            return 0
        state = torch.load(self.checkpoint, map_location=self.device)
        self.network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        return int(state["epoch"])


class _Progress:
    """Mean losses and speed since it was made."""

    def __init__(self) -> None:
        self._begun, self._pieces = time.monotonic(), 0
        self._losses: dict[str, list[Tensor]] = {}

    def add(self, pieces: int, losses: dict[str, Tensor]) -> None:
        self._pieces += pieces
        for name, loss in losses.items():
            # Not yet read: a number asked for makes a GPU stand still.
            self._losses.setdefault(name, []).append(loss.detach())

    def __str__(self) -> str:
        rate = self._pieces / (time.monotonic() - self._begun)
        means = {name: float(torch.stack(losses).mean()) for name, losses in sorted(self._losses.items())}
        return f"{rate:.0f} pieces/s  " + " ".join(f"{name} {mean:.3f}" for name, mean in means.items())


def _copy(network: Network, task: Task) -> Network:
    copy = Network(len(task.pieces), task.labels)
    copy.load_state_dict(network.state_dict())
    return copy


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    encoder = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    heads = [parameter for name, parameter in network.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "rate": recipe.encoder_rate}, {"params": heads, "rate": recipe.head_rate}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )


def _set_rates(optimizer: torch.optim.Optimizer, progress: float, recipe: Recipe) -> None:
    """Rise over the warm-up, then fall to nothing in a straight line."""
    falling = (1 - progress) / (1 - recipe.warm_up)
    share = min(progress / recipe.warm_up, falling)
    for group_ in optimizer.param_groups:
        group_["lr"] = group_["rate"] * max(share, 0.01)


def _teach(task: Task, network: Network, device: torch.device, recipe: Recipe) -> Vectors:
    """Compute what the base model makes of some sentences of each set, less what is common to all."""
    chance = random.Random(recipe.seed)
    by_set: dict[tuple[str, bool, bool], list[Sentence]] = {}
    for sentence in task.sentences:
        by_set.setdefault((sentence.language, bool(sentence.tree), bool(sentence.names)), []).append(sentence)
    taught = [s for key in sorted(by_set) for s in chance.sample(by_set[key], min(_TAUGHT, len(by_set[key])))]
    # Of parallel sentences a few are kept apart, to measure translation on what was never taught.
    taught = [sentence for sentence in taught if not is_kept_apart(sentence)]
    vectors: Vectors = {}
    network.to(device).eval()
    for sentences in group(taught, task.codec, 4000, chance):
        with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
            found = base_vectors(network, task.codec, sentences, device)
        vectors.update(zip(((s.language, s.id) for s in sentences), found, strict=True))
    mean = np.mean(list(vectors.values()), axis=0)
    return {key: vector - mean for key, vector in vectors.items()}


def base_vectors(network: Network, codec: Codec, sentences: list[Sentence], device: torch.device) -> np.ndarray:
    """Embed sentences as the base model is meant to: with its prefix, the mean over the pieces, of length one."""
    marked = [
        Sentence(id=s.id, language=s.language, words=("query", ":", *s.words), spaces=(False, True, *s.spaces))
        for s in sentences
    ]
    batch = codec.stack(marked).to(device)
    last = network.encoder(batch.ids, batch.mask)[-1].float()
    mean = (last * batch.mask[:, :, None]).sum(1) / batch.mask.sum(1, keepdim=True)
    return functional.normalize(mean, dim=1).cpu().numpy()


def _las(network: Network, task: Task, sentences: list[Sentence]) -> float:
    """Measure labelled attachment roughly, without making trees: to watch it grow."""
    network.eval()
    right = words = 0
    chance = random.Random(0)
    for sentences_ in group(sentences, task.codec, 2000, chance):
        batch = task.codec.stack(sentences_).to(next(network.parameters()).device)
        with torch.no_grad():
            out = network(batch.ids, batch.mask, batch.first, batch.last, batch.wmask)
        known = batch.heads >= 0
        fits = (out.arc.argmax(2) == batch.heads) & (out.rel.argmax(2) == batch.rels)
        right += int(fits[known].sum())
        words += int(known.sum())
    network.train()
    return 100 * right / max(1, words)
