"""Full-text indexes of articles, quotes and events: FTS5 in SQLite, tsvector in PostgreSQL.

Words are folded before they are indexed (no accents, no case, no marks between them), so that both databases find
the same for the same words, in both languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection, text

# What is indexed, each in a table of its own under the id of its row.
KINDS = ("article", "quote", "event")
WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})
TERM = re.compile(r'"([^"]*)"|(\S+)')


def folded(words: str) -> str:
    """The words in lower case and without accents, one space between them."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(LIGATURES))
    return " ".join(WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def terms(query: str) -> list[tuple[str, ...]]:
    """What a query asks for: each term a phrase of folded words; the last may end in "*" for any ending."""
    found = []
    for quoted, bare in TERM.findall(query):
        words = folded(quoted or bare).split()
        if words:
            if bare.endswith("*"):
                words[-1] += "*"
            found.append(tuple(words))
    return found


class Index(Protocol):
    """How a database keeps and searches folded words."""

    def create(self, connection: Connection) -> None:
        """Make the tables."""

    def put(self, connection: Connection, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        """Index texts under their ids."""

    def drop(self, connection: Connection, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        """Take texts out of the index; they must be those that were put in."""

    def condition(self, kind: str, wanted: Sequence[tuple[str, ...]]) -> tuple[str, dict[str, str]]:
        """A SQL expression that selects the ids, best first, of what holds all terms, and its parameter."""


class Fts5:
    """SQLite: tables that hold the index alone, not the texts."""

    def create(self, connection: Connection) -> None:
        for kind in KINDS:
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {kind}_words USING fts5(words, content='', tokenize='unicode61')"
            )

    def put(self, connection: Connection, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        values = [(id, folded(words)) for id, words in rows]
        if values:
            connection.exec_driver_sql(f"INSERT INTO {kind}_words(rowid, words) VALUES (?, ?)", values)

    def drop(self, connection: Connection, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        values = [(id, folded(words)) for id, words in rows]
        if values:
            connection.exec_driver_sql(
                f"INSERT INTO {kind}_words({kind}_words, rowid, words) VALUES ('delete', ?, ?)", values
            )

    def condition(self, kind: str, wanted: Sequence[tuple[str, ...]]) -> tuple[str, dict[str, str]]:
        match = " AND ".join(_fts5(term) for term in wanted)
        table = f"{kind}_words"
        return f"SELECT rowid AS id, rank AS rank FROM {table} WHERE {table} MATCH :wanted", {"wanted": match}


def _fts5(term: tuple[str, ...]) -> str:
    *before, last = term
    prefix = last.endswith("*")
    phrase = " ".join([*before, last.removesuffix("*")])
    return f'"{phrase}"' + ("*" if prefix else "")


class Tsvector:
    """PostgreSQL: a tsvector beside each id, without any language's stemming."""

    def create(self, connection: Connection) -> None:
        for kind in KINDS:
            connection.execute(text(f"CREATE TABLE {kind}_words (id integer PRIMARY KEY, words tsvector)"))
            connection.execute(text(f"CREATE INDEX {kind}_words_gin ON {kind}_words USING gin (words)"))

    def put(self, connection: Connection, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        values = [{"id": id, "words": folded(words)} for id, words in rows]
        if values:
            connection.execute(
                text(f"INSERT INTO {kind}_words (id, words) VALUES (:id, to_tsvector('simple', :words))"),
                values,
            )

    def drop(self, connection: Connection, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        values = [{"id": id} for id, _ in rows]
        if values:
            connection.execute(text(f"DELETE FROM {kind}_words WHERE id = :id"), values)

    def condition(self, kind: str, wanted: Sequence[tuple[str, ...]]) -> tuple[str, dict[str, str]]:
        match = " & ".join("(" + " <-> ".join(_tsquery(w) for w in term) + ")" for term in wanted)
        query = "to_tsquery('simple', :wanted)"
        return (
            f"SELECT id, -ts_rank(words, {query}) AS rank FROM {kind}_words WHERE words @@ {query}",
            {"wanted": match},
        )


def _tsquery(word: str) -> str:
    return f"'{word.removesuffix('*')}'" + (":*" if word.endswith("*") else "")


def of(connection: Connection) -> Index:
    """The index of the connection's database."""
    return Fts5() if connection.dialect.name == "sqlite" else Tsvector()
