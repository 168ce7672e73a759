"""Opening of databases: SQLite files and PostgreSQL by URL, and their errors in words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, text
from sqlalchemy.engine import URL, make_url

from detente.model import StoreError

# Seconds to wait for another process that writes.
PATIENCE = 30.0
# Any number will do: whoever writes to a PostgreSQL store holds this lock, so that writers take turns.
WRITERS = 0x64C3A974


def opened(store: str, *, create: bool, patience: float = PATIENCE) -> Engine:
    """The engine of a store: a path of a SQLite file, or a `postgresql://` URL.

    Raises:
        StoreError: the file is missing (unless `create`), or the URL is of another kind.
    """
    url = _url(store)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, store, create, patience)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, store)
    raise StoreError(store, "neither a file nor a postgresql:// address")


def _url(store: str) -> URL:
    if "://" not in store:
        return URL.create("sqlite+pysqlite", database=store)
    try:
        url = make_url(store)
    except (exc.ArgumentError, ValueError):
        raise StoreError(store, "no address of a database; write postgresql://user@host/name") from None
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgres", "postgresql"} else url


def _sqlite(url: URL, store: str, create: bool, patience: float) -> Engine:
    path = Path(url.database or "")
    if path.is_dir():
        raise StoreError(store, "a folder; name a file")
    if not path.exists():
        if not create:
            raise StoreError(store, "no such store; `detente add` makes one, --store names another")
        if not path.parent.is_dir():
            raise StoreError(store, "its folder does not exist; make it first")
    engine = create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        # The driver's own transactions begin too late: `writing` begins them.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _postgresql(url: URL, store: str) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except ImportError:
        raise StoreError(store, "PostgreSQL needs the driver: pip install 'detente[postgresql]'") from None


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see the same state of the store."""
    with told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection
        connection.rollback()


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone writes: all that is done with it is kept at the end, or nothing."""
    with told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS})
        try:
            yield connection
        except BaseException:
            with contextlib.suppress(exc.DBAPIError):
                connection.rollback()
            raise
        connection.commit()


# What databases say -> what it means and what to do; the first that is found in the message.
MEANINGS = (
    ("database is locked", "another process is writing to it; try again when it has ended"),
    ("database or disk is full", "the disk is full; make room and run the same again"),
    ("No space left", "the disk is full; make room and run the same again"),
    ("disk I/O error", "the disk cannot be read or written; check it and run the same again"),
    ("file is not a database", "not a store of Detente; name another file"),
    ("malformed", "the file is damaged; take it back from a copy"),
    ("readonly database", "you may not write to it; change its permissions"),
    ("unable to open", "cannot be opened; check its folder and permissions"),
    ("Connection refused", "no server answers there; start it or check the address"),
    ("could not translate host", "no such host; check the address"),
    ("authentication failed", "the server refuses the password; check the address"),
    ("does not exist", "the server has no such database; make it with createdb"),
)


@contextlib.contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Errors of the database as `StoreError`s that say what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        said = " ".join(str(error.orig).split())
        meaning = next((m for words, m in MEANINGS if words in said), None)
        raise StoreError(name(engine), meaning or f"the database says: {said}") from error


def name(engine: Engine) -> str:
    """What to call the store in a message: its path, or its address without the password."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return url.database or "the store"
    return url.render_as_string(hide_password=True).replace("+psycopg", "")
