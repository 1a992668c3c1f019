"""One target under atheris, in a process that libFuzzer ends: TARGET FOUND CORPUS SECONDS."""

from __future__ import annotations

import sys
from importlib import import_module


def main(name: str, found: str, corpus: str, seconds: str) -> None:
    try:
        import atheris
    except ImportError:
        sys.exit("fuzzing needs atheris; install it with: pip install 'kg-news[fuzz]'")
    # What is imported within is watched, branch by branch; a library that is not changes no guess.
    with atheris.instrument_imports(include=["kg"]):
        from kg.documents.reading import READERS
        from tests.fuzz.targets import TARGETS

        for module, _ in READERS.values():
            import_module(f"kg.documents.{module}")
    # The first folder takes what is new, the second is only read.
    folders = [found, corpus, f"-max_total_time={seconds}", f"-artifact_prefix={found}/"]
    limits = ["-timeout=30", "-rss_limit_mb=4096", "-max_len=65536", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *folders, *limits], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
