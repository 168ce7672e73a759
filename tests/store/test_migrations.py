"""Old stores come to the present version with all that they hold; later ones are refused."""

from __future__ import annotations

import datetime as dt
import gzip
import sqlite3
from pathlib import Path

import pytest

from detente.model import StoreError
from detente.store import Store
from detente.store import engine as engines
from detente.store.migrations import LATEST
from tests.store.reports import contents

# A store of version 1, before there were expectations, with three articles about one summit.
OLD = Path(__file__).parent / "old" / "v1.db.gz"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def shape(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Tables and indexes with their columns."""
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    found = {
        name: connection.execute(f"PRAGMA table_info('{name}')").fetchall()
        + connection.execute(f"PRAGMA index_info('{name}')").fetchall()
        for (name,) in names
    }
    connection.close()
    return found


def test_an_old_store_becomes_a_new_one(old: Path, tmp_path: Path) -> None:
    Store.open(tmp_path / "new.db", create=True).close()
    with Store.open(old) as store:
        for _ in store.group():
            pass
        (found,) = store.expectations(on=dt.date(2021, 7, 1))
        assert [s.kind for s in found.steps] == ["hoped", "announced", "kept"]
        assert sorted(a.key for a in store.articles()) == ["afp-2", "ap-1", "ap-3"]
        assert len(store.happenings()) == 3
        assert store.record("ap-3").events[0].root == "CONSULT"
        assert [h.article for h in store.search("poutine")] == ["afp-2"] * 3
        upgraded = contents(store)
    assert shape(old) == shape(tmp_path / "new.db")
    with Store.open(old) as store:
        assert contents(store) == upgraded


def test_versions_are_kept(old: Path) -> None:
    Store.open(old).close()
    connection = sqlite3.connect(old)
    assert connection.execute("SELECT version FROM schema_version ORDER BY 1").fetchall() == [
        (n,) for n in range(1, LATEST + 1)
    ]
    connection.close()


def test_a_later_store_is_refused(old: Path) -> None:
    connection = sqlite3.connect(old)
    connection.execute("INSERT INTO schema_version VALUES (99, '2030-01-01 00:00:00.000000')")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="later version of Detente"):
        Store.open(old)


def test_what_is_no_store_is_not_made_one(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE things (a)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="not a store of Detente"):
        Store.open(path)
    assert "articles" not in shape(path)


def test_an_upgrade_that_is_cut_off_leaves_the_old_store(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shape(old)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.store.migrations._stamp", fail)
    with pytest.raises(KeyboardInterrupt):
        Store.open(old)
    assert shape(old) == before
    monkeypatch.undo()
    Store.open(old).close()
    assert engines.opened(str(old), create=False)
