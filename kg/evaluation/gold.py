"""Gold facts, as a person writes them down: a YAML file, described in docs/eval.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.documents import read_documents, read_text
from kg.errors import InputError
from kg.types import Document, Modality

__all__ = ["Gold", "GoldFact", "GoldText", "read_gold"]

_IN_FILE = {"texts"}
_IN_TEXT = {"id", "language", "text", "file", "facts", "never", "complete"}
_IN_FACT = {"subject", "property", "object", "modality", "said by", "quote", "optional"}
_IN_NEVER = {"subject", "property", "object", "reason"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFact:
    """What a text says; of several names, properties or modalities each is right."""

    subject: tuple[str, ...]
    property: tuple[str, ...]
    object: tuple[str, ...]
    modality: tuple[Modality, ...] = (Modality.ASSERTED,)
    said_by: tuple[str, ...] | None = None  # who says so: of () nobody, of None the gold does not say
    quote: str = ""  # words of the sentence that says it
    is_optional: bool = False  # neither missed if it is not there nor wrong if it is
    reason: str = ""  # of what must never be given: why

    def __str__(self) -> str:
        return f"{self.subject[0]}  {self.property[0]}  {self.object[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """A text with its facts."""

    id: str
    document: Document
    facts: tuple[GoldFact, ...]
    never: tuple[GoldFact, ...] = ()  # what must not be asserted
    is_complete: bool = True  # every fact is listed, so that any other one is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The texts of one file."""

    path: Path
    texts: tuple[GoldText, ...]


def read_gold(path: Path, *, languages: frozenset[str]) -> Gold:
    """Read a file of gold facts.

    Raises InputError, with the file and the text or fact, for whatever is wrong in it.
    """
    values = _mapping(_parse(path), f"{path}", _IN_FILE)
    texts = _list(values.get("texts"), f"{path}: texts")
    if not texts:
        raise InputError(f"{path}: no texts; expected texts: with a list of texts and their facts (docs/eval.md)")
    read = [_text(value, path, number, languages) for number, value in enumerate(texts, 1)]
    seen: set[str] = set()
    for text in read:
        if text.document.id in seen:
            raise InputError(f"{path}: {text.id}: this text is there twice; put its facts together")
        seen.add(text.document.id)
    return Gold(path=path, texts=tuple(read))


def _parse(path: Path) -> Any:
    import yaml

    try:
        # The base loader knows no types: a date or a number stays the words it is written with.
        return yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = " ".join(str(error).split())
        raise InputError(f"{path}: no YAML that kg can read: {problem}") from error


def _text(value: Any, path: Path, number: int, languages: frozenset[str]) -> GoldText:
    name = value.get("id") if isinstance(value, Mapping) else None
    where = f"{path}: {name or f'text {number}'}"
    values = _mapping(value, where, _IN_TEXT)
    document = _document(values, path, where, languages)
    facts = _list(values.get("facts"), f"{where}: facts")
    never = _list(values.get("never"), f"{where}: never")
    return GoldText(
        id=str(name or values.get("file") or f"text {number}"),
        document=document,
        facts=tuple(_fact(fact, f"{where}: fact {i}", _IN_FACT) for i, fact in enumerate(facts, 1)),
        never=tuple(_fact(fact, f"{where}: never {i}", _IN_NEVER) for i, fact in enumerate(never, 1)),
        is_complete=_truth(values.get("complete", "true"), f"{where}: complete"),
    )


def _document(values: Mapping[str, Any], path: Path, where: str, languages: frozenset[str]) -> Document:
    if ("text" in values) == ("file" in values):
        raise InputError(f"{where}: give its text: or its file:, one of them")
    language = str(values.get("language") or "") or None
    if "text" in values:
        return read_text(str(values["text"]).strip("\n"), language=language, source=where, languages=languages)
    file = path.parent / str(values["file"])
    found = list(read_documents([file], language=language, languages=languages))
    if len(found) != 1:
        raise InputError(f"{where}: {file} holds {len(found)} texts; expected a file with one")
    return found[0]


def _fact(value: Any, where: str, known: set[str]) -> GoldFact:
    values = _mapping(value, where, known)
    for end in ("subject", "property", "object"):
        if not _words(values.get(end)):
            raise InputError(f"{where}: has no {end}; expected subject:, property: and object:")
    quote, said_by = values.get("quote", ""), values.get("said by")
    return GoldFact(
        subject=_words(values["subject"]),
        property=tuple(name.removeprefix("kg:") for name in _words(values["property"])),
        object=_words(values["object"]),
        modality=tuple(_modality(word, where) for word in _words(values.get("modality", "asserted"))),
        said_by=None if said_by is None else _words(said_by),
        quote=" ".join(str(quote).split()),
        is_optional=_truth(values.get("optional", "false"), f"{where}: optional"),
        reason=str(values.get("reason", "")),
    )


def _modality(word: str, where: str) -> Modality:
    try:
        return Modality(word)
    except ValueError as error:
        raise InputError(f"{where}: modality {word!r}; expected one of {', '.join(Modality)}") from error


def _mapping(value: Any, where: str, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{where}: expected {', '.join(f'{name}:' for name in sorted(known))}")
    unknown = sorted(set(map(str, value)) - known)
    if unknown:
        raise InputError(f"{where}: {unknown[0]!r} means nothing here; expected one of {', '.join(sorted(known))}")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if value in (None, ""):
        return []
    if not isinstance(value, list):
        raise InputError(f"{where}: expected a list, each item behind a dash")
    return value


def _words(value: Any) -> tuple[str, ...]:
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return tuple(str(word).strip() for word in values if word not in (None, ""))


def _truth(value: Any, where: str) -> bool:
    if str(value).lower() not in ("true", "false", "yes", "no"):
        raise InputError(f"{where}: {value!r}; expected true or false")
    return str(value).lower() in ("true", "yes")
