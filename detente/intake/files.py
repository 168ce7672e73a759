"""Articles from files, folders, JSON lines and standard input.

A text or Markdown file is one article; lines "key: value" at its head (title, published, outlet, url, lang,
updated), closed by an empty line, are about the article and no part of its text. A `.jsonl` file (also `.gz`) holds one
article a line: {"id", "lang"?, "published"?, "updated"?, "outlet"?, "url"?, "title"?, "text"}.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from detente.model import Article, InputError

# A longer article is no article; and the parser's memory grows with it.
LARGEST = 10 * 2**20
TEXT = frozenset({".txt", ".md", ".text"})
LINES = frozenset({".jsonl", ".ndjson"})
HEAD = re.compile(r"(title|published|outlet|url|lang|updated|id): ?(.*)")


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that could not be read: where (file, and line if there is one), and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def articles(paths: Iterable[str]) -> Iterator[Article | Refused]:
    """Every article of the paths, in order; what cannot be read comes as `Refused` in its place. "-" is standard input."""
    for path in paths:
        if path == "-":
            yield from _guarded("standard input", lambda: _stream(sys.stdin.buffer.read(LARGEST * 50), "standard input"))
        else:
            yield from _path(Path(path))


def _path(path: Path) -> Iterator[Article | Refused]:
    if path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        yield Refused(str(path), "no such file or folder")
    elif _kind(path) in LINES:
        yield from _guarded(str(path), lambda: _lines(path))
    else:
        yield from _guarded(str(path), lambda: iter([_text_file(path)]))


def _folder(folder: Path) -> Iterator[Article | Refused]:
    """The articles below a folder, by name; files of other kinds are named once, with their number."""
    others = []
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not any(q.startswith(".") for q in p.parts))
    for path in files:
        if not path.resolve().is_relative_to(folder.resolve()):
            yield Refused(str(path), "a link that leads out of the folder is not followed")
        elif _kind(path) in TEXT | LINES:
            yield from _path(path)
        else:
            others.append(path.name)
    if others:
        shown = ", ".join(others[:3]) + (", …" if len(others) > 3 else "")
        yield Refused(str(folder), f"{len(others)} files of other kinds left out ({shown}); read are .txt, .md, .jsonl")
    elif not files:
        yield Refused(str(folder), "the folder has no files")


def _kind(path: Path) -> str:
    """The file's ending, without that of its compression."""
    return (Path(path.stem).suffix if path.suffix == ".gz" else path.suffix).lower()


def _guarded(where: str, read: Any) -> Iterator[Article | Refused]:
    try:
        yield from read()
    except InputError as error:
        yield Refused(error.where or where, error.reason)
    except PermissionError:
        yield Refused(where, "no permission to read it")
    except (OSError, EOFError, zlib.error) as error:
        yield Refused(where, f"cannot be read: {error}")


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _text_file(path: Path) -> Article:
    with _open(path) as file:
        raw = file.read(LARGEST + 1)
    return _article(raw, str(path), path.stem)


def _stream(raw: bytes, where: str) -> Iterator[Article | Refused]:
    """Standard input: JSON lines if its first line is one, else one article."""
    first = raw.lstrip()[:1]
    if first == b"{":
        for number, line in enumerate(raw.split(b"\n"), 1):
            if line.strip():
                yield _line(line, f"{where}, line {number}")
    else:
        yield _article(raw, where, "stdin")


def _article(raw: bytes, where: str, id: str) -> Article:
    text = decoded(raw, where)
    about, body = _head(text)
    return build({**about, "id": about.get("id", id), "text": body}, where)


def decoded(raw: bytes, where: str) -> str:
    """The text of the bytes.

    Raises:
        InputError: too long, binary or not UTF-8; says at which byte.
    """
    if len(raw) > LARGEST:
        raise InputError(f"more than {LARGEST // 2**20} MB in one article; split it", where)
    if b"\0" in raw[:8192]:
        raise InputError("a binary file, not a text", where)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start}); convert it, e.g. with iconv -t UTF-8", where) from None


def _head(text: str) -> tuple[dict[str, str], str]:
    """What the lines at the head of a text say about it, and the text without them."""
    about: dict[str, str] = {}
    rest = text
    while match := HEAD.match(rest):
        line = match.group(0)
        about[match.group(1)] = match.group(2).strip()
        rest = rest[len(line) :].removeprefix("\r").removeprefix("\n")
    if about and not rest.lstrip(" \t").startswith(("\n", "\r")):
        return {}, text
    return about, rest.lstrip("\r\n") if about else text


def _lines(path: Path) -> Iterator[Article | Refused]:
    with _open(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _line(line, f"{path}, line {number}")


def _line(line: bytes, where: str) -> Article | Refused:
    try:
        text = decoded(line, where)
        try:
            found = json.loads(text)
        except json.JSONDecodeError as error:
            return Refused(where, f"no JSON: {error.msg} at column {error.colno}")
        except RecursionError:
            return Refused(where, "no JSON: nested too deeply")
        return build(found, where)
    except InputError as error:
        return Refused(where, error.reason)


def build(found: Any, where: str) -> Article:
    """The article that a JSON object describes.

    Raises:
        InputError: no object, no text, or a value of the wrong kind; says which.
    """
    if not isinstance(found, dict):
        raise InputError("no JSON object with a 'text'", where)
    text = found.get("text")
    if not isinstance(text, str):
        raise InputError("no 'text' in it", where)
    if not text.strip():
        raise InputError("the article is empty", where)
    if len(text) > LARGEST:
        raise InputError(f"more than {LARGEST // 2**20} MB in one article; split it", where)
    for key in ("lang", "title", "outlet", "url"):
        if not isinstance(found.get(key), (str, type(None))):
            raise InputError(f"'{key}' should be a text, found {found[key]!r}", where)
    # JSON may hold half a surrogate pair, which no file can be written with.
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Article(
        str(found.get("id") or where),
        text,
        found.get("lang") or None,
        found.get("title") or None,
        found.get("outlet") or None,
        found.get("url") or None,
        day(found.get("published"), where),
        moment(found.get("updated"), where),
    )


def day(value: Any, where: str | None) -> dt.date | None:
    """An ISO date, or the date of an ISO time.

    Raises:
        InputError: anything else.
    """
    if value in (None, ""):
        return None
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InputError(f"'{value}' is no date like 2021-05-21", where) from None


def moment(value: Any, where: str | None) -> dt.datetime | None:
    """An ISO time.

    Raises:
        InputError: anything else.
    """
    if value in (None, ""):
        return None
    try:
        return dt.datetime.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"'{value}' is no time like 2021-05-21T09:05", where) from None
