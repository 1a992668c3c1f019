"""Apache Jena's riot, the third reader that what kg writes has to satisfy; Debian package libapache-jena-java."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

JARS = Path("/usr/share/java")
# What riot needs; the folder as a whole holds several libraries for logging that refuse to live together.
NAMES = (
    "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3", "commons-logging",
    "dexx.collection", "failureaccess", "gson", "guava", "httpclient", "httpclient-cache", "httpcore",
    "jackson-annotations", "jackson-core", "jackson-databind", "jakarta.json-api", "jena-arq", "jena-base", "jena-cmds",
    "jena-core", "jena-iri", "jsonld-java", "libthrift", "protobuf", "slf4j-api", "slf4j-simple", "thrift",
    "titanium-json-ld",
)  # fmt: skip


def is_installed() -> bool:
    return shutil.which("java") is not None and (JARS / "jena-cmds.jar").exists()


def read(path: Path, syntax: str) -> bytes:
    """Give what riot reads out of a file, as N-Quads; AssertionError with its words if it cannot.

    It ends with 1 for a mere warning, too, as for a letter with a combining accent.
    """
    command = ["java", "-cp", _class_path(), "riotcmd.riot", f"--syntax={syntax}", "--output=nquads", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0 or (b"WARN" in done.stderr and b"ERROR" not in done.stderr), done.stderr.decode()
    return done.stdout


@cache
def _class_path() -> str:
    jars = [str(JARS / f"{name}.jar") for name in NAMES if (JARS / f"{name}.jar").exists()]
    return ":".join([str(_messages()), *jars])


def _messages() -> Path:
    """Lay out the texts that Debian's jena-core keeps under another name than its classes ask for."""
    moved, folder = "org/apache/jena/ext/", Path(mkdtemp(prefix="jena"))
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{moved}xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix(moved)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return folder
