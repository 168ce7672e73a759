"""An article with its record put into the store: one transaction, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from detente.model import Article, Record
from detente.store import fulltext, grouping, identity, near
from detente.store.rows import packed, packed_record, rows, unpacked
from detente.store.schema import (
    actors,
    articles,
    bands,
    events,
    parties,
    quotes,
    revisions,
    stance_parties,
    stances,
)
from detente.store.versions import Versions


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article: `what` is added, revised or skipped; `key` is what the store calls it."""

    what: str
    key: str
    copy_of: str | None = None


def keep(connection: Connection, arrived: Article, record: Record, versions: Versions) -> Kept:
    """Keep an article and its record. `arrived` is the article as it came, before it was read.

    The connection is that of one write transaction.
    """
    runs = near.runs(arrived.text)
    signature = near.signature(runs)
    found = identity.identify(connection, arrived, signature, runs)
    if found.known:
        assert found.article is not None
        return Kept("skipped", _key(connection, found.article))
    article = _next(connection, articles) if found.article is None else found.article
    revision = _next(connection, revisions)
    if found.article is None:
        key = _free_key(connection, arrived)
        row = {"id": article, "key": key, "revision": revision, "grouped": False}
        connection.execute(insert(articles).values(**row))
        is_current = True
    else:
        key = _key(connection, article)
        is_current = _supersedes(connection, article, record.article)
    _insert_revision(connection, revision, article, arrived, record, signature, versions)
    if is_current:
        _describe(connection, article, revision, record.article, found.copy_of)
        _replace_bands(connection, article, signature)
        replace_findings(connection, article, revision, record)
    copied = _key(connection, found.copy_of) if found.copy_of is not None else None
    return Kept("added" if found.article is None else "revised", key, copied)


def replace_findings(connection: Connection, article: int, revision: int, record: Record) -> None:
    """Put the findings of a record in the place of those that the article had.

    Events that are told as before keep their happenings; the others are to be grouped anew.
    """
    before = grouping.placed(connection, article)
    _drop_findings(connection, article)
    firsts = {t.name: _next(connection, t) for t in (events, quotes, stances)}
    new = rows(record, article, revision, firsts)
    for table, found in (
        (actors, new.actors),
        (events, new.events),
        (parties, new.parties),
        (quotes, new.quotes),
        (stances, new.stances),
        (stance_parties, new.stance_parties),
    ):
        if found:
            connection.execute(insert(table), found)
    index = fulltext.of(connection)
    index.put(connection, "quote", [(r["id"], r["words"]) for r in new.quotes])
    index.put(connection, "event", [(r["id"], r["words"]) for r in new.events])
    _index_text(connection, article, revision)
    connection.execute(
        update(articles)
        .where(articles.c.id == article)
        .values(grouped=grouping.replaced(connection, article, before))
    )


def reread(connection: Connection, revision: int, record: Record, versions: Versions) -> None:
    """Put a record read anew in the place of the one that the revision had."""
    values = {"record": packed_record(record), "code": versions.code, "data": versions.data}
    connection.execute(update(revisions).where(revisions.c.id == revision).values(**values))
    article = connection.scalar(select(articles.c.id).where(articles.c.revision == revision))
    if article is not None:
        replace_findings(connection, article, revision, record)


def _drop_findings(connection: Connection, article: int) -> None:
    index = fulltext.of(connection)
    for table, kind in ((quotes, "quote"), (events, "event")):
        had = connection.execute(select(table.c.id, table.c.words).where(table.c.article == article))
        index.drop(connection, kind, [(int(r.id), r.words) for r in had])
    own_events = select(events.c.id).where(events.c.article == article)
    own_stances = select(stances.c.id).where(stances.c.article == article)
    connection.execute(delete(parties).where(parties.c.event.in_(own_events)))
    connection.execute(delete(stance_parties).where(stance_parties.c.stance.in_(own_stances)))
    for table in (actors, events, quotes, stances):
        connection.execute(delete(table).where(table.c.article == article))


def _insert_revision(
    connection: Connection,
    revision: int,
    article: int,
    arrived: Article,
    record: Record,
    signature: bytes,
    versions: Versions,
) -> None:
    number = connection.scalar(select(func.count()).where(revisions.c.article == article)) or 0
    read = record.article
    values: dict[str, Any] = {
        "id": revision,
        "article": article,
        "number": number + 1,
        "digest": identity.digest(arrived),
        "given": arrived.id,
        "title": read.title,
        "outlet": read.outlet,
        "url": read.url,
        "lang": read.lang,
        "published": read.published,
        "updated": read.updated,
        "text": packed(read.text),
        "words": len(read.text.split()),
        "signature": signature,
        "record": packed_record(record),
        "code": versions.code,
        "data": versions.data,
        "added": dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
    }
    connection.execute(insert(revisions).values(**values))


def _supersedes(connection: Connection, article: int, read: Article) -> bool:
    """Whether a revision that arrives is the newest: by its time if both tell theirs, else because it came last."""
    there = connection.execute(select(articles.c.updated).where(articles.c.id == article)).one()
    return not (read.updated and there.updated and read.updated < there.updated)


def _describe(
    connection: Connection, article: int, revision: int, read: Article, copy_of: int | None
) -> None:
    """What is said of an article is what its current revision says."""
    values = {
        "revision": revision,
        "outlet": read.outlet,
        "title": read.title,
        "lang": read.lang,
        "published": read.published,
        "updated": read.updated,
        "copy_of": copy_of,
    }
    if read.url:
        values |= {"url": read.url, "canonical": identity.canonical(read.url)}
    connection.execute(update(articles).where(articles.c.id == article).values(**values))


def _replace_bands(connection: Connection, article: int, signature: bytes) -> None:
    connection.execute(delete(bands).where(bands.c.article == article))
    new = [{"band": band, "article": article} for band in near.bands(signature)]
    connection.execute(insert(bands), new)


def _index_text(connection: Connection, article: int, revision: int) -> None:
    """Let the full-text index hold the words of the revision, in the place of those that it holds."""
    held = connection.scalar(select(articles.c.indexed).where(articles.c.id == article))
    if held == revision:
        return
    index = fulltext.of(connection)
    if held is not None:
        index.drop(connection, "article", [(article, _indexed_words(connection, held))])
    index.put(connection, "article", [(article, _indexed_words(connection, revision))])
    connection.execute(update(articles).where(articles.c.id == article).values(indexed=revision))


def _indexed_words(connection: Connection, revision: int) -> str:
    row = connection.execute(
        select(revisions.c.title, revisions.c.text).where(revisions.c.id == revision)
    ).one()
    return f"{row.title or ''}\n{unpacked(row.text)}"


def _free_key(connection: Connection, arrived: Article) -> str:
    """What to call a new article: the id it came with; with a piece of its digest if that is taken."""
    taken = connection.scalar(select(articles.c.id).where(articles.c.key == arrived.id))
    return arrived.id if taken is None else f"{arrived.id}~{identity.digest(arrived)[:8]}"


def _key(connection: Connection, article: int) -> str:
    return str(connection.scalar(select(articles.c.key).where(articles.c.id == article)))


def _next(connection: Connection, table: Table) -> int:
    """The first free id; nobody else writes meanwhile."""
    return (connection.scalar(select(func.max(table.c.id))) or 0) + 1
