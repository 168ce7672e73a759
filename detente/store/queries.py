"""Rows of the store as answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from detente.model import Article, Record, StoreError
from detente.store import asking
from detente.store.answers import (
    Dates,
    Disagreement,
    Happening,
    Listed,
    Part,
    Report,
    Revision,
    Where,
)
from detente.store.asking import Filter
from detente.store.rows import unpacked, unpacked_record
from detente.store.schema import (
    articles,
    events,
    happening_parties,
    happenings,
    parties,
    revisions,
)
from detente.store.sightings import CHUNK
from detente.store.versions import Versions

original = articles.alias("original")
# What every finding tells of its article.
ABOUT = (
    articles.c.key,
    articles.c.outlet,
    articles.c.lang,
    articles.c.url,
    articles.c.title,
    original.c.key.label("copy_of"),
)


def with_article(table: Any) -> Select[Any]:
    """Rows of a table of findings with what is known of their articles."""
    return (
        select(table, *ABOUT)
        .join(articles, articles.c.id == table.c.article)
        .outerjoin(original, original.c.id == articles.c.copy_of)
    )


# ---- articles -----------------------------------------------------------------------------------------------


def listed(connection: Connection, wanted: Filter) -> list[Listed]:
    """The articles asked for, the newest first."""
    query = _listing().where(*asking.of_articles(wanted))
    order = (articles.c.published.is_(None), articles.c.published.desc(), articles.c.id)
    return [_listed(r) for r in connection.execute(query.order_by(*order).limit(wanted.limit))]


def article(connection: Connection, key: str) -> Listed:
    """The article of this key, or of this address.

    Raises:
        StoreError: there is none.
    """
    row = connection.execute(_listing().where((articles.c.key == key) | (articles.c.url == key))).first()
    if row is None:
        raise StoreError(key, "no such article in the store; `detente search` finds keys")
    return _listed(row)


def _listing() -> Select[Any]:
    count = select(func.count()).where(revisions.c.article == articles.c.id).scalar_subquery()
    return select(articles, count.label("revisions"), original.c.key.label("original")).outerjoin(
        original, original.c.id == articles.c.copy_of
    )


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        row.id,
        row.key,
        row.title,
        row.outlet,
        row.url,
        row.lang,
        row.published,
        row.updated,
        row.revisions,
        row.original,
    )


def read_back(connection: Connection, key: str, number: int | None = None) -> Record:
    """The record of an article as it was read: of its current revision, or of that with the number."""
    there = article(connection, key)
    query = select(revisions, articles.c.key).join(articles, articles.c.id == revisions.c.article)
    if number is None:
        query = query.where(revisions.c.id == articles.c.revision, articles.c.id == there.id)
    else:
        query = query.where(articles.c.id == there.id, revisions.c.number == number)
    row = connection.execute(query).first()
    if row is None:
        raise StoreError(key, f"no revision {number}; it has {there.revisions}")
    return record_of(row)


def revisions_of(connection: Connection, key: str) -> list[Revision]:
    """The revisions of an article, the first one first."""
    there = article(connection, key)
    query = select(revisions).where(revisions.c.article == there.id).order_by(revisions.c.number)
    return [
        Revision(
            r.id,
            r.number,
            r.given,
            r.title,
            r.url,
            r.published,
            r.updated,
            r.words,
            r.added,
            Versions(r.code, r.data),
        )
        for r in connection.execute(query)
    ]


def record_of(row: Row[Any]) -> Record:
    """The record in a row of `revisions` that has the article's key."""
    return unpacked_record(article_of(row), row.record)


def article_of(row: Row[Any]) -> Article:
    return Article(
        row.key,
        unpacked(row.text),
        row.lang,
        row.title,
        row.outlet,
        row.url,
        row.published,
        row.updated,
    )


# ---- events -------------------------------------------------------------------------------------------------


def events_of(connection: Connection, wanted: Filter) -> list[Report]:
    """The events asked for, by their days."""
    query = with_article(events).where(*asking.of_events(wanted))
    order = (func.coalesce(events.c.start, events.c.said), events.c.id)
    return reports(connection, connection.execute(query.order_by(*order).limit(wanted.limit)).all())


def reports_of(connection: Connection, happening: int) -> list[Report]:
    """The reports of a happening, the first one first."""
    query = with_article(events).where(events.c.happening == happening)
    order = (events.c.said.is_(None), events.c.said, events.c.id)
    return reports(connection, connection.execute(query.order_by(*order)).all())


def reports(connection: Connection, rows: Sequence[Row[Any]]) -> list[Report]:
    members: dict[int, list[Part]] = defaultdict(list)
    ids = [r.id for r in rows]
    for at in range(0, len(ids), CHUNK):
        query = select(parties).where(parties.c.event.in_(ids[at : at + CHUNK]))
        for p in connection.execute(query.order_by(parties.c.event, parties.c.side, parties.c.position)):
            members[p.event].append(Part(p.side, p.person, p.name, p.code, p.sector, p.office))
    return [_report(r, tuple(members[r.id])) for r in rows]


def _report(row: Row[Any], members: tuple[Part, ...]) -> Report:
    return Report(
        id=row.id,
        article=row.key,
        revision=row.revision,
        event=row.name,
        outlet=row.outlet,
        lang=row.lang,
        url=row.url,
        title=row.title,
        said=row.said,
        root=row.root,
        mode=row.mode,
        act=row.act,
        operators=tuple(row.operators.split()),
        contexts=tuple(row.contexts.split()),
        status=row.status,
        mutual=row.mutual,
        domestic=row.domestic,
        date=dates(row),
        expected=dates(row, "expected_"),
        place=where(row),
        quad=row.quad,
        score=row.score,
        confidence=row.confidence,
        trigger=row.trigger,
        words=row.words,
        start=row.from_at,
        stop=row.to_at,
        parties=members,
        copy_of=row.copy_of,
        happening=row.happening,
    )


def dates(row: Any, prefix: str = "") -> Dates | None:
    start, end, grain = (getattr(row, prefix + n) for n in ("start", "end", "grain"))
    return Dates(start, end, grain) if start and end and grain else None


def where(row: Any) -> Where | None:
    return Where(row.place, row.place_code, row.lat, row.lon) if row.place else None


# ---- happenings ---------------------------------------------------------------------------------------------


def happenings_of(connection: Connection, wanted: Filter) -> list[Happening]:
    """The happenings asked for, by their days."""
    query = select(happenings).where(*asking.of_happenings(wanted))
    order = (func.coalesce(happenings.c.start, happenings.c.first_said), happenings.c.id)
    rows = connection.execute(query.order_by(*order).limit(wanted.limit)).all()
    return _happenings(connection, rows)


def happening(connection: Connection, id: int) -> Happening:
    """The happening with this id.

    Raises:
        StoreError: there is none.
    """
    rows = connection.execute(select(happenings).where(happenings.c.id == id)).all()
    if not rows:
        raise StoreError(f"happening {id}", "there is none; `detente search` finds happenings")
    return _happenings(connection, rows)[0]


def _happenings(connection: Connection, rows: Sequence[Row[Any]]) -> list[Happening]:
    sides: dict[int, dict[str, list[str]]] = defaultdict(lambda: {"actor": [], "recipient": []})
    ids = [r.id for r in rows]
    p = happening_parties.c
    for at in range(0, len(ids), CHUNK):
        query = select(p.happening, p.side, p.code).where(p.happening.in_(ids[at : at + CHUNK]))
        for row in connection.execute(query.order_by(p.happening, p.position)):
            sides[row.happening][row.side].append(row.code)
    keys = _keys(connection, {a for r in rows if r.disputed != "[]" for a in _articles_in(r.disputed)})
    return [_happening(r, sides[r.id], keys) for r in rows]


def _happening(row: Row[Any], sides: dict[str, list[str]], keys: dict[int, str]) -> Happening:
    return Happening(
        id=row.id,
        root=row.root,
        mode=row.mode,
        act=row.act,
        operators=tuple(row.operators.split()),
        standing=row.standing,
        status=row.status,
        mutual=row.mutual,
        domestic=row.domestic,
        date=dates(row),
        expected=dates(row, "expected_"),
        place=where(row),
        quad=row.quad,
        score=row.score,
        confidence=row.confidence,
        actors=tuple(sides["actor"]),
        recipients=tuple(sides["recipient"]),
        first_said=row.first_said,
        last_said=row.last_said,
        articles=row.articles,
        reports=row.reports,
        outlets=row.outlets,
        disagreements=tuple(
            Disagreement(
                d["about"], tuple((v, tuple(keys[a] for a in told if a in keys)) for v, told in d["sides"])
            )
            for d in json.loads(row.disputed)
        ),
        words=row.words,
    )


def _articles_in(disputed: str) -> list[int]:
    return [a for d in json.loads(disputed) for _, told in d["sides"] for a in told]


def _keys(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for at in range(0, len(wanted), CHUNK):
        query = select(articles.c.id, articles.c.key).where(articles.c.id.in_(wanted[at : at + CHUNK]))
        found |= {r.id: r.key for r in connection.execute(query)}
    return found
