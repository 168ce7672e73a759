"""What the reports of one happening say together, and where they differ. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from detente.store import same
from detente.store.same import Sighting

# How fine a date is: the finest told by anyone stands for the happening.
FINENESS = {"day": 0, "week": 1, "range": 2, "month": 3, "season": 4, "year": 5}
# A party belongs to the happening if at least this part of the reports names it.
NAMED = 1 / 3

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """One report as it counts: `text` is the id of the article whose text it is, the same for all copies."""

    sighting: Sighting
    row: Any
    text: int
    outlet: str | None
    first_outlet: str | None


def summary(told: Sequence[Told]) -> dict[str, Any]:
    """The columns of a happening, from its reports; copies of a text count once."""
    told = sorted(told, key=lambda t: (t.row.said or dt.date.max, t.row.id))
    reports = _one_per_text(told)
    first = reports[0]
    dated = _finest(reports, "")
    expected = _finest(reports, "expected_")
    placed = _commonest(reports, lambda t: (t.row.place_code, t.row.place) if t.row.place else None)
    place = next((t.row for t in reports if placed and (t.row.place_code, t.row.place) == placed), None)
    status = _commonest(reports, lambda t: str(t.row.status)) or first.row.status
    days = [t.row.said for t in told if t.row.said]
    return {
        "root": first.row.root,
        "mode": _commonest(reports, lambda t: t.row.mode),
        "act": _act(reports),
        "operators": first.row.operators,
        "standing": first.sighting.standing,
        "status": status,
        "mutual": any(t.row.mutual for t in reports),
        "domestic": all(t.row.domestic for t in reports),
        **_columns("", dated),
        **_columns("expected_", expected),
        "place": place.place if place else None,
        "place_code": place.place_code if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "quad": _commonest(reports, lambda t: str(t.row.quad)),
        "score": sum(t.row.score for t in reports) / len(reports),
        "confidence": max(t.row.confidence for t in reports),
        "first_said": min(days, default=None),
        "last_said": max(days, default=None),
        "words": first.row.words,
        "articles": len({t.row.article for t in told}),
        "reports": len({t.text for t in told}),
        "outlets": len({t.first_outlet for t in reports}),
    }


def sides(told: Sequence[Told]) -> list[tuple[str, str]]:
    """(side, code) of the parties that enough reports name, in the order of the first report."""
    reports = _one_per_text(told)
    counts: Counter[tuple[str, str]] = Counter()
    for t in reports:
        counts.update(
            {("actor", c) for c in t.sighting.actors} | {("recipient", c) for c in t.sighting.recipients}
        )
    mutual = any(t.sighting.mutual for t in reports)
    found: list[tuple[str, str]] = []
    for (side, code), count in sorted(counts.items(), key=lambda e: (e[0][0], -e[1], e[0][1])):
        other = ("recipient" if side == "actor" else "actor", code)
        # In a mutual act the sides are a matter of words: each party stands once, where most reports put it.
        turned = mutual and counts[other] and (counts[other], other[0] == "actor") > (count, side == "actor")
        share = (count + (counts[other] if mutual else 0)) / len(reports)
        if share >= NAMED and not turned:
            found.append((side, code))
    return found


def span(told: Iterable[Told]) -> tuple[dt.date | None, dt.date | None]:
    """The days among which a further report is looked for."""
    days = [day for t in told for day in window(t.sighting) if day]
    return min(days, default=None), max(days, default=None)


def window(sighting: Sighting) -> tuple[dt.date | None, dt.date | None]:
    """The days on which the event may lie, as one report tells it."""
    if sighting.start and sighting.end:
        return sighting.start, sighting.end
    if sighting.spoken is None:
        return None, None
    return sighting.spoken - dt.timedelta(same.SAID_DAYS), sighting.spoken


def disagreements(told: Sequence[Told]) -> list[dict[str, Any]]:
    """What reports do not agree on: {"about", "sides": [[value, [article ids]], …]}, the most told side first.

    A report that is only vaguer than another, or names fewer people, does not disagree with it.
    """
    found = []
    for about, value in (("date", _day), ("place", _place), ("status", _status), ("who", None)):
        sides = _who(told) if value is None else _told_by(told, value)
        if len(sides) > 1:
            ordered = sorted(sides.items(), key=lambda s: (-len(s[1]), s[0]))
            found.append({"about": about, "sides": [[v, sorted(a)] for v, a in ordered]})
    return found


def _told_by(told: Sequence[Told], value: Callable[[Told], str | None]) -> dict[str, set[int]]:
    sides: dict[str, set[int]] = defaultdict(set)
    for t in told:
        said = value(t)
        if said is not None:
            sides[said].add(t.row.article)
    return sides


def _day(told: Told) -> str | None:
    return str(told.sighting.start) if told.sighting.grain == "day" else None


def _status(told: Told) -> str:
    # That something goes on or is over is a matter of the day on which it is told.
    return "occurred" if told.row.status == "ongoing" else str(told.row.status)


def _place(told: Told) -> str | None:
    """A place as what can be compared across languages: its coordinates to half a degree, named by the report."""
    row = told.row
    if row.lat is None or row.lon is None:
        return None
    return f"{row.place_code or '?'} {round(row.lat * 2) / 2:g},{round(row.lon * 2) / 2:g}"


def _who(told: Sequence[Told]) -> dict[str, set[int]]:
    """The people whom reports name for a party, where they name others for it."""
    by_code: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for t in told:
        people: dict[str, list[str]] = defaultdict(list)
        for code, person in sorted(t.sighting.people):
            people[code].append(person.removeprefix("person/"))
        for code, names in people.items():
            by_code[code][", ".join(names)].add(t.row.article)
    found: dict[str, set[int]] = {}
    for sides in by_code.values():
        if len(sides) > 1 and not set.intersection(*(set(names.split(", ")) for names in sides)):
            found |= sides
    return found


def _one_per_text(told: Sequence[Told]) -> list[Told]:
    seen: dict[int, Told] = {}
    for t in told:
        seen.setdefault(t.text, t)
    return list(seen.values())


def _act(reports: Sequence[Told]) -> str:
    """The act behind the root, by those who name it."""
    named = _commonest(reports, lambda t: str(t.row.act) if t.row.act != t.row.root else None)
    return named or str(reports[0].row.act)


def _commonest(reports: Sequence[Told], value: Callable[[Told], V | None]) -> V | None:
    counts: Counter[V] = Counter()
    for t in reports:
        said = value(t)
        if said is not None:
            counts[said] += 1
    # Of equals the first: counters keep the order of arrival.
    return max(counts, key=lambda v: counts[v]) if counts else None


def _finest(reports: Sequence[Told], prefix: str) -> tuple[dt.date, dt.date, str] | None:
    def dates(t: Told) -> tuple[dt.date, dt.date, str] | None:
        row = t.row
        start, end, grain = (getattr(row, prefix + n) for n in ("start", "end", "grain"))
        return (start, end, grain) if start else None

    told = [d for t in reports if (d := dates(t))]
    if not told:
        return None
    finest = min(FINENESS.get(g, 9) for _, _, g in told)
    counts = Counter(d for d in told if FINENESS.get(d[2], 9) == finest)
    return max(counts, key=lambda d: counts[d])


def _columns(prefix: str, dates: tuple[dt.date, dt.date, str] | None) -> dict[str, Any]:
    start, end, grain = dates or (None, None, None)
    return {f"{prefix}start": start, f"{prefix}end": end, f"{prefix}grain": grain}
