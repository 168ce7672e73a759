"""Read the compact notation in which the offices and their holders are kept by hand.

One line is one office and its holders in order, an entry being a name and the day it began:

    fra.foreign-minister: Laurent Fabius 2012-05-17; Jean-Yves _Le Drian 2017-05-17/2022-05-20

- A day may be a month (2012-05) or a year (2012). Without ``/until`` a term ends where the next begins;
  the last one without it is still running.
- ``+`` after the name: a woman. ``@ita``: the country, where the office does not tell it.
- ``_`` before the part used alone as surname, where it is not the last word; ``^`` before a name whose
  first word is used alone (``^Xi Jinping``); ``=`` before a name always used whole (``=Hun Sen``).
- ``&`` before an entry: holds the office jointly with others, or against a rival claim.
- ``#2`` after a name tells two people of one name apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_ENTRY = re.compile(
    rf"(?P<joint>&)?(?P<name>[^+@#\d]+?)(?P<twin>#\d)?(?P<woman>\+)?(?:@(?P<country>[a-z]{{3}}))?"
    rf" (?P<start>{_DAY})(?P<closed>/(?P<end>{_DAY})?)?"
)
_UNDECOMPOSED = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ə": "a",
        "Ə": "A",
        "œ": "oe",
        "’": "'",
    }
)


class CompactError(ValueError):
    """A line that the notation does not allow; says file, office and entry."""


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office: ``end`` is "" while it runs, ``key`` tells people apart,
    ``written`` has the marks of the notation.
    """

    office: str
    key: str
    written: str
    woman: bool
    country: str
    start: str
    end: str
    joint: bool


def plain(name: str) -> str:
    """The name without diacritics: ``Erdoğan`` → ``Erdogan``."""
    decomposed = unicodedata.normalize("NFD", name.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(name: str) -> str:
    """The name as an identifier: ``Recep Tayyip Erdoğan`` → ``recep-tayyip-erdogan``."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")


def unmarked(written: str) -> str:
    """The name as printed, without the marks for the surname."""
    return written.lstrip("^=").replace("_", "")


def surname(written: str, family_first: bool = False) -> str:
    """The part used alone after the first mention."""
    if "_" in written:
        return written.split("_", 1)[1].strip()
    if written.startswith("="):
        return unmarked(written)
    words = unmarked(written).split()
    word = words[0] if written.startswith("^") or family_first else words[-1]
    return re.sub(r"^(?:al|el|Al|El|ul|ed|ad|as|at|es)-(?=\w)", "", word)


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a hand-kept file, without comments and blank lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def read_terms(path: Path) -> Iterator[Term]:
    """All terms of one file, in order. Raises CompactError on the first entry that cannot be read."""
    for line in read_lines(path):
        office, colon, rest = line.partition(": ")
        if not colon:
            raise CompactError(f"{path.name}: no office in {line[:60]!r}")
        yield from _terms(path, office.strip(), [part.strip() for part in rest.split(";") if part.strip()])


def _terms(path: Path, office: str, entries: list[str]) -> Iterator[Term]:
    matches = []
    for entry in entries:
        match = _ENTRY.fullmatch(entry)
        if match is None:
            raise CompactError(f"{path.name}: {office}: cannot read {entry!r}")
        matches.append(match)
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        end = match["end"] or ""
        # Who holds an office with others does not leave it because the next one comes in.
        if not match["closed"] and after is not None and not (match["joint"] or after["joint"]):
            end = after["start"]
        key = unmarked(match["name"]) + (match["twin"] or "")
        yield Term(
            office,
            key,
            match["name"],
            bool(match["woman"]),
            match["country"] or "",
            match["start"],
            end,
            bool(match["joint"]),
        )
