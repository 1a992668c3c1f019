"""One habit of labels for all treebanks, and names carried from one language to its twin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from training.corpora import Sentence, Tree, name_spans

__all__ = ["harmonize", "join", "project_names"]

# The subtypes that patterns over trees use; every other relation is cut at its colon.
_SUBTYPES = frozenset(
    {"nsubj:pass", "csubj:pass", "aux:pass", "acl:relcl", "obl:agent", "obl:arg", "compound:prt", "expl:pv"}
)
_SAME = {"expl:pass": "expl:pv", "expl:impers": "expl:pv"}
# fmt: off
_GERMAN_RELATIVES = frozenset({
    "der", "die", "das", "dem", "den", "dessen", "deren", "denen", "welcher", "welche", "welches", "welchem", "welchen",
})
# fmt: on
_UNSURE = "dep"  # "some relation": nothing to learn from


def harmonize(sentence: Sentence) -> Sentence:
    """Give the tree of a sentence the labels that the model knows."""
    if sentence.tree is None:
        return sentence
    tree = sentence.tree
    rels = [_known(rel) for rel in tree.rels]
    heads = list(tree.heads)
    for i, (rel, head) in enumerate(zip(rels, heads, strict=True)):
        if rel == "acl" and (_has_relative_pronoun(tree, i) or _is_german_relative(sentence, tree, i)):
            rels[i] = "acl:relcl"
        if sentence.language == "de":
            heads[i], rels[i] = _german(rels[i], i, head, tree)
    return replace(sentence, tree=replace(tree, rels=tuple(rels), heads=tuple(heads)))


def _known(rel: str) -> str:
    rel = _SAME.get(rel, rel)
    return rel if rel in _SUBTYPES else rel.split(":")[0]


def _has_relative_pronoun(tree: Tree, verb: int) -> bool:
    """Say whether a relative pronoun depends on the verb, itself or inside a phrase of it."""
    for i, feats in enumerate(tree.feats):
        if feats.get("PronType") != "Rel" or tree.upos[i] not in {"PRON", "DET", "ADV"}:
            continue
        head = tree.heads[i] - 1
        if head == verb or (head >= 0 and tree.heads[head] - 1 == verb and tree.upos[head] in {"NOUN", "PROPN"}):
            return True
    return False


def _is_german_relative(sentence: Sentence, tree: Tree, verb: int) -> bool:
    """ "..., die lacht": relative, though the first that GSD and HDT say of its pronoun is that it points."""
    words = sentence.words
    for k in range(1, verb if sentence.language == "de" else 0):
        head = tree.heads[k] - 1
        # "deren Chef geht": the genitive hangs on its noun, as an article does.
        is_genitive = words[k] in {"dessen", "deren"} and head >= 0 and tree.heads[head] - 1 == verb
        is_own = head == verb or is_genitive
        begins = words[k - 1] == "," or (k > 1 and tree.upos[k - 1] == "ADP" and words[k - 2] == ",")
        if tree.upos[k] in {"PRON", "DET"} and words[k] in _GERMAN_RELATIVES and is_own and begins:
            return True
    return False


def _german(rel: str, i: int, head: int, tree: Tree) -> tuple[int, str]:
    """Settle what the German treebanks do in two ways, the way most of them do it."""
    # "der Chef Tom Reuter": the name stands beside the title, and is one phrase.
    if rel == "flat" and tree.upos[i] == "PROPN" and tree.upos[head - 1] == "NOUN" and head <= i:
        between = range(head, i)
        if all(tree.upos[k] == "PROPN" and tree.heads[k] == head for k in between):
            return (head + 1, "flat") if between else (head, "appos")
    # "sich": an object, whether or not the verb could do without.
    if rel == "expl:pv" and tree.feats[i].get("Reflex") == "Yes":
        return head, "obj"
    # "dem Verband": the other object, by its case; some call it `obj` like the first.
    if rel == "obj" and tree.feats[i].get("Case") == "Dat" and not _has_adposition(tree, i):
        return head, "obl:arg"
    return head, rel


def _has_adposition(tree: Tree, i: int) -> bool:
    return any(rel == "case" and head == i + 1 for rel, head in zip(tree.rels, tree.heads, strict=True))


def is_unsure(rel: str) -> bool:
    """Say whether a relation says too little to learn it or to measure by it."""
    return rel == _UNSURE


def join(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Put the names of one set on the trees of another where both have the same words."""
    joined: list[Sentence] = []
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for sentence in sentences:
        if sentence.tree:
            by_words[sentence.words].append(len(joined))
            joined.append(sentence)
        elif sentence.words in by_words:
            for i in by_words[sentence.words]:
                joined[i] = replace(joined[i], names=sentence.names, annotates=sentence.annotates)
        else:
            joined.append(sentence)
    return joined


def project_names(sentences: Sequence[Sentence], from_languages: tuple[str, ...]) -> list[Sentence]:
    """Carry names over to translations: sentences with the same id and no names of their own.

    A name is carried where it is written the same; a sentence is used only if that covers every
    proper noun in it, for an unmarked name would teach the wrong thing.
    """
    known: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for sentence in sentences:
        if sentence.tree and sentence.names and sentence.language in from_languages:
            for start, end, kind in name_spans(sentence.names):
                known[sentence.id][sentence.words[start:end]] = kind
    return [
        _carried(sentence, known[sentence.id])
        if sentence.tree and sentence.names is None and sentence.id in known
        else sentence
        for sentence in sentences
    ]


def _carried(sentence: Sentence, names: dict[tuple[str, ...], str]) -> Sentence:
    tags = ["O"] * len(sentence.words)
    for name, kind in sorted(names.items(), key=lambda item: (-len(item[0]), item)):
        for start in range(len(tags) - len(name) + 1):
            end = start + len(name)
            if sentence.words[start:end] == name and set(tags[start:end]) == {"O"}:
                tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
    assert sentence.tree
    if any(upos == "PROPN" and tag == "O" for upos, tag in zip(sentence.tree.upos, tags, strict=True)):
        return sentence
    return replace(sentence, names=tuple(tags), annotates=frozenset({"PER", "ORG", "LOC"}))
