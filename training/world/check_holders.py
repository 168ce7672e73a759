"""Check detente/data/world/{offices,people,holders}.tsv: prints each fault, exits with 1 if there is one.

    python training/world/check_holders.py

Identifiers resolve and are unique, roles and dates are well formed and in order, and two holders of one
office do not overlap by more than a day unless the term is marked joint. A month or a year counts as the
part of it that makes the two terms agree, if there is one.
"""

from __future__ import annotations

import calendar
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from compact import read_lines

HERE = Path(__file__).resolve().parent
WORLD = HERE.parents[1] / "detente" / "data" / "world"
ROLES = frozenset(read_lines(HERE / "roles.txt"))
SECTORS = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY", "IGO", "NGO", "REB"})
NOTES = frozenset({"", "joint"})
SLACK = timedelta(days=1)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A term, each end as the earliest and the latest day it can mean; an open end is date.max."""

    person: str
    begins: tuple[date, date]
    ends: tuple[date, date]
    joint: bool

    def overlaps(self, later: Span) -> bool:
        """Whether this term surely runs for more than a day into the later one."""
        return self.ends[0] - SLACK > later.begins[1] and later.ends[0] - SLACK > self.begins[1]


def read(name: str) -> list[dict[str, str]]:
    """The rows of one table, by column."""
    text = (WORLD / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def days(written: str) -> tuple[date, date]:
    """The first and the last day that ``2012``, ``2012-05`` or ``2012-05-17`` can mean."""
    match [int(part) for part in written.split("-")]:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
    raise ValueError(f"no date: {written!r}")


def well_formed(written: str) -> bool:
    """Whether this is a day, month or year of the calendar."""
    if not _DATE.fullmatch(written):
        return False
    try:
        days(written)
    except (ValueError, calendar.IllegalMonthError):
        return False
    return True


def faults() -> Iterator[str]:
    """Every fault, as a line to print."""
    offices, people, holders = read("offices.tsv"), read("people.tsv"), read("holders.tsv")
    for name, rows in (("offices", offices), ("people", people)):
        for ident, count in Counter(row["id"] for row in rows).items():
            if count > 1:
                yield f"{name}: {ident} occurs {count} times"
    for office in offices:
        if office["role"] not in ROLES or office["sector"] not in SECTORS:
            yield f"offices: {office['id']}: role {office['role']!r} or sector {office['sector']!r} unknown"
        if not office["id"].startswith(office["owner"] + "."):
            yield f"offices: {office['id']} does not belong to {office['owner']}"
    for person in people:
        if person["gender"] not in ("m", "f", "") or not person["name"] or not person["surname"]:
            yield f"people: {person['id']}: gender, name or surname missing"
        if not person["country"]:
            yield f"people: {person['id']}: no country"
    yield from _terms(holders, {row["id"] for row in offices}, {row["id"] for row in people})


def _terms(holders: list[dict[str, str]], offices: set[str], people: set[str]) -> Iterator[str]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for row in holders:
        where = f"holders: {row['office']} {row['person']} {row['from']}"
        if row["office"] not in offices or row["person"] not in people:
            yield f"{where}: office or person unknown"
        elif row["note"] not in NOTES:
            yield f"{where}: note {row['note']!r} unknown"
        elif not well_formed(row["from"]) or (row["until"] and not well_formed(row["until"])):
            yield f"{where}: bad date {row['from']!r} or {row['until']!r}"
        else:
            ends = days(row["until"]) if row["until"] else (date.max, date.max)
            span = Span(row["person"], days(row["from"]), ends, row["note"] == "joint")
            if span.begins[0] > span.ends[1]:
                yield f"{where}: ends before it begins, {row['until']}"
            spans[row["office"]].append(span)
    for office, terms in spans.items():
        yield from _overlaps(office, sorted(terms, key=lambda span: span.begins))


def _overlaps(office: str, terms: list[Span]) -> Iterator[str]:
    for index, earlier in enumerate(terms):
        for later in terms[index + 1 :]:
            shared = (earlier.joint or later.joint) and earlier.person != later.person
            if not shared and earlier.overlaps(later):
                yield (
                    f"holders: {office}: {earlier.person} until {earlier.ends[1]} overlaps "
                    f"{later.person} from {later.begins[0]}"
                )


def main() -> None:
    """Print the faults."""
    found = list(faults())
    print(*found, f"{len(found)} faults", sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
