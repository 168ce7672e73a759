"""Web archives (WARC) to pages: the answers of servers that hold HTML."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

ARCHIVES = (".warc", ".warc.gz", ".warc.zst")


class ArchiveError(ValueError):
    """Where an archive breaks off."""


def pages(path: Path, largest: int) -> Iterator[tuple[str, bytes]]:
    """Address and body of each HTML answer; a body is read no further than `largest` bytes and one more.

    Raises:
        ArchiveError: the archive is cut off or damaged; what stood before that has been given.
    """
    with path.open("rb") as file:
        number = 0
        try:
            for record in ArchiveIterator(_plain(file, path)):
                if _is_page(record):
                    body = record.content_stream().read(largest + 1)
                    if len(body) <= largest and record.raw_stream.limit:
                        raise EOFError("the archive ends in the middle of the next")
                    yield str(record.rec_headers.get_header("WARC-Target-URI")), body
                number += 1
        except (ArchiveLoadFailed, EOFError, OSError, zstandard.ZstdError, ValueError) as error:
            reason = str(error).strip().partition("\n")[0]
            raise ArchiveError(f"damaged behind record {number} ({reason})") from None


def _is_page(record: Any) -> bool:
    """Whether the record is a server's answer that holds HTML."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return "html" in kind.lower() and (record.http_headers.get_statuscode() or "").startswith("2")


def _plain(file: BinaryIO, path: Path) -> BinaryIO:
    """The archive's bytes; Zstandard is undone here, gzip by the reader of archives."""
    if not path.name.lower().endswith(".zst"):
        return file
    # Unbuffered: what stands before a cut must not be lost to reading ahead.
    return cast(BinaryIO, _Unpacked(file))


class _Unpacked(io.RawIOBase):
    """Frames of Zstandard, one behind the other; a frame that breaks off is an error, not an end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._waiting, self._left = file, b"", b""
        self._frame: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            data = self._waiting or self._file.read(65_536)
            self._waiting = b""
            if not data:
                if self._frame is not None:
                    raise OSError("the archive ends in the middle of a frame")
                return 0
            frame: Any = self._frame or zstandard.ZstdDecompressor().decompressobj()
            self._left = frame.decompress(data)
            self._frame = None if frame.eof else frame
            self._waiting = frame.unused_data if frame.eof else b""
        given = self._left[: len(buffer)]
        self._left = self._left[len(given) :]
        buffer[: len(given)] = given
        return len(given)
