"""Articles into a store: what is known is skipped, the rest is read and kept, one article at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from detente.intake import Found, Located, Refused, Skipped
from detente.model import Article, Record
from detente.store.store import Outdated, Store
from detente.store.versions import Current

# Records in the order of the articles; what is no article, or cannot be read, is passed on in its place.
ReadAll = Callable[[Iterable[Found]], Iterator[Record | Refused | Skipped]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing that was found: `what` is added, revised, reread, skipped, refused or passed.

    `where` is where it was found, `key` what the store calls the article, `note` says why, or what it copies.
    """

    what: str
    where: str
    key: str | None = None
    note: str | None = None


def add(store: Store, found: Iterable[Found], read_all: ReadAll, current: Current) -> Iterator[Outcome]:
    """Add all that is found, in order. Each article is kept whole as soon as it is read, so that a run that is cut
    off has lost nothing, and the next one goes on where it stopped.
    """
    waiting: deque[Located | Outcome | None] = deque()

    def unread() -> Iterator[Found]:
        for thing in found:
            if isinstance(thing, Located) and store.knows(thing.article):
                waiting.append(Outcome("skipped", thing.where, note="is there already"))
                continue
            waiting.append(thing if isinstance(thing, Located) else None)
            yield thing

    def known() -> Iterator[Outcome]:
        while waiting and isinstance(waiting[0], Outcome):
            outcome = waiting.popleft()
            assert isinstance(outcome, Outcome)
            yield outcome

    for result in read_all(unread()):
        yield from known()
        located = waiting.popleft()
        if isinstance(result, Refused):
            yield Outcome("refused", result.where, note=f"{result.reason}; {result.advice}")
        elif isinstance(result, Skipped):
            yield Outcome("passed", result.folder, note=str(result))
        else:
            assert isinstance(located, Located)
            yield _kept(store, located, result, current)
    yield from known()


def _kept(store: Store, located: Located, record: Record, current: Current) -> Outcome:
    kept = store.keep(located.article, record, current(record.article.lang or ""))
    note = f"the text of {kept.copy_of}" if kept.copy_of else None
    if kept.what == "skipped":
        note = "is there already"
    return Outcome(kept.what, located.where, kept.key, note)


def reread(store: Store, read_all: ReadAll, current: Current) -> Iterator[Outcome]:
    """Read again what other code or data read. Every revision is replaced whole; a run that is cut off goes on with
    what is still out of date.
    """
    waiting: deque[Outdated] = deque()

    def old() -> Iterator[Found]:
        for outdated in store.outdated(current):
            waiting.append(outdated)
            yield Located(outdated.article.id, outdated.article)

    for result in read_all(old()):
        outdated = waiting.popleft()
        if isinstance(result, Record):
            store.reread(outdated.revision, result, current(result.article.lang or ""))
            yield Outcome("reread", outdated.article.id, outdated.article.id)
        else:
            note = f"{result.reason}; {result.advice}" if isinstance(result, Refused) else str(result)
            yield Outcome("refused", outdated.article.id, note=note)


def compared_alike(
    store: Store, key: str, read: Callable[[Article], Record], current: Current
) -> list[Record]:
    """The records of all revisions of an article, as one and the same code and data read them."""
    records = []
    for revision in store.revisions(key):
        record = store.record(key, revision.number)
        if revision.versions != current(record.article.lang or ""):
            record = read(record.article)
        records.append(record)
    return records
