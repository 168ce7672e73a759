"""What is printed, and where: results to standard output, complaints and progress to standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from rich.console import Console

# Tables need room; a pipe has no width of its own.
PIPE_WIDTH = 120


def complain(message: str) -> None:
    """One line to standard error."""
    print("detente: " + message.replace("\n", " "), file=sys.stderr)


def console(file: TextIO) -> Console:
    """Colours on a terminal, plain text elsewhere."""
    terminal = file.isatty()
    return Console(
        file=file,
        width=None if terminal else PIPE_WIDTH,
        no_color=not terminal,
        highlight=False,
        soft_wrap=False,
    )


def opened(output: Path | None) -> TextIO:
    """Standard output, or the file to write."""
    if output is None:
        return sys.stdout
    return output.open("w", encoding="utf-8")
