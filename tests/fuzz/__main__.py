"""Run the targets by atheris: `python -m tests.fuzz [TARGET...] --seconds N`; needs the extra kg-news[fuzz].

What the fuzzer finds worth keeping goes into a folder of its own (--found), what fails is written there as crash-...
and ends the run with 1. `python -m tests.fuzz TARGET FILE` runs a target once, to see a failure again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all if none is given")
    parser.add_argument("--seconds", type=int, default=60, help="for each target; 0 is without end")
    parser.add_argument("--found", type=Path, default=Path("build/fuzz"), help="the folder for what is found")
    options = parser.parse_args()
    names, files = options.targets, []
    if len(names) > 1 and names[0] in TARGETS and names[1] not in TARGETS:
        names, files = names[:1], names[1:]
    if unknown := [name for name in names if name not in TARGETS]:
        parser.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    for file in files:
        TARGETS[names[0]](Path(file).read_bytes())
    if files:
        return 0
    return max(run(name, options.found / name, options.seconds) for name in names or TARGETS)


def run(name: str, found: Path, seconds: int) -> int:
    """Fuzz one target in a process of its own, which libFuzzer ends; give its exit code."""
    found.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(found), str(CORPUS / name), str(seconds)]
    code = subprocess.run(command, check=False).returncode
    print(f"{name}: {'nothing failed' if code == 0 else f'failed; see {found}'}", flush=True)
    return min(abs(code), 1)


if __name__ == "__main__":
    sys.exit(main())
