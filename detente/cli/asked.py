"""The options by which stored findings are asked for, and the forms in which answers are printed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from detente.cli import options
from detente.cli.console import console
from detente.store import Store


class Format(StrEnum):
    """How answers are printed."""

    text = "text"
    jsonl = "jsonl"


AsFormat = Annotated[
    Format, typer.Option("--format", "-f", help="text for the eye; jsonl, one answer a line.")
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Not before this day.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Not after this day.")]


def opened(store: str) -> Store:
    """The store, with all that waits to be grouped grouped: a run of `add` may have been cut off."""
    kept = Store.open(store)
    try:
        if kept.ungrouped():
            for _ in kept.group():
                pass
    except BaseException:
        kept.close()
        raise
    return kept


def table(title: str, *columns: str) -> Table:
    """A table for the eye, as `detente read` prints them."""
    found = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        found.add_column(column, overflow="fold", no_wrap=column in {"", "when", "day", "step"})
    return found


def show(*parts: Table | Text | str) -> None:
    """Print to standard output."""
    out = console(sys.stdout)
    for part in parts:
        out.print(part, soft_wrap=not isinstance(part, Table))


def lines(answers: Iterable[Any]) -> None:
    """Answers as JSON lines."""
    for answer in answers:
        print(json.dumps(dataclasses.asdict(answer), ensure_ascii=False, default=_plain))


def _plain(value: Any) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def codes(parties: Iterable[str] | None) -> tuple[str, ...]:
    """The codes of parties as they are written on the command line: upper case, "un" as it is meant."""
    return tuple(p.strip().upper() for p in parties or () if p.strip())


def upper(value: str | None) -> str | None:
    return value.strip().upper() if value else None


day = options.day
