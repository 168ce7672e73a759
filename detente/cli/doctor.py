"""`detente doctor` and `detente world check`: what is installed, and what is wrong."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer
from rich.text import Text

from detente.cli import options
from detente.cli.console import console
from detente.knowledge import Knowledge
from detente.knowledge.audit import problems
from detente.model import DetenteError
from detente.text.parse import parse

PARTS = ("detente", "spacy", "thinc", "numpy", "py3langid", "typer", "rich")
MEGABYTE = 1e6


def doctor(pipeline: options.Pipelines = None) -> None:
    """Show versions, pipelines and data, and what is wrong; the exit status is 1 if anything is.

    Example: detente doctor
    """
    report, wrong = examined(options.knowledge(None, pipeline))
    console(sys.stdout).print(report, soft_wrap=True)
    if wrong:
        raise typer.Exit(1)


def check_world() -> None:
    """Check the data about the world: ids that lead nowhere, dates that are none or out of order.

    Example: detente world check
    """
    wrong = list(problems(Knowledge().world))
    for problem in wrong:
        print(problem)
    print(f"{len(wrong)} faults")
    if wrong:
        raise typer.Exit(1)


def examined(known: Knowledge) -> tuple[Text, list[str]]:
    """A report to print, and all that is wrong, a line each."""
    wrong: list[str] = []
    text = Text()
    for title, lines in (
        ("Versions", _versions()),
        ("Languages", _languages(known, wrong)),
        ("World", _world(known, wrong)),
    ):
        text.append(f"{title}\n", style="bold")
        for name, said in lines:
            text.append(f"  {name:<12} {said}\n")
    text.append("Wrong\n" if wrong else "Nothing is wrong.", style="bold red" if wrong else "bold green")
    for line in wrong:
        text.append(f"  {line}\n")
    return text, wrong


def _versions() -> Iterator[tuple[str, str]]:
    yield "Python", platform.python_version()
    for part in PARTS:
        try:
            yield part, version(part)
        except PackageNotFoundError:
            yield part, "not installed"


def _languages(known: Knowledge, wrong: list[str]) -> Iterator[tuple[str, str]]:
    for code in known.codes:
        language = known.language(code)
        try:
            lexicon = language.lexicon
            acts, operators, dates = len(lexicon.acts), len(lexicon.operators), len(language.dates.rules)
            yield code, f"{acts} acts, {operators} operators, {dates} ways to say dates"
        except DetenteError as error:
            wrong.append(str(error))
        yield "", f"pipeline {_pipeline(language.pipeline)}"
        try:
            # A word in any language is a sentence: all that matters is that the pipeline loads and runs.
            parse("Geneva.", language)
        except DetenteError as error:
            wrong.append(str(error))


def _pipeline(path: str) -> str:
    folder = Path(path)
    if not folder.is_dir():
        return path
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    return f"{folder}, {size / MEGABYTE:.0f} MB"


def _world(known: Knowledge, wrong: list[str]) -> Iterator[tuple[str, str]]:
    try:
        world = known.world
        yield "entities", str(len(world.entities))
        yield "offices", str(len(world.offices))
        yield "people", str(len(world.people))
        yield "terms", str(sum(len(t) for t in world.by_office.values()))
        yield "places", str(len(world.places))
        yield "roots", str(len(known.ontology.roots))
        wrong.extend(problems(world))
    except DetenteError as error:
        wrong.append(str(error))
