"""Append to the world tables the office holders that the Phoenix actor dictionary knows and they do not.

    python training/world/from_phoenix.py Phoenix.Countries.actors.txt

The dictionary (Open Event Data Alliance, MIT licence, facts up to 2014) gives a person's role as a CAMEO
code with dates, ``[TCDGOVHLH 080501-100331]``, which does not name the office. Two cases are clear:

- Cabinet members have monthly dates and a code for their field; HLH, JUD and ENV each mean one ministry,
  unless two people hold the code at once: then neither is taken. MIL is left out: of the 25 stays that could
  be compared, 9 were those of security advisers or ministers without the ministry.
- Heads of state, then heads of government, come first in each country, each list in order of time. A list is
  given the office whose holders, already known from elsewhere, it names; a list that names none is left out.

Open terms are left out, since the dictionary does not say when they ended, and so is what ended before 1990.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from build_holders import (
    FAMILY_FIRST,
    HERE,
    HOLDER_HEADER,
    OFFICE_HEADER,
    PERSON_HEADER,
    office_row,
    read_fields,
    write_table,
)
from check_holders import WORLD, days, read
from compact import read_lines, slug, surname

SOURCE = "Phoenix 2014"
SINCE = "1990-01-01"
MINISTRIES = {"HLH": "health-minister", "JUD": "justice-minister", "ENV": "environment-minister"}
RULERS = ("head-of-state", "head-of-government")
_COUNTRY = re.compile(r"^[A-Z_.'\- ]+\[([A-Z]{3})\]")
_ROLE = re.compile(r"\[([A-Z]{3})GOV([A-Z]{3})? (\d{6})-(\d{6})\]")
_PARTICLES = frozenset(read_lines(HERE / "particles.txt"))


# What is left of ranks cut off from names.
_RANKS = frozenset(read_lines(HERE / "ranks.txt"))


@dataclass(frozen=True, slots=True)
class Stay:
    """Some months in government: ``field`` is the CAMEO code after GOV, "" where there is none."""

    name: str
    others: tuple[str, ...]
    country: str
    field: str
    start: str
    end: str

    @property
    def monthly(self) -> bool:
        """Whether the dates are those of the monthly lists of cabinet members."""
        # The lists give February 28 days in every year.
        last = days(self.end[:7])[1].isoformat()
        return self.start.endswith("-01") and self.end in (last, last.replace("-02-29", "-02-28"))


def readable(name: str) -> str:
    """``ABDUL_AZIZ_BIN_FAHD_`` → ``Abdul Aziz bin Fahd``."""
    words = name.strip("_ ").replace("_", " ").split()
    cased = ("-".join(part.capitalize() if part else part for part in word.split("-")) for word in words)
    cased = (re.sub(r"(?<=')[a-z]", lambda m: m[0].upper(), word) for word in cased)
    cased = (re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), word) for word in cased)
    return " ".join(w.lower() if i and w.lower() in _PARTICLES else w for i, w in enumerate(cased))


def iso(written: str) -> str | None:
    """``010420`` → ``2001-04-20``; none where it is no day."""
    year = int(written[:2])
    try:
        return date(year + (1900 if year >= 30 else 2000), int(written[2:4]), int(written[4:])).isoformat()
    except ValueError:
        return None


def read_stays(path: Path) -> Iterator[Stay]:
    """Every closed stay in government, in the order of the file."""
    names: list[str] = []
    complete = True
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        entry = line.split(";")[0].split("#")[0].rstrip()
        if not entry or _COUNTRY.match(entry):
            names, complete = [], True
        elif not entry.startswith(("\t", " ")):
            another = entry.startswith("+") and not complete
            names, complete = [*(names if another else ()), entry.lstrip("+")], False
        else:
            complete = True
            yield from _stays(names, entry)


def _stays(names: list[str], entry: str) -> Iterator[Stay]:
    people = [readable(name) for name in names if re.fullmatch(r"[A-Z][A-Z'._\- ]+", name)]
    if not people or " " not in people[0] or people[0].split()[0] in _RANKS:
        return
    for country, field, begun, ended in _ROLE.findall(entry):
        start, end = iso(begun), iso(ended)
        if start and end and start < end and end > SINCE:
            yield Stay(people[0], tuple(people[1:]), country.lower(), field, start, end)


def lone(stays: list[Stay]) -> list[Stay]:
    """The stays that overlap with no other person's."""
    return [a for a in stays if all(a.name == b.name or a.end <= b.start or b.end <= a.start for b in stays)]


def ministers(stays: list[Stay]) -> Iterator[tuple[str, Stay]]:
    """Offices of cabinet members whose field names one ministry."""
    fields = defaultdict(list)
    for stay in stays:
        if stay.field in MINISTRIES and stay.monthly:
            fields[stay.country, stay.field].append(stay)
    for (country, field), held in fields.items():
        for stay in lone(held):
            yield f"{country}.{MINISTRIES[field]}", stay


def rulers(stays: list[Stay], known: dict[str, list[tuple[str, str, str]]]) -> Iterator[tuple[str, Stay]]:
    """Heads of state and of government, by the lists in which they stand."""
    bare = (stay for stay in stays if not stay.field and not stay.monthly)
    for country, of in groupby(bare, key=lambda stay: stay.country):
        for run in _runs(list(of)):
            votes = {office: _votes(run, known[f"{country}.{office}"]) for office in RULERS}
            office, other = sorted(RULERS, key=lambda name: -votes[name])
            if votes[office] > 2 * votes[other]:
                yield from ((f"{country}.{office}", stay) for stay in lone(run))


def _runs(stays: list[Stay]) -> list[list[Stay]]:
    """Cut the rulers of a country where time goes back to an earlier person: there the next list begins."""
    runs: list[list[Stay]] = []
    for _, of in groupby(stays, key=lambda stay: stay.name):
        held = list(of)
        if not runs or min(s.start for s in held) < max(s.start for s in runs[-1]):
            runs.append([])
        runs[-1] += held
    return runs


def _votes(run: list[Stay], known: list[tuple[str, str, str]]) -> int:
    """How many stays begin within a month of a known holder of the same surname."""
    return sum(
        any(_close(stay.start, start) and slug(stay.name.split()[-1]) in person for person, start, _ in known)
        for stay in run
    )


def _close(day: str, other: str) -> bool:
    earliest, latest = days(other)
    return earliest - timedelta(days=31) <= date.fromisoformat(day) <= latest + timedelta(days=31)


def covered(stay: Stay, terms: list[tuple[str, str, str]]) -> bool:
    """Whether somebody is already known to hold the office for more than a day of the stay."""
    start, end = date.fromisoformat(stay.start), date.fromisoformat(stay.end)
    for _, since, until in terms:
        # Months and years are taken at their widest: better no term than a doubtful one.
        begins, ends = days(since)[0], days(until)[1] if until else date.max
        if start < ends - timedelta(days=1) and begins + timedelta(days=1) < end:
            return True
    return False


class People:
    """The people known, by country and by the words of their names."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.countries = {row["id"]: row["country"] for row in rows}
        self._words: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        for row in rows:
            for written in filter(None, (row["name"], *row["aliases"].split("|"))):
                self._words[row["country"]].append((frozenset(slug(written).split("-")), row["id"]))

    def find(self, stay: Stay) -> str | None:
        """The one person of the country whose name has the same words, or some more or fewer."""
        found = set()
        for written in (stay.name, *stay.others):
            words = frozenset(slug(written).split("-"))
            for other, person in self._words[stay.country]:
                if len(words & other) > 1 and (words <= other or other <= words):
                    found.add(person)
        return found.pop() if len(found) == 1 else None


def month_dates(stay: Stay) -> tuple[str, str]:
    """The dates as sure as they are: months for cabinet lists, days for rulers."""
    return (stay.start[:7], stay.end[:7]) if stay.monthly else (stay.start, stay.end)


def main() -> None:
    """Append the rows and say how many there are."""
    offices, people, holders = (
        [row for row in read(name) if row.get("source") != SOURCE]
        for name in ("offices.tsv", "people.tsv", "holders.tsv")
    )
    posts, adjectives = read_fields(HERE / "posts.txt"), read_fields(HERE / "adjectives.txt")
    known: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in holders:
        known[row["office"]].append((row["person"], row["from"], row["until"]))
    known_people = People(people)
    countries = dict(known_people.countries)
    stays = [stay for stay in read_stays(Path(sys.argv[1])) if stay.country in adjectives]
    new_people: dict[str, dict[str, str]] = {}
    new_holders = []
    for office, stay in [*ministers(stays), *rulers(stays, known)]:
        if covered(stay, known[office]):
            continue
        person = known_people.find(stay) or f"person/{slug(stay.name)}"
        # A namesake or a foreigner in office: not for a program to tell.
        if countries.get(person, stay.country) != stay.country:
            continue
        if person not in countries:
            countries[person] = stay.country
            new_people[person] = dict.fromkeys(PERSON_HEADER, "") | {
                "id": person,
                "name": stay.name,
                "name_fr": stay.name,
                "country": stay.country,
                "source": SOURCE,
                "surname": surname(stay.name, stay.country in FAMILY_FIRST),
                "aliases": "|".join(stay.others),
                "from": stay.start[:4],
                "until": stay.end[:4],
            }
        elif person in new_people:
            row = new_people[person]
            row |= {"from": min(row["from"], stay.start[:4]), "until": max(row["until"], stay.end[:4])}
        start, end = month_dates(stay)
        known[office].append((person, start, end))
        new_holders.append(
            {"office": office, "person": person, "from": start, "until": end, "source": SOURCE, "note": ""}
        )
    named = {row["id"] for row in offices}
    for office in sorted({row["office"] for row in new_holders} - named):
        offices.append(dict(zip(OFFICE_HEADER, office_row(office, posts, adjectives), strict=True)))
    _rewrite("offices.tsv", OFFICE_HEADER, sorted(offices, key=lambda row: row["id"]))
    _rewrite("people.tsv", PERSON_HEADER, [*people, *new_people.values()])
    _rewrite("holders.tsv", HOLDER_HEADER, [*holders, *new_holders])
    print(f"{len(new_people)} people and {len(new_holders)} holders from {SOURCE}")


def _rewrite(name: str, header: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Write a table again under the comments it has."""
    path = WORLD / name
    notes = [line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    write_table(path, header, notes, [tuple(row[column] for column in header) for row in rows])


if __name__ == "__main__":
    main()
