"""Which article of the store an arriving one is: the same, a revision of it, a copy in another outlet, or a new one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Connection, Row, select

from detente.model import Article
from detente.store import near
from detente.store.rows import unpacked
from detente.store.schema import articles, bands, revisions

# Shares of five-word runs in common (Jaccard), from which two texts of one outlet are one article. Statements made
# from one mould ("Statement on the National Day of …", "Call with …") share up to 0.8, under addresses of their own.
REVISED = 0.5
REVISED_ELSEWHERE = 0.85
# The same for a text whose id is known: it may be rewritten further.
REVISED_SAME_ID = 0.2
# A share of the shorter text that the longer one holds, from which two outlets print one text.
COPIED = 0.7
# The shorter of two copies is at least this part of the longer one.
SHORTENED = 0.35
# Days between the days of publication within which texts are compared.
REVISION_DAYS = 30
ELSEWHERE_DAYS = 3
COPY_DAYS = 7
TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|xtor|at_.*|ref|cmpid|ns_.*|mc_.*)$")


def digest(article: Article) -> str:
    """What tells whether exactly this was added before: text, title and day, as they came."""
    parts = (article.text, article.title or "", str(article.published or ""))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(url: str | None) -> str | None:
    """An address without what does not change the page: scheme, www, fragment, tracking, the order of its query."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not TRACKING.match(k)))
    path = re.sub(r"/amp/?$", "", parts.path).rstrip("/")
    return host + port + path + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Identity:
    """`article` is the id of the article that this one is, `known` whether just this revision is there already.

    `copy_of` is the id of the article whose text this one repeats in another outlet.
    """

    article: int | None = None
    known: bool = False
    copy_of: int | None = None


def known(connection: Connection, article: Article) -> bool:
    """Whether exactly this article is in the store."""
    return _same(connection, article, digest(article)) is not None


def identify(connection: Connection, article: Article, signature: bytes, found: frozenset[int]) -> Identity:
    """What the arriving article is. `found` are the runs of its text (see `near.runs`)."""
    same = _same(connection, article, digest(article))
    if same is not None:
        return Identity(same, known=True)
    url = canonical(article.url)
    if url:
        there = connection.scalar(
            select(articles.c.id).where(articles.c.canonical == url).order_by(articles.c.id)
        )
        if there is not None:
            return Identity(there, copy_of=_copied(connection, article, signature, found, there))
    others = list(_neighbours(connection, signature))
    revised = _revised(connection, article, signature, found, others)
    copied = _copied(connection, article, signature, found, revised, others)
    return Identity(revised, copy_of=copied)


def _same(connection: Connection, article: Article, digest: str) -> int | None:
    """The article that has this very revision: of the same address, or else of the same outlet."""
    query = select(revisions.c.article, revisions.c.outlet, revisions.c.url).where(
        revisions.c.digest == digest
    )
    for row in connection.execute(query.order_by(revisions.c.id)):
        if row.outlet == article.outlet or (row.url and canonical(row.url) == canonical(article.url)):
            return int(row.article)
    return None


def _neighbours(connection: Connection, signature: bytes) -> Iterator[Any]:
    """The articles whose texts may be nearly the same."""
    shared = select(bands.c.article).where(bands.c.band.in_(near.bands(signature))).distinct()
    query = (
        select(
            articles.c.id,
            articles.c.outlet,
            articles.c.canonical,
            articles.c.title,
            articles.c.published,
            articles.c.copy_of,
            revisions.c.signature,
            revisions.c.text,
        )
        .join(revisions, revisions.c.id == articles.c.revision)
        .where(articles.c.id.in_(shared))
        .order_by(articles.c.id)
    )
    yield from connection.execute(query)


def _revised(
    connection: Connection,
    article: Article,
    signature: bytes,
    found: frozenset[int],
    others: list[Row[Any]],
) -> int | None:
    """The article of the same outlet of which this one is a revision."""
    named = connection.execute(
        select(articles.c.id, articles.c.outlet, articles.c.canonical, revisions.c.signature)
        .join(revisions, revisions.c.id == articles.c.revision)
        .where(articles.c.key == article.id)
    ).first()
    same_id = named and named.outlet == article.outlet and not (named.canonical and canonical(article.url))
    if named and same_id and near.likeness(signature, named.signature) >= REVISED_SAME_ID:
        return int(named.id)
    best: tuple[float, int] | None = None
    for other in others:
        if other.outlet != article.outlet:
            continue
        elsewhere = bool(other.canonical and canonical(article.url))
        other_id = named is not None and named.id != other.id
        if not _within(article.published, other.published, ELSEWHERE_DAYS if elsewhere else REVISION_DAYS):
            continue
        alike = near.alike(found, near.runs(unpacked(other.text)))
        least = REVISED_ELSEWHERE if elsewhere or other_id else REVISED
        if alike >= least and (best is None or alike > best[0]):
            best = (alike, int(other.id))
    return best[1] if best else None


def _copied(
    connection: Connection,
    article: Article,
    signature: bytes,
    found: frozenset[int],
    itself: int | None,
    others: list[Row[Any]] | None = None,
) -> int | None:
    """The first article of the store with nearly this text in another outlet."""
    for other in _neighbours(connection, signature) if others is None else others:
        if other.id == itself or other.copy_of == itself is not None or other.outlet == article.outlet:
            continue
        if not _within(article.published, other.published, COPY_DAYS):
            continue
        there = near.runs(unpacked(other.text))
        sizes = sorted((len(found), len(there)))
        if near.contained(found, there) >= COPIED and sizes[0] >= SHORTENED * sizes[1]:
            return int(other.copy_of if other.copy_of is not None else other.id)
    return None


def _within(one: dt.date | None, other: dt.date | None, days: int) -> bool:
    return one is None or other is None or abs((one - other).days) <= days
