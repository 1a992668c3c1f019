"""Cells of tables that people open in spreadsheets, which run what begins like a formula."""

from __future__ import annotations

import re

__all__ = ["harmless"]

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Keep a spreadsheet from running what a text says: =HYPERLINK(...), +cmd|..., @SUM(...).

    >>> harmless("=1+1"), harmless("-3"), harmless("Nordwind")
    ("'=1+1", '-3', 'Nordwind')
    """
    is_formula = text.lstrip(" ").startswith(_BEGINNINGS)
    is_number = re.fullmatch(r"-\d+(\.\d+)?", text, re.ASCII)
    return f"'{text}" if is_formula and not is_number else text
