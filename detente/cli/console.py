"""What is printed, and where: results to standard output, complaints and progress to standard error."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import typer
from rich.console import Console

# Wide enough for the tables where nobody says how wide the page is.
PAGE = 120


def complain(message: str) -> None:
    """One line to standard error."""
    print(f"detente: {' '.join(message.split())}", file=sys.stderr)


def console(file: TextIO) -> Console:
    """Colours on a terminal, plain text elsewhere; words are printed as they are."""
    width = None if file.isatty() else PAGE
    return Console(file=file, width=width, markup=False, emoji=False, highlight=False)


@contextlib.contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """The file to write to, or standard output."""
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written ({error.strerror})") from None
    with file:
        yield file
