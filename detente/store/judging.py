"""What people judged about happenings: that two events are one, or that they are not. Every judgement can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from detente.store.answers import Judgement
from detente.store.fulltext import folded
from detente.store.same import Sighting
from detente.store.schema import articles, events, judgements

APART, TOGETHER = "apart", "together"


@dataclass(frozen=True, slots=True)
class Rulings:
    """The judgements about events of one article, and how its events are known in them."""

    rows: tuple[Row[Any], ...]
    prints: dict[int, str]


def of_article(connection: Connection, article: int) -> Rulings:
    """The judgements in force about events of the article."""
    j = judgements.c
    about = or_(j.article == article, j.other_article == article)
    rows = tuple(connection.execute(select(judgements).where(about, j.undone.is_(None)).order_by(j.id)))
    return Rulings(rows, prints(connection, article) if rows else {})


def prints(connection: Connection, article: int) -> dict[int, str]:
    """How events of an article are known whatever their numbers: root, act and words, counted where they repeat."""
    seen: dict[str, int] = {}
    found = {}
    rows = select(events.c.id, events.c.root, events.c.act, events.c.trigger).where(
        events.c.article == article
    )
    for row in connection.execute(rows.order_by(events.c.trigger_from, events.c.id)):
        said = f"{row.root}|{row.act}|{folded(row.trigger)}"
        seen[said] = seen.get(said, 0) + 1
        found[row.id] = said if seen[said] == 1 else f"{said}|{seen[said]}"
    return found


def apart(connection: Connection, sighting: Sighting, rulings: Rulings) -> set[int]:
    """The happenings that the event does not belong to."""
    return set(_happenings(connection, sighting, rulings, APART))


def together(connection: Connection, sighting: Sighting, rulings: Rulings) -> int | None:
    """The happening that the event belongs to by judgement; the latest counts."""
    found = _happenings(connection, sighting, rulings, TOGETHER)
    return found[-1] if found else None


def _happenings(connection: Connection, sighting: Sighting, rulings: Rulings, kind: str) -> list[int]:
    found = []
    mine = (sighting.article, rulings.prints.get(sighting.event, ""))
    for row in rulings.rows:
        one, other = (row.article, row.event), (row.other_article, row.other_event)
        if row.kind == kind and mine in (one, other):
            there = _event(connection, *(other if mine == one else one))
            happening = connection.scalar(select(events.c.happening).where(events.c.id == there))
            if happening is not None:
                found.append(happening)
    return found


def _event(connection: Connection, article: int, said: str) -> int | None:
    return next((id for id, p in prints(connection, article).items() if p == said), None)


def record(connection: Connection, kind: str, event: int, other: int, reason: str) -> int:
    """Keep a judgement about two events; returns its number. The contrary one, if in force, is undone."""
    one, two = (_named(connection, e) for e in (event, other))
    j = judgements.c
    pair = or_(
        and_(j.article == one[0], j.event == one[1], j.other_article == two[0], j.other_event == two[1]),
        and_(j.article == two[0], j.event == two[1], j.other_article == one[0], j.other_event == one[1]),
    )
    now = _now()
    connection.execute(update(judgements).where(pair, j.undone.is_(None)).values(undone=now))
    id: int = (connection.scalar(select(func.max(j.id))) or 0) + 1
    connection.execute(
        insert(judgements).values(
            id=id,
            kind=kind,
            article=one[0],
            event=one[1],
            other_article=two[0],
            other_event=two[1],
            reason=reason,
            made=now,
        )
    )
    return id


def _named(connection: Connection, event: int) -> tuple[int, str]:
    article = connection.scalar(select(events.c.article).where(events.c.id == event))
    assert article is not None
    return article, prints(connection, article)[event]


def undo(connection: Connection, judgement: int) -> list[int]:
    """Mark a judgement as undone; the events that it was about."""
    row = connection.execute(select(judgements).where(judgements.c.id == judgement)).one()
    connection.execute(update(judgements).where(judgements.c.id == judgement).values(undone=_now()))
    about = ((row.article, row.event), (row.other_article, row.other_event))
    # The event that was moved, not the one that it was compared with.
    moved = about[0] if row.kind == APART else about[1]
    event = _event(connection, *moved)
    return [event] if event is not None else []


def listed(
    connection: Connection, numbers: Sequence[int] | None = None, happening: int | None = None
) -> list[Judgement]:
    """Judgements in the order in which they were made: those with the numbers, or about reports of a happening."""
    one, other = articles.alias(), articles.alias()
    j = judgements.c
    query = (
        select(judgements, one.c.key.label("one_key"), other.c.key.label("other_key"))
        .join(one, one.c.id == j.article)
        .join(other, other.c.id == j.other_article)
        .order_by(j.id)
    )
    if numbers is not None:
        query = query.where(j.id.in_(numbers))
    if happening is not None:
        told = select(events.c.article).where(events.c.happening == happening)
        query = query.where(or_(j.article.in_(told), j.other_article.in_(told)))
    return [
        Judgement(r.id, r.kind, r.one_key, r.event, r.other_key, r.other_event, r.reason, r.made, r.undone)
        for r in connection.execute(query)
    ]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
