"""Events of the store as sightings, and where to look for others of the same happening."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from detente.store import same
from detente.store.same import Sighting
from detente.store.schema import events, parties

# Actor ids of people; others ("rus", "office/…") say no more than the code.
PEOPLE = "person/"
# A database takes so many values in one list.
CHUNK = 500


def load(connection: Connection, ids: Sequence[int]) -> list[Sighting]:
    """The sightings of events, in the order of the ids."""
    rows: dict[int, Row[Any]] = {}
    members: dict[int, list[Row[Any]]] = defaultdict(list)
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        for row in connection.execute(select(events).where(events.c.id.in_(part))):
            rows[row.id] = row
        for row in connection.execute(select(parties).where(parties.c.event.in_(part))):
            members[row.event].append(row)
    return [sighting(rows[id], members[id]) for id in ids if id in rows]


def sighting(row: Row[Any], members: Iterable[Row[Any]]) -> Sighting:
    sides: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    people = set()
    for party in members:
        if party.code:
            sides[party.side].add(party.code)
            if party.person and party.person.startswith(PEOPLE):
                people.add((party.code, party.person))
    foreseen = same.standing(row.status) == same.FORESEEN
    prefix = "expected_" if foreseen and row.expected_start else ""
    start, end, grain = (getattr(row, prefix + n) for n in ("start", "end", "grain"))
    return Sighting(
        event=row.id,
        article=row.article,
        root=row.root,
        act=row.act,
        mode=row.mode,
        standing=same.standing(row.status),
        status=row.status,
        mutual=row.mutual,
        actors=frozenset(sides["actor"]),
        recipients=frozenset(sides["recipient"]),
        people=frozenset(people),
        start=start,
        end=end,
        grain=grain,
        spoken=spoken(row),
        place=row.place,
        place_code=row.place_code,
        lat=row.lat,
        lon=row.lon,
    )


def spoken(row: Row[Any]) -> dt.date | None:
    """The day on which something was said or done: its own date where that is not the foreseen act's."""
    said: dt.date | None = row.said
    start: dt.date | None = row.start if row.grain == "day" else None
    if same.standing(row.status) == same.FACT:
        return start or said
    own = (row.start, row.end) != (row.expected_start, row.expected_end)
    return start if start and own and said and start <= said else said
