"""Score arrays -> labels, trees and entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from kg.annotation.encoder import Labels, Scores

__all__ = ["EntitySpan", "Parse", "apply_rule", "decode", "decode_heads", "decode_tags"]

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_NEVER = -1e9  # a score that no sum of real ones can outweigh
_PREDICATES = ("VERB", "AUX")
# By what a verb with a subject of its own may hang on another; the model says others of what stands beside it.
_CLAUSES = ("acl", "acl:relcl", "advcl", "ccomp", "conj", "csubj", "csubj:pass", "parataxis", "xcomp")
_ROOT = "root"
_LEMMA_CANDIDATES = 5
# No such word has a determiner: with one it is used as a noun, "das Aus", "the ifs".
_UNDETERMINED = ("ADP", "CCONJ", "SCONJ")
# No free data set marks MISC everywhere, so a model that has it never learned where it ends.
_UNRELIABLE = "MISC"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySpan:
    """A named entity: the words start..end of a sentence."""

    start: int
    end: int
    label: str
    score: float  # mean probability of its tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """What the model says of one sentence; every tuple has one item a word."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]  # as in CoNLL-U: "Case=Nom|Number=Sing"
    lemmas: tuple[tuple[tuple[str, float], ...], ...]  # the best few, with log-probabilities
    heads: tuple[int, ...]  # -1 for the root
    deprels: tuple[str, ...]
    entities: tuple[EntitySpan, ...]
    pos_scores: tuple[float, ...]
    arc_scores: tuple[float, ...]
    label_scores: tuple[float, ...]
    vector: NDArray[np.float32] | None  # of the sentence


def decode(words: Sequence[str], scores: Scores, labels: Labels) -> Parse:
    """Read the labels, the tree and the entities of one sentence off its scores."""
    heads = decode_heads(scores.arc.astype(np.float64))
    rels = _decode_rels(scores.rel.astype(np.float64), heads, labels.rel)
    upos = _decode_upos(scores.upos, heads, [labels.rel[rel] for rel in rels.tolist()], labels.upos)
    tags = [labels.upos[tag] for tag in upos.tolist()]
    return Parse(
        upos=tuple(tags),
        feats=_decode_feats(scores.feats, labels.feats),
        lemmas=_decode_lemmas(words, scores.lemma, labels.lemma),
        heads=tuple([head - 1 for head in heads.tolist()]),
        deprels=_written_rels(heads.tolist(), [labels.rel[rel] for rel in rels.tolist()], tags),
        entities=_decode_entities(_fold_unreliable(scores.ner.astype(np.float64), labels.ner), labels),
        pos_scores=_chosen_probabilities(scores.upos, upos, "upos", labels),
        arc_scores=_chosen_probabilities(scores.arc, heads, "arc", labels),
        label_scores=_chosen_probabilities(scores.rel, rels, "rel", labels),
        vector=scores.vector,
    )


def _chosen_probabilities(
    scores: NDArray[np.float32], chosen: Indices, output: str, labels: Labels
) -> tuple[float, ...]:
    """Give the probability of the column chosen in each row."""
    return tuple(_probabilities(scores, output, labels)[np.arange(len(chosen)), chosen].tolist())


def _probabilities(scores: NDArray[np.float32] | Floats, output: str, labels: Labels) -> Floats:
    """Turn the scores of one output into probabilities that mean how often it is right."""
    return _softmax(scores / labels.temperatures.get(output, 1.0))


def decode_heads(arc: Floats) -> Indices:
    """Choose the best tree with one root.

    arc: (n, n + 1), the score of each head for each word; column 0 is the root, i is word i - 1.
    Returns the column chosen for each word.

    Maximum spanning tree, as in McDonald et al. (2005), HLT-EMNLP.
    """
    heads: Indices = arc.argmax(axis=1)
    if _is_tree(heads):
        return heads
    size = len(arc) + 1
    scores = np.full((size, size), _NEVER)
    scores[1:] = arc
    np.fill_diagonal(scores, _NEVER)
    # The surest root stays the only one.
    root = 1 + int(arc[:, 0].argmax())
    scores[1:root, 0] = scores[root + 1 :, 0] = _NEVER / 10
    tree = _spanning_tree(scores)
    return tree[1:]


def _is_tree(heads: Indices) -> bool:
    """Say whether every word reaches the one root."""
    parents = [0, *heads.tolist()]
    if parents.count(0) != 2:
        return False
    # Nodes known to reach the root; the path from a word joins them or comes back to itself.
    reaching = {0}
    for word in range(1, len(parents)):
        path: list[int] = []
        while word not in reaching:
            if len(path) == len(parents):
                return False
            path.append(word)
            word = parents[word]
        reaching.update(path)
    return True


def _spanning_tree(scores: Floats) -> Indices:
    """Find the maximum spanning tree from node 0; scores[d, h] is the score of h as head of d.

    Chu-Liu/Edmonds: where the best heads form a cycle, contract it to one node and solve the rest.
    """
    heads: Indices = scores.argmax(axis=1)
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    rest = [node for node in range(len(scores)) if node not in set(cycle)]
    inside = scores[cycle, heads[cycle]]
    # Entering the cycle at a node costs the edge that this node had inside the cycle.
    entering = scores[np.ix_(cycle, rest)] - inside[:, None]
    leaving = scores[np.ix_(rest, cycle)]
    size = len(rest)
    smaller = np.full((size + 1, size + 1), _NEVER)
    smaller[:size, :size] = scores[np.ix_(rest, rest)]
    smaller[size, :size] = entering.max(axis=0)
    smaller[:size, size] = leaving.max(axis=1)
    solved = _spanning_tree(smaller)

    for index, node in enumerate(rest[1:], start=1):
        head = solved[index]
        heads[node] = cycle[leaving[index].argmax()] if head == size else rest[head]
    entry = solved[size]
    heads[cycle[entering[:, entry].argmax()]] = rest[entry]
    return heads


def _find_cycle(heads: Indices) -> list[int]:
    """Find the first cycle among the heads of nodes 1..n; an empty list where there is none."""
    seen_from = [0] * len(heads)
    for start in range(1, len(heads)):
        path = []
        node = start
        while node != 0 and not seen_from[node]:
            seen_from[node] = start
            path.append(node)
            node = int(heads[node])
        if node != 0 and seen_from[node] == start:
            return path[path.index(node) :]
    return []


def _decode_rels(rel: Floats, heads: Indices, names: tuple[str, ...]) -> Indices:
    """Choose the best relation for each word: `root` for the root and for no other word."""
    root = names.index(_ROOT)
    allowed = rel.copy()
    allowed[:, root] = _NEVER
    rels: Indices = np.where(heads == 0, root, allowed.argmax(axis=1))
    return rels


def _written_rels(heads: list[int], rels: list[str], tags: list[str]) -> tuple[str, ...]:
    """Give the relations, with clauses that hang on a verb as UD has them, whatever one treebank makes of them.

    A clause of a nominal is `acl`, one of a predicate `advcl`: https://universaldependencies.org/u/dep/acl.html.
    A verb with a subject of its own introduces nothing, it is a clause beside the other: "X bought Y, Z reports".
    """
    on_verb = [
        head > 0 and tags[head - 1] in _PREDICATES and tag in _PREDICATES for head, tag in zip(heads, tags, strict=True)
    ]
    with_subject = {head for head, rel in zip(heads, rels, strict=True) if rel == "nsubj"}
    found = list(rels)
    for i, rel in enumerate(rels):
        if on_verb[i] and rel == "acl":
            found[i] = "advcl"
        if on_verb[i] and rel not in _CLAUSES and i + 1 in with_subject:
            found[i] = "parataxis"
    return tuple(found)


def _decode_upos(scores: NDArray[np.float32], heads: Indices, rels: Sequence[str], names: tuple[str, ...]) -> Indices:
    """Choose the best tag for each word, for one with a determiner the best that can have it."""
    tags: Indices = scores.argmax(axis=1)
    possible = [i for i, name in enumerate(names) if name not in _UNDETERMINED]
    for head, rel in zip(heads, rels, strict=True):
        if rel == "det" and head and tags[head - 1] not in possible:
            tags[head - 1] = possible[int(scores[head - 1, possible].argmax())]
    return tags


def _decode_feats(scores: NDArray[np.float32], names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Choose the best value of each feature; the groups of columns follow the order of `names`."""
    best = np.empty((len(scores), len(names)), np.intp)
    start = 0
    for column, options in enumerate(names.values()):
        best[:, column] = scores[:, start : start + len(options)].argmax(axis=1)
        start += len(options)
    features = tuple(names.items())
    return tuple([_written_feats(features, tuple(row)) for row in best.tolist()])


@lru_cache(maxsize=20_000)
def _written_feats(names: tuple[tuple[str, tuple[str, ...]], ...], chosen: tuple[int, ...]) -> str:
    """Write the chosen values as CoNLL-U does; the first value means none."""
    pairs = zip(names, chosen, strict=True)
    return "|".join(sorted(f"{feature}={options[value]}" for (feature, options), value in pairs if value))


def _decode_entities(ner: Floats, labels: Labels) -> tuple[EntitySpan, ...]:
    """Find the entities of a sentence, with the mean probability of their tags."""
    names = labels.ner
    tags = decode_tags(ner, names)
    if not any(tags):
        return ()
    probabilities = _probabilities(ner, "ner", labels)
    spans = []
    start = 0
    while start < len(tags):
        end = start + 1
        if names[tags[start]].startswith("B-"):
            label = names[tags[start]][2:]
            while end < len(tags) and names[tags[end]] == f"I-{label}":
                end += 1
            score = float(np.mean([probabilities[i, tags[i]] for i in range(start, end)]))
            spans.append(EntitySpan(start=start, end=end, label=label, score=score))
        start = end
    return tuple(spans)


def _fold_unreliable(ner: Floats, names: tuple[str, ...]) -> Floats:
    """Give the weight of the unreliable tags to O."""
    unreliable = [i for i, name in enumerate(names) if name.endswith(_UNRELIABLE)]
    folded = ner.copy()
    outside = names.index("O")
    folded[:, outside] = np.logaddexp.reduce(ner[:, [outside, *unreliable]], axis=1)
    folded[:, unreliable] = _NEVER
    return folded


def decode_tags(ner: Floats, names: tuple[str, ...]) -> list[int]:
    """Choose the best sequence of BIO tags in which every I- continues its own kind (Viterbi)."""
    steps, starts = _bio_rules(names)
    likeliest = ner.argmax(axis=1)
    # The likeliest tags are the best sequence, if they are one.
    if not starts[likeliest[0]] and not steps[likeliest[:-1], likeliest[1:]].any():
        return cast(list[int], likeliest.tolist())
    best = ner[0] + starts
    back = []
    for row in ner[1:]:
        paths = best[:, None] + steps
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    tags = [int(best.argmax())]
    for previous in reversed(back):
        tags.append(int(previous[tags[-1]]))
    return tags[::-1]


@lru_cache(maxsize=4)
def _bio_rules(names: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Make the scores of stepping from one tag to another and of starting with a tag."""
    steps = np.zeros((len(names), len(names)))
    starts = np.zeros(len(names))
    for to, name in enumerate(names):
        if name.startswith("I-"):
            starts[to] = _NEVER
            steps[[old[1:] != name[1:] for old in names], to] = _NEVER
    return steps, starts


def _decode_lemmas(
    words: Sequence[str], scores: NDArray[np.float32], rules: tuple[str, ...]
) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Apply the best edit rules to each word, best first."""
    rows = np.arange(len(words))
    highest = scores.max(axis=1, keepdims=True)
    total = (highest + np.log(np.exp(scores - highest).sum(axis=1, keepdims=True)))[:, 0]
    left = scores.copy()
    best, logs = [], []
    # A few rounds of the best take less time than sorting thousands of rules.
    for _ in range(min(_LEMMA_CANDIDATES, len(rules))):
        column = left.argmax(axis=1)
        best.append(column.tolist())
        logs.append((scores[rows, column] - total).tolist())
        left[rows, column] = -np.inf
    return tuple(
        [
            tuple([(apply_rule(word, rules[rule]), log) for rule, log in zip(chosen, row, strict=True)])
            for word, chosen, row in zip(words, zip(*best, strict=True), zip(*logs, strict=True), strict=True)
        ]
    )


def apply_rule(word: str, rule: str) -> str:
    """Turn a word into its lemma by an edit rule of the model.

    >>> apply_rule("Häuser", "=0||2|")
    'Häus'
    >>> apply_rule("gekauft", "=2||1|en")
    'kaufen'
    """
    case, start, front, cut_back, back = _read_rule(rule)
    if case == "!":
        return front
    if case == "l":
        word = word[:1].lower() + word[1:]
    elif case == "L":
        word = word.lower()
    end = len(word) - cut_back
    return front + word[start:end] + back if start <= end else word


@lru_cache(maxsize=20_000)
def _read_rule(rule: str) -> tuple[str, int, str, int, str]:
    """Take a rule apart; the case of a whole lemma is "!"."""
    case, edit = rule[0], rule[1:]
    if edit.startswith("!"):
        return "!", 0, edit[1:], 0, ""
    cut_front, front, cut_back, back = edit.split("|")
    return case, int(cut_front), front, int(cut_back), back


def _softmax(scores: NDArray[np.float32] | Floats) -> Floats:
    exponentials = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    probabilities: Floats = exponentials / exponentials.sum(axis=1, keepdims=True)
    return probabilities
