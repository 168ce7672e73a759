"""Full text over articles, quotes and events, with the conditions of a `Filter`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, Row, Select, select, text

from detente.store import asking, fulltext
from detente.store.asking import Filter
from detente.store.fulltext import KINDS, WORD, folded
from detente.store.rows import unpacked
from detente.store.schema import articles, events, quotes, revisions

# Characters shown around the words that were found.
AROUND = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: an article, a quote or an event, by `kind`.

    `name` is the quote's or event's name in the record ("q2", "e3"), `happening` the happening that the event is of.
    `words` are the quotation, the event's words, or the passage of the article around what was looked for; `start`
    is its offset in the text of the article. `about` says in short what it is: speaker, or root and status.
    """

    kind: str
    article: str
    name: str | None
    title: str | None
    outlet: str | None
    lang: str | None
    url: str | None
    said: dt.date | None
    about: str
    words: str
    start: int
    happening: int | None
    rank: float


def search(
    connection: Connection, words: str, wanted: Filter, kinds: Sequence[str] = KINDS, limit: int = 20
) -> list[Hit]:
    """Up to `limit` hits of each kind, the best first; without words the latest first.

    Words are found with and without accents, in any order; "words in quotation marks" stand together, and an
    asterisk stands for any ending.
    """
    terms = fulltext.terms(words)
    found: list[Hit] = []
    for kind in kinds:
        query = QUERIES[kind](wanted)
        if words.strip() and not terms:
            continue
        if terms:
            condition, values = fulltext.of(connection).condition(kind, terms)
            matches = (
                text(condition).bindparams(**values).columns(Column("id", Integer), Column("rank", Float))
            )
            match = matches.subquery("found")
            table = TABLES[kind]
            query = query.add_columns(match.c.rank).join(match, match.c.id == table.c.id)
            query = query.order_by(match.c.rank, table.c.id)
        else:
            said = articles.c.published if kind == "article" else TABLES[kind].c.said
            query = query.add_columns(text("0.0 AS rank")).order_by(
                said.is_(None), said.desc(), TABLES[kind].c.id
            )
        found += [HITS[kind](r, terms) for r in connection.execute(query.limit(limit))]
    return found


TABLES: dict[str, Any] = {"article": articles, "quote": quotes, "event": events}


def _articles(wanted: Filter) -> Select[Any]:
    return (
        select(articles, revisions.c.text)
        .join(revisions, revisions.c.id == articles.c.revision)
        .where(*asking.of_articles(wanted))
    )


def _quotes(wanted: Filter) -> Select[Any]:
    about = (articles.c.key, articles.c.title, articles.c.outlet, articles.c.lang, articles.c.url)
    query = select(quotes, *about).join(articles, articles.c.id == quotes.c.article)
    return query.where(*asking.of_quotes(wanted))


def _events(wanted: Filter) -> Select[Any]:
    about = (articles.c.key, articles.c.title, articles.c.outlet, articles.c.lang, articles.c.url)
    query = select(events, *about).join(articles, articles.c.id == events.c.article)
    return query.where(*asking.of_events(wanted))


def _article_hit(row: Row[Any], terms: list[tuple[str, ...]]) -> Hit:
    text = unpacked(row.text)
    start, stop = passage(text, terms)
    return _hit("article", row, row.published, None, "", " ".join(text[start:stop].split()), start, None)


def _quote_hit(row: Row[Any], _: list[tuple[str, ...]]) -> Hit:
    speaker = row.speaker_name or "nobody named"
    about = f"{speaker} ({row.speaker_code})" if row.speaker_code else speaker
    return _hit("quote", row, row.said, row.name, about, row.words, row.from_at, None)


def _event_hit(row: Row[Any], _: list[tuple[str, ...]]) -> Hit:
    return _hit(
        "event", row, row.said, row.name, f"{row.root} {row.status}", row.words, row.from_at, row.happening
    )


def _hit(
    kind: str,
    row: Row[Any],
    said: dt.date | None,
    name: str | None,
    about: str,
    words: str,
    start: int,
    happening: int | None,
) -> Hit:
    return Hit(
        kind,
        row.key,
        name,
        row.title,
        row.outlet,
        row.lang,
        row.url,
        said,
        about,
        words,
        start,
        happening,
        row.rank,
    )


QUERIES = {"article": _articles, "quote": _quotes, "event": _events}
HITS = {"article": _article_hit, "quote": _quote_hit, "event": _event_hit}


def passage(text: str, terms: list[tuple[str, ...]]) -> tuple[int, int]:
    """Where in the text the words around the first term that it holds stand, cut at spaces."""
    at, end = _first(text, terms)
    start, stop = max(0, at - AROUND), min(len(text), end + AROUND)
    if start:
        start = text.find(" ", start, at) + 1 or start
    if stop < len(text):
        last = text.rfind(" ", end, stop)
        stop = last if last > 0 else stop
    return start, stop


def _first(text: str, terms: list[tuple[str, ...]]) -> tuple[int, int]:
    """The first place of a term: of its first word, if the whole phrase follows there."""
    words = [(m.start(), m.end(), folded(m.group())) for m in WORD.finditer(text)]
    for term in terms:
        for i in range(len(words) - len(term) + 1):
            if all(_is(words[i + n][2], word) for n, word in enumerate(term)):
                return words[i][0], words[i + len(term) - 1][1]
    return 0, 0


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
