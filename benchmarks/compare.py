"""Two runs side by side, of `benchmarks.store` or of all benchmarks: what became faster, what slower.

python -m benchmarks.compare before.json after.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_NOTED = 1.2  # times as long, or as short, to be worth a mark


def compare(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Write the figures of kg in both runs, with how many times as long the second takes."""
    lines = [f"{'':30} {'before':>10} {'after':>10} {'times':>7}"]
    second = dict(_figures(after))
    for name, first in _figures(before):
        if name in second:
            times = second[name] / first if first else 1.0
            mark = "  slower" if times > _NOTED else "  faster" if times < 1 / _NOTED else ""
            lines.append(f"{name:30} {first:10.4f} {second[name]:10.4f} {times:7.2f}{mark}")
    return "\n".join(lines)


def _figures(run: dict[str, Any]) -> Iterator[tuple[str, float]]:
    kg = run["programs"]["kg"]
    yield from kg["queries"].items()
    yield "loading, in memory", run["programs"]["kg loading"]["loading"]
    yield "loading, onto the disk", run["programs"]["kg storing"]["storing"]
    yield "Turtle", kg["turtle"]
    yield "peak memory in MB", max(kg["memory"], run["programs"]["kg storing"]["memory"])


def compare_rows(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Write the ratios of `python -m benchmarks --json` in both runs; one of them may lack some."""
    yield f"{'':9} {'':72} {'before':>8} {'after':>8}  promised"
    for name in dict.fromkeys((*before, *after)):
        old, new = ({row["what"]: row for row in run.get(name, ())} for run in (before, after))
        for what in dict.fromkeys((*old, *new)):
            first, second = (f"{rows[what]['ratio']:8.2f}" if what in rows else f"{'':8}" for rows in (old, new))
            yield f"{name:9} {what:72} {first} {second}  {(new.get(what) or old[what])['promised']}".rstrip()


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: python -m benchmarks.compare before.json after.json", file=sys.stderr)
        return 2
    before, after = (json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments)
    if "triples" not in before or "triples" not in after:
        print("\n".join(compare_rows(before, after)))
        return 0
    if before["triples"] != after["triples"]:
        print(f"warning: {before['triples']:,} triples before, {after['triples']:,} after", file=sys.stderr)
    print(compare(before, after))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
