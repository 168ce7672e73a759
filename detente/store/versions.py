"""Which code and data read an article.

Both are fingerprints of files: a record is out of date as soon as anything that could change it has changed. Data
is told per language, so that work on one language does not make the articles of others old.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from detente.knowledge import Knowledge
from detente.knowledge.files import DATA

PACKAGE = Path(__file__).resolve().parents[1]
# What `read` runs; the store, the commands and intake do not change what is found.
READERS = ("actors", "events", "knowledge", "model", "quotes", "read.py", "stances", "text")
SHARED = ("issues", "judge", "ontology", "world", "languages/quotation.toml", "languages/tokens.toml")


@dataclass(frozen=True, slots=True)
class Versions:
    """The version of the code, and that of the data of a language."""

    code: str
    data: str


def current(known: Knowledge, lang: str) -> Versions:
    """The versions by which an article in the language is read now."""
    return Versions(code(), data(lang, known.pipelines.get(lang)))


# The versions by which a language is read now.
Current = Callable[[str], Versions]


@cache
def code() -> str:
    """The version of the package with a fingerprint of the code that reads, as "0.1.0+4f1c9a20"."""
    files = (f for part in READERS for f in _files(PACKAGE / part, "*.py"))
    return f"{metadata.version('detente')}+{_fingerprint(files, PACKAGE)}"


@cache
def data(lang: str, pipeline: str | None = None) -> str:
    """A fingerprint of the data that reads the language, with another pipeline if one is named."""
    parts = (*SHARED, f"languages/{lang}", *(() if pipeline else (f"pipelines/{lang}",)))
    found = _fingerprint((f for part in parts for f in _files(DATA / part, "*")), DATA)
    if pipeline is None:
        return found
    folder = Path(pipeline)
    other = _fingerprint(_files(folder, "*"), folder) if folder.is_dir() else pipeline
    return f"{found}+{hashlib.blake2b(other.encode(), digest_size=4).hexdigest()}"


def _files(path: Path, pattern: str) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(f for f in path.rglob(pattern) if f.is_file() and "__pycache__" not in f.parts)


def _fingerprint(files: Iterable[Path], root: Path) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for file in files:
        digest.update(file.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.blake2b(file.read_bytes()).digest())
    return digest.hexdigest()
