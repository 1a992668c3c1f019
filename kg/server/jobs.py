"""What the server and its workers say to each other: a job in, pieces of the answer out, and how it ended.

Every message is a frame: one letter that says what it is, the length of the rest, the rest.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

__all__ = ["DATA", "END", "HEAD", "JOB", "pack", "pack_json"]

HEAD = struct.Struct(">cQ")
JOB, DATA, END = b"J", b"D", b"E"


def pack(kind: bytes, content: bytes) -> bytes:
    """Frame a message."""
    return HEAD.pack(kind, len(content)) + content


def pack_json(kind: bytes, content: Mapping[str, Any]) -> bytes:
    """Frame a message of several values."""
    return pack(kind, json.dumps(content, separators=(",", ":")).encode())
