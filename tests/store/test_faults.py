"""Whatever happens while the store is written: nothing lost, nothing half written, nothing counted twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event as sqlalchemy_event

from detente.intake import Found, Located, Refused
from detente.model import Record, StoreError
from detente.store import Store, Versions
from detente.store.add import add, reread
from tests.store.reports import READ, article, contents, event, record, summit

NEWER = Versions("0.2.0", "data")
KILLS = 50


def corpus() -> list[Found]:
    """Articles of a summit, forty others about it, copies, a revision and one that cannot be read."""
    found: list[Found] = [Located(a.id, a) for a, _ in summit()]
    for n in range(40):
        text = f"Report {n} from the lake: the presidents met. " + " ".join(f"w{n}-{i}" for i in range(40))
        outlet = ("AP", "AFP", "TASS")[n % 3]
        found.append(
            Located(f"x{n}", article(f"x{n}", text, outlet=outlet, published=f"2021-06-{16 + n % 12}"))
        )
        if n % 10 == 0:
            found.append(
                Located(
                    f"y{n}", article(f"y{n}", text, outlet="Le Monde", published=f"2021-06-{16 + n % 12}")
                )
            )
            found.append(
                Located(f"z{n}", article(f"z{n}", text + " More.", outlet=outlet, published="2021-06-17"))
            )
    return [*found, Refused("a.txt", "empty", "leave it out")]


def read_all(found: Iterator[Found]) -> Iterator[Record | Refused]:
    """As a reader does, at a pace that lets a kill fall anywhere."""
    told = {a.text: events for a, events in summit()}
    for thing in found:
        if isinstance(thing, Refused):
            yield thing
        else:
            assert isinstance(thing, Located)
            text = thing.article.text
            day = str(thing.article.published)
            yield record(thing.article, *told.get(text, [event(text, day=day, place="Geneva")]))


def added(address: str) -> None:
    with Store.open(address, create=True) as store:
        for _ in add(store, corpus(), read_all, lambda lang: READ):
            pass
        for _ in store.group():
            pass


def read_again(address: str) -> None:
    with Store.open(address) as store:
        for _ in reread(store, read_all, lambda lang: NEWER):
            pass
        for _ in store.group():
            pass


def in_child(work: Callable[[str], None], address: str) -> int:
    """Begin the work in a process of its own."""
    child = os.fork()
    if child:
        return child
    try:
        work(address)
    finally:
        os._exit(0)


def killed(work: Callable[[str], None], address: str, kills: int, seed: int) -> int:
    """Begin the work again and again, and kill it at random moments; how many kills fell while it worked."""
    rng = random.Random(seed)
    hits, longest = 0, 0.05
    for _ in range(kills):
        child = in_child(work, address)
        time.sleep(rng.uniform(0, longest))
        ended, _ = os.waitpid(child, os.WNOHANG)
        if ended:
            longest = max(longest * 0.8, 0.02)
            continue
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        hits += 1
        longest = min(longest * 1.1, 0.4)
    return hits


@pytest.fixture
def other(request: pytest.FixtureRequest, address: str, tmp_path: Path) -> str:
    """Another store on the same kind of database."""
    if "postgresql" not in address:
        return str(tmp_path / "other.db")
    from tests.store.conftest import database

    return database(request.getfixturevalue("server"))


def test_kills_leave_no_trace(address: str, other: str) -> None:
    added(other)
    assert killed(added, address, KILLS, seed=1) >= KILLS // 2
    added(address)
    with Store.open(address) as store, Store.open(other) as undisturbed:
        assert contents(store) == contents(undisturbed)
    read_again(other)
    assert killed(read_again, address, KILLS // 5, seed=2)
    read_again(address)
    with Store.open(address) as store, Store.open(other) as undisturbed:
        assert contents(store) == contents(undisturbed)
        assert store.count_outdated(lambda lang: NEWER) == 0


def test_two_at_once_count_nothing_twice(address: str, other: str) -> None:
    added(other)
    children = [in_child(added, address) for _ in range(3)]
    for child in children:
        os.waitpid(child, 0)
    with Store.open(address) as store, Store.open(other) as undisturbed:
        listed, wanted = ({a.key: a.revisions for a in s.articles()} for s in (store, undisturbed))
        assert listed == wanted
        assert len(store.events()) == len(undisturbed.events())
        assert _groups(store) == _groups(undisturbed)


def _groups(store: Store) -> set[frozenset[str]]:
    return {frozenset(r.article for r in store.reports(h.id)) for h in store.happenings()}


def test_adding_again_changes_nothing(address: str) -> None:
    added(address)
    with Store.open(address) as store:
        before = contents(store)
        outcomes = [o.what for o in add(store, corpus(), read_all, lambda lang: READ)]
        assert set(outcomes) == {"skipped", "refused"} and len(outcomes) == len(corpus())
        assert store.ungrouped() == 0
        assert contents(store) == before


def test_a_locked_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    added(str(path))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store.open(path, patience=0.1) as store:
        assert len(store.articles()) > 40
        with pytest.raises(StoreError, match=r"store\.db: another process is writing to it; try again"):
            store.keep(article("new"), record(article("new")), READ)
        holder.execute("ROLLBACK")
        assert store.keep(article("new"), record(article("new")), READ).what == "added"
    holder.close()


def test_a_full_disk_is_told_and_leaves_the_article_out(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store.open(path, create=True) as store:
        room = store._engine.connect().exec_driver_sql("PRAGMA page_count").scalar_one() + 30

        @sqlalchemy_event.listens_for(store._engine, "begin")
        @sqlalchemy_event.listens_for(store._engine, "checkout")
        def limit(connection, *_: object) -> None:  # type: ignore[no-untyped-def]
            if hasattr(connection, "cursor"):
                connection.cursor().execute(f"PRAGMA max_page_count={room}")

        with pytest.raises(StoreError, match="the disk is full; make room and run the same again"):
            for _ in add(store, corpus(), read_all, lambda lang: READ):
                pass
    with Store.open(path) as store:
        kept = {a.key for a in store.articles()}
        assert 0 < len(kept) < 40
        assert {e.article for e in store.events()} == kept
    added(str(path))
    added(str(tmp_path / "other.db"))
    with Store.open(path) as store, Store.open(tmp_path / "other.db") as undisturbed:
        assert contents(store) == contents(undisturbed)


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database, whatever its name says. " * 50)
    rows = {
        "text.db": (False, "not a store of Detente"),
        "missing.db": (False, "no such store; `detente add` makes one"),
        "no/such/folder/a.db": (True, "its folder does not exist"),
        ".": (True, "a folder; name a file"),
    }
    for name, (create, said) in rows.items():
        with pytest.raises(StoreError, match=said):
            Store.open(tmp_path / name, create=create)
    for url, said in {
        "mysql://a/b": "neither a file nor a postgresql:// address",
        "http://[": "neither a file nor",
        "postgresql://a:b:c/d": "no address of a database",
        "postgresql://nobody:secret@127.0.0.1:1/x": "no server answers there",
    }.items():
        with pytest.raises(StoreError, match=said) as told:
            Store.open(url)
        assert "secret" not in str(told.value)


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    added(str(path))
    for extra in tmp_path.glob("store.db-*"):
        extra.unlink()
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = bytes(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged|not a store"), Store.open(path) as store:
        store.articles()
