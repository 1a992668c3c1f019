"""Files and folders -> Document: text, Markdown, web pages, feeds, tables, mail, Word, e-books, PDF and archives.

kinds.py tells from its bytes what a file is; one module a kind turns it into Drafts, or into what lies in it, to be
read in turn; making.py settles each Draft's language and identity.
A library is imported when a file that needs it is met.
"""

from __future__ import annotations

from kg.documents.fields import FIELDS, parse_fields
from kg.documents.files import STDIN, File, find_files
from kg.documents.kinds import SUFFIXES
from kg.documents.languages import LANGUAGES
from kg.documents.making import read_text
from kg.documents.reading import read_documents, read_found
from kg.documents.source import Limits

__all__ = [
    "FIELDS",
    "LANGUAGES",
    "STDIN",
    "SUFFIXES",
    "File",
    "Limits",
    "find_files",
    "parse_fields",
    "read_documents",
    "read_found",
    "read_text",
]
