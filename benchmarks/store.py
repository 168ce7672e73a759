"""How fast a large store answers: `python -m benchmarks.store BASE.db [--copies 30] [--out LARGE.db]`.

Takes a store of real articles (`detente add … --store BASE.db`), repeats it with other days and other states until it
is large, and asks: words, words with conditions, happenings with their reports and reasons, expectations of a pair;
last it adds an article. Prints the median and the 95th percentile of each in milliseconds, and bytes per article.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Column, Table

from detente.store import Filter, Store, Versions
from detente.store.fulltext import folded
from detente.store.rows import unpacked
from detente.store.schema import metadata

# Columns that hold the id of a row of a table, beside each table's own `id`.
POINTS = {
    "article": "articles",
    "copy_of": "articles",
    "revision": "revisions",
    "indexed": "revisions",
    "event": "events",
    "happening": "happenings",
    "stance": "stances",
    "expectation": "expectations",
}
CODES = {"code", "speaker_code", "addressee_code", "holder_code", "one", "other", "place_code"}
DATES = {"published", "said", "start", "end", "expected_start", "expected_end", "first_said", "last_said"}
DATES |= {"from_day", "to_day", "opened", "last"}
SKIPPED = {"schema_version", "stale_pairs", "judgements"}
ASKED = 100


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base", type=Path)
    parser.add_argument("--copies", type=int, default=30)
    parser.add_argument(
        "--out", type=Path, help="keep the large store here; one that is there is asked again"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.out or Path(folder) / "large.db"
        if not path.exists():
            Store.open(options.base).close()
            shutil.copy(options.base, path)
            began = time.perf_counter()
            repeat(path, options.copies)
            print(f"made in {time.perf_counter() - began:.0f} s")
        with Store.open(path) as store:
            articles = len(store.articles())
            events = len(store.events(Filter(domestic=True, limit=10**9))) if articles < 20_000 else None
            size = path.stat().st_size
            print(
                f"{articles} articles, {events or 'many'} events, {size / articles / 1000:.1f} kB per article"
            )
            ask(store, path)


# ---- a large store -------------------------------------------------------------------------------------------------


def repeat(path: Path, copies: int) -> None:
    """Repeat all rows of a store, each time some days later and between other states."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    codes = [
        r[0]
        for r in connection.execute("SELECT DISTINCT code FROM parties WHERE length(code) = 3 ORDER BY code")
    ]
    numbers = {c: n for n, c in enumerate(codes)}

    def renamed(code: str | None, turn: int) -> str | None:
        return codes[(numbers[code] + 7 * turn) % len(codes)] if code in numbers else code

    connection.create_function("renamed", 2, renamed, deterministic=True)
    steps = {
        t.name: connection.execute(f'SELECT coalesce(max(id), 0) FROM "{t.name}"').fetchone()[0]
        for t in metadata.sorted_tables
        if "id" in t.c
    }
    for turn in range(1, copies):
        for table in metadata.sorted_tables:
            if table.name not in SKIPPED:
                connection.execute(_repeated(table, turn, steps))
        connection.commit()
    for kind, table in (("article", None), ("quote", "quotes"), ("event", "events")):
        _index(connection, kind, table, steps)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _repeated(table: Table, turn: int, steps: dict[str, int]) -> str:
    names = ", ".join(f'"{c.name}"' for c in table.c)
    values = ", ".join(_value(table, c, turn, steps) for c in table.c)
    where = f" WHERE id <= {steps[table.name]}" if "id" in table.c else ""
    for column, points in POINTS.items():
        if not where and column in table.c:
            where = f' WHERE "{column}" <= {steps[points]}'
    return f'INSERT OR IGNORE INTO "{table.name}" ({names}) SELECT {values} FROM "{table.name}"{where}'


def _value(table: Table, column: Column[object], turn: int, steps: dict[str, int]) -> str:
    name = f'"{column.name}"'
    if column.name == "id":
        return f"id + {turn * steps[table.name]}"
    if column.name in POINTS:
        return f"{name} + {turn * steps[POINTS[column.name]]}"
    if column.name in CODES:
        return f"renamed({name}, {turn})"
    if column.name in DATES:
        return f"date({name}, '+{turn * 17} days')"
    if column.name in {"key", "digest"}:
        return f"{name} || '-{turn}'"
    if column.name == "canonical":
        return f"{name} || '/{turn}'"
    if column.name == "band":
        return f"{name} + {turn}"
    return name


def _index(connection: sqlite3.Connection, kind: str, table: str | None, steps: dict[str, int]) -> None:
    """Index the repeated words."""
    if table:
        rows = connection.execute(f'SELECT id, words FROM "{table}" WHERE id > {steps[table]}')
        values = ((id, folded(words)) for id, words in rows)
    else:
        known: dict[int, str] = {}
        current = "SELECT a.id, r.title, r.text FROM articles a JOIN revisions r ON r.id = a.revision"
        texts = connection.execute(f"{current} WHERE a.id <= {steps['articles']}")
        for id, title, text in texts:
            known[id] = folded(f"{title or ''}\n{unpacked(text)}")
        rows = connection.execute(f"SELECT id FROM articles WHERE id > {steps['articles']}").fetchall()
        values = ((id, known[(id - 1) % steps["articles"] + 1]) for (id,) in rows)
    connection.executemany(f"INSERT INTO {kind}_words(rowid, words) VALUES (?, ?)", values)
    connection.commit()


# ---- questions -----------------------------------------------------------------------------------------------------


def ask(store: Store, path: Path) -> None:
    rng = random.Random(1)
    some = sqlite3.connect(path)
    happenings = [r[0] for r in some.execute("SELECT id FROM happenings ORDER BY id")]
    large = [r[0] for r in some.execute("SELECT id FROM happenings ORDER BY articles DESC LIMIT 100")]
    pairs = some.execute("SELECT one, other FROM expectations WHERE other <> '' ORDER BY id").fetchall()
    words = [
        w
        for (t,) in some.execute("SELECT words FROM events LIMIT 3000")
        for w in folded(t).split()
        if len(w) > 3
    ]
    keys = [r[0] for r in some.execute("SELECT key FROM articles ORDER BY id")]
    some.close()

    def question(id: int) -> None:
        store.happening(id)
        store.reports(id)
        store.verdicts(id)
        store.judgements(id)

    timed("search, one word", lambda: store.search(rng.choice(words)))
    timed("search, two words", lambda: store.search(f"{rng.choice(words)} {rng.choice(words)}"))
    since = dt.date(2022, 1, 1)
    wanted = Filter(actor="RUS", since=since)
    timed("search, a word, who and since", lambda: store.search(rng.choice(words), wanted))
    timed("search, one kind", lambda: store.search(rng.choice(words), kinds=("event",)))
    timed("happening", lambda: question(rng.choice(happenings)))
    timed("happening, the largest", lambda: question(rng.choice(large)))
    timed("expectations of a pair", lambda: store.expectations(rng.choice(pairs), on=dt.date(2023, 1, 1)))

    numbers = iter(range(10**6))

    def add() -> None:
        old = store.record(rng.choice(keys[:3000]))
        text = f"{old.article.text}\n{' '.join(rng.choice(words) for _ in range(400))}"
        article = replace(old.article, id=f"new-{next(numbers)}", url=None, outlet="Nobody's", text=text)
        began = time.perf_counter()
        store.keep(article, replace(old, article=article), Versions("bench", "bench"))
        kept.append(time.perf_counter() - began)

    kept: list[float] = []
    for _ in range(ASKED):
        add()
    shown("keep an article", kept)
    began = time.perf_counter()
    for _ in store.group():
        pass
    print(f"group {ASKED} articles: {(time.perf_counter() - began) / ASKED * 1000:.1f} ms each")


def timed(what: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(ASKED):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    shown(what, times)


def shown(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    median, late = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000
    print(f"{what}: median {median:.1f} ms, 95th percentile {late:.1f} ms")


if __name__ == "__main__":
    main()
