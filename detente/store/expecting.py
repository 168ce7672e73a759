"""The expectations of the store: the happenings of a pair of parties as moves, and the lives that they tell.

Expectations follow from happenings alone. Whenever the happenings of a pair change, the pair is marked in the same
transaction; `tell` writes the lives of marked pairs anew.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select

from detente.store import sightings
from detente.store.lives import KEPT, MOVED, Life, Move, Window, lives
from detente.store.same import FORESEEN, Sighting
from detente.store.schema import events, expectations, happenings, pairs, stale_pairs, steps

# What a foreseen status is in the life of an expectation.
STATUSES = {
    "proposed": "proposed",
    "hoped": "hoped",
    "planned": "announced",
    "conditional": "conditional",
    "called_for": "demanded",
}
# Of roots that say something of another act.
SAYINGS = {"THREATEN": "threatened", "REQUEST": "demanded", "AGREE": "agreed", "CONCEDE": "announced"}
# A happening is told by its first reports.
COMPARED = 12


def mark(connection: Connection, between: Iterable[tuple[str, str]]) -> None:
    """Remember that the happenings of these pairs have changed."""
    s = stale_pairs.c
    for one, other in sorted(set(between)):
        there = select(s.one).where(s.one == one, s.other == other)
        if connection.execute(there).first() is None:
            connection.execute(insert(stale_pairs).values(one=one, other=other))


def tell(connection: Connection, most: int) -> int:
    """Write the expectations of up to `most` marked pairs anew; returns how many pairs there were."""
    s = stale_pairs.c
    todo = connection.execute(select(stale_pairs).order_by(s.one, s.other).limit(most)).all()
    for pair in todo:
        _tell_pair(connection, pair.one, pair.other)
        connection.execute(delete(stale_pairs).where(s.one == pair.one, s.other == pair.other))
    return len(todo)


def _tell_pair(connection: Connection, one: str, other: str) -> None:
    found = lives(moves(connection, one, other))
    before = _numbers(connection, one, other)
    own = select(expectations.c.id).where(expectations.c.one == one, expectations.c.other == other)
    connection.execute(delete(steps).where(steps.c.expectation.in_(own)))
    connection.execute(delete(expectations).where(expectations.c.one == one, expectations.c.other == other))
    free = (connection.scalar(select(func.max(expectations.c.id))) or 0) + 1
    for life in found:
        # An expectation keeps its number as long as it is opened by the same happening.
        number = before.pop(life.moves[0][1].happening, None)
        if number is None:
            number, free = free, free + 1
        _write(connection, number, one, other, life)


def _numbers(connection: Connection, one: str, other: str) -> dict[int, int]:
    query = (
        select(steps.c.happening, steps.c.expectation)
        .join(expectations, expectations.c.id == steps.c.expectation)
        .where(expectations.c.one == one, expectations.c.other == other, steps.c.position == 0)
    )
    return {r.happening: r.expectation for r in connection.execute(query)}


def _write(connection: Connection, number: int, one: str, other: str, life: Life) -> None:
    connection.execute(
        insert(expectations).values(
            id=number,
            one=one,
            other=other,
            act=life.act,
            status=life.status,
            **_columns(life.window),
            place=life.place,
            place_code=life.place_code,
            opened=life.moves[0][1].said,
            last=life.last,
        )
    )
    rows = [
        {
            "expectation": number,
            "position": position,
            "kind": kind,
            "said": move.said,
            "happening": move.happening,
            **_columns(move.window),
            "place": move.place,
        }
        for position, (kind, move) in enumerate(life.moves)
    ]
    connection.execute(insert(steps), rows)


def _columns(window: Window | None) -> dict[str, Any]:
    if window is None:
        return {"start": None, "end": None, "grain": None}
    return {"start": window.start, "end": window.end, "grain": window.grain}


def moves(connection: Connection, one: str, other: str) -> list[Move]:
    """The happenings between two parties that foresee an act, fulfil one or refuse one."""
    query = (
        select(happenings)
        .join(pairs, and_(pairs.c.happening == happenings.c.id, pairs.c.one == one, pairs.c.other == other))
        .order_by(happenings.c.id)
    )
    rows = connection.execute(query).all()
    kinds = {r.id: kind for r in rows if (kind := kind_of(r))}
    # What is done matters only where it may have been expected.
    expected = {act_of(r) for r in rows if kinds.get(r.id) not in {None, KEPT}}
    rows = [
        r for r in rows if r.id in kinds and (kinds[r.id] != KEPT or r.root in expected or None in expected)
    ]
    told = _sightings(connection, [r.id for r in rows])
    found = (_move(r, kinds[r.id], told[r.id]) for r in rows)
    return [m for m in found if m is not None]


def kind_of(row: Any) -> str | None:
    """What a happening is in the life of an expectation; None if it is nothing of the kind."""
    operators = row.operators.split()
    if row.root == "REJECT":
        if "postpone" in operators:
            return MOVED
        if "cancel" in operators or (row.mode == "meet" and row.act == "REJECT"):
            return "cancelled"
        return "refused"
    if row.standing == FORESEEN:
        if row.root in {"THREATEN", "REQUEST"}:
            return SAYINGS[row.root]
        return "promised" if "promise" in operators else STATUSES[row.status]
    if row.status == "denied":
        return None
    if row.root in SAYINGS:
        if row.act != row.root:
            return SAYINGS[row.root]
        return "proposed" if {"invite", "propose"} & set(operators) else None
    return KEPT if row.act == row.root else None


def act_of(row: Any) -> str | None:
    """The act that a happening foresees, fulfils or refuses; None where its words do not name it."""
    if row.act not in {"AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE"}:
        return str(row.act)
    return "CONSULT" if row.root == "REJECT" and row.mode == "meet" else None


def _move(row: Row[Any], kind: str, told: Sequence[Sighting]) -> Move | None:
    said: dt.date | None = row.first_said or row.start
    if said is None:
        return None
    window = _window(row, "expected_")
    own = _window(row, "")
    if kind == KEPT:
        window, said = own, (own.start if own and own.days <= 31 else said)
    elif own is not None and own != window:
        if window is None and own.end >= said and row.standing == FORESEEN:
            window = own
        elif own.end < said:
            # Told in retrospect: "in April he had proposed".
            said = own.start
    actors = frozenset(c for t in told for c in t.actors)
    recipients = frozenset(c for t in told for c in t.recipients)
    return Move(
        happening=row.id,
        kind=kind,
        act=act_of(row),
        said=said,
        window=window,
        doers=recipients if kind == "demanded" else actors,
        people=frozenset(p for t in told for p in t.people),
        place=row.place,
        place_code=row.place_code,
        articles=frozenset(t.article for t in told),
    )


def _window(row: Any, prefix: str) -> Window | None:
    start, end, grain = (getattr(row, prefix + n) for n in ("start", "end", "grain"))
    return Window(start, end, grain) if start and end and grain else None


def _sightings(connection: Connection, ids: Sequence[int]) -> dict[int, list[Sighting]]:
    """The first reports of each happening."""
    homes: dict[int, int] = {}
    counts: dict[int, int] = defaultdict(int)
    for at in range(0, len(ids), sightings.CHUNK):
        part = select(events.c.id, events.c.happening).where(
            events.c.happening.in_(ids[at : at + sightings.CHUNK])
        )
        for row in connection.execute(part.order_by(events.c.id)):
            if counts[row.happening] < COMPARED:
                counts[row.happening] += 1
                homes[row.id] = row.happening
    found: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings.load(connection, list(homes)):
        found[homes[sighting.event]].append(sighting)
    return found
