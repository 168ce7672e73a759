"""`detente add` and `detente reread`: articles into the store, and out-of-date records read again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from detente.cli import options
from detente.cli.console import complain, console
from detente.cli.reading import Reader
from detente.intake import Found, Limits, Skipped, articles
from detente.knowledge import Knowledge
from detente.store import Store, versions
from detente.store.add import Outcome, add, reread

Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read side by side.")]
# Articles of files are counted before they are read, up to so many, so that the bar can tell the time left.
COUNTED = 10_000
# What a report always counts, and all that it may count, in order.
ADDING = ("added", "revised", "skipped", "refused")
COPIES = "copies of another outlet's text"


def add_articles(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, addresses, or - for standard input.")],
    store: options.StorePath = options.STORE,
    lang: options.Lang = None,
    published: options.Published = None,
    jobs: Jobs = 1,
    pipeline: options.Pipelines = None,
    allow_private: options.AllowPrivate = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say what became of each article.")
    ] = False,
) -> None:
    """Read articles and keep them with all that is found in them.

    Adding the same again changes nothing, and a run that was cut off goes on where it stopped.

    Example: detente add articles/ --store detente.db --jobs 2

    Exit status: 0 all articles are in the store; 1 some could not be read (a line on standard error names each).
    """
    known = options.knowledge(lang, pipeline)
    reader = Reader(lang, options.day(published), True, known.pipelines)
    with Store.open(store, create=True) as kept:
        found, total = _counted(sources, Limits(private=allow_private))
        outcomes = add(kept, found, lambda f: reader.read_all(f, jobs), _current(known))
        counts = _followed(kept, outcomes, total, verbose)
        print(f"{kept.name}: {summed(counts, ADDING)}")
    _end(counts)


def reread_articles(
    store: options.StorePath = options.STORE,
    jobs: Jobs = 1,
    pipeline: options.Pipelines = None,
    regroup: Annotated[
        bool, typer.Option("--regroup", help="Find all happenings anew, too; judgements are kept.")
    ] = False,
) -> None:
    """Read again what an older version of Detente, or of its data, has read.

    Example: detente reread --jobs 2
    """
    known = options.knowledge(None, pipeline)
    reader = Reader(None, None, True, known.pipelines)
    with Store.open(store) as kept:
        total = kept.count_outdated(_current(known))
        outcomes = reread(kept, lambda f: reader.read_all(f, jobs), _current(known))
        if regroup:
            kept.ungroup()
        counts = _followed(kept, outcomes, total, False)
        print(f"{kept.name}: {summed(counts, ('reread',))}")
    _end(counts)


def _current(known: Knowledge) -> versions.Current:
    return lambda lang: versions.current(known, lang)


def _counted(sources: list[str], limits: Limits) -> tuple[Iterable[Found], int | None]:
    """What is found, and how much that is, if it can be known before reading: of files and folders only."""
    found = articles(sources, limits)
    if not sys.stderr.isatty() or not all(Path(s).exists() for s in sources):
        return found, None
    first = list(islice(found, COUNTED))
    if len(first) < COUNTED:
        return first, sum(not isinstance(f, Skipped) for f in first)
    return _chained(first, found), None


def _chained(first: list[Found], rest: Iterator[Found]) -> Iterator[Found]:
    yield from first
    yield from rest


class _Rate(ProgressColumn):
    """Articles per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")


def _followed(store: Store, outcomes: Iterator[Outcome], total: int | None, verbose: bool) -> Counter[str]:
    """Follow the work with a bar, then group what is new. What was refused is told as it comes; all is counted."""
    shown = sys.stderr.isatty()
    screen = console(sys.stderr)
    counts: Counter[str] = Counter()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=not shown) as bar:
        task = bar.add_task("articles", total=total)
        for outcome in outcomes:
            counts[outcome.what] += 1
            counts[COPIES] += outcome.what == "added" and outcome.note is not None
            line = told(outcome, verbose)
            if line and shown:
                screen.print(Text(f"detente: {line}"), soft_wrap=True)
            elif line:
                complain(line)
            if outcome.what != "passed":
                bar.advance(task)
        bar.update(task, description="happenings", completed=0, total=store.ungrouped())
        for done in store.group():
            bar.advance(task, done)
    return counts


def _end(counts: Counter[str]) -> None:
    if counts["refused"]:
        raise typer.Exit(1)


def told(outcome: Outcome, verbose: bool) -> str | None:
    """The line about one outcome, if it is to be told."""
    if outcome.what == "refused":
        return f"left out: {outcome.where}: {outcome.note}"
    if outcome.what == "passed":
        return f"skipped: {outcome.note}"
    if verbose:
        note = f" ({outcome.note})" if outcome.note else ""
        return f"{outcome.what}: {outcome.where}{note}"
    return None


def summed(counts: Counter[str], always: tuple[str, ...]) -> str:
    """What was done, in a line: "12 added, 1 revised, 3 skipped, 0 refused; 2 copies of another outlet's text"."""
    parts = [f"{counts[what]} {what}" for what in (*always, "refused") if what in always or counts[what]]
    copies = f"; {counts[COPIES]} {COPIES}" if counts[COPIES] else ""
    return ", ".join(dict.fromkeys(parts)) + copies
