"""When something was published, as machines write it; a date that can be read in two ways is none.

Nothing here knows what day it is today.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate

from kg.errors import InputError

__all__ = ["read_date", "read_day"]

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:$|[T\s])")
_DOTTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?:$|[,\s])")  # day first wherever dots are used
_SECONDS = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*$")
_LONGEST = 100  # characters of a date
_FIRST_YEAR, _LAST_YEAR = 1600, 2999


def read_date(value: object) -> date | None:
    """Read a day from "2016-05-26T08:30:00+02:00", "Thu, 26 May 2016 08:30:00 GMT", "26.05.2016" or Unix time.

    The day is that of the writer's clock, as written; Unix time is taken in UTC.
    """
    text = str(value)[:_LONGEST] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    found = _ISO.match(text)
    if found:
        return _day(found[1], found[2], found[3])
    found = _DOTTED.match(text)
    if found:
        return _day(found[3], found[2], found[1])
    found = _SECONDS.match(text)
    if found:
        return datetime.fromtimestamp(int(found[1]), UTC).date()
    return _mail_date(text)


def read_day(value: str) -> date | None:
    """Read the date a person wrote over a text; InputError if it is none, as it would move every relative date."""
    found = read_date(value) if _ISO.match(value) else None
    if value and found is None:
        raise InputError(f"date: {value!r} is no date; expected YYYY-MM-DD")
    return found


def _mail_date(text: str) -> date | None:
    # Only with a month in letters: else "05/06/2016" would be taken for one of two days.
    if not re.search(r"\d\s+[A-Za-z]{3,9}\.?\s+\d{4}", text):
        return None
    try:
        parts = parsedate(text)
    except (IndexError, ValueError, TypeError, OverflowError):
        return None
    return _day(*parts[:3]) if parts else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
