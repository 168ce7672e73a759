"""Files of all kinds, folders, standard input and addresses, as articles.

A text file is one article. It may begin with a header between two lines of three hyphens that names what the
text does not say (`published`, `title`, `lang`, `outlet`, `url`, `id`); the article's text begins behind it.
A `.jsonl` file (also `.jsonl.gz`) holds one article per line. Web pages, feeds, tables and web archives each have
their module here. The text of an article is never changed.
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

from detente.intake import archives, feeds, pages, tables
from detente.intake.fetch import Fetcher, FetchError, Limits
from detente.knowledge.files import DATA
from detente.model import Article

# More in one article than any newspaper prints in a year; such a file is something else.
LARGEST = 10_000_000
# A table or a feed holds many articles.
LARGEST_FILE = 200_000_000
ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.I)
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
        return f"{self.folder}: {what} neither text, JSON lines, page, feed, table nor archive; skipped"


@dataclass(frozen=True, slots=True)
class Located:
    """An article, where it was found (file, line), and what is doubtful about what is said of it."""

    where: str
    article: Article
    doubts: tuple[str, ...] = ()


Found = Located | Refused | Skipped


def articles(sources: Iterable[str], limits: Limits | None = None) -> Iterator[Found]:
    """The articles of files, folders (all files below), addresses and "-" (standard input), in order.

    What cannot be read comes as `Refused` in its place; nothing is raised. `limits` hold for what is fetched.
    """
    for path in sources:
        if ADDRESS.match(path):
            yield from _fetched(path, limits or Limits())
        elif path == "-":
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
        if _kind(path):
            yield from _file(path)
        else:
            skipped += 1
    if skipped:
        yield Skipped(str(folder), skipped)


def _file(path: Path) -> Iterator[Found]:
    name = str(path)
    suffix = path.suffix.lower()
    try:
        if name.lower().endswith(archives.ARCHIVES):
            yield from _archive(path)
        elif suffix in pages.PAGES | feeds.FEEDS | tables.TABLES.keys():
            if path.stat().st_size > LARGEST_FILE:
                yield Refused(name, f"more than {LARGEST_FILE // 1_000_000} MB", "split it")
            elif suffix in tables.TABLES:
                yield from _table(path.read_bytes(), name, tables.TABLES[suffix])
            else:
                yield from _document(path.read_bytes(), name, None)
        elif name.endswith(".gz"):
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


def _kind(path: Path) -> bool:
    """Whether the file is of a kind that holds articles."""
    name, suffix = path.name.lower(), path.suffix.lower()
    known = TEXTS | pages.PAGES | feeds.FEEDS | tables.TABLES.keys()
    return suffix in known or name.endswith((*LINES, *archives.ARCHIVES))


def _document(data: bytes, where: str, url: str | None) -> Iterator[Found]:
    """The articles of a page or a feed, whichever it is."""
    if feeds.looks_like_feed(data):
        try:
            for number, fields in enumerate(feeds.entries(data), 1):
                yield _article(fields, f"{where}, entry {number}", f"{Path(where).name}:{number}")
        except feeds.FeedError as error:
            yield Refused(where, str(error), "give a feed in RSS or Atom")
        return
    html = _decoded_page(data, where)
    if isinstance(html, Refused):
        yield html
        return
    found = pages.page(html, url)
    if found is None:
        yield Refused(where, "no article stands in this page", "save the page of the article itself")
    else:
        yield _article(found.fields, where, where, found.doubts)


def _decoded_page(data: bytes, where: str) -> str | Refused:
    """A page's text: UTF-8, or the encoding that the page names."""
    if b"\0" in data[:100_000]:
        return Refused(where, "binary, not a page", "give pages in HTML")
    named = CHARSET.search(data[:2_000])
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return Refused(where, "its characters cannot be read", "save the page in UTF-8")


def _table(data: bytes, name: str, separator: str) -> Iterator[Found]:
    text = _decoded(data, name)
    if isinstance(text, Refused):
        yield text
        return
    try:
        for number, fields in tables.rows(text, separator):
            where = f"{name}, line {number}"
            if isinstance(fields, tables.TableError):
                yield Refused(where, str(fields), "check the quotation marks and separators of that row")
            else:
                yield _article(dict(fields), where, f"{Path(name).name}:{number}")
    except tables.TableError as error:
        yield Refused(name, str(error), 'name the columns in the first row, one of them "text"')


def _archive(path: Path) -> Iterator[Found]:
    try:
        for url, body in archives.pages(path, LARGEST):
            where = f"{path}, {url}"
            if len(body) > LARGEST:
                yield _too_large(where)
            else:
                for found in _document(body, where, url):
                    yield found if isinstance(found, Refused) else _named_by(found, url)
    except archives.ArchiveError as error:
        yield Refused(str(path), str(error), "fetch the archive again; what stood before was read")


def _fetched(url: str, limits: Limits) -> Iterator[Found]:
    """The article at an address; of a feed, each entry's page where the feed gives only a summary."""
    with Fetcher(limits) as fetcher:
        try:
            answer = fetcher.get(url)
        except FetchError as error:
            yield Refused(url, error.reason, error.advice)
            return
        assert answer is not None
        for found in _document(answer.body, url, answer.url):
            yield found if isinstance(found, Refused) else _named_by(found, answer.url)


def _named_by(found: Found, url: str) -> Found:
    """The article of a page without a name of its own, named by its address."""
    if not isinstance(found, Located) or found.article.id != found.where:
        return found
    return replace(found, article=replace(found.article, id=url, url=found.article.url or url))


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


def _article(fields: Any, where: str, id: str, doubts: tuple[str, ...] = ()) -> Found:
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
    return Located(where, article, doubts)


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
