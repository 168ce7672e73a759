"""`detente read`: articles in, records out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from detente.cli import options
from detente.cli.console import complain, console, opened
from detente.cli.reading import Reader
from detente.cli.show import page, sheet
from detente.intake import Found, Limits, Refused, Skipped, articles, examples
from detente.model import Record


class Format(StrEnum):
    """How records are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def read(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, addresses, or - for standard input.")
    ] = None,
    lang: options.Lang = None,
    published: options.Published = None,
    format: Annotated[
        Format,
        typer.Option("--format", "-f", help="text for the eye; json, one list; jsonl, a record a line."),
    ] = Format.text,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read side by side.")] = 1,
    domestic: Annotated[bool, typer.Option("--domestic", help="Keep events inside one state, too.")] = False,
    pipeline: options.Pipelines = None,
    allow_private: options.AllowPrivate = False,
    bundled: Annotated[bool, typer.Option("--examples", help="Read the articles of Detente itself.")] = False,
) -> None:
    """Read articles and print what is found in them.

    Example: detente read article.txt --published 2021-05-21

    Exit status: 0 all articles were read; 1 some were left out (a line on standard error names each);
    2 the command was not understood.
    """
    if not paths and not bundled:
        raise typer.BadParameter("name a file, a folder or - for standard input, or give --examples")
    known = options.knowledge(lang, pipeline)
    reader = Reader(lang, options.day(published), domestic, known.pipelines)
    found = examples() if bundled else articles(paths or [], Limits(private=allow_private))
    with opened(output) as out:
        # Where the records themselves run over the terminal, a bar would only disturb them.
        records = results(reader, found, jobs, watched=not out.isatty())
        left_out = WRITERS[format](records, out)
    if left_out:
        raise typer.Exit(1)


def results(
    reader: Reader, found: Iterable[Found], jobs: int = 1, *, watched: bool = False
) -> Iterator[Record | None]:
    """The records, in order; None for each article that is left out, after a line on standard error.

    `watched`: whether a bar may show how far the work is, if standard error is a terminal.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    screen = console(sys.stderr)
    shown = watched and sys.stderr.isatty()
    with Progress(*columns, console=screen, transient=True, disable=not shown) as bar:
        task = bar.add_task("articles", total=None)
        for result in reader.read_all(found, jobs):
            if isinstance(result, Record):
                yield result
            else:
                note = f"skipped: {result}" if isinstance(result, Skipped) else f"left out: {result}"
                if shown:
                    screen.print(Text(f"detente: {note}"), soft_wrap=True)
                else:
                    complain(note)
                if isinstance(result, Refused):
                    yield None
            if not isinstance(result, Skipped):
                bar.advance(task)


def write_text(records: Iterator[Record | None], out: TextIO) -> int:
    """For the eye; returns how many articles were left out, as the other writers do."""
    screen, left_out, first = console(out), 0, True
    for record in records:
        if record is None:
            left_out += 1
            continue
        if not first:
            screen.rule(characters="─", style="dim")
        first = False
        if out.isatty():
            screen.print(sheet(record))
        else:
            out.write(page(record))
    return left_out


def write_json(records: Iterator[Record | None], out: TextIO) -> int:
    """One list, a record per line."""
    left_out, before = 0, "[\n"
    for record in records:
        if record is None:
            left_out += 1
            continue
        out.write(before + as_json(record))
        before = ",\n"
    out.write("\n]\n" if before != "[\n" else "[]\n")
    return left_out


def write_lines(records: Iterator[Record | None], out: TextIO) -> int:
    """One record per line, each as soon as it is read."""
    left_out = 0
    for record in records:
        if record is None:
            left_out += 1
            continue
        out.write(as_json(record) + "\n")
        out.flush()
    return left_out


WRITERS = {Format.text: write_text, Format.json: write_json, Format.jsonl: write_lines}


def as_json(record: Record) -> str:
    return json.dumps(record.to_json(), ensure_ascii=False)
