"""`detente read`: articles in, records out."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

import detente
from detente.cli import render
from detente.cli.console import complain, console, opened
from detente.intake import Refused, articles
from detente.knowledge import Knowledge
from detente.knowledge.files import DATA
from detente.model import Article, DetenteError, Record


class Format(str, Enum):
    """How records are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every article of one call."""

    lang: str | None
    published: dt.date | None
    domestic: bool
    pipelines: tuple[tuple[str, str], ...]


def read(
    paths: Annotated[list[str] | None, typer.Argument(help="Files (.txt, .md, .jsonl), folders, or - for standard input.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the articles (fr, en); else identified.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication, e.g. 2021-05-21; else looked for in the text.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read side by side.")] = 1,
    domestic: Annotated[bool, typer.Option("--domestic", help="Keep events between actors of one state.")] = False,
    pipeline: Annotated[list[str] | None, typer.Option(help="Another spaCy pipeline (UD labels): fr=PATH or fr=NAME.")] = None,
    examples: Annotated[bool, typer.Option("--examples", help="Read the articles that come with Detente.")] = False,
) -> None:
    """Read articles and print what is found in them.

    Example: detente read article.txt --published 2021-05-21
    """
    if examples:
        paths = [*(paths or []), str(DATA / "examples")]
    if not paths:
        raise typer.BadParameter("name a file, a folder or - (or --examples)")
    options = Options(lang, _day(published), domestic, tuple(_pair(p) for p in pipeline or ()))
    known = Knowledge(dict(options.pipelines))
    if lang is not None and lang not in known.codes:
        raise typer.BadParameter(f"'{lang}' is no language that Detente reads ({', '.join(known.codes)})")
    left_out = 0
    file = _output(output)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} articles read, {task.fields[left_out]} left out"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    ) as progress:
        task = progress.add_task("", total=None, left_out=0)
        printer = _Printer(format, console(file))
        for result in _results(articles(paths), options, jobs):
            if isinstance(result, Refused):
                left_out += 1
                complain(f"left out: {result}")
            else:
                printer.print(result)
            progress.update(task, advance=isinstance(result, Record), left_out=left_out)
        printer.close()
    if output is not None:
        file.close()
    if left_out:
        raise typer.Exit(1)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no date like 2021-05-21") from None


def _pair(text: str) -> tuple[str, str]:
    lang, equals, path = text.partition("=")
    if not (lang and equals and path):
        raise typer.BadParameter(f"--pipeline {text}: write LANGUAGE=PATH, e.g. fr=./my-pipeline")
    return lang, path


def _output(path: Path | None):  # type: ignore[no-untyped-def]
    try:
        return opened(path)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}") from None


def _results(found: Iterator[Article | Refused], options: Options, jobs: int) -> Iterator[Record | Refused]:
    """A record for each article, in order."""
    if jobs == 1:
        yield from (_one(a, options) for a in found)
        return
    # A lone article needs no second process.
    first = list(islice(found, 2))
    if len(first) < 2:
        yield from (_one(a, options) for a in first)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: list[Future[Record | Refused]] = []
        for item in chain(first, found):
            waiting.append(pool.submit(_one, item, options))
            # Enough to keep all busy; the rest of the input waits unread.
            if len(waiting) > jobs * 8:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _one(item: Article | Refused, options: Options) -> Record | Refused:
    """The record of an article; what cannot be read says why."""
    if isinstance(item, Refused):
        return item
    try:
        record = detente.read(item, lang=options.lang, published=options.published, known=_known(options.pipelines))
    except DetenteError as error:
        return Refused(item.id, getattr(error, "reason", str(error)))
    if options.domestic:
        return record
    return replace(record, events=tuple(e for e in record.events if not e.domestic))


_KNOWN: dict[tuple[tuple[str, str], ...], Knowledge] = {}


def _known(pipelines: tuple[tuple[str, str], ...]) -> Knowledge:
    """The knowledge of this process, loaded once."""
    if pipelines not in _KNOWN:
        _KNOWN[pipelines] = Knowledge(dict(pipelines))
    return _KNOWN[pipelines]


class _Printer:
    """Prints records one after the other in one format."""

    def __init__(self, format: Format, out: Console) -> None:
        self.format = format
        self.out = out
        self.count = 0

    def print(self, record: Record) -> None:
        if self.format is Format.text:
            if self.count:
                self.out.print()
            render.record(record, self.out)
        else:
            line = json.dumps(record.to_json(), ensure_ascii=False, indent=1 if self.format is Format.json else None)
            if self.format is Format.json:
                line = ("[\n" if not self.count else ",\n") + line
            self.out.file.write(line + ("\n" if self.format is Format.jsonl else ""))
        self.count += 1

    def close(self) -> None:
        if self.format is Format.json:
            self.out.file.write("\n]\n" if self.count else "[]\n")

