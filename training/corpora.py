"""Corpus files -> sentences: CoNLL-U trees, BIO tables and lines with marked names."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy

from kg.annotation.tokenizer import create_tokenizer
from training.lessons import Lesson

__all__ = [
    "KINDS",
    "Dataset",
    "Sentence",
    "Tree",
    "bio_tags",
    "name_spans",
    "read_dataset",
    "read_datasets",
    "read_marked",
]

# What a name can name, in the order of the model's tags.
KINDS = ("PER", "ORG", "LOC", "PRODUCT", "EVENT", "DATE")

HERE = Path(__file__).parent
_COLUMNS = 10  # of CoNLL-U
_MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")
# No space stands before these, nor after those, where a table does not say.
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%…’”»")
_NO_SPACE_AFTER = frozenset("([{„“«@#€$£")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The gold annotation of a sentence; every tuple has one item a word."""

    heads: tuple[int, ...]  # 0 for the root, else the number of the word, from 1
    rels: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[dict[str, str], ...]
    lemmas: tuple[str | None, ...]  # None where the set gives none
    marked: frozenset[str] = frozenset()  # the features that the whole set marks
    unsure: tuple[frozenset[str], ...] = ()  # a word each, or nothing: features that are marked here and there


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The words of a sentence with what a set says of them."""

    id: str
    language: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]  # whether white space follows the word
    tree: Tree | None = None
    names: tuple[str, ...] | None = None  # BIO tags
    annotates: frozenset[str] = frozenset()  # the kinds of names that are marked throughout
    each: float = 1.0  # times seen in one epoch, on average
    lesson: Lesson | None = None  # what trained networks make of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One file of the list in datasets.toml."""

    file: str
    language: str
    repository: str = ""
    commit: str = ""
    licence: str = ""
    annotates: frozenset[str] = frozenset()
    each: float = 1.0
    names: str = ""  # a table of this repository: the sentences that are taken, and their names
    corrections: str = ""  # likewise, where some of the names of the set are wrong

    @property
    def is_free(self) -> bool:
        """Whether the licence lets everybody use it, in business too."""
        return "NC" not in self.licence


def read_datasets(use: str) -> list[Dataset]:
    """Read the list of files for one use: `train`, `raw`, `dev` or `test`."""
    with (HERE / "datasets.toml").open("rb") as file:
        listed = tomllib.load(file)[use]
    return [Dataset(**{**entry, "annotates": frozenset(entry.get("annotates", ()))}) for entry in listed]


def read_dataset(dataset: Dataset, data: Path) -> list[Sentence]:
    """Read one file, below `data` or, for this repository's own, below this folder."""
    own = HERE / dataset.file
    path = own if own.is_file() else data / dataset.file
    read = {".txt": read_marked, ".conllu": _read_trees, ".tsv": _read_tags}[_kind(path)]
    sentences = read(path, dataset.language)
    if dataset.names:
        sentences = list(rename(sentences, HERE / dataset.names).values())
    if dataset.corrections:
        renamed = rename(sentences, HERE / dataset.corrections)
        sentences = [renamed.get(number, sentence) for number, sentence in enumerate(sentences)]
    return [replace(sentence, annotates=dataset.annotates, each=dataset.each) for sentence in sentences]


def rename(sentences: Sequence[Sentence], path: Path) -> dict[int, Sentence]:
    """Give the sentences of a table with the names it lists: number of the sentence from 0, kind, name; "-" for none.

    A name is meant wherever its sentence has it as whole words, but not inside a longer one.
    """
    listed: dict[int, list[tuple[str, str]]] = {}
    for line, (number, *name) in enumerate((row.split("\t") for row in _lines(path) if row), start=1):
        names = listed.setdefault(int(number), [])
        if name != ["-"]:
            kind, text = name
            if kind not in KINDS:
                raise ValueError(f"{path.name}, line {line}: {kind} is no kind of name; there are {', '.join(KINDS)}")
            names.append((text, kind))
    return {
        number: replace(sentences[number], names=_place(names, sentences[number], where=f"{path.name}: {number}"))
        for number, names in sorted(listed.items())
    }


def _place(names: list[tuple[str, str]], sentence: Sentence, where: str) -> tuple[str, ...]:
    """Find names in a sentence, the longest first: the BIO tags of its words."""
    text, words = "", []
    for word, spaced in zip(sentence.words, sentence.spaces, strict=True):
        words.append((len(text), len(text) + len(word)))
        text += word + " " * spaced
    begins, ends = {first for first, _ in words}, {last for _, last in words}
    taken: list[tuple[int, int, str]] = []
    for name, kind in sorted(set(names), key=lambda pair: (-len(pair[0]), pair)):
        places = [(m.start(), m.end(), kind) for m in re.finditer(re.escape(name), text)]
        places = [(first, last, kind) for first, last, kind in places if first in begins and last in ends]
        if not places:
            raise ValueError(f"{where}: {name!r} is no run of whole words of the sentence")
        taken += [p for p in places if all(p[1] <= first or last <= p[0] for first, last, _ in taken)]
    return bio_tags(words, taken)


def _kind(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _lines(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    yield from (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").split("\n")


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*_lines(path), ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _read_trees(path: Path, language: str) -> list[Sentence]:
    """Read CoNLL-U whose multiword tokens are merged already."""
    sentences = []
    for number, block in enumerate(_blocks(path)):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        ids = [line.split("=", 1)[1].strip() for line in block if line.startswith("# sent_id")]
        if not rows:
            continue
        if any(len(row) != _COLUMNS for row in rows):
            raise ValueError(f"{path.name}, sentence {ids or number}: a line has not {_COLUMNS} columns")
        if [row[0] for row in rows] != [str(i) for i in range(1, len(rows) + 1)]:
            raise ValueError(f"{path.name}, sentence {ids or number}: multiword or empty tokens are not merged")
        tree = Tree(
            heads=tuple(int(row[6]) for row in rows),
            rels=tuple(row[7] for row in rows),
            upos=tuple(row[3] for row in rows),
            feats=tuple(_feats(row[5]) for row in rows),
            lemmas=tuple(None if row[2] == "_" and row[1] != "_" else row[2] for row in rows),
        )
        sentences.append(
            Sentence(
                id=ids[0] if ids else f"{path.name}:{number}",
                language=language,
                words=tuple(row[1] for row in rows),
                spaces=tuple("SpaceAfter=No" not in row[9] for row in rows),
                tree=tree,
            )
        )
    marked = _marked_features(sentences)
    return [replace(s, tree=replace(s.tree, marked=marked)) for s in sentences if s.tree]


def _feats(column: str) -> dict[str, str]:
    """Read the features of a word; of several values the first."""
    if column == "_":
        return {}
    return {name: values.split(",")[0] for name, values in (pair.split("=", 1) for pair in column.split("|"))}


def _marked_features(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Find the features that a set marks at all: one in two thousand words must have it."""
    words = 0
    counts: dict[str, int] = {}
    for sentence in sentences:
        words += len(sentence.words)
        for feats in sentence.tree.feats if sentence.tree else ():
            for name in feats:
                counts[name] = counts.get(name, 0) + 1
    return frozenset(name for name, count in counts.items() if count * 2000 > words)


def _read_tags(path: Path, language: str) -> list[Sentence]:
    """Read a table of words and BIO tags; where the spaces were is guessed."""
    sentences = []
    for number, block in enumerate(_blocks(path)):
        rows = [line.split("\t") for line in block]
        if any(len(row) < 2 for row in rows):
            raise ValueError(f"{path.name}, sentence {number}: a line has no tag")
        words = tuple(row[0] for row in rows)
        sentences.append(
            Sentence(
                id=f"{path.name}:{number}",
                language=language,
                words=words,
                spaces=guess_spaces(words),
                names=tuple(row[1] for row in rows),
            )
        )
    return sentences


def guess_spaces(words: tuple[str, ...]) -> tuple[bool, ...]:
    """Guess after which words of a table a space stood."""
    spaces = []
    in_german_quote = False
    for word, after in zip(words, [*words[1:], ""], strict=True):
        # The mark that ends a German quotation begins an English one.
        closes, next_closes = word == "“" and in_german_quote, after == "“" and (in_german_quote or word == "„")
        in_german_quote = word == "„" or (in_german_quote and not closes)
        opens = word[-1:] in _NO_SPACE_AFTER and not closes
        spaces.append(not (opens or next_closes or after[:1] in _NO_SPACE_BEFORE or word.endswith(("'", "’"))))
    return tuple(spaces)


def read_marked(path: Path, language: str) -> list[Sentence]:
    """Read lines of text with names marked as [TYPE name], cut into words as kg does."""
    tokenize = create_tokenizer()(spacy.blank(language))
    sentences = []
    for number, line in enumerate(_lines(path), start=1):
        if not line:
            continue
        text, spans = _unmark(line, where=f"{path.name}, line {number}")
        tokens = [token for token in tokenize(text) if not token.is_space]
        tags = bio_tags([(token.idx, token.idx + len(token)) for token in tokens], spans)
        sentences.append(
            Sentence(
                id=f"{path.name}:{number}",
                language=language,
                words=tuple(token.text for token in tokens),
                spaces=tuple(bool(token.whitespace_) for token in tokens),
                names=tags,
            )
        )
    return sentences


def _unmark(line: str, where: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Take the marks out of a line; the spans are in characters of the text without them."""
    text, spans, end = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[end : mark.start()]
        if mark[1] not in KINDS:
            raise ValueError(f"{where}: {mark[1]} is no kind of name; there are {', '.join(KINDS)}")
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        end = mark.end()
    text += line[end:]
    if "[" in text or "]" in text:
        raise ValueError(f"{where}: a bracket that is no mark [TYPE name]")
    return text, spans


def bio_tags(words: list[tuple[int, int]], spans: Iterable[tuple[int, int, str]]) -> tuple[str, ...]:
    """Put spans of characters on words.

    A word that is only partly inside a span belongs to it: a name is never cut inside a word.

    >>> bio_tags([(0, 4), (5, 9), (10, 13)], [(5, 13, "ORG")])
    ('O', 'B-ORG', 'I-ORG')
    """
    tags = ["O"] * len(words)
    for start, end, kind in spans:
        inside = [i for i, (first, last) in enumerate(words) if first < end and last > start and tags[i] == "O"]
        for i in inside:
            tags[i] = f"I-{kind}" if i > inside[0] else f"B-{kind}"
    return tuple(tags)


def name_spans(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """Read the names off BIO tags: first word, one past the last, kind.

    >>> name_spans(["O", "B-ORG", "I-ORG", "B-LOC"])
    [(1, 3, 'ORG'), (3, 4, 'LOC')]
    """
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((i, i + 1, tag[2:]))
        elif tag.startswith("I-") and spans and spans[-1][1:] == (i, tag[2:]):
            spans[-1] = (spans[-1][0], i + 1, tag[2:])
    return spans
