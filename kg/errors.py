"""The errors kg raises on purpose; anything else that escapes is a bug.

KgError                 says where, what, and what to do
├── InputError          a path, file or text that cannot be read
├── LanguageError       a text in a language kg has no lexicon for
├── ModelError          a model file that is missing or damaged
├── OntologyError       a class, property or shape that does not fit
│   └── LexiconError    a lexicon entry that does not fit
├── OutputError         a folder or file that cannot be written
├── QueryError          a query that is malformed or unknown
│   ├── ForbiddenError  a query for what kg does not do: it would use the network
│   ├── FormatError     an answer that cannot be written in the format asked for
│   ├── LimitError      an answer that is larger than allowed
│   ├── ParameterError  a parameter that a saved query lacks or does not have
│   └── QueryTimeout    a query that took longer than it may
├── ServerError         a SPARQL server that is away, refuses, or answers nonsense
└── ShapeError          what was found in a text does not make a graph as it should be
"""

from __future__ import annotations

from typing import Self


class KgError(Exception):
    """Anything kg refuses on purpose; its message is written for the user."""

    source: str = ""  # the text it is about, where it is about one

    def at(self, source: str) -> Self:
        """Give the same error with the text it is about, unless it says so already."""
        if self.source:
            return self
        error = type(self)(f"{source}: {self}")
        error.source = source
        error.__cause__ = self.__cause__
        return error

    @property
    def reason(self) -> str:
        """What is wrong, without where."""
        return str(self).removeprefix(f"{self.source}: ")


class InputError(KgError):
    """A path, file or text cannot be read."""


class LanguageError(KgError):
    """A text is in a language kg has no lexicon for."""


class ModelError(KgError):
    """A model file is missing or damaged."""


class OntologyError(KgError):
    """A class, property or shape does not fit."""


class LexiconError(OntologyError):
    """A lexicon entry does not fit."""


class OutputError(KgError):
    """A folder or file cannot be written."""


class QueryError(KgError):
    """A query is malformed or unknown."""


class ForbiddenError(QueryError):
    """A query is well written and asks for what kg does not do."""


class FormatError(QueryError):
    """An answer cannot be written in the format asked for."""


class LimitError(QueryError):
    """An answer is larger than allowed."""


class ParameterError(QueryError):
    """A saved query lacks a parameter, or does not have it."""


class QueryTimeout(QueryError):  # noqa: N818
    """A query took longer than it may."""


class ServerError(KgError):
    """A SPARQL server is away, refuses, or answers nonsense."""


class ShapeError(KgError):
    """What was found in a text does not make a graph as it should be."""
