"""The store: what a program asks of it. Every question sees one state; every change is kept whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, func, or_, select

from detente.model import Article, Record, StoreError
from detente.store import engine as engines
from detente.store import (
    expected,
    expecting,
    grouping,
    identity,
    judging,
    keep,
    migrations,
    queries,
    said,
    search,
    sightings,
)
from detente.store.answers import Expectation, Happening, Judgement, Listed, Report, Revision, Said, Stand
from detente.store.asking import Filter
from detente.store.fulltext import KINDS
from detente.store.same import Verdict
from detente.store.schema import articles, events, revisions, stale_pairs
from detente.store.search import Hit
from detente.store.versions import Current, Versions

DEFAULT = "detente.db"
# Articles grouped in one transaction: others may write in between.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Outdated:
    """A revision that older code or data read: its id, its article, and the versions that read it."""

    revision: int
    article: Article
    versions: Versions


class Store:
    """A database of articles and of all that was found in them. Use it in a `with` block.

    Raises (all methods):
        StoreError: the database cannot be opened, read or written, or does not hold what is asked for.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(
        cls, store: str | Path = DEFAULT, *, create: bool = False, patience: float = engines.PATIENCE
    ) -> Self:
        """The store in a SQLite file, or at a `postgresql://` address; an old one is brought to the present.

        `create` makes a store where there is none. `patience` is how many seconds to wait for another writer.
        """
        engine = engines.opened(str(store), create=create, patience=patience)
        try:
            migrations.upgrade(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The path, or the address without its password."""
        return engines.name(self._engine)

    # ---- in ---------------------------------------------------------------------------------------------------

    def knows(self, article: Article) -> bool:
        """Whether exactly this article (text, title, day) is there already."""
        with engines.reading(self._engine) as connection:
            return identity.known(connection, article)

    def keep(self, arrived: Article, record: Record, versions: Versions) -> keep.Kept:
        """Keep an article with its record: as a new article, or as a revision of one. `arrived` is the article
        before it was read. Its events are grouped by `group`.
        """
        with engines.writing(self._engine) as connection:
            return keep.keep(connection, arrived, record, versions)

    def reread(self, revision: int, record: Record, versions: Versions) -> None:
        """Put a record that was read anew in the place of the one that the revision had."""
        with engines.writing(self._engine) as connection:
            keep.reread(connection, revision, record, versions)

    def outdated(self, current: Current) -> Iterator[Outdated]:
        """The revisions that other versions read than those current for their language."""
        for id in self._outdated(current):
            with engines.reading(self._engine) as connection:
                query = select(revisions, articles.c.key).join(articles, articles.c.id == revisions.c.article)
                row = connection.execute(query.where(revisions.c.id == id)).one()
            yield Outdated(id, queries.article_of(row), Versions(row.code, row.data))

    def count_outdated(self, current: Current) -> int:
        """How many revisions are out of date."""
        return len(self._outdated(current))

    def _outdated(self, current: Current) -> list[int]:
        r = revisions.c
        with engines.reading(self._engine) as connection:
            known = connection.execute(select(r.lang, r.code, r.data).distinct()).all()
            stale = [k for k in known if current(k.lang) != Versions(k.code, k.data)]
            if not stale:
                return []
            old = or_(*((r.lang == k.lang) & (r.code == k.code) & (r.data == k.data) for k in stale))
            return list(connection.execute(select(r.id).where(old).order_by(r.id)).scalars())

    def ungrouped(self) -> int:
        """How many articles, and pairs of parties with changed happenings, wait to be grouped."""
        with engines.reading(self._engine) as connection:
            waiting = select(func.count()).select_from(articles).where(articles.c.grouped.is_(False))
            stale = select(func.count()).select_from(stale_pairs)
            return (connection.scalar(waiting) or 0) + (connection.scalar(stale) or 0)

    def group(self) -> Iterator[int]:
        """Group the events of all articles that wait for it, then tell the expectations that follow; yields how
        many articles each step took. A run that is cut off goes on where it stopped.
        """
        while True:
            with engines.writing(self._engine) as connection:
                done = grouping.group(connection, BATCH)
            if not done:
                break
            yield done
        told = BATCH
        while told:
            with engines.writing(self._engine) as connection:
                told = expecting.tell(connection, BATCH)

    def ungroup(self) -> None:
        """Forget all happenings and expectations (never a finding, nor a judgement); `group` finds them anew."""
        with engines.writing(self._engine) as connection:
            grouping.ungroup(connection)

    # ---- articles ---------------------------------------------------------------------------------------------

    def articles(self, wanted: Filter = Filter()) -> list[Listed]:  # noqa: B008
        """The articles asked for, the newest first."""
        with engines.reading(self._engine) as connection:
            return queries.listed(connection, wanted)

    def article(self, key: str) -> Listed:
        """The article of this key or address."""
        with engines.reading(self._engine) as connection:
            return queries.article(connection, key)

    def record(self, key: str, number: int | None = None) -> Record:
        """The record of an article: of its current revision, or of that with the number (from 1)."""
        with engines.reading(self._engine) as connection:
            return queries.read_back(connection, key, number)

    def revisions(self, key: str) -> list[Revision]:
        """The revisions of an article, the first one first."""
        with engines.reading(self._engine) as connection:
            return queries.revisions_of(connection, key)

    def search(
        self,
        words: str,
        wanted: Filter = Filter(),  # noqa: B008
        kinds: Sequence[str] = KINDS,
        limit: int = 20,
    ) -> list[Hit]:
        """Up to `limit` articles, quotes and events each (see `KINDS`), the best first; see `search.search`."""
        with engines.reading(self._engine) as connection:
            return search.search(connection, words, wanted, kinds, limit)

    # ---- findings ---------------------------------------------------------------------------------------------

    def events(self, wanted: Filter = Filter()) -> list[Report]:  # noqa: B008
        """The events asked for, as each article tells them, by their days."""
        with engines.reading(self._engine) as connection:
            return queries.events_of(connection, wanted)

    def quotes(self, wanted: Filter = Filter()) -> list[Said]:  # noqa: B008
        """The quotations asked for, by the days of their articles. A party is whoever speaks or is spoken to;
        with an issue, those in whose words it is named.
        """
        with engines.reading(self._engine) as connection:
            return said.quotes_of(connection, wanted)

    def stances(self, wanted: Filter = Filter()) -> list[Stand]:  # noqa: B008
        """The stances asked for, by the days of their articles."""
        with engines.reading(self._engine) as connection:
            return said.stances_of(connection, wanted)

    # ---- happenings -------------------------------------------------------------------------------------------

    def happenings(self, wanted: Filter = Filter()) -> list[Happening]:  # noqa: B008
        """The happenings asked for, by their days."""
        with engines.reading(self._engine) as connection:
            return queries.happenings_of(connection, wanted)

    def happening(self, id: int) -> Happening:
        """The happening with this id."""
        with engines.reading(self._engine) as connection:
            return queries.happening(connection, id)

    def reports(self, happening: int) -> list[Report]:
        """The reports of a happening, the first one first."""
        with engines.reading(self._engine) as connection:
            return queries.reports_of(connection, happening)

    def verdicts(self, happening: int) -> dict[int, Verdict]:
        """Why each report (by its id) is one of the happening."""
        with engines.reading(self._engine) as connection:
            ids = list(
                connection.execute(
                    select(events.c.id).where(events.c.happening == happening).order_by(events.c.id)
                ).scalars()
            )
            members = sightings.load(connection, ids)
            return {m.event: grouping.explained(m, members) for m in members}

    # ---- expectations -----------------------------------------------------------------------------------------

    def expectations(
        self,
        parties: Sequence[str] = (),
        *,
        on: dt.date,
        states: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[Expectation]:
        """The expectations among the parties as they stand on a day, in the order in which they were opened.

        One party: all in which it takes part; several: those between any two of them. `states` are open, due,
        missed, kept, cancelled, refused; `since` and `until` bound the days on which they were spoken of.
        """
        with engines.reading(self._engine) as connection:
            return expected.asked(connection, parties, on, states, since, until)

    # ---- judgements -------------------------------------------------------------------------------------------

    def split(self, happening: int, report: str, reason: str) -> list[Judgement]:
        """Judge that a report is of another event; it leaves the happening. `report` is the key of its article,
        or "KEY/e3" where the article tells it several times.
        """
        with engines.writing(self._engine) as connection:
            told = queries.reports_of(connection, happening)
            leaving = [r for r in told if report in {r.article, f"{r.article}/{r.event}"}]
            staying = [r for r in told if r not in leaving]
            if not leaving:
                raise StoreError(f"happening {happening}", f"no report '{report}'; name the article of one")
            if not staying:
                raise StoreError(f"happening {happening}", f"'{report}' is all that tells of it")
            numbers = [
                judging.record(connection, judging.APART, r.id, staying[0].id, reason) for r in leaving
            ]
            grouping.rehome(connection, [r.id for r in leaving])
            return judging.listed(connection, numbers)

    def join(self, happening: int, other: int, reason: str) -> list[Judgement]:
        """Judge that two happenings are one event; the reports of `other` come to `happening`."""
        if happening == other:
            raise StoreError(f"happening {happening}", "name another happening to join with")
        with engines.writing(self._engine) as connection:
            mine, theirs = (queries.reports_of(connection, h) for h in (happening, other))
            for id, told in ((happening, mine), (other, theirs)):
                if not told:
                    raise StoreError(f"happening {id}", "there is none")
            numbers = [judging.record(connection, judging.TOGETHER, mine[0].id, r.id, reason) for r in theirs]
            grouping.rehome(connection, [r.id for r in theirs])
            return judging.listed(connection, numbers)

    def undo(self, judgement: int) -> Judgement:
        """Take a judgement back; the event is grouped as if it had never been made."""
        with engines.writing(self._engine) as connection:
            found = judging.listed(connection, [judgement])
            if not found:
                raise StoreError(f"judgement {judgement}", "there is none")
            if found[0].undone:
                raise StoreError(f"judgement {judgement}", f"was undone on {found[0].undone:%Y-%m-%d}")
            grouping.rehome(connection, judging.undo(connection, judgement))
            return judging.listed(connection, [judgement])[0]

    def judgements(self, happening: int | None = None) -> list[Judgement]:
        """All judgements, also those undone; of one happening, those about its articles."""
        with engines.reading(self._engine) as connection:
            return judging.listed(connection, None, happening)
