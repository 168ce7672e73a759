"""Stores of older versions, brought to the present one step at a time.

A new store is made as `schema.py` says. An old one passes every step from its version on, each in one transaction
together with its number; a test upgrades a file of version 1 and compares it with a new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
)

from detente.model import StoreError
from detente.store import engine as engines
from detente.store import fulltext, schema

Step = Callable[[Connection], None]


def _expectations(connection: Connection) -> None:
    """Version 2: expectations, told from the happenings that are there."""
    happenings = Table("happenings", MetaData(), Column("id", Integer, primary_key=True))
    tables = MetaData()
    happenings.to_metadata(tables)
    window = ("start", "end")
    expectations = Table(
        "expectations",
        tables,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("one", Text, nullable=False),
        Column("other", Text, nullable=False),
        Column("act", String(16)),
        Column("status", String(12), nullable=False),
        *(Column(name, Date) for name in window),
        Column("grain", String(8)),
        Column("place", Text),
        Column("place_code", Text),
        Column("opened", Date, nullable=False),
        Column("last", Date, nullable=False),
        Index("expectations_pair", "one", "other"),
        Index("expectations_other", "other"),
    )
    steps = Table(
        "steps",
        tables,
        Column("expectation", Integer, ForeignKey("expectations.id"), primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("kind", String(12), nullable=False),
        Column("said", Date, nullable=False),
        Column("happening", Integer, nullable=False),
        *(Column(name, Date) for name in window),
        Column("grain", String(8)),
        Column("place", Text),
        Index("steps_happening", "happening"),
    )
    stale = Table(
        "stale_pairs",
        tables,
        Column("one", Text, primary_key=True),
        Column("other", Text, primary_key=True),
    )
    tables.create_all(connection, tables=[expectations, steps, stale])
    connection.execute(text("INSERT INTO stale_pairs (one, other) SELECT DISTINCT one, other FROM pairs"))


# STEPS[n] brings version n + 1 to version n + 2. What a step writes is what its version was: it never asks
# `schema.py`, which goes on changing.
STEPS: tuple[Step, ...] = (_expectations,)
LATEST = len(STEPS) + 1


def upgrade(engine: Engine, *, create: bool = True) -> None:
    """Make the tables of a new store, or bring an old one to the present version.

    Raises:
        StoreError: the store is of a later version of Detente, or (unless `create`) holds no tables of it.
    """
    found = _found(engine)
    if found == LATEST:
        return
    if found is None and not create:
        raise StoreError(engines.name(engine), "not a store of Detente; `detente add` makes one")
    if found is not None and found > LATEST:
        raise StoreError(
            engines.name(engine),
            f"made by a later version of Detente (its tables are {found}, known are {LATEST}); update Detente",
        )
    with engines.writing(engine) as connection:
        # Another process may have done it while this one waited.
        found = _version(connection)
        if found is None:
            schema.metadata.create_all(connection)
            fulltext.of(connection).create(connection)
            _stamp(connection, LATEST)
    for number in range(found or LATEST, LATEST):
        with engines.writing(engine) as connection:
            if _version(connection) == number:
                STEPS[number - 1](connection)
                _stamp(connection, number + 1)


def _found(engine: Engine) -> int | None:
    with engines.reading(engine) as connection:
        return _version(connection)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema.version.name):
        return None
    number: int | None = connection.scalar(select(func.max(schema.version.c.version)))
    return number


def _stamp(connection: Connection, number: int) -> None:
    connection.execute(
        insert(schema.version).values(version=number, applied=dt.datetime.now(dt.UTC).replace(tzinfo=None))
    )
