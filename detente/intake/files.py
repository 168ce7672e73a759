"""Text files, folders, JSON lines and standard input, as articles.

A text file is one article. It may begin with a header between two lines of three hyphens that names what the
text does not say (`published`, `title`, `lang`, `outlet`, `url`, `id`); the article's text begins behind it.
A `.jsonl` file (also `.jsonl.gz`) holds one article per line. The text of an article is never changed.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from detente.knowledge.files import DATA
from detente.model import Article

# More in one article than any newspaper prints in a year; such a file is something else.
LARGEST = 10_000_000
TEXTS = frozenset({".txt", ".md", ".text"})
LINES = (".jsonl", ".jsonl.gz")
HEADER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.*?)^---[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*", re.S | re.M)
HALF = re.compile("[\ud800-\udfff]")
KEYS = frozenset({"id", "lang", "title", "outlet", "url", "published", "updated"})


@dataclass(frozen=True, slots=True)
class Refused:
    """An article that cannot be read: where it stands (file, line), why, and what to do about it."""

    where: str
    reason: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}; {self.advice}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Files of a folder that are no articles, told once."""

    folder: str
    count: int

    def __str__(self) -> str:
        what = "1 file is" if self.count == 1 else f"{self.count} files are"
        return f"{self.folder}: {what} neither .txt, .md nor .jsonl; skipped"


@dataclass(frozen=True, slots=True)
class Located:
    """An article, and where it was found (file, line)."""

    where: str
    article: Article


Found = Located | Refused | Skipped


def articles(paths: Iterable[str]) -> Iterator[Found]:
    """The articles of files, folders (all files below) and "-" (standard input), in order.

    What cannot be read comes as `Refused` in its place; nothing is raised.
    """
    for path in paths:
        if path == "-":
            yield from _stream(sys.stdin.buffer)
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        else:
            yield from _file(Path(path))


def examples() -> Iterator[Found]:
    """The articles that come with Detente."""
    for path in sorted((DATA / "examples").rglob("*.md")):
        for found in _file(path):
            if isinstance(found, Located):
                yield Located(path.name, replace(found.article, id=path.stem))
            else:
                yield found


def _folder(folder: Path) -> Iterator[Found]:
    """All files below, by name; those that are hidden or lie outside are passed over."""
    skipped, root = 0, folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        if path.suffix.lower() in TEXTS or path.name.lower().endswith(LINES):
            yield from _file(path)
        else:
            skipped += 1
    if skipped:
        yield Skipped(str(folder), skipped)


def _file(path: Path) -> Iterator[Found]:
    name = str(path)
    try:
        if name.endswith(".gz"):
            with gzip.open(path, "rb") as file:
                yield from _lines(file, name)
        elif name.endswith(LINES):
            with path.open("rb") as file:
                yield from _lines(file, name)
        elif path.stat().st_size > LARGEST:
            yield _too_large(name)
        else:
            yield _text(path.read_bytes(), name)
    except FileNotFoundError:
        yield Refused(name, "no such file", "check the path")
    except PermissionError:
        yield Refused(name, "you may not read it", "change its permissions")
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Refused(name, f"cannot be read ({reason})", "check the file")


def _stream(stream: BinaryIO) -> Iterator[Found]:
    """Standard input: JSON lines if its first line is a JSON object, else one article."""
    first = stream.readline(LARGEST + 1)
    if _is_object(first):
        yield from _lines(io.BufferedReader(_Resumed(first, stream)), "standard input")
        return
    data = first + stream.read(LARGEST + 1)
    yield _too_large("standard input") if len(data) > LARGEST else _text(data, "standard input")


class _Resumed(io.RawIOBase):
    """A stream whose first line has been read already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._first[: len(buffer)] or self._rest.read(len(buffer))
        self._first = self._first[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _is_object(line: bytes) -> bool:
    try:
        return line.lstrip()[:1] == b"{" and isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _text(data: bytes, name: str) -> Found:
    text = _decoded(data, name)
    if isinstance(text, Refused):
        return text
    fields: dict[str, Any] = {}
    header = HEADER.match(text)
    if header:
        fields = _fields(header["fields"])
    # Three hyphens may also be a rule above a text: a header has fields that are known.
    if fields.keys() & KEYS and header:
        text = text[header.end() :]
    else:
        fields = {}
    return _article(fields | {"text": text}, name, name)


def _fields(lines: str) -> dict[str, Any]:
    """The "key: value" lines of a header; quotation marks around a value are dropped."""
    found = {}
    for line in lines.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            found[key.strip().lower()] = value.strip().strip("\"'") or None
    return found


def _lines(file: Iterable[bytes], name: str) -> Iterator[Found]:
    for number, line in enumerate(file, 1):
        where = f"{name}, line {number}"
        if not line.strip():
            continue
        text = _decoded(line, where)
        if isinstance(text, Refused):
            yield text
            continue
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply")
            yield Refused(where, f"not JSON ({reason})", "put one JSON object on each line")
            continue
        yield _article(fields, where, f"{Path(name).name}:{number}")


def _decoded(data: bytes, where: str) -> str | Refused:
    if b"\0" in data:
        return Refused(where, "binary, not text", "give text files in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Refused(where, f"not UTF-8 (byte {error.start})", "convert it, e.g. iconv -f latin1 -t utf-8")


def _too_large(where: str) -> Refused:
    return Refused(where, f"more than {LARGEST // 1_000_000} MB in one article", "split it into its articles")


def _article(fields: Any, where: str, id: str) -> Found:
    """The article that the fields describe, or what is wrong with them."""
    if not isinstance(fields, dict):
        return Refused(where, "not an object", 'write {"text": "…"}')
    text = fields.get("text")
    if not isinstance(text, str):
        return Refused(where, "without a text", 'give the field "text"')
    if not text.strip():
        return Refused(where, "empty", "give it a text or leave it out")
    if len(text) > LARGEST:
        return _too_large(where)
    # JSON may hold half a surrogate pair, which no file can be written with.
    if HALF.search(text):
        text = HALF.sub("\ufffd", text)
    try:
        published, updated = _date(fields.get("published")), _time(fields.get("updated"))
    except ValueError as error:
        return Refused(where, str(error), "write dates as 2021-05-21")
    article = Article(
        id=str(fields.get("id") or id),
        text=text,
        lang=_words(fields, "lang"),
        title=_words(fields, "title"),
        outlet=_words(fields, "outlet"),
        url=_words(fields, "url"),
        published=published,
        updated=updated,
    )
    return Located(where, article)


def _words(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    return str(value) if value else None


def _date(value: Any) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"'{value}' is no date") from None


def _time(value: Any) -> dt.datetime | None:
    if not value:
        return None
    try:
        return dt.datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        raise ValueError(f"'{value}' is no time") from None
