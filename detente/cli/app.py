"""The commands, and how their errors reach a person: one line each, never a traceback.

Exit status: 0 all went well; 1 something was left out or is wrong, each with a line; 2 the command was not
understood; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

import detente
from detente.cli import add, doctor, expectations, explain, happening, read, revisions, search, who
from detente.cli.console import complain
from detente.model import DetenteError

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read.read)
app.command("explain")(explain.explain)
app.command("who")(who.who)
app.command("unresolved")(who.unresolved)
app.command("add")(add.add_articles)
app.command("reread")(add.reread_articles)
app.command("search")(search.search)
app.command("happening")(happening.happening)
app.command("expectations")(expectations.expectations)
app.command("revisions")(revisions.revisions)
app.command("doctor")(doctor.doctor)
world = typer.Typer(help="The data about the world.", no_args_is_help=True)
world.command("check")(doctor.check_world)
app.add_typer(world, name="world")


@world.callback()
def _world() -> None:
    """The data about the world."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads diplomatic news in French and English and keeps the record of relations.

    Exit status: 0 all went well; 1 something was left out or is wrong (a line on standard error says what);
    2 the command was not understood; 130 interrupted.
    """


def main() -> None:
    """Run the command line; the process ends with the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DetenteError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # The reader of the pipe has seen enough: no complaint, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
    except (OSError, MemoryError, RecursionError) as error:
        complain(f"stopped: {error or type(error).__name__}")
        sys.exit(1)
