"""The world's political actors with dates: states, organisations, offices and their holders, places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from detente.knowledge.files import DATA, read_table

FOLDER = DATA / "world"


LEADERS = frozenset({"head-of-state", "head-of-government", "supreme-leader"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A state, organisation, movement, company or body. `since` and `until` are ISO dates or years, "" if open."""

    id: str
    code: str | None
    kind: str
    sector: str | None
    country: str | None
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Office:
    """A post: who it belongs to (an entity id), its role and PLOVER sector."""

    id: str
    owner: str
    role: str
    sector: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person that holds or held an office. `country` is a state id."""

    id: str
    name: str
    country: str
    surname: str
    aliases: tuple[str, ...]
    gender: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """One term of one person in one office; ISO dates, cut where the day or month is not known."""

    office: str
    person: str
    since: str
    until: str

    def on(self, day: str) -> bool:
        """Whether the term holds on an ISO day; an end known to the month or year lasts to its end."""
        return (not self.since or self.since <= day) and (not self.until or day <= self.until + "~")


@dataclass(frozen=True)
class World:
    """What Detente knows of the world. Names in a language are in `Names`."""

    entities: Mapping[str, Entity]
    offices: Mapping[str, Office]
    people: Mapping[str, Person]
    by_office: Mapping[str, tuple[Holding, ...]]
    by_person: Mapping[str, tuple[Holding, ...]]
    members_of: Mapping[str, tuple[tuple[str, str, str], ...]]
    by_role: Mapping[tuple[str, str], tuple[str, ...]] = field(repr=False)

    def code(self, id: str) -> str | None:
        entity = self.entities.get(id)
        return entity.code if entity else None

    def held(self, person: str, on: dt.date | None) -> Office | None:
        """The office that a person holds on a day; the last one before it, or the first after, if none then."""
        terms = self.by_person.get(person, ())
        if not terms:
            return None
        if on is None:
            return self.offices.get(terms[-1].office)
        day = on.isoformat()
        now = [t for t in terms if t.on(day)]
        if now:
            # Of several posts, the one taken last.
            return self.offices.get(max(now, key=lambda t: t.since).office)
        return None

    def led(self, person: str) -> bool:
        """Whether the person was ever head of a state or of its government."""
        roles = {
            self.offices[t.office].role for t in self.by_person.get(person, ()) if t.office in self.offices
        }
        return bool(roles & LEADERS)

    def holder(self, owner: str, role: str, on: dt.date | None) -> tuple[str, Office] | None:
        """Who holds the role for the owner (entity id) on a day, and the office."""
        for office in self.by_role.get((owner, role), ()):
            terms = self.by_office.get(office, ())
            if on is None:
                continue
            now = [t for t in terms if t.on(on.isoformat())]
            if now:
                return max(now, key=lambda t: t.since).person, self.offices[office]
        return None

    def alive(self, id: str, on: dt.date | None) -> bool:
        """Whether an entity existed on the day."""
        entity = self.entities[id]
        if on is None:
            return True
        day = on.isoformat()
        return (not entity.since or entity.since <= day) and (not entity.until or day <= entity.until + "~")

    @cached_property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Full name, folded and lower-case -> the people who bear it."""
        found: dict[str, list[str]] = {}
        for person in self.people.values():
            for alias in person.aliases:
                # A single word is a surname: it is only known by its title.
                if " " in alias or "-" in alias:
                    found.setdefault(folded(alias).lower(), []).append(person.id)
        return {k: tuple(dict.fromkeys(v)) for k, v in found.items()}

    @cached_property
    def given_names(self) -> frozenset[str]:
        """The first words of the names of people that are known by more than one word."""
        names = (person.name.split() for person in self.people.values())
        return frozenset(folded(words[0]).lower() for words in names if len(words) > 1)

    @cached_property
    def surnames(self) -> Mapping[str, tuple[str, ...]]:
        """Surname, folded and lower-case -> the people who bear it."""
        found: dict[str, list[str]] = {}
        for person in self.people.values():
            for surname in (*person.surname.split("|"), *person.aliases):
                if surname:
                    found.setdefault(folded(surname).lower(), []).append(person.id)
        return {k: tuple(dict.fromkeys(v)) for k, v in found.items()}

    @cached_property
    def display(self) -> Mapping[str, str]:
        """Entity id -> a name to show: its usual English name."""
        found: dict[str, str] = {}
        for r in read_table(DATA / "languages" / "en" / "names.tsv", ("id", "kind", "form")):
            if r[1] in {"name", "acronym"}:
                found.setdefault(r[0], r[2])
        return found

    @cached_property
    def places(self) -> Mapping[str, tuple[str | None, float | None, float | None]]:
        """Name -> (code, latitude, longitude), the most populous place of each name."""
        return dict(_places(self))

    def place(self, name: str) -> tuple[str | None, float | None, float | None] | None:
        """(code of the state, latitude, longitude) of the place best known by the name; None if unknown."""
        return self.places.get(folded(name))


def folded(name: str) -> str:
    """A name as it is looked up: no spaces, straight apostrophes, no accents on capitals."""
    return name.translate(_FOLD).replace(" ", "")


_FOLD = str.maketrans("’ʼÀÂÄÉÈÊËÎÏÔÖÙÛÜÇğışščćžńğŞÖÇ\u00a0", "''AAAEEEEIIOOUUUCgisscczngSOC ")


def load_world() -> World:
    """The world of detente/data/world.

    Raises:
        DataError: a file is missing or broken.
    """
    entities = dict(_entities())
    offices = {
        r[0]: Office(*r[:4]) for r in read_table(FOLDER / "offices.tsv", ("id", "owner", "role", "sector"))
    }
    columns = ("id", "name", "name_fr", "country", "surname", "aliases", "gender")
    people = {
        r[0]: Person(
            r[0],
            r[1],
            r[3],
            r[4],
            tuple(dict.fromkeys((r[1], r[2], *filter(None, r[5].split("|"))))),
            r[6] or None,
        )
        for r in read_table(FOLDER / "people.tsv", columns)
    }
    terms = [
        Holding(*r[:4]) for r in read_table(FOLDER / "holders.tsv", ("office", "person", "from", "until"))
    ]
    by_role: dict[tuple[str, str], list[str]] = {}
    for office in offices.values():
        by_role.setdefault((office.owner, office.role), []).append(office.id)
    members: dict[str, list[tuple[str, str, str]]] = {}
    for group, member, since, until in (
        r[:4] for r in read_table(FOLDER / "members.tsv", ("group", "member", "from", "until"))
    ):
        members.setdefault(group, []).append((member, since, until))
    return World(
        entities,
        offices,
        people,
        _grouped((t.office, t) for t in terms),
        _grouped((t.person, t) for t in terms),
        {k: tuple(v) for k, v in members.items()},
        {k: tuple(v) for k, v in by_role.items()},
    )


def _entities() -> Iterator[tuple[str, Entity]]:
    for r in read_table(FOLDER / "states.tsv", ("id", "code", "kind", "iso2", "cow", "gw", "from", "until")):
        yield r[0], Entity(r[0], r[1] or None, r[2], "GOV", r[0], r[6], r[7])
    columns = ("id", "code", "kind", "sector", "parent", "country", "from", "until")
    for r in read_table(FOLDER / "organisations.tsv", columns):
        yield r[0], Entity(r[0], r[1] or None, r[2], r[3] or None, r[5] or None, r[6], r[7])


def _grouped(pairs: Iterable[tuple[str, Holding]]) -> dict[str, tuple[Holding, ...]]:
    found: dict[str, list[Holding]] = {}
    for key, term in pairs:
        found.setdefault(key, []).append(term)
    return {k: tuple(v) for k, v in found.items()}


def _places(world: World) -> Iterator[tuple[str, tuple[str | None, float | None, float | None]]]:
    """Every name of every place, the most populous first, so that it keeps its name."""
    seen: set[str] = set()
    columns = ("name", "ascii_name", "country", "lat", "lon", "population", "kind", "names_fr", "names_en")
    for r in read_table(FOLDER / "places.tsv", columns):
        place = r[2] or None, _number(r[3]), _number(r[4])
        for name in (r[0], r[1], *r[7].split("|"), *r[8].split("|")):
            key = folded(name)
            if key and key not in seen:
                seen.add(key)
                yield key, place
    wanted = ("id", "code", "kind", "iso2", "cow", "gw", "from", "until", "capital_place", "lat", "lon")
    for r in read_table(FOLDER / "states.tsv", wanted):
        key = folded(r[8])
        if key and key not in seen:
            yield key, (r[1], _number(r[9]), _number(r[10]))


def _number(text: str) -> float | None:
    return float(text) if text else None
