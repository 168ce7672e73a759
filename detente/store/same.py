"""Whether two reports tell of one event in the world. Pure: two sightings in, a score with its reasons out.

The weights were set on a corpus whose true happenings are known (`benchmarks/happenings.py`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import cos, hypot, radians

FACT, FORESEEN = "fact", "foreseen"
FORESEEN_STATUSES = frozenset({"planned", "proposed", "hoped", "conditional", "called_for"})
# Operators that set the day of an act foreseen; a plan is one plan on whichever day it is told.
PLANS = frozenset({"planned"})

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})

# From which score on two sightings are one happening.
ENOUGH = 2.5
# What agreement and disagreement weigh.
SAME_DAY, NEXT_DAY, SAME_SPAN, IN_SPAN, SAID_TOGETHER = 3.0, 0.5, 2.0, 1.0, 2.0
SAME_PLACE, OTHER_PLACE, OTHER_COUNTRY = 1.5, -2.5, -3.0
SAME_PEOPLE, OTHER_PEOPLE = 1.5, -3.0
ALL_PARTIES, SIDE_UNKNOWN, PARTIES_TURNED = 0.5, -1.0, -0.5
VAGUE_ACT, OTHER_MODE, OTHER_WORDS, OTHER_STATUS = -0.5, -1.5, -0.5, -0.5
# Days between which what is said without a date may be one thing.
SAID_DAYS = 2
# One offer, hope or demand is told within so many days; a plan is told again for longer.
SPOKEN_DAYS = 3
PLAN_DAYS = 120
# Places nearer than this many kilometres are one.
NEAR = 60.0
DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one report tells of an event, as far as it is compared.

    `start` and `end` are the days on which it lies: its own date, or that of the act foreseen. `spoken` is the day
    on which it was said or done, where only the act foreseen has a date.
    """

    event: int
    article: int
    root: str
    act: str
    mode: str | None
    standing: str
    status: str
    mutual: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    people: frozenset[tuple[str, str]]
    start: dt.date | None
    end: dt.date | None
    grain: str | None
    spoken: dt.date | None
    place: str | None
    place_code: str | None
    lat: float | None
    lon: float | None

    @property
    def codes(self) -> frozenset[str]:
        return self.actors | self.recipients

    @property
    def days(self) -> int:
        return (self.end - self.start).days if self.start and self.end else 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much speaks for one event, with the reasons; `possible` is False where something rules it out."""

    score: float
    reasons: tuple[str, ...]
    possible: bool = True

    @property
    def same(self) -> bool:
        return self.possible and self.score >= ENOUGH


def standing(status: str) -> str:
    """Whether a status tells a fact or something foreseen."""
    return FORESEEN if status in FORESEEN_STATUSES else FACT


def judged(one: Sighting, other: Sighting) -> Verdict:
    """How much speaks for both sightings being of one event."""
    parts = [_acts(one, other), _parties(one, other), _dates(one, other)]
    if any(p is None for p in parts):
        return Verdict(0.0, (), possible=False)
    parts += [_places(one, other), _people(one, other), _statuses(one, other)]
    told = [p for part in parts if part for p in part]
    return Verdict(sum(weight for weight, _ in told), tuple(reason for _, reason in told if reason))


Part = list[tuple[float, str]]


def _acts(one: Sighting, other: Sighting) -> Part | None:
    if one.root != other.root or one.standing != other.standing:
        return None
    found: Part = [(0.0, f"both {one.root}")]
    if one.act != other.act:
        # "proposed a summit" may be coded without its act.
        if one.root not in {one.act, other.act}:
            return None
        found.append((VAGUE_ACT, "one does not name the act"))
    if one.mode and other.mode and one.mode != other.mode:
        # To accuse and to condemn are said of one statement; to expel and to embargo are two acts.
        weight = OTHER_WORDS if one.root in VERBAL else OTHER_MODE
        found.append((weight, f"{one.mode} / {other.mode}"))
    return found


def _parties(one: Sighting, other: Sighting) -> Part | None:
    shared = one.codes & other.codes
    if not shared:
        return None
    if one.mutual or other.mutual:
        least = min(len(one.codes), len(other.codes))
        if len(shared) >= 2:
            return [(ALL_PARTIES if len(shared) == least else 0.0, "between " + ", ".join(sorted(shared)))]
        return [(SIDE_UNKNOWN, f"with {', '.join(sorted(shared))}")] if least == 1 else None
    found: Part = []
    actors, recipients = one.actors & other.actors, one.recipients & other.recipients
    for name, both, mine, yours in (
        ("by", actors, one.actors, other.actors),
        ("to", recipients, one.recipients, other.recipients),
    ):
        if both:
            found.append((ALL_PARTIES / 2, f"{name} {', '.join(sorted(both))}"))
        elif mine and yours:
            return None
        elif mine or yours:
            found.append((SIDE_UNKNOWN, "one does not say " + ("who" if name == "by" else "to whom")))
    return found if actors or recipients else None


def _dates(one: Sighting, other: Sighting) -> Part | None:
    if (
        one.standing == FORESEEN
        and not ({one.status, other.status} <= PLANS)
        and not _near(one.spoken, other.spoken, 3)
    ):
        return None
    if one.standing == FORESEEN and not _near(one.spoken, other.spoken, PLAN_DAYS):
        return None
    if not (one.start and one.end and other.start and other.end):
        if not _near(one.spoken, other.spoken, SAID_DAYS):
            return None
        return [(SAID_TOGETHER, "told at the same time")]
    apart = max(one.start, other.start) - min(one.end, other.end)
    grains = {one.grain, other.grain}
    if apart.days > 0:
        # Reports across a midnight or a time zone: only if all else agrees.
        return [(NEXT_DAY, f"a day apart ({one.start}, {other.start})")] if apart.days == 1 else None
    if grains == {"day"}:
        return [(SAME_DAY, f"both on {one.start}")]
    if one.start == other.start and one.end == other.end:
        return [(SAME_SPAN, f"both {one.start}…{one.end}")]
    longest = max(one.days, other.days)
    return [
        (
            SAME_SPAN if longest <= 7 else IN_SPAN,
            f"{one.start}…{one.end} and {other.start}…{other.end} overlap",
        )
    ]


def _near(one: dt.date | None, other: dt.date | None, days: int) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= days


def _places(one: Sighting, other: Sighting) -> Part:
    if not (one.place and other.place):
        return []
    if one.lat is not None and other.lat is not None and one.lon is not None and other.lon is not None:
        if _kilometres(one.lat, one.lon, other.lat, other.lon) <= NEAR:
            return [(SAME_PLACE, f"both in {one.place}")]
    elif one.place.casefold() == other.place.casefold():
        return [(SAME_PLACE, f"both in {one.place}")]
    if one.place_code and other.place_code and one.place_code != other.place_code:
        return [(OTHER_COUNTRY, f"{one.place} / {other.place}")]
    known = one.lat is not None and other.lat is not None
    return [(OTHER_PLACE, f"{one.place} / {other.place}")] if known else []


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return DEGREE * hypot(lat - other_lat, (lon - other_lon) * cos(radians(lat)))


def _people(one: Sighting, other: Sighting) -> Part:
    shared = one.people & other.people
    if shared:
        return [(SAME_PEOPLE, "with " + ", ".join(sorted(p for _, p in shared)))]
    codes = {c for c, _ in one.people} & {c for c, _ in other.people}
    return [(OTHER_PEOPLE, f"other people of {', '.join(sorted(codes))}")] if codes else []


def _statuses(one: Sighting, other: Sighting) -> Part:
    return [] if one.status == other.status else [(OTHER_STATUS, f"{one.status} / {other.status}")]
