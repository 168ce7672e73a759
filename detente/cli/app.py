"""The commands. Only this package prints: results to standard output, all else to standard error."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from detente.cli.reading import Reader
from detente.cli.show import PAGE, page, sheet
from detente.intake import Found, Refused, Skipped, articles, examples
from detente.knowledge import Knowledge
from detente.model import DetenteError, InputError, Record

ALL_READ, SOME_LEFT_OUT, USAGE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads diplomatic news in French and English and keeps the record of relations.\n\n"
    "Exit status: 0 all went well; 1 something was left out or is wrong; 2 the command was not understood.",
)
world_app = typer.Typer(no_args_is_help=True, help="What Detente knows of states, offices and people.")
app.add_typer(world_app, name="world")


class Format(str, Enum):
    text = "text"
    json = "json"
    jsonl = "jsonl"


Lang = Annotated[str | None, typer.Option(help="Language of articles that do not name theirs (fr, en).")]
Day = Annotated[str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2021-05-21, of articles that do not give theirs.")]  # fmt: skip
Pipelines = Annotated[list[str] | None, typer.Option("--pipeline", metavar="LANG=PATH", help="A spaCy pipeline with Universal Dependencies labels to parse a language with.")]  # fmt: skip


def main() -> None:
    """The entry point: no traceback reaches a user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DetenteError as error:
        complain(str(error))
        sys.exit(SOME_LEFT_OUT)
    except BrokenPipeError:
        # The reader of our output has seen enough (`detente read … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ALL_READ)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@app.command()
def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Text files (.txt, .md), JSON lines (.jsonl), folders, or - for standard input."),
    ] = None,  # fmt: skip
    lang: Lang = None,
    published: Day = None,
    format: Annotated[
        Format, typer.Option(help="text for the eye; json, one list; jsonl, a record per line.")
    ] = Format.text,  # fmt: skip
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here instead of to standard output."),
    ] = None,  # fmt: skip
    jobs: Annotated[int, typer.Option(min=1, help="Processes that read at the same time.")] = 1,
    domestic: Annotated[bool, typer.Option("--domestic", help="Keep events inside one state, too.")] = False,
    pipeline: Pipelines = None,
    bundled: Annotated[
        bool, typer.Option("--examples", help="Read the articles that come with Detente.")
    ] = False,
) -> None:
    """Read articles and show what was found in them.

    detente read article.txt --published 2021-05-21

    detente read news/ --format jsonl -o records.jsonl --jobs 4

    Exit status: 0 all articles were read; 1 some were left out (a line on standard error names each);
    2 the command was not understood.
    """
    if not paths and not bundled:
        raise typer.BadParameter("name at least one file or folder, - for standard input, or --examples")
    reader = Reader(lang, a_date(published, "--published"), domestic, a_map(pipeline))
    known_language(lang, reader)
    found = examples() if bundled else articles(paths or [])
    with opened(output) as out:
        write = {Format.text: write_text, Format.json: write_json, Format.jsonl: write_lines}[format]
        left_out = write(results(reader, found, jobs, watched=out is not sys.stdout or not out.isatty()), out)
    raise typer.Exit(SOME_LEFT_OUT if left_out else ALL_READ)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="A file with an article, or - for standard input.")],
    event: Annotated[str | None, typer.Option(help="Only this event, as e3.")] = None,
    lang: Lang = None,
    published: Day = None,
    pipeline: Pipelines = None,
) -> None:
    """Tell why an event was found: its words, rule and operators, and how its date and actors were found.

    detente explain article.txt --event e3
    """
    from detente.cli.explain import explained

    reader = Reader(lang, a_date(published, "--published"), True, a_map(pipeline))
    known_language(lang, reader)
    console, shown = on(sys.stdout), 0
    left_out = 0
    for record in results(reader, articles([file]), 1, watched=False):
        if record is None:
            left_out += 1
            continue
        for found in record.events:
            if event in (None, found.id):
                console.print(explained(record, found), soft_wrap=True)
                shown += 1
    if event and not shown and not left_out:
        raise InputError(f"no event {event}; `detente read {file} --domestic` lists them", file)
    raise typer.Exit(SOME_LEFT_OUT if left_out else ALL_READ)


@app.command()
def who(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence, or just a name.")],
    on_day: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day, as 2021-05-21.")
    ] = None,
    lang: Lang = None,
    pipeline: Pipelines = None,
) -> None:
    """Tell whom the words of a text stand for on a day.

    detente who "Le ministre russe des Affaires étrangères a parlé." --on 2021-05-19
    """
    from detente.cli.actors import who_is_who

    reader = Reader(lang, a_date(on_day, "--on"), False, a_map(pipeline))
    known_language(lang, reader)
    on(sys.stdout).print(who_is_who(words, reader))


@app.command()
def unresolved(
    records: Annotated[list[str], typer.Argument(help="Files of records (detente read --format jsonl).")],
) -> None:
    """List the actors that nobody could be found for, the most frequent first.

    detente unresolved records.jsonl
    """
    from detente.cli.actors import unknown

    found, broken = unknown(records)
    for name, count in found:
        print(f"{count}\t{name}")
    for line in broken:
        complain(line)
    raise typer.Exit(SOME_LEFT_OUT if broken else ALL_READ)


@world_app.command("check")
def world_check() -> None:
    """Check the tables of the world against each other: ids, dates, terms of office."""
    from detente.knowledge.audit import problems

    wrong = list(problems(Knowledge().world))
    for problem in wrong:
        print(problem)
    print(f"{len(wrong)} problems" if wrong else "The world is in order.")
    raise typer.Exit(SOME_LEFT_OUT if wrong else ALL_READ)


@app.command()
def doctor(pipeline: Pipelines = None) -> None:
    """Tell versions, pipelines and data, and what is wrong with them."""
    from detente.cli.doctor import examined

    report, wrong = examined(Knowledge(a_map(pipeline)))
    on(sys.stdout).print(report)
    raise typer.Exit(SOME_LEFT_OUT if wrong else ALL_READ)


def a_date(value: str | None, option: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise typer.BadParameter(f"{option} {value}: write the day as 2021-05-21") from None


def a_map(pairs: list[str] | None) -> dict[str, str]:
    """ "fr=path" as a mapping."""
    found = {}
    for pair in pairs or []:
        lang, equals, path = pair.partition("=")
        if not equals or not path:
            raise typer.BadParameter(f"--pipeline {pair}: write it as fr=path/to/pipeline")
        found[lang] = path
    return found


def known_language(lang: str | None, reader: Reader) -> None:
    codes = Knowledge().codes
    for code in filter(None, (lang, *reader.pipelines)):
        if code not in codes:
            raise typer.BadParameter(f"'{code}' is no language that Detente reads ({', '.join(codes)})")


@contextlib.contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """The file to write to, or standard output."""
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"-o {output}: cannot be written ({error.strerror})") from None
    with file:
        yield file


def results(reader: Reader, found: Iterable[Found], jobs: int, *, watched: bool) -> Iterator[Record | None]:
    """The records, in order; None for each article that is left out, after a line on standard error.

    `watched`: whether a bar may show how far the work is, on a terminal.
    """
    show = watched and sys.stderr.isatty()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=on(sys.stderr), transient=True, disable=not show) as bar:
        task = bar.add_task("articles", total=None)
        for result in reader.read_all(found, jobs):
            if isinstance(result, Skipped):
                note(str(result), bar)
                continue
            if isinstance(result, Refused):
                note(str(result), bar)
                yield None
            else:
                yield result
            bar.advance(task)


def note(line: str, bar: Progress) -> None:
    """A line on standard error, above the bar if there is one."""
    if bar.disable:
        complain(line)
    else:
        bar.console.print(Text(f"detente: {line}"), soft_wrap=True)


def complain(line: str) -> None:
    print(f"detente: {' '.join(line.split())}", file=sys.stderr)


def write_text(records: Iterator[Record | None], out: TextIO) -> int:
    console, left_out = on(out), 0
    for number, record in enumerate(records):
        if record is None:
            left_out += 1
            continue
        if number:
            console.rule(characters="─", style="dim")
        if out.isatty():
            console.print(sheet(record))
        else:
            out.write(page(record))
    return left_out


def write_json(records: Iterator[Record | None], out: TextIO) -> int:
    """One list of records, a record per line."""
    left_out, first = 0, True
    out.write("[")
    for record in records:
        if record is None:
            left_out += 1
            continue
        out.write(("\n" if first else ",\n") + as_json(record.to_json()))
        first = False
    out.write("\n]\n")
    return left_out


def write_lines(records: Iterator[Record | None], out: TextIO) -> int:
    left_out = 0
    for record in records:
        if record is None:
            left_out += 1
            continue
        out.write(as_json(record.to_json()) + "\n")
        out.flush()
    return left_out


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def on(stream: TextIO) -> Console:
    """A console that prints words as they are: no markup, no emoji codes, no colours of its own."""
    width = None if stream.isatty() else PAGE
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
