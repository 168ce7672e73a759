"""Articles to records, in one process or in several, always in order."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import islice

from detente.intake import Found, Located, Refused, Skipped
from detente.knowledge import Knowledge
from detente.model import InputError, PipelineError, Record
from detente.read import read

# Articles given to a process at a time: few enough that output starts early.
CHUNK = 4
# Chunks that wait for each process, so that none is idle.
AHEAD = 4
ADVICE = "please report it with the article"


@dataclass(frozen=True)
class Reader:
    """How articles are read: what holds for those that do not say it themselves, and which events are kept.

    `pipelines` is a language code -> the path or name of a spaCy pipeline.
    """

    lang: str | None = None
    published: dt.date | None = None
    domestic: bool = False
    pipelines: Mapping[str, str] = field(default_factory=dict)

    def read(self, found: Found) -> Record | Refused | Skipped:
        """The record of an article; what is no article is passed on.

        Raises:
            PipelineError: no article of the language can be read.
        """
        if not isinstance(found, Located):
            return found
        try:
            known = _knowledge(self.pipelines)
            record = read(found.article, lang=self.lang, published=self.published, known=known)
        except InputError as error:
            return Refused(found.where, error.reason, "leave it out, or give it a language that is read")
        except PipelineError:
            raise
        except Exception as error:
            # One article must not cost the others; what went wrong is told in a line.
            return Refused(found.where, f"could not be read ({type(error).__name__}: {error})", ADVICE)
        return record if self.domestic else without_domestic(record)

    def read_all(self, found: Iterable[Found], jobs: int = 1) -> Iterator[Record | Refused | Skipped]:
        """The records, in the order of the articles."""
        if jobs <= 1:
            yield from map(self.read, found)
            return
        waiting = iter(found)
        with ProcessPoolExecutor(jobs, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            # A few chunks for each process, so that a file of millions of lines is never held in memory.
            ahead: deque[Future[list[Record | Refused | Skipped]]] = deque()
            try:
                while True:
                    while len(ahead) < AHEAD * jobs and (chunk := list(islice(waiting, CHUNK))):
                        ahead.append(pool.submit(self._read_chunk, chunk))
                    if not ahead:
                        return
                    yield from ahead.popleft().result()
            except BrokenProcessPool:
                reason = "a process ended, perhaps for want of memory; try with fewer --jobs"
                raise InputError(reason) from None
            finally:
                for future in ahead:
                    future.cancel()

    def _read_chunk(self, chunk: list[Found]) -> list[Record | Refused | Skipped]:
        return [self.read(found) for found in chunk]


def _end_with(parent: int) -> None:
    """Let a process end when the one that began it has been killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def without_domestic(record: Record) -> Record:
    """The record with only the events between sides that PLOVER tells apart."""
    return replace(record, events=tuple(e for e in record.events if not e.domestic))


_KNOWN: dict[tuple[tuple[str, str], ...], Knowledge] = {}


def _knowledge(pipelines: Mapping[str, str]) -> Knowledge:
    """What is known, loaded once in each process."""
    key = tuple(sorted(pipelines.items()))
    if key not in _KNOWN:
        _KNOWN[key] = Knowledge(pipelines)
    return _KNOWN[key]
